//! Items of lists as templates see them, and their order.

mod framework;
mod programs;
mod publications;
mod records;

use tera::Value;

use super::values::{choice, date, object};
use crate::link::{Faceted, List, Listed, Site};
use crate::load::{Article, Facts, PageFacts, ToolkitFacts};
use crate::model::PartnerKind;

pub use framework::{band_sets, crosswalk, kpi, kpi_links, standard, standard_links, standard_row};
pub use programs::{countries_with_programs, country, country_links, level_counts, program};
pub use publications::{citation_label, doi_url, publication};
pub use records::{mentorship, partner, statistic, statistic_text, statistics, terms, topic, topics};

/// The order of a list's entries, as its kind and the pack's language have it. Not in parallel: another page of the
/// same list could be picked up while this one waits for its parts, and would wait for itself.
pub fn order(site: &Site, list: &List) -> Vec<usize> {
    let mut entries: Vec<(SortKey, usize)> = list
        .entries
        .iter()
        .map(|entry| sort_key(site, list, entry))
        .zip(0..)
        .collect();
    entries.sort_unstable();
    entries.into_iter().map(|(_, at)| at).collect()
}

/// Made once per entry: a long list compares each of its names a dozen times.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey<'a> {
    /// The order that was given, or how many years ago.
    order: i64,
    group: Vec<u8>,
    name: Vec<u8>,
    /// What tells names apart that the language sorts alike.
    text: &'a str,
    id: &'a str,
}

fn sort_key<'a>(site: &'a Site, list: &List, entry: &'a Listed) -> SortKey<'a> {
    let tongue = &site.packs[list.pack].pack.tongue;
    match entry {
        Listed::Program(program) => {
            let text = program.name_latin.as_ref().unwrap_or(&program.name.value);
            SortKey {
                order: 0,
                group: tongue.sort_key(&tongue.country(&program.country)),
                name: tongue.sort_key(text),
                text,
                id: &program.id,
            }
        }
        Listed::Article(article) => {
            let order = match source_facts(site, article) {
                Some(Facts::Publication(facts)) if list.kind == "publications" => {
                    -facts.issued.as_ref().map_or(0, |issued| i64::from(issued.year))
                }
                _ if list.kind == "publications" => 0,
                Some(Facts::Page(facts)) => i64::from(facts.order.unwrap_or(u32::MAX)),
                Some(Facts::Toolkit(facts)) => i64::from(facts.order.unwrap_or(u32::MAX)),
                _ => i64::from(u32::MAX),
            };
            let text = &article.front.title.value;
            SortKey {
                order,
                group: Vec::new(),
                name: tongue.sort_key(text),
                text,
                id: &article.id,
            }
        }
    }
}

/// The facts of an article, which live in its source.
pub fn source_facts<'a>(site: &'a Site, article: &'a Article) -> Option<&'a Facts> {
    site.catalog
        .source(&article.id)
        .map(|source| &source.facts)
        .or(Some(&article.facts))
}

/// An entry as templates see it.
pub fn listed(site: &Site, pack: usize, entry: &Listed) -> Value {
    match entry {
        Listed::Program(program) => self::program(site, pack, program),
        Listed::Article(article) => self::article(site, pack, article),
    }
}

/// An article as an item of its kind.
pub fn article(site: &Site, pack: usize, article: &Article) -> Value {
    match source_facts(site, article) {
        Some(Facts::Toolkit(facts)) => toolkit(site, pack, article, facts),
        Some(Facts::Publication(facts)) => publication(site, pack, article, facts),
        _ => object([
            ("url", url(site, pack, &article.id)),
            ("title", Value::from(article.front.title.value.as_str())),
            ("description", Value::from(article.front.description.value.as_str())),
            (
                "updated",
                article
                    .front
                    .updated
                    .as_ref()
                    .map_or_else(Value::none, |day| date(&site.packs[pack].pack, day.value)),
            ),
        ]),
    }
}

/// The first record of each kind, for examples of how the theme shows them.
pub fn sample(site: &Site, pack: usize) -> Value {
    let catalog = &site.catalog;
    let first = |folder: &str| {
        let mut ids = catalog
            .articles
            .keys()
            .filter(|id| id.starts_with(folder) && !id.ends_with("/index"));
        ids.find_map(|id| site.article(pack, id))
            .map_or_else(Value::none, |article| self::article(site, pack, article))
    };
    let programs = site.relations.programs_by_country.values().flatten();
    let standards = catalog.framework.iter().flat_map(|it| &it.standards);
    let kpis = catalog.kpis.iter().flat_map(|it| &it.kpis);
    let societies = catalog.partners.values().filter(|it| it.kind == PartnerKind::Society);
    let or_none = |value: Option<Value>| value.unwrap_or_else(Value::none);
    object([
        ("toolkit", first("toolkits/")),
        ("publication", first("literature/")),
        ("program", or_none(programs.map(|it| program(site, pack, it)).next())),
        (
            "standard",
            or_none(standards.filter_map(|it| standard_row(site, pack, it)).next()),
        ),
        ("kpi", or_none(kpis.filter_map(|it| kpi(site, pack, it)).next())),
        ("partner", or_none(societies.map(|it| partner(site, pack, it)).next())),
        (
            "mentorship",
            or_none(catalog.mentorship.values().map(|it| mentorship(site, pack, it)).next()),
        ),
        (
            "statistic",
            or_none(catalog.statistics.values().map(|it| statistic(site, pack, it)).next()),
        ),
    ])
}

pub fn url(site: &Site, pack: usize, id: &str) -> Value {
    site.route(pack, id)
        .map_or_else(Value::none, |route| Value::from(site.url(route)))
}

/// What an item can be chosen by: facet → its values, parted by spaces.
pub fn facets<F: Faceted>(of: &F) -> Value {
    let mut map = tera::Map::new();
    for facet in F::FACETS {
        map.insert(facet.word().into(), Value::from(of.values(*facet).join(" ")));
    }
    Value::from(map)
}

pub fn toolkit(site: &Site, pack: usize, article: &Article, facts: &ToolkitFacts) -> Value {
    let of = &site.packs[pack].pack;
    object([
        ("url", url(site, pack, &article.id)),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("kind", choice(of, "toolkit_kind", facts.kind.word())),
        (
            "audiences",
            Value::from(
                facts
                    .audiences
                    .iter()
                    .map(|audience| choice(of, "audience", audience.word()))
                    .collect::<Vec<_>>(),
            ),
        ),
        ("topics", topics(site, pack, &facts.topics)),
        ("facets", facets(facts)),
        (
            "updated",
            article
                .front
                .updated
                .as_ref()
                .map_or_else(Value::none, |day| date(of, day.value)),
        ),
    ])
}

/// What a page that is no list of its own needs of a page's facts.
pub fn page_facts(facts: Option<&Facts>) -> PageFacts {
    match facts {
        Some(Facts::Page(facts)) => facts.clone(),
        _ => PageFacts::default(),
    }
}
