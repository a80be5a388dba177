//! Bytes → text that every later stage can trust: UTF-8, `\n` line ends, no invisible characters that mislead.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};

/// At most this many findings of hidden characters in one file.
const MAX_HIDDEN: usize = 20;

/// The text of `bytes`. A byte order mark and Windows line ends are mended and told; other encodings are refused.
pub fn decode(path: &RelPath, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Arc<str>> {
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..error.utf8_error().valid_up_to()]).count() + 1;
            let hint = if error.as_bytes().starts_with(&[0xFF, 0xFE]) || error.as_bytes().starts_with(&[0xFE, 0xFF]) {
                "it seems to be UTF-16"
            } else {
                "it seems to be an older Windows encoding"
            };
            found.push(
                Diagnostic::new(
                    &codes::NOT_UTF8,
                    path,
                    0..0,
                    format!("line {line} of the file is not UTF-8; {hint}"),
                )
                .help("save the file again with the encoding UTF-8"),
            );
            return None;
        }
    };
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
        found.push(
            Diagnostic::new(
                &codes::BYTE_ORDER_MARK,
                path,
                0..0,
                "the file begins with an invisible byte order mark; it was passed over",
            )
            .help("save the file as “UTF-8” rather than “UTF-8 with BOM”"),
        );
    }
    if let Some(at) = memchr::memchr(b'\r', text.as_bytes()) {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
        found.push(
            Diagnostic::new(
                &codes::CARRIAGE_RETURN,
                path,
                at..at,
                "the file has Windows line ends; they were read as plain ones",
            )
            .help("save the file with line ends “LF”"),
        );
    }
    if !super::is_vendored(path) {
        hidden_characters(path, &text, found);
    }
    Some(text.into())
}

/// Bidirectional controls can show a text in another order than it is read ("Trojan Source", CVE-2021-42574); zero-width
/// characters hide differences between names. Joiners are letters' business in Persian, Hindi and emoji, so they stay
/// allowed between letters that are not ASCII.
fn hidden_characters(path: &RelPath, text: &str, found: &mut Vec<Diagnostic>) {
    for (at, c, what) in hidden(text).take(MAX_HIDDEN) {
        let end = at + c.len_utf8();
        found.push(
            Diagnostic::new(
                &codes::HIDDEN_CHARACTER,
                path,
                at..end,
                format!("{what} (U+{:04X}) stands here", c as u32),
            )
            .help(if what.contains("direction") {
                "delete it; the direction of a page comes from its pack, not from characters"
            } else {
                "delete it; it often comes along with copied text"
            })
            .fix(at..end, ""),
        );
    }
}

/// Characters of `text` that act without being seen: where, which, and what they are.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char, &'static str)> + '_ {
    // First bytes of all that `what_hides` knows: a text without them is passed over quickly.
    let may_begin = |byte: u8| {
        (byte < 0x20 && byte != b'\n' && byte != b'\t')
            || byte == 0x7F
            || matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF3)
    };
    let places = text.bytes().enumerate().filter(move |(_, byte)| may_begin(*byte));
    places.filter_map(|(at, _)| {
        let c = text.get(at..)?.chars().next()?;
        what_hides(c, &text[..at], &text[at + c.len_utf8()..]).map(|what| (at, c, what))
    })
}

fn what_hides(c: char, before: &str, after: &str) -> Option<&'static str> {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some("a control character that changes the reading direction")
        }
        '\u{200E}' | '\u{200F}' | '\u{061C}' => Some("an invisible direction mark"),
        '\u{200B}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{00AD}'
        | '\u{034F}'
        | '\u{180E}' => Some("an invisible character"),
        // Blank letters of Hangul, and the tags that can carry a text nobody sees (UTS #39 §5).
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}' => Some("an invisible character"),
        '\u{200C}' | '\u{200D}' => {
            let joins = before.chars().next_back().is_some_and(|c| !c.is_ascii())
                && after.chars().next().is_some_and(|c| !c.is_ascii());
            (!joins).then_some("an invisible joiner outside of a script that needs it")
        }
        '\u{0000}'..='\u{0008}' | '\u{000B}'..='\u{001F}' | '\u{007F}'..='\u{009F}' => Some("a control character"),
        '\u{2028}' | '\u{2029}' => Some("an invisible line separator"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(bytes: &[u8]) -> Vec<&'static str> {
        let mut found = Vec::new();
        decode(&"x.md".into(), bytes.to_vec(), &mut found);
        found.iter().map(|d| d.entry.code).collect()
    }

    #[test]
    fn other_encodings_are_refused_and_marks_are_told() {
        assert_eq!(codes_of(b"caf\xe9"), ["S001"]);
        assert_eq!(codes_of(b"\xef\xbb\xbfa\r\nb"), ["S002", "S003"]);
    }

    #[test]
    fn hidden_characters_are_told_but_joiners_of_scripts_are_not() {
        assert_eq!(codes_of("a\u{202E}b".as_bytes()), ["S014"]);
        assert_eq!(codes_of("a\u{200B}b".as_bytes()), ["S014"]);
        assert_eq!(codes_of("می\u{200C}خواهم".as_bytes()), [""; 0]);
        assert_eq!(codes_of("a\u{200D}b\u{7}".as_bytes()), ["S014", "S014"]);
        assert_eq!(codes_of("plain – text ®".as_bytes()), [""; 0]);
        for hidden in [
            "\u{61C}",
            "\u{34F}",
            "\u{180E}",
            "\u{3164}",
            "\u{206A}",
            "\u{FFF9}",
            "\u{E0041}",
        ] {
            assert_eq!(
                codes_of(format!("a{hidden}b").as_bytes()),
                ["S014"],
                "{}",
                hidden.escape_unicode()
            );
        }
        assert_eq!(codes_of("骨折 한국 ❤\u{FE0F} Ménière".as_bytes()), [""; 0]);
    }
}
