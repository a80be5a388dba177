//! Findings as one JSON document, for editors' programs and scripts.
//!
//! The form is stable: fields may be added under the same `version`, none is renamed, removed or given another
//! meaning without a new one. Every field is always present; what is not known or does not apply is `null`.
//!
//! | field | meaning |
//! |---|---|
//! | `version` | number of this form: 1 |
//! | `counts.errors`, `counts.warnings` | findings of each severity |
//! | `counts.files` | files with at least one finding |
//! | `diagnostics` | the findings, by file and place |
//!
//! One finding:
//!
//! | field | meaning |
//! |---|---|
//! | `code` | permanent code, for `ctf explain`: `"Y007"` |
//! | `severity` | `"error"` or `"warning"`; errors keep the site from being published |
//! | `title` | the kind of finding, in one line |
//! | `file` | path below the project's root, with forward slashes |
//! | `line`, `column` | first character, both from 1; columns count Unicode characters; `null` where the file has no text |
//! | `end_line`, `end_column` | the place just after the last character, counted likewise |
//! | `byte_start`, `byte_end` | the same span as bytes of the UTF-8 file, from 0, end exclusive; both 0 where the file as a whole is meant |
//! | `message` | what happened |
//! | `help` | what to do, or `null` |
//! | `fix` | the one replacement that mends it, or `null`: write `replacement` over the bytes `byte_start..byte_end` of `file` |
//! | `related` | other places that matter, each `{file, line, column, end_line, end_column, byte_start, byte_end, message}` |
//!
//! Strings are the exact text; characters that would act on a terminal or a build log are written as `\u` escapes,
//! which every JSON reader undoes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::place::Texts;
use super::{Diagnostic, Severity, human, visible};

/// Raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    counts: Counts,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    files: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    title: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
    help: Option<&'a str>,
    fix: Option<Replacement<'a>>,
    related: Vec<Elsewhere<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    byte_start: usize,
    byte_end: usize,
}

#[derive(Serialize)]
struct Replacement<'a> {
    byte_start: usize,
    byte_end: usize,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Elsewhere<'a> {
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
}

/// All findings, in the order given, as one indented JSON document with a final line feed.
///
/// `text_of` gives a file's text, or `None` where it has none.
pub fn render(diagnostics: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
    let texts = Texts::new(text_of);
    let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
    let document = Document {
        version: VERSION,
        counts: Counts {
            errors,
            warnings: diagnostics.len() - errors,
            files: diagnostics.iter().map(|d| &d.file).collect::<BTreeSet<_>>().len(),
        },
        diagnostics: diagnostics.iter().map(|d| finding(&texts, d)).collect(),
    };
    let json = serde_json::to_string_pretty(&document).expect("strings and numbers can always be written as JSON");
    printable(&json)
}

fn finding<'a>(texts: &Texts, diagnostic: &'a Diagnostic) -> Finding<'a> {
    Finding {
        code: diagnostic.entry.code,
        severity: human::severity(diagnostic.severity()),
        title: diagnostic.entry.title,
        at: at(texts, &diagnostic.file, &diagnostic.span),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| {
            let At {
                byte_start, byte_end, ..
            } = at(texts, &diagnostic.file, &fix.span);
            Replacement {
                byte_start,
                byte_end,
                replacement: &fix.replacement,
            }
        }),
        related: diagnostic
            .related
            .iter()
            .map(|related| Elsewhere {
                at: at(texts, &related.file, &related.span),
                message: &related.message,
            })
            .collect(),
    }
}

fn at<'a>(texts: &Texts, file: &'a str, span: &Range<usize>) -> At<'a> {
    match texts.place(file, span) {
        Some(place) => At {
            file,
            line: Some(place.line),
            column: Some(place.column),
            end_line: Some(place.end_line),
            end_column: Some(place.end_column),
            byte_start: place.span.start,
            byte_end: place.span.end,
        },
        None => At {
            file,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            byte_start: span.start,
            byte_end: span.end,
        },
    }
}

/// Writes what may stand only inside strings, and must not act from there, as escapes of JSON.
fn printable(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if c == '[' && out.ends_with("##") {
            out.push_str("\\u005b");
        } else if visible::is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::catalogue::{SAME_URL, UNKNOWN_KEY};

    #[test]
    fn the_form_is_stable() {
        let found = Diagnostic::new(&UNKNOWN_KEY, &"data/é.yml".into(), 5..10, "`stait` is not a key")
            .help("did you mean `state`?")
            .fix(5..10, "state")
            .related(&"images/a.png".into(), 0..0, "here");
        let expected = r#"{
  "version": 1,
  "counts": {
    "errors": 1,
    "warnings": 0,
    "files": 1
  },
  "diagnostics": [
    {
      "code": "Y007",
      "severity": "error",
      "title": "TITLE",
      "file": "data/é.yml",
      "line": 2,
      "column": 1,
      "end_line": 2,
      "end_column": 6,
      "byte_start": 5,
      "byte_end": 10,
      "message": "`stait` is not a key",
      "help": "did you mean `state`?",
      "fix": {
        "byte_start": 5,
        "byte_end": 10,
        "replacement": "state"
      },
      "related": [
        {
          "file": "images/a.png",
          "line": null,
          "column": null,
          "end_line": null,
          "end_column": null,
          "byte_start": 0,
          "byte_end": 0,
          "message": "here"
        }
      ]
    }
  ]
}
"#;
        let text_of = |file: &str| file.ends_with(".yml").then(|| Arc::from("é:1\nstait: x\n"));
        assert_eq!(render(&[found], &text_of), expected.replace("TITLE", UNKNOWN_KEY.title));
    }

    #[test]
    fn nothing_found_is_a_document_too() {
        let expected = "{\n  \"version\": 1,\n  \"counts\": {\n    \"errors\": 0,\n    \"warnings\": 0,\n    \
                        \"files\": 0\n  },\n  \"diagnostics\": []\n}\n";
        assert_eq!(render(&[], &|_| None), expected);
    }

    #[test]
    fn hostile_text_is_escaped_and_comes_back_unchanged() {
        let message = "\u{1b}[2J \u{202e} \u{9b} \u{e0041} ##[group] \"\\";
        let found = Diagnostic::new(&SAME_URL, &"a".into(), 3..usize::MAX, message);
        let json = render(&[found], &|_| Some("€".into()));
        assert!(!json.chars().any(visible::is_hidden) && !json.contains("##["));
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["diagnostics"][0]["message"], message);
        assert_eq!(value["diagnostics"][0]["byte_end"], 3);
    }
}
