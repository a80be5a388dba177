//! Sites lie in the country that their record names, by the borders of the site.

use super::Scene;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::load::{Place, Program, TilesFacts};
use crate::map::Boundaries;
use crate::model::{Spanned, TilesKind};

/// How far outside a site may lie, in km: borders are drawn at 1:50 million, and small islands are left out.
const NEAR: f64 = 25.0;
/// How far a message still tells the distance.
const FAR: f64 = 500.0;

pub fn inside(scene: &Scene) -> Vec<Diagnostic> {
    let Some(boundaries) = &scene.catalog.boundaries else {
        return Vec::new();
    };
    let programs = scene.catalog.programs.values();
    let of_program = |program: &Program| -> Vec<Diagnostic> {
        let places = program.sites.iter();
        places
            .filter_map(|place| outside(scene, boundaries, program, place))
            .collect()
    };
    programs.flat_map(|program| of_program(program)).collect()
}

fn outside(scene: &Scene, boundaries: &Boundaries, program: &Program, place: &Place) -> Option<Diagnostic> {
    let code = &program.country.value;
    let (lat, lon) = (place.latitude.value, place.longitude.value);
    let lies_in = |lat: f64, lon: f64| boundaries.distance(code, [lon, lat], NEAR).is_some();
    // A code without borders cannot be judged, and 0/0 has a rule of its own.
    if boundaries.country(code).is_none() || (lat == 0.0 && lon == 0.0) || lies_in(lat, lon) {
        return None;
    }
    if lon.abs() <= 90.0 && lies_in(lon, lat) {
        return Some(swapped(scene, program, place));
    }
    let message = match boundaries.distance(code, [lon, lat], FAR) {
        Some(km) => format!("the site lies about {km:.0} km outside `{code}`"),
        None => format!("the site lies more than {FAR} km outside `{code}`"),
    };
    let help = match boundaries.at([lon, lat]).filter(|at| *at != "ZZ") {
        Some(at) => {
            format!("the point lies in `{at}`: correct the coordinates (south and west are negative), or `country`")
        }
        None => {
            "the point lies in the sea: correct the coordinates (south and west are negative), or `country`".to_owned()
        }
    };
    Some(
        Diagnostic::new(
            &codes::OUTSIDE_COUNTRY,
            &program.file,
            place.latitude.span.clone(),
            message,
        )
        .help(help)
        .related(
            &program.file,
            program.country.span.clone(),
            "the country that the record names",
        ),
    )
}

fn swapped(scene: &Scene, program: &Program, place: &Place) -> Diagnostic {
    let (lat, lon) = (&place.latitude, &place.longitude);
    let told = Diagnostic::new(
        &codes::SWAPPED_POINT,
        &program.file,
        lat.span.clone(),
        format!(
            "the site lies outside `{}`, but the exchanged point lies inside: latitude and longitude are exchanged",
            program.country.value
        ),
    );
    let (first, second) = if lat.span.start < lon.span.start {
        (lat, lon)
    } else {
        (lon, lat)
    };
    let exchanged = scene.sources.text(&program.file).and_then(|text| {
        // With the key before the first number, so that the proposal reads as it will stand.
        let start = text[..first.span.start]
            .trim_end_matches([' ', ':', '\'', '"'])
            .rfind(char::is_whitespace)?
            + 1;
        let key = text.get(start..first.span.start)?;
        let between = text.get(first.span.end..second.span.start)?;
        let (one, other) = (text.get(first.span.clone())?, text.get(second.span.clone())?);
        Some((start, format!("{key}{other}{between}{one}")))
    });
    let told = told.help(format!(
        "write `latitude: {}` and `longitude: {}`",
        lon.value, lat.value
    ));
    match exchanged {
        Some((start, text)) => told.fix(start..second.span.end, text),
        None => told,
    }
}

/// A PMTiles file is one address; a service of pictures has an address for each.
pub fn tiles(scene: &Scene) -> Vec<Diagnostic> {
    let site = &scene.catalog.site;
    let told = |tiles: &TilesFacts| {
        let (message, help) = match tiles.kind {
            TilesKind::Raster if !tiles.url.is_template() => (
                "pictures of tiles need `{z}`, `{x}` and `{y}` in their address",
                "write an address like `https://tiles.example.org/{z}/{x}/{y}.png`, or `kind: pmtiles` for one file",
            ),
            TilesKind::Pmtiles if tiles.url.has_braces() => (
                "a PMTiles file is one address, without braces",
                "name the file, like `https://tiles.example.org/world.pmtiles`, or write `kind: raster` for single pictures",
            ),
            _ => return None,
        };
        Some(Diagnostic::new(&codes::BAD_TILES, &site.file, tiles.url.span.clone(), message).help(help))
    };
    site.map.tiles.as_ref().and_then(told).into_iter().collect()
}

/// The files that the site names are there; without a name the maps go without.
pub fn layers(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let map = &catalog.site.map;
    let missing = |path: &Option<Spanned<String>>, there: bool, code, what: &str, usual: &str| {
        let path = path.as_ref().filter(|_| !there)?;
        let told = catalog.is_tombstone(&format!("map/{}", path.value));
        (!told).then(|| {
            let message = format!("there is no file of {what} `{}`", path.value);
            Diagnostic::new(code, &catalog.site.file, path.span.clone(), message).help(format!(
                "name a file below data/map, such as `data/map/{usual}`, or delete the line"
            ))
        })
    };
    let (borders, layer) = (&codes::BAD_BOUNDARIES, &codes::BAD_LAYER);
    let there = catalog.boundaries.is_some();
    let mut found = Vec::new();
    found.extend(missing(&map.boundaries, there, borders, "borders", "boundaries.json"));
    let there = catalog.towns.is_some();
    found.extend(missing(&map.towns, there, layer, "towns", "towns.json"));
    let there = catalog.disputed.is_some();
    found.extend(missing(
        &map.disputed,
        there,
        layer,
        "disputed borders",
        "disputed.geojson",
    ));
    if let (Some(path), None) = (&map.towns, &map.towns_source) {
        let message = "the towns have no `towns_source`, so the maps could not say where they come from";
        let told = Diagnostic::new(layer, &catalog.site.file, path.span.clone(), message);
        found.push(told.help("add `towns_source: GeoNames, CC BY 4.0` below it, or whoever listed them"));
    }
    found
}
