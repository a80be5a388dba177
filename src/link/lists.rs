//! Lists that run over pages: what is in them is known when the site is planned, their order when first shown.

use std::sync::{Arc, OnceLock};

use crate::load::{Article, Program};

/// A list in one pack.
pub struct List {
    /// `toolkits`, `publications`, `programs`, `pages` or `topic`.
    pub kind: &'static str,
    pub pack: usize,
    pub per_page: usize,
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

impl List {
    pub fn new(kind: &'static str, pack: usize, per_page: usize, entries: Vec<Listed>) -> Self {
        let examples = entries
            .iter()
            .filter(|entry| matches!(entry, Listed::Program(program) if program.demo))
            .count();
        Self {
            kind,
            pack,
            per_page: per_page.max(1),
            entries,
            examples,
            order: OnceLock::new(),
        }
    }

    /// How many pages it fills; an empty list is shown on one.
    pub fn pages(&self) -> usize {
        self.entries.len().div_ceil(self.per_page).max(1)
    }
}
