//! Files of `data/map`: borders, towns and disputed borders. Which of them is shown, the site says.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::file::{Outcome, Piece};
use super::records::MapFacts;
use crate::diagnostics::{Diagnostic, Entry, RelPath, catalogue as codes};
use crate::map::{Boundaries, Disputed, Towns};
use crate::source::TextFile;

/// What a file holds.
#[derive(Clone, Debug)]
pub enum MapFile {
    Boundaries(Arc<Boundaries>),
    Towns(Arc<Towns>),
    Disputed(Arc<Disputed>),
}

/// The files that the site names, where they are there.
#[derive(Clone, Debug, Default)]
pub struct MapLayers {
    pub boundaries: Option<Arc<Boundaries>>,
    pub towns: Option<Arc<Towns>>,
    pub disputed: Option<Arc<Disputed>>,
}

impl MapLayers {
    pub fn chosen(facts: &MapFacts, files: &BTreeMap<RelPath, MapFile>) -> Self {
        let named = |path: &str| files.get(path).cloned();
        Self {
            boundaries: match named(facts.boundaries()) {
                Some(MapFile::Boundaries(it)) => Some(it),
                _ => None,
            },
            towns: match facts.towns.as_ref().and_then(|path| named(&path.value)) {
                Some(MapFile::Towns(it)) => Some(it),
                _ => None,
            },
            disputed: match facts.disputed.as_ref().and_then(|path| named(&path.value)) {
                Some(MapFile::Disputed(it)) => Some(it),
                _ => None,
            },
        }
    }
}

/// Only a file of towns has this key.
#[derive(Deserialize)]
struct Peek {
    towns: Option<IgnoredAny>,
}

/// A file of the folder by its ending and what it has, or what stands beside the files; `None` for any other.
pub fn load(text: &TextFile, name: &str, found: &mut Vec<Diagnostic>) -> Option<Outcome> {
    if matches!(name, "LICENSE" | "README.md" | "vendor.json") {
        return Some((None, None));
    }
    let has_towns = || serde_json::from_str::<Peek>(&text.text).is_ok_and(|it| it.towns.is_some());
    let read = if name.ends_with(".geojson") {
        let help =
            "each feature is a LineString or MultiLineString, and its property `source` says who calls it disputed";
        let read = Disputed::read(&text.text).map(|it| MapFile::Disputed(Arc::new(it)));
        read.map_err(|fault| (&codes::BAD_LAYER, "disputed borders", fault, help))
    } else if name.ends_with(".json") && has_towns() {
        let help = "make the file again with `scripts/towns.mjs`; it is not written by hand";
        let read = Towns::read(&text.text).map(|it| MapFile::Towns(Arc::new(it)));
        read.map_err(|fault| (&codes::BAD_LAYER, "towns", fault, help))
    } else if name.ends_with(".json") {
        let help = "make the file again with `scripts/boundaries.mjs`; it is not written by hand";
        let read = Boundaries::read(&text.text).map(|it| MapFile::Boundaries(Arc::new(it)));
        read.map_err(|fault| (&codes::BAD_BOUNDARIES, "borders", fault, help))
    } else {
        return None;
    };
    Some(outcome(text, read, found))
}

type Fault = (&'static Entry, &'static str, String, &'static str);

fn outcome(text: &TextFile, read: Result<MapFile, Fault>, found: &mut Vec<Diagnostic>) -> Outcome {
    match read {
        Ok(file) => (Some(Piece::Map(text.path.clone(), file)), None),
        Err((code, what, fault, help)) => {
            let message = format!("the {what} cannot be read: {fault}");
            found.push(Diagnostic::new(code, &text.path, 0..0, message).help(help));
            (None, Some(format!("map/{}", text.path)))
        }
    }
}
