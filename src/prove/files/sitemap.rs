//! `sitemap.xml` (sitemaps.org 0.9): well-formed, and its places noted for P021.

use super::super::facts::{Kind, SitemapFacts};
use super::super::html::decode_str;
use super::xml::{Step, read};
use super::{Facts, File};
use crate::diagnostics::catalogue;

/// Places that one sitemap may list.
const MOST_PLACES: usize = 50_000;

pub(super) fn examine(file: &mut File<'_>, facts: &mut Facts) {
    let mut root = "";
    let mut in_place = false;
    let mut places: Vec<String> = Vec::new();
    let mut alternates: Vec<String> = Vec::new();
    let read = read(&file.artifact.bytes, |step| match step {
        Step::Open { name, attributes } => {
            if root.is_empty() {
                root = name;
            }
            in_place = name == "loc";
            if name == "loc" {
                places.push(String::new());
            }
            if name == "xhtml:link" {
                let href = attributes.iter().find(|(key, _)| *key == "href");
                alternates.extend(href.map(|(_, value)| decode_str(value.as_bytes()).into_owned()));
            }
        }
        Step::Text(text) if in_place => {
            if let Some(place) = places.last_mut() {
                place.push_str(decode_str(text.as_bytes()).trim());
            }
        }
        Step::Text(_) => {}
        Step::Close { .. } => in_place = false,
    });
    let problem = match read {
        Err(what) => Some(format!("it is not well-formed: {what}")),
        Ok(()) if !matches!(root, "urlset" | "sitemapindex") => Some(format!("its root is `{root}`")),
        Ok(()) if places.len() > MOST_PLACES => Some(format!(
            "it lists {} addresses; {MOST_PLACES} are allowed",
            places.len()
        )),
        Ok(()) => None,
    };
    if let Some(problem) = problem {
        tell(file, &problem);
    }
    let mut known = Vec::with_capacity(places.len());
    for place in &places {
        match file.place.own(place) {
            Some(path) => known.push(path.into_boxed_str()),
            None => tell(file, &format!("`{place}` is not an absolute address of this site")),
        }
    }
    for alternate in &alternates {
        match file.place.own(alternate) {
            Some(path) => file.links.push(&path, ""),
            None => tell(file, &format!("`{alternate}` is not an absolute address of this site")),
        }
    }
    facts.kind = Kind::Sitemap(SitemapFacts {
        places: known.into_boxed_slice(),
        index: root == "sitemapindex",
    });
}

fn tell(file: &mut File<'_>, problem: &str) {
    let message = format!("The sitemap `{}` cannot be used: {problem}.", file.shown());
    let help = "Search engines drop such a sitemap. Mend the place that writes it, or `base_url` in data/site.yml.";
    file.findings.add(&catalogue::SITEMAP, message, help);
}
