//! Published data: where each file stands, and what people and machines are told of it.

mod bibtex;
mod columns;
mod programs;
mod schema;
mod search;
mod statistics;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Bound;

use serde_json::{Value as Json, json};
use tera::Value;

use super::values::{count, date, object};
use crate::link::{Page, Site, View};
use crate::load::Facts;
use crate::markdown::BlockKind;
use crate::model::{Date, ListKind};

pub use bibtex::library;
pub use columns::{columns, names, row};
pub use programs::{countries, features, shown_sets, table};
pub use schema::schema;
pub use search::search;
pub use statistics::statistics;
pub use words::{words, words_path};

/// Programs that are no demonstration records, as GeoJSON.
pub const PROGRAMS: &str = "map/programs.geojson";
/// The same as CSV.
pub const PROGRAMS_TABLE: &str = "map/programs.csv";
/// JSON Schema of the GeoJSON.
pub const SCHEMA: &str = "map/programs.schema.json";
/// Every statistic with its source, as CSV.
pub const STATISTICS: &str = "data/statistics.csv";
/// Every publication, as BibTeX.
pub const LIBRARY: &str = "data/literature.bib";

/// Programs as GeoJSON: real ones, or the invented ones, which are never among them.
pub fn features_path(demo: bool) -> &'static str {
    if demo { "map/programs.demo.geojson" } else { PROGRAMS }
}

/// The same as CSV.
pub fn table_path(demo: bool) -> &'static str {
    if demo { "map/demo/programs.csv" } else { PROGRAMS_TABLE }
}

/// Where the files stand that the map reads.
pub fn map_folder(demo: bool) -> &'static str {
    if demo { "map/demo/" } else { "map/" }
}

/// The files a reader can take: what is in them, how many records, their last change.
pub fn downloads(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let catalog = &site.catalog;
    let file = |message: &str, path: &str, format: &str, n: usize, day: Option<Date>| {
        object([
            ("title", Value::from(of.messages.plain(message).unwrap_or_default())),
            ("url", Value::from(site.url(path))),
            ("format", Value::from(format)),
            ("count", count(of, n)),
            ("updated", day.map_or_else(Value::none, |day| date(of, day))),
        ])
    };
    let programs = catalog.programs.values().filter(|program| !program.demo);
    let awarded = programs
        .clone()
        .flat_map(|program| &program.awards)
        .map(|award| award.date.value);
    let read = catalog.statistics.values().map(|statistic| statistic.as_of.value);
    let papers = library_articles(site);
    let changed = papers
        .iter()
        .filter_map(|(article, _)| Some(article.front.updated.as_ref()?.value));
    let (count, newest) = (programs.count(), awarded.max());
    let mut files = vec![
        file("programs", PROGRAMS, "GeoJSON", count, newest),
        file("programs", PROGRAMS_TABLE, "CSV", count, newest),
    ];
    if !catalog.statistics.is_empty() {
        files.push(file(
            "statistics",
            STATISTICS,
            "CSV",
            catalog.statistics.len(),
            read.max(),
        ));
    }
    if !papers.is_empty() {
        files.push(file("publications", LIBRARY, "BibTeX", papers.len(), changed.max()));
    }
    files
}

/// Published papers of the source pack, in the order of their keys.
fn library_articles(site: &Site) -> Vec<(&crate::load::Article, &crate::load::PublicationFacts)> {
    let papers = site
        .catalog
        .articles
        .range::<str, _>((Bound::Included("literature/"), Bound::Excluded("literature0")));
    papers
        .filter_map(|(_, packs)| packs.get(site.catalog.source_pack()))
        .filter(|article| article.front.is_published(site.settings.today))
        .filter_map(|article| match &article.facts {
            Facts::Publication(facts) => Some((article.as_ref(), facts.as_ref())),
            _ => None,
        })
        .collect()
}

/// The data that a page offers, as schema.org describes them. Nothing invented is called data.
pub fn described(site: &Site, page: &Page) -> Vec<Json> {
    let View::Article(article) = &page.view else {
        return Vec::new();
    };
    let holds = |kind: BlockKind| article.body.blocks.iter().any(|block| block.kind == kind);
    let lists_programs = match &article.facts {
        Facts::Page(facts) => facts.list == Some(ListKind::Programs),
        _ => false,
    };
    let mut offered = Vec::new();
    if holds(BlockKind::Statistics) {
        offered.push((STATISTICS, "text/csv"));
    }
    let lists_papers = match &article.facts {
        Facts::Page(facts) => facts.list == Some(ListKind::Publications),
        _ => false,
    };
    if lists_papers {
        offered.push((LIBRARY, "application/x-bibtex"));
    }
    if lists_programs && site.catalog.programs.values().any(|program| !program.demo) {
        offered.push((PROGRAMS, "application/geo+json"));
        offered.push((PROGRAMS_TABLE, "text/csv"));
    }
    let dataset = |(path, format): (&str, &str)| {
        json!({
            "@type": "Dataset",
            "name": article.front.title.value,
            "description": article.front.description.value,
            "url": site.absolute(&page.route),
            "license": site.catalog.site.licence.url,
            "creator": {"@type": "Organization", "name": site.catalog.site.title, "url": site.absolute("")},
            "dateModified": article.front.updated.as_ref().map(|day| day.value.to_string()),
            "distribution": [{"@type": "DataDownload", "contentUrl": site.absolute(path), "encodingFormat": format}],
        })
    };
    offered.into_iter().map(dataset).collect()
}
