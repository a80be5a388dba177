//! Where pages stand: ids → routes, per pack.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Facets, PackPlan, Settings, relations};
use crate::languages::Pack;
use crate::load::{Article, Catalog};
use crate::model::{Date, Id, PackId};

/// First segments of routes that are not for pages of the source pack.
pub const RESERVED: [&str; 13] = [
    "assets", "embed", "search", "pagefind", "page", "feeds", "media", "data", "status", "index", "static", "api",
    "streets",
];

/// The packs, the source pack first, each with the routes of its pages.
pub fn packs(catalog: &Catalog, settings: &Settings, facets: &Facets) -> Vec<PackPlan> {
    let source = catalog.source_pack();
    let mut ids: Vec<&PackId> = catalog.packs.keys().filter(|id| *id != source).collect();
    if catalog.packs.contains_key(source) {
        ids.insert(0, source);
    }
    let records = record_ids(catalog, settings, facets);
    ids.par_iter()
        .map(|id| {
            let pack = catalog.packs[*id].clone();
            let prefix = if *id == source { String::new() } else { format!("{id}/") };
            let speaks = *id == source
                || pack
                    .messages
                    .0
                    .values()
                    .any(|message| message.file.starts_with(&format!("content/{id}/")));
            let articles = articles(catalog, settings, &pack);
            let routes = routes(catalog, &pack, &prefix, &articles, &records);
            PackPlan {
                pack,
                prefix,
                speaks,
                routes,
                articles,
            }
        })
        .collect()
}

/// Ids of pages that are made of records, in every pack.
fn record_ids(catalog: &Catalog, settings: &Settings, facets: &Facets) -> Vec<Id> {
    let programs = catalog.programs.values().filter(|program| settings.shows(program));
    let countries = relations::countries(catalog, settings);
    let mut ids: Vec<Id> = programs.map(|program| program.id.clone()).collect();
    ids.extend(countries.iter().map(|code| country_id(code)));
    ids.extend(facets.lists.iter().flat_map(|list| list.pages().map(|(id, ..)| id)));
    ids.push(SEARCH.into());
    if catalog.boundaries.is_some() {
        ids.push(EMBED.into());
    }
    if catalog.site.map.tiles.is_some() {
        ids.push(STREETS.into());
    }
    ids.extend(
        catalog
            .site
            .topics
            .iter()
            .map(|topic| Id::from(format!("topics/{topic}"))),
    );
    ids
}

/// The id of the search page.
pub const SEARCH: &str = "search";

/// The id of the map for frames, which is there where the site has borders to draw.
pub const EMBED: &str = "embed/map";

/// The id of the page of streets, which is there where the site has tiles.
pub const STREETS: &str = "streets";

/// The id of the page of the country `FR`.
pub fn country_id(code: &str) -> Id {
    format!("countries/{}", code.to_lowercase()).into()
}

/// The articles that a pack shows, its own and borrowed ones, among those that are published.
fn articles(catalog: &Catalog, settings: &Settings, pack: &Pack) -> HashMap<Id, Arc<Article>> {
    let shown = catalog
        .articles
        .iter()
        .filter_map(|(id, packs)| Some((id.clone(), nearest(catalog, packs, pack, settings.today)?.clone())));
    let mut articles = HashMap::with_capacity(catalog.articles.len());
    articles.extend(shown);
    articles
}

fn nearest<'a>(
    catalog: &Catalog,
    packs: &'a BTreeMap<PackId, Arc<Article>>,
    pack: &Pack,
    today: Date,
) -> Option<&'a Arc<Article>> {
    let published = |article: &&Arc<Article>| article.front.is_published(today);
    // A page that its source withholds is withheld everywhere.
    if packs
        .get(catalog.source_pack())
        .is_some_and(|source| !published(&source))
    {
        return None;
    }
    packs
        .get(pack.id())
        .filter(published)
        .or_else(|| pack.chain.iter().find_map(|id| packs.get(id).filter(published)))
}

fn routes(
    catalog: &Catalog,
    pack: &Pack,
    prefix: &str,
    articles: &HashMap<Id, Arc<Article>>,
    records: &[Id],
) -> HashMap<Id, Arc<str>> {
    let folders = folder_slugs(catalog, pack);
    let mut routes = HashMap::with_capacity(articles.len() + records.len());
    for (id, article) in articles {
        let slug = article
            .front
            .slug
            .as_ref()
            .filter(|_| article.pack == *pack.id())
            .map(|slug| slug.value.as_str());
        routes.insert(id.clone(), format!("{prefix}{}", path(id, slug, &folders)).into());
    }
    for id in records {
        routes
            .entry(id.clone())
            .or_insert_with(|| format!("{prefix}{}", path(id, None, &folders)).into());
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
    if number <= 1 {
        route.to_owned()
    } else {
        format!("{route}page/{number}/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_routes() {
        let folders = BTreeMap::from([("toolkits", "herramientas")]);
        assert_eq!(path("index", None, &folders), "");
        assert_eq!(path("toolkits/index", None, &folders), "herramientas/");
        assert_eq!(
            path("toolkits/start", Some("empezar"), &folders),
            "herramientas/empezar/"
        );
        assert_eq!(path("a/b/c", None, &folders), "a/b/c/");
        assert_eq!(numbered("x/", 3), "x/page/3/");
    }
}
