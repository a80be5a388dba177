//! Charts, drawn by hand when the site is built.
//!
//! In: statistics that go together (the checks saw to it). Out: the values that `blocks/chart.html` needs; drawings are
//! SVG with classes only, for the policy allows no style attributes, and always run from left to right. Never: show a
//! value by shape or colour alone: each is printed, and all stand in a table.

mod bars;
mod share;
mod time;

use tera::Value;

use super::items;
use super::values::object;
use crate::languages::Pack;
use crate::link::Site;
use crate::load::{Chart, Statistic};
use crate::model::ChartKind;

/// A statistic as a chart shows it.
struct Point<'a> {
    statistic: &'a Statistic,
    /// The number, for drawing.
    number: f64,
    /// The number with its unit, in the language's writing.
    text: String,
    label: &'a str,
}

/// The values of `chart`, whose parts have ids that begin with `id`.
pub fn chart(site: &Site, pack: usize, chart: &Chart, id: &str) -> Value {
    let of = &site.packs[pack].pack;
    let words = of.charts.get(&chart.key);
    let title = words.map_or(chart.key.as_str(), |words| &words.title);
    let known = chart
        .statistics
        .iter()
        .filter_map(|key| site.catalog.statistics.get(&key.value));
    let points: Vec<Point> = known.map(|statistic| point(of, statistic)).collect();
    let (html, drawings) = match chart.kind.value {
        ChartKind::Time => (time::draw(of, &points, id, title), Vec::new()),
        ChartKind::Bars => (String::new(), bars::draw(&points)),
        ChartKind::Share => (String::new(), points.iter().map(share::draw).collect()),
    };
    let row = |(point, html): (&Point, String)| {
        object([
            ("label", Value::from(point.label)),
            ("value", Value::from(point.text.as_str())),
            ("html", Value::safe_string(&html)),
        ])
    };
    let line = |point: &Point| {
        let item = items::statistic(site, pack, point.statistic);
        super::values::extended(&item, [("text", Value::from(point.text.as_str()))])
    };
    object([
        ("id", Value::from(id)),
        ("kind", Value::from(chart.kind.word())),
        ("title", Value::from(title)),
        ("description", Value::from(words.map_or("", |words| &words.description))),
        ("html", Value::safe_string(&html)),
        (
            "rows",
            Value::from(points.iter().zip(drawings).map(row).collect::<Vec<_>>()),
        ),
        ("lines", Value::from(points.iter().map(line).collect::<Vec<_>>())),
        (
            "has_years",
            Value::from(points.iter().any(|point| point.statistic.year.is_some())),
        ),
        ("sources", Value::from(sources(site, pack, &points))),
    ])
}

fn point<'a>(of: &'a Pack, statistic: &'a Statistic) -> Point<'a> {
    let words = of.labels.get(&statistic.key);
    Point {
        statistic,
        number: statistic.value.parse().unwrap_or(0.0),
        text: items::statistic_text(of, statistic),
        label: words.map_or(statistic.key.as_str(), |words| {
            words.short.as_ref().unwrap_or(&words.label)
        }),
    }
}

/// Where the values were read: those of one place, day and standing together.
fn sources(site: &Site, pack: usize, points: &[Point]) -> Vec<Value> {
    let mut told: Vec<(Value, Vec<&str>)> = Vec::new();
    for point in points {
        let item = items::statistic(site, pack, point.statistic);
        let alike = |other: &Value| {
            let same = |path: &str| other.get_from_path(path) == item.get_from_path(path);
            ["source.title", "source.url", "as_of.iso", "verified", "stale"]
                .iter()
                .all(|path| same(path))
        };
        match told.iter_mut().find(|(other, _)| alike(other)) {
            Some((_, labels)) => labels.push(point.label),
            None => told.push((item, vec![point.label])),
        }
    }
    let source = |(item, labels): (Value, Vec<&str>)| super::values::extended(&item, [("labels", Value::from(labels))]);
    told.into_iter().map(source).collect()
}

#[cfg(test)]
mod tests;
