//! Published data: programs as GeoJSON (RFC 7946), statistics as CSV (RFC 4180), and what machines are told of them.

use serde_json::{Value as Json, json};

use crate::link::{Page, Site, View};
use crate::load::Program;
use crate::markdown::BlockKind;
use crate::model::ListKind;

/// Where the statistics stand as a table.
pub const STATISTICS: &str = "data/statistics.csv";
const PROGRAMS: &str = "map/programs.geojson";

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
                .map(|place| (place.longitude, place.latitude.value))
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
    let point = |place: &crate::load::Place| json!([rounded(place.longitude), rounded(place.latitude.value)]);
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

/// Every statistic with its source, one a line; labels are those of the source pack.
pub fn statistics(site: &Site) -> Vec<u8> {
    let mut out = String::from("key,label,value,unit,year,as_of,countries,verified,source,source_url\r\n");
    let labels = &site.packs[0].pack.labels;
    for statistic in site.catalog.statistics.values() {
        let publication = statistic
            .publication
            .as_ref()
            .and_then(|key| Some((key, site.catalog.publication(key)?)));
        let (source, source_url) = match (publication, &statistic.source) {
            (Some((key, (article, _))), _) => {
                let route = site.route(0, &format!("literature/{}", key.value));
                (
                    article.front.title.value.clone(),
                    route.map_or_else(String::new, |route| site.absolute(route)),
                )
            }
            (None, Some(source)) => (source.name.clone(), source.url.clone()),
            (None, None) => Default::default(),
        };
        let countries: Vec<&str> = statistic.countries.iter().map(|code| code.value.as_str()).collect();
        let cells = [
            statistic.key.clone(),
            labels
                .get(&statistic.key)
                .map_or_else(String::new, |label| label.label.clone()),
            statistic.value.clone(),
            statistic.unit.word().to_owned(),
            statistic.year.map_or_else(String::new, |year| year.to_string()),
            statistic.as_of.value.to_string(),
            countries.join(" "),
            statistic.verified.to_string(),
            source,
            source_url,
        ];
        out.push_str(&cells.map(|text| cell(&text)).join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// A cell of CSV (RFC 4180 §2). What a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if text.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
        return format!("\"{guard}{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// The data that a page offers, as schema.org describes them. Nothing invented is called data.
pub fn described(site: &Site, page: &Page) -> Vec<Json> {
    let View::Article(article) = &page.view else {
        return Vec::new();
    };
    let holds = |kind: BlockKind| article.body.blocks.iter().any(|block| block.kind == kind);
    let lists_programs = match &article.facts {
        crate::load::Facts::Page(facts) => facts.list == Some(ListKind::Programs),
        _ => false,
    };
    let mut offered = Vec::new();
    if holds(BlockKind::Statistics) {
        offered.push((STATISTICS, "text/csv"));
    }
    if lists_programs && site.catalog.programs.values().any(|program| !program.demo) {
        offered.push((PROGRAMS, "application/geo+json"));
    }
    let dataset = |(path, format): (&str, &str)| {
        json!({
            "@type": "Dataset",
            "name": article.front.title.value,
            "description": article.front.description.value,
            "url": site.absolute(&page.route),
            "license": site.catalog.site.licence.url,
            "creator": {"@type": "Organization", "name": site.catalog.site.title, "url": site.absolute("")},
            "dateModified": article.front.updated.as_ref().map(|day| day.value.to_string()),
            "distribution": [{"@type": "DataDownload", "contentUrl": site.absolute(path), "encodingFormat": format}],
        })
    };
    offered.into_iter().map(dataset).collect()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_no_formula_and_ends_no_row() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@sum"), "\"'@sum\"");
    }
}
