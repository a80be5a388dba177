//! Lists that run over pages: what is in them is known when the site is planned, their order when first shown.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::Site;
use crate::load::{Article, Program};

/// A list in one pack.
pub struct List {
    /// `toolkits`, `publications`, `programs`, `pages` or `topic`.
    pub kind: &'static str,
    pub pack: usize,
    pub per_page: usize,
    /// Whether it has one page only: more entries than that page holds are not shown on it, but where it leads to.
    pub overview: bool,
    pub entries: Vec<Listed>,
    /// How many of the entries are demonstration records: examples are counted only as examples.
    pub examples: usize,
    /// Indices into the entries in the order in which they are shown: found once, shared by every page of the list.
    pub order: OnceLock<Vec<usize>>,
}

/// An entry of a list.
#[derive(Clone)]
pub enum Listed {
    Article(Arc<Article>),
    Program(Arc<Program>),
}

impl Listed {
    /// The entry as a pack shows it, or none where the pack has no such page.
    pub fn in_pack(&self, site: &Site, pack: usize) -> Option<Self> {
        match self {
            Self::Article(article) => site.article(pack, &article.id).cloned().map(Self::Article),
            Self::Program(_) => Some(self.clone()),
        }
    }

    /// Whether it is a demonstration record.
    pub fn is_example(&self) -> bool {
        matches!(self, Self::Program(program) if program.demo)
    }
}

impl List {
    pub fn new(kind: &'static str, pack: usize, per_page: usize, entries: Vec<Listed>) -> Self {
        let examples = entries.iter().filter(|entry| entry.is_example()).count();
        Self {
            kind,
            pack,
            per_page: per_page.max(1),
            overview: false,
            entries,
            examples,
            order: OnceLock::new(),
        }
    }

    /// A list that stays on one page.
    pub fn overview(kind: &'static str, pack: usize, at_once: usize, entries: Vec<Listed>) -> Self {
        Self {
            overview: true,
            ..Self::new(kind, pack, at_once, entries)
        }
    }

    /// Whether all that it has are demonstration records.
    pub fn only_examples(&self) -> bool {
        self.examples > 0 && self.examples == self.entries.len()
    }

    /// How many pages it fills; an empty list is shown on one.
    pub fn pages(&self) -> usize {
        match self.overview {
            true => 1,
            false => self.entries.len().div_ceil(self.per_page).max(1),
        }
    }

    /// Which of its entries, in their order, the page of this number shows.
    pub fn shown(&self, number: usize) -> Range<usize> {
        let all = self.entries.len();
        if self.overview && all > self.per_page {
            return 0..0;
        }
        let start = ((number - 1) * self.per_page).min(all);
        start..(start + self.per_page).min(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overview_shows_all_or_nothing() {
        let mut list = List::new("programs", 0, 2, Vec::new());
        assert_eq!((list.pages(), list.shown(1)), (1, 0..0));
        let article = crate::load::file(
            &crate::source::TextFile {
                path: "content/en/a.md".into(),
                text: "---\ntitle: A\ndescription: \"A text.\"\n---\n\nText.\n".into(),
                hash: [0; 32],
            },
            &"en".into(),
        );
        let Some(crate::load::Piece::Article(article)) = article.piece else {
            panic!("no article")
        };
        list.entries = vec![Listed::Article(article); 3];
        assert_eq!((list.pages(), list.shown(2)), (2, 2..3));
        list.overview = true;
        assert_eq!((list.pages(), list.shown(1)), (1, 0..0));
        list.per_page = 3;
        assert_eq!(list.shown(1), 0..3);
    }
}
