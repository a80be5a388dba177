//! Every file that is no page: the theme's, pictures, and what hosts, browsers and readers of feeds ask for.

use serde_json::json;

use super::artifact::Artifact;
use super::{data, feeds, policy};
use crate::diagnostics::RelPath;
use crate::html::attribute;
use crate::link::{Site, View};

/// All of them, in no order that matters.
pub fn files(site: &Site) -> Vec<Artifact> {
    let of_site = &site.catalog.site.file;
    let mut files = vec![
        file(".nojekyll", Vec::new(), of_site),
        file("robots.txt", robots(site), of_site),
        file(".well-known/security.txt", security(site), of_site),
        file("manifest.webmanifest", manifest(site), of_site),
        file("_headers", policy::headers(&site.base).into_bytes(), of_site),
        file("_redirects", redirects(site), of_site),
        file("map/programs.geojson", data::programs(site, false), of_site),
    ];
    if !site.settings.production {
        files.push(file("map/programs.demo.geojson", data::programs(site, true), of_site));
    }
    files.extend(feeds::sitemaps(site).into_iter().map(|(path, text)| file(&path, text.into_bytes(), of_site)));
    for pack in 0..site.packs.len() {
        let path = format!("{}feed.xml", site.packs[pack].prefix);
        files.push(file(&path, feeds::feed(site, pack).into_bytes(), &site.packs[pack].pack.facts.file));
    }
    if let Some(icon) = site.theme.assets.get("images/favicon.svg") {
        files.push(file("favicon.svg", icon.bytes.to_vec(), &icon.source));
    }
    files.extend(site.theme.assets.values().map(|asset| file(&asset.path, asset.bytes.to_vec(), &asset.source)));
    files.extend(media(site));
    files
}

fn file(path: &str, bytes: Vec<u8>, source: &RelPath) -> Artifact {
    Artifact { path: path.into(), bytes, source: source.clone(), page: None }
}

/// Where a picture or document of the content is published: `content/en/a/b.png` → `media/en/a/b.png`.
pub fn media_path(path: &str) -> String {
    format!("media/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// Pictures and documents that published pages show or link to: what only a draft shows stays unpublished.
fn media(site: &Site) -> Vec<Artifact> {
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
    let of_path = |path: &RelPath| site.media.get(path).map(|media| file(&media_path(path), media.bytes.to_vec(), path));
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
        "icons": [{"src": site.url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
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
    let policy = attribute(policy::META);
    format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><title>{title}</title><meta name=\"description\" content=\"{absolute}\"><link rel=\"canonical\" href=\"{absolute}\"><meta name=\"robots\" content=\"noindex\"><meta http-equiv=\"refresh\" content=\"0; url={url}\"></head><body><h1>{title}</h1><p><a href=\"{url}\">{absolute}</a></p></body></html>",
        lang = site.packs[0].pack.facts.tag.value,
        dir = site.packs[0].pack.facts.direction.word(),
        title = crate::html::text(&site.catalog.site.title),
    )
    .into_bytes()
}
