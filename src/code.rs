//! Code blocks: which languages are known, and their tokens as classes (`<span class="h-keyword">`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Longer lines are data rather than code and are left plain: highlighting costs grow with a line's length.
const MAX_LINE: usize = 400;

/// How much code one page highlights, in bytes: a line of SQL costs 0.2 ms, so that a text of the largest size would take
/// seconds. What follows is shown plain.
pub const MAX_PAGE: usize = 32 * 1024;

/// Made when the first code block needs it.
fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// Names that mean plain text.
const PLAIN: [&str; 4] = ["text", "txt", "csv", "tsv"];

pub fn is_known(language: &str) -> bool {
    PLAIN.contains(&language) || syntaxes().find_syntax_by_token(language).is_some()
}

/// Languages to offer when a name is misspelt.
pub fn names() -> impl Iterator<Item = &'static str> {
    [
        "sql",
        "json",
        "yaml",
        "python",
        "bash",
        "r",
        "xml",
        "html",
        "css",
        "javascript",
        "java",
        "csv",
        "text",
    ]
    .into_iter()
}

/// Kinds of tokens that the theme tells apart, by the scopes of the syntaxes (Sublime Text's naming). Few, so that a line
/// of code weighs little more than its text.
const CLASSES: [(&str, &str); 7] = [
    ("comment", "h-comment"),
    ("string", "h-string"),
    ("constant", "h-string"),
    ("keyword", "h-keyword"),
    ("storage", "h-keyword"),
    ("entity", "h-entity"),
    ("support", "h-entity"),
];

/// Highlighted code of one site, kept by its text: translations carry the code of their source, so that each block is
/// met once in every pack.
#[derive(Default)]
pub struct Highlights(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    html: HashMap<String, Arc<str>>,
    /// Bytes of the texts.
    bytes: usize,
}

/// How much code is kept, in bytes of its texts.
const MAX_KEPT: usize = 4 * 1024 * 1024;

impl Highlights {
    /// As [`highlight`].
    pub fn of(&self, code: &str, language: &str) -> Arc<str> {
        let key = format!("{language}\n{code}");
        if let Some(html) = self.kept().html.get(&key) {
            return html.clone();
        }
        let html: Arc<str> = highlight(code, language).into();
        let mut kept = self.kept();
        if kept.bytes + key.len() > MAX_KEPT {
            *kept = Kept::default();
        }
        kept.bytes += key.len();
        kept.html.insert(key, html.clone());
        html
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `code` as HTML with classes; plain and escaped where the language is none or a line is very long.
pub fn highlight(code: &str, language: &str) -> String {
    let plain = PLAIN.contains(&language) || code.lines().any(|line| line.len() > MAX_LINE);
    let syntax = syntaxes().find_syntax_by_token(language).filter(|_| !plain);
    syntax
        .and_then(|syntax| tokens(code, syntax))
        .unwrap_or_else(|| crate::html::text(code))
}

/// The code with a span around each run of tokens of one class. `None` where the syntax cannot go on.
fn tokens(code: &str, syntax: &SyntaxReference) -> Option<String> {
    static SCOPES: OnceLock<Vec<(Scope, &str)>> = OnceLock::new();
    let scopes = SCOPES.get_or_init(|| {
        CLASSES
            .iter()
            .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
            .collect()
    });
    let class_of = |stack: &ScopeStack| {
        stack.scopes.iter().rev().find_map(|scope| {
            scopes
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                .map(|(_, class)| *class)
        })
    };
    let mut html = Spans {
        out: String::with_capacity(code.len() * 2),
        open: None,
    };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in LinesWithEndings::from(code) {
        let mut at = 0;
        for (offset, operation) in state.parse_line(line, syntaxes()).ok()? {
            html.write(line.get(at..offset)?, class_of(&stack));
            at = offset;
            stack.apply(&operation).ok()?;
        }
        html.write(line.get(at..)?, class_of(&stack));
    }
    Some(html.finish())
}

struct Spans {
    out: String,
    open: Option<&'static str>,
}

impl Spans {
    fn write(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // Blanks look the same in every class: they change none.
        if class != self.open && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        crate::html::escape_text(text, &mut self.out);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_its_text_and_gains_few_classes() {
        let html = highlight("SELECT 'a<b' -- why\n", "sql");
        assert!(
            html.contains("<span class=\"h-keyword\">SELECT") && html.contains("a&lt;b") && html.contains("h-comment"),
            "{html}"
        );
        assert_eq!(highlight("a < b", "csv"), "a &lt; b");
        assert_eq!(highlight("x", "no such language"), "x");
    }

    #[test]
    fn what_is_kept_is_what_is_made() {
        let kept = Highlights::default();
        assert_eq!(&*kept.of("{\"a\": 1}", "json"), highlight("{\"a\": 1}", "json"));
        assert_eq!(&*kept.of("{\"a\": 1}", "json"), highlight("{\"a\": 1}", "json"));
    }
}
