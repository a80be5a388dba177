//! What else a reader may want: toolkits and papers that share standards, KPIs, topics or countries with a record.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::items;
use super::values::count;
use crate::link::{Groups, Page, Site, Ties};
use crate::load::{Article, Kind};
use crate::model::Spanned;

/// Records of a kind that are shown.
const SHOWN: usize = 5;
/// Records of a kind that the page of a country, standard or indicator shows.
const SERVING: usize = 100;
/// Members of a group that are looked at, on each side of the record: what many share tells little, and no page may cost
/// more because there are more pages.
const NEAR: usize = 50;
/// What a shared country, standard, KPI and topic weigh.
const WEIGHTS: [usize; 4] = [3, 2, 2, 2];

/// Related toolkits, or related papers: those that share most first, equals by id.
pub fn related(site: &Site, page: &Page, article: &Article, kind: Kind) -> Value {
    let relations = &site.relations;
    let source = site.catalog.source(&article.id).map_or(article, AsRef::as_ref);
    let ties = Ties::of(source);
    let groups: [(&[Spanned<String>], &Groups); 4] = [
        (ties.countries, &relations.articles_by_country),
        (ties.standards, &relations.articles_by_standard),
        (ties.kpis, &relations.articles_by_kpi),
        (ties.topics, &relations.by_topic),
    ];
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for ((keys, groups), weight) in groups.into_iter().zip(WEIGHTS) {
        for group in keys.iter().filter_map(|key| groups.get(&key.value)) {
            for other in near(group, &article.id) {
                if other.kind == kind && other.id != article.id {
                    *shared.entry(&other.id).or_default() += weight;
                }
            }
        }
    }
    let mut shared: Vec<(&str, usize)> = shared.into_iter().collect();
    shared.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let of_pack = shared.into_iter().filter_map(|(id, _)| site.article(page.pack, id));
    let items = of_pack
        .take(SHOWN)
        .map(|article| items::article(site, page.pack, article));
    Value::from(items.collect::<Vec<_>>())
}

/// The members of a group, in the order of their ids, that stand near the one with this id.
fn near<'a>(group: &'a [Arc<Article>], id: &str) -> &'a [Arc<Article>] {
    let at = group.partition_point(|article| &*article.id < id);
    &group[at.saturating_sub(NEAR)..(at + NEAR).min(group.len())]
}

/// The toolkits and papers of a group, and how many there are: long groups are shown in part.
pub fn serving(site: &Site, page: &Page, group: Option<&Vec<Arc<Article>>>) -> [(&'static str, Value); 4] {
    let of_kind = |kind: Kind| group.into_iter().flatten().filter(move |article| article.kind == kind);
    let shown = |kind: Kind| {
        let of_pack = of_kind(kind).filter_map(|article| site.article(page.pack, &article.id));
        let items = of_pack
            .take(SERVING)
            .map(|article| items::article(site, page.pack, article));
        Value::from(items.collect::<Vec<_>>())
    };
    let total = |kind: Kind| count(site.pack(page), of_kind(kind).count());
    [
        ("toolkits", shown(Kind::Toolkit)),
        ("toolkits_total", total(Kind::Toolkit)),
        ("publications", shown(Kind::Publication)),
        ("publications_total", total(Kind::Publication)),
    ]
}
