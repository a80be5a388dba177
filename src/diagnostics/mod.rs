//! What the build has to say to the person who must act.
//!
//! In: findings of every stage, as [`Diagnostic`] values. Out: text for people ([`human`]), JSON ([`json`])
//! and annotations for pull requests ([`github`]). Never: decide what is wrong (the stages do) or read a file.

pub mod catalogue;
mod excerpt;
pub mod github;
pub mod human;
pub mod json;
mod place;
mod visible;

use std::ops::Range;
use std::sync::Arc;

pub use catalogue::Entry;

/// A path below the project's root, with forward slashes: `content/en/index.md`.
pub type RelPath = Arc<str>;

/// How much a finding weighs. Errors keep the site from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// One finding, anchored to bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of finding, with its permanent code.
    pub entry: &'static Entry,
    pub file: RelPath,
    /// Byte range in the whole file (front matter included). Empty at 0 where the file as a whole is meant.
    pub span: Range<usize>,
    /// What happened, in an editor's words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A replacement that mends it, where there is exactly one.
    pub fix: Option<Fix>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

/// Replace the bytes of `span` in the diagnostic's file by `replacement`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Range<usize>,
    pub replacement: String,
}

/// A second place that a finding is about: the first of two pages on one URL, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub file: RelPath,
    pub span: Range<usize>,
    pub message: String,
}

impl Diagnostic {
    pub fn new(entry: &'static Entry, file: &RelPath, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            entry,
            file: file.clone(),
            span,
            message: message.into(),
            help: None,
            fix: None,
            related: Vec::new(),
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn fix(mut self, span: Range<usize>, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    pub fn related(mut self, file: &RelPath, span: Range<usize>, message: impl Into<String>) -> Self {
        self.related.push(Related {
            file: file.clone(),
            span,
            message: message.into(),
        });
        self
    }

    pub fn severity(&self) -> Severity {
        self.entry.severity
    }
}

/// Order of every report: by file, then place, then code; equal findings are told once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span.start, a.span.end, a.entry.code, &a.message).cmp(&(
            &b.file,
            b.span.start,
            b.span.end,
            b.entry.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
}

/// Whether anything found keeps the site from being published.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}

/// The candidate nearest to `word`, where it is near enough to be meant ("did you mean").
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            let other = lower.chars().count();
            let limit = 1 + other.max(length) / 4;
            // A distance is never less than the difference in length; a word may be as long as a whole file.
            if other.abs_diff(length) > limit {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&word, &lower);
            (distance <= limit).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Line and column (both from 1; columns count characters) of a byte offset in `text`.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::{BYTE_ORDER_MARK, UNKNOWN_KEY};

    #[test]
    fn the_nearest_word_is_the_one_meant() {
        let keys = ["state", "started", "sites", "website"];
        assert_eq!(nearest("stait", keys), Some("state"));
        assert_eq!(nearest("SITES", keys), Some("sites"));
        assert_eq!(nearest("grades", keys), None);
        assert_eq!(nearest(&"x".repeat(5_000_000), keys), None);
    }

    #[test]
    fn reports_are_in_order_of_file_place_and_code_and_say_nothing_twice() {
        let found = |entry, file: &str, start| Diagnostic::new(entry, &file.into(), start..start + 1, "m");
        let sorted = vec![
            found(&UNKNOWN_KEY, "a", 9),
            found(&BYTE_ORDER_MARK, "b", 3),
            found(&UNKNOWN_KEY, "b", 3),
            found(&BYTE_ORDER_MARK, "b", 10),
        ];
        let mut shuffled: Vec<_> = sorted.iter().rev().chain(&sorted).cloned().collect();
        sort(&mut shuffled);
        assert_eq!(shuffled, sorted);
        assert!(any_error(&sorted) && !any_error(&sorted[1..2]));
    }

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(line_column("", 0), (1, 1));
        assert_eq!(line_column("é\nüb", 5), (2, 2));
        assert_eq!(line_column("a€", 2), (1, 2), "inside a character");
        assert_eq!(line_column("a\n", 99), (2, 1), "beyond the end");
    }
}
