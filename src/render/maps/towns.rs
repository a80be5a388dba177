//! Names of the larger towns on the map of a country: as many as find a free place, the capital first.
//!
//! The drawing shrinks with the screen, and its text with it. So a few names, the first to find a place, have room for
//! letters nearly twice as large; on narrow screens those alone are shown, larger (`main.css`, `.map-town`).

use super::{Drawing, at};
use crate::load::Program;
use crate::map::{Town, View};

/// Letters of all names on wide screens, and of the first names on narrow ones, in units of the drawing.
const SMALL: f64 = 17.0;
const LARGE: f64 = 30.0;
/// How many names at most, and how many of them with room for large letters.
const MOST: usize = 10;
const FIRST: usize = 4;
/// How many towns are tried: of the hundredth nobody asks on a map of this size.
const TRIED: usize = 60;
/// Half the width of a program's mark, and of a town's dot, with some air.
const MARK: f64 = 11.0;
const DOT: f64 = 5.0;

/// Left, top, right, bottom, in units of the drawing.
type Box4 = [f64; 4];

/// A name that has found its place.
struct Label<'t> {
    name: &'t str,
    dot: [f64; 2],
    /// Where the text begins, or ends when it stands to the left.
    x: f64,
    left: bool,
    /// A program's mark stands on the dot.
    covered: bool,
}

impl Label<'_> {
    /// The text's place, with letters of this size. No font is known here: letters are taken as rather wide.
    fn text(&self, size: f64) -> Box4 {
        let width = self.name.chars().count() as f64 * size * 0.58;
        let [left, right] = if self.left {
            [self.x - width, self.x]
        } else {
            [self.x, self.x + width]
        };
        [left, self.dot[1] - size * 0.6, right, self.dot[1] + size * 0.6]
    }
}

fn around([x, y]: [f64; 2], half: f64) -> Box4 {
    [x - half, y - half, x + half, y + half]
}

fn meet(a: &Box4, b: &Box4) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// The towns, in the order in which they are tried: the capital, then by size.
fn tried(towns: &[Town]) -> impl Iterator<Item = &Town> {
    let capital = towns.iter().filter(|town| town.capital);
    capital.chain(towns.iter().filter(|town| !town.capital)).take(TRIED)
}

/// Names with their places: first those with room for large letters, then others between them.
fn placed<'t>(towns: &'t [Town], view: &View, marks: &[[f64; 2]]) -> [Vec<Label<'t>>; 2] {
    let mut first: Vec<Label> = Vec::new();
    let mut taken: Vec<Box4> = marks.iter().map(|mark| around(*mark, MARK)).collect();
    let of_marks = taken.len();
    for town in tried(towns) {
        if first.len() < FIRST
            && let Some(label) = fitted(town, view, marks, &taken, LARGE)
        {
            taken.extend([label.text(LARGE), around(label.dot, DOT)]);
            first.push(label);
        }
    }
    taken.truncate(of_marks);
    taken.extend(
        first
            .iter()
            .flat_map(|label| [label.text(SMALL), around(label.dot, DOT)]),
    );
    let mut others: Vec<Label> = Vec::new();
    for town in tried(towns) {
        if first.iter().any(|label| label.name == town.name) {
            continue;
        }
        if first.len() + others.len() < MOST
            && let Some(label) = fitted(town, view, marks, &taken, SMALL)
        {
            taken.extend([label.text(SMALL), around(label.dot, DOT)]);
            others.push(label);
        }
    }
    [first, others]
}

/// To the right of the dot, else to the left, where nothing else stands and the frame ends not.
fn fitted<'t>(town: &'t Town, view: &View, marks: &[[f64; 2]], taken: &[Box4], size: f64) -> Option<Label<'t>> {
    let dot = view.place(town.at);
    let on = marks.iter().find(|mark| meet(&around(**mark, MARK), &around(dot, DOT)));
    if on.is_none() && taken.iter().any(|it| meet(it, &around(dot, DOT))) {
        return None;
    }
    let (from, away) = on.map_or((dot[0], DOT + 2.0), |mark| (mark[0], MARK + 2.0));
    let sides = [false, true].into_iter().map(|left| Label {
        name: &town.name,
        dot,
        x: if left { from - away } else { from + away },
        left,
        covered: on.is_some(),
    });
    let [width, height] = view.size;
    let free = |label: &Label| {
        let [left, top, right, bottom] = label.text(size);
        let inside = left >= 4.0 && top >= 4.0 && right <= width - 4.0 && bottom <= height - 4.0;
        inside && !taken.iter().any(|it| meet(it, &[left, top, right, bottom]))
    };
    sides.into_iter().find(|label| free(label))
}

/// Draws dots and names; not for screen readers, who have the list beside the map. Whether any found a place.
pub fn draw<'p>(svg: &mut Drawing, view: &View, towns: &[Town], programs: impl Iterator<Item = &'p Program>) -> bool {
    let sites = programs.flat_map(|program| &program.sites);
    let marks: Vec<[f64; 2]> = sites
        .map(|place| view.place([place.longitude.value, place.latitude.value]))
        .collect();
    let [first, others] = placed(towns, view, &marks);
    if first.is_empty() && others.is_empty() {
        return false;
    }
    // An attribute, for the Nu checker does not know it as a property; letters are filled over their outline.
    let outlined = ("paint-order", &"stroke" as &dyn std::fmt::Display);
    svg.open("g", &[("class", &"map-towns"), ("aria-hidden", &"true"), outlined]);
    for label in &first {
        draw_label(svg, label);
    }
    if !others.is_empty() {
        svg.open("g", &[("class", &"map-town-minor")]);
        for label in &others {
            draw_label(svg, label);
        }
        svg.close("g");
    }
    svg.close("g");
    true
}

fn draw_label(svg: &mut Drawing, label: &Label) {
    let [x, y] = label.dot.map(at);
    if !label.covered {
        svg.shape("circle", &[("cx", &x), ("cy", &y), ("r", &3)]);
    }
    let (start, anchor) = (at(label.x), if label.left { "end" } else { "start" });
    let attributes: [(&str, &dyn std::fmt::Display); 5] = [
        ("class", &"map-town"),
        ("x", &start),
        ("y", &y),
        ("dy", &".35em"),
        ("text-anchor", &anchor),
    ];
    svg.text(label.name, &attributes[..if label.left { 5 } else { 4 }]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Projection;

    fn town(name: &str, lon: f64, people: u32) -> Town {
        Town {
            name: name.to_owned(),
            at: [lon, 0.0],
            people,
            capital: name == "Capital",
        }
    }

    /// A degree is 10 units; 0°, 0° lies in the middle.
    fn view() -> View {
        View {
            projection: Projection::Azimuthal([0.0, 0.0]),
            scale: 10f64.to_degrees(),
            origin: [400.0, 200.0],
            size: [800.0, 400.0],
        }
    }

    fn names<'t>(labels: &[Label<'t>]) -> Vec<&'t str> {
        labels.iter().map(|label| label.name).collect()
    }

    #[test]
    fn the_capital_comes_first_and_a_name_without_room_is_left_out() {
        let towns = [
            town("Large", 0.0, 900),
            town("Near", 1.5, 800),
            town("Capital", 20.0, 100),
        ];
        let [first, others] = placed(&towns, &view(), &[]);
        assert_eq!(names(&first), ["Capital", "Large"]);
        assert_eq!(names(&others), Vec::<&str>::new(), "Near lies under the name of Large");
    }

    #[test]
    fn a_name_goes_to_the_left_where_the_frame_ends_and_leaves_marks_free() {
        let towns = [town("Easternmost", 36.0, 900), town("Marked", 0.0, 800)];
        let mark = view().place([0.0, 0.0]);
        let [first, _] = placed(&towns, &view(), &[mark]);
        assert_eq!(names(&first), ["Easternmost", "Marked"]);
        assert!(first[0].left && !first[0].covered);
        assert!(first[1].covered && !meet(&first[1].text(LARGE), &around(mark, MARK)));
    }

    #[test]
    fn what_lies_outside_has_no_name_and_names_never_meet() {
        let mut towns: Vec<Town> = (0..60)
            .map(|n| town(&format!("Town {n}"), f64::from(n) - 30.0, 900 - n as u32))
            .collect();
        towns.push(town("Far", 80.0, 1));
        let [first, others] = placed(&towns, &view(), &[]);
        let all: Vec<&Label> = first.iter().chain(&others).collect();
        assert!(
            all.len() > 4 && all.len() <= MOST && first.len() <= FIRST,
            "{}",
            all.len()
        );
        for (n, a) in all.iter().enumerate() {
            for b in &all[n + 1..] {
                assert!(!meet(&a.text(SMALL), &b.text(SMALL)), "{} and {}", a.name, b.name);
            }
        }
        for (n, a) in first.iter().enumerate() {
            assert!(first[n + 1..].iter().all(|b| !meet(&a.text(LARGE), &b.text(LARGE))));
        }
        assert!(all.iter().all(|label| label.name != "Far"));
    }
}
