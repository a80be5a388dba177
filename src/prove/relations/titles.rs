//! P007: within one language no two pages that search engines list have the same title or description.

use std::collections::HashMap;

use super::{Facts, PageFacts, Site, shown};
use crate::diagnostics::{Diagnostic, catalogue};

pub(super) fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut all = repeated(site, "title", |page| page.title.as_deref());
    all.extend(repeated(site, "description", |page| page.description.as_deref()));
    all
}

fn repeated<'a>(site: &Site<'a>, what: &str, text: impl Fn(&'a PageFacts) -> Option<&'a str>) -> Vec<Diagnostic> {
    let mut first: HashMap<(&str, &str), &Facts> = HashMap::new();
    let mut all = Vec::new();
    for (facts, page) in site.pages().filter(|(_, page)| page.is_indexable()) {
        let (Some(promise), Some(text)) = (&page.promise, text(page)) else {
            continue;
        };
        let earlier = *first.entry((&promise.lang, text)).or_insert(facts);
        if !std::ptr::eq(earlier, facts) {
            let message = format!(
                "The pages `{}` and `{}` have the same {what}: “{text}”.",
                shown(&earlier.path),
                shown(&facts.path)
            );
            let finding = Diagnostic::new(&catalogue::SAME_TITLE, &facts.source, 0..0, message)
                .help(format!(
                    "Give each its own `{what}:`, so that readers of search results can tell them apart."
                ))
                .related(&earlier.source, 0..0, "the other page");
            all.push(finding);
        }
    }
    all
}
