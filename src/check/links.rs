//! Where texts lead: pages, headings, papers, statistics, pictures.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::Scene;
use crate::diagnostics::{Diagnostic, catalogue as codes, nearest};
use crate::link::country_id;
use crate::load::{Article, Kind};
use crate::markdown::Target;

/// Ids of pages that are made of records.
fn record_pages(scene: &Scene) -> BTreeSet<String> {
    let catalog = scene.catalog;
    let programs = catalog
        .programs
        .values()
        .filter(|program| !(scene.settings.production && program.demo));
    let mut ids: BTreeSet<String> = programs.clone().map(|program| program.id.to_string()).collect();
    ids.extend(programs.map(|program| country_id(&program.country).to_string()));
    ids.extend(catalog.site.topics.iter().map(|topic| format!("topics/{topic}")));
    ids
}

/// At most so many findings of one rule in one text: searching what was meant costs more than a link does.
const MAX_FINDINGS: usize = 100;

/// Applies `tell` to every article, in parallel, findings in the order of the articles.
fn over_articles(scene: &Scene, tell: impl Fn(&Article) -> Vec<Diagnostic> + Sync) -> Vec<Diagnostic> {
    let articles: Vec<&Article> = scene.articles().collect();
    let told: Vec<Vec<Diagnostic>> = articles.par_iter().map(|article| tell(article)).collect();
    told.into_iter().flatten().collect()
}

pub fn links(scene: &Scene) -> Vec<Diagnostic> {
    let records = record_pages(scene);
    over_articles(scene, |article| {
        let cards = article
            .body
            .blocks
            .iter()
            .flat_map(|block| block.cards.iter().map(|card| (&card.target, &card.span)));
        let links = article
            .body
            .links
            .iter()
            .map(|link| (&link.target, &link.span))
            .chain(cards);
        links
            .filter_map(|(target, span)| link(scene, &records, article, target, span.clone()))
            .take(MAX_FINDINGS)
            .collect()
    })
}

fn link(
    scene: &Scene,
    records: &BTreeSet<String>,
    article: &Article,
    target: &Target,
    span: Range<usize>,
) -> Option<Diagnostic> {
    let file = &article.body.file;
    match target {
        Target::Page { id, fragment } => page(scene, records, article, id, fragment.as_deref(), span),
        Target::Fragment(fragment) => heading(article, article, fragment, span),
        Target::Lost => Some(
            Diagnostic::new(
                &codes::UNKNOWN_PAGE,
                file,
                span,
                "this link leads to no page of the site",
            )
            .help("write the path of a page's file from here, such as `../kpis/index.md`, or `id:kpis/index`"),
        ),
        Target::Unsafe(why) => Some(
            Diagnostic::new(
                &codes::UNSAFE_SCHEME,
                file,
                span,
                format!("this link cannot be published: {why}"),
            )
            .help("link to an https address or to a page"),
        ),
        Target::External(_) | Target::Media(_) => None,
    }
}

fn page(
    scene: &Scene,
    records: &BTreeSet<String>,
    from: &Article,
    id: &str,
    fragment: Option<&str>,
    span: Range<usize>,
) -> Option<Diagnostic> {
    let catalog = scene.catalog;
    let file = &from.body.file;
    if catalog.is_tombstone(id) || records.contains(id) {
        return None;
    }
    let Some(packs) = catalog.articles.get(id) else {
        let told = Diagnostic::new(&codes::UNKNOWN_PAGE, file, span, format!("there is no page `{id}`"));
        let ids = catalog
            .articles
            .keys()
            .map(AsRef::as_ref)
            .chain(records.iter().map(String::as_str));
        return Some(match nearest(id, ids) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help("check the path, or add the page"),
        });
    };
    let today = scene.settings.today;
    let target = packs
        .get(&from.pack)
        .or_else(|| packs.get(catalog.source_pack()))
        .or_else(|| packs.values().next())?;
    let hidden = packs.values().all(|article| !article.front.is_published(today));
    if hidden && from.front.is_published(today) {
        return Some(
            Diagnostic::new(
                &codes::LINK_TO_DRAFT,
                file,
                span,
                format!("this link leads to `{id}`, which is not published"),
            )
            .help("publish that page first, or take the link out")
            .related(
                &target.body.file,
                target.front.title.span.clone(),
                "the page that is a draft or scheduled",
            ),
        );
    }
    heading(
        from,
        packs.get(catalog.source_pack()).unwrap_or(target),
        fragment?,
        span,
    )
}

/// A fragment names a heading of the source's text: translations take its ids.
fn heading(from: &Article, target: &Article, fragment: &str, span: Range<usize>) -> Option<Diagnostic> {
    let ids = || target.body.headings.iter().map(|heading| heading.id.as_ref());
    // Records made into a page bring ids of their own; the proof knows them all.
    let made = !target.body.blocks.is_empty() || !matches!(target.kind, Kind::Page) || fragment == "main";
    if made || ids().any(|id| id == fragment) {
        return None;
    }
    let told = Diagnostic::new(
        &codes::UNKNOWN_FRAGMENT,
        &from.body.file,
        span,
        format!("the page `{}` has no heading with the id `{fragment}`", target.id),
    );
    Some(match nearest(fragment, ids()) {
        Some(near) => told.help(format!("did you mean `#{near}`?")),
        None => told.help("headings get their id from their English words, or from `{#id}` behind them"),
    })
}

pub fn citations(scene: &Scene) -> Vec<Diagnostic> {
    let keys: Vec<&str> = scene
        .catalog
        .articles
        .keys()
        .filter_map(|id| id.strip_prefix("literature/"))
        .collect();
    over_articles(scene, |article| {
        let cited = article
            .body
            .citations
            .iter()
            .flat_map(|citation| citation.items.iter().map(move |item| (&item.key, &citation.span)));
        let unknown = cited.filter(|(key, _)| {
            scene.catalog.publication(key).is_none() && !scene.catalog.is_tombstone(&format!("literature/{key}"))
        });
        unknown
            .take(MAX_FINDINGS)
            .map(|(key, span)| {
                let told = Diagnostic::new(
                    &codes::UNKNOWN_CITATION,
                    &article.body.file,
                    span.clone(),
                    format!("there is no paper `{key}` in the library"),
                );
                match nearest(key, keys.iter().copied()) {
                    Some(near) => told.help(format!("did you mean `@{near}`?")),
                    None => told.help("add the paper with `ctf new paper`, or correct the key"),
                }
            })
            .collect()
    })
}

pub fn statistics(scene: &Scene) -> Vec<Diagnostic> {
    let known = &scene.catalog.statistics;
    over_articles(scene, |article| {
        let unknown = article.body.statistics.iter().filter(|key| {
            !known.contains_key(&key.value) && !scene.catalog.is_tombstone(&format!("statistic/{}", key.value))
        });
        unknown
            .take(MAX_FINDINGS)
            .map(|key| {
                let told = Diagnostic::new(
                    &codes::UNKNOWN_STATISTIC,
                    &article.body.file,
                    key.span.clone(),
                    format!("there is no statistic `{}`", key.value),
                );
                match nearest(key, known.keys().map(String::as_str)) {
                    Some(near) => told.help(format!("did you mean `{{stat:{near}}}`?")),
                    None => told.help("add it to data/statistics with its source"),
                }
            })
            .collect()
    })
}

pub fn media(scene: &Scene) -> Vec<Diagnostic> {
    let media = &scene.sources.media;
    over_articles(scene, |article| {
        let linked = article.body.links.iter().filter_map(|link| match &link.target {
            Target::Media(path) => Some((path, &link.span)),
            _ => None,
        });
        let shown = article
            .body
            .images
            .iter()
            .map(|image| (&image.path, &image.span))
            .chain(linked);
        shown
            .filter(|(path, _)| !media.contains_key(*path))
            .take(MAX_FINDINGS)
            .map(|(path, span)| {
                let told = Diagnostic::new(
                    &codes::MISSING_IMAGE,
                    &article.body.file,
                    span.clone(),
                    format!("there is no file `{path}`"),
                );
                match nearest(path, media.keys().map(AsRef::as_ref)) {
                    Some(near) => told.help(format!("did you mean `{near}`?")),
                    None => told.help("put the file beside the page"),
                }
            })
            .collect()
    })
}
