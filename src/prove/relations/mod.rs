//! What lies between artifacts: links, translations, titles, budgets, the sitemap and the ledger.
//!
//! In: the facts of all artifacts. Out: findings, in the order of every report. Each rule passes over the facts once;
//! nothing here grows faster than the number of links.

mod alternates;
mod budgets;
mod ledger;
mod references;
mod required;
mod sitemap;
mod titles;

use std::cell::Cell;

use super::address::{Place, site_path};
use super::facts::{Facts, Findings, Kind, MOST, PageFacts};
use super::hash::{ByHash, Hashes, hash};
use super::{LedgerLine, Surroundings, shown};
use crate::diagnostics::{self, Diagnostic};

/// Judges the site as a whole; findings of the single artifacts are among the result.
pub fn prove(facts: &[Facts], surroundings: &Surroundings) -> Vec<Diagnostic> {
    let site = Site::new(facts);
    let mut all: Vec<Diagnostic> = facts.iter().flat_map(|facts| facts.findings.iter().cloned()).collect();
    all.extend(references::check(&site));
    all.extend(alternates::check(&site));
    all.extend(titles::check(&site));
    all.extend(budgets::check(&site, surroundings));
    all.extend(sitemap::check(&site));
    all.extend(ledger::check(&site, surroundings));
    all.extend(required::check(&site, surroundings));
    diagnostics::sort(&mut all);
    all
}

/// All artifacts by the hash of their site path.
struct Site<'a> {
    facts: &'a [Facts],
    by_path: ByHash<u32>,
    /// Hashes of the site paths that `_redirects` answers for.
    redirected: Hashes,
    /// How many more suggestions may be looked for: each passes over all paths.
    suggestions: Cell<u32>,
}

impl<'a> Site<'a> {
    fn new(facts: &'a [Facts]) -> Self {
        let mut by_path = ByHash::with_capacity_and_hasher(facts.len() * 2, Default::default());
        let mut redirected = Hashes::default();
        for (index, one) in facts.iter().enumerate() {
            // `x/index.html` answers for itself and for `x/`.
            by_path.insert(hash(one.path.as_bytes()), index as u32);
            by_path.insert(hash(site_path(&one.path).as_bytes()), index as u32);
            if let Kind::Redirects(sources) = &one.kind {
                redirected.extend(sources.iter().map(|source| hash(source.as_bytes())));
            }
        }
        Self {
            facts,
            by_path,
            redirected,
            suggestions: Cell::new(MOST as u32),
        }
    }

    fn by_hash(&self, path: u64) -> Option<&'a Facts> {
        self.by_path.get(&path).map(|index| &self.facts[*index as usize])
    }

    /// The artifact that answers for a site path.
    fn at(&self, path: &str) -> Option<&'a Facts> {
        self.by_hash(hash(path.as_bytes()))
    }

    /// Every page with its facts.
    fn pages(&self) -> impl Iterator<Item = (&'a Facts, &'a PageFacts)> {
        self.facts.iter().filter_map(|facts| match &facts.kind {
            Kind::Page(page) => Some((facts, &**page)),
            _ => None,
        })
    }

    /// The page or file whose path is most like `path`, where one is near enough to be meant.
    fn nearest(&self, path: &str) -> Option<&'a Facts> {
        let left = self.suggestions.get().checked_sub(1)?;
        self.suggestions.set(left);
        // A whole folder may have moved: then the last part of the path is still the same.
        let last = |path: &str| {
            path.trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let wanted = last(path);
        let moved = || self.facts.iter().find(|facts| last(site_path(&facts.path)) == wanted);
        let similar = self
            .facts
            .iter()
            .map(|facts| site_path(&facts.path))
            .filter(|candidate| {
                let (a, b) = (candidate.len(), path.len());
                a.abs_diff(b) <= 1 + a.max(b) / 4
            });
        diagnostics::nearest(path, similar)
            .and_then(|found| self.at(found))
            .or_else(moved)
    }
}
