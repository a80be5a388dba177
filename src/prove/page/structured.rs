//! P013: JSON-LD is JSON, names schema.org as its context, and every item has a type and what that type needs.
//!
//! Read as a stream: of a page's data only a few names matter, and building the values would cost more than the rest
//! of the page's proof.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What each type needs to be of use (schema.org, and what search engines ask for).
const NEEDS: &[(&str, &[&str])] = &[
    ("Article", &["headline"]),
    ("ScholarlyArticle", &["headline"]),
    ("MedicalScholarlyArticle", &["headline"]),
    ("MedicalWebPage", &["name"]),
    ("WebPage", &["name"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("Organization", &["name"]),
    ("MedicalOrganization", &["name"]),
    ("Dataset", &["name", "description"]),
    ("WebSite", &["name", "url"]),
    ("Place", &["name"]),
    ("Person", &["name"]),
];

/// The properties that [`NEEDS`] names.
const PROPERTIES: &[&str] = &["headline", "name", "itemListElement", "description", "url"];

/// Completes the sentence "The structured data cannot be used: …".
pub(super) fn check(json: &[u8]) -> Result<(), String> {
    let item: Item = serde_json::from_slice(json).map_err(|error| format!("it is not JSON ({error})"))?;
    if !item.context {
        return Err("its `@context` is not `https://schema.org`".into());
    }
    match &item.graph {
        Some(graph) => graph.iter().try_for_each(complete),
        None => complete(&item),
    }
}

fn complete(item: &Item) -> Result<(), String> {
    if item.types.is_empty() {
        return Err("an item has no `@type`".into());
    }
    for (kind, needs) in NEEDS
        .iter()
        .filter(|(kind, _)| item.types.iter().any(|own| own == kind))
    {
        if let Some(need) = needs.iter().find(|need| !item.filled.contains(need)) {
            return Err(format!("a `{kind}` has no `{need}`"));
        }
    }
    Ok(())
}

/// What is read of one item.
#[derive(Default)]
struct Item {
    /// Names schema.org.
    context: bool,
    types: Vec<String>,
    /// Those of [`PROPERTIES`] that hold something.
    filled: Vec<&'static str>,
    graph: Option<Vec<Item>>,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Item;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
                let mut item = Item::default();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    match &*key {
                        "@context" => item.context = map.next_value::<Words>()?.name_schema_org(),
                        "@type" => item.types = map.next_value::<Words>()?.0,
                        "@graph" => item.graph = Some(map.next_value()?),
                        name => match PROPERTIES.iter().find(|property| **property == name) {
                            Some(property) if map.next_value::<Filled>()?.0 => item.filled.push(property),
                            Some(_) => {}
                            None => _ = map.next_value::<IgnoredAny>()?,
                        },
                    }
                }
                Ok(item)
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// A word, or those of a list or of an object's values.
struct Words(Vec<String>);

impl Words {
    fn name_schema_org(&self) -> bool {
        let known = |word: &String| matches!(word.trim_end_matches('/'), "https://schema.org" | "http://schema.org");
        self.0.iter().any(known)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_str<E>(self, word: &str) -> Result<Words, E> {
                Ok(Words(if word.is_empty() {
                    Vec::new()
                } else {
                    vec![word.to_owned()]
                }))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
                let mut all = Vec::new();
                while let Some(Words(words)) = list.next_element()? {
                    all.extend(words);
                }
                Ok(Words(all))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                let mut all = Vec::new();
                while let Some((_, Words(words))) = map.next_entry::<IgnoredAny, Words>()? {
                    all.extend(words);
                }
                Ok(Words(all))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// Whether a value holds something.
struct Filled(bool);

impl<'de> Deserialize<'de> for Filled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Filled;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Filled, E> {
                Ok(Filled(!text.trim().is_empty()))
            }
            fn visit_unit<E>(self) -> Result<Filled, E> {
                Ok(Filled(false))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Filled, E> {
                Ok(Filled(true))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Filled, E> {
                Ok(Filled(true))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Filled, E> {
                Ok(Filled(true))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Filled, E> {
                Ok(Filled(true))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Filled, A::Error> {
                let mut any = false;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    any = true;
                }
                Ok(Filled(any))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Filled, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Filled(true))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn complete_data_passes() {
        for json in [
            r#"{"@context":"https://schema.org","@type":"WebPage","name":"x","a":[{"b":1}]}"#,
            r#"{"@graph":[{"@type":["WebSite"],"name":"x","url":"y"}],"@context":{"@vocab":"https://schema.org/"}}"#,
            r#"{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[1]}"#,
        ] {
            assert_eq!(check(json.as_bytes()), Ok(()), "{json}");
        }
    }

    #[test]
    fn what_search_engines_would_drop_is_told() {
        for (json, part) in [
            ("{", "not JSON"),
            ("[]", "not JSON"),
            (r#"{"@type":"WebPage","name":"x"}"#, "@context"),
            (r#"{"@context":"https://schema.org"}"#, "@type"),
            (
                r#"{"@context":"https://schema.org","@type":"WebPage","name":" "}"#,
                "`name`",
            ),
            (
                r#"{"@context":"https://schema.org","@graph":[{"@type":"Dataset","name":"x"}]}"#,
                "`description`",
            ),
        ] {
            let found = check(json.as_bytes()).err().unwrap_or_default();
            assert!(found.contains(part), "{json}: {found}");
        }
    }
}
