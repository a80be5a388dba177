//! The search page: everything that has a title, listed for those who read it without scripts, and as data for the
//! script that narrows it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use tera::Value;

use super::values::object;
use super::{PageView, Renderer, records};
use crate::languages::Pack;
use crate::link::{Page, Site, View};
use crate::load::Kind;

/// Titles of one kind that the page lists; where there are more, it leads to their own list.
const LISTED: usize = 300;

/// Something that can be found.
struct Entry {
    group: Group,
    title: String,
    /// Language of the title, where it is not the pack's.
    lang: Option<String>,
    /// Below the site; a fragment may follow.
    route: String,
    /// Other words by which it is found.
    also: Vec<String>,
}

/// What entries are grouped by, in the order in which the page shows them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Pages,
    Toolkits,
    Standards,
    Kpis,
    Countries,
    Topics,
    Terms,
    Programs,
    Publications,
}

impl Group {
    fn label(self, of: &Pack) -> String {
        let message = match self {
            Self::Pages => "pages",
            Self::Toolkits => "toolkits",
            Self::Standards => "standards",
            Self::Kpis => "kpis",
            Self::Countries => "countries",
            Self::Topics => "topics",
            Self::Terms => "terms",
            Self::Programs => "programs",
            Self::Publications => "publications",
        };
        of.messages.plain(message).unwrap_or(message).to_owned()
    }

    /// The page that lists the whole group.
    fn list(self) -> Option<&'static str> {
        match self {
            Self::Programs => Some("programs/index"),
            Self::Publications => Some("literature/index"),
            Self::Toolkits => Some("toolkits/index"),
            _ => None,
        }
    }
}

pub fn view(renderer: &Renderer, page: &Page) -> PageView {
    let site = renderer.site;
    let of = site.pack(page);
    let word = |id: &str| of.messages.plain(id).unwrap_or(id).to_owned();
    let mut groups: BTreeMap<Group, Vec<Entry>> = BTreeMap::new();
    for entry in entries(site, page.pack) {
        groups.entry(entry.group).or_default().push(entry);
    }
    let groups = groups.into_iter().map(|(group, entries)| {
        let more = (entries.len() > LISTED).then(|| group.list()).flatten();
        let items = entries
            .iter()
            .take(if more.is_some() { 0 } else { LISTED })
            .map(|entry| {
                object([
                    ("url", Value::from(site.url(&entry.route))),
                    ("title", Value::from(entry.title.as_str())),
                    (
                        "lang",
                        entry
                            .lang
                            .as_ref()
                            .map_or_else(Value::none, |lang| Value::from(lang.as_str())),
                    ),
                    ("also", Value::from(entry.also.clone())),
                ])
            });
        object([
            ("label", Value::from(group.label(of))),
            ("items", Value::from(items.collect::<Vec<_>>())),
            (
                "more",
                more.map_or_else(Value::none, |id| super::items::url(site, page.pack, id)),
            ),
        ])
    });
    let mut view = records::bare("search.html", "search", word("search"), word("search_description"));
    view.special.push((
        "search",
        object([
            ("index", Value::from(site.url(&index_path(site, page.pack)))),
            ("groups", Value::from(groups.collect::<Vec<_>>())),
        ]),
    ));
    view
}

/// Where the data of a pack's search stand.
pub fn index_path(site: &Site, pack: usize) -> String {
    format!("{}search/index.json", site.packs[pack].prefix)
}

/// `entries`: title, address, group, language or null, other words. `groups`: their labels. `synonyms`: words that mean
/// the same, from the glossary.
pub fn index(site: &Site, pack: usize) -> Vec<u8> {
    let of = &site.packs[pack].pack;
    let mut labels: Vec<String> = Vec::new();
    let rows: Vec<Json> = entries(site, pack)
        .into_iter()
        .map(|entry| {
            let label = entry.group.label(of);
            let group = labels.iter().position(|one| *one == label).unwrap_or_else(|| {
                labels.push(label);
                labels.len() - 1
            });
            json!([entry.title, site.url(&entry.route), group, entry.lang, entry.also])
        })
        .collect();
    let synonyms: Vec<Json> = of
        .glossary
        .values()
        .filter(|term| !term.synonyms.is_empty())
        .map(|term| {
            std::iter::once(&term.term)
                .chain(&term.synonyms)
                .cloned()
                .collect::<Vec<_>>()
                .into()
        })
        .collect();
    json!({"groups": labels, "entries": rows, "synonyms": synonyms})
        .to_string()
        .into_bytes()
}

/// Everything with a title, by group and then by name. Pages that search engines may not list for being borrowed are
/// found nevertheless; redirects and further pages of lists are not.
fn entries(site: &Site, pack: usize) -> Vec<Entry> {
    let of = &site.packs[pack].pack;
    let pages = site.pages.iter().filter(|page| page.pack == pack && page.number == 1);
    let mut entries: Vec<Entry> = pages.filter_map(|page| entry(site, of, page)).collect();
    if let Some(glossary) = glossary_route(site, pack) {
        entries.extend(of.glossary.values().map(|term| Entry {
            group: Group::Terms,
            title: term.term.clone(),
            lang: None,
            route: format!("{glossary}#term-{}", term.id.value),
            also: term.synonyms.clone(),
        }));
    }
    entries.sort_by_cached_key(|entry| (entry.group, of.tongue.sort_key(&entry.title), entry.route.clone()));
    entries
}

fn entry(site: &Site, of: &Pack, page: &Page) -> Option<Entry> {
    let plain = |group: Group, title: String| Entry {
        group,
        title,
        lang: None,
        route: page.route.to_string(),
        also: Vec::new(),
    };
    Some(match &page.view {
        View::Article(article) => {
            let group = match article.kind {
                Kind::Toolkit => Group::Toolkits,
                Kind::Publication => Group::Publications,
                Kind::Standard => Group::Standards,
                Kind::Kpi => Group::Kpis,
                Kind::Page | Kind::Country => Group::Pages,
            };
            let borrowed =
                (article.pack != *of.id()).then(|| site.catalog.packs[&article.pack].facts.tag.value.clone());
            let nav = article
                .front
                .nav_title
                .iter()
                .filter(|nav| **nav != article.front.title.value);
            let lang = match super::items::source_facts(site, article) {
                Some(crate::load::Facts::Publication(facts)) if facts.title_language != of.facts.tag.value => {
                    Some(facts.title_language.clone())
                }
                Some(crate::load::Facts::Publication(_)) => None,
                _ => borrowed,
            };
            Entry {
                lang,
                also: nav.cloned().collect(),
                ..plain(group, article.front.title.value.clone())
            }
        }
        View::Program(program) => Entry {
            lang: (program.name_lang != of.facts.tag.value).then(|| program.name_lang.clone()),
            also: program
                .name_latin
                .iter()
                .cloned()
                .chain(program.sites.iter().map(|place| place.city.clone()))
                .collect(),
            ..plain(Group::Programs, program.name.value.clone())
        },
        View::Country { code, .. } => Entry {
            also: vec![code.to_string()],
            ..plain(Group::Countries, of.tongue.country(code))
        },
        View::Topic(topic) => plain(Group::Topics, of.label("topic", topic)),
        View::Facet(_) | View::Search | View::Embed | View::Streets | View::NotFound | View::Redirect(_) => {
            return None;
        }
    })
}

/// The page that holds the glossary's terms.
fn glossary_route(site: &Site, pack: usize) -> Option<&str> {
    let id = site
        .relations
        .page_of_block
        .get(&crate::markdown::BlockKind::Glossary)?;
    site.route(pack, id).map(|route| &**route)
}
