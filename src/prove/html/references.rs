//! Character references (HTML §13.2.5.72): the numeric ones and the names that themes use.
//!
//! A name that is not in the table stays as it is written; the minifier is held to the same reading.

use std::borrow::Cow;

use memchr::memchr;

/// The names of U+00A0 to U+00FF, in order; with `amp`, `lt`, `gt` and `quot` those that need no semicolon.
#[rustfmt::skip]
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil",
    "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig",
    "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml",
    "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide",
    "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];
/// Names that need their semicolon.
const CLOSED: &[(&str, char)] = &[
    ("apos", '\''),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("bull", '•'),
    ("trade", '™'),
    ("euro", '€'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("check", '✓'),
    ("num", '#'),
    ("colon", ':'),
    ("sol", '/'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("lpar", '('),
    ("rpar", ')'),
];

/// The reference at the head of `bytes` (which begins with `&`) and its length in bytes.
pub fn reference(bytes: &[u8], in_attribute: bool) -> Option<(char, usize)> {
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let length = bytes[1..]
        .iter()
        .take(32)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let name = &bytes[1..1 + length];
    let semicolon = bytes.get(1 + length) == Some(&b';');
    if let Some(c) = bare(name).or_else(|| closed(name)).filter(|_| semicolon) {
        return Some((c, length + 2));
    }
    if in_attribute {
        // `?a=1&copy=2` stays a query (HTML §13.2.5.73).
        let query = bytes.get(1 + length) == Some(&b'=');
        return bare(name).filter(|_| !query).map(|c| (c, 1 + length));
    }
    // In text the longest name counts: `&notit` is `¬it`.
    (2..=length)
        .rev()
        .find_map(|end| bare(&name[..end]).map(|c| (c, 1 + end)))
}

/// The character of a name that needs no semicolon.
fn bare(name: &[u8]) -> Option<char> {
    match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        _ => {
            let at = LATIN.iter().position(|known| known.as_bytes() == name)?;
            char::from_u32(0xA0 + at as u32)
        }
    }
}

fn closed(name: &[u8]) -> Option<char> {
    CLOSED
        .iter()
        .find(|(known, _)| known.as_bytes() == name)
        .map(|(_, c)| *c)
}

fn numeric(bytes: &[u8]) -> Option<(char, usize)> {
    let hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let digits = bytes
        .get(start..)?
        .iter()
        .take_while(|byte| char::from(**byte).is_digit(radix))
        .count();
    let text = std::str::from_utf8(&bytes[start..start + digits])
        .ok()
        .filter(|text| !text.is_empty())?;
    let number = u32::from_str_radix(text, radix).unwrap_or(u32::MAX);
    let c = char::from_u32(number)
        .filter(|c| *c != '\0')
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    let semicolon = usize::from(bytes.get(start + digits) == Some(&b';'));
    Some((c, start + digits + semicolon))
}

/// The bytes with their references decoded; borrowed where there are none.
pub fn decode(bytes: &[u8], in_attribute: bool) -> Cow<'_, [u8]> {
    let Some(first) = memchr(b'&', bytes) else {
        return Cow::Borrowed(bytes);
    };
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&bytes[..first]);
    let mut at = first;
    while at < bytes.len() {
        match reference(&bytes[at..], in_attribute) {
            Some((c, length)) => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                at += length;
            }
            None => {
                out.push(b'&');
                at += 1;
            }
        }
        let next = memchr(b'&', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        out.extend_from_slice(&bytes[at..next]);
        at = next;
    }
    Cow::Owned(out)
}

/// An attribute's value as text; what is not UTF-8 becomes U+FFFD.
pub fn decode_str(value: &[u8]) -> Cow<'_, str> {
    match decode(value, true) {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(written: &str) -> String {
        String::from_utf8_lossy(&decode(written.as_bytes(), false)).into_owned()
    }

    #[test]
    fn named_numeric_and_unclosed_references_are_decoded() {
        assert_eq!(
            text("a &lt;b&gt; &amp;amp; &#39;&#x2014; &nbsp &rarr;"),
            "a <b> &amp; '— \u{A0} →"
        );
        assert_eq!(text("&eacute;&yuml;&frac34;&notit;"), "éÿ¾¬it;");
        assert_eq!(text("&unknown; & a&b &#; &#x; &"), "&unknown; & a&b &#; &#x; &");
        assert_eq!(text("&#0;&#xD800;&#99999999999;"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn a_query_in_an_attribute_is_no_reference() {
        assert_eq!(decode_str(b"?a=1&copy=2&amp;b=3&regular"), "?a=1&copy=2&b=3&regular");
        assert_eq!(text("&copyright"), "©right");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, written in "[&#x0-9a-z; ]{0,30}") {
            decode(&bytes, true);
            text(&written);
        }
    }
}
