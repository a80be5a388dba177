//! A row as the text of a record, in the order of the editors' templates.

use std::fmt::Write;

use super::{Row, domains, split};

/// The record's file. It is not checked: what the cells say is what the file says.
pub fn text(row: &Row) -> String {
    let mut out = String::new();
    let get = |column: &str| row.get(column).map(String::as_str);
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {value}");
        }
    };
    let words = |column: &str| get(column).map(quoted);
    let plain = |column: &str| get(column).map(word);
    line("name", words("name"));
    line("name_lang", plain("name_lang"));
    line("name_latin", words("name_latin"));
    line(
        "name_local",
        group(row, &[("text", "name_local"), ("lang", "name_local_lang")]),
    );
    line("kind", plain("kind"));
    line("country", words("country"));
    let sites = ["name", "city", "latitude", "longitude", "precision"];
    line("sites", get("sites").map(|cell| list(cell, &sites)));
    line("state", plain("state"));
    let grades: Vec<(&str, &str)> = domains().map(|domain| (domain, domain)).collect();
    line("grades", group(row, &grades));
    let awards = ["level", "date", "framework", "evidence"];
    line("awards", get("awards").map(|cell| list(cell, &awards)));
    line(
        "listing",
        group(row, &[("via", "listing_via"), ("date", "listing_date")]),
    );
    line("submitted", plain("submitted"));
    let languages = |cell: &str| {
        let tags = cell.split([' ', ',', ';', '\u{A0}']).filter(|tag| !tag.is_empty());
        format!("[{}]", tags.map(word).collect::<Vec<_>>().join(", "))
    };
    line("languages", get("languages").map(languages));
    line("model", plain("model"));
    line("started", plain("started"));
    let patients = [
        ("value", "patients"),
        ("year", "patients_year"),
        ("source", "patients_source"),
    ];
    line("patients_per_year", group(row, &patients));
    line("website", words("website"));
    line(
        "contact",
        group(row, &[("role", "contact_role"), ("url", "contact_url")]),
    );
    out
}

/// Keys below a key, each with its column; none where no column says anything.
fn group(row: &Row, keys: &[(&str, &str)]) -> Option<String> {
    let lines = keys.iter().filter_map(|(key, column)| {
        let value = row.get(*column)?;
        Some(format!("\n  {key}: {}", word(value)))
    });
    let lines: String = lines.collect();
    (!lines.is_empty()).then_some(lines)
}

/// The items of a cell. A part too many is written with its number, so that the check of the record tells it.
fn list(cell: &str, keys: &[&str]) -> String {
    let mut out = String::new();
    for item in split(cell) {
        let mut before = "\n  - ";
        for (at, part) in item.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            let key = keys
                .get(at)
                .map_or_else(|| format!("part_{}", at + 1), |key| (*key).to_owned());
            // A version of the framework is a text that looks like a number.
            let value = if matches!(&*key, "name" | "city" | "framework" | "evidence") {
                quoted(part)
            } else {
                word(part)
            };
            let _ = write!(out, "{before}{key}: {value}");
            before = "\n    ";
        }
    }
    out
}

/// A value without quotes where nothing in it can be taken for anything else.
fn word(text: &str) -> String {
    let harmless = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        || text
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if harmless && begins && text != "null" {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    out + "\""
}
