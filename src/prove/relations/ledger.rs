//! P020: an address that was published once answers for ever.

use super::{LedgerLine, Place, Site, Surroundings, hash, shown};
use crate::diagnostics::{Diagnostic, catalogue};

pub(super) fn check(site: &Site<'_>, surroundings: &Surroundings) -> Vec<Diagnostic> {
    let place = Place::new(&surroundings.origin, &surroundings.base);
    let mut path = String::new();
    let mut all = Vec::new();
    for line in &surroundings.ledger {
        // The ledger's own spelling: percent signs, and perhaps a leading slash.
        place.resolve("", line.url.trim_start_matches('/'), &mut path);
        if site.at(&path).is_none() && !site.redirected.contains(&hash(path.as_bytes())) {
            all.push(gone(site, line, &path));
        }
    }
    all
}

fn gone(site: &Site<'_>, line: &LedgerLine, path: &str) -> Diagnostic {
    let message = format!("The address `/{path}` was published once and answers no more.");
    let alias = path.trim_matches('/');
    let finding = Diagnostic::new(&catalogue::URL_GONE, &line.file, line.span.clone(), message);
    match site.nearest(path) {
        Some(near) => finding
            .help(format!(
                "Add `aliases: [{alias}]` to the front matter of the page that now holds this text, perhaps {} (`{}`).",
                near.source,
                shown(&near.path)
            ))
            .related(&near.source, 0..0, "the page with the most similar address"),
        None => finding.help(format!(
            "Add `aliases: [{alias}]` to the front matter of the page that now holds this text; never take the line out of the ledger."
        )),
    }
}
