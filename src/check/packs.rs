//! Language packs as wholes.

use super::Scene;
use crate::diagnostics::{Diagnostic, catalogue as codes, nearest};

/// A translation has a source; a pack of one country may have pages of its own besides.
pub fn sources(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let mut found = Vec::new();
    for (id, packs) in &catalog.articles {
        if packs.contains_key(source) || catalog.is_tombstone(id) {
            continue;
        }
        for article in packs.values() {
            let of_country = catalog
                .packs
                .get(&article.pack)
                .is_some_and(|pack| has_region(&pack.facts.tag));
            if of_country {
                continue;
            }
            let told = Diagnostic::new(
                &codes::NO_SOURCE_PAGE,
                &article.body.file,
                article.front.title.span.clone(),
                format!("the pack `{source}` has no page `{id}`"),
            );
            let ids = catalog
                .articles
                .iter()
                .filter(|(_, packs)| packs.contains_key(source))
                .map(|(id, _)| id.as_ref());
            found.push(match nearest(id, ids) {
                Some(near) => told.help(format!("did you mean `{near}`? A translation has the file name of its source; its address is changed by `slug:`")),
                None => told.help("name the file as its source is named; only packs of one country, such as es-MX, have pages of their own"),
            });
        }
    }
    found
}

fn has_region(tag: &str) -> bool {
    tag.parse::<icu::locale::LanguageIdentifier>()
        .is_ok_and(|id| id.region.is_some())
}

/// A pack's folder is its tag in lower case.
pub fn tags(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let mut found = Vec::new();
    for pack in catalog.packs.values() {
        let facts = &pack.facts;
        if catalog.is_tombstone(&format!("pack/{}", facts.id)) || !scene.sources.texts.contains_key(&facts.file) {
            continue;
        }
        if facts.tag.to_lowercase() != *facts.id {
            found.push(
                Diagnostic::new(
                    &codes::PACK_MISMATCH,
                    &facts.file,
                    facts.tag.span.clone(),
                    format!("the pack's tag is `{}`, its folder `{}`", facts.tag.value, facts.id),
                )
                .help(format!(
                    "rename the folder to `{}`, or correct the tag",
                    facts.tag.to_lowercase()
                )),
            );
        }
        let direction = crate::model::direction_of(&facts.tag);
        if facts.direction.word() != direction {
            found.push(
                Diagnostic::new(
                    &codes::PACK_MISMATCH,
                    &facts.file,
                    facts.tag.span.clone(),
                    format!(
                        "the language `{}` is written {direction}, the pack says {}",
                        facts.tag.value,
                        facts.direction.word()
                    ),
                )
                .help(format!("write `direction: {direction}`")),
            );
        }
    }
    found
}
