//! A foreign cell as a record may have it: no stray spaces, no hidden characters, no personal address.

use super::degrees;
use crate::model::{is_email, role_contact_fault};
use crate::source::hidden;

/// A cell without hidden characters, spaces around it and runs of spaces in it.
pub fn tidy(cell: &str) -> String {
    let outside = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    let cell = cell.trim_matches(outside);
    // Hidden characters first: what stood around them may be spaces.
    let hiding: Vec<usize> = hidden(cell).map(|(at, ..)| at).collect();
    let mut out = String::with_capacity(cell.len());
    for (at, c) in cell.char_indices() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        if hiding.contains(&at) && c != ' ' {
            continue;
        }
        if c.is_whitespace() && out.ends_with(char::is_whitespace) {
            continue;
        }
        out.push(c);
    }
    out.trim_matches(outside).to_owned()
}

/// The text without personal addresses, and whether there was one. Role mailboxes stay where `contact` is meant.
pub fn without_emails(text: &str, contact: bool) -> (String, bool) {
    if !is_email(text) {
        return (text.to_owned(), false);
    }
    let bare = text.strip_prefix("mailto:").unwrap_or(text);
    if contact && role_contact_fault(&format!("mailto:{}", bare.to_lowercase())).is_none() {
        return (format!("mailto:{}", bare.to_lowercase()), false);
    }
    let parts = text.split_inclusive([' ', ',', ';', '<', '>', '(', ')', '|']);
    let kept: String = parts.filter(|part| !is_email(part)).collect();
    // What is left of “(jane@…)” or “, jane@…” says nothing.
    let kept = kept.replace("()", "").replace("<>", "").replace("  ", " ");
    let kept = kept.trim_end_matches([' ', ',', ';', '(', '<', ':']).trim();
    (if is_email(kept) { String::new() } else { kept.to_owned() }, true)
}

/// Degrees as a record has them, from `-18,14`, `18.140000°` or `+178.44`. What is no number stays as it is, to be told.
pub fn coordinate(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '°').collect();
    let plain = plain.replace('−', "-");
    let plain = if plain.contains('.') {
        plain
    } else {
        plain.replace(',', ".")
    };
    match plain.strip_prefix('+').unwrap_or(&plain).parse::<f64>() {
        Ok(number) if number.is_finite() => degrees(number).to_string(),
        _ => text.to_owned(),
    }
}

/// An address as a page may have it, or why not.
pub fn website(text: &str) -> Result<String, &'static str> {
    let with_scheme = if text.contains("://") || !text.contains('.') {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    crate::model::https_fault(&with_scheme).map_or(Ok(with_scheme), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_tidied_and_nothing_else() {
        assert_eq!(
            tidy("\u{A0} St\u{200B} Mary's  Hospital\r\n\u{A0}"),
            "St Mary's Hospital"
        );
        assert_eq!(tidy("'=Sum\u{AD}mit"), "'=Summit");
        assert_eq!(tidy("Fracture « A » 1"), "Fracture « A » 1");
    }

    #[test]
    fn persons_are_dropped_and_roles_stay() {
        assert_eq!(
            without_emails("Dr A (jane.doe@x.org)", false),
            ("Dr A".to_owned(), true)
        );
        assert_eq!(without_emails("A, jane@x.org, B", false).0, "A, B");
        assert_eq!(
            without_emails("FLS@X.org", true),
            ("mailto:fls@x.org".to_owned(), false)
        );
        assert_eq!(without_emails("jane.doe@x.org", true), (String::new(), true));
        assert_eq!(without_emails("mailto:jane.doe@x.org", true), (String::new(), true));
    }

    #[test]
    fn degrees_of_many_hands_are_read() {
        for (theirs, ours) in [
            ("-18,14", "-18.14"),
            ("+178.4400", "178.44"),
            ("−0.0000001°", "0"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(coordinate(theirs), ours);
        }
        assert_eq!(website("www.x.org/a").unwrap(), "https://www.x.org/a");
        assert!(website("http://x.org").is_err() && website("none").is_err());
    }
}
