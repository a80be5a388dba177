//! What is the same on every page of a pack: names, words, navigation. Made once per pack.

use tera::{Context, Map, Value};

use super::values::{self, object};
use super::{PageView, Renderer};
use crate::link::{Page, Site, View};

pub struct Chrome {
    site: Value,
    pack: Value,
    ui: Value,
    /// Ids of the navigation and footer, with their values for "nothing current" and for each one current.
    nav: Menu,
    footer: Menu,
}

struct Menu {
    ids: Vec<String>,
    none: Value,
    each: Vec<Value>,
}

impl Menu {
    fn new(site: &Site, pack: usize, ids: &[crate::model::Spanned<String>]) -> Self {
        let entries: Vec<(String, String, String)> = ids
            .iter()
            .filter_map(|id| {
                let article = site.article(pack, id)?;
                let title = article
                    .front
                    .nav_title
                    .clone()
                    .unwrap_or_else(|| article.front.title.value.clone());
                Some((id.value.clone(), site.url(site.route(pack, id)?), title))
            })
            .collect();
        let with = |current: Option<usize>| {
            let value = |(at, (_, url, title)): (usize, &(String, String, String))| {
                object([
                    ("url", Value::from(url.as_str())),
                    ("title", Value::from(title.as_str())),
                    ("current", Value::from(current == Some(at))),
                ])
            };
            Value::from(entries.iter().enumerate().map(value).collect::<Vec<_>>())
        };
        Self {
            none: with(None),
            each: (0..entries.len()).map(|at| with(Some(at))).collect(),
            ids: entries.into_iter().map(|(id, ..)| id).collect(),
        }
    }

    /// The menu with the entry of the page's section marked.
    fn for_page(&self, id: &str) -> Value {
        let section = section(id);
        let exact = self.ids.iter().position(|entry| entry == id);
        let at = exact.or_else(|| self.ids.iter().position(|entry| *entry == section));
        at.and_then(|at| self.each.get(at)).unwrap_or(&self.none).clone()
    }
}

/// The index page of the section that a page belongs to.
pub fn section(id: &str) -> String {
    match id.split_once('/') {
        Some(("topics", _)) => "resource-center".to_owned(),
        Some((folder, _)) => format!("{folder}/index"),
        None => id.to_owned(),
    }
}

impl Chrome {
    pub fn new(site: &Site, pack: usize) -> Self {
        let plan = &site.packs[pack];
        let facts = &plan.pack.facts;
        let link = |link: &crate::load::NamedLink| {
            object([
                ("name", Value::from(link.name.as_str())),
                ("url", Value::from(link.url.as_str())),
            ])
        };
        let of_site = &site.catalog.site;
        let mut ui = Map::new();
        for id in plan.pack.messages.0.keys() {
            if let Some(text) = plan.pack.messages.plain(id) {
                ui.insert(id.clone().into(), Value::from(text));
            }
        }
        Self {
            site: object([
                ("title", Value::from(of_site.title.as_str())),
                ("tagline", values::text(of_site.tagline.as_ref())),
                ("url", Value::from(site.absolute(""))),
                ("base", Value::from(site.base.as_str())),
                ("organisation", link(&of_site.organisation)),
                ("licence", link(&of_site.licence)),
                ("affiliation", Value::from(of_site.affiliation.word())),
                ("repository", values::text(of_site.repository.as_ref())),
                ("contact", Value::from(of_site.contact.as_str())),
                (
                    "streets",
                    site.route(pack, crate::link::STREETS)
                        .map_or_else(Value::none, |route| Value::from(site.url(route))),
                ),
                ("version", Value::from(env!("CARGO_PKG_VERSION"))),
            ]),
            pack: object([
                ("id", Value::from(&**plan.pack.id())),
                ("lang", Value::from(facts.tag.value.as_str())),
                ("dir", Value::from(facts.direction.word())),
                ("name", Value::from(facts.name.as_str())),
                ("home", Value::from(site.url(&plan.prefix))),
                (
                    "search",
                    site.route(pack, crate::link::SEARCH)
                        .map_or_else(Value::none, |route| Value::from(site.url(route))),
                ),
            ]),
            ui: Value::from(ui),
            nav: Menu::new(site, pack, &of_site.navigation),
            footer: Menu::new(site, pack, &of_site.footer),
        }
    }

    /// For templates that are no pages: blocks in a text.
    pub fn insert_words(&self, context: &mut Context) {
        context.insert_value("site", self.site.clone());
        context.insert_value("pack", self.pack.clone());
        context.insert_value("ui", self.ui.clone());
    }

    pub fn insert_into(&self, site: &Site, page: &Page, context: &mut Context) {
        self.insert_words(context);
        context.insert_value("nav", self.nav.for_page(&page.id));
        context.insert_value("footer_nav", self.footer.for_page(&page.id));
        context.insert_value("languages", languages(site, page));
    }

    /// The value `page` of templates.
    pub fn page(&self, renderer: &Renderer, page: &Page, view: &PageView) -> Value {
        let site = renderer.site;
        let pack = site.pack(page);
        let facts = &view.facts;
        let day = |day: Option<crate::model::Date>| day.map_or_else(Value::none, |day| values::date(pack, day));
        let (lang, dir) = view.borrowed.as_ref().map_or(
            (pack.facts.tag.value.as_str(), pack.facts.direction.word()),
            |borrowed| (&borrowed.lang, borrowed.dir),
        );
        let fallback = view.borrowed.as_ref().map_or_else(Value::none, |borrowed| {
            object([
                ("lang", Value::from(borrowed.lang.as_str())),
                ("name", Value::from(pack.tongue.language(&borrowed.lang))),
            ])
        });
        let edit = site.catalog.site.repository.as_ref().and_then(|repository| {
            let repository = repository.trim_end_matches('/');
            match &page.view {
                View::Article(_) | View::Program(_) | View::Country { text: Some(_), .. } => {
                    Some(format!("{repository}/edit/main/{}", page.source))
                }
                // A country without a text of its own: the first words open its file.
                View::Country { code, text: None } => Some(format!(
                    "{repository}/new/main/content/{}/countries?filename={}.md",
                    pack.id(),
                    code.to_lowercase()
                )),
                _ => None,
            }
        });
        // What is reported begins with the page it is about.
        let report = site.catalog.site.repository.as_ref().map(|repository| {
            format!(
                "{}/issues/new?title={}",
                repository.trim_end_matches('/'),
                crate::html::in_query(&format!("/{}", page.route))
            )
        });
        object([
            ("url", Value::from(site.url(&page.route))),
            ("id", Value::from(&*page.id)),
            ("kind", Value::from(view.kind)),
            ("title", Value::from(view.title.as_str())),
            ("title_lang", values::text(view.title_lang.as_ref())),
            ("description", Value::from(view.description.as_str())),
            ("lang", Value::from(lang)),
            ("dir", Value::from(dir)),
            ("canonical", Value::from(site.absolute(&page.route))),
            ("noindex", Value::from(!page.indexable)),
            ("demo", Value::from(page.demo)),
            ("professional", Value::from(facts.professional)),
            ("updated", day(facts.updated)),
            ("reviewed", day(facts.reviewed)),
            ("breadcrumbs", Value::from(breadcrumbs(site, page, view))),
            ("toc", Value::from(contents(&view.outline))),
            ("scripts", Value::from(view.scripts.clone())),
            ("fallback", fallback),
            ("draft_translation", Value::from(facts.draft_translation)),
            ("edit_url", values::text(edit.as_ref())),
            ("report_url", values::text(report.as_ref())),
            (
                "topics",
                Value::from(
                    facts
                        .topics
                        .iter()
                        .map(|topic| super::items::topic(site, page.pack, topic))
                        .collect::<Vec<_>>(),
                ),
            ),
            ("section", Value::from(section(&page.id))),
        ])
    }
}

/// Home › section › page, each with its address; empty on the home page.
pub fn crumbs(site: &Site, page: &Page, view: &PageView) -> Vec<(String, String)> {
    if &*page.id == "index" {
        return Vec::new();
    }
    let pack = site.pack(page);
    let mut crumbs = vec![(
        pack.messages.plain("home").unwrap_or("Home").to_owned(),
        site.packs[page.pack].prefix.clone(),
    )];
    let section = section(&page.id);
    if section != *page.id {
        let id = &section;
        if let (Some(article), Some(route)) = (site.article(page.pack, id), site.route(page.pack, id)) {
            let title = article
                .front
                .nav_title
                .clone()
                .unwrap_or_else(|| article.front.title.value.clone());
            crumbs.push((title, route.to_string()));
        }
    }
    crumbs.push((view.title.clone(), page.route.to_string()));
    crumbs
}

fn breadcrumbs(site: &Site, page: &Page, view: &PageView) -> Vec<Value> {
    let value = |(title, route): (String, String)| {
        object([("url", Value::from(site.url(&route))), ("title", Value::from(title))])
    };
    crumbs(site, page, view).into_iter().map(value).collect()
}

fn contents(outline: &[super::markdown::Entry]) -> Vec<Value> {
    let mut entries: Vec<(Value, Value, Vec<Value>)> = Vec::new();
    for heading in outline {
        let (id, title) = (Value::from(&*heading.id), Value::from(heading.text.as_str()));
        match (heading.level, entries.last_mut()) {
            (2, _) => entries.push((id, title, Vec::new())),
            (3, Some((_, _, items))) => items.push(object([("id", id), ("title", title)])),
            _ => {}
        }
    }
    entries
        .into_iter()
        .map(|(id, title, items)| object([("id", id), ("title", title), ("items", Value::from(items))]))
        .collect()
}

/// The page in every pack: the switch keeps the reader where she is.
fn languages(site: &Site, page: &Page) -> Value {
    if site.packs.len() == 1 {
        return Value::from(Vec::<Value>::new());
    }
    let entry = |(pack, plan): (usize, &crate::link::PackPlan)| {
        let facts = &plan.pack.facts;
        let route = site.route(pack, &page.id).map_or(plan.prefix.as_str(), |route| route);
        object([
            ("id", Value::from(&**plan.pack.id())),
            ("lang", Value::from(facts.tag.value.as_str())),
            ("dir", Value::from(facts.direction.word())),
            ("name", Value::from(facts.name.as_str())),
            ("url", Value::from(site.url(route))),
            ("hreflang", Value::from(facts.tag.value.as_str())),
            ("current", Value::from(pack == page.pack)),
        ])
    };
    Value::from(site.packs.iter().enumerate().map(entry).collect::<Vec<_>>())
}
