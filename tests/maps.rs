//! The maps of the built site: what they weigh, what their links are called, and what they show without programs.

mod common;

use common::Project;

/// The drawing with this title's id.
fn drawing(page: &[u8], id: &str) -> String {
    let page = std::str::from_utf8(page).unwrap();
    let at = page.find(id).unwrap_or_else(|| panic!("no {id}"));
    let start = page[..at].rfind("<svg").unwrap();
    let end = start + page[start..].find("</svg>").unwrap();
    page[start..end + 6].to_owned()
}

fn packed(text: &str) -> usize {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut out, &parameters).unwrap();
    out.len()
}

/// The values of an attribute, in order.
fn values<'a>(svg: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=");
    let parts = svg.split(start.as_str()).skip(1);
    parts
        .map(|part| match part.strip_prefix('"') {
            Some(quoted) => &quoted[..quoted.find('"').unwrap()],
            None => &part[..part.find([' ', '>']).unwrap()],
        })
        .collect()
}

#[test]
fn the_map_of_the_world_is_light_and_its_links_have_names() {
    let site = Project::copy().built(&[]);
    let svg = drawing(&site["programs/index.html"], "map-name");
    println!("map of the world: {} bytes, {} after brotli", svg.len(), packed(&svg));
    assert!(packed(&svg) <= 20 * 1024, "{} bytes", packed(&svg));
    let links = svg.matches("<a ").count();
    let names = values(&svg, "aria-label");
    assert!(links > 30 && names.len() == links, "{links} links, {names:?}");
    assert!(
        names.contains(&"Fiji: 1 example") && names.contains(&"Singapore: 2 examples"),
        "{names:?}"
    );
    assert_eq!(values(&svg, "tabindex"), vec!["-1"; links]);
    assert!(!svg.contains("style=") && !svg.contains("<script"));
    assert!(svg.contains("role=group") || svg.contains("role=\"group\""));
    let fiji = drawing(&site["countries/fj/index.html"], "country-map-name");
    assert!(fiji.contains("Map of Fiji") && fiji.contains("map-own"));
    for (path, bytes) in site
        .iter()
        .filter(|(path, _)| path.starts_with("countries/") && path.matches('/').count() == 2)
    {
        if bytes.windows(16).any(|it| it == b"country-map-name") {
            let svg = drawing(bytes, "country-map-name");
            assert!(packed(&svg) <= 14 * 1024, "{path}: {} bytes", packed(&svg));
        }
    }
}

#[test]
fn without_programs_the_map_shows_land_and_says_so() {
    let site = Project::copy().built(&["--production"]);
    let page = &site["programs/index.html"];
    let svg = drawing(page, "map-name");
    assert!(!svg.contains("<a ") && !svg.contains("marker-mid") && svg.contains("map-land"));
    assert!(String::from_utf8_lossy(page).contains("No recognised program is recorded here."));
}

#[test]
fn every_country_of_the_boundary_file_has_fine_borders_once_for_all_packs() {
    let site = Project::copy().built(&["--production"]);
    let text = std::fs::read_to_string("data/map/boundaries.json").unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let codes = |key: &str| file[key].as_object().unwrap().keys().cloned();
    let codes: std::collections::BTreeSet<String> = codes("countries").chain(codes("points")).collect();
    let paths: Vec<&str> = site
        .keys()
        .map(AsRef::as_ref)
        .filter(|it: &&str| it.contains("map/borders/"))
        .collect();
    // And the index of their boxes.
    assert_eq!(paths.len(), codes.len() + 1, "{paths:?}");
    let index: serde_json::Value = serde_json::from_slice(&site["map/borders/index.json"]).unwrap();
    assert_eq!(index["boxes"]["FJ"].as_array().unwrap().len(), 4);
    let mut weight = 0;
    for code in &codes {
        let bytes = &site[format!("map/borders/{}.json", code.to_lowercase()).as_str()];
        let borders: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(
            (&borders["version"], &borders["unit"]),
            (&1.into(), &16.into()),
            "{code}"
        );
        assert!(borders["rings"].is_array(), "{code}");
        weight += packed(std::str::from_utf8(bytes).unwrap());
    }
    println!("fine borders: {} files, {weight} bytes after brotli", codes.len());
    assert!(weight < 300 * 1024, "{weight} bytes");
}

#[test]
fn maps_of_countries_name_larger_towns_for_the_eye_and_say_whence() {
    let site = Project::copy().built(&[]);
    for (country, town) in [
        ("fj", "Suva"),
        ("mt", "Valletta"),
        ("sg", "Singapore"),
        ("gb", "London"),
    ] {
        let page = &site[format!("countries/{country}/index.html").as_str()];
        let svg = drawing(page, "country-map-name");
        let towns = &svg[svg.find("map-towns").unwrap_or_else(|| panic!("{country}: no towns"))..];
        assert!(towns.contains(&format!(">{town}</text>")), "{country}: {towns}");
        // Read by no screen reader: the list beside the map has what matters.
        let group = &svg[..svg.find("map-towns").unwrap()];
        let group = &svg[group.rfind("<g ").unwrap()..];
        assert!(group[..group.find('>').unwrap()].contains("aria-hidden"), "{country}");
        assert!(svg.matches("class=map-town ").count() <= 10, "{country}");
        assert!(
            String::from_utf8_lossy(page).contains("Towns: GeoNames, CC BY 4.0."),
            "{country}"
        );
    }
    let world = String::from_utf8_lossy(&site["programs/index.html"]);
    assert!(
        world.contains("Towns: GeoNames, CC BY 4.0."),
        "the script shows towns on it"
    );
    let fiji: serde_json::Value = serde_json::from_slice(&site["map/towns/fj.json"]).unwrap();
    assert_eq!(fiji["version"], 1);
    assert_eq!(fiji["towns"][0], serde_json::json!(["Suva", -18.14, 178.44, 77366]));
}

#[test]
fn disputed_borders_are_dashed_where_they_are_seen_and_name_their_source() {
    let site = Project::copy().built(&[]);
    let credit = "Dashed borders: Natural Earth 1:50m, which draws them without a code of ISO 3166-1.";
    for (page, title, shown) in [
        ("programs", "map-name", true),
        ("countries/cy", "country-map-name", true),
        ("countries/fj", "country-map-name", false),
    ] {
        let html = &site[format!("{page}/index.html").as_str()];
        let svg = drawing(html, title);
        assert_eq!(svg.matches("map-disputed").count(), usize::from(shown), "{page}");
        assert_eq!(String::from_utf8_lossy(html).contains(credit), shown, "{page}");
    }
}
