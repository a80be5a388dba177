//! The map alone, for frames of other sites: no menu around it, and every link leaves the frame.

use tera::Value;

use super::values::object;
use super::{PageView, Renderer, maps, records};
use crate::html::attribute;
use crate::link::{Page, Site};
use crate::markdown::BlockKind;

pub fn view(renderer: &Renderer, page: &Page) -> PageView {
    let site = renderer.site;
    let of = site.pack(page);
    let word = |id: &str| of.messages.plain(id).unwrap_or(id).to_owned();
    let mut view = records::bare("embed.html", "embed", word("map_title"), word("embed_description"));
    // The page that has the map with the list beside it.
    let whole = site.relations.page_of_block.get(&BlockKind::Map);
    let whole = whole.and_then(|id| site.route(page.pack, id));
    view.special.push((
        "embed",
        object([
            ("map", maps::interactive(site, page.pack, maps::Links::NewTab)),
            (
                "whole",
                whole.map_or_else(Value::none, |route| Value::from(site.absolute(route))),
            ),
        ]),
    ));
    view
}

/// What a partner copies to show the map on a page of theirs, or none where there is no map.
pub fn snippet(site: &Site, pack: usize) -> Option<Value> {
    let route = site.route(pack, crate::link::EMBED)?;
    let of = &site.packs[pack].pack;
    let title = format!(
        "{} – {}",
        of.messages.plain("map_title").unwrap_or_default(),
        site.catalog.site.title
    );
    // Where they are is asked for by the visitor of the map alone; a frame may ask only where its page allows it.
    let code = format!(
        "<iframe src=\"{}\" title=\"{}\"\n  width=\"100%\" height=\"640\" loading=\"lazy\" allow=\"geolocation; fullscreen\"></iframe>",
        attribute(&site.absolute(route)),
        attribute(&title)
    );
    Some(object([("code", Value::from(code))]))
}
