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
pub use words::{programs_url, words, words_path};

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

/// The files a reader can take: what is in them, how many records, their last change; and those of single countries.
pub fn downloads(site: &Site, pack: usize) -> Value {
    object([
        ("files", Value::from(files(site, pack))),
        ("countries", Value::from(of_countries(site, pack))),
    ])
}

fn files(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let catalog = &site.catalog;
    // The page that describes the files, where it has a section about this one.
    let described = |section: &str| match site.route(pack, "open-data") {
        Some(route) => Value::from(format!("{}#{section}", site.url(route))),
        None => Value::none(),
    };
    let file = |message: &str, path: &str, format: &str, n: Option<usize>, day: Option<Date>, about: Value| {
        object([
            ("title", Value::from(of.messages.plain(message).unwrap_or_default())),
            ("url", Value::from(site.url(path))),
            ("format", Value::from(format)),
            ("count", n.map_or_else(Value::none, |n| count(of, n))),
            ("updated", day.map_or_else(Value::none, |day| date(of, day))),
            ("about", about),
        ])
    };
    let programs = catalog.programs.values().filter(|program| !program.demo);
    let awarded = programs
        .clone()
        .flat_map(|program| &program.awards)
        .map(|award| award.date.value);
    let (n, newest) = (Some(programs.count()), awarded.max());
    let none = Value::none;
    let mut files = vec![
        file("programs", PROGRAMS, "GeoJSON", n, newest, none()),
        file("programs", PROGRAMS_TABLE, "CSV", n, newest, none()),
        file("programs_schema", SCHEMA, "JSON Schema", None, None, none()),
        file(
            "programs_of_map",
            "map/columns.json",
            "JSON",
            n,
            newest,
            described("map"),
        ),
    ];
    let read = catalog.statistics.values().map(|statistic| statistic.as_of.value);
    if let Some(day) = read.max() {
        let n = Some(catalog.statistics.len());
        files.push(file("statistics", STATISTICS, "CSV", n, Some(day), none()));
    }
    let papers = library_articles(site);
    if !papers.is_empty() {
        let days = papers.iter().filter_map(|(article, _)| article.front.updated.as_ref());
        let changed = days.map(|day| day.value).max();
        files.push(file(
            "publications",
            LIBRARY,
            "BibTeX",
            Some(papers.len()),
            changed,
            none(),
        ));
    }
    files
}

/// GeoJSON and CSV of each country that has real programs, by name.
fn of_countries(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let mut named: Vec<(Vec<u8>, String, String)> = countries(site, false)
        .into_iter()
        .map(|code| (of.tongue.country(&code.to_uppercase()), code))
        .map(|(name, code)| (of.tongue.sort_key(&name), name, code))
        .collect();
    named.sort();
    let country = |(_, name, code): (Vec<u8>, String, String)| {
        object([
            ("name", Value::from(name)),
            ("count", count(of, programs::of_country(site, &code, false).len())),
            (
                "geojson",
                Value::from(site.url(&format!("map/countries/{code}.geojson"))),
            ),
            ("csv", Value::from(site.url(&format!("map/countries/{code}.csv")))),
        ])
    };
    named.into_iter().map(country).collect()
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
