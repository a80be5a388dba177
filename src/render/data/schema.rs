//! JSON Schema (2020-12) of the published features, made of the same table that checks the records.

use serde_json::{Map, Value as Json, json};

use crate::link::Site;
use crate::model;
use crate::shapes::{self, Shape, Ty};

/// The schema of `map/programs.geojson` and of each country's file.
pub fn schema(site: &Site) -> Vec<u8> {
    of_collection(&site.absolute(super::SCHEMA)).to_string().into_bytes()
}

fn of_collection(id: &str) -> Json {
    let position = json!({
        "type": "array",
        "prefixItems": [
            {"type": "number", "minimum": -180, "maximum": 180},
            {"type": "number", "minimum": -90, "maximum": 90},
        ],
        "items": false,
        "minItems": 2,
    });
    let geometry = |kind: &str, coordinates: Json| {
        json!({
            "type": "object",
            "properties": {"type": {"const": kind}, "coordinates": coordinates},
            "required": ["type", "coordinates"],
            "additionalProperties": false,
        })
    };
    let point = geometry("Point", json!({"$ref": "#/$defs/position"}));
    let points = json!({"type": "array", "items": {"$ref": "#/$defs/position"}, "minItems": 2});
    let points = geometry("MultiPoint", points);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "Post-fracture care programs",
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "licence": {"type": "string", "format": "uri"},
            "source": {"type": "string", "format": "uri"},
            "date": {"type": ["string", "null"], "format": "date", "description": "the newest date that a record tells"},
            "demo": {"type": "boolean", "description": "true where every record is invented"},
            "bbox": {"$ref": "#/$defs/bbox"},
            "features": {"type": "array", "items": {"$ref": "#/$defs/feature"}},
        },
        "required": ["type", "licence", "source", "date", "demo", "features"],
        "additionalProperties": false,
        "$defs": {
            "position": position,
            "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "feature": {
                "type": "object",
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string", "pattern": "^programs/[a-z]{2}/[a-z0-9-]+$"},
                    "bbox": {"$ref": "#/$defs/bbox"},
                    "geometry": {"oneOf": [point, points]},
                    "properties": properties(),
                },
                "required": ["type", "id", "geometry", "properties"],
                "additionalProperties": false,
            },
        },
    })
}

/// The keys of a record; its coordinates are the geometry, and `level`, `awarded` and `url` follow from the rest.
fn properties() -> Json {
    let mut schema = of_shape(&shapes::PROGRAM, &["demo"]);
    let site = of_shape(&shapes::PLACE, &["latitude", "longitude"]);
    schema["properties"]["sites"] = json!({
        "type": "array",
        "items": site,
        "minItems": 1,
        "description": "one for each position of the geometry, in its order",
    });
    schema["properties"]["level"] = json!({
        "enum": model::Level::WORDS,
        "description": "the level in force, as awarded and never computed",
    });
    schema["properties"]["awarded"] = json!({"type": "string", "format": "date", "description": "when it was awarded"});
    schema["properties"]["url"] = json!({"type": "string", "format": "uri", "description": "the program's page"});
    schema
}

fn of_shape(shape: &Shape, without: &[&str]) -> Json {
    let fields = || shape.fields.iter().filter(|field| !without.contains(&field.name));
    let described = |field: &shapes::Field| {
        let mut schema = of_type(&field.ty);
        schema["description"] = field.doc.into();
        (field.name.to_owned(), schema)
    };
    let properties: Map<String, Json> = fields().map(described).collect();
    let required: Vec<&str> = fields()
        .filter(|field| field.required)
        .map(|field| field.name)
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn of_type(ty: &Ty) -> Json {
    match ty {
        Ty::Text(most) => json!({"type": "string", "minLength": 1, "maxLength": most}),
        Ty::Choice(words) => json!({"enum": words}),
        Ty::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Ty::Number(least, most) => json!({"type": "number", "minimum": least, "maximum": most}),
        Ty::Boolean => json!({"type": "boolean"}),
        Ty::Date => json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Ty::Address => json!({"type": "string", "format": "uri", "pattern": "^https://"}),
        Ty::Contact => json!({"type": "string", "format": "uri", "pattern": "^(https://|mailto:)"}),
        Ty::Country => json!({"type": "string", "pattern": "^[A-Z]{2}$"}),
        Ty::Key => json!({"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}),
        Ty::List(item) => json!({"type": "array", "items": of_type(item)}),
        Ty::Map(shape) => of_shape(shape, &[]),
        _ => json!({"type": "string"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_one_and_refuses_what_is_none_of_ours() {
        let schema = of_collection("https://www.example.org/map/programs.schema.json");
        let validator = jsonschema::JSONSchema::compile(&schema).unwrap();
        let mut collection = json!({
            "type": "FeatureCollection", "licence": "https://x.org/", "source": "https://x.org/", "date": null, "demo": false,
            "features": [{
                "type": "Feature", "id": "programs/fj/a", "geometry": {"type": "Point", "coordinates": [178.44, -18.14]},
                "properties": {
                    "name": "A", "name_lang": "en", "kind": "hospital", "country": "FJ", "state": "listed",
                    "sites": [{"city": "Suva", "precision": "city"}]
                }
            }]
        });
        assert!(validator.is_valid(&collection));
        for (pointer, wrong) in [
            ("/features/0/properties/kind", json!("clinic")),
            ("/features/0/geometry/coordinates", json!([-18.14, 178.44])),
            ("/features/0/id", json!("fj/a")),
            ("/features/0/properties/sites", json!([])),
        ] {
            let right = std::mem::replace(collection.pointer_mut(pointer).unwrap(), wrong);
            assert!(!validator.is_valid(&collection), "{pointer}");
            *collection.pointer_mut(pointer).unwrap() = right;
        }
    }
}
