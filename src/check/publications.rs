//! Rules of the library.

use std::collections::BTreeMap;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::load::{Article, Facts, PublicationFacts};
use crate::model::{Gap, PublicationType, Spanned};

fn over<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Article, &'a PublicationFacts)> {
    scene.articles().filter_map(|article| match &article.facts {
        Facts::Publication(facts) => Some((article, facts.as_ref())),
        _ => None,
    })
}

/// What is not known is said to be missing; what is known is not.
pub fn gaps(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (article, facts) in over(scene) {
        let journal = facts.kind == PublicationType::Article;
        let checks = [
            (Gap::Author, facts.authors.is_empty(), true),
            // An abbreviation says where a paper stands while the full title is not known.
            (
                Gap::ContainerTitle,
                facts.container_title.is_none(),
                journal && facts.container_title_short.is_none(),
            ),
            (Gap::Issued, facts.issued.is_none(), true),
            (Gap::Volume, facts.volume.is_none(), false),
            (Gap::Page, facts.page.is_none(), false),
            (Gap::Doi, facts.doi.is_none(), false),
        ];
        let title = article.front.title.span.clone();
        for (gap, lacks, needed) in checks {
            let declared = facts.missing.contains(&gap);
            let word = gap.word();
            if lacks && needed && !declared {
                found.push(
                    Diagnostic::new(&codes::UNDECLARED_GAP, &article.body.file, title.clone(), format!("the paper has no `{word}`"))
                        .help(format!("add `{word}:` as the paper prints it, or `missing: [{word}]` while it is not known; never guess")),
                );
            } else if declared && !lacks {
                found.push(
                    Diagnostic::new(
                        &codes::UNDECLARED_GAP,
                        &article.body.file,
                        title.clone(),
                        format!("`{word}` is declared as missing, but it is there"),
                    )
                    .help(format!("take `{word}` out of `missing`")),
                );
            }
        }
    }
    found
}

pub fn identifiers(scene: &Scene) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, (&RelPath, &Spanned<String>)> = BTreeMap::new();
    let mut found = Vec::new();
    for (article, facts) in over(scene) {
        let identifiers = [("DOI", &facts.doi), ("PMID", &facts.pmid), ("PMCID", &facts.pmcid)];
        for (name, identifier) in identifiers {
            let Some(identifier) = identifier else { continue };
            // DOIs are compared without regard to case (DOI Handbook §2.4).
            let key = format!("{name} {}", identifier.to_lowercase());
            if let Some((file, first)) = seen.get(&key) {
                found.push(
                    Diagnostic::new(
                        &codes::SAME_IDENTIFIER,
                        &article.body.file,
                        identifier.span.clone(),
                        format!("another paper has the same {name}"),
                    )
                    .help("keep one of the two records, or correct the identifier")
                    .related(file, first.span.clone(), "it stands here first"),
                );
            } else {
                seen.insert(key, (&article.body.file, identifier));
            }
        }
    }
    found
}
