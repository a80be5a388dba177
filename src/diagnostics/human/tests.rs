//! Reports as they look, and reports that must not hurt.

use std::time::{Duration, Instant};

use super::*;
use crate::diagnostics::catalogue::{BYTE_ORDER_MARK, HIDDEN_CHARACTER, SAME_URL, UNKNOWN_KEY};

const TEXT: &str = "---\ntitle: Start an FLS\nstait: draft\n---\nOne.\nTwo.\nThree.\nFour.\nFive.\n";

fn finding(span: Range<usize>, message: &str) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_KEY, &"content/en/a.md".into(), span, message)
}

fn plain(found: &[Diagnostic], text: &str) -> String {
    render(found, &|_| Some(text.into()), false)
}

#[test]
fn a_finding_shows_place_line_help_and_fix() {
    let found = finding(24..29, "`stait` is not a key of a page")
        .help("did you mean `state`?")
        .fix(24..29, "state");
    let expected = "\
error[Y007]: `stait` is not a key of a page
 --> content/en/a.md:3:1
  |
3 | stait: draft
  | ^^^^^
  |
  = help: did you mean `state`?

1 error, 0 warnings in 1 file (explain with `ctf explain Y007`)
";
    assert_eq!(plain(&[found], TEXT), expected);
}

#[test]
fn related_places_follow() {
    let found = Diagnostic::new(&SAME_URL, &"content/en/b.md".into(), 4..9, "the address /a/ is taken")
        .related(&"content/en/a.md".into(), 46..50, "by this page")
        .related(&"public".into(), 0..0, "in this folder");
    let expected = "\
error[R006]: the address /a/ is taken
 --> content/en/b.md:2:1
  |
2 | title: Start an FLS
  | ^^^^^
  |
note: by this page
 --> content/en/a.md:6:1
  |
6 | Two.
  | ----
note: in this folder
 --> public

1 error, 0 warnings in 1 file (explain with `ctf explain R006`)
";
    let text_of = |file: &str| file.ends_with(".md").then(|| Arc::from(TEXT));
    assert_eq!(render(&[found], &text_of, false), expected);
}

#[test]
fn a_file_without_text_shows_its_name_alone() {
    let found = Diagnostic::new(&BYTE_ORDER_MARK, &"images/a.png".into(), 0..0, "too large").help("make it smaller");
    let expected = "\
warning[S002]: too large
--> images/a.png
 = help: make it smaller

0 errors, 1 warning in 1 file (explain with `ctf explain S002`)
";
    assert_eq!(render(&[found], &|_| None, false), expected);
}

#[test]
fn a_long_span_says_where_it_ends() {
    let expected = "\
error[Y007]: m
 --> content/en/a.md:5:1
  |
5 | / One.
6 | | Two.
7 | | Three.
  | |______^ goes on to line 9
";
    assert!(
        plain(&[finding(41..70, "m")], TEXT).starts_with(expected),
        "{}",
        plain(&[finding(41..70, "m")], TEXT)
    );
}

#[test]
fn nothing_found_says_nothing() {
    assert_eq!(plain(&[], TEXT), "");
}

#[test]
fn the_column_counts_the_file_not_what_is_shown() {
    let text = format!("a: {}\t\u{1b}wrong{}\n", "é".repeat(50_000), "x".repeat(50_000));
    let start = text.find("wrong").expect("in the text");
    let out = plain(&[finding(start..start + 5, "m")], &text);
    assert!(out.contains(" --> content/en/a.md:1:50006\n"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() < 180), "{out}");
    let (source, marks) = (
        out.lines().nth(3).unwrap_or_default(),
        out.lines().nth(4).unwrap_or_default(),
    );
    let before = marks.chars().take_while(|c| *c != '^').count();
    assert_eq!(source.chars().skip(before).take(5).collect::<String>(), "wrong");
    assert_eq!(marks.trim_end().chars().skip(before).collect::<String>(), "^^^^^");
}

#[test]
fn a_hidden_character_is_shown_by_its_number() {
    let found = Diagnostic::new(&HIDDEN_CHARACTER, &"a.md".into(), 1..4, "a direction override");
    assert!(plain(&[found], "a\u{202e}b").contains("1 | a\\u{202e}b\n  |  ^^^^^^^^\n"));
}

#[test]
fn nothing_in_content_reaches_the_terminal_or_the_runner() {
    let hostile = "\u{1b}[2J\u{7}\u{9b}1m\u{202e}##[add-mask]x\u{1}:9:9\r\n::add-mask::y";
    let found = Diagnostic::new(&UNKNOWN_KEY, &hostile.into(), 0..4, hostile)
        .help(hostile)
        .fix(0..9, hostile)
        .related(&hostile.into(), 0..3, hostile);
    let out = plain(&[found], hostile);
    assert!(!out.chars().any(visible::is_hidden), "{out}");
    assert!(
        !out.contains("##[") && !out.lines().any(|line| line.trim_start().starts_with("::")),
        "{out}"
    );
}

#[test]
fn no_span_makes_it_panic() {
    for text in ["", "\n", "a", "a\n", "€\t\u{1b}\r\n\n骨折 \u{200d}x\n\n", TEXT] {
        for start in 0..text.len() + 3 {
            for end in (0..text.len() + 3).chain([usize::MAX]) {
                let found = finding(start..end, "m")
                    .fix(start..end, "é\n")
                    .related(&"b".into(), end..start, "n");
                assert!(
                    plain(&[found], text).contains("content/en/a.md:"),
                    "{start}..{end} of {text:?}"
                );
            }
        }
    }
}

#[test]
fn a_fix_is_told_in_words() {
    let told = |fix: Range<usize>, new: &str| {
        let found = finding(24..29, "m").fix(fix.clone(), new);
        let out = plain(std::slice::from_ref(&found), TEXT);
        let help = out.lines().skip_while(|line| !line.contains("= help: "));
        let lines: Vec<&str> = help.take_while(|line| !line.is_empty()).map(str::trim).collect();
        lines.join("|").replace("= help: ", "")
    };
    assert_eq!(told(24..29, "state"), "write `state`");
    assert_eq!(told(31..36, "true"), "write `true` instead of `draft`");
    assert_eq!(told(24..37, ""), "delete `stait: draft`");
    assert_eq!(told(24..24, "order: 1\n"), "add the line `order: 1`");
    assert_eq!(told(29..29, "s"), "write `s` there");
    assert_eq!(told(24..36, "a: 1\nb: 2"), "write|a: 1|b: 2");
}

#[test]
fn color_changes_nothing_but_the_color() {
    let found = [finding(24..29, "m").help("h").related(&"b".into(), 0..3, "n")];
    let styled = render(&found, &|_| Some(TEXT.into()), true);
    let mut bare = String::new();
    for (index, piece) in styled.split('\u{1b}').enumerate() {
        let text = if index == 0 {
            piece
        } else {
            piece.split_once('m').map_or("", |(_, rest)| rest)
        };
        bare.push_str(text);
    }
    assert_ne!(styled, bare);
    assert_eq!(bare, plain(&found, TEXT));
}

#[test]
fn a_thousand_findings_in_a_huge_file_are_quick() {
    let one_line = "x".repeat(8_000_000);
    let many_lines = "title: something longer than nothing\n".repeat(200_000);
    for text in [Arc::<str>::from(one_line), Arc::from(many_lines)] {
        let found: Vec<_> = (0..1_000)
            .map(|n| finding(n * 7_000..n * 7_000 + 5, "m").help("h"))
            .collect();
        let begun = Instant::now();
        let out = render(&found, &|_| Some(text.clone()), false);
        assert!(out.len() > 100_000);
        // Generous: a quadratic search takes many seconds, a busy machine a few tenths.
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}

#[test]
fn an_explanation_is_wrapped_and_its_example_is_not() {
    static ENTRY: Entry = Entry {
        code: "X001",
        severity: Severity::Warning,
        title: "A title",
        explanation: "Word after word goes on until the line is full, and then the next line `begins: as` on a page.\n\n  \
                      wrong:  a\n  right:  b",
    };
    let expected = "\
warning[X001]: A title

Word after word goes on until the line is full, and then the next line
`begins: as` on a page.

  wrong:  a
  right:  b
";
    assert_eq!(explain(&ENTRY), expected);
}
