//! What the drawings show, by counting their shapes.

use super::*;
use crate::diagnostics::RelPath;
use crate::languages::{Messages, PackFacts, Tongue};
use crate::model::{Date, Direction, PackStatus, Spanned, Unit};

fn pack(tag: &str) -> Pack {
    let file: RelPath = "content/en/pack.yml".into();
    let spanned = |value: &str| Spanned {
        value: value.to_owned(),
        span: 0..0,
    };
    Pack {
        facts: PackFacts {
            file,
            id: "en".into(),
            tag: spanned(tag),
            name: String::new(),
            direction: Direction::Ltr,
            status: PackStatus::Source,
            fallback: Vec::new(),
        },
        chain: Vec::new(),
        messages: Messages::default(),
        glossary: Default::default(),
        labels: Default::default(),
        charts: Default::default(),
        calculations: Default::default(),
        tongue: Tongue::new(tag),
    }
}

fn statistic(value: &str, unit: Unit, year: Option<i16>) -> Statistic {
    Statistic {
        file: "data/statistics/x.yml".into(),
        key: "x".to_owned(),
        value: value.to_owned(),
        unit,
        year,
        as_of: Spanned {
            value: Date::constant(2026, 11, 24),
            span: 0..0,
        },
        review_by: None,
        publication: None,
        source: None,
        source_span: 0..0,
        verified: true,
        countries: Vec::new(),
    }
}

fn attributes<'a>(svg: &'a str, class: &str, name: &str) -> Vec<&'a str> {
    let tags = svg.split('<').filter(|tag| tag.contains(&format!("class=\"{class}\"")));
    let start = format!(" {name}=\"");
    tags.filter_map(|tag| tag.split(start.as_str()).nth(1)?.split('"').next())
        .collect()
}

#[test]
fn years_and_values_stand_to_scale() {
    let of = pack("en");
    let statistics =
        [(250, 2016), (1000, 2024), (500, 2018)].map(|(n, year)| statistic(&n.to_string(), Unit::Count, Some(year)));
    let points: Vec<Point> = statistics.iter().map(|it| point(&of, it)).collect();
    let svg = time::draw(&of, &points, "chart-x", "Growth & <more>");
    let numbers = |name| -> Vec<f64> {
        attributes(&svg, "chart-point", name)
            .iter()
            .map(|n| n.parse().unwrap())
            .collect()
    };
    let (x, y) = (numbers("cx"), numbers("cy"));
    assert!(
        ((x[2] - x[0]) / (x[1] - x[0]) - 4.0).abs() < 0.01,
        "2016, 2018, 2024 in order and to scale: {x:?}"
    );
    let zero = 340.0 - 48.0;
    assert!(((zero - y[2]) / (zero - y[0]) - 4.0).abs() < 0.01, "from 0: {y:?}");
    assert!(
        svg.contains(">1,000</text>") && svg.contains("Growth &amp; &lt;more&gt;"),
        "{svg}"
    );
    assert!(svg.contains("direction=\"ltr\"") && svg.contains("aria-labelledby=\"chart-x-name\""));
    assert!(!svg.contains("style"));
}

#[test]
fn labels_that_would_touch_part() {
    let of = pack("en");
    let statistics = [2020, 2021, 2030].map(|year| statistic("500", Unit::Count, Some(year)));
    let points: Vec<Point> = statistics.iter().map(|it| point(&of, it)).collect();
    let svg = time::draw(&of, &points, "c", "T");
    let places = attributes(&svg, "chart-value", "y");
    assert!(places[0] == places[2] && places[0] != places[1], "{places:?}");
}

#[test]
fn shares_can_be_counted() {
    let of = pack("en");
    for (value, unit, full, empty) in [
        ("3", Unit::OneIn, 1, 2),
        ("1", Unit::OneIn, 1, 0),
        ("37.4", Unit::Percent, 37, 63),
        ("0", Unit::Percent, 0, 100),
    ] {
        let statistic = statistic(value, unit, None);
        let svg = share::draw(&point(&of, &statistic));
        let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
        assert_eq!((count("chart-full"), count("chart-empty")), (full, empty), "{value}");
    }
}

#[test]
fn bars_begin_at_nothing() {
    let of = pack("en");
    let statistics = ["50", "200", "0"].map(|value| statistic(value, Unit::Count, None));
    let points: Vec<Point> = statistics.iter().map(|it| point(&of, it)).collect();
    let widths: Vec<String> = bars::draw(&points)
        .iter()
        .map(|svg| attributes(svg, "chart-full", "width")[0].to_owned())
        .collect();
    assert_eq!(widths, ["160", "640", "0"]);
}
