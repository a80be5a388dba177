//! Code blocks: which languages are known, and their tokens as classes (`<span class="h-keyword">`).

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Longer lines are data rather than code and are left plain: highlighting costs grow with a line's length.
const MAX_LINE: usize = 400;

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
    ["sql", "json", "yaml", "python", "bash", "r", "xml", "html", "css", "javascript", "java", "csv", "text"].into_iter()
}

/// `code` as HTML with classes; plain and escaped where the language is none or a line is very long.
pub fn highlight(code: &str, language: &str) -> String {
    let set = syntaxes();
    let syntax = set.find_syntax_by_token(language).filter(|_| !PLAIN.contains(&language) && code.lines().all(|line| line.len() <= MAX_LINE));
    let highlighted = syntax.and_then(|syntax| {
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, set, ClassStyle::SpacedPrefixed { prefix: "h-" });
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(generator.finalize())
    });
    highlighted.unwrap_or_else(|| {
        let mut html = String::with_capacity(code.len() + 16);
        crate::html::escape_text(code, &mut html);
        html
    })
}
