//! A foreign table → records that may be written, and for every row what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::csv::Table;
use super::tidy::{coordinate, tidy, website, without_emails};
use super::{DERIVED, Mapping, Row, SITE_COLUMNS, geojson, joined, row, split, yaml_text};
use crate::check::{self, duplicates::Known};
use crate::diagnostics::{Diagnostic, Severity, catalogue as codes};
use crate::link::Settings;
use crate::load::{self, Catalog, Piece, Program};
use crate::model::{is_email, is_key, key_from};
use crate::source::{Sources, TextFile};

/// What the table is held against.
pub struct Into<'a> {
    pub catalog: &'a Catalog,
    pub sources: &'a Sources,
    pub settings: &'a Settings,
    /// The partner who sent the list.
    pub via: Option<&'a str>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A new record: where it goes, and its text.
    New { path: String, text: String },
    /// The same facts stand there already.
    Same { file: String },
    /// Probably the program of that file, or of that line of the table.
    Duplicate { of: String },
    /// It cannot be placed.
    Unplaced { reasons: Vec<String> },
}

/// One row of the table, in its order.
#[derive(Debug)]
pub struct Line {
    /// The line of the file, or the number of the feature.
    pub number: u64,
    pub row: Row,
    pub notes: Vec<String>,
    pub fate: Fate,
}

/// Everything a person is told, and everything that may be written.
pub struct Plan {
    pub told: Vec<String>,
    pub lines: Vec<Line>,
}

/// Reads the table by `mapping` and decides on every row. The table itself may be unusable: that is the error.
pub fn plan(table: Table, mapping: &Mapping, into: &Into) -> Result<Plan, String> {
    let (columns, unknown) = mapping.of_header(&table.header)?;
    let mut told = table.told;
    told.extend(unknown);
    let countries = country_names(into.catalog);
    let reader = Reader {
        header: &table.header,
        columns: &columns,
        mapping,
        countries: &countries,
        into,
    };
    let drafts: Vec<Draft> = table
        .rows
        .iter()
        .map(|(number, cells)| reader.draft(*number, cells))
        .collect();
    Ok(Plan {
        told,
        lines: decide(drafts, into),
    })
}

/// A row that was read, with the program it makes if it makes one.
struct Draft {
    number: u64,
    row: Row,
    notes: Vec<String>,
    reasons: Vec<String>,
    program: Option<Arc<Program>>,
}

/// Names of countries in the source language, and codes, to codes.
fn country_names(catalog: &Catalog) -> BTreeMap<String, String> {
    let tongue = catalog.packs.get(catalog.source_pack()).map(|pack| &pack.tongue);
    let mut names = BTreeMap::new();
    for code in catalog.countries.0.keys() {
        names.insert(code.to_lowercase(), code.clone());
        names.extend(tongue.map(|tongue| (tongue.country(code).to_lowercase(), code.clone())));
    }
    names
}

struct Reader<'a> {
    header: &'a [String],
    columns: &'a [Option<&'static str>],
    mapping: &'a Mapping,
    countries: &'a BTreeMap<String, String>,
    into: &'a Into<'a>,
}

impl Reader<'_> {
    fn draft(&self, number: u64, cells: &[String]) -> Draft {
        let mut draft = Draft {
            number,
            row: Row::new(),
            notes: Vec::new(),
            reasons: Vec::new(),
            program: None,
        };
        if cells.iter().all(|cell| tidy(cell).is_empty()) {
            draft.reasons.push("the row is empty".to_owned());
            return draft;
        }
        if cells.iter().skip(self.header.len()).any(|cell| !tidy(cell).is_empty()) {
            draft.reasons.push(format!(
                "the row has {} cells, the header {}: a text that holds the delimiter needs quotes",
                cells.len(),
                self.header.len()
            ));
        }
        self.take(cells, &mut draft);
        self.settle(&mut draft);
        if draft.reasons.is_empty() {
            self.read(&mut draft);
        }
        draft
    }

    /// The cells under our columns, tidied, without personal addresses.
    fn take(&self, cells: &[String], draft: &mut Draft) {
        for ((cell, column), theirs) in cells.iter().zip(self.columns).zip(self.header) {
            let cell = tidy(cell);
            let Some(column) = column else {
                if is_email(&cell) && !DERIVED.contains(&theirs.as_str()) {
                    draft
                        .notes
                        .push(format!("an e-mail address in column “{}” was left out", tidy(theirs)));
                }
                continue;
            };
            let (cell, dropped) = without_emails(&cell, *column == "contact_url");
            if dropped {
                draft
                    .notes
                    .push(format!("a personal e-mail address in `{column}` was left out"));
            }
            if !cell.is_empty() {
                draft.row.insert(column, cell);
            }
        }
        draft.row.extend(self.mapping.constants.clone());
        for (column, text) in &self.mapping.defaults {
            draft.row.entry(column).or_insert_with(|| text.clone());
        }
    }

    /// What is said in another way is said in ours; what cannot be known is no guess.
    fn settle(&self, draft: &mut Draft) {
        let row = &mut draft.row;
        if let Some(country) = row.get_mut("country")
            && let Some(code) = self.countries.get(&country.to_lowercase())
        {
            country.clone_from(code);
        }
        site(row, &mut draft.reasons);
        let own_state = row.get("state").is_some_and(|state| state != "listed");
        if let Some(via) = self.into.via {
            row.insert("listing_via", via.to_owned());
            row.insert("listing_date", self.into.settings.today.to_string());
            if !own_state {
                row.insert("state", "listed".to_owned());
            }
        }
        if let Some(text) = row.remove("website") {
            match website(&text) {
                Ok(address) => drop(row.insert("website", address)),
                Err(fault) => draft.notes.push(format!("the website `{text}` was left out: {fault}")),
            }
        }
        if let Some(text) = row.remove("contact_url") {
            let kept = if text.starts_with("mailto:") {
                Ok(text.clone())
            } else {
                website(&text)
            };
            match kept {
                Ok(address) => drop(row.insert("contact_url", address)),
                Err(fault) => draft.notes.push(format!("the contact `{text}` was left out: {fault}")),
            }
        }
        match (row.contains_key("contact_role"), row.contains_key("contact_url")) {
            (false, true) => drop(row.insert("contact_role", "Contact".to_owned())),
            (true, false) => {
                row.remove("contact_role");
                draft
                    .notes
                    .push("a contact needs an address of its role; it was left out".to_owned());
            }
            _ => {}
        }
    }

    /// The program that the row's record would make, by the checks of every record.
    fn read(&self, draft: &mut Draft) {
        let country = draft
            .row
            .get("country")
            .map_or_else(|| "xx".to_owned(), |code| code.to_lowercase());
        let country = if is_key(&country) { country } else { "xx".to_owned() };
        let path = format!("data/programs/{country}/import-row-{}.yml", draft.number);
        let file = text_file(&path, &yaml_text(&draft.row));
        let loaded = load::file(&file, self.into.catalog.source_pack());
        draft.reasons.extend(
            loaded
                .found
                .iter()
                .filter(|told| told.severity() == Severity::Error)
                .map(reason),
        );
        if let (Some(Piece::Program(program)), true) = (loaded.piece, draft.reasons.is_empty()) {
            draft.program = Some(program);
        } else if draft.reasons.is_empty() {
            draft.reasons.push("it makes no record".to_owned());
        }
    }
}

fn text_file(path: &str, text: &str) -> TextFile {
    TextFile {
        path: path.into(),
        text: text.into(),
        hash: [0; 32],
    }
}

fn reason(told: &Diagnostic) -> String {
    match &told.help {
        Some(help) => format!("{} ({help})", told.message),
        None => told.message.clone(),
    }
}

/// One site a row becomes the list of sites; every coordinate is read. A point is as exact as somebody said, else a town's.
fn site(row: &mut Row, reasons: &mut Vec<String>) {
    let single: Vec<String> = SITE_COLUMNS
        .iter()
        .map(|column| row.remove(column).unwrap_or_default())
        .collect();
    let mut items = match row.remove("sites") {
        Some(cell) => split(&cell),
        None if single.iter().all(String::is_empty) => Vec::new(),
        None => vec![single],
    };
    for parts in &mut items {
        parts.resize(parts.len().max(5), String::new());
        for at in [2, 3] {
            parts[at] = coordinate(&parts[at]);
        }
        if parts[4].is_empty() {
            parts[4] = "city".to_owned();
        }
        let degrees = |text: &String| text.parse::<f64>().ok();
        if let (Some(latitude), Some(longitude)) = (degrees(&parts[2]), degrees(&parts[3]))
            && latitude.abs() > 90.0
            && longitude.abs() <= 90.0
        {
            reasons.push(format!(
                "latitude and longitude seem to be exchanged ({latitude}, {longitude})"
            ));
        }
    }
    row.insert("sites", joined(items.into_iter()));
    if !geojson::has_points(row) {
        reasons.push("it has no coordinates: add latitude and longitude".to_owned());
    }
}

/// Every rule of the project over all drafts at once, then row by row what stands there already.
fn decide(mut drafts: Vec<Draft>, into: &Into) -> Vec<Line> {
    let told = rules(&drafts, into);
    for draft in &mut drafts {
        let Some(program) = &draft.program else { continue };
        if let Some(reasons) = told.get(&*program.file) {
            draft.reasons.extend(reasons.iter().cloned());
            draft.program = None;
        }
    }
    let programs: Vec<Option<Arc<Program>>> = drafts.iter().map(|draft| draft.program.clone()).collect();
    let mut known = Known::default();
    let real = || into.catalog.programs.values().filter(|program| !program.demo);
    real().for_each(|program| known.add(program));
    let mut taken: BTreeSet<String> = into.catalog.programs.keys().map(ToString::to_string).collect();
    taken.extend(into.catalog.tombstones.iter().cloned());
    let numbers: BTreeMap<&str, u64> = programs
        .iter()
        .zip(&drafts)
        .filter_map(|(program, draft)| Some((&*program.as_ref()?.file, draft.number)))
        .collect();
    let mut lines = Vec::new();
    for (draft, program) in drafts.iter().zip(&programs) {
        let fate = match program {
            None => Fate::Unplaced {
                reasons: draft.reasons.clone(),
            },
            Some(program) => match standing(program, &draft.row, &known, into, &numbers) {
                Some(fate) => fate,
                None => placed(program, &draft.row, &mut taken),
            },
        };
        if let (Fate::New { .. }, Some(program)) = (&fate, program) {
            known.add(program);
        }
        lines.push(Line {
            number: draft.number,
            row: draft.row.clone(),
            notes: draft.notes.clone(),
            fate,
        });
    }
    lines
}

/// What the rules say of each draft's file; that two rows are one program is told later, in the order of the rows.
fn rules(drafts: &[Draft], into: &Into) -> BTreeMap<String, Vec<String>> {
    let mut catalog = into.catalog.clone();
    let mut sources = into.sources.clone();
    for (draft, program) in drafts.iter().filter_map(|draft| Some((draft, draft.program.as_ref()?))) {
        catalog.programs.insert(program.id.clone(), program.clone());
        let file = text_file(&program.file, &yaml_text(&draft.row));
        sources.texts.insert(program.file.clone(), file);
    }
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let found = check::check(&catalog, &sources, into.settings);
    let of_rows = found
        .iter()
        .filter(|d| d.severity() == Severity::Error && d.entry != &codes::SAME_PROGRAM);
    for diagnostic in of_rows {
        told.entry(diagnostic.file.to_string())
            .or_default()
            .push(reason(diagnostic));
    }
    told
}

/// The program of a row, where it stands already.
fn standing(program: &Program, cells: &Row, known: &Known, into: &Into, numbers: &BTreeMap<&str, u64>) -> Option<Fate> {
    let by_id = cells.get("id").and_then(|id| into.catalog.programs.get(id.as_str()));
    let other = by_id.map(AsRef::as_ref).or_else(|| known.find(program))?;
    let facts = |program: &Program| {
        let mut row = row(program);
        row.remove("id");
        row
    };
    if let Some(number) = numbers.get(&*other.file) {
        return Some(Fate::Duplicate {
            of: format!("line {number}"),
        });
    }
    let (mut ours, mut theirs) = (facts(program), facts(other));
    // The day of an import is no fact of the program.
    if into.via.is_some() && ours.get("listing_via") == theirs.get("listing_via") {
        ours.remove("listing_date");
        theirs.remove("listing_date");
    }
    let file = other.file.to_string();
    Some(if ours == theirs {
        Fate::Same { file }
    } else {
        Fate::Duplicate { of: file }
    })
}

/// A place of its own: by its id, else by its name, its name and town, or a number.
fn placed(program: &Program, cells: &Row, taken: &mut BTreeSet<String>) -> Fate {
    let folder = format!("programs/{}/", program.country.to_lowercase());
    let given = cells
        .get("id")
        .and_then(|id| id.strip_prefix(&folder))
        .filter(|key| is_key(key));
    let name = program.name_latin.as_ref().unwrap_or(&program.name.value);
    let city = program.sites.first().map_or("", |site| site.city.as_str());
    let short = |text: &str| {
        let mut key = key_from(text);
        key.truncate(70);
        key.trim_end_matches('-').to_owned()
    };
    let by_name = [short(name), short(&format!("{name} {city}")), short(city)];
    let last = by_name
        .iter()
        .find(|key| is_key(key))
        .cloned()
        .unwrap_or_else(|| "program".to_owned());
    let keys = given
        .map(str::to_owned)
        .into_iter()
        .chain(by_name)
        .filter(|key| is_key(key));
    let numbered = (2..).map(|number| format!("{last}-{number}"));
    let free = keys
        .chain(numbered)
        .find(|key| !taken.contains(&format!("{folder}{key}")));
    let id = format!("{folder}{}", free.unwrap_or(last));
    let path = format!("data/{id}.yml");
    taken.insert(id);
    Fate::New {
        path,
        text: yaml_text(cells),
    }
}
