//! Maps as SVG, drawn when the site is built.
//!
//! In: the borders, the programs that are shown, a pack. Out: the values that `blocks/map.html` and `country.html` need:
//! one drawing, made of classes, and what a legend counts. Countries that have programs are links, left out of the order
//! of focus, for the list beside repeats them; marks are for the eye alone for the same reason. Maps keep their direction
//! in every language.

mod country;
mod marks;
pub mod published;
mod towns;

use std::fmt::Display;

use tera::Value;

use super::svg::{Drawing, at};
use super::values::{choice, count, extended, object};
use super::{data, facets};
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::Program;
use crate::map::{Outline, Plan, View, WORLD};
use crate::model::ListKind;

pub use country::of_country;
pub use marks::shape;

/// A country smaller than this in the drawing is shown by a dot.
const SMALL: f64 = 9.0;

fn message(of: &Pack, id: &str, arguments: &[(&str, Argument)]) -> String {
    of.message(id, arguments).unwrap_or_default()
}

/// Where links of a map open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Links {
    Here,
    /// For a map in a frame, which the reader's page should not be lost in.
    NewTab,
}

/// The map of the world with what its script needs: words, programs, what they can be chosen by.
pub fn interactive(site: &Site, pack: usize, links: Links) -> Value {
    let map = world(site, pack, links);
    if map.is_none() {
        return map;
    }
    let sets = data::shown_sets(site).into_iter();
    let columns = sets.map(|demo| Value::from(site.url(&format!("{}columns.json", data::map_folder(demo)))));
    let programs = site.facets.of(ListKind::Programs);
    extended(
        &map,
        [
            ("words", Value::from(site.url(&data::words_path(site, pack)))),
            ("columns", Value::from(columns.collect::<Vec<_>>())),
            ("facets", facets::of_programs(site, pack)),
            (
                "many",
                Value::from(programs.is_some_and(|list| !list.stands_together())),
            ),
        ],
    )
}

/// The map of the world.
fn world(site: &Site, pack: usize, links: Links) -> Value {
    let Some(boundaries) = &site.catalog.boundaries else {
        return Value::none();
    };
    let of = &site.packs[pack].pack;
    let (outlines, view) = boundaries.world();
    let by_country = &site.relations.programs_by_country;
    let mut svg = Drawing::default();
    let title = message(of, "map_title", &[]);
    open(&mut svg, &view, "map", &title);
    marks::symbols(&mut svg, "map", by_country.values().flatten().map(AsRef::as_ref));
    let linked = |code: &str| by_country.contains_key(code) && link(site, pack, code).is_some();
    let land = outlines.iter().filter(|(code, _)| !linked(code));
    land_path(&mut svg, land.map(|(_, outline)| outline));
    for (code, programs) in by_country {
        let outline = outlines.get(code.as_str());
        if let (Some(url), Some(outline)) = (link(site, pack, code), outline) {
            country_link(
                &mut svg,
                of,
                (&url, links),
                code,
                outline,
                programs.iter().map(AsRef::as_ref),
            );
        }
    }
    // The script adds towns as one goes deeper.
    let layers = Layers {
        towns: site.catalog.towns.is_some(),
        disputed: disputed_path(&mut svg, site, &view, WORLD),
    };
    let all = || by_country.values().flatten().map(AsRef::as_ref);
    marks::draw(&mut svg, &view, "map", all());
    svg.close("svg");
    values(site, of, (&svg.0, layers), &title, all())
}

/// What a map shows beside land and programs, and has to credit.
#[derive(Clone, Copy)]
struct Layers {
    towns: bool,
    disputed: bool,
}

/// What templates need of a map.
fn values<'p>(
    site: &Site,
    of: &Pack,
    (svg, layers): (&str, Layers),
    title: &str,
    programs: impl Iterator<Item = &'p Program> + Clone,
) -> Value {
    let facts = &site.catalog.site.map;
    let source = facts.source.as_ref();
    let towns = facts.towns_source.as_ref().filter(|_| layers.towns);
    let disputed = site.catalog.disputed.as_ref().filter(|_| layers.disputed);
    let disputed = disputed.map(|it| it.sources.iter().map(String::as_str).collect::<Vec<_>>().join("; "));
    let examples = programs.clone().filter(|program| program.demo).count();
    let all = programs.clone().count();
    object([
        ("svg", Value::safe_string(svg)),
        ("title", Value::from(title)),
        ("legend", Value::from(marks::legend(of, programs))),
        ("examples", count(of, examples)),
        ("total", count(of, all - examples)),
        ("any", Value::from(all > 0)),
        ("source", super::values::text(source)),
        ("towns", super::values::text(towns)),
        ("disputed", super::values::text(disputed.as_ref())),
    ])
}

fn open(svg: &mut Drawing, view: &View, id: &str, title: &str) {
    let [width, height] = view.size;
    let name = format!("{id}-name");
    svg.open(
        "svg",
        &[
            ("class", &"map-drawing"),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &width),
            ("height", &height),
            ("direction", &"ltr"),
            ("role", &"group"),
            ("aria-labelledby", &name),
        ],
    );
    svg.open("title", &[("id", &name)]);
    crate::html::escape_text(title, &mut svg.0);
    svg.close("title");
}

/// Land that leads nowhere, in one piece.
fn land_path<'o>(svg: &mut Drawing, outlines: impl Iterator<Item = &'o Outline>) {
    // Each outline is written from the origin of the drawing.
    let all: Vec<String> = outlines
        .filter(|outline| !outline.path.is_empty())
        .map(|outline| format!("M0 0{}", outline.path))
        .collect();
    svg.shape(
        "path",
        &[
            ("class", &"map-land"),
            ("vector-effect", &"non-scaling-stroke"),
            ("d", &all.concat()),
        ],
    );
}

/// Borders that are disputed, over the land; whether there are any.
fn disputed_path(svg: &mut Drawing, site: &Site, view: &View, plan: Plan) -> bool {
    let path = site.catalog.disputed.as_ref().map(|it| it.path(view, plan));
    let path = path.filter(|path| !path.is_empty());
    if let Some(path) = &path {
        svg.shape(
            "path",
            &[
                ("class", &"map-disputed"),
                ("vector-effect", &"non-scaling-stroke"),
                ("d", &format!("M0 0{path}")),
            ],
        );
    }
    path.is_some()
}

fn link(site: &Site, pack: usize, code: &str) -> Option<String> {
    let id = format!("countries/{}", code.to_lowercase());
    site.route(pack, &id).map(|route| site.url(route))
}

fn country_link<'p>(
    svg: &mut Drawing,
    of: &Pack,
    (url, links): (&str, Links),
    code: &str,
    outline: &Outline,
    programs: impl Iterator<Item = &'p Program> + Clone,
) {
    let name = accessible_name(of, code, programs);
    let mut attributes: Vec<(&str, &dyn Display)> = vec![
        ("class", &"map-country"),
        ("href", &url),
        ("tabindex", &-1),
        ("aria-label", &name),
    ];
    if links == Links::NewTab {
        attributes.extend([("target", &"_blank" as &dyn Display), ("rel", &"noopener")]);
    }
    svg.open("a", &attributes);
    if !outline.path.is_empty() {
        svg.shape(
            "path",
            &[
                ("vector-effect", &"non-scaling-stroke"),
                ("d", &format!("M0 0{}", outline.path)),
            ],
        );
    }
    if outline.extent < SMALL {
        let [x, y] = outline.middle.map(at);
        svg.shape("circle", &[("cx", &x), ("cy", &y), ("r", &8)]);
    }
    svg.close("a");
}

/// “Fiji: 3 programs”; examples are called examples.
fn accessible_name<'p>(of: &Pack, code: &str, programs: impl Iterator<Item = &'p Program> + Clone) -> String {
    let real = programs.clone().filter(|program| !program.demo).count();
    let examples = programs.count() - real;
    let n = |id: &str, n: usize| message(of, id, &[("n", Argument::Number(n as i64))]);
    let counts = match (real, examples) {
        (0, examples) => n("n_examples", examples),
        (real, 0) => n("n_programs", real),
        (real, examples) => format!("{}, {}", n("n_programs", real), n("n_examples", examples)),
    };
    message(
        of,
        "map_link",
        &[
            ("country", Argument::Text(of.tongue.country(code))),
            ("counts", Argument::Text(counts)),
        ],
    )
}
