//! Pictures and documents that stand beside pages: told by their first bytes, measured, and refused where they could
//! run code, load something or tell where a photograph was taken.

use std::io::Read;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    Png,
    Jpeg,
    Webp,
    Svg,
    Pdf,
}

/// A picture or document.
#[derive(Clone, Debug)]
pub struct Media {
    pub path: RelPath,
    pub kind: MediaKind,
    pub bytes: Arc<[u8]>,
    /// Width and height in CSS pixels, where the file says them.
    pub size: Option<(u32, u32)>,
}

impl MediaKind {
    /// By the ending of the name; `None` for every file that is read as text.
    pub fn of_name(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "webp" => Self::Webp,
            "svg" => Self::Svg,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }

    fn matches(self, bytes: &[u8]) -> bool {
        match self {
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
            Self::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(&b"WEBP"[..]),
            Self::Svg => memmem::find(&bytes[..bytes.len().min(2048)], b"<svg").is_some(),
            Self::Pdf => bytes.starts_with(b"%PDF-"),
        }
    }
}

/// What of an SVG can run or load something: elements, whatever their prefix, …
const ACTIVE_ELEMENTS: [&str; 6] = ["script", "foreignobject", "iframe", "object", "embed", "handler"];
/// … and words; besides, any attribute `on…`. A document type or another encoding could hide them all.
const ACTIVE_SVG: [&str; 5] = ["javascript:", "<!entity", "<!doctype", "data:text", "<?xml-stylesheet"];
/// What of a PDF can run code, open something or carry files (ISO 32000-1 §12.6.4, §7.11.4).
const ACTIVE_PDF: [&[u8]; 8] = [
    b"/JavaScript",
    b"/JS",
    b"/Launch",
    b"/EmbeddedFile",
    b"/OpenAction",
    b"/AA",
    b"/RichMedia",
    b"/SubmitForm",
];

pub fn read(path: &RelPath, kind: MediaKind, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Media> {
    if !kind.matches(&bytes) {
        found.push(
            Diagnostic::new(
                &codes::WRONG_FILE_TYPE,
                path,
                0..0,
                format!(
                    "the file is no {}, whatever its name says",
                    format!("{kind:?}").to_uppercase()
                ),
            )
            .help("export it again in the format that its ending names"),
        );
        return None;
    }
    let fault = match kind {
        MediaKind::Svg => active_svg(&bytes).map(|(at, what)| {
            (
                &codes::ACTIVE_SVG,
                at,
                format!("the SVG holds {what}"),
                "export it as a plain SVG: shapes and text only, no scripts, links to other files or document type",
            )
        }),
        MediaKind::Pdf => active_pdf(&bytes).map(|(at, word)| {
            (
                &codes::ACTIVE_PDF,
                at,
                format!(
                    "the PDF can run code or carries files: it holds `{}`",
                    String::from_utf8_lossy(word)
                ),
                "export it as PDF/A, or print it to a new PDF",
            )
        }),
        _ => camera_data(kind, &bytes).map(|(at, what)| {
            (
                &codes::PICTURE_METADATA,
                at,
                format!("the picture carries {what}, which can tell where and by whom it was taken"),
                "remove the metadata (for example “export without metadata” in your picture program)",
            )
        }),
    };
    if let Some((entry, at, message, help)) = fault {
        let line = memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() + 1;
        let place = if matches!(kind, MediaKind::Svg) {
            format!(" in line {line}")
        } else {
            String::new()
        };
        found.push(Diagnostic::new(entry, path, 0..0, format!("{message}{place}")).help(help));
        return None;
    }
    let size = match kind {
        MediaKind::Svg => svg_size(&bytes),
        MediaKind::Pdf => None,
        _ => imagesize::blob_size(&bytes)
            .ok()
            .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))),
    };
    Some(Media {
        path: path.clone(),
        kind,
        bytes: bytes.into(),
        size,
    })
}

fn active_svg(bytes: &[u8]) -> Option<(usize, String)> {
    let lower = bytes.to_ascii_lowercase();
    let declared = memmem::find(&lower, b"encoding").filter(|at| {
        lower.starts_with(b"<?xml")
            && !lower[*at..]
                .iter()
                .take(24)
                .copied()
                .collect::<Vec<_>>()
                .windows(5)
                .any(|word| word == b"utf-8")
    });
    let control = std::str::from_utf8(bytes).map_or_else(
        |error| Some(error.valid_up_to()),
        |text| text.find(|c: char| c.is_control() && !"\t\n\r".contains(c)),
    );
    if let Some(at) = declared.or(control) {
        return Some((at, "another encoding than UTF-8, or control characters".to_owned()));
    }
    for word in ACTIVE_ELEMENTS {
        let opens = |at: &usize| {
            let before = &lower[..*at];
            let prefix = before
                .iter()
                .rev()
                .skip(1)
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
                .count();
            let start = if before.ends_with(b":") {
                before.len() - prefix - 1
            } else {
                before.len()
            };
            before[..start].ends_with(b"<")
        };
        if let Some(at) = memmem::find_iter(&lower, word.as_bytes()).find(opens) {
            return Some((at - 1, format!("an element `{word}`")));
        }
    }
    // An animation may set the address of a link, its value written in character references.
    if let Some(at) = memmem::find_iter(&lower, b"attributename")
        .find(|at| memmem::find(&lower[*at..lower.len().min(at + 64)], b"href").is_some())
    {
        return Some((at, "an animated address".to_owned()));
    }
    if let Some((at, word)) = ACTIVE_SVG
        .iter()
        .find_map(|word| memmem::find(&lower, word.as_bytes()).map(|at| (at, *word)))
    {
        return Some((at, format!("`{word}`")));
    }
    for at in memmem::find_iter(&lower, b"on") {
        let before = at
            .checked_sub(1)
            .and_then(|i| lower.get(i))
            .is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'/'));
        let name = lower[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let rest = lower[at + name..].iter().find(|b| !b.is_ascii_whitespace());
        if before && name > 2 && rest == Some(&b'=') {
            return Some((
                at,
                format!("the handler `{}`", String::from_utf8_lossy(&lower[at..at + name])),
            ));
        }
    }
    for word in [&b"href"[..], b"url(", b"@import"] {
        for at in memmem::find_iter(&lower, word) {
            let rest = &lower[at + word.len()..];
            let value = rest
                .iter()
                .find(|b| !matches!(b, b'"' | b'\'' | b'=') && !b.is_ascii_whitespace());
            let assigned = word != b"href" || rest.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'=');
            if assigned && value != Some(&b'#') {
                return Some((at, "a reference to another file".to_owned()));
            }
        }
    }
    None
}

/// What of the PDF's objects is active. Objects may lie packed in object streams (ISO 32000-1 §7.5.7); what cannot be
/// unpacked cannot be judged, and counts as active.
fn active_pdf(bytes: &[u8]) -> Option<(usize, &'static [u8])> {
    let Some(objects) = pdf_objects(bytes) else {
        return Some((0, b"/ObjStm"));
    };
    let found = |word: &&'static [u8]| pdf_name(&objects, word).map(|at| (at, *word));
    ACTIVE_PDF.iter().find_map(found)
}

/// The PDF's objects as text: what stands outside of streams, and object streams unpacked; names without `#` escapes.
/// Other streams hold pictures and page contents, which run nothing. `None` where an object stream cannot be read.
fn pdf_objects(bytes: &[u8]) -> Option<Vec<u8>> {
    // More than any honest document of this size holds.
    const UNPACKED: usize = 32 * 1024 * 1024;
    let mut objects = Vec::with_capacity(bytes.len().min(1 << 20));
    let mut start = 0;
    while let Some(at) = memmem::find(&bytes[start..], b"stream").map(|at| at + start) {
        let dictionary = plain_names(&bytes[start..at]);
        let is_stream = dictionary.trim_ascii_end().ends_with(b">>");
        let is_packed = memmem::find(
            &dictionary[memmem::rfind(&dictionary, b" obj").unwrap_or(0)..],
            b"/ObjStm",
        )
        .is_some();
        objects.extend(dictionary);
        let data = at + b"stream".len();
        let end = memmem::find(&bytes[data..], b"endstream").map_or(bytes.len(), |end| end + data);
        start = if is_stream { end } else { data };
        if is_stream && is_packed {
            let data = bytes[data..end].trim_ascii_start();
            let before = objects.len();
            let left = UNPACKED.checked_sub(before)? as u64;
            let unpacked = flate2::read::ZlibDecoder::new(data)
                .take(left)
                .read_to_end(&mut objects);
            if unpacked.is_err() || objects.len() >= UNPACKED {
                return None;
            }
            let packed = plain_names(&objects[before..]);
            objects.truncate(before);
            objects.extend(packed);
        }
        start = start.max(at + 1);
    }
    objects.extend(plain_names(&bytes[start..]));
    Some(objects)
}

/// `/J#53` as `/JS` (ISO 32000-1 §7.3.5).
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let hex = after
            .get(..2)
            .filter(|_| *first == b'#')
            .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        plain.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    plain
}

/// A PDF name that is whole: `/JS` but not `/JSomething`.
fn pdf_name(bytes: &[u8], name: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, name).find(|at| !bytes.get(at + name.len()).is_some_and(u8::is_ascii_alphanumeric))
}

fn camera_data(kind: MediaKind, bytes: &[u8]) -> Option<(usize, &'static str)> {
    let marks: &[(&[u8], &str)] = match kind {
        MediaKind::Png => &[(b"eXIf", "EXIF data"), (b"XML:com.adobe.xmp", "XMP data")],
        MediaKind::Webp => &[(b"EXIF", "EXIF data"), (b"XMP ", "XMP data")],
        _ => &[(b"Exif\0\0", "EXIF data"), (b"http://ns.adobe.com/xap", "XMP data")],
    };
    marks
        .iter()
        .find_map(|(mark, what)| memmem::find(bytes, mark).map(|at| (at, *what)))
}

/// `width` and `height` of the root element, or its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let number = |name: &str| -> Option<f64> {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[at..].split('"').next()?.trim_end_matches("px").parse().ok()
    };
    if let (Some(width), Some(height)) = (number("width"), number("height")) {
        return Some((width.round() as u32, height.round() as u32));
    }
    let at = tag.find("viewBox=\"")? + 9;
    let numbers: Vec<f64> = tag[at..]
        .split('"')
        .next()?
        .split([' ', ','])
        .filter_map(|n| n.parse().ok())
        .collect();
    (numbers.len() == 4).then(|| (numbers[2].round() as u32, numbers[3].round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, bytes: &[u8]) -> Option<&'static str> {
        let mut found = Vec::new();
        read(
            &name.into(),
            MediaKind::of_name(name).unwrap(),
            bytes.to_vec(),
            &mut found,
        );
        found.first().map(|d| d.entry.code)
    }

    #[test]
    fn active_pictures_and_documents_are_refused() {
        assert_eq!(
            code("a.svg", b"<svg viewBox=\"0 0 4 2\"><path d=\"M0 0\"/></svg>"),
            None
        );
        for bad in [
            "<svg><script>1</script></svg>",
            "<svg onload = \"x()\"></svg>",
            "<svg><use href=\"https://x/y#z\"/></svg>",
            "<svg><a xlink:href=\"javascript:x\"/></svg>",
            "<!DOCTYPE svg><svg></svg>",
            "<svg><s:script xmlns:s=\"http://www.w3.org/2000/svg\">1</s:script></svg>",
            "<svg><a><set attributeName=\"href\" to=\"&#106;avascript:x\"/></a></svg>",
            "<svg><image href\t=\n'https://x/y'/></svg>",
            "<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><svg/>",
            "<svg><scr\u{1b}(Bipt/></svg>",
        ] {
            assert_eq!(code("a.svg", bad.as_bytes()), Some("S010"), "{bad}");
        }
        assert_eq!(code("a.svg", b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg><title x:object-y=\"1\">Thirty hrefs, an object</title></svg>"), None);
        assert_eq!(code("a.pdf", b"%PDF-1.7 /J#61vaScript"), Some("S011"));
        assert_eq!(
            code("a.svg", b"<svg><use href=\"#b\"/><rect fill=\"url(#g)\"/></svg>"),
            None
        );
        assert_eq!(code("a.pdf", b"%PDF-1.7 /JavaScript"), Some("S011"));
        assert_eq!(code("a.pdf", b"%PDF-1.7 /JSONish"), None);
        assert_eq!(
            code(
                "a.pdf",
                b"%PDF-1.7 1 0 obj <</Length 9>>\nstream\n /JS \nendstream endobj"
            ),
            None
        );
        let packed = |objects: &[u8]| {
            let mut data = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut data, objects).unwrap();
            [
                b"%PDF-1.7 1 0 obj <</Type /ObjStm>>\nstream\n",
                data.finish().unwrap().as_slice(),
                b"\nendstream endobj",
            ]
            .concat()
        };
        assert_eq!(code("a.pdf", &packed(b"<</S /JavaScript /JS (x)>>")), Some("S011"));
        assert_eq!(code("a.pdf", &packed(b"<</Type /Catalog>>")), None);
        assert_eq!(
            code(
                "a.pdf",
                b"%PDF-1.7 1 0 obj <</Type /ObjStm>>\nstream\nnot packed\nendstream"
            ),
            Some("S011")
        );
        assert_eq!(code("a.png", b"GIF89a"), Some("S012"));
        assert_eq!(code("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0"), Some("S013"));
    }

    #[test]
    fn an_svg_tells_its_size() {
        assert_eq!(svg_size(b"<svg viewBox=\"0 0 40 20\">"), Some((40, 20)));
        assert_eq!(svg_size(b"<svg width=\"4px\" height=\"2\">"), Some((4, 2)));
    }
}
