//! Programs by their names, for the map's search: read when somebody begins to type, by row numbers of the columns.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::columns::rows;
use super::programs::chosen;
use crate::link::Site;
use crate::load::Program;

/// Names and towns of all programs, in the order of their rows.
pub fn search(site: &Site, demo: bool) -> Vec<u8> {
    search_of(&rows(chosen(site, demo).collect())).to_string().into_bytes()
}

pub fn search_of(rows: &[&Program]) -> Json {
    let city = |program: &&Program| program.sites.first().map_or("", |site| site.city.as_str()).to_owned();
    let own: Vec<String> = rows.iter().map(city).collect();
    let cities: Vec<&String> = own.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let others = rows.iter().enumerate().filter_map(|(row, program)| {
        let latin = program.name_latin.as_deref();
        let local = program.name_local.as_ref().map(|(text, _)| text.as_str());
        let names: Vec<&str> = latin.into_iter().chain(local).collect();
        (!names.is_empty()).then(|| (row.to_string(), Json::from(names.join(" · "))))
    });
    json!({
        "version": 1,
        "names": rows.iter().map(|program| program.name.value.as_str()).collect::<Vec<_>>(),
        "others": Map::from_iter(others),
        "cities": cities,
        "city": own.iter().map(|city| cities.binary_search(&city).unwrap_or(0)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::program;
    use super::*;

    #[test]
    fn towns_stand_once_and_other_names_with_their_row() {
        let programs = [
            program("programs/fj/a", &[]),
            program(
                "programs/jp/a",
                &[
                    ("name_latin", "Byoin"),
                    ("name_local", "病院"),
                    ("name_local_lang", "ja"),
                    ("sites", "|Osaka|34.69|135.5|city"),
                ],
            ),
            program("programs/jp/b", &[]),
        ];
        let search = search_of(&programs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        assert_eq!(search["cities"], json!(["Osaka", "Town"]));
        assert_eq!(search["city"], json!([1, 0, 1]));
        assert_eq!(search["others"], json!({"1": "Byoin · 病院"}));
    }
}
