//! Findings on a pull request: annotations at the changed lines, and a table in the summary of the run.
//!
//! Everything printed here may come from a stranger's pull request. Annotations are escaped as GitHub's own toolkit
//! does it (`actions/toolkit`, `packages/core/src/command.ts`); in the table every mark of Markdown and HTML is a
//! character reference, which CommonMark never reads as structure (CommonMark 0.31 §2.5).

use std::sync::Arc;

use super::place::Texts;
use super::{Diagnostic, Severity, human, visible};

/// Annotations that GitHub shows of each level for one step; more are dropped without a word.
const PER_LEVEL: usize = 10;
/// Rows of the summary's table, and its size; GitHub refuses a summary above 1 MiB.
const ROWS: usize = 500;
const SUMMARY_BYTES: usize = 900_000;

/// Workflow commands, one a line: errors first, at most ten of each level, then a notice of how many more there are.
pub fn annotations(diagnostics: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
    let texts = Texts::new(text_of);
    let mut out = String::new();
    let mut more = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        let level = diagnostics.iter().filter(|d| d.severity() == severity);
        let count = level.clone().count();
        for diagnostic in level.take(PER_LEVEL) {
            out.push_str(&annotation(&texts, diagnostic));
        }
        if count > PER_LEVEL {
            let rest = count - PER_LEVEL;
            more.push(format!(
                "{rest} more {}{}",
                human::severity(severity),
                if rest == 1 { "" } else { "s" }
            ));
        }
    }
    if !more.is_empty() {
        out.push_str(&format!(
            "::notice title=ctf::and {}; the summary of this run lists them\n",
            more.join(" and ")
        ));
    }
    out
}

/// Markdown for the file that `GITHUB_STEP_SUMMARY` names: the counts and a table, errors first.
pub fn summary(diagnostics: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
    if diagnostics.is_empty() {
        return "### No findings\n".to_owned();
    }
    let texts = Texts::new(text_of);
    let mut out = format!("### {}\n\n", human::counts(diagnostics));
    out.push_str("| | Code | Place | What happened | What to do |\n|---|---|---|---|---|\n");
    let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    let warnings = diagnostics.iter().filter(|d| d.severity() == Severity::Warning);
    let mut shown = 0;
    for diagnostic in errors.chain(warnings).take(ROWS) {
        let row = row(&texts, diagnostic);
        if out.len() + row.len() > SUMMARY_BYTES {
            break;
        }
        out.push_str(&row);
        shown += 1;
    }
    if shown < diagnostics.len() {
        out.push_str(&format!(
            "\nand {} more; run `ctf check` to see them all\n",
            diagnostics.len() - shown
        ));
    }
    out
}

fn annotation(texts: &Texts, diagnostic: &Diagnostic) -> String {
    let mut out = format!(
        "::{} file={}",
        human::severity(diagnostic.severity()),
        property(&diagnostic.file)
    );
    if let Some(place) = texts.place(&diagnostic.file, &diagnostic.span) {
        // A span that ends with a line feed ends on that line.
        let last = place.end_line - usize::from(place.end_column == 1 && place.end_line > place.line);
        out.push_str(&format!(",line={}", place.line));
        if last == place.line {
            // GitHub takes columns only where an annotation keeps to one line.
            out.push_str(&format!(",col={}", place.column));
        }
        out.push_str(&format!(",endLine={last}"));
    }
    let title = format!("{} {}", diagnostic.entry.code, diagnostic.entry.title);
    let mut message = diagnostic.message.clone();
    for line in to_do(texts, diagnostic) {
        message.push('\n');
        message.push_str(&line);
    }
    out.push_str(&format!(",title={}::{}\n", property(&title), data(&message)));
    out
}

fn row(texts: &Texts, diagnostic: &Diagnostic) -> String {
    let place = match texts.place(&diagnostic.file, &diagnostic.span) {
        Some(place) => format!("{}:{}:{}", diagnostic.file, place.line, place.column),
        None => diagnostic.file.to_string(),
    };
    format!(
        "| {} | {} | {} | {} | {} |\n",
        human::severity(diagnostic.severity()),
        diagnostic.entry.code,
        cell(&place),
        cell(&diagnostic.message),
        cell(&to_do(texts, diagnostic).join("\n"))
    )
}

/// The help and the fix, each a line.
fn to_do(texts: &Texts, diagnostic: &Diagnostic) -> Vec<String> {
    let fix = diagnostic.fix.as_ref().map(|fix| human::advice(texts, diagnostic, fix));
    diagnostic.help.iter().cloned().chain(fix).collect()
}

/// The message of a workflow command.
fn data(text: &str) -> String {
    visible::text(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a workflow command, where `:` and `,` separate too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A table cell that shows exactly the text: no markup, no link, no mention, no second row.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in visible::text(text).chars() {
        match c {
            '\n' => out.push_str("<br>"),
            // GitHub looks for mentions and issue numbers after references are resolved: a zero width space parts them.
            '@' | '#' => out.push_str(&format!("&#{};&#8203;", c as u32)),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Entry;
    use crate::diagnostics::catalogue::{BYTE_ORDER_MARK, UNKNOWN_KEY};

    const TEXT: &str = "one\ntwo\nthree\n";

    fn finding(entry: &'static Entry, message: &str) -> Diagnostic {
        Diagnostic::new(entry, &"data/x.yml".into(), 5..7, message)
    }

    fn annotate(diagnostics: &[Diagnostic]) -> String {
        annotations(diagnostics, &|_| Some(TEXT.into()))
    }

    #[test]
    fn an_annotation_names_its_place_and_what_to_do() {
        let found = finding(&UNKNOWN_KEY, "`wo` is not a key")
            .help("did you mean `who`?")
            .fix(5..7, "who");
        let title = UNKNOWN_KEY.title;
        assert_eq!(
            annotate(&[found]),
            format!(
                "::error file=data/x.yml,line=2,col=2,endLine=2,title=Y007 {title}::\
                 `wo` is not a key%0Adid you mean `who`?%0Awrite `who`\n"
            )
        );
    }

    #[test]
    fn columns_are_left_out_over_several_lines() {
        let mut found = finding(&UNKNOWN_KEY, "m");
        found.span = 0..8;
        assert!(annotate(&[found]).starts_with("::error file=data/x.yml,line=1,endLine=2,title="));
    }

    #[test]
    fn a_file_without_text_has_no_line() {
        let found = finding(&UNKNOWN_KEY, "m");
        assert!(annotations(&[found], &|_| None).starts_with("::error file=data/x.yml,title=Y007 "));
    }

    #[test]
    fn nothing_escapes_from_a_command() {
        let mut found = finding(&UNKNOWN_KEY, "100%\r\n::error::x\u{1b}[2J");
        found.file = "a,line=9::b%\n.yml".into();
        let line = annotate(&[found]);
        assert_eq!(line.matches('\n').count(), 1);
        assert!(
            line.starts_with("::error file=a%2Cline=9%3A%3Ab%25%0A.yml,line=2,"),
            "{line}"
        );
        assert!(line.ends_with("::100%25\\r%0A\\u{3a}:error::x\\u{1b}[2J\n"), "{line}");
    }

    #[test]
    fn errors_come_first_and_ten_of_each_level_are_shown() {
        let mut found = vec![finding(&BYTE_ORDER_MARK, "w"); 11];
        found.extend(vec![finding(&UNKNOWN_KEY, "e"); 13]);
        let out = annotate(&found);
        let levels: Vec<&str> = out
            .lines()
            .map(|line| line[2..].split(' ').next().unwrap_or_default())
            .collect();
        assert_eq!(
            levels,
            [vec!["error"; 10], vec!["warning"; 10], vec!["notice"]].concat()
        );
        assert!(out.ends_with(
            "::notice title=ctf::and 3 more errors and 1 more warning; the summary of this run lists them\n"
        ));
    }

    #[test]
    fn ten_are_not_more() {
        assert!(!annotate(&vec![finding(&UNKNOWN_KEY, "e"); 10]).contains("::notice"));
        assert_eq!(annotate(&[]), "");
    }

    #[test]
    fn the_summary_is_a_table() {
        let found = [
            finding(&BYTE_ORDER_MARK, "late"),
            finding(&UNKNOWN_KEY, "soon").help("do it"),
        ];
        assert_eq!(
            summary(&found, &|_| Some(TEXT.into())),
            "### 1 error, 1 warning in 1 file\n\n\
             | | Code | Place | What happened | What to do |\n|---|---|---|---|---|\n\
             | error | Y007 | data&#47;x&#46;yml&#58;2&#58;2 | soon | do it |\n\
             | warning | S002 | data&#47;x&#46;yml&#58;2&#58;2 | late |  |\n"
        );
        assert_eq!(summary(&[], &|_| None), "### No findings\n");
    }

    #[test]
    fn content_cannot_write_markdown_into_the_summary() {
        let hostile = "<img src=x> | [a](https://b) `c` @team #1 \\| ~~d~~\n# e\u{202e}";
        let row = cell(hostile);
        assert!(
            !row.contains(['|', '[', ']', '`', '@', '\\', '~', '\n', '*', '_', '\u{202e}']),
            "{row}"
        );
        assert_eq!(row.matches('<').count(), row.matches("<br>").count());
        assert!(row.contains("&#64;&#8203;team &#35;&#8203;1"));
    }

    #[test]
    fn the_summary_stays_below_the_limit() {
        let long = vec![finding(&UNKNOWN_KEY, &"|".repeat(2_000)); 600];
        let out = summary(&long, &|_| Some(TEXT.into()));
        assert!(out.len() < 1_000_000);
        assert!(out.contains(" more; run `ctf check` to see them all\n"));
    }
}
