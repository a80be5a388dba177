//! What the script of the map loads when a reader goes deeper: fine borders and towns, one file a country each.

use serde_json::json;

use crate::link::Site;
use crate::map::{UNIT, bounds, steps};

/// Codes of all countries of the boundary file.
pub fn bordered(site: &Site) -> Vec<String> {
    let boundaries = site.catalog.boundaries.iter();
    boundaries
        .flat_map(|it| it.countries().map(|(code, _)| code.to_owned()))
        .collect()
}

/// `{"version":1,"unit":16,"rings":[[x,y,dx,dy,…],…]}`: closed rings in 1/unit of the world drawing.
pub fn borders(site: &Site, code: &str) -> Vec<u8> {
    let rings = site.catalog.boundaries.as_ref().and_then(|it| it.fine(code));
    let rings: Vec<Vec<i32>> = rings.unwrap_or_default().iter().map(|ring| steps(ring)).collect();
    json!({"version": 1, "unit": UNIT as i32, "rings": rings})
        .to_string()
        .into_bytes()
}

/// `{"version":1,"boxes":{"FJ":[left,top,right,bottom],…},"towns":["AD",…]}`: which countries a view meets, in units of the
/// world drawing, and which of them have a file of towns.
pub fn boxes(site: &Site) -> Vec<u8> {
    let boundaries = site.catalog.boundaries.iter();
    let all = boundaries.flat_map(|it| it.countries().filter_map(|(code, _)| Some((code, it.fine(code)?))));
    let boxes = all.filter_map(|(code, rings)| {
        let corners: Vec<[f64; 2]> = rings.iter().flatten().map(|corner| corner.map(f64::from)).collect();
        let rounded = bounds(&corners).map(|it| (it / UNIT).round() as i32);
        (!corners.is_empty()).then(|| (code.to_owned(), json!(rounded)))
    });
    let boxes: serde_json::Map<_, _> = boxes.collect();
    json!({"version": 1, "boxes": boxes, "towns": with_towns(site)})
        .to_string()
        .into_bytes()
}

/// Codes of all countries of the file of towns.
pub fn with_towns(site: &Site) -> Vec<String> {
    let towns = site.catalog.towns.iter();
    towns.flat_map(|it| it.countries().map(str::to_owned)).collect()
}

/// `{"version":1,"towns":[["Suva",-18.14,178.44,77366],…]}`: name, latitude, longitude, people, the largest first.
pub fn towns(site: &Site, code: &str) -> Vec<u8> {
    // The fine borders are no finer than two hundredths.
    let rounded = |degrees: f64| (degrees * 100.0).round() / 100.0;
    let towns = site.catalog.towns.as_ref().map_or(&[][..], |it| it.of(code));
    let rows: Vec<_> = towns
        .iter()
        .map(|town| json!([town.name, rounded(town.at[1]), rounded(town.at[0]), town.people]))
        .collect();
    json!({"version": 1, "towns": rows}).to_string().into_bytes()
}
