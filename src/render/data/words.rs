//! What the map's script says in one language, and where it finds its data.

use serde_json::{Map, Value as Json, json};

use super::programs::shown_sets;
use crate::languages::{OF_SCRIPT, Pack, Unfilled};
use crate::link::{STREETS, Site, country_id};
use crate::map::Projection;
use crate::model::{Domain, Grade, Level, ProgramKind, ProgramState};

/// Where the file of a pack stands.
pub fn words_path(site: &Site, pack: usize) -> String {
    format!("{}map/words.json", site.packs[pack].prefix)
}

pub fn words(site: &Site, pack: usize) -> Vec<u8> {
    let plan = &site.packs[pack];
    let of = &plan.pack;
    let (words, plurals) = said(of);
    let label = |list: &'static str| move |word: &str| Json::from(of.label(list, word));
    json!({
        "lang": of.facts.tag.value,
        "view": view(site),
        "words": words,
        "plurals": plurals,
        "marks": marks(of),
        "kinds": by_word(ProgramKind::WORDS, label(ProgramKind::LABEL)),
        "grades": by_word(Grade::WORDS, label(Grade::LABEL)),
        "domains": by_word(Domain::WORDS, label(Domain::LABEL)),
        "countries": countries(site, pack),
        "sets": sets(site),
        "programs": programs_url(site, pack),
        "streets": site.route(pack, STREETS).map(|route| site.url(route)),
        "borders": site.url("map/borders/"),
        "towns": site.url("map/towns/"),
    })
    .to_string()
    .into_bytes()
}

/// What the addresses of programs begin with. Slugs of folders may be translated; where the list has no page, nothing
/// translates its folder.
pub fn programs_url(site: &Site, pack: usize) -> String {
    match site.route(pack, "programs/index") {
        Some(route) => site.url(route),
        None => site.url(&format!("{}programs/", site.packs[pack].prefix)),
    }
}

fn by_word(words: &[&str], value: impl Fn(&str) -> Json) -> Json {
    Map::from_iter(words.iter().map(|word| ((*word).to_owned(), value(word)))).into()
}

/// Messages without and with a choice by number.
fn said(of: &Pack) -> (Json, Json) {
    let (mut words, mut plurals) = (Map::new(), Map::new());
    for id in of.messages.0.keys().filter(|id| id.starts_with(OF_SCRIPT)) {
        match of.messages.unfilled(id, &of.tongue) {
            Some(Unfilled::Text(text)) => drop(words.insert(id.clone(), text.into())),
            Some(Unfilled::Plural(texts)) => drop(plurals.insert(id.clone(), json!(texts))),
            None => {}
        }
    }
    (words.into(), plurals.into())
}

/// The drawing of the world, in whose units the map's files are.
fn view(site: &Site) -> Json {
    let Some(boundaries) = &site.catalog.boundaries else {
        return Json::Null;
    };
    let (_, view) = boundaries.world();
    let middle = match view.projection {
        Projection::EqualEarth(middle) => middle,
        Projection::Azimuthal([middle, _]) => middle,
    };
    json!({
        "width": view.size[0],
        "height": view.size[1],
        "scale": view.scale,
        "origin": view.origin,
        "middle": middle,
    })
}

/// Levels, and the states in which a program has none.
fn marks(of: &Pack) -> Json {
    let levels = Level::WORDS.iter().map(|word| (Level::LABEL, *word));
    let without = |word: &&&str| **word != ProgramState::Awarded.word();
    let states = ProgramState::WORDS
        .iter()
        .filter(without)
        .map(|word| (ProgramState::LABEL, *word));
    let mark = |(list, word): (&str, &str)| {
        let mark = json!({
            "label": of.label(list, word),
            "letter": of.label("letter", word),
            "shape": crate::render::maps::shape(word),
        });
        (word.to_owned(), mark)
    };
    Map::from_iter(levels.chain(states).map(mark)).into()
}

/// Every country that has programs: its name, its page, and where it lies in the drawing of the world.
fn countries(site: &Site, pack: usize) -> Json {
    let tenths = |units: f64| (units * 10.0).round() / 10.0;
    let country = |code: &String| {
        let frame = site.catalog.boundaries.as_ref().and_then(|it| it.frame_in_world(code));
        let country = json!({
            "name": site.packs[pack].pack.tongue.country(code),
            "url": site.route(pack, &country_id(code)).map(|route| site.url(route)),
            "box": frame.map(|frame| frame.map(tenths)),
        });
        (code.clone(), country)
    };
    Map::from_iter(site.relations.programs_by_country.keys().map(country)).into()
}

/// Where the programs' files stand: real ones and, where the site shows them, the invented ones apart.
fn sets(site: &Site) -> Json {
    let set = |demo: &bool| {
        let folder = super::map_folder(*demo);
        json!({
            "demo": demo,
            "columns": site.url(&format!("{folder}columns.json")),
            "names": site.url(&format!("{folder}names/")),
            "search": site.url(&format!("{folder}search.json")),
            "geojson": site.url(super::features_path(*demo)),
            "csv": site.url(super::table_path(*demo)),
        })
    };
    shown_sets(site).iter().map(set).collect()
}
