//! Every file that is no page: the theme's, pictures, and what hosts, browsers and readers of feeds ask for.

use std::sync::Arc;

use serde_json::json;

use super::artifact::Artifact;
use super::maps::published;
use super::{data, feeds, policy, search, streets};
use crate::diagnostics::RelPath;
use crate::html::attribute;
use crate::link::{Site, View};

/// Makes a file's bytes when they are asked for.
type Make = Box<dyn Fn(&Site) -> Vec<u8> + Send + Sync>;

/// A file that is no page: where it stands and how it is made. It is made only when it is asked for.
pub struct File {
    /// Below the site.
    pub path: String,
    /// The source file that a finding about it names.
    source: RelPath,
    make: Make,
}

impl File {
    fn new(path: impl Into<String>, source: &RelPath, make: impl Fn(&Site) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self {
            path: path.into(),
            source: source.clone(),
            make: Box::new(make),
        }
    }

    /// A copy of bytes that are in memory.
    fn of_bytes(path: impl Into<String>, source: &RelPath, bytes: Arc<[u8]>) -> Self {
        Self::new(path, source, move |_| bytes.to_vec())
    }

    pub fn artifact(&self, site: &Site) -> Artifact {
        Artifact {
            path: self.path.as_str().into(),
            bytes: (self.make)(site),
            source: self.source.clone(),
            page: None,
        }
    }
}

/// All of them, in no order that matters.
pub fn files(site: &Site) -> Vec<File> {
    let of_site = &site.catalog.site.file;
    let mut files = vec![
        File::new(".nojekyll", of_site, |_| Vec::new()),
        File::new("robots.txt", of_site, robots),
        File::new(".well-known/security.txt", of_site, security),
        File::new("manifest.webmanifest", of_site, manifest),
        File::new("_headers", of_site, |site| policy::headers(site).into_bytes()),
        File::new("_redirects", of_site, redirects),
    ];
    files.extend(programs(site));
    files.extend(layers(site));
    let sitemaps = feeds::sitemap_paths(site).into_iter().enumerate();
    files
        .extend(sitemaps.map(|(at, path)| File::new(path, of_site, move |site| feeds::sitemap(site, at).into_bytes())));
    for (pack, plan) in site.packs.iter().enumerate() {
        let of_pack = &plan.pack.facts.file;
        for feed in feeds::Feed::all(site, pack) {
            files.push(File::new(feed.path(site, pack), of_pack, move |site| {
                feeds::feed(site, pack, feed).into_bytes()
            }));
        }
        files.push(File::new(search::index_path(site, pack), of_pack, move |site| {
            search::index(site, pack)
        }));
        files.push(File::new(data::words_path(site, pack), of_pack, move |site| {
            data::words(site, pack)
        }));
    }
    if let Some(tiles) = &site.catalog.site.map.tiles {
        for (pack, plan) in site.packs.iter().enumerate() {
            let tiles = tiles.clone();
            files.push(File::new(
                streets::settings_path(site, pack),
                &plan.pack.facts.file,
                move |site| streets::settings(site, pack, &tiles),
            ));
        }
    }
    if !site.catalog.statistics.is_empty() {
        files.push(File::new(data::STATISTICS, of_site, data::statistics));
    }
    if site.catalog.articles.keys().any(|id| id.starts_with("literature/")) {
        files.push(File::new(data::LIBRARY, of_site, data::library));
    }
    if let Some(rules) = &site.facets.rules {
        files.push(File::of_bytes(&rules.path, &rules.source, rules.bytes.clone()));
    }
    if let Some(icon) = site.theme.assets.get("images/favicon.svg") {
        files.push(File::of_bytes("favicon.svg", &icon.source, icon.bytes.clone()));
    }
    files.extend(
        site.theme
            .assets
            .values()
            .map(|asset| File::of_bytes(&asset.path, &asset.source, asset.bytes.clone())),
    );
    files.extend(media(site));
    files
}

/// Programs as data: all of them, each country's, and what the map reads. Invented ones stand apart, and never in production.
fn programs(site: &Site) -> Vec<File> {
    let of_site = &site.catalog.site.file;
    let mut files = vec![File::new(data::SCHEMA, of_site, data::schema)];
    for code in data::countries(site, false) {
        let (features, table) = (code.clone(), code.clone());
        files.push(File::new(
            format!("map/countries/{code}.geojson"),
            of_site,
            move |site| data::features(site, Some(&features), false),
        ));
        files.push(File::new(format!("map/countries/{code}.csv"), of_site, move |site| {
            data::table(site, Some(&table), false)
        }));
    }
    let sets: &[bool] = if site.settings.production {
        &[false]
    } else {
        &[false, true]
    };
    for demo in sets.iter().copied() {
        let folder = data::map_folder(demo);
        files.push(File::new(data::features_path(demo), of_site, move |site| {
            data::features(site, None, demo)
        }));
        files.push(File::new(data::table_path(demo), of_site, move |site| {
            data::table(site, None, demo)
        }));
        files.push(File::new(format!("{folder}columns.json"), of_site, move |site| {
            data::columns(site, demo)
        }));
        files.push(File::new(format!("{folder}search.json"), of_site, move |site| {
            data::search(site, demo)
        }));
        for code in data::countries(site, demo) {
            files.push(File::new(format!("{folder}names/{code}.json"), of_site, move |site| {
                data::names(site, &code, demo)
            }));
        }
    }
    files
}

/// What the map shows as one goes deeper: one file a country, the same for all packs.
fn layers(site: &Site) -> Vec<File> {
    let of_site = &site.catalog.site.file;
    let borders = published::bordered(site).into_iter().map(|code| {
        let path = format!("map/borders/{}.json", code.to_lowercase());
        File::new(path, of_site, move |site| published::borders(site, &code))
    });
    let index = File::new("map/borders/index.json", of_site, published::boxes);
    let towns = published::with_towns(site).into_iter().map(|code| {
        let path = format!("map/towns/{}.json", code.to_lowercase());
        File::new(path, of_site, move |site| published::towns(site, &code))
    });
    borders.chain([index]).chain(towns).collect()
}

/// Where a picture or document of the content is published: `content/en/a/b.png` → `media/en/a/b.png`.
pub fn media_path(path: &str) -> String {
    format!("media/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// Pictures and documents that published pages show or link to: what only a draft shows stays unpublished.
fn media(site: &Site) -> Vec<File> {
    let shown = site.pages.iter().filter_map(|page| match &page.view {
        View::Article(article) => Some(article),
        View::Country { text, .. } => text.as_ref(),
        _ => None,
    });
    let mut paths: Vec<&RelPath> = shown
        .flat_map(|article| {
            let linked = article.body.links.iter().filter_map(|link| match &link.target {
                crate::markdown::Target::Media(path) => Some(path),
                _ => None,
            });
            article.body.images.iter().map(|image| &image.path).chain(linked)
        })
        .collect();
    paths.sort();
    paths.dedup();
    let of_path = |path: &RelPath| {
        site.media
            .get(path)
            .map(|media| File::of_bytes(media_path(path), path, media.bytes.clone()))
    };
    paths.into_iter().filter_map(of_path).collect()
}

fn robots(site: &Site) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute("sitemap.xml")).into_bytes()
}

/// RFC 9116. Expires at the end of the day that `data/site.yml` names.
fn security(site: &Site) -> Vec<u8> {
    let of = &site.catalog.site;
    format!(
        "Contact: {}\nExpires: {}T23:59:59Z\nPreferred-Languages: {}\nCanonical: {}\n",
        of.security_contact,
        of.security_expires.value,
        of.source_pack,
        site.absolute(".well-known/security.txt")
    )
    .into_bytes()
}

fn manifest(site: &Site) -> Vec<u8> {
    let pack = &site.packs[0].pack.facts;
    let manifest = json!({
        "name": site.catalog.site.title,
        "lang": pack.tag.value,
        "dir": pack.direction.word(),
        "start_url": site.base,
        "scope": site.base,
        "display": "browser",
        "icons": site.theme.assets.get("images/favicon.svg").map(|_| json!({"src": site.url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"})).as_slice(),
    });
    manifest.to_string().into_bytes()
}

/// For hosts that read it (Netlify, Cloudflare Pages): one line for each former address.
fn redirects(site: &Site) -> Vec<u8> {
    let lines = site.pages.iter().filter_map(|page| match &page.view {
        View::Redirect(to) => Some(format!("{} {} 301\n", site.url(&page.route), site.url(to))),
        _ => None,
    });
    lines.collect::<String>().into_bytes()
}

/// The page at a former address, for hosts that do not read `_redirects`.
pub fn redirect(site: &Site, to: &str) -> Vec<u8> {
    let (url, absolute) = (attribute(&site.url(to)), attribute(&site.absolute(to)));
    let policy = policy::element(site, policy::Kind::Usual);
    format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">{policy}<title>{title}</title><meta name=\"description\" content=\"{absolute}\"><link rel=\"canonical\" href=\"{absolute}\"><meta name=\"robots\" content=\"noindex\"><meta http-equiv=\"refresh\" content=\"0; url={url}\"></head><body><h1>{title}</h1><p><a href=\"{url}\">{absolute}</a></p></body></html>",
        lang = site.packs[0].pack.facts.tag.value,
        dir = site.packs[0].pack.facts.direction.word(),
        title = crate::html::text(&site.catalog.site.title),
    )
    .into_bytes()
}
