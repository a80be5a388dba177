//! Programs for the map: one array a property, row by row. A program has the same row in all files of one build.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::programs::{chosen, of_country};
use crate::link::Site;
use crate::load::{Place, Program};
use crate::model::{Domain, Grade, Level, ProgramKind, ProgramState};

/// Version of the files of columns and of names.
const VERSION: u32 = 2;

/// What the map needs of every program before anybody looks closer.
pub fn columns(site: &Site, demo: bool) -> Vec<u8> {
    columns_of(&rows(chosen(site, demo).collect())).to_string().into_bytes()
}

/// Names and towns of one country, in the order of its rows.
pub fn names(site: &Site, country: &str, demo: bool) -> Vec<u8> {
    names_of(&rows(of_country(site, country, demo)))
        .to_string()
        .into_bytes()
}

/// The row of a program in `columns.json`, behind a `d` in that of the demonstration records; none without a point.
pub fn row(site: &Site, program: &Program) -> Option<String> {
    let all = || {
        let numbered = |demo| rows(chosen(site, demo).collect()).into_iter().enumerate();
        let both = numbered(false).chain(numbered(true));
        both.map(|(row, program)| (program.id.clone(), row)).collect()
    };
    let row = site.relations.map_rows.get_or_init(all).get(&program.id)?;
    Some(format!("{}{row}", if program.demo { "d" } else { "" }))
}

/// Programs in the order of their rows: by country, and in it along a curve that fills the plane (Hilbert 1891), so that
/// neighbours in the file are neighbours on the map and their differences small.
pub fn rows(mut programs: Vec<&Program>) -> Vec<&Program> {
    programs.sort_by_cached_key(|program| {
        let along = program.sites.first().map_or(0, along_curve);
        (program.country.value.clone(), along, program.id.clone())
    });
    programs
}

/// How far along the curve a place lies.
fn along_curve(place: &Place) -> u64 {
    /// 2^22 steps of 1e-4 degrees hold all longitudes.
    const ORDER: u32 = 22;
    let positive = |degrees: f64, least: f64| steps(degrees - least).clamp(0, (1 << ORDER) - 1) as u64;
    let (mut x, mut y) = (
        positive(place.longitude.value, -180.0),
        positive(place.latitude.value, -90.0),
    );
    let mut along = 0;
    for level in (0..ORDER).rev() {
        let side = 1 << level;
        let (right, upper) = (x & side != 0, y & side != 0);
        along = 4 * along
            + match (right, upper) {
                (false, false) => 0,
                (false, true) => 1,
                (true, true) => 2,
                (true, false) => 3,
            };
        (x, y) = (x & (side - 1), y & (side - 1));
        // The lower quarters hold the curve turned.
        if !upper {
            if right {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

/// Coordinates are of the first site, in steps of 1e-4 degrees (11 m), each as its difference from the row before; further
/// sites stand in `extra` as `[row, latitude, longitude]`, not as differences. `starts` are the first rows of the countries.
pub fn columns_of(rows: &[&Program]) -> Json {
    let (mut countries, mut starts): (Vec<&str>, Vec<usize>) = Default::default();
    for (row, program) in rows.iter().enumerate() {
        if countries.last() != Some(&program.country.value.as_str()) {
            countries.push(&program.country.value);
            starts.push(row);
        }
    }
    let spoken: Vec<String> = rows.iter().map(|program| program.languages.join(" ")).collect();
    let tongues: Vec<&String> = spoken.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let first = |pick: fn(&Place) -> f64| {
        let sites = rows.iter().map(|program| program.sites.first());
        deltas(sites.map(|site| site.map_or(0, |site| steps(pick(site)))))
    };
    let extra: Vec<Json> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, program)| program.sites.iter().skip(1).map(move |site| (row, site)))
        .map(|(row, site)| json!([row, steps(site.latitude.value), steps(site.longitude.value)]))
        .collect();
    let column = |value: &dyn Fn(&Program) -> usize| rows.iter().map(|program| value(program)).collect::<Vec<_>>();
    json!({
        "version": VERSION,
        "n": rows.len(),
        "places": rows.iter().map(|program| program.sites.len()).sum::<usize>(),
        "countries": countries,
        "starts": starts,
        "lat": first(|site| site.latitude.value),
        "lon": first(|site| site.longitude.value),
        "extra": extra,
        "level": column(&|program| program.award().map_or(0, |award| rank(award.level))),
        "states": ProgramState::WORDS,
        "state": column(&|program| place(ProgramState::ALL, &program.state.value)),
        "kinds": ProgramKind::WORDS,
        "kind": column(&|program| place(ProgramKind::ALL, &program.kind)),
        "domains": Domain::WORDS,
        "grades": column(&grades),
        "languages": tongues,
        "language": spoken.iter().map(|text| tongues.binary_search(&text).unwrap_or(0)).collect::<Vec<_>>(),
        "year": column(&|program| program.award().map_or(0, |award| award.date.year() as usize)),
    })
}

/// Differences between neighbours.
fn deltas(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let difference = |before: &mut i64, value: i64| {
        let difference = value - *before;
        *before = value;
        Some(difference)
    };
    values.scan(0, difference).collect()
}

fn steps(degrees: f64) -> i64 {
    (degrees * 1e4).round() as i64
}

fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

/// 0 is no level, 1 bronze, 2 silver, 3 gold.
fn rank(level: Level) -> usize {
    match level {
        Level::Bronze => 1,
        Level::Silver => 2,
        Level::Gold => 3,
    }
}

/// Five digits to the base 5, the first domain lowest: 0 unknown, 1 bronze, 2 silver, 3 gold, 4 black.
fn grades(program: &Program) -> usize {
    let digit = |domain| match program.grades.get(domain) {
        None => 0,
        Some(Grade::Bronze) => 1,
        Some(Grade::Silver) => 2,
        Some(Grade::Gold) => 3,
        Some(Grade::Black) => 4,
    };
    Domain::ALL
        .iter()
        .rev()
        .fold(0, |packed, domain| packed * 5 + digit(domain))
}

pub fn names_of(rows: &[&Program]) -> Json {
    let mut names = Map::from_iter([("version".to_owned(), VERSION.into())]);
    let mut put = |key: &str, value: fn(&Program) -> Option<&str>| {
        let values: Vec<Option<&str>> = rows.iter().map(|program| value(program)).collect();
        if values.iter().any(Option::is_some) {
            names.insert(key.to_owned(), values.into());
        }
    };
    put("id", |program| program.id.rsplit('/').next());
    put("name", |program| Some(&program.name.value));
    put("lang", |program| Some(&program.name_lang));
    put("latin", |program| program.name_latin.as_deref());
    put("local", |program| {
        program.name_local.as_ref().map(|(text, _)| text.as_str())
    });
    put("local_lang", |program| {
        program.name_local.as_ref().map(|(_, lang)| lang.as_str())
    });
    put("city", |program| program.sites.first().map(|site| site.city.as_str()));
    names.into()
}

#[cfg(test)]
mod tests {
    use super::super::tests::program;
    use super::*;

    #[test]
    fn columns_hold_every_row_once() {
        let programs = [
            program(
                "programs/fj/a",
                &[("sites", "|Suva|-18.14|178.44|city;|Nadi|-17.8|177.4161|exact")],
            ),
            program(
                "programs/fj/b",
                &[
                    ("sites", "|Suva|-18.14|178.44|city"),
                    ("hip", "gold"),
                    ("organisational", "black"),
                    ("languages", "en fj"),
                ],
            ),
            program(
                "programs/fr/a",
                &[
                    ("state", "awarded"),
                    ("awards", "silver|2024-05-01|2022|https://example.org/a"),
                    ("kind", "network"),
                ],
            ),
        ];
        let rows = rows(programs.iter().rev().map(AsRef::as_ref).collect());
        let columns = columns_of(&rows);
        assert_eq!((&columns["n"], &columns["places"]), (&json!(3), &json!(4)));
        assert_eq!(columns["countries"], json!(["FJ", "FR"]));
        assert_eq!(columns["starts"], json!([0, 2]));
        assert_eq!(columns["lat"], json!([-181_400, 0, 196_400]));
        assert_eq!(columns["extra"], json!([[0, -178_000, 1_774_161]]));
        assert_eq!(columns["level"], json!([0, 0, 2]));
        assert_eq!(columns["year"], json!([0, 0, 2024]));
        assert_eq!(columns["grades"], json!([0, 3 + 4 * 625, 0]));
        assert_eq!(columns["languages"], json!(["", "en fj"]));
        assert_eq!(columns["language"], json!([0, 1, 0]));
        assert_eq!(columns["kind"], json!([0, 0, 2]));
    }

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_map() {
        let at = |x: i64, y: i64| {
            let site = format!("|Town|{}|{}|exact", y as f64 / 1e4 - 90.0, x as f64 / 1e4 - 180.0);
            let program = program("programs/fj/a", &[("sites", &site)]);
            along_curve(&program.sites[0])
        };
        let mut cells: Vec<(u64, [i64; 2])> = (0..16)
            .flat_map(|x| (0..16).map(move |y| (x, y)))
            .map(|(x, y)| (at(x, y), [x, y]))
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            let ([x0, y0], [x1, y1]) = (pair[0].1, pair[1].1);
            assert_eq!((x1 - x0).abs() + (y1 - y0).abs(), 1, "{pair:?}");
        }
    }

    #[test]
    fn names_leave_out_what_nothing_stands_in() {
        let programs = [
            program(
                "programs/fj/a",
                &[("name_local", "Valenibula"), ("name_local_lang", "fj")],
            ),
            program("programs/fj/b", &[]),
        ];
        let names = names_of(&programs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        let keys: Vec<&str> = names.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            BTreeSet::from_iter(keys),
            BTreeSet::from(["version", "id", "name", "lang", "local", "local_lang", "city"])
        );
        assert_eq!(
            (&names["id"], &names["local"]),
            (&json!(["a", "b"]), &json!(["Valenibula", null]))
        );
    }
}
