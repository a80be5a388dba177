//! P012: every page that another names as its translation names that page in turn, and is in the language it is
//! said to be.

use super::{Facts, Findings, Kind, PageFacts, Site, shown, site_path};
use crate::diagnostics::{Diagnostic, catalogue};

pub(super) fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for (facts, page) in site.pages().filter(|(_, page)| !page.alternates.is_empty()) {
        let mut findings = Findings::new(&facts.source);
        page.alternates.each(|path, tag| {
            if let Some(problem) = problem(site, facts, page, path, tag) {
                let message = format!(
                    "The language alternates of the page `{}` are wrong: {problem}.",
                    shown(&facts.path)
                );
                let help =
                    "All translations of a page name the same alternates: each other, themselves and `x-default`.";
                findings.add(&catalogue::ALTERNATES, message, help);
            }
        });
        all.append(&mut findings.list);
    }
    all
}

fn problem(site: &Site<'_>, facts: &Facts, page: &PageFacts, path: &str, tag: &str) -> Option<String> {
    let Some(target) = site.at(path) else {
        return Some(format!("`/{path}` ({tag}) is not in the site"));
    };
    let Kind::Page(other) = &target.kind else {
        return Some(format!("`/{path}` ({tag}) is not a page"));
    };
    let promised = other
        .promise
        .as_ref()
        .filter(|promise| tag != "x-default" && !same_language(&promise.lang, tag));
    if let Some(promise) = promised {
        return Some(format!(
            "`/{path}` is said to be in `{tag}` but is in `{}`",
            promise.lang
        ));
    }
    // One group of translations has one list; only where lists differ is it worth looking.
    let returned = page.group == other.group || names(other, site_path(&facts.path));
    (!returned).then(|| format!("`/{path}` ({tag}) does not name this page in turn"))
}

fn names(page: &PageFacts, wanted: &str) -> bool {
    let mut found = false;
    page.alternates.each(|path, _| found |= path == wanted);
    found
}

/// Compares the first subtags: regions and scripts may be left out (BCP 47 §2.2.1).
fn same_language(a: &str, b: &str) -> bool {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    language(a) == language(b)
}
