//! A record survives every form; a list from real life comes out clean.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::exchange::csv::Table;
use crate::load::{Piece, file};
use crate::source::TextFile;

fn program(row: &Row) -> std::sync::Arc<Program> {
    let id = row.get("id").map_or("programs/fj/a", String::as_str);
    let text = TextFile {
        path: format!("data/{id}.yml").as_str().into(),
        text: yaml_text(row).as_str().into(),
        hash: [0; 32],
    };
    let loaded = file(&text, &"en".into());
    match loaded.piece {
        Some(Piece::Program(program)) if loaded.found.is_empty() => program,
        _ => panic!("{:?}\n{}", loaded.found, text.text),
    }
}

/// The rows of a table whose columns are ours.
fn rows(table: &Table) -> Vec<Row> {
    let columns: Vec<Option<&str>> = table
        .header
        .iter()
        .map(|theirs| COLUMNS.iter().find(|ours| *ours == theirs).copied())
        .collect();
    let single = |name: &str| table.header.iter().position(|theirs| theirs == name);
    let of_cells = |cells: &Vec<String>| {
        let own = columns.iter().zip(cells);
        let row: BTreeMap<_, _> = own
            .filter_map(|(column, cell)| Some(((*column)?, tidy::tidy(cell))))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        assert!(single("latitude").is_none() && row.contains_key("sites"));
        row
    };
    table.rows.iter().map(|(_, cells)| of_cells(cells)).collect()
}

/// Text as people write it, hard cases among it: delimiters, quotes, formulas, other scripts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z0-9]{1,8}",
        Just("=1+1".to_owned()),
        Just("'-".to_owned()),
        Just("'".to_owned()),
        Just("-a".to_owned()),
        Just("|;\\".to_owned()),
        Just("\"q\", x".to_owned()),
        Just("São \u{A0}José"[..4].to_owned()),
        Just("病院".to_owned()),
        Just("مستشفى".to_owned()),
        Just("null".to_owned()),
        Just("NO: #1".to_owned()),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
}

fn day() -> impl Strategy<Value = String> {
    (2013..2026_i32, 1..13_u32, 1..29_u32).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(words).prop_map(str::to_owned)
}

fn address() -> impl Strategy<Value = String> {
    "https://www\\.example\\.org/[a-z;=&]{0,8}"
}

fn sites() -> impl Strategy<Value = String> {
    use crate::model::Precision;
    let micro =
        |most: i64| (-most * 1_000_000..=most * 1_000_000).prop_map(|step| degrees(step as f64 / 1e6).to_string());
    let name = prop_oneof![Just(String::new()), text()];
    let site = (name, text(), micro(90), micro(180), word(Precision::WORDS));
    let site = site.prop_map(|(name, city, lat, lon, precision)| vec![name, city, lat, lon, precision]);
    proptest::collection::vec(site, 1..4).prop_map(|sites| joined(sites.into_iter()))
}

fn awards() -> impl Strategy<Value = String> {
    use crate::model::{FrameworkVersion, Level};
    let award = (word(Level::WORDS), day(), word(FrameworkVersion::WORDS), address());
    let award = award.prop_map(|(level, date, framework, evidence)| vec![level, date, framework, evidence]);
    proptest::collection::vec(award, 0..4).prop_map(|awards| joined(awards.into_iter()))
}

prop_compose! {
    fn any_row()(
        key in "[a-z0-9]{1,12}",
        names in (text(), text(), text(), any::<[bool; 8]>()),
        words in (
            word(crate::model::ProgramKind::WORDS),
            word(crate::model::ProgramState::WORDS),
            word(crate::model::ProgramModel::WORDS),
        ),
        sites in sites(),
        awards in awards(),
        grades in proptest::collection::vec(proptest::option::of(word(crate::model::Grade::WORDS)), 5),
        days in (day(), day(), 1970..2027_u32, 1..1_000_001_u32),
        urls in (address(), address(), address(), text()),
        languages in proptest::sample::subsequence(vec!["en", "fj", "zh-Hant", "pt-BR"], 0..4),
    ) -> Row {
        let mut row = Row::from([
            ("id", format!("programs/fj/{key}")),
            ("name", names.0),
            ("name_lang", "en".to_owned()),
            ("kind", words.0),
            ("country", "FJ".to_owned()),
            ("sites", sites),
            ("state", words.1),
        ]);
        let mut put = |chosen: bool, cells: &[(&'static str, &str)]| {
            if chosen {
                row.extend(cells.iter().map(|(column, text)| (*column, (*text).to_owned())));
            }
        };
        let [latin, local, model, listing, submitted, patients, website, contact] = names.3;
        put(latin, &[("name_latin", &names.1)]);
        put(local, &[("name_local", &names.2), ("name_local_lang", "th")]);
        put(model, &[("model", &words.2), ("started", &days.2.to_string())]);
        put(listing, &[("listing_via", "a-society"), ("listing_date", &days.0)]);
        put(submitted, &[("submitted", &days.1)]);
        let count = days.3.to_string();
        put(patients, &[("patients", &count), ("patients_year", "2024"), ("patients_source", &urls.0)]);
        put(website, &[("website", &urls.1)]);
        put(contact, &[("contact_role", &urls.3), ("contact_url", &urls.2)]);
        put(!awards.is_empty(), &[("awards", &awards)]);
        put(!languages.is_empty(), &[("languages", &languages.join(" "))]);
        for (domain, grade) in domains().zip(&grades) {
            put(grade.is_some(), &[(domain, grade.as_deref().unwrap_or_default())]);
        }
        row
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_survives_every_form(wanted in any_row()) {
        let program = program(&wanted);
        prop_assert_eq!(&row(&program), &wanted, "as YAML");
        let table = csv::read(std::str::from_utf8(&csv::write(&[row(&program)], true)).unwrap()).unwrap();
        prop_assert_eq!(&rows(&table), std::slice::from_ref(&wanted), "as CSV");
        let head = geojson::Head { licence: "https://x.org/", source: "https://x.org/", demo: false };
        let features = geojson::collection(&[&program], &head, |_| Some("https://x.org/p/".to_owned()));
        let table = geojson::read(std::str::from_utf8(&features).unwrap()).unwrap();
        prop_assert_eq!(&rows(&table), &[wanted], "as GeoJSON");
    }
}
