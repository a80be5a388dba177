//! Marks of programs: the shape tells the level or the state, as it does beside every name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write as _};

use tera::Value;

use super::{Drawing, choice, count, object};
use crate::languages::Pack;
use crate::load::Program;
use crate::map::View;
use crate::model::{Level, ProgramState};

/// Marks of a kind that are nearer than this to each other in one row and column are drawn once, so that no map grows
/// without end; of more than `MANY` sites a wider cell has one mark of any kind, for they would cover each other.
const CELL: f64 = 6.0;
const WIDE_CELL: f64 = 20.0;
const MANY: usize = 400;

/// Shapes about their own middle, 20 units wide; `themes/…/marks.svg` has the same forms.
const SHAPES: [(&str, &str); 6] = [
    ("gold", "M-10 0a10 10 0 1 1 20 0a10 10 0 1 1-20 0z"),
    ("silver", "M-9-9h18v18h-18z"),
    ("bronze", "M-10-9h20v11L0 10-10 2z"),
    ("under_review", "M-5-9H5l5 9-5 9H-5l-5-9z"),
    ("listed", "M-6-9H6l4 18h-20z"),
    ("withdrawn", "M-5-9h15l-5 18h-15z"),
];

/// The outline of a mark about its own middle, as an SVG path; none for a word that has no mark.
pub fn shape(word: &str) -> Option<&'static str> {
    SHAPES.iter().find(|(key, _)| *key == word).map(|(_, d)| *d)
}

/// Row and column of a cell, and the first point in it.
type Cells = BTreeMap<(i32, i32), [f64; 2]>;

fn key(program: &Program) -> &'static str {
    program.award().map_or(program.state.word(), |award| award.level.word())
}

/// The marks that are used, once each, as SVG markers: a line that is not drawn has one at each of its corners, so that a
/// thousand marks are one element. Their scale is the line's width, which style sheets choose.
pub fn symbols<'p>(svg: &mut Drawing, id: &str, programs: impl Iterator<Item = &'p Program> + Clone) {
    let used: BTreeSet<(bool, &str)> = programs.map(|program| (program.demo, key(program))).collect();
    if used.is_empty() {
        return;
    }
    svg.open("defs", &[]);
    if used.iter().any(|(demo, _)| *demo) {
        hatch(svg, id);
    }
    for (demo, word) in used {
        let Some(d) = shape(word) else { continue };
        svg.open(
            "marker",
            &[
                ("id", &marker(id, demo, word)),
                ("markerWidth", &1),
                ("markerHeight", &1),
                ("overflow", &"visible"),
            ],
        );
        let hatched = format!("url(#{id}-hatch)");
        let kind = format!("map-shape map-{}", if demo { "example" } else { word });
        let attributes: [(&str, &dyn Display); 3] = [("class", &kind), ("d", &d), ("fill", &hatched)];
        svg.shape("path", &attributes[..if demo { 3 } else { 2 }]);
        svg.close("marker");
    }
    svg.close("defs");
}

fn marker(id: &str, demo: bool, word: &str) -> String {
    format!("{id}-{word}{}", if demo { "-example" } else { "" })
}

/// Slanted lines: what is invented is never filled.
fn hatch(svg: &mut Drawing, id: &str) {
    let frame: [(&str, &dyn Display); 5] = [
        ("id", &format!("{id}-hatch")),
        ("width", &4),
        ("height", &4),
        ("patternUnits", &"userSpaceOnUse"),
        ("patternTransform", &"rotate(45)"),
    ];
    svg.open("pattern", &frame);
    svg.shape("path", &[("class", &"map-hatch-ground"), ("d", &"M0 0h4v4h-4z")]);
    svg.shape("path", &[("class", &"map-hatch"), ("d", &"M0 0v4")]);
    svg.close("pattern");
}

/// All marks, the highest levels last, so that they lie on top.
pub fn draw<'p>(svg: &mut Drawing, view: &View, id: &str, programs: impl Iterator<Item = &'p Program> + Clone) {
    let cells = cells(view, programs);
    if cells.is_empty() {
        return;
    }
    svg.open("g", &[("class", &"map-marks"), ("aria-hidden", &"true")]);
    for demo in [true, false] {
        for (word, _) in SHAPES.iter().rev() {
            if let Some(marks) = cells.get(&(demo, *word)).filter(|marks| !marks.is_empty()) {
                corners(svg, &format!("url(#{})", marker(id, demo, word)), marks);
            }
        }
    }
    svg.close("g");
}

/// A mark at each place.
fn corners(svg: &mut Drawing, marker: &str, marks: &Cells) {
    let mut line = String::from("M");
    for [x, y] in marks.values().map(|at| at.map(|it| it.round() as i32)) {
        let _ = write!(line, "{}{x} {y}", if line.len() > 1 { " " } else { "" });
    }
    let ends: [(&str, &dyn Display); 4] = [
        ("marker-start", &marker),
        ("marker-mid", &marker),
        ("marker-end", &marker),
        ("d", &line),
    ];
    svg.shape("path", &ends);
}

/// What is drawn: examples apart from programs, each kind by its key.
fn cells<'p>(
    view: &View,
    programs: impl Iterator<Item = &'p Program> + Clone,
) -> BTreeMap<(bool, &'static str), Cells> {
    let many = programs.clone().map(|program| program.sites.len()).sum::<usize>() > MANY;
    let side = if many { WIDE_CELL } else { CELL };
    let mut cells: BTreeMap<(bool, &str), Cells> = BTreeMap::new();
    for program in programs {
        for place in &program.sites {
            let at = view.place([place.longitude.value, place.latitude.value]);
            let cell = at.map(|it| (it / side).floor() as i32);
            let of_kind = cells.entry((program.demo, key(program))).or_default();
            of_kind.entry((cell[1], cell[0])).or_insert(at);
        }
    }
    if many {
        let mut taken = BTreeSet::new();
        for (demo, (word, _)) in [false, true].iter().flat_map(|demo| SHAPES.map(|shape| (*demo, shape))) {
            if let Some(of_kind) = cells.get_mut(&(demo, word)) {
                of_kind.retain(|cell, _| taken.insert(*cell));
            }
        }
    }
    cells
}

/// Every level and state that has a mark on the map, with the number of real programs.
pub fn legend<'p>(of: &Pack, programs: impl Iterator<Item = &'p Program> + Clone) -> Vec<Value> {
    let levels = Level::ALL.iter().map(|level| ("level", level.word()));
    let states = ProgramState::ALL.iter().map(|state| ("state", state.word()));
    let line = |(list, word): (&str, &str)| {
        let of_kind = programs.clone().filter(|program| key(program) == word);
        let (all, real) = (of_kind.clone().count(), of_kind.filter(|program| !program.demo).count());
        let kind = choice(of, list, word);
        (all > 0).then(|| {
            object([
                ("key", Value::from(word)),
                (
                    "label",
                    kind.get_from_path("label").cloned().unwrap_or_else(Value::none),
                ),
                ("count", count(of, real)),
            ])
        })
    };
    levels.chain(states).filter_map(line).collect()
}
