//! The part of a list that a page shows, with its totals and the way to its other pages.

use tera::Value;

use super::values::{count, extended, object};
use super::{facets, items};
use crate::link::{List, Page, Site};
use crate::model::ListKind;

/// The part of the page's list that it shows, or none.
pub fn list(site: &Site, page: &Page) -> Value {
    let Some(list) = page.list.map(|list| &site.lists[list]) else {
        return Value::none();
    };
    let pack = site.pack(page);
    let shown = list.shown(page.number);
    let shown: Vec<Value> = match shown.is_empty() {
        true => Vec::new(),
        false => list.order.get_or_init(|| items::order(site, list))[shown]
            .iter()
            .map(|at| items::listed(site, list.pack, &list.entries[*at]))
            .collect(),
    };
    let value = object([
        ("kind", Value::from(list.kind)),
        ("items", Value::from(shown)),
        ("total", count(pack, list.entries.len() - list.examples)),
        ("examples", count(pack, list.examples)),
        ("facets", facets::of_list(site, page)),
    ]);
    let value = extended(&value, pager(site, page, list));
    match list.overview {
        true if list.kind == ListKind::Programs.word() => {
            let countries = items::countries_with_programs(site, page.pack);
            extended(&value, [("countries", Value::from(countries))])
        }
        _ => value,
    }
}

/// The list's other pages: those beside this one, the first and the last.
fn pager(site: &Site, page: &Page, list: &List) -> [(&'static str, Value); 5] {
    let pages = list.pages();
    let route = site
        .route(page.pack, &page.id)
        .cloned()
        .unwrap_or_else(|| page.route.clone());
    let url = |n: usize| {
        Value::from(site.url(&if n == 1 {
            route.to_string()
        } else {
            format!("{route}page/{n}/")
        }))
    };
    let near = |n: usize| n == 1 || n == pages || n.abs_diff(page.number) <= 2;
    let number = |n: usize| {
        object([
            ("n", Value::from(n)),
            ("url", url(n)),
            ("current", Value::from(n == page.number)),
        ])
    };
    let numbers: Vec<Value> = (1..=pages).filter(|n| near(*n)).map(number).collect();
    let or_none = |n: Option<usize>| n.map_or_else(Value::none, url);
    [
        ("page", Value::from(page.number)),
        ("pages", Value::from(pages)),
        ("prev", or_none((page.number > 1).then(|| page.number - 1))),
        ("next", or_none((page.number < pages).then(|| page.number + 1))),
        ("numbers", Value::from(numbers)),
    ]
}
