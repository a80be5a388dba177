//! Standards and indicators as items.

use tera::Value;

use super::url;
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::{Facts, Kind, Kpi, Standard};
use crate::model::Spanned;
use crate::render::values::{choice, count, extended, object, text};

pub fn standard(site: &Site, pack: usize, standard: &Standard) -> Option<Value> {
    let of = &site.packs[pack].pack;
    let id = format!("framework/{}", standard.key.value);
    let article = site.article(pack, &id)?;
    let Facts::Standard { levels, .. } = &article.facts else {
        return None;
    };
    let level = |(at, words): (usize, &String)| {
        let threshold = standard.thresholds.get(at).and_then(|n| {
            of.message(
                "value_percent",
                &[("value", Argument::Text(of.tongue.number(i64::from(*n))))],
            )
        });
        object([
            ("n", Value::from(at + 1)),
            ("text", Value::from(words.as_str())),
            ("threshold", threshold.map_or_else(Value::none, Value::from)),
        ])
    };
    Some(object([
        ("key", Value::from(standard.key.value.as_str())),
        ("url", url(site, pack, &id)),
        ("number", Value::from(i64::from(standard.number))),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("measure", choice(of, "measure", standard.measure.word())),
        (
            "levels",
            Value::from(levels.iter().enumerate().map(level).collect::<Vec<_>>()),
        ),
        (
            "verified",
            object([
                ("name", Value::from(standard.verified_name)),
                ("asks", Value::from(standard.verified_asks)),
                ("levels", Value::from(standard.verified_levels)),
            ]),
        ),
        ("kpis", kpi_links(site, pack, &standard.kpis)),
    ]))
}

/// A standard as a row of the framework's overview: what it is, and how many toolkits and papers serve it.
pub fn standard_row(site: &Site, pack: usize, of: &Standard) -> Option<Value> {
    let serving = site.relations.articles_by_standard.get(&of.key.value);
    let serving = |kind: Kind| {
        let n = serving
            .into_iter()
            .flatten()
            .filter(|article| article.kind == kind)
            .count();
        count(&site.packs[pack].pack, n)
    };
    Some(extended(
        &standard(site, pack, of)?,
        [
            ("toolkits", serving(Kind::Toolkit)),
            ("publications", serving(Kind::Publication)),
        ],
    ))
}

/// The sets of bands, each with the indicators that are graded by it.
pub fn band_sets(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let Some(set) = &site.catalog.kpis else {
        return Vec::new();
    };
    let with_kpis = |band: &crate::load::Band| {
        let kpis = set.kpis.iter().filter(|kpi| kpi.bands.value == band.key.value);
        let links = numbered_links(
            site,
            pack,
            kpis.map(|kpi| (kpi.number, format!("kpis/{}", kpi.key.value))),
        );
        extended(&bands(site, of, &band.key.value), [("kpis", links)])
    };
    set.bands.iter().map(with_kpis).collect()
}

/// The indicators beside their codes in other sets.
pub fn crosswalk(site: &Site, pack: usize) -> Vec<Value> {
    let Some(set) = &site.catalog.kpis else {
        return Vec::new();
    };
    let line = |line: &crate::load::CrosswalkLine| {
        let kpi = set.kpis.iter().find(|kpi| kpi.key.value == line.kpi.value)?;
        let id = format!("kpis/{}", kpi.key.value);
        Some(object([
            ("set", Value::from(line.set.as_str())),
            ("code", Value::from(line.code.as_str())),
            ("note", text(line.note.as_ref())),
            ("number", Value::from(i64::from(kpi.number))),
            (
                "title",
                Value::from(site.article(pack, &id)?.front.title.value.as_str()),
            ),
            ("url", url(site, pack, &id)),
        ]))
    };
    set.crosswalk.iter().filter_map(line).collect()
}

/// `{url, title, number}` of indicators.
pub fn kpi_links(site: &Site, pack: usize, keys: &[Spanned<String>]) -> Value {
    let all = site.catalog.kpis.as_ref().map_or(&[][..], |set| &set.kpis);
    let numbered = all
        .iter()
        .filter(|kpi| keys.iter().any(|key| key.value == kpi.key.value))
        .map(|kpi| (kpi.number, format!("kpis/{}", kpi.key.value)));
    numbered_links(site, pack, numbered)
}

/// `{url, title, number}` of standards.
pub fn standard_links(site: &Site, pack: usize, keys: &[Spanned<String>]) -> Value {
    let all = site
        .catalog
        .framework
        .as_ref()
        .map_or(&[][..], |framework| &framework.standards);
    let numbered = all
        .iter()
        .filter(|standard| keys.iter().any(|key| key.value == standard.key.value))
        .map(|standard| (standard.number, format!("framework/{}", standard.key.value)));
    numbered_links(site, pack, numbered)
}

fn numbered_links(site: &Site, pack: usize, links: impl Iterator<Item = (u8, String)>) -> Value {
    let link = |(number, id): (u8, String)| {
        let article = site.article(pack, &id)?;
        Some(object([
            ("url", url(site, pack, &id)),
            ("title", Value::from(article.front.title.value.as_str())),
            ("number", Value::from(i64::from(number))),
        ]))
    };
    Value::from(links.filter_map(link).collect::<Vec<_>>())
}

pub fn kpi(site: &Site, pack: usize, kpi: &Kpi) -> Option<Value> {
    let of = &site.packs[pack].pack;
    let id = format!("kpis/{}", kpi.key.value);
    let article = site.article(pack, &id)?;
    let Facts::Kpi { numerator, denominator } = &article.facts else {
        return None;
    };
    let window = kpi
        .window_weeks
        .and_then(|weeks| of.message("n_weeks", &[("n", Argument::Number(i64::from(weeks)))]));
    Some(object([
        ("key", Value::from(kpi.key.value.as_str())),
        ("url", url(site, pack, &id)),
        ("number", Value::from(i64::from(kpi.number))),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("type", choice(of, "kpi_type", kpi.kind.word())),
        ("window", window.map_or_else(Value::none, Value::from)),
        ("numerator", Value::from(numerator.as_str())),
        ("denominator", Value::from(denominator.as_str())),
        ("bands", bands(site, of, &kpi.bands)),
        (
            "verified",
            object([
                ("name", Value::from(kpi.verified_name)),
                ("denominator", Value::from(kpi.verified_denominator)),
            ]),
        ),
        ("standards", standard_links(site, pack, &kpi.standards)),
    ]))
}

/// The intervals of a band in signs that hold in every language: `< 50 %`, `50–80 %`, `> 80 %`.
fn bands(site: &Site, of: &Pack, key: &str) -> Value {
    let band = site
        .catalog
        .kpis
        .iter()
        .flat_map(|set| &set.bands)
        .find(|band| band.key.value == key);
    let intervals = band.map_or(&[][..], |band| &band.intervals).iter().map(|interval| {
        let number = |value: f64| of.tongue.decimal(&value.to_string());
        let range = match (interval.lower, interval.upper) {
            (None, None) => String::new(),
            (None, Some(upper)) => format!("{} {}", if upper.inside { "≤" } else { "<" }, number(upper.value)),
            (Some(lower), None) => format!("{} {}", if lower.inside { "≥" } else { ">" }, number(lower.value)),
            (Some(lower), Some(upper)) if lower.inside && upper.inside => {
                format!("{}–{}", number(lower.value), number(upper.value))
            }
            (Some(lower), Some(upper)) => {
                let (from, to) = (
                    if lower.inside { "≥" } else { ">" },
                    if upper.inside { "≤" } else { "<" },
                );
                format!("{from} {}, {to} {}", number(lower.value), number(upper.value))
            }
        };
        let text = of
            .message("value_percent", &[("value", Argument::Text(range))])
            .unwrap_or_default();
        object([
            ("grade", choice(of, "band", interval.grade.word())),
            ("text", Value::from(text)),
        ])
    });
    object([
        ("key", Value::from(key)),
        ("intervals", Value::from(intervals.collect::<Vec<_>>())),
    ])
}
