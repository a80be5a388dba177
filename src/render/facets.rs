//! Narrowing lists: the form beside a list, and the pages of single values.

use std::collections::BTreeMap;

use tera::Value;

use super::values::{count, object};
use super::{PageView, Renderer, items, records};
use crate::languages::{Argument, Pack};
use crate::link::{FacetValue, Faceted, FacetedList, Listed, Page, Site, View, country_id};
use crate::markdown::BlockKind;
use crate::model::{Domain, Facet, Grade, Level, ListKind, ProgramState};

/// The page of one value of a facet.
pub fn view(renderer: &Renderer, page: &Page, of: &FacetValue) -> PageView {
    let site = renderer.site;
    let pack = site.pack(page);
    let list = site.facets.of(of.kind);
    let words = list.and_then(|list| (list.words)(of.facet));
    let label = value_label(site, page.pack, words, of.facet, &of.value);
    let message = match of.facet {
        Facet::Kind => "facet_title_kind",
        Facet::Audience => "facet_title_audience",
        Facet::Country => "facet_title_country",
        Facet::Language => "facet_title_language",
        Facet::Standard => "facet_title_standard",
        Facet::Level => "facet_title_level",
        Facet::State => "facet_title_state",
        _ => "facet_title_kpi",
    };
    let title = pack
        .message(message, &[("value", Argument::Text(label.clone()))])
        .unwrap_or_else(|| label.clone());
    let about = match of.kind {
        ListKind::Programs => "facet_description_programs",
        _ => "facet_description",
    };
    let description = pack
        .message(about, &[("title", Argument::Text(title.clone()))])
        .unwrap_or_default();
    let whole = items::url(site, page.pack, &of.page);
    // Nothing can be narrowed on a page that does not hold the whole list.
    let narrows = list.is_some_and(FacetedList::stands_together);
    let chosen = whole
        .as_str()
        .filter(|_| narrows)
        .map(|url| format!("{url}?{}={}", of.facet.word(), of.value));
    let mut view = records::bare("facet.html", "facet", title, description);
    view.special.push((
        "facet",
        object([
            ("key", Value::from(of.facet.word())),
            ("label", Value::from(pack.label("facet", of.facet.word()))),
            ("value", Value::from(label)),
            ("list_url", whole),
            ("filter_url", chosen.map_or_else(Value::none, Value::from)),
        ]),
    ));
    view
}

/// The facets of the list on a page. Of toolkits only where all of them stand on that page: what is not there cannot be
/// filtered. Programs that do not stand there are on the map.
pub fn of_list(site: &Site, page: &Page) -> Value {
    let mut lists = site.facets.lists.iter();
    match lists.find(|list| holds(list, page)) {
        Some(list) if list.stands_together() || list.kind == ListKind::Programs => values(site, page.pack, list),
        _ => Value::none(),
    }
}

/// The facets of all programs.
pub fn of_programs(site: &Site, pack: usize) -> Value {
    let list = site.facets.of(ListKind::Programs);
    list.map_or_else(Value::none, |list| values(site, pack, list))
}

fn holds(list: &FacetedList, page: &Page) -> bool {
    list.page == page.id && matches!(page.view, View::Article(_))
}

fn values(site: &Site, pack: usize, list: &FacetedList) -> Value {
    let facets = list.facets.iter().filter_map(|facet| {
        let counted = |entries: &Vec<Listed>| {
            let examples = entries.iter().filter(|entry| entry.is_example()).count();
            Counted {
                real: entries.len() - examples,
                examples,
            }
        };
        let of_values = list.entries.get(facet)?.iter();
        let counts = of_values.map(|(value, entries)| (value.clone(), counted(entries)));
        let url = |value: &str| match *facet {
            facet if list.paged.contains(&facet) => items::url(site, pack, &list.id(facet, value)),
            Facet::Country => items::url(site, pack, &country_id(value)),
            _ => Value::none(),
        };
        facet_value(site, pack, (list.words)(*facet), *facet, counts.collect(), url)
    });
    Value::from(facets.collect::<Vec<_>>())
}

/// How many records have a value. Examples are counted only as examples.
#[derive(Default)]
struct Counted {
    real: usize,
    examples: usize,
}

/// The facets of records that stand together on a page, none of whose values has a page.
pub fn of_records<'r, F: Faceted + 'r>(site: &Site, pack: usize, records: impl Iterator<Item = &'r F>) -> Value {
    let mut counts: BTreeMap<Facet, BTreeMap<String, Counted>> = BTreeMap::new();
    for record in records {
        for facet in F::FACETS {
            for value in record.values(*facet) {
                counts.entry(*facet).or_default().entry(value).or_default().real += 1;
            }
        }
    }
    let facets = F::FACETS.iter().filter_map(|facet| {
        let counts = counts.remove(facet)?;
        facet_value(site, pack, F::words(*facet), *facet, counts, |_| Value::none())
    });
    Value::from(facets.collect::<Vec<_>>())
}

/// A facet with its options: those that have an order of their own in it, other values by name. None without values.
fn facet_value(
    site: &Site,
    pack: usize,
    words: Option<&'static str>,
    facet: Facet,
    counts: BTreeMap<String, Counted>,
    url: impl Fn(&str) -> Value,
) -> Option<Value> {
    if counts.is_empty() {
        return None;
    }
    let of = &site.packs[pack].pack;
    let mut options: Vec<_> = counts
        .into_iter()
        .map(|(value, n)| {
            let label = value_label(site, pack, words, facet, &value);
            let key = (place(site, facet, &value), of.tongue.sort_key(&label), value);
            (key, label, n)
        })
        .collect();
    options.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    let options = options.into_iter().map(|((.., value), label, n)| {
        object([
            ("url", url(&value)),
            ("value", Value::from(value)),
            ("label", Value::from(label)),
            ("count", count(of, n.real)),
            ("examples", count(of, n.examples)),
        ])
    });
    Some(object([
        ("key", Value::from(facet.word())),
        ("label", Value::from(of.label("facet", facet.word()))),
        ("options", Value::from(options.collect::<Vec<_>>())),
    ]))
}

/// Where a value stands among those of its facet: standards and KPIs by their numbers, levels, states and grades as they are
/// always listed, the latest year first. Other values have no place.
fn place(site: &Site, facet: Facet, value: &str) -> Option<i64> {
    let word = value.replace('-', "_");
    let among = |words: &[&str], word: &str| words.iter().position(|it| *it == word).map(|at| at as i64);
    match facet {
        Facet::Standard | Facet::Kpi => number(site, facet, value).map(i64::from),
        Facet::Level => among(Level::WORDS, &word),
        // Offers of mentorship have states too, which are other words.
        Facet::State => among(ProgramState::WORDS, &word),
        Facet::Grade => {
            let (domain, grade) = word.rsplit_once('_')?;
            Some(among(Domain::WORDS, domain)? * 10 + among(Grade::WORDS, grade)?)
        }
        Facet::Year => value.parse().ok().map(|year: i64| -year),
        _ => None,
    }
}

/// The number of a standard or KPI; nothing else has one.
fn number(site: &Site, facet: Facet, value: &str) -> Option<u8> {
    let catalog = &site.catalog;
    match facet {
        Facet::Standard => {
            let mut all = catalog.framework.iter().flat_map(|it| &it.standards);
            all.find(|it| it.key.value == value).map(|it| it.number)
        }
        Facet::Kpi => {
            let mut all = catalog.kpis.iter().flat_map(|it| &it.kpis);
            all.find(|it| it.key.value == value).map(|it| it.number)
        }
        _ => None,
    }
}

/// “Hip fractures: Gold”, of `hip-gold`.
fn grade_label(of: &Pack, value: &str) -> Option<String> {
    let (domain, grade) = value.rsplit_once('-')?;
    let label = |list: &str, word: &str| Argument::Text(of.label(list, &word.replace('-', "_")));
    of.message(
        "grade_in_domain",
        &[("domain", label("domain", domain)), ("grade", label("grade", grade))],
    )
}

fn value_label(site: &Site, pack: usize, words: Option<&'static str>, facet: Facet, value: &str) -> String {
    let of = &site.packs[pack].pack;
    let titled = |folder: &str| {
        let title = site
            .article(pack, &format!("{folder}/{value}"))
            .map_or(value, |article| &article.front.title.value);
        match number(site, facet, value) {
            Some(number) => format!("{} {title}", of.tongue.number(i64::from(number))),
            None => title.to_owned(),
        }
    };
    match (facet, words) {
        (_, Some(list)) => of.label(list, &value.replace('-', "_")),
        (Facet::Country, _) => of.tongue.country(&value.to_uppercase()),
        (Facet::Language, _) => of.tongue.language(value),
        (Facet::Standard, _) => titled("framework"),
        (Facet::Kpi, _) => titled("kpis"),
        (Facet::Grade, _) => grade_label(of, value).unwrap_or_else(|| value.to_owned()),
        _ => value.to_owned(),
    }
}

/// The rules that narrow lists, for pages that hold a list which can be narrowed.
pub fn style_sheet(site: &Site, page: &Page) -> Value {
    let narrows = match &page.view {
        View::Article(article) => {
            let blocks = article.body.blocks.iter();
            let mut kinds = blocks.map(|block| block.kind);
            let mut lists = site.facets.lists.iter();
            lists.any(|list| holds(list, page) && list.stands_together())
                || kinds.any(|kind| matches!(kind, BlockKind::Partners | BlockKind::Mentorship))
        }
        _ => false,
    };
    let rules = site.facets.rules.as_ref().filter(|_| narrows);
    rules.map_or_else(Value::none, |rules| Value::from(site.url(&rules.path)))
}
