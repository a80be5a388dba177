//! The plan: every page of every pack, with its list, its fallback, and the redirects.

use std::collections::HashMap;
use std::sync::Arc;

use super::lists::{List, Listed};
use super::routes::{country_id, numbered};
use super::{Page, Site, View};
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::load::{Facts, Kind};
use crate::model::{Id, ListKind};

/// Programs shown on one page of a list (each has a page of its own besides).
const PROGRAMS_PER_PAGE: usize = 200;
/// Programs that the page of all of them shows at most; more are listed by country.
const PROGRAMS_AT_ONCE: usize = 300;
const ITEMS_PER_PAGE: usize = 50;

/// How many entries a page of a list holds.
pub fn per_page(kind: ListKind, said: Option<usize>) -> usize {
    said.unwrap_or(match kind {
        ListKind::Programs => PROGRAMS_AT_ONCE,
        _ => ITEMS_PER_PAGE,
    })
}

/// Fills in pages, lists and redirects.
pub fn plan(site: &mut Site, found: &mut Vec<Diagnostic>) {
    for pack in 0..site.packs.len() {
        articles(site, pack);
        records(site, pack);
        facets(site, pack);
        let file = site.catalog.site.file.clone();
        // Those without a route are not there: `routes::record_ids` decides.
        for (id, view) in [
            (super::SEARCH, View::Search),
            (super::EMBED, View::Embed),
            (super::STREETS, View::Streets),
        ] {
            push(site, pack, &id.into(), None, false, false, file.clone(), |_| {
                view.clone()
            });
        }
    }
    not_found(site);
    site.pages.sort_by(|a, b| a.route.cmp(&b.route));
    same_url(site, found);
    redirects(site, found);
    site.by_route = site
        .pages
        .iter()
        .enumerate()
        .map(|(at, page)| (page.route.clone(), at))
        .collect();
}

fn articles(site: &mut Site, pack: usize) {
    let catalog = site.catalog.clone();
    for (id, packs) in catalog
        .articles
        .iter()
        .filter(|(id, _)| Kind::of_id(id) != Kind::Country)
    {
        let Some(article) = site.article(pack, id).cloned() else {
            continue;
        };
        let own = article.pack == *site.packs[pack].pack.id();
        let list = match packs.get(catalog.source_pack()).map(|source| &source.facts) {
            Some(Facts::Page(facts)) => facts.list.map(|list| (list, facts.per_page)),
            _ => None,
        };
        let list = list.map(|(kind, per_page)| article_list(site, pack, id, kind, per_page));
        push(site, pack, id, list, own, false, article.body.file.clone(), |_| {
            View::Article(article.clone())
        });
    }
}

fn article_list(site: &Site, pack: usize, id: &str, kind: ListKind, per_page: Option<usize>) -> List {
    let of_kind = |kind: Kind| -> Vec<Listed> {
        let all = site.catalog.articles.keys().filter(|id| Kind::of_id(id) == kind);
        all.filter_map(|id| site.article(pack, id).cloned().map(Listed::Article))
            .collect()
    };
    let entries = match kind {
        ListKind::Toolkits => of_kind(Kind::Toolkit),
        ListKind::Publications => of_kind(Kind::Publication),
        ListKind::Programs => site
            .relations
            .programs_by_country
            .values()
            .flatten()
            .cloned()
            .map(Listed::Program)
            .collect(),
        ListKind::Pages => {
            let folder = id.strip_suffix("/index").unwrap_or("");
            let children = site.relations.children.get(folder).map_or(&[][..], Vec::as_slice);
            children
                .iter()
                .filter_map(|child| site.article(pack, &child.id).cloned().map(Listed::Article))
                .collect()
        }
    };
    let at_once = self::per_page(kind, per_page);
    match kind {
        ListKind::Programs => List::overview(kind.word(), pack, at_once, entries),
        _ => List::new(kind.word(), pack, at_once, entries),
    }
}

fn records(site: &mut Site, pack: usize) {
    let speaks = site.packs[pack].speaks;
    let groups: Vec<_> = site.relations.programs_by_country.clone().into_iter().collect();
    for program in groups.iter().flat_map(|(_, programs)| programs) {
        push(
            site,
            pack,
            &program.id,
            None,
            speaks && !program.demo,
            program.demo,
            program.file.clone(),
            |_| View::Program(program.clone()),
        );
    }
    for code in super::relations::countries(&site.catalog, &site.settings) {
        let programs = site.relations.programs_by_country.get(&code).into_iter().flatten();
        let entries = programs.cloned().map(Listed::Program).collect();
        country(site, pack, &code, entries, speaks);
    }
    let topics: Vec<String> = site.catalog.site.topics.clone();
    for topic in topics {
        let articles = site.relations.by_topic.get(&topic).cloned().unwrap_or_default();
        let entries: Vec<Listed> = articles
            .iter()
            .filter_map(|article| site.article(pack, &article.id).cloned().map(Listed::Article))
            .collect();
        let id: Id = format!("topics/{topic}").into();
        let source = site.catalog.site.file.clone();
        let worth = speaks && !entries.is_empty();
        let list = List::new("topic", pack, ITEMS_PER_PAGE, entries);
        push(site, pack, &id, Some(list), worth, false, source, |_| {
            View::Topic(topic.as_str().into())
        });
    }
}

/// A page for each value of a facet.
fn facets(site: &mut Site, pack: usize) {
    let speaks = site.packs[pack].speaks;
    let file = site.catalog.site.file.clone();
    let mut planned = Vec::new();
    for list in &site.facets.lists {
        let per_page = match list.kind {
            ListKind::Programs => PROGRAMS_PER_PAGE,
            _ => ITEMS_PER_PAGE,
        };
        for (id, of, entries) in list.pages() {
            let shown = entries.iter().filter_map(|entry| entry.in_pack(site, pack));
            let list = List::new(of.kind.word(), pack, per_page, shown.collect());
            planned.push((id, Arc::new(of), list));
        }
    }
    for (id, of, list) in planned {
        let demo = list.only_examples();
        push(site, pack, &id, Some(list), speaks && !demo, demo, file.clone(), |_| {
            View::Facet(of.clone())
        });
    }
}

fn country(site: &mut Site, pack: usize, code: &str, entries: Vec<Listed>, speaks: bool) {
    let id = country_id(code);
    let text = site.article(pack, &id).cloned();
    let demo = text.is_none() && !site.has_records(code) && entries.iter().all(Listed::is_example);
    let source: RelPath = match (&text, entries.first()) {
        (Some(text), _) => text.body.file.clone(),
        (None, Some(Listed::Program(program))) => program.file.clone(),
        _ => site.catalog.site.file.clone(),
    };
    let list = List::new("programs", pack, PROGRAMS_PER_PAGE, entries);
    let code: Arc<str> = code.into();
    // A page that borrows its text is no page of this language.
    let own = text
        .as_ref()
        .is_none_or(|text| text.pack == *site.packs[pack].pack.id());
    push(
        site,
        pack,
        &id,
        Some(list),
        speaks && own && !demo,
        demo,
        source,
        |_| View::Country {
            code: code.clone(),
            text: text.clone(),
        },
    );
}

/// Adds the page `id`, and the further pages of its list.
#[allow(clippy::too_many_arguments)]
fn push(
    site: &mut Site,
    pack: usize,
    id: &Id,
    list: Option<List>,
    indexable: bool,
    demo: bool,
    source: RelPath,
    view: impl Fn(usize) -> View,
) {
    let Some(route) = site.route(pack, id).cloned() else {
        return;
    };
    let pages = list.as_ref().map_or(1, List::pages);
    let list = list.map(|list| {
        site.lists.push(list);
        site.lists.len() - 1
    });
    for number in 1..=pages {
        site.pages.push(Page {
            route: if number == 1 {
                route.clone()
            } else {
                numbered(&route, number).into()
            },
            pack,
            id: id.clone(),
            view: view(number),
            number,
            list,
            indexable,
            demo,
            source: source.clone(),
        });
    }
}

fn not_found(site: &mut Site) {
    if site.packs.is_empty() {
        return;
    }
    site.pages.push(Page {
        route: "404.html".into(),
        pack: 0,
        id: "404".into(),
        view: View::NotFound,
        number: 1,
        list: None,
        indexable: false,
        demo: false,
        source: site.catalog.packs[site.catalog.source_pack()].facts.file.clone(),
    });
}

/// Two pages on one address: the later one is told and dropped. The pages are in the order of their routes.
fn same_url(site: &mut Site, found: &mut Vec<Diagnostic>) {
    let base = &site.base;
    site.pages.dedup_by(|page, first| {
        let same = page.route == first.route;
        // A page at an address that the site needs for itself has been told already.
        let own = |page: &Page| matches!(page.view, View::Search | View::Embed | View::Streets);
        if same && !own(page) && !own(first) {
            found.push(
                Diagnostic::new(
                    &codes::SAME_URL,
                    &page.source,
                    0..0,
                    format!(
                        "this page has the address `{base}{}`, which another page has too",
                        page.route
                    ),
                )
                .help("rename one of the files, or give one of them another `slug:`")
                .related(&first.source, 0..0, "the other page"),
            );
        }
        same
    });
}

/// A page at each former address.
fn redirects(site: &mut Site, found: &mut Vec<Diagnostic>) {
    let of_page = |route: &str| {
        site.pages
            .binary_search_by(|page| (*page.route).cmp(route))
            .ok()
            .map(|at| &site.pages[at].source)
    };
    let mut taken: HashMap<Arc<str>, RelPath> = HashMap::new();
    let mut redirects = Vec::new();
    for (pack, plan) in site.packs.iter().enumerate() {
        for packs in site.catalog.articles.values() {
            let Some(article) = packs
                .get(plan.pack.id())
                .filter(|article| !article.front.aliases.is_empty())
            else {
                continue;
            };
            let Some(to) = plan.routes.get(&article.id) else {
                continue;
            };
            for alias in &article.front.aliases {
                let route: Arc<str> = format!("{}{}/", plan.prefix, alias.value.trim_matches('/')).into();
                if let Some(other) = of_page(&route).or_else(|| taken.get(&route)) {
                    found.push(
                        Diagnostic::new(
                            &codes::ALIAS_CLASH,
                            &article.body.file,
                            alias.span.clone(),
                            format!("the alias `{}` is the address of another page", alias.value),
                        )
                        .help("delete the alias, or move the other page")
                        .related(other, 0..0, "the page at this address"),
                    );
                    continue;
                }
                taken.insert(route.clone(), article.body.file.clone());
                redirects.push(Page {
                    route,
                    pack,
                    id: article.id.clone(),
                    view: View::Redirect(to.clone()),
                    number: 1,
                    list: None,
                    indexable: false,
                    demo: false,
                    source: article.body.file.clone(),
                });
            }
        }
    }
    if !redirects.is_empty() {
        site.pages.extend(redirects);
        site.pages.sort_by(|a, b| a.route.cmp(&b.route));
    }
}
