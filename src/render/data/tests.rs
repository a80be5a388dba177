//! Programs for the tests of their files, and what these files weigh.

use std::sync::Arc;

use serde_json::Value as Json;

use super::columns::{columns_of, names_of, rows};
use super::search::search_of;
use crate::exchange::yaml_text;
use crate::load::{Piece, Program, file};
use crate::source::TextFile;

/// A program of these columns; others are those of a listed hospital.
pub fn program(id: &str, more: &[(&'static str, &str)]) -> Arc<Program> {
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

/// Figures for the papers: `cargo test --lib -- --ignored --nocapture size_of_columns`.
#[test]
#[ignore = "prints figures"]
fn size_of_columns() {
    for count in [1_000_usize, 10_000, 100_000] {
        let programs = synthetic(count);
        let rows = rows(programs.iter().map(AsRef::as_ref).collect());
        let columns = columns_of(&rows);
        println!(
            "{count}: columns {} B, names {} B, search {} B (brotli 11)",
            weight(&columns),
            weight(&names_of(&rows)),
            weight(&search_of(&rows)),
        );
        for (key, value) in columns.as_object().unwrap() {
            println!("    {key}: {}", weight(value));
        }
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
