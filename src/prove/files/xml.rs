//! A strict reader of small XML: what feeds, sitemaps and drawings need, and nothing that could expand or load.
//!
//! Well-formedness after XML 1.0: one root, every element closed in order, quoted attributes that do not repeat,
//! known references, no forbidden characters. Document types with declarations are refused.

use memchr::{memchr, memmem};

/// One step of the document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Open {
        name: &'a str,
        attributes: Vec<(&'a str, &'a str)>,
    },
    /// References not decoded.
    Text(&'a str),
    Close {
        name: &'a str,
    },
}

/// Reads the whole document; `Err` completes the sentence "It is not well-formed: …".
pub(super) fn read<'a>(bytes: &'a [u8], mut each: impl FnMut(Step<'a>)) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    if text
        .chars()
        .any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    {
        return Err("it holds a control character".into());
    }
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        let (chars, markup) = rest.split_at(end);
        references(chars)?;
        if open.is_empty() && !chars.trim().is_empty() {
            return Err("text stands outside the root element".into());
        }
        if !chars.is_empty() {
            each(Step::Text(chars));
        }
        rest = markup;
        if let Some(behind) = aside(markup)? {
            if let Some(data) = markup[..markup.len() - behind.len()].strip_prefix("<![CDATA[") {
                each(Step::Text(&data[..data.len() - 3]));
            }
            rest = behind;
        } else if let Some(tag) = markup.strip_prefix("</") {
            let (name, behind) = tag.split_once('>').ok_or("an end tag is not closed")?;
            let name = name.trim_end();
            if open.pop() != Some(name) {
                return Err(format!("`</{name}>` closes nothing that is open"));
            }
            each(Step::Close { name });
            rest = behind;
        } else if let Some(tag) = markup.strip_prefix('<') {
            let (tag, behind) = start_tag(tag)?;
            roots += u32::from(open.is_empty());
            if roots > 1 || open.len() > 200 {
                return Err("it has several root elements or is nested too deep".into());
            }
            each(Step::Open {
                name: tag.name,
                attributes: tag.attributes,
            });
            if tag.empty {
                each(Step::Close { name: tag.name });
            } else {
                open.push(tag.name);
            }
            rest = behind;
        }
    }
    match open.last() {
        Some(name) => Err(format!("`<{name}>` is not closed")),
        None if roots == 0 => Err("it has no root element".into()),
        None => Ok(()),
    }
}

/// What stands behind a comment, an instruction, a section of character data or a document type, if one begins here.
fn aside(markup: &str) -> Result<Option<&str>, String> {
    for (begin, end) in [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")] {
        if let Some(inner) = markup.strip_prefix(begin) {
            let at =
                memmem::find(inner.as_bytes(), end.as_bytes()).ok_or_else(|| format!("`{begin}` is not closed"))?;
            return Ok(Some(&inner[at + end.len()..]));
        }
    }
    if markup.starts_with("<!DOCTYPE") {
        let (kind, behind) = markup.split_once('>').ok_or("the document type is not closed")?;
        return if kind.contains('[') {
            Err("its document type declares entities".into())
        } else {
            Ok(Some(behind))
        };
    }
    if markup.starts_with("<!") {
        return Err("`<!` begins nothing that is known".into());
    }
    Ok(None)
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    empty: bool,
}

/// Reads a start tag behind its `<`; gives what stands behind it.
fn start_tag(tag: &str) -> Result<(Tag<'_>, &str), String> {
    let length = tag.find(|c: char| !is_name(c)).unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(length);
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')) {
        return Err("a `<` stands in the text".into());
    }
    let mut attributes: Vec<(&str, &str)> = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(behind) = trimmed.strip_prefix('>') {
            return Ok((
                Tag {
                    name,
                    attributes,
                    empty: false,
                },
                behind,
            ));
        }
        if let Some(behind) = trimmed.strip_prefix("/>") {
            return Ok((
                Tag {
                    name,
                    attributes,
                    empty: true,
                },
                behind,
            ));
        }
        let fault = || format!("an attribute of `<{name}>` is not of the form name=\"value\"");
        let length = trimmed.find(|c: char| !is_name(c)).ok_or_else(fault)?;
        let (key, behind) = trimmed.split_at(length);
        let value = behind.trim_start().strip_prefix('=').ok_or_else(fault)?.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
            .ok_or_else(fault)?;
        let (value, behind) = value[1..].split_once(quote).ok_or_else(fault)?;
        if key.is_empty() || trimmed.len() == rest.len() || value.contains('<') {
            return Err(fault());
        }
        if attributes.iter().any(|(known, _)| *known == key) {
            return Err(format!("`{key}` stands twice in `<{name}>`"));
        }
        references(value)?;
        attributes.push((key, value));
        rest = behind;
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')
}

/// Only the five names of XML and numbers.
fn references(text: &str) -> Result<(), String> {
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let name = text[at + 1..].split_once(';').map_or("", |(name, _)| name);
        let numeric = |name: &str| match name.strip_prefix("#x") {
            Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()),
            None => name
                .strip_prefix('#')
                .is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit())),
        };
        if !matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") && !numeric(name) {
            let near: String = text[at..].chars().take(20).collect();
            return Err(format!("`{near}` begins with no reference of XML (write `&amp;`)"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(xml: &str) -> Result<usize, String> {
        let mut steps = 0;
        read(xml.as_bytes(), |_| steps += 1).map(|()| steps)
    }

    #[test]
    fn well_formed_documents_are_read() {
        assert_eq!(
            check("<?xml version=\"1.0\"?>\n<a b='c'><d/>x &amp; &#233;<!-- y --></a>\n"),
            Ok(7)
        );
        assert_eq!(check("<a><![CDATA[<b>]]></a>"), Ok(3));
        assert_eq!(check("<!DOCTYPE svg PUBLIC \"x\" \"y\"><svg/>"), Ok(2));
    }

    #[test]
    fn what_a_parser_would_refuse_is_refused() {
        for xml in [
            "",
            "x",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a b></a>",
            "<a b=c></a>",
            "<a b='c' b='d'/>",
            "<a>&nbsp;</a>",
            "<a>& b</a>",
            "<a b='<'/>",
            "<a b='c'd='e'/>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
            "<a>\u{1}</a>",
            "<1/>",
            "<a/>x",
            "<a",
            "<",
            "<a b='",
            "<!-- a",
        ] {
            assert!(check(xml).is_err(), "{xml}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, xml in "(<|>|/|a|é|b=|'|\"|&|;|#|!--|--|\\[CDATA\\[|\\]\\]| ){0,30}") {
            _ = read(&bytes, |_| {});
            _ = check(&xml);
        }
    }
}
