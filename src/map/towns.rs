//! The file of towns: names to find one's way by, the largest first.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LonLat;

/// The file as it is written; `scripts/towns.mjs` says what it means.
#[derive(Deserialize)]
struct Written {
    version: u32,
    #[serde(default)]
    capitals: BTreeMap<String, usize>,
    towns: BTreeMap<String, Vec<(String, f64, f64, u32)>>,
}

/// Towns by country code.
#[derive(Debug)]
pub struct Towns(BTreeMap<String, Vec<Town>>);

#[derive(Clone, Debug)]
pub struct Town {
    /// In Latin script, as GeoNames has it.
    pub name: String,
    pub at: LonLat,
    pub people: u32,
    pub capital: bool,
}

impl Towns {
    /// Reads the file's text; the fault in words where it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if written.version != 1 {
            return Err("it is not of version 1".to_owned());
        }
        let capitals = written.capitals;
        let of_country = |(code, rows): (String, Vec<_>)| {
            let capital = capitals.get(&code).copied();
            let towns = rows.into_iter().enumerate();
            let towns: Result<Vec<Town>, String> = towns.map(|(n, row)| town(row, capital == Some(n))).collect();
            Ok((code, towns?))
        };
        written
            .towns
            .into_iter()
            .map(of_country)
            .collect::<Result<_, String>>()
            .map(Self)
    }

    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The towns of a country, the largest first.
    pub fn of(&self, code: &str) -> &[Town] {
        self.0.get(code).map_or(&[], Vec::as_slice)
    }
}

fn town((name, lat, lon, people): (String, f64, f64, u32), capital: bool) -> Result<Town, String> {
    if name.trim().is_empty() {
        return Err("a town has no name".to_owned());
    }
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        return Err(format!("{name} lies at {lat}, {lon}, which is no place on earth"));
    }
    Ok(Town {
        name,
        at: [lon, lat],
        people,
        capital,
    })
}
