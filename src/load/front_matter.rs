//! A Markdown file → its front matter (YAML between two lines `---`) and where its body begins.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::source::yaml::{self, Node};

/// Front matter and the byte range of the body.
pub struct Split {
    pub front: Node,
    pub body: Range<usize>,
}

pub fn split(text: &str, file: &RelPath, found: &mut Vec<Diagnostic>) -> Option<Split> {
    let Some(rest) = text.strip_prefix("---\n") else {
        found.push(
            Diagnostic::new(&codes::NO_FRONT_MATTER, file, 0..text.find('\n').unwrap_or(text.len()), "the file does not begin with a line `---`")
                .help("begin the file with `---`, then lines such as `title: …` and `description: …`, then `---` and the text"),
        );
        return None;
    };
    let start = 4;
    let close = if rest.starts_with("---\n") {
        Some(0)
    } else {
        rest.find("\n---\n").map(|at| at + 1)
    };
    let (end, body) = match close {
        Some(at) => (start + at, start + at + 4),
        None if rest.ends_with("\n---") => (text.len() - 3, text.len()),
        None => {
            found.push(
                Diagnostic::new(
                    &codes::UNCLOSED_FRONT_MATTER,
                    file,
                    0..3,
                    "the front matter that begins here is not closed by a second line `---`",
                )
                .help("write a line `---` after the last key"),
            );
            return None;
        }
    };
    let front = yaml::parse(&text[start..end], start, file, found)?;
    Some(Split {
        front,
        body: body..text.len(),
    })
}
