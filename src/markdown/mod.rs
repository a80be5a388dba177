//! Markdown: what is read of a text ([`Document`]), and the one parser that loading and rendering share.
//!
//! In: CommonMark with GFM tables, strikethrough, task lists, footnotes and alerts, heading ids, citations `[@key]`,
//! `{stat:key}` and `ctf:` blocks. Never: templates, raw HTML, or any piece not in this closed list.

mod blocks;
mod links;
mod read;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, OffsetIter, Options, Parser, TextMergeWithOffset};

use crate::diagnostics::RelPath;
use crate::model::{Id, Spanned};

pub use blocks::{Block, BlockKind, Card};
pub use links::{Target, classify};
pub use read::read;

/// A parsed text: everything that other stages ask of it. The text itself is walked again when it is rendered.
#[derive(Clone, Debug)]
pub struct Document {
    pub file: RelPath,
    pub text: Arc<str>,
    /// The body's bytes in `text`.
    pub body: Range<usize>,
    pub headings: Vec<Heading>,
    /// In the order in which they stand.
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub citations: Vec<Citation>,
    pub statistics: Vec<Spanned<String>>,
    pub blocks: Vec<Spanned<Block>>,
}

#[derive(Clone, Debug)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// Unique in its document.
    pub id: Id,
    /// Whether `{#id}` was written.
    pub explicit: bool,
    /// Marked `{.safety}`: while a translation of it is stale, the source stands instead.
    pub safety: bool,
    /// Marked `{.example}`: the numbers of its section are made up, and the page says so.
    pub example: bool,
    pub span: Range<usize>,
}

#[derive(Clone, Debug)]
pub struct Link {
    pub target: Target,
    pub span: Range<usize>,
}

#[derive(Clone, Debug)]
pub struct Image {
    /// Path below the project's root.
    pub path: RelPath,
    pub span: Range<usize>,
}

/// `[@a; @b, p. 12]`: one or more papers, each with a place in it.
#[derive(Clone, Debug)]
pub struct Citation {
    pub items: Vec<Cited>,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    pub key: String,
    /// `p. 12`, as written.
    pub locator: Option<String>,
}

impl Document {
    pub fn body_text(&self) -> &str {
        &self.text[self.body.clone()]
    }
}

/// What unresolved reference labels become, so that they can be told from links: `[@key]` and `[^note]`.
pub const CITATION: &str = "cite:";
pub const LOST_FOOTNOTE: &str = "footnote:";

/// Never `Options::all()`: attributes of headings would become live handlers, and definition lists can panic (0.13.6).
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

type Callback = for<'b> fn(BrokenLink<'b>) -> Option<(CowStr<'b>, CowStr<'b>)>;

fn unresolved<'b>(link: BrokenLink<'b>) -> Option<(CowStr<'b>, CowStr<'b>)> {
    if link.link_type != LinkType::Shortcut {
        return None;
    }
    let scheme = match link.reference.as_bytes().first()? {
        b'@' => CITATION,
        b'^' => LOST_FOOTNOTE,
        _ => return None,
    };
    Some((format!("{scheme}{}", link.reference).into(), CowStr::Borrowed("")))
}

/// The events of `body`, with byte ranges in it, runs of text merged.
pub fn events(body: &str) -> TextMergeWithOffset<'_, OffsetIter<'_, Callback>> {
    let callback: Callback = unresolved;
    TextMergeWithOffset::new(Parser::new_with_broken_link_callback(body, OPTIONS, Some(callback)).into_offset_iter())
}

/// The items of a citation's label `@a; @b, p. 12`; `None` where it is not one.
pub fn citation_items(label: &str) -> Option<Vec<Cited>> {
    label
        .split(';')
        .map(|item| {
            let item = item.trim().strip_prefix('@')?;
            let (key, locator) = match item.split_once(',') {
                Some((key, locator)) => (key.trim(), Some(locator.trim().to_owned())),
                None => (item.trim(), None),
            };
            // A second key after a comma is no place in the first paper.
            let place = locator
                .as_deref()
                .is_none_or(|locator| !locator.is_empty() && !locator.contains('@'));
            (crate::model::is_key(key) && place).then(|| Cited {
                key: key.to_owned(),
                locator,
            })
        })
        .collect()
}

/// Splits text at `{stat:key}`: plain pieces and keys, in turn, with the offset of each key in `text`.
pub fn statistic_pieces(text: &str) -> Vec<TextPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find("{stat:").map(|at| at + rest) {
        let Some(end) = text[at..].find('}').map(|end| end + at) else {
            break;
        };
        if at > rest {
            pieces.push(TextPiece::Text(&text[rest..at]));
        }
        pieces.push(TextPiece::Statistic {
            key: text[at + 6..end].trim(),
            at,
        });
        rest = end + 1;
    }
    if rest < text.len() {
        pieces.push(TextPiece::Text(&text[rest..]));
    }
    pieces
}

#[derive(Debug, PartialEq, Eq)]
pub enum TextPiece<'t> {
    Text(&'t str),
    Statistic { key: &'t str, at: usize },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_keys_with_places() {
        let items = citation_items("@a-1; @b, p. 12").unwrap();
        assert_eq!(
            items[1],
            Cited {
                key: "b".into(),
                locator: Some("p. 12".into())
            }
        );
        assert!(
            citation_items("@a; b").is_none()
                && citation_items("@A b").is_none()
                && citation_items("@a,").is_none()
                && citation_items("@a, @b").is_none()
        );
    }

    #[test]
    fn statistics_split_the_text() {
        assert_eq!(
            statistic_pieces("x {stat:a} y"),
            [
                TextPiece::Text("x "),
                TextPiece::Statistic { key: "a", at: 2 },
                TextPiece::Text(" y")
            ]
        );
        assert_eq!(statistic_pieces("{stat:"), [TextPiece::Text("{stat:")]);
    }
}
