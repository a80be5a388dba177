//! What the proof remembers of one artifact once its bytes are on disk.

use super::links::LinkList;
use crate::diagnostics::{Diagnostic, Entry, RelPath};
use crate::render::artifact::PagePromise;
use std::sync::Arc;

/// At most this many findings of one code are told of one artifact; the rest repeat the same mistake.
pub(super) const MOST: usize = 20;

/// All that one artifact contributes to the relations between artifacts. A few kilobytes for a large page.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(super) path: Arc<str>,
    pub(super) source: RelPath,
    /// Findings that concern this artifact alone.
    pub(super) findings: Vec<Diagnostic>,
    /// Internal addresses it refers to.
    pub(super) links: LinkList,
    /// Hashes of its ids, sorted; `None` for what has no fragments to check (or could not be read).
    pub(super) ids: Option<Box<[u64]>>,
    pub(super) kind: Kind,
}

/// What is known beyond links, by kind of file.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Page(Box<PageFacts>),
    Asset(AssetFacts),
    Sitemap(SitemapFacts),
    /// Site paths that a `_redirects` file answers for.
    Redirects(Box<[Box<str>]>),
    Other,
}

/// Of an HTML page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageFacts {
    pub promise: Option<PagePromise>,
    pub title: Option<Box<str>>,
    pub description: Option<Box<str>>,
    /// Site path of `link rel=canonical`, where it names an address of this site.
    pub canonical: Option<Box<str>>,
    /// Site paths of `link rel=alternate hreflang`, each with its language tag.
    pub alternates: LinkList,
    /// The same for all members of a group of translations that name each other.
    pub group: u64,
    /// Hashes of the site paths of its stylesheets, in order.
    pub styles: Box<[u64]>,
    /// The same of its scripts.
    pub scripts: Box<[u64]>,
}

impl PageFacts {
    pub fn is_indexable(&self) -> bool {
        self.promise
            .as_ref()
            .is_some_and(|promise| promise.indexable && !promise.redirect)
    }

    pub fn is_redirect(&self) -> bool {
        self.promise.as_ref().is_some_and(|promise| promise.redirect)
    }
}

/// Of a stylesheet or script.
#[derive(Clone, Debug, Default)]
pub(super) struct AssetFacts {
    /// Bytes after brotli; 0 for what no budget counts.
    pub weight: u32,
    /// Hashes of the site paths it imports.
    pub imports: Box<[u64]>,
}

/// Of a sitemap or a sitemap index.
#[derive(Clone, Debug, Default)]
pub(super) struct SitemapFacts {
    /// Site paths of its `loc`s.
    pub places: Box<[Box<str>]>,
    /// Lists other sitemaps.
    pub index: bool,
}

/// Collects the findings about one file, at most [`MOST`] of a kind.
#[derive(Debug)]
pub(super) struct Findings {
    pub file: RelPath,
    pub list: Vec<Diagnostic>,
}

impl Findings {
    pub fn new(file: &RelPath) -> Self {
        Self {
            file: file.clone(),
            list: Vec::new(),
        }
    }

    /// Whether one more finding of this kind would still be told.
    pub fn has_room(&self, entry: &'static Entry) -> bool {
        self.list
            .iter()
            .filter(|finding| finding.entry.code == entry.code)
            .count()
            < MOST
    }

    pub fn add(&mut self, entry: &'static Entry, message: impl Into<String>, help: impl Into<String>) {
        if self.has_room(entry) {
            self.list
                .push(Diagnostic::new(entry, &self.file, 0..0, message).help(help));
        }
    }
}
