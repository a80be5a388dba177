//! Programs as GeoJSON (RFC 7946).

use serde_json::{Value as Json, json};

use crate::link::Site;
use crate::load::Program;

/// The feature collection of real or of demonstration programs. One feature a program; several sites are a MultiPoint.
pub fn programs(site: &Site, demo: bool) -> Vec<u8> {
    let programs: Vec<&Program> = site
        .catalog
        .programs
        .values()
        .map(AsRef::as_ref)
        .filter(|program| program.demo == demo && !program.sites.is_empty())
        .collect();
    let mut collection = json!({
        "type": "FeatureCollection",
        "features": programs.iter().map(|program| feature(site, program)).collect::<Vec<_>>(),
        "licence": site.catalog.site.licence.url,
        "source": site.absolute(""),
        "demo": demo,
    });
    let points = || {
        programs.iter().flat_map(|program| {
            program
                .sites
                .iter()
                .map(|place| (place.longitude.value, place.latitude.value))
        })
    };
    if points().next().is_some() {
        let fold =
            |pick: fn((f64, f64)) -> f64, least: fn(f64, f64) -> f64| points().map(pick).reduce(least).unwrap_or(0.0);
        // RFC 7946 §5: west, south, east, north.
        collection["bbox"] = json!([
            rounded(fold(|p| p.0, f64::min)),
            rounded(fold(|p| p.1, f64::min)),
            rounded(fold(|p| p.0, f64::max)),
            rounded(fold(|p| p.1, f64::max))
        ]);
    }
    collection.to_string().into_bytes()
}

fn feature(site: &Site, program: &Program) -> Json {
    let point = |place: &crate::load::Place| json!([rounded(place.longitude.value), rounded(place.latitude.value)]);
    let geometry = match program.sites.as_slice() {
        [one] => json!({"type": "Point", "coordinates": point(one)}),
        many => json!({"type": "MultiPoint", "coordinates": many.iter().map(point).collect::<Vec<_>>()}),
    };
    let award = program.award();
    json!({
        "type": "Feature",
        "id": &*program.id,
        "geometry": geometry,
        "properties": {
            "name": program.name.value,
            "name_lang": program.name_lang,
            "country": program.country.value,
            "kind": program.kind.word(),
            "state": program.state.word(),
            "level": award.map(|award| award.level.word()),
            "awarded": award.map(|award| award.date.value.to_string()),
            "url": site.route(0, &program.id).map(|route| site.absolute(route)),
        },
    })
}

/// Six decimals are about 11 cm (RFC 7946 §11.2).
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
