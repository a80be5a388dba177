//! What leads to what: citations, topics, countries, standards, KPIs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::Settings;
use crate::load::{Article, Catalog, Facts, Kind, Program};
use crate::markdown::BlockKind;
use crate::model::{Id, Spanned};

/// Articles of the source pack by what they share, in the order of their ids.
pub type Groups = BTreeMap<String, Vec<Arc<Article>>>;

/// Backlinks and groups over all records, made once. Articles are those of the source pack.
#[derive(Default)]
pub struct Relations {
    /// Publication key → ids of the pages that cite it.
    pub cited_by: BTreeMap<String, Vec<Id>>,
    pub by_topic: Groups,
    pub programs_by_country: BTreeMap<String, Vec<Arc<Program>>>,
    /// Toolkits and publications by what they share: countries, standards, KPIs.
    pub articles_by_country: Groups,
    pub articles_by_standard: Groups,
    pub articles_by_kpi: Groups,
    /// Folder → articles in it and index pages of the folders right below.
    pub children: Groups,
    /// The first page that holds a block of a kind: where its records can be linked to.
    pub page_of_block: BTreeMap<BlockKind, Id>,
    /// The row of each program in the files of the map: found when first asked for.
    pub map_rows: OnceLock<HashMap<Id, usize>>,
}

/// What a toolkit, a publication or a page says that it shares with others.
#[derive(Clone, Copy, Default)]
pub struct Ties<'a> {
    pub topics: &'a [Spanned<String>],
    pub countries: &'a [Spanned<String>],
    pub standards: &'a [Spanned<String>],
    pub kpis: &'a [Spanned<String>],
}

impl<'a> Ties<'a> {
    pub fn of(article: &'a Article) -> Self {
        match &article.facts {
            Facts::Page(facts) => Self {
                topics: &facts.topics,
                ..Self::default()
            },
            Facts::Toolkit(facts) => Self {
                topics: &facts.topics,
                countries: &facts.countries,
                standards: &facts.standards,
                kpis: &facts.kpis,
            },
            Facts::Publication(facts) => Self {
                topics: &facts.topics,
                countries: &facts.countries,
                standards: &facts.standards,
                kpis: &facts.kpis,
            },
            _ => Self::default(),
        }
    }
}

/// Codes of the countries that anything is recorded of, so that each has a page.
pub fn countries(catalog: &Catalog, settings: &Settings) -> BTreeSet<String> {
    let programs = catalog.programs.values().filter(|program| settings.shows(program));
    let mut codes: BTreeSet<String> = programs.map(|program| program.country.value.clone()).collect();
    let published = catalog
        .articles
        .values()
        .filter_map(|packs| packs.get(catalog.source_pack()))
        .filter(|article| article.front.is_published(settings.today));
    let named = published.flat_map(|article| Ties::of(article).countries);
    let named = named.chain(catalog.partners.values().flat_map(|it| &it.countries));
    let named = named.chain(catalog.mentorship.values().flat_map(|it| &it.countries));
    let named = named.chain(catalog.statistics.values().flat_map(|it| &it.countries));
    codes.extend(named.map(|code| code.value.clone()));
    let with_text = catalog.articles.keys().filter(|id| Kind::of_id(id) == Kind::Country);
    codes.extend(with_text.map(|id| id["countries/".len()..].to_uppercase()));
    codes
}

/// The folder in whose list an article stands: `toolkits/index` stands in the root's.
fn parent(id: &str) -> &str {
    let own = id.strip_suffix("/index").unwrap_or(id);
    own.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub fn relations(catalog: &Catalog, settings: &Settings) -> Relations {
    let mut relations = Relations::default();
    for packs in catalog.articles.values() {
        let Some(article) = packs
            .get(catalog.source_pack())
            .filter(|article| article.front.is_published(settings.today))
        else {
            continue;
        };
        let mut cited: Vec<&str> = article
            .body
            .citations
            .iter()
            .flat_map(|citation| citation.items.iter().map(|item| item.key.as_str()))
            .collect();
        cited.sort_unstable();
        cited.dedup();
        for key in cited {
            relations
                .cited_by
                .entry(key.to_owned())
                .or_default()
                .push(article.id.clone());
        }
        for block in &article.body.blocks {
            relations
                .page_of_block
                .entry(block.kind)
                .or_insert_with(|| article.id.clone());
        }
        let ties = Ties::of(article);
        for topic in ties.topics {
            relations
                .by_topic
                .entry(topic.value.clone())
                .or_default()
                .push(article.clone());
        }
        for (keys, groups) in [
            (ties.countries, &mut relations.articles_by_country),
            (ties.standards, &mut relations.articles_by_standard),
            (ties.kpis, &mut relations.articles_by_kpi),
        ] {
            for key in keys {
                groups.entry(key.value.clone()).or_default().push(article.clone());
            }
        }
        if &*article.id != "index" {
            relations
                .children
                .entry(parent(&article.id).to_owned())
                .or_default()
                .push(article.clone());
        }
    }
    for program in catalog.programs.values().filter(|program| settings.shows(program)) {
        relations
            .programs_by_country
            .entry(program.country.value.clone())
            .or_default()
            .push(program.clone());
    }
    relations
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_index_stands_in_the_list_above() {
        assert_eq!(super::parent("toolkits/index"), "");
        assert_eq!(super::parent("toolkits/start"), "toolkits");
        assert_eq!(super::parent("a/b/index"), "a");
        assert_eq!(super::parent("about"), "");
    }
}
