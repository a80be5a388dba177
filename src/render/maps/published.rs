//! What the script of the map loads when a reader goes deeper: fine borders, one file a country.

use serde_json::json;

use crate::link::Site;
use crate::map::{UNIT, steps};

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
