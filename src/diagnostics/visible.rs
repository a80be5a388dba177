//! Text from content, made safe to print: what cannot be seen becomes an escape that can.
//!
//! A pull request may hold terminal escapes (ESC), characters that turn the reading direction ("Trojan Source",
//! CVE-2021-42574) or lines that a GitHub runner obeys (`::add-mask::`, `##[group]`). None of them may work from
//! inside a report.

/// Longest message printed, in characters; a stage that quotes a whole file must not flood the report.
const LONGEST: usize = 2_000;

/// Whether a character acts on what surrounds it without showing itself. Tab and line feed are not meant.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n')
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Invisible, yet part of correct spelling (soft hyphen, Persian and Indic joiners): shown only where a finding is
/// about that very character.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Appends one character as it may be printed: `\u{202e}` for a hidden one, four spaces for a tab.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str("    "),
        '\r' => out.push_str("\\r"),
        // `##[…]` is a command to a GitHub runner wherever it stands in a line.
        '[' if out.ends_with("##") => out.push_str("\\u{5b}"),
        c if is_hidden(c) => push_escape(out, c),
        c => out.push(c),
    }
}

/// Appends a character as its escape, `\u{200d}`.
pub(super) fn push_escape(out: &mut String, c: char) {
    out.extend(c.escape_unicode());
}

/// Columns that [`push`] fills, roughly: East Asian characters and emoji count two, nothing counts none.
pub(super) fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        '\r' => 2,
        c if is_hidden(c) => c.escape_unicode().count(),
        '\u{1100}'.. => 2,
        _ => 1,
    }
}

/// A message of one or several lines, safe to print and at most [`LONGEST`] characters.
pub(super) fn text(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut blank_line = false;
    for (count, c) in message.trim_end().chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push('\n'),
            // `::…` is a command to a GitHub runner at the beginning of a line, after spaces too.
            ':' if blank_line => out.push_str("\\u{3a}"),
            c => push(&mut out, c),
        }
        blank_line = c == '\n' || (blank_line && c.is_whitespace());
    }
    out
}

/// As [`text`], on one line.
pub(super) fn line(message: &str) -> String {
    text(message).replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_become_escapes() {
        assert_eq!(text("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(text("a\u{202e}b\u{9b}c\u{feff}"), "a\\u{202e}b\\u{9b}c\\u{feff}");
        assert_eq!(text("a\tb\r\n"), "a    b");
    }

    #[test]
    fn spelling_is_left_alone() {
        assert_eq!(text("می\u{200c}خواهم, Ménière, 骨折"), "می\u{200c}خواهم, Ménière, 骨折");
    }

    #[test]
    fn runner_commands_are_broken() {
        assert_eq!(text("x\n  ::add-mask::y"), "x\n  \\u{3a}:add-mask::y");
        assert_eq!(text("##[group]x"), "##\\u{5b}group]x");
        assert_eq!(text("a::b"), "a::b");
    }

    #[test]
    fn a_message_that_quotes_a_whole_file_is_cut() {
        assert_eq!(text(&"x".repeat(9_999)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(line("a\nb"), "a\\nb");
    }
}
