//! Programs as features (RFC 7946), and features of others as a table. One feature a program; several sites are a MultiPoint.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::csv::Table;
use super::{Row, degrees, domains, joined, row, split};
use crate::load::Program;

/// What stands above the features.
pub struct Head<'a> {
    pub licence: &'a str,
    pub source: &'a str,
    pub demo: bool,
}

/// The feature collection. `url` tells the address of a program's page. Positions are [longitude, latitude], RFC 7946 §3.1.1;
/// points have no winding, and their box never crosses the antimeridian more than the points themselves do.
pub fn collection<'a>(programs: &[&'a Program], head: &Head, url: impl Fn(&'a Program) -> Option<String>) -> Vec<u8> {
    let newest = programs.iter().copied().filter_map(newest).max();
    let features: Vec<Json> = programs.iter().map(|program| feature(program, url(program))).collect();
    let mut collection = json!({
        "type": "FeatureCollection",
        "licence": head.licence,
        "source": head.source,
        "date": newest.map(|day| day.to_string()),
        "demo": head.demo,
    });
    if let Some(bbox) = bbox(programs.iter().flat_map(|program| points(program))) {
        collection["bbox"] = bbox;
    }
    collection["features"] = features.into();
    collection.to_string().into_bytes()
}

/// The latest day that a record itself tells; the day of the build is none of the data's.
fn newest(program: &Program) -> Option<crate::model::Date> {
    let awards = program.awards.iter().map(|award| award.date.value);
    let listing = program.listing.iter().map(|listing| listing.date.value);
    let submitted = program.submitted.iter().map(|day| day.value);
    awards.chain(listing).chain(submitted).max()
}

fn points(program: &Program) -> impl Iterator<Item = (f64, f64)> {
    program
        .sites
        .iter()
        .map(|site| (degrees(site.longitude.value), degrees(site.latitude.value)))
}

/// West, south, east, north (§5). Where points lie on both sides of the antimeridian and the way across it is the shorter one,
/// west is greater than east (§5.2).
fn bbox(points: impl Iterator<Item = (f64, f64)>) -> Option<Json> {
    let (mut west_to_east, latitudes): (Vec<f64>, Vec<f64>) = points.unzip();
    west_to_east.sort_by(f64::total_cmp);
    let (first, last) = (*west_to_east.first()?, *west_to_east.last()?);
    // The box is all but the widest gap between neighbours around the globe.
    let mut box_of = (first, last);
    let mut widest = first + 360.0 - last;
    for pair in west_to_east.windows(2) {
        if pair[1] - pair[0] > widest {
            widest = pair[1] - pair[0];
            box_of = (pair[1], pair[0]);
        }
    }
    let south = latitudes.iter().copied().reduce(f64::min)?;
    let north = latitudes.iter().copied().reduce(f64::max)?;
    Some(json!([box_of.0, south, box_of.1, north]))
}

/// One program with everything its record says; no personal data is ever in a record.
pub fn feature(program: &Program, url: Option<String>) -> Json {
    let positions: Vec<Json> = points(program).map(|(east, north)| json!([east, north])).collect();
    let geometry = match positions.as_slice() {
        [] => Json::Null,
        [one] => json!({"type": "Point", "coordinates": one}),
        many => json!({"type": "MultiPoint", "coordinates": many}),
    };
    let mut feature = json!({"type": "Feature", "id": &*program.id});
    if let Some(bbox) = bbox(points(program)).filter(|_| program.sites.len() > 1) {
        feature["bbox"] = bbox;
    }
    feature["geometry"] = geometry;
    feature["properties"] = Json::Object(properties(program, url));
    feature
}

fn properties(program: &Program, url: Option<String>) -> Map<String, Json> {
    let cells = row(program);
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Json>| drop(value.map(|value| out.insert(key.to_owned(), value)));
    let text = |column: &str| cells.get(column).map(|text| Json::from(text.as_str()));
    let number = |column: &str| {
        cells
            .get(column)
            .and_then(|text| text.parse::<i64>().ok())
            .map(Json::from)
    };
    for column in ["name", "name_lang", "name_latin"] {
        put(column, text(column));
    }
    put(
        "name_local",
        group(&[("text", text("name_local")), ("lang", text("name_local_lang"))]),
    );
    for column in ["kind", "country", "state"] {
        put(column, text(column));
    }
    let award = program.award();
    put("level", award.map(|award| award.level.word().into()));
    put("awarded", award.map(|award| award.date.value.to_string().into()));
    put("url", url.map(Json::from));
    let site = |site: &crate::load::Place| {
        let name = site.name.as_deref().map(Json::from);
        let (city, precision) = (site.city.as_str().into(), site.precision.word().into());
        group(&[("name", name), ("city", Some(city)), ("precision", Some(precision))])
    };
    put("sites", Some(program.sites.iter().filter_map(site).collect()));
    let grades: Vec<(&str, Option<Json>)> = domains().map(|domain| (domain, text(domain))).collect();
    put("grades", group(&grades));
    let award = |award: &crate::load::Award| {
        json!({
            "level": award.level.word(),
            "date": award.date.value.to_string(),
            "framework": award.framework.word(),
            "evidence": award.evidence,
        })
    };
    let awards: Vec<Json> = program.awards.iter().map(award).collect();
    put("awards", (!awards.is_empty()).then_some(awards.into()));
    put(
        "listing",
        group(&[("via", text("listing_via")), ("date", text("listing_date"))]),
    );
    put("submitted", text("submitted"));
    let languages = program.languages.as_slice();
    put("languages", (!languages.is_empty()).then(|| languages.into()));
    put("model", text("model"));
    put("started", number("started"));
    let patients = [
        ("value", number("patients")),
        ("year", number("patients_year")),
        ("source", text("patients_source")),
    ];
    put("patients_per_year", group(&patients));
    put("website", text("website"));
    put(
        "contact",
        group(&[("role", text("contact_role")), ("url", text("contact_url"))]),
    );
    out
}

/// An object of what is known; none where nothing is.
fn group(members: &[(&str, Option<Json>)]) -> Option<Json> {
    let known = members
        .iter()
        .filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?)));
    let known: Map<String, Json> = known.collect();
    (!known.is_empty()).then_some(Json::Object(known))
}

/// Features as a table: our own properties in our columns, those of others under their names. A row's number is the feature's.
pub fn read(text: &str) -> Result<Table, String> {
    let document: Json = serde_json::from_str(text).map_err(|error| format!("the file is no JSON: {error}"))?;
    let features = document
        .get("features")
        .and_then(Json::as_array)
        .ok_or("the file is no GeoJSON FeatureCollection: it has no `features`")?;
    let rows: Vec<BTreeMap<String, String>> = features.iter().map(cells).collect();
    let header: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    let cells = |row: &BTreeMap<String, String>| {
        header
            .iter()
            .map(|key| row.get(*key).cloned().unwrap_or_default())
            .collect()
    };
    Ok(Table {
        rows: (1..).zip(&rows).map(|(at, row)| (at, cells(row))).collect(),
        header: header.into_iter().cloned().collect(),
        told: Vec::new(),
    })
}

/// Our columns for the members of our groups.
const GROUPS: &[(&str, &str, &str)] = &[
    ("name_local", "text", "name_local"),
    ("name_local", "lang", "name_local_lang"),
    ("listing", "via", "listing_via"),
    ("listing", "date", "listing_date"),
    ("patients_per_year", "value", "patients"),
    ("patients_per_year", "year", "patients_year"),
    ("patients_per_year", "source", "patients_source"),
    ("contact", "role", "contact_role"),
    ("contact", "url", "contact_url"),
];

fn cells(feature: &Json) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    if let Some(id) = feature
        .get("id")
        .and_then(Json::as_str)
        .filter(|id| id.starts_with("programs/"))
    {
        out.insert("id".to_owned(), id.to_owned());
    }
    let nothing = Map::new();
    let properties = feature.get("properties").and_then(Json::as_object).unwrap_or(&nothing);
    for (key, value) in properties {
        match (key.as_str(), value) {
            (_, Json::Null) | ("sites", Json::Array(_)) => {}
            ("awards", Json::Array(awards)) => {
                let part = |award: &Json, key: &str| award.get(key).map_or_else(String::new, scalar);
                let keys = ["level", "date", "framework", "evidence"];
                let of_award = |award| keys.map(|key| part(award, key)).to_vec();
                out.insert(key.clone(), joined(awards.iter().map(of_award)));
            }
            ("languages", Json::Array(tags)) => {
                out.insert(key.clone(), tags.iter().map(scalar).collect::<Vec<_>>().join(" "));
            }
            ("grades", Json::Object(grades)) => {
                out.extend(grades.iter().map(|(domain, grade)| (domain.clone(), scalar(grade))));
            }
            (_, Json::Object(members)) if GROUPS.iter().any(|(group, ..)| group == key) => {
                let of_group = GROUPS.iter().filter(|(group, ..)| group == key);
                out.extend(
                    of_group
                        .filter_map(|(_, member, column)| Some(((*column).to_owned(), scalar(members.get(*member)?)))),
                );
            }
            _ => drop(out.insert(key.clone(), scalar(value))),
        }
    }
    places(feature, properties, &mut out);
    out
}

fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

/// The sites: positions of the geometry with what `sites` says of each, else with the feature's own `city` and `precision`.
fn places(feature: &Json, properties: &Map<String, Json>, out: &mut BTreeMap<String, String>) {
    let coordinates = feature.pointer("/geometry/coordinates");
    let kind = feature.pointer("/geometry/type").and_then(Json::as_str);
    let positions: Vec<&Json> = match (kind, coordinates) {
        (Some("Point"), Some(point)) => vec![point],
        (Some("MultiPoint"), Some(Json::Array(points))) => points.iter().collect(),
        _ => return,
    };
    let number = |position: &Json, at: usize| {
        let value = position.get(at).and_then(Json::as_f64);
        value.map_or_else(String::new, |value| degrees(value).to_string())
    };
    let told = properties.get("sites").and_then(Json::as_array);
    if let (None, [only]) = (told, positions.as_slice()) {
        out.insert("longitude".to_owned(), number(only, 0));
        out.insert("latitude".to_owned(), number(only, 1));
        return;
    }
    let site = |(at, position): (usize, &&Json)| {
        let part = |key: &str| match told {
            Some(told) => told
                .get(at)
                .and_then(|site| site.get(key))
                .map_or_else(String::new, scalar),
            None if key == "name" => String::new(),
            None => properties.get(key).map_or_else(String::new, scalar),
        };
        vec![
            part("name"),
            part("city"),
            number(position, 1),
            number(position, 0),
            part("precision"),
        ]
    };
    out.insert("sites".to_owned(), joined(positions.iter().enumerate().map(site)));
}

/// Whether a cell of sites has at least one with both coordinates.
pub(super) fn has_points(row: &Row) -> bool {
    let whole = |parts: &Vec<String>| {
        parts
            .get(2..4)
            .is_some_and(|pair| pair.iter().all(|part| !part.is_empty()))
    };
    row.get("sites").is_some_and(|cell| split(cell).iter().any(whole))
}
