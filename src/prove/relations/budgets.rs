//! P018: what a page makes a browser load beside its own text, compressed and with everything that is imported.

use std::collections::BTreeMap;

use super::{Facts, Hashes, Kind, PageFacts, Site, Surroundings, shown};
use crate::diagnostics::{Diagnostic, catalogue};

/// Bytes of all stylesheets of a page together, after brotli.
const STYLE_LIMIT: u32 = 15 * 1024;
/// Bytes of all scripts of a page together, after brotli; third-party code and the map are not counted.
const SCRIPT_LIMIT: u32 = 10 * 1024;

pub(super) fn check(site: &Site<'_>, surroundings: &Surroundings) -> Vec<Diagnostic> {
    let mut all = over(site, surroundings, "styles", STYLE_LIMIT, |page| &page.styles);
    all.extend(over(site, surroundings, "scripts", SCRIPT_LIMIT, |page| &page.scripts));
    all
}

/// Pages with the same files are judged once.
fn over<'a>(
    site: &Site<'a>,
    surroundings: &Surroundings,
    what: &str,
    limit: u32,
    files: impl Fn(&'a PageFacts) -> &'a [u64],
) -> Vec<Diagnostic> {
    let mut sets: BTreeMap<&[u64], (&Facts, usize)> = BTreeMap::new();
    for (facts, page) in site.pages() {
        sets.entry(files(page)).or_insert((facts, 0)).1 += 1;
    }
    let mut all = Vec::new();
    for (set, (page, pages)) in sets {
        let weight = weight(site, set);
        if weight > limit {
            let others = if pages > 1 {
                format!(" (and of {} more)", pages - 1)
            } else {
                String::new()
            };
            let message = format!(
                "The {what} of the page `{}`{others} have {weight} bytes after compression; {limit} are allowed.",
                shown(&page.path)
            );
            let finding = Diagnostic::new(&catalogue::ASSET_BUDGET, &surroundings.theme, 0..0, message)
                .help("Load only what these pages use: divide the file, or leave out what no page needs.");
            all.push(finding);
        }
    }
    all
}

/// Of the files and all they import, each counted once.
fn weight(site: &Site<'_>, files: &[u64]) -> u32 {
    let mut seen = Hashes::default();
    let mut open = files.to_vec();
    let mut sum = 0;
    while let Some(file) = open.pop() {
        if seen.insert(file)
            && let Some(facts) = site.by_hash(file)
            && let Kind::Asset(asset) = &facts.kind
        {
            sum += asset.weight;
            open.extend_from_slice(&asset.imports);
        }
    }
    sum
}
