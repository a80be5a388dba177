//! Programs for researchers (GeoJSON, CSV) and for the map (columns). Row numbers and ids are the same in one build.

use std::collections::BTreeSet;
use std::ops::Bound;

use serde_json::{Value as Json, json};

use crate::exchange::{csv, geojson, row};
use crate::link::Site;
use crate::load::Program;
use crate::model::{Domain, Grade, Level, ProgramKind, ProgramState};

/// Programs with a point, by country and id: real ones, or the demonstration records alone.
fn chosen(site: &Site, demo: bool) -> impl Iterator<Item = &Program> {
    let programs = site.catalog.programs.values().map(AsRef::as_ref);
    programs.filter(move |program: &&Program| program.demo == demo && !program.sites.is_empty())
}

/// Those of the country whose code in small letters is `country`.
fn of_country<'a>(site: &'a Site, country: &str, demo: bool) -> Vec<&'a Program> {
    let (from, to) = (format!("programs/{country}/"), format!("programs/{country}0"));
    let range = (Bound::Included(from.as_str()), Bound::Excluded(to.as_str()));
    let programs = site
        .catalog
        .programs
        .range::<str, _>(range)
        .map(|(_, program)| program.as_ref());
    programs
        .filter(|program: &&Program| program.demo == demo && !program.sites.is_empty())
        .collect()
}

/// Codes in small letters of countries that have programs.
pub fn countries(site: &Site, demo: bool) -> BTreeSet<String> {
    chosen(site, demo)
        .map(|program| program.country.value.to_lowercase())
        .collect()
}

/// All programs, or those of a country, as features.
pub fn features(site: &Site, country: Option<&str>, demo: bool) -> Vec<u8> {
    let programs = match country {
        Some(country) => of_country(site, country, demo),
        None => chosen(site, demo).collect(),
    };
    let head = geojson::Head {
        licence: &site.catalog.site.licence.url,
        source: &site.absolute(""),
        demo,
    };
    geojson::collection(&programs, &head, |program| url(site, program))
}

fn url(site: &Site, program: &Program) -> Option<String> {
    site.route(0, &program.id).map(|route| site.absolute(route))
}

/// The same as a table.
pub fn table(site: &Site, country: Option<&str>) -> Vec<u8> {
    let programs = match country {
        Some(country) => of_country(site, country, false),
        None => chosen(site, false).collect(),
    };
    let line = |program: &&Program| {
        let mut row = row(program);
        if let Some(award) = program.award() {
            row.insert("level", award.level.word().to_owned());
            row.insert("awarded", award.date.value.to_string());
        }
        row.extend(url(site, program).map(|url| ("url", url)));
        row
    };
    csv::write(&programs.iter().map(line).collect::<Vec<_>>(), true)
}

/// What the map needs of every program before anybody looks closer.
pub fn columns(site: &Site, demo: bool) -> Vec<u8> {
    columns_of(&chosen(site, demo).collect::<Vec<_>>())
        .to_string()
        .into_bytes()
}

/// Names and towns of one country, in the order of its rows.
pub fn names(site: &Site, country: &str, demo: bool) -> Vec<u8> {
    names_of(&of_country(site, country, demo)).to_string().into_bytes()
}

/// One array a property, row by row. `programs` are in the order of their ids, which begin with the country.
///
/// Coordinates are of the first site, in steps of 1e-4 degrees (11 m), each as its difference from the row before; further
/// sites stand in `extra` as `[row, latitude, longitude]`, not as differences.
fn columns_of(programs: &[&Program]) -> Json {
    let country = |program: &Program| program.country.value.clone();
    let mut countries: Vec<String> = programs.iter().map(|program| country(program)).collect();
    countries.dedup();
    let slugs = |code: &String| {
        let own = programs.iter().filter(|program| program.country.value == *code);
        own.map(|program| program.id.rsplit('/').next().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let spoken: Vec<String> = programs.iter().map(|program| program.languages.join(" ")).collect();
    let tongues: Vec<&String> = spoken.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let first = |pick: fn(&crate::load::Place) -> f64| {
        deltas(
            programs
                .iter()
                .map(|program| program.sites.first().map_or(0, |site| steps(pick(site)))),
        )
    };
    let extra: Vec<Json> = programs
        .iter()
        .enumerate()
        .flat_map(|(row, program)| program.sites.iter().skip(1).map(move |site| (row, site)))
        .map(|(row, site)| json!([row, steps(site.latitude.value), steps(site.longitude.value)]))
        .collect();
    let column = |value: &dyn Fn(&Program) -> usize| programs.iter().map(|program| value(program)).collect::<Vec<_>>();
    json!({
        "version": 1,
        "n": programs.len(),
        "places": programs.iter().map(|program| program.sites.len()).sum::<usize>(),
        "countries": countries,
        "ids": countries.iter().map(slugs).collect::<Vec<_>>(),
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

/// Differences between neighbours: near each other within a country, so small numbers that compress.
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

fn names_of(programs: &[&Program]) -> Json {
    let local = |program: &&Program| program.name_local.as_ref().map(|(text, _)| text.clone());
    let local_lang = |program: &&Program| program.name_local.as_ref().map(|(_, lang)| lang.clone());
    let city = |program: &&Program| program.sites.first().map(|site| site.city.clone());
    json!({
        "version": 1,
        "name": programs.iter().map(|program| &program.name.value).collect::<Vec<_>>(),
        "lang": programs.iter().map(|program| &program.name_lang).collect::<Vec<_>>(),
        "latin": programs.iter().map(|program| &program.name_latin).collect::<Vec<_>>(),
        "local": programs.iter().map(local).collect::<Vec<_>>(),
        "local_lang": programs.iter().map(local_lang).collect::<Vec<_>>(),
        "city": programs.iter().map(city).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::yaml_text;
    use crate::load::{Piece, file};
    use crate::source::TextFile;
    use std::sync::Arc;

    /// A program of these columns; others are those of a listed hospital.
    fn program(id: &str, more: &[(&'static str, &str)]) -> Arc<Program> {
        let mut row = crate::exchange::Row::from([
            ("name", "A hospital".to_owned()),
            ("name_lang", "en".to_owned()),
            ("kind", "hospital".to_owned()),
            ("state", "listed".to_owned()),
            ("country", id.split('/').nth(1).unwrap().to_uppercase()),
            ("sites", "|Town|1.5|2.25|exact".to_owned()),
        ]);
        row.extend(more.iter().map(|(column, text)| (*column, (*text).to_owned())));
        let text = TextFile {
            path: format!("data/{id}.yml").as_str().into(),
            text: yaml_text(&row).as_str().into(),
            hash: [0; 32],
        };
        match file(&text, &"en".into()).piece {
            Some(Piece::Program(program)) => program,
            _ => panic!("{}", text.text),
        }
    }

    #[test]
    fn columns_hold_every_row_once() {
        let programs = [
            program(
                "programs/fj/a",
                &[("sites", "|Suva|-18.14|178.44|city;|Nadi|-17.8|177.4161|exact")],
            ),
            program(
                "programs/fj/b",
                &[("hip", "gold"), ("organisational", "black"), ("languages", "en fj")],
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
        let columns = columns_of(&programs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        assert_eq!((&columns["n"], &columns["places"]), (&json!(3), &json!(4)));
        assert_eq!(columns["countries"], json!(["FJ", "FR"]));
        assert_eq!(columns["ids"], json!([["a", "b"], ["a"]]));
        assert_eq!(columns["lat"], json!([-181_400, 196_400, 0]));
        assert_eq!(columns["extra"], json!([[0, -178_000, 1_774_161]]));
        assert_eq!(columns["level"], json!([0, 0, 2]));
        assert_eq!(columns["year"], json!([0, 0, 2024]));
        assert_eq!(columns["grades"], json!([0, 3 + 4 * 625, 0]));
        assert_eq!(columns["languages"], json!(["", "en fj"]));
        assert_eq!(columns["language"], json!([0, 1, 0]));
        assert_eq!(columns["kind"], json!([0, 0, 2]));
    }

    /// Figures for the papers: `cargo test --lib -- --ignored --nocapture size_of_columns`.
    #[test]
    #[ignore = "prints figures"]
    fn size_of_columns() {
        for count in [1_000_usize, 10_000, 100_000] {
            let programs = synthetic(count);
            let programs: Vec<&Program> = programs.iter().map(AsRef::as_ref).collect();
            let mut columns = columns_of(&programs);
            let whole = weight(&columns);
            columns["ids"] = json!([]);
            let names = weight(&names_of(&programs));
            println!(
                "{count}: columns {whole} B, without ids {} B, names {names} B (brotli 11)",
                weight(&columns)
            );
        }
    }

    fn weight(json: &Json) -> usize {
        let mut out = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut json.to_string().as_bytes(), &mut out, &parameters).unwrap();
        out.len()
    }

    /// Towns scattered about the centres of 60 countries, states and levels in a likely mixture.
    fn synthetic(count: usize) -> Vec<Arc<Program>> {
        let mut state = 1_u64;
        let mut next = move |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut programs: Vec<Arc<Program>> = (0..count)
            .map(|number| {
                let country = next(60);
                let code = format!(
                    "{}{}",
                    char::from(b'a' + (country / 26) as u8),
                    char::from(b'a' + (country % 26) as u8)
                );
                let (lat, lon) = (country as f64 * 1.9 - 50.0, (country * 37 % 340) as f64 - 170.0);
                let off = |next: &mut dyn FnMut(u64) -> u64| (next(80_000) as f64 + next(80_000) as f64) / 1e4 - 8.0;
                let site = format!(
                    "|Town {}|{:.4}|{:.4}|exact",
                    next(9_000),
                    lat + off(&mut next),
                    lon + off(&mut next)
                );
                let level = ["gold", "silver", "bronze"][next(3) as usize];
                let award = format!(
                    "{level}|20{}-05-0{}|2022|https://example.org/a",
                    14 + next(12),
                    1 + next(9)
                );
                let mut more = vec![("sites", site.as_str())];
                if next(4) > 0 {
                    more.extend([("state", "awarded"), ("awards", award.as_str()), ("hip", level)]);
                }
                let tongues = ["en", "en fr", "es", "ja", "de", "pt"][(country % 6) as usize];
                more.extend([
                    ("languages", tongues),
                    ("kind", ["hospital", "regional"][(next(5) / 4) as usize]),
                ]);
                program(&format!("programs/{code}/hospital-{}-{number}", next(9_000)), &more)
            })
            .collect();
        programs.sort_by(|a, b| a.id.cmp(&b.id));
        programs
    }
}
