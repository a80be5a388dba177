//! Narrowing lists: the form beside a list, and the pages of single values.

use std::collections::BTreeMap;

use tera::Value;

use super::values::{count, object};
use super::{PageView, Renderer, items, records};
use crate::languages::Argument;
use crate::link::{FacetValue, Faceted, Page, Site, View};
use crate::markdown::BlockKind;
use crate::model::{Facet, ListKind};

/// The page of one value of a facet.
pub fn view(renderer: &Renderer, page: &Page, of: &FacetValue) -> PageView {
    let site = renderer.site;
    let pack = site.pack(page);
    let words = site.facets.of(of.kind).and_then(|list| (list.words)(of.facet));
    let label = value_label(site, page.pack, words, of.facet, &of.value);
    let message = match of.facet {
        Facet::Kind => "facet_title_kind",
        Facet::Audience => "facet_title_audience",
        Facet::Country => "facet_title_country",
        Facet::Language => "facet_title_language",
        Facet::Standard => "facet_title_standard",
        _ => "facet_title_kpi",
    };
    let title = pack
        .message(message, &[("value", Argument::Text(label.clone()))])
        .unwrap_or_else(|| label.clone());
    let description = pack
        .message("facet_description", &[("title", Argument::Text(title.clone()))])
        .unwrap_or_default();
    let whole = items::url(site, page.pack, &of.page);
    let chosen = whole
        .as_str()
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

/// The facets of the list on a page, where all of it stands on that page: what is not there cannot be filtered.
pub fn of_list(site: &Site, page: &Page, pages: usize) -> Value {
    let list = site.facets.of(ListKind::Toolkits);
    let Some(list) = list.filter(|list| pages == 1 && list.page == page.id && matches!(page.view, View::Article(_)))
    else {
        return Value::none();
    };
    let facets = list.facets.iter().filter_map(|facet| {
        let values = list.articles.get(facet)?.iter();
        let counts = values
            .map(|(value, articles)| (value.clone(), articles.len()))
            .collect();
        let url = |value: &str| items::url(site, page.pack, &list.id(*facet, value));
        facet_value(site, page.pack, (list.words)(*facet), *facet, counts, url)
    });
    Value::from(facets.collect::<Vec<_>>())
}

/// The facets of records that stand together on a page, none of whose values has a page.
pub fn of_records<'r, F: Faceted + 'r>(site: &Site, pack: usize, records: impl Iterator<Item = &'r F>) -> Value {
    let mut counts: BTreeMap<Facet, BTreeMap<String, usize>> = BTreeMap::new();
    for record in records {
        for facet in F::FACETS {
            for value in record.values(*facet) {
                *counts.entry(*facet).or_default().entry(value).or_default() += 1;
            }
        }
    }
    let facets = F::FACETS.iter().filter_map(|facet| {
        let counts = counts.remove(facet)?;
        facet_value(site, pack, F::words(*facet), *facet, counts, |_| Value::none())
    });
    Value::from(facets.collect::<Vec<_>>())
}

/// A facet with its options: standards and KPIs in their own order, other values by name. None without values.
fn facet_value(
    site: &Site,
    pack: usize,
    words: Option<&'static str>,
    facet: Facet,
    counts: BTreeMap<String, usize>,
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
            (
                (number(site, facet, &value), of.tongue.sort_key(&label)),
                value,
                label,
                n,
            )
        })
        .collect();
    options.sort();
    let options = options.into_iter().map(|(_, value, label, n)| {
        object([
            ("url", url(&value)),
            ("value", Value::from(value)),
            ("label", Value::from(label)),
            ("count", count(of, n)),
        ])
    });
    Some(object([
        ("key", Value::from(facet.word())),
        ("label", Value::from(of.label("facet", facet.word()))),
        ("options", Value::from(options.collect::<Vec<_>>())),
    ]))
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
        _ => value.to_owned(),
    }
}

/// The rules that narrow lists, for pages that hold a list which can be narrowed.
pub fn style_sheet(site: &Site, page: &Page) -> Value {
    let narrows = match &page.view {
        View::Article(article) => {
            let blocks = article.body.blocks.iter();
            let mut kinds = blocks.map(|block| block.kind);
            site.facets
                .of(ListKind::Toolkits)
                .is_some_and(|list| list.page == page.id)
                || kinds.any(|kind| matches!(kind, BlockKind::Partners | BlockKind::Mentorship))
        }
        _ => false,
    };
    let rules = site.facets.rules.as_ref().filter(|_| narrows);
    rules.map_or_else(Value::none, |rules| Value::from(site.url(&rules.path)))
}
