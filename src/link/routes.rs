//! Where pages stand: ids → routes, per pack.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::{PackPlan, Settings, plan};
use crate::languages::Pack;
use crate::load::Catalog;
use crate::model::{Id, PackId};

/// First segments of routes that are not for pages of the source pack.
pub const RESERVED: [&str; 12] = ["assets", "embed", "search", "pagefind", "page", "feeds", "media", "data", "status", "index", "static", "api"];

/// The packs, the source pack first, each with the routes of its pages.
pub fn packs(catalog: &Catalog, settings: &Settings) -> Vec<PackPlan> {
    let source = catalog.source_pack();
    let mut ids: Vec<&PackId> = catalog.packs.keys().filter(|id| *id != source).collect();
    if catalog.packs.contains_key(source) {
        ids.insert(0, source);
    }
    let records = record_ids(catalog, settings);
    ids.par_iter()
        .map(|id| {
            let pack = catalog.packs[*id].clone();
            let prefix = if *id == source { String::new() } else { format!("{id}/") };
            let speaks = *id == source || pack.messages.0.values().any(|message| message.file.starts_with(&format!("content/{id}/")));
            let routes = routes(catalog, settings, &pack, &prefix, &records);
            PackPlan { pack, prefix, speaks, routes }
        })
        .collect()
}

/// Ids of pages that are made of records, in every pack.
fn record_ids(catalog: &Catalog, settings: &Settings) -> Vec<Id> {
    let programs = catalog.programs.values().filter(|program| !(settings.production && program.demo));
    let mut countries: BTreeSet<Id> = programs.clone().map(|program| country_id(&program.country)).collect();
    countries.extend(catalog.articles.keys().filter(|id| id.starts_with("countries/")).cloned());
    let mut ids: Vec<Id> = programs.map(|program| program.id.clone()).collect();
    ids.extend(countries);
    ids.extend(catalog.site.topics.iter().map(|topic| Id::from(format!("topics/{topic}"))));
    ids
}

/// The id of the page of the country `FR`.
pub fn country_id(code: &str) -> Id {
    format!("countries/{}", code.to_lowercase()).into()
}

fn routes(catalog: &Catalog, settings: &Settings, pack: &Pack, prefix: &str, records: &[Id]) -> HashMap<Id, Arc<str>> {
    let folders = folder_slugs(catalog, pack);
    let mut routes = HashMap::with_capacity(catalog.articles.len() + records.len());
    for (id, _) in catalog.articles.iter() {
        if let Some(article) = plan::nearest_article(catalog, pack, id, settings.today) {
            let own = article.pack == *pack.id();
            let slug = article.front.slug.as_ref().filter(|_| own).map(|slug| slug.value.as_str());
            routes.insert(id.clone(), format!("{prefix}{}", path(id, slug, &folders)).into());
        }
    }
    for id in records {
        routes.entry(id.clone()).or_insert_with(|| format!("{prefix}{}", path(id, None, &folders)).into());
    }
    routes
}

/// Slugs of sections, from the `slug` of their index pages: `toolkits` → `herramientas`.
fn folder_slugs<'a>(catalog: &'a Catalog, pack: &Pack) -> BTreeMap<&'a str, &'a str> {
    let slugs = catalog.articles.iter().filter_map(|(id, packs)| {
        let folder = id.strip_suffix("/index")?;
        Some((folder, packs.get(pack.id())?.front.slug.as_ref()?.value.as_str()))
    });
    slugs.collect()
}

/// `toolkits/start` → `toolkits/start/`; `toolkits/index` → `toolkits/`; `index` → ``.
fn path(id: &str, slug: Option<&str>, folders: &BTreeMap<&str, &str>) -> String {
    let (folder, last) = id.rsplit_once('/').unwrap_or(("", id));
    let mut out = String::with_capacity(id.len() + 1);
    let mut end = 0;
    for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
        end += segment.len() + usize::from(end > 0);
        out.push_str(folders.get(&folder[..end]).copied().unwrap_or(segment));
        out.push('/');
    }
    if last != "index" {
        out.push_str(slug.unwrap_or(last));
        out.push('/');
    }
    out
}

/// The route of a further page of a list.
pub fn numbered(route: &str, number: usize) -> String {
    if number <= 1 { route.to_owned() } else { format!("{route}page/{number}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_routes() {
        let folders = BTreeMap::from([("toolkits", "herramientas")]);
        assert_eq!(path("index", None, &folders), "");
        assert_eq!(path("toolkits/index", None, &folders), "herramientas/");
        assert_eq!(path("toolkits/start", Some("empezar"), &folders), "herramientas/empezar/");
        assert_eq!(path("a/b/c", None, &folders), "a/b/c/");
        assert_eq!(numbered("x/", 3), "x/page/3/");
    }
}
