//! Charts: of which statistics, whether they can stand in one chart, and whether they have words.

use super::Scene;
use super::references::Names;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::load::{Chart, Statistic};
use crate::markdown::BlockKind;
use crate::model::{ChartKind, Spanned, Unit};

/// More figures in a row than this cannot be counted at a glance.
const MAX_ONE_IN: f64 = 20.0;

pub fn statistics(scene: &Scene) -> Vec<Diagnostic> {
    let names = Names {
        what: "statistic",
        tomb: "statistic",
        known: scene.catalog.statistics.keys().map(String::as_str).collect(),
    };
    let of_chart = |chart: &Chart| -> Vec<Diagnostic> {
        let named = chart.statistics.iter();
        named
            .filter_map(|key| names.check(scene, &chart.file, key))
            .map(|told| Diagnostic {
                entry: &codes::UNKNOWN_STATISTIC,
                ..told
            })
            .collect()
    };
    let charts = scene.catalog.charts.values();
    charts.flat_map(|chart| of_chart(chart)).collect()
}

/// The chart's statistics that are there, each with the place that names it.
fn members<'a>(scene: &Scene<'a>, chart: &'a Chart) -> Vec<(&'a Spanned<String>, &'a Statistic)> {
    let known = &scene.catalog.statistics;
    let member = |key: &'a Spanned<String>| Some((key, known.get(&key.value)?.as_ref()));
    chart.statistics.iter().filter_map(member).collect()
}

pub fn units(scene: &Scene) -> Vec<Diagnostic> {
    let charts = scene.catalog.charts.values();
    charts.flat_map(|chart| units_of(scene, chart)).collect()
}

fn units_of(scene: &Scene, chart: &Chart) -> Vec<Diagnostic> {
    let tell = |key: &Spanned<String>, message: String| {
        Diagnostic::new(&codes::CHART_UNITS, &chart.file, key.span.clone(), message)
    };
    let members = members(scene, chart);
    let Some((_, first)) = members.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, statistic) in &members {
        let (unit, value) = (statistic.unit, statistic.value.parse().unwrap_or(0.0));
        let whole_figures = unit == Unit::OneIn && (1.0..=MAX_ONE_IN).contains(&value) && value.fract() == 0.0;
        if unit != first.unit {
            let message = format!(
                "`{}` is in `{}`, the first of the chart in `{}`",
                key.value,
                unit.word(),
                first.unit.word()
            );
            found.push(tell(key, message).help("put it into a chart of its own"));
        } else if chart.kind.value == ChartKind::Share && !whole_figures && !(unit == Unit::Percent && value <= 100.0) {
            let message = format!(
                "`{}` cannot be drawn as a share: it is {} in `{}`",
                key.value,
                statistic.value,
                unit.word()
            );
            found.push(tell(key, message).help(
                "shares are per cent up to 100, or `one_in` a whole number up to 20; `kind: bars` takes any unit",
            ));
        }
    }
    found
}

pub fn years(scene: &Scene) -> Vec<Diagnostic> {
    let charts = scene.catalog.charts.values();
    let timed = charts.filter(|chart| chart.kind.value == ChartKind::Time);
    timed.flat_map(|chart| years_of(scene, chart)).collect()
}

fn years_of(scene: &Scene, chart: &Chart) -> Vec<Diagnostic> {
    let members = members(scene, chart);
    let mut found = Vec::new();
    for (at, (key, statistic)) in members.iter().enumerate() {
        let tell = |message: String| Diagnostic::new(&codes::CHART_YEARS, &chart.file, key.span.clone(), message);
        let Some(year) = statistic.year else {
            found.push(
                tell(format!("`{}` has no `year`", key.value))
                    .help(format!("add `year:` to {}, or choose `kind: bars`", statistic.file)),
            );
            continue;
        };
        if let Some((other, _)) = members[..at].iter().find(|(_, other)| other.year == Some(year)) {
            found.push(
                tell(format!("`{}` is of {year}, and so is `{}`", key.value, other.value))
                    .help("keep one number for each year")
                    .related(&chart.file, other.span.clone(), "the other of this year"),
            );
        }
    }
    if chart.statistics.len() < 2 {
        let message = "a chart of `kind: time` needs at least two statistics";
        found.push(
            Diagnostic::new(&codes::CHART_YEARS, &chart.file, chart.kind.span.clone(), message)
                .help("add a second one, or choose `kind: bars`"),
        );
    }
    found
}

/// Every chart has words in the source pack, and no pack has words for a chart that is not there.
pub fn words(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let mut found = Vec::new();
    if let Some(pack) = catalog.packs.get(source)
        && !catalog.is_tombstone(&format!("labels/{source}"))
    {
        let bare = catalog
            .charts
            .values()
            .filter(|chart| !pack.charts.contains_key(&chart.key));
        found.extend(bare.map(|chart| {
            let message = format!("the chart `{}` has no words", chart.key);
            Diagnostic::new(&codes::NO_TEXT, &chart.file, 0..0, message).help(format!(
                "add `key`, `title` and `description` below `charts:` in content/{source}/statistics.yml"
            ))
        }));
    }
    let charts = Names {
        what: "chart",
        tomb: "chart",
        known: catalog.charts.keys().map(String::as_str).collect(),
    };
    let words = catalog.packs.values().flat_map(|pack| pack.charts.values());
    let unknown = words.filter_map(|words| charts.check(scene, &words.file, &words.key));
    found.extend(unknown.map(|told| Diagnostic {
        entry: &codes::UNKNOWN_WORDS,
        ..told
    }));
    found
}

/// Blocks name charts and calculations that are there.
pub fn blocks(scene: &Scene) -> Vec<Diagnostic> {
    let charts = Names {
        what: "chart",
        tomb: "chart",
        known: scene.catalog.charts.keys().map(String::as_str).collect(),
    };
    let calculations = Names {
        what: "calculation",
        tomb: "calculation",
        known: scene.catalog.calculations.keys().map(String::as_str).collect(),
    };
    let mut found = Vec::new();
    for article in scene.articles() {
        for block in &article.body.blocks {
            let names = match block.kind {
                BlockKind::Chart => &charts,
                BlockKind::Calculation => &calculations,
                _ => continue,
            };
            let told = block
                .record
                .as_ref()
                .and_then(|key| names.check(scene, &article.body.file, key));
            found.extend(told);
        }
    }
    found
}
