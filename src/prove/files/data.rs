//! JSON files parse, and what is called GeoJSON holds places on this earth (RFC 7946).

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::File;
use crate::diagnostics::catalogue;

pub(super) fn examine(file: &mut File<'_>, ending: &str) {
    let bytes = &file.artifact.bytes;
    let outcome = match ending {
        "geojson" => serde_json::from_slice::<Geo>(bytes).map(|geo| geo.problems()),
        "webmanifest" => serde_json::from_slice::<serde_json::Value>(bytes).map(|manifest| {
            for address in addresses(&manifest) {
                file.load(&address);
            }
            Vec::new()
        }),
        _ => serde_json::from_slice::<IgnoredAny>(bytes).map(|_| Vec::new()),
    };
    let problems = outcome.unwrap_or_else(|error| vec![format!("it is not JSON of the expected form ({error})")]);
    for problem in problems {
        let message = format!("The file `{}` cannot be used: {problem}.", file.shown());
        let help = "Programs that read it would stop there. Mend the record or the place that writes it.";
        file.findings.add(&catalogue::REQUIRED_FILE, message, help);
    }
}

/// What a web app manifest makes a browser load.
fn addresses(manifest: &serde_json::Value) -> Vec<String> {
    let list = |name: &str| {
        manifest
            .get(name)
            .and_then(|list| list.as_array())
            .cloned()
            .unwrap_or_default()
    };
    let pictures = ["icons", "screenshots"].into_iter().flat_map(list);
    let sources = pictures.filter_map(|picture| Some(picture.get("src")?.as_str()?.to_owned()));
    let start = manifest
        .get("start_url")
        .and_then(|start| start.as_str())
        .map(str::to_owned);
    sources.chain(start).collect()
}

/// Counts of what is wrong in a GeoJSON file, taken while it streams by.
#[derive(Default)]
struct Geo {
    kind: String,
    /// Positions that are no longitude and latitude.
    off_earth: usize,
    /// Positions 0/0: a value that was never filled in.
    null_island: usize,
    /// Names of features that stand twice or more.
    repeated: Vec<String>,
    ids: std::collections::BTreeSet<String>,
    id: Option<String>,
}

impl Geo {
    fn problems(self) -> Vec<String> {
        const KINDS: &[&str] = &[
            "FeatureCollection",
            "Feature",
            "Point",
            "MultiPoint",
            "LineString",
            "MultiLineString",
            "Polygon",
            "MultiPolygon",
            "GeometryCollection",
        ];
        let mut problems = Vec::new();
        if !KINDS.contains(&&*self.kind) {
            problems.push(format!("its `type` is `{}`, which GeoJSON does not know", self.kind));
        }
        if self.off_earth > 0 {
            problems.push(format!(
                "{} positions are not [longitude, latitude] in degrees",
                self.off_earth
            ));
        }
        if self.null_island > 0 {
            problems.push(format!(
                "{} positions are 0/0, where nothing was entered",
                self.null_island
            ));
        }
        problems.extend(
            self.repeated
                .iter()
                .map(|id| format!("two features have the id `{id}`")),
        );
        problems
    }

    fn take(&mut self, inner: Self) {
        self.off_earth += inner.off_earth;
        self.null_island += inner.null_island;
        self.repeated.extend(inner.repeated);
        if let Some(id) = inner.id
            && !self.ids.insert(id.clone())
        {
            self.repeated.push(id);
        }
    }
}

impl<'de> Deserialize<'de> for Geo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Geo;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GeoJSON object")
            }
            fn visit_unit<E>(self) -> Result<Geo, E> {
                Ok(Geo::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Geo, A::Error> {
                let mut geo = Geo::default();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    match &*key {
                        "type" => geo.kind = map.next_value()?,
                        "id" => geo.id = Some(map.next_value::<serde_json::Value>()?.to_string()),
                        "geometry" => geo.take(map.next_value()?),
                        "features" | "geometries" => {
                            let members: Vec<Geo> = map.next_value()?;
                            members.into_iter().for_each(|member| geo.take(member));
                        }
                        "coordinates" => map.next_value::<Coordinates>()?.count(&mut geo),
                        _ => _ = map.next_value::<IgnoredAny>()?,
                    }
                }
                Ok(geo)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// A position, or counts of what is wrong in a list of them.
enum Coordinates {
    Number(f64),
    Counted { off_earth: usize, null_island: usize },
}

impl Coordinates {
    fn count(self, geo: &mut Geo) {
        match self {
            Self::Number(_) => geo.off_earth += 1,
            Self::Counted { off_earth, null_island } => {
                geo.off_earth += off_earth;
                geo.null_island += null_island;
            }
        }
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Coordinates;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("coordinates")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Coordinates, A::Error> {
                let mut position = Vec::new();
                let (mut off_earth, mut null_island, mut lists) = (0, 0, 0);
                while let Some(element) = list.next_element()? {
                    match element {
                        Coordinates::Number(number) => position.push(number),
                        Coordinates::Counted {
                            off_earth: off,
                            null_island: null,
                        } => {
                            (off_earth, null_island, lists) = (off_earth + off, null_island + null, lists + 1);
                        }
                    }
                }
                match position[..] {
                    [] => {}
                    [longitude, latitude] | [longitude, latitude, _] if lists == 0 => {
                        off_earth += usize::from(longitude.abs() > 180.0 || latitude.abs() > 90.0);
                        null_island += usize::from(longitude == 0.0 && latitude == 0.0);
                    }
                    _ => off_earth += 1,
                }
                Ok(Coordinates::Counted { off_earth, null_island })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(json: &str) -> Vec<String> {
        serde_json::from_str::<Geo>(json).map_or_else(|error| vec![error.to_string()], Geo::problems)
    }

    #[test]
    fn places_on_earth_pass() {
        let json = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[9.5,-47]},"properties":{"coordinates":[999]}},
            {"type":"Feature","id":"b","geometry":null,"properties":null},
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,1],[2,3,4]]]}}]}"#;
        assert_eq!(problems(json), Vec::<String>::new());
    }

    #[test]
    fn what_lies_off_the_map_is_counted() {
        let json = r#"{"type":"FeatureCollection","features":[
            {"id":"a","geometry":{"type":"Point","coordinates":[47,-190]}},
            {"id":"a","geometry":{"type":"MultiPoint","coordinates":[[0,0],[1],[181,0]]}}]}"#;
        let found = problems(json).join("; ");
        assert!(found.contains("3 positions are not"), "{found}");
        assert!(found.contains("1 positions are 0/0"), "{found}");
        assert!(found.contains("the id `\"a\"`"), "{found}");
        assert!(problems("{\"type\":\"x\"}")[0].contains("`x`"));
        assert!(!problems("[").is_empty());
    }
}
