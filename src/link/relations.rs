//! What leads to what: citations, topics, countries, standards, KPIs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Settings;
use crate::load::{Article, Catalog, Facts, Program};
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
}

/// Topics that an article names.
pub fn topics(article: &Article) -> &[Spanned<String>] {
    match &article.facts {
        Facts::Page(facts) => &facts.topics,
        Facts::Toolkit(facts) => &facts.topics,
        Facts::Publication(facts) => &facts.topics,
        _ => &[],
    }
}

/// Countries that an article names.
pub fn countries_of(article: &Article) -> &[Spanned<String>] {
    match &article.facts {
        Facts::Toolkit(facts) => &facts.countries,
        Facts::Publication(facts) => &facts.countries,
        _ => &[],
    }
}

/// Standards that an article serves.
pub fn standards_of(article: &Article) -> &[Spanned<String>] {
    match &article.facts {
        Facts::Toolkit(facts) => &facts.standards,
        Facts::Publication(facts) => &facts.standards,
        _ => &[],
    }
}

/// KPIs that an article serves.
pub fn kpis_of(article: &Article) -> &[Spanned<String>] {
    match &article.facts {
        Facts::Toolkit(facts) => &facts.kpis,
        Facts::Publication(facts) => &facts.kpis,
        _ => &[],
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
    codes.extend(
        published
            .flat_map(|article| countries_of(article))
            .map(|code| code.value.clone()),
    );
    codes.extend(
        catalog
            .articles
            .keys()
            .filter_map(|id| Some(id.strip_prefix("countries/")?.to_uppercase())),
    );
    codes.extend(
        catalog
            .partners
            .values()
            .flat_map(|it| &it.countries)
            .map(|code| code.value.clone()),
    );
    codes.extend(
        catalog
            .mentorship
            .values()
            .flat_map(|it| &it.countries)
            .map(|code| code.value.clone()),
    );
    codes.extend(
        catalog
            .statistics
            .values()
            .flat_map(|it| &it.countries)
            .map(|code| code.value.clone()),
    );
    codes.remove("INDEX");
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
        for topic in topics(article) {
            relations
                .by_topic
                .entry(topic.value.clone())
                .or_default()
                .push(article.clone());
        }
        for (keys, groups) in [
            (countries_of(article), &mut relations.articles_by_country),
            (standards_of(article), &mut relations.articles_by_standard),
            (kpis_of(article), &mut relations.articles_by_kpi),
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
