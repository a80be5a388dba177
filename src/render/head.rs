//! The `<head>` of a page: what search engines, feed readers, phones and the browser's policy need.

use serde_json::{Value as Json, json};

use super::feeds::Feed;
use super::{PageView, Renderer, chrome, data};
use crate::html::escape_attribute;
use crate::html::escape_text;
use crate::link::{Page, Site};

pub fn head(renderer: &Renderer, page: &Page, view: &PageView) -> String {
    let site = renderer.site;
    let pack = site.pack(page);
    let mut head = Head {
        out: String::with_capacity(4096),
    };
    head.out.push_str("<meta charset=\"utf-8\">");
    head.meta("name", "viewport", "width=device-width, initial-scale=1");
    head.meta("name", "color-scheme", "light dark");
    head.out.push_str("<title>");
    let home = &*page.id == "index";
    let name = &site.catalog.site.title;
    let title = if home && view.title.contains(name.as_str()) {
        view.title.clone()
    } else {
        format!("{} – {name}", view.title)
    };
    escape_text(&title, &mut head.out);
    head.out.push_str("</title>");
    head.meta("name", "description", &view.description);
    let canonical = site.absolute(
        view.borrowed
            .as_ref()
            .map_or(&page.route, |borrowed| &borrowed.canonical),
    );
    head.link(&[("rel", "canonical"), ("href", &canonical)]);
    if !page.indexable {
        head.meta("name", "robots", "noindex");
    }
    head.alternates(site, page);
    head.preview(renderer, page, view, &canonical);
    // Where the theme has none, that is told once, and not as a broken link of every page.
    if site.theme.assets.contains_key("images/favicon.svg") {
        head.link(&[
            ("rel", "icon"),
            ("type", "image/svg+xml"),
            ("href", &site.url("favicon.svg")),
        ]);
    }
    head.link(&[("rel", "manifest"), ("href", &site.url("manifest.webmanifest"))]);
    for feed in Feed::all(site, page.pack) {
        head.link(&[
            ("rel", "alternate"),
            ("type", "application/atom+xml"),
            ("title", feed.title(pack).unwrap_or(name)),
            ("href", &site.url(&feed.path(site, page.pack))),
        ]);
    }
    head.out.push_str("<script type=\"application/ld+json\">");
    head.out
        .push_str(&in_script(&structured(renderer, page, view, &canonical)));
    head.out.push_str("</script>");
    head.out
}

/// The picture of the page's section that other sites show beside a link (ogp.me), 1200 × 630, and its alternative text;
/// where the section has none, that of the home page.
fn picture<'s>(renderer: &Renderer<'s>, page: &Page) -> Option<(&'s str, String)> {
    let site = renderer.site;
    let section = chrome::section(&page.id);
    let section = section.strip_suffix("/index").unwrap_or(&section);
    let asset = |name: &str| site.theme.assets.get(&format!("images/sections/{name}.png"));
    let title = |id: &str| {
        site.article(page.pack, id).map(|article| {
            article
                .front
                .nav_title
                .as_ref()
                .unwrap_or(&article.front.title.value)
                .clone()
        })
    };
    let name = &site.catalog.site.title;
    match (asset(section), asset("home")) {
        (Some(asset), _) => {
            let of_section = title(&chrome::section(&page.id));
            Some((
                &asset.path,
                of_section.map_or_else(|| name.clone(), |title| format!("{title} – {name}")),
            ))
        }
        (None, Some(asset)) => Some((&asset.path, name.clone())),
        (None, None) => None,
    }
}

struct Head {
    out: String,
}

impl Head {
    /// The page in other languages (hreflang), the source's as the default.
    fn alternates(&mut self, site: &Site, page: &Page) {
        let alternates = site.alternates(page);
        for other in &alternates {
            let lang = &site.pack(other).facts.tag.value;
            self.link(&[
                ("rel", "alternate"),
                ("hreflang", lang),
                ("href", &site.absolute(&other.route)),
            ]);
        }
        if let Some(default) = alternates.iter().find(|other| other.pack == 0).or(alternates.first()) {
            self.link(&[
                ("rel", "alternate"),
                ("hreflang", "x-default"),
                ("href", &site.absolute(&default.route)),
            ]);
        }
    }

    /// What other sites show beside a link to the page (The Open Graph protocol, ogp.me).
    fn preview(&mut self, renderer: &Renderer, page: &Page, view: &PageView, canonical: &str) {
        let site = renderer.site;
        let kind = if &*page.id == "index" { "website" } else { "article" };
        self.meta("property", "og:type", kind);
        self.meta("property", "og:site_name", &site.catalog.site.title);
        self.meta("property", "og:title", &view.title);
        self.meta("property", "og:description", &view.description);
        self.meta("property", "og:url", canonical);
        let locale = site.pack(page).facts.tag.value.replace('-', "_");
        self.meta("property", "og:locale", &locale);
        if let Some((path, alt)) = picture(renderer, page) {
            self.meta("property", "og:image", &site.absolute(path));
            self.meta("property", "og:image:width", "1200");
            self.meta("property", "og:image:height", "630");
            self.meta("property", "og:image:alt", &alt);
            self.meta("name", "twitter:card", "summary_large_image");
        }
    }

    fn meta(&mut self, by: &str, name: &str, content: &str) {
        self.element("meta", &[(by, name), ("content", content)]);
    }

    fn link(&mut self, attributes: &[(&str, &str)]) {
        self.element("link", attributes);
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape_attribute(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }
}

/// schema.org: what the page is, and the way to it.
fn structured(renderer: &Renderer, page: &Page, view: &PageView, canonical: &str) -> Json {
    let site = renderer.site;
    let mut main = view.json_ld.clone();
    if let Some(members) = main.as_object_mut() {
        members.retain(|_, value| !value.is_null());
        members.insert("url".into(), canonical.into());
        members
            .entry("inLanguage")
            .or_insert_with(|| site.pack(page).facts.tag.value.clone().into());
    }
    let mut graph = vec![main];
    let crumbs = chrome::crumbs(site, page, view);
    if !crumbs.is_empty() {
        let items: Vec<Json> = crumbs
            .iter()
            .enumerate()
            .map(|(at, (title, route))| json!({"@type": "ListItem", "position": at + 1, "name": title, "item": site.absolute(route)}))
            .collect();
        graph.push(json!({"@type": "BreadcrumbList", "itemListElement": items}));
    } else {
        let organisation = &site.catalog.site.organisation;
        let search = site
            .route(page.pack, crate::link::SEARCH)
            .map(|route| json!({"@type": "SearchAction", "target": format!("{}?q={{query}}", site.absolute(route)), "query-input": "required name=query"}));
        graph.push(json!({"@type": "WebSite", "name": site.catalog.site.title, "url": site.absolute(""), "potentialAction": search}));
        graph.push(json!({"@type": "Organization", "name": organisation.name, "url": organisation.url}));
    }
    graph.extend(data::described(site, page));
    json!({"@context": "https://schema.org", "@graph": graph})
}

/// JSON that cannot end the script element it stands in, however a text was written.
fn in_script(json: &Json) -> String {
    json.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_cannot_leave_its_script() {
        assert_eq!(
            super::in_script(&serde_json::json!("</script><b>")),
            "\"\\u003c/script\\u003e\\u003cb\\u003e\""
        );
    }
}
