//! Programs as tables: what spreadsheets, GIS and registers hold, and back again without loss.
//!
//! In: records, or the bytes of a foreign file. Out: CSV and GeoJSON, or planned records with a report on every row. Never:
//! read or write a file.
//!
//! Between all forms stands one [`Row`]: a text for each of these columns, none where nothing is known.
//!
//! | column | holds |
//! |---|---|
//! | `id` | `programs/<cc>/<file name>`; without it an id is made of country and name |
//! | `name` `name_lang` `name_latin` `name_local` `name_local_lang` | names and their languages (BCP 47) |
//! | `kind` `country` `state` `model` | words and codes of the record |
//! | `sites` | `name│city│latitude│longitude│precision` each, `;` between sites, `|` between parts |
//! | `hip` `other_inpatient` `outpatient` `vertebral` `organisational` | grades by domain |
//! | `awards` | `level│date│framework│evidence` each, `;` between awards, oldest first |
//! | `listing_via` `listing_date` `submitted` `started` | partner's key, dates, year |
//! | `languages` | tags, a space between them |
//! | `patients` `patients_year` `patients_source` | patients a year |
//! | `website` `contact_role` `contact_url` | addresses |
//!
//! Within `sites` and `awards`, a backslash before `;`, `|` or itself takes its meaning away. A file with one site a row may
//! have `site_name`, `city`, `latitude`, `longitude` and `precision` instead. `level`, `awarded` and `url` are told by
//! published files and passed over when they come back. Coordinates have six decimals at most (about 11 cm), no cell begins
//! or ends with a space, and runs of spaces are one: only that is not kept.

pub mod csv;
pub mod decode;
pub mod geojson;
pub mod import;
mod mapping;
pub mod report;
mod tidy;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::load::Program;
use crate::model::Domain;

pub use mapping::Mapping;
pub use yaml::text as yaml_text;

/// All columns in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "id",
    "name",
    "name_lang",
    "name_latin",
    "name_local",
    "name_local_lang",
    "kind",
    "country",
    "sites",
    "state",
    "hip",
    "other_inpatient",
    "outpatient",
    "vertebral",
    "organisational",
    "awards",
    "listing_via",
    "listing_date",
    "submitted",
    "languages",
    "model",
    "started",
    "patients",
    "patients_year",
    "patients_source",
    "website",
    "contact_role",
    "contact_url",
];
/// What a file with one site a row may have instead of `sites`.
pub const SITE_COLUMNS: &[&str] = &["site_name", "city", "latitude", "longitude", "precision"];
/// What published files add for readers; it follows from the rest.
pub const DERIVED: &[&str] = &["level", "awarded", "url", "demo"];

/// One program as texts by column.
pub type Row = BTreeMap<&'static str, String>;

/// The columns of a record.
pub fn row(program: &Program) -> Row {
    let mut row = Row::new();
    let mut put = |column: &'static str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            row.insert(column, text.to_owned());
        }
    };
    put("id", Some(&program.id));
    put("name", Some(&program.name.value));
    put("name_lang", Some(&program.name_lang));
    put("name_latin", program.name_latin.as_deref());
    put("name_local", program.name_local.as_ref().map(|(text, _)| text.as_str()));
    put(
        "name_local_lang",
        program.name_local.as_ref().map(|(_, lang)| lang.as_str()),
    );
    put("kind", Some(program.kind.word()));
    put("country", Some(&program.country.value));
    put("sites", Some(&sites(program)));
    put("state", Some(program.state.word()));
    for (domain, grade) in &program.grades {
        put(domain.word(), Some(grade.word()));
    }
    put("awards", Some(&awards(program)));
    let listing = program.listing.as_ref();
    put("listing_via", listing.map(|listing| listing.via.value.as_str()));
    put(
        "listing_date",
        listing.map(|listing| listing.date.value.to_string()).as_deref(),
    );
    put(
        "submitted",
        program.submitted.as_ref().map(|day| day.value.to_string()).as_deref(),
    );
    put("languages", Some(&program.languages.join(" ")));
    put("model", program.model.map(|model| model.word()));
    put(
        "started",
        program.started.as_ref().map(|year| year.value.to_string()).as_deref(),
    );
    let patients = program.patients_per_year.as_ref();
    put("patients", patients.map(|it| it.value.to_string()).as_deref());
    put("patients_year", patients.map(|it| it.year.to_string()).as_deref());
    put("patients_source", patients.map(|it| it.source.as_str()));
    put("website", program.website.as_deref());
    put(
        "contact_role",
        program.contact.as_ref().map(|contact| contact.role.as_str()),
    );
    put(
        "contact_url",
        program.contact.as_ref().map(|contact| contact.url.as_str()),
    );
    row
}

fn sites(program: &Program) -> String {
    joined(program.sites.iter().map(|site| {
        vec![
            site.name.clone().unwrap_or_default(),
            site.city.clone(),
            degrees(site.latitude.value).to_string(),
            degrees(site.longitude.value).to_string(),
            site.precision.word().to_owned(),
        ]
    }))
}

fn awards(program: &Program) -> String {
    joined(program.awards.iter().map(|award| {
        vec![
            award.level.word().to_owned(),
            award.date.value.to_string(),
            award.framework.word().to_owned(),
            award.evidence.clone(),
        ]
    }))
}

/// Six decimals are about 11 cm (RFC 7946 §11.2).
pub fn degrees(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    // No minus before a zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// The words of the five domains, which are columns of their own.
pub fn domains() -> impl Iterator<Item = &'static str> {
    Domain::WORDS.iter().copied()
}

/// A list of lists in one cell.
fn joined(items: impl Iterator<Item = Vec<String>>) -> String {
    let escaped = |part: &String| {
        part.chars().fold(String::new(), |mut out, c| {
            if matches!(c, ';' | '|' | '\\') {
                out.push('\\');
            }
            out.push(c);
            out
        })
    };
    let item = |parts: Vec<String>| parts.iter().map(escaped).collect::<Vec<_>>().join("|");
    items.map(item).collect::<Vec<_>>().join(";")
}

/// The lists that [`joined`] wrote, or a person in the same manner.
pub(crate) fn split(cell: &str) -> Vec<Vec<String>> {
    let (mut items, mut parts, mut part) = (Vec::new(), Vec::new(), String::new());
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => part.extend(characters.next()),
            '|' => parts.push(std::mem::take(&mut part)),
            ';' => {
                parts.push(std::mem::take(&mut part));
                items.push(std::mem::take(&mut parts));
            }
            _ => part.push(c),
        }
    }
    parts.push(part);
    items.push(parts);
    let trimmed = |parts: Vec<String>| parts.iter().map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    items
        .into_iter()
        .map(trimmed)
        .filter(|parts| parts.iter().any(|part| !part.is_empty()))
        .collect()
}
