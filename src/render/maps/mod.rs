//! Maps as SVG, drawn when the site is built.
//!
//! In: the borders, the programs that are shown, a pack. Out: the values that `blocks/map.html` and `country.html` need:
//! one drawing, made of classes, and what a legend counts. Countries that have programs are links, left out of the order
//! of focus, for the list beside repeats them; marks are for the eye alone for the same reason. Maps keep their direction
//! in every language.

mod country;
mod marks;
pub mod published;

use tera::Value;

use super::svg::{Drawing, at};
use super::values::{choice, count, extended, object};
use super::{data, facets};
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::Program;
use crate::map::{Outline, View};
use crate::model::ListKind;

pub use country::of_country;
pub use marks::shape;

/// A country smaller than this in the drawing is shown by a dot.
const SMALL: f64 = 9.0;

fn message(of: &Pack, id: &str, arguments: &[(&str, Argument)]) -> String {
    of.message(id, arguments).unwrap_or_default()
}

/// The map of the world with what its script needs: words, programs, what they can be chosen by.
pub fn interactive(site: &Site, pack: usize) -> Value {
    let map = world(site, pack);
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
fn world(site: &Site, pack: usize) -> Value {
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
            country_link(&mut svg, of, &url, code, outline, programs.iter().map(AsRef::as_ref));
        }
    }
    let all = || by_country.values().flatten().map(AsRef::as_ref);
    marks::draw(&mut svg, &view, "map", all());
    svg.close("svg");
    values(site, of, &svg.0, &title, all())
}

/// What templates need of a map.
fn values<'p>(
    site: &Site,
    of: &Pack,
    svg: &str,
    title: &str,
    programs: impl Iterator<Item = &'p Program> + Clone,
) -> Value {
    let source = site.catalog.site.map.source.as_ref();
    let examples = programs.clone().filter(|program| program.demo).count();
    let any = programs.clone().next().is_some();
    object([
        ("svg", Value::safe_string(svg)),
        ("title", Value::from(title)),
        ("legend", Value::from(marks::legend(of, programs))),
        ("examples", count(of, examples)),
        ("any", Value::from(any)),
        ("source", super::values::text(source)),
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

fn link(site: &Site, pack: usize, code: &str) -> Option<String> {
    let id = format!("countries/{}", code.to_lowercase());
    site.route(pack, &id).map(|route| site.url(route))
}

fn country_link<'p>(
    svg: &mut Drawing,
    of: &Pack,
    url: &str,
    code: &str,
    outline: &Outline,
    programs: impl Iterator<Item = &'p Program> + Clone,
) {
    let name = accessible_name(of, code, programs);
    svg.open(
        "a",
        &[
            ("class", &"map-country"),
            ("href", &url),
            ("tabindex", &-1),
            ("aria-label", &name),
        ],
    );
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
