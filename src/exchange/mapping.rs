//! Whose column is ours: by name, or as a file of the person who imports says.

use std::collections::{BTreeMap, BTreeSet};

use super::tidy::tidy;
use super::{COLUMNS, DERIVED, SITE_COLUMNS};
use crate::diagnostics::nearest;
use crate::source::yaml::{self, Node, Value};

/// Spellings of coordinates that mean nothing else.
const ALSO: &[(&str, &str)] = &[
    ("lat", "latitude"),
    ("lon", "longitude"),
    ("lng", "longitude"),
    ("long", "longitude"),
    ("town", "city"),
    ("country_code", "country"),
];

/// `columns.yml`: our column → theirs; `constants:` for every row, `defaults:` where a cell is empty.
#[derive(Debug, Default)]
pub struct Mapping {
    columns: BTreeMap<&'static str, String>,
    pub constants: BTreeMap<&'static str, String>,
    pub defaults: BTreeMap<&'static str, String>,
}

impl Mapping {
    pub fn parse(text: &str, name: &str) -> Result<Self, String> {
        let mut found = Vec::new();
        let node = yaml::parse(text, 0, &name.into(), &mut found);
        if let Some(told) = found.first() {
            return Err(format!("{name}: {}", told.message));
        }
        let mut mapping = Self::default();
        for (key, node) in members(node.as_ref(), name)? {
            match key {
                "constants" => mapping.constants = texts(node, name)?,
                "defaults" => mapping.defaults = texts(node, name)?,
                _ => drop(mapping.columns.insert(ours(key, name)?, text_of(node, key, name)?)),
            }
        }
        Ok(mapping)
    }

    /// For each of their columns ours, if it has one; and what a person should know.
    pub fn of_header(&self, header: &[String]) -> Result<(Vec<Option<&'static str>>, Vec<String>), String> {
        let mut taken = BTreeSet::new();
        let mut unknown = Vec::new();
        let mut columns = Vec::new();
        for theirs in header {
            let theirs = tidy(theirs);
            let mapped = self
                .columns
                .iter()
                .find(|(_, name)| folded(name) == folded(&theirs))
                .map(|(ours, _)| *ours);
            let by_name = || known(&folded(&theirs)).filter(|ours| !self.columns.contains_key(ours));
            let column = mapped.or_else(by_name);
            if let Some(column) = column.filter(|column| !taken.insert(*column)) {
                return Err(format!(
                    "two columns of the file are `{column}`: rename one, or choose with --map"
                ));
            }
            if column.is_none() && !theirs.is_empty() && !DERIVED.contains(&&*folded(&theirs)) {
                unknown.push(format!("`{theirs}`"));
            }
            columns.push(column);
        }
        if let Some((ours, theirs)) = self.columns.iter().find(|(ours, _)| !taken.contains(*ours)) {
            return Err(format!(
                "the file has no column “{theirs}”, which --map names for `{ours}`"
            ));
        }
        let told = format!("columns that are not taken over: {}", unknown.join(", "));
        Ok((columns, (!unknown.is_empty()).then_some(told).into_iter().collect()))
    }
}

fn folded(name: &str) -> String {
    tidy(name).to_lowercase().replace([' ', '-', '\u{A0}'], "_")
}

fn known(name: &str) -> Option<&'static str> {
    let ours = COLUMNS.iter().chain(SITE_COLUMNS).find(|column| **column == name);
    let also = ALSO.iter().find(|(also, _)| *also == name).map(|(_, column)| *column);
    ours.copied().or(also)
}

fn ours(key: &str, name: &str) -> Result<&'static str, String> {
    known(key).ok_or_else(|| {
        let near = nearest(key, COLUMNS.iter().chain(SITE_COLUMNS).copied());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("{name}: `{key}` is no column of programs{near}")
    })
}

fn members<'a>(node: Option<&'a Node>, name: &str) -> Result<Vec<(&'a str, &'a Node)>, String> {
    match node.map(|node| &node.value) {
        Some(Value::Map(members)) => Ok(members.iter().map(|it| (it.key.as_str(), &it.node)).collect()),
        _ => Err(format!("{name}: write lines such as `name: \"Hospital name\"`")),
    }
}

fn texts(node: &Node, name: &str) -> Result<BTreeMap<&'static str, String>, String> {
    members(Some(node), name)?
        .into_iter()
        .map(|(key, node)| Ok((ours(key, name)?, text_of(node, key, name)?)))
        .collect()
}

fn text_of(node: &Node, key: &str, name: &str) -> Result<String, String> {
    match &node.value {
        Value::Scalar { text, .. } if !text.trim().is_empty() => Ok(tidy(text)),
        _ => Err(format!("{name}: `{key}` needs one text")),
    }
}
