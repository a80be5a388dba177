//! P001 and P002 between artifacts, and the target of every canonical (P011).

use super::{Facts, Findings, Kind, Site, shown};
use crate::diagnostics::{Diagnostic, catalogue};

pub(super) fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for facts in site.facts {
        let mut findings = Findings::new(&facts.source);
        facts.links.each(|path, fragment| match site.at(path) {
            None => broken_link(site, facts, path, &mut findings),
            Some(target) => {
                if !fragment.is_empty() && !has_id(target, fragment) {
                    broken_fragment(facts, path, fragment, &mut findings);
                }
            }
        });
        if let Kind::Page(page) = &facts.kind
            && let Some(canonical) = page
                .canonical
                .as_deref()
                .filter(|canonical| site.at(canonical).is_none())
        {
            let message = format!(
                "The canonical address `/{canonical}` of the page `{}` leads to nothing.",
                shown(&facts.path)
            );
            findings.add(
                &catalogue::CANONICAL,
                message,
                "Name a page of this site, or the page itself.",
            );
        }
        all.append(&mut findings.list);
    }
    all
}

/// Whether the target has the element, as far as that can be known.
fn has_id(target: &Facts, fragment: &str) -> bool {
    let id = super::hash(fragment.as_bytes());
    target.ids.as_ref().is_none_or(|ids| ids.binary_search(&id).is_ok())
}

fn broken_link(site: &Site<'_>, facts: &Facts, path: &str, findings: &mut Findings) {
    if !findings.has_room(&catalogue::BROKEN_LINK) {
        return;
    }
    let message = format!(
        "`{}` refers to `/{path}`, which is not in the site.",
        shown(&facts.path)
    );
    let help = if site.at(&format!("{path}/")).is_some() {
        format!("Write the last slash: `/{path}/`.")
    } else {
        match site.nearest(path) {
            Some(near) => format!("Did you mean `{}`?", shown(&near.path)),
            None => "Mend the link, or add the page or file it names.".to_owned(),
        }
    };
    findings.add(&catalogue::BROKEN_LINK, message, help);
}

fn broken_fragment(facts: &Facts, path: &str, fragment: &str, findings: &mut Findings) {
    let message = format!(
        "`{}` refers to `/{path}#{fragment}`, but that page has no element with the id `{fragment}`.",
        shown(&facts.path)
    );
    let help = "Link to a heading that is there, or give the heading this id with `{#id}`.";
    findings.add(&catalogue::BROKEN_FRAGMENT, message, help);
}
