//! Language packs: words of the interface, fallback between packs, and how numbers, dates and names are written.
//!
//! In: `content/<pack>/pack.yml`, `ui.ftl`, `glossary.yml`, `statistics.yml`, `calculations.yml`. Out: [`Pack`]s. Never: know of pages.
//! No i18n library reaches the browser: everything is resolved at build time.

mod messages;
mod tongue;
mod words;

use std::collections::BTreeMap;

use icu::locale::fallback::LocaleFallbacker;

use crate::diagnostics::RelPath;
use crate::model::*;
use crate::shapes::Fields;

pub use messages::{Argument, Message, Messages, OF_SCRIPT, Unfilled};
pub use tongue::Tongue;
pub use words::{CalculationWords, ChartWords, QuantityLabel, StatisticLabel, StatisticWords};

/// `content/<pack>/pack.yml`.
#[derive(Clone, Debug)]
pub struct PackFacts {
    pub file: RelPath,
    pub id: PackId,
    pub tag: Spanned<String>,
    pub name: String,
    pub direction: Direction,
    pub status: PackStatus,
    pub fallback: Vec<String>,
}

impl PackFacts {
    pub fn read(fields: Fields, file: &RelPath, id: PackId) -> Option<Self> {
        Some(Self {
            file: file.clone(),
            id,
            tag: fields.text("tag")?,
            name: fields.text("name")?.value,
            direction: fields.read("direction", Direction::from_word)?.value,
            status: fields.read("status", PackStatus::from_word)?.value,
            fallback: fields.texts("fallback").into_iter().map(|tag| tag.value).collect(),
        })
    }
}

/// A term of `content/<pack>/glossary.yml`.
#[derive(Clone, Debug)]
pub struct Term {
    pub id: Spanned<String>,
    pub term: String,
    pub definition: String,
    pub synonyms: Vec<String>,
    pub see: Vec<Spanned<String>>,
}

impl Term {
    pub fn read(fields: Fields) -> Option<Self> {
        Some(Self {
            id: fields.text("id")?,
            term: fields.text("term")?.value,
            definition: fields.text("definition")?.value,
            synonyms: fields.texts("synonyms").into_iter().map(|text| text.value).collect(),
            see: fields.texts("see"),
        })
    }
}

/// A language pack, whole: its own words, and those it borrows.
#[derive(Debug)]
pub struct Pack {
    pub facts: PackFacts,
    /// Packs that stand in for this one, nearest first; the source pack last. Without itself.
    pub chain: Vec<PackId>,
    /// Its messages, and for each it lacks that of the nearest pack of its chain.
    pub messages: Messages,
    pub glossary: BTreeMap<String, Term>,
    pub labels: BTreeMap<String, StatisticLabel>,
    pub charts: BTreeMap<String, ChartWords>,
    pub calculations: BTreeMap<String, CalculationWords>,
    pub tongue: Tongue,
}

impl Pack {
    pub fn id(&self) -> &PackId {
        &self.facts.id
    }

    /// The label of a word of a closed list.
    pub fn label(&self, list: &str, word: &str) -> String {
        self.messages
            .plain(&label_id(list, word))
            .map_or_else(|| word.to_owned(), str::to_owned)
    }

    pub fn message(&self, id: &str, arguments: &[(&str, Argument)]) -> Option<String> {
        self.messages.format(id, arguments, &self.tongue)
    }
}

/// Which of `packs` stand in for the pack tagged `tag`: its own list › the parents that CLDR gives › the source pack.
pub fn chain(tag: &str, own: &[String], packs: &BTreeMap<String, PackId>, source: &PackId) -> Vec<PackId> {
    let mut chain: Vec<PackId> = Vec::new();
    let mut add = |id: Option<&PackId>| {
        if let Some(id) = id.filter(|id| !chain.contains(id)) {
            chain.push(id.clone());
        }
    };
    own.iter().for_each(|tag| add(packs.get(tag)));
    if let Ok(locale) = tag.parse::<icu::locale::Locale>() {
        let fallbacker = LocaleFallbacker::new();
        let mut parents = fallbacker.for_config(Default::default()).fallback_for((&locale).into());
        while !parents.get().is_unknown() {
            let parent = parents.get().to_string();
            if parent != tag {
                add(packs.get(&parent));
            }
            parents.step();
        }
    }
    add(Some(source));
    chain.retain(|id| packs.get(tag) != Some(id));
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_from_cldr_and_scripts_never_mix() {
        let packs: BTreeMap<String, PackId> = ["en", "es", "es-419", "es-MX", "zh-Hans", "zh-Hant", "pt-PT", "pt"]
            .iter()
            .map(|tag| ((*tag).to_owned(), tag.to_lowercase().into()))
            .collect();
        let of = |tag: &str, own: &[String]| {
            chain(tag, own, &packs, &"en".into())
                .iter()
                .map(|id| id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("es-MX", &[]), ["es-419", "es", "en"]);
        assert_eq!(of("zh-Hant-HK", &[]), ["zh-hant", "en"]);
        assert_eq!(of("pt-AO", &[]), ["pt-pt", "pt", "en"]);
        assert_eq!(of("es-MX", &["pt".to_owned()]), ["pt", "es-419", "es", "en"]);
        assert_eq!(of("en", &[]), [""; 0]);
    }
}
