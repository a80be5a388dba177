//! Addresses that pages may have.

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::link::RESERVED;
use crate::load::Article;

pub fn home(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    if catalog
        .source("index")
        .is_some_and(|home| home.front.is_published(scene.settings.today))
        || catalog.is_tombstone("index")
    {
        return Vec::new();
    }
    let file: RelPath = format!("content/{}/index.md", catalog.source_pack()).into();
    vec![
        Diagnostic::new(
            &codes::MISSING_HOME,
            &file,
            0..0,
            "the source pack has no published home page",
        )
        .help("add `index.md` with a title, a description and a text"),
    ]
}

/// The first segment of an address in the source pack may be no other pack's and none of the site's own folders.
pub fn reserved(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let told = |article: &Article| {
        let slug = article.front.slug.as_ref();
        let top = !article.id.contains('/') || article.id.ends_with("/index");
        let first = article.id.split('/').next().unwrap_or("");
        let by_slug = slug
            .filter(|_| top)
            .map(|slug| (slug.value.as_str(), slug.span.clone()));
        let (word, span) = by_slug.unwrap_or((first, 0..0));
        let is_pack = catalog.packs.keys().any(|id| **id == *word);
        let reserved = (RESERVED.contains(&word) && word != "index")
            || (article.pack == *catalog.source_pack() && (is_pack || looks_like_a_tag(word)));
        let inner = slug
            .filter(|slug| !top && slug.value == "page")
            .map(|slug| slug.span.clone());
        let (word, span) = match (reserved, inner) {
            (true, _) => (word, span),
            (false, Some(span)) => ("page", span),
            (false, None) => return None,
        };
        Some(
            Diagnostic::new(
                &codes::RESERVED_ROUTE,
                &article.body.file,
                span,
                format!("an address cannot begin with `/{word}/`: the site needs it for itself"),
            )
            .help("rename the file or folder, or choose another `slug:`"),
        )
    };
    let aliases = scene
        .articles()
        .flat_map(|article| article.front.aliases.iter().map(move |alias| (article, alias)));
    let taken = aliases.filter_map(|(article, alias)| {
        let first = alias.trim_matches('/').split('/').next()?;
        let of_source = article.pack == *catalog.source_pack();
        (of_source
            && (RESERVED.contains(&first) || catalog.packs.keys().any(|id| **id == *first) || looks_like_a_tag(first)))
        .then(|| {
            Diagnostic::new(
                &codes::RESERVED_ROUTE,
                &article.body.file,
                alias.span.clone(),
                format!("a former address cannot begin with `/{first}/`: the site needs it for itself"),
            )
            .help("delete the alias")
        })
    });
    scene.articles().filter_map(told).chain(taken).collect()
}

/// `es`, `haw`, `pt-br`: what stands before the addresses of a pack.
fn looks_like_a_tag(word: &str) -> bool {
    let (language, rest) = word.split_once('-').unwrap_or((word, ""));
    let letters = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase());
    (2..=3).contains(&language.len())
        && letters(language)
        && (rest.is_empty() || rest.len() == 2 || rest.len() == 4)
        && letters(rest)
        && word != "map"
}

#[cfg(test)]
mod tests {
    #[test]
    fn language_tags_are_no_pages() {
        for tag in ["es", "haw", "pt-br", "zh-hant"] {
            assert!(super::looks_like_a_tag(tag), "{tag}");
        }
        for word in ["kpis", "toolkits", "about-us", "map"] {
            assert!(!super::looks_like_a_tag(word), "{word}");
        }
    }
}
