//! Outlines of countries in a drawing: cut where the map ends, simplified, as SVG paths of whole numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::boundaries::{Boundaries, Country, LonLat, Ring, append, near};
use super::projection::Projection;
use super::simplify;

/// A projection with its place in a drawing; y grows downwards.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub projection: Projection,
    /// Units of the drawing for the earth's radius.
    pub scale: f64,
    /// Where the plane's origin lies.
    pub origin: [f64; 2],
    pub size: [f64; 2],
}

/// How much of an outline is left out, in units of the drawing.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Triangles smaller than this are no corner.
    pub corner: f64,
    /// Rings smaller than this are left out, but never the largest of a country.
    pub ring: f64,
}

/// What is left out of the world.
pub const WORLD: Plan = Plan { corner: 2.2, ring: 5.0 };

/// A country in a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// Attribute `d`; empty where nothing of it lies in the drawing.
    pub path: String,
    /// The middle of its largest ring, or its first point, and the larger side of that ring.
    pub middle: [f64; 2],
    pub extent: f64,
}

/// The outlines of the world, made once.
pub type World = BTreeMap<String, Outline>;

impl View {
    /// All the world but Antarctica, so wide. The map is cut in the Bering Strait, so that neither Russia nor Fiji is
    /// torn apart.
    pub fn world(width: f64) -> Self {
        const MIDDLE: f64 = 11.5;
        const SOUTH: f64 = -56.5;
        const NORTH: f64 = 83.8;
        let projection = Projection::EqualEarth(MIDDLE);
        let scale = width / 2.0 / projection.project([MIDDLE + 180.0, 0.0])[0];
        let [top, bottom] = [NORTH, SOUTH].map(|lat| projection.project([MIDDLE, lat])[1] * scale);
        Self {
            projection,
            scale,
            origin: [width / 2.0, top],
            size: [width, (top - bottom).ceil()],
        }
    }

    pub fn place(&self, point: LonLat) -> [f64; 2] {
        let point = match self.projection {
            Projection::EqualEarth(middle) => [near(point[0], middle), point[1]],
            Projection::Azimuthal(_) => point,
        };
        self.project(point)
    }

    fn project(&self, point: LonLat) -> [f64; 2] {
        let [x, y] = self.projection.project(point);
        [self.origin[0] + x * self.scale, self.origin[1] - y * self.scale]
    }

    /// Parts of a ring between the two edges of the map, in degrees.
    fn cut(&self, ring: Vec<LonLat>) -> Vec<Vec<LonLat>> {
        let Projection::EqualEarth(middle) = self.projection else {
            return vec![ring];
        };
        let [west, _, east, _] = super::boundaries::bounds(&ring);
        let turn = |lon: f64| ((lon - middle) / 360.0).round();
        if turn(west) == turn(east) {
            let shift = turn(west) * 360.0;
            return vec![ring.iter().map(|[lon, lat]| [lon - shift, *lat]).collect()];
        }
        let turns = turn(west) as i32..=turn(east) as i32;
        turns
            .map(|turn| {
                let shift = f64::from(turn) * 360.0;
                let moved: Vec<LonLat> = ring.iter().map(|[lon, lat]| [lon - shift, *lat]).collect();
                let part = clipped(&moved, 0, middle - 180.0, false);
                clipped(&part, 0, middle + 180.0, true)
            })
            .collect()
    }

    /// What of a ring is drawn, in units of the drawing.
    pub(super) fn drawn(&self, ring: Vec<LonLat>) -> Vec<Vec<[f64; 2]>> {
        // A little beyond the frame, so that no border is drawn along it.
        const MARGIN: f64 = 4.0;
        let frame = |points: Vec<LonLat>| {
            let points: Vec<[f64; 2]> = points.into_iter().map(|point| self.project(point)).collect();
            let points = clipped(&points, 0, -MARGIN, false);
            let points = clipped(&points, 0, self.size[0] + MARGIN, true);
            let points = clipped(&points, 1, -MARGIN, false);
            clipped(&points, 1, self.size[1] + MARGIN, true)
        };
        self.cut(ring).into_iter().map(frame).collect()
    }
}

impl Boundaries {
    /// Where the world is drawn. Twice as wide as most screens show it: whole numbers are fine enough.
    pub fn world_view() -> View {
        View::world(1400.0)
    }

    /// The world, drawn by `world_view`.
    pub fn world(&self) -> (&World, View) {
        let view = Self::world_view();
        let world = self.world.get_or_init(|| self.outlines(&view, WORLD, |_| true));
        (world, view)
    }

    /// Every country of which a ring passes `seen`.
    pub fn outlines(&self, view: &View, plan: Plan, seen: impl Fn(&Ring) -> bool) -> World {
        let mut simple: Vec<Option<Vec<LonLat>>> = vec![None; self.arcs.len()];
        let mut world = World::new();
        for (code, country) in self.countries() {
            let outline = self.outline(country, view, plan, &seen, &mut simple);
            if !outline.path.is_empty() || (!country.points.is_empty() && country.rings.is_empty()) {
                world.insert(code.to_owned(), outline);
            }
        }
        world
    }

    fn outline(
        &self,
        country: &Country,
        view: &View,
        plan: Plan,
        seen: &impl Fn(&Ring) -> bool,
        simple: &mut [Option<Vec<LonLat>>],
    ) -> Outline {
        let mut outline = Outline::default();
        let largest = country.largest();
        if let Some(at) = country.points.first() {
            outline.middle = view.place(*at);
        }
        let mut pen = Pen::default();
        for ring in country.rings.iter().filter(|ring| seen(ring)) {
            let is_largest = largest.is_some_and(|largest| std::ptr::eq(largest, ring));
            if is_largest {
                (outline.middle, outline.extent) = place_of(ring, view);
            }
            let mut points = Vec::new();
            for n in &ring.arcs {
                let at = (if *n < 0 { !*n } else { *n }) as usize;
                let arc = simple[at].get_or_insert_with(|| self.simplified(at, view, plan.corner));
                append(&mut points, arc, *n < 0);
            }
            let mut any = false;
            for part in view.drawn(points) {
                any |= area(&part) >= plan.ring && pen.ring(&part);
            }
            if is_largest && !any {
                pen.speck(outline.middle, view.size);
            }
        }
        outline.path = pen.path;
        outline
    }

    fn simplified(&self, at: usize, view: &View, corner: f64) -> Vec<LonLat> {
        let arc = &self.arcs[at];
        let plane: Vec<[f64; 2]> = arc.iter().map(|point| view.project(*point)).collect();
        simplify::kept(&plane, corner).into_iter().map(|at| arc[at]).collect()
    }
}

/// The middle of a ring's bounds in the drawing, and its larger side.
fn place_of(ring: &Ring, view: &View) -> ([f64; 2], f64) {
    let [west, south, east, north] = ring.bounds;
    let middle = view.place([(west + east) / 2.0, (south + north) / 2.0]);
    // Without the cut: a ring that crosses it is still as large as it is.
    let points: Vec<[f64; 2]> = ring.points.iter().map(|point| view.project(*point)).collect();
    let [x0, y0, x1, y1] = super::boundaries::bounds(&points);
    (middle, (x1 - x0).max(y1 - y0))
}

/// A closed line on one side of an upright (`axis` 0) or level line (Sutherland, Hodgman 1974).
fn clipped(points: &[[f64; 2]], axis: usize, limit: f64, below: bool) -> Vec<[f64; 2]> {
    let inside = |point: &[f64; 2]| {
        if below {
            point[axis] <= limit
        } else {
            point[axis] >= limit
        }
    };
    if points.iter().all(inside) {
        return points.to_vec();
    }
    let mut kept = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let last = &points[(at + points.len() - 1) % points.len()];
        if inside(point) != inside(last) {
            let part = (limit - last[axis]) / (point[axis] - last[axis]);
            let mut cut = [
                last[0] + part * (point[0] - last[0]),
                last[1] + part * (point[1] - last[1]),
            ];
            cut[axis] = limit;
            kept.push(cut);
        }
        if inside(point) {
            kept.push(*point);
        }
    }
    kept
}

fn area(points: &[[f64; 2]]) -> f64 {
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    let twice: f64 = edges.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    twice.abs() / 2.0
}

/// Writes lines as relative whole numbers.
#[derive(Default)]
pub(super) struct Pen {
    pub(super) path: String,
    at: [i32; 2],
}

impl Pen {
    /// Whether it was drawn: not where fewer than three corners are left.
    fn ring(&mut self, points: &[[f64; 2]]) -> bool {
        let mut corners: Vec<[i32; 2]> = points.iter().map(|point| point.map(|it| it.round() as i32)).collect();
        corners.dedup();
        if corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        if corners.len() < 3 {
            return false;
        }
        self.closed(&corners);
        true
    }

    /// A line with two ends; nothing where they fall together.
    pub(super) fn open(&mut self, points: &[[f64; 2]]) {
        let mut corners: Vec<[i32; 2]> = points.iter().map(|point| point.map(|it| it.round() as i32)).collect();
        corners.dedup();
        if corners.len() > 1 {
            self.line(&corners);
        }
    }

    /// A square of two units for what is too small to have a form.
    fn speck(&mut self, middle: [f64; 2], size: [f64; 2]) {
        let [x, y] = middle.map(|it| it.round() as i32);
        if middle[0] >= 0.0 && middle[1] >= 0.0 && middle[0] <= size[0] && middle[1] <= size[1] {
            self.closed(&[[x - 1, y - 1], [x + 1, y - 1], [x + 1, y + 1], [x - 1, y + 1]]);
        }
    }

    fn closed(&mut self, corners: &[[i32; 2]]) {
        self.line(corners);
        self.path.push('z');
        // After `z` the pen stands where the line began.
        self.at = corners[0];
    }

    fn line(&mut self, corners: &[[i32; 2]]) {
        self.path.push('m');
        let mut last = self.at;
        for (n, corner) in corners.iter().enumerate() {
            let step = [corner[0] - last[0], corner[1] - last[1]];
            for (axis, value) in step.iter().enumerate() {
                if *value >= 0 && (n > 0 || axis > 0) {
                    self.path.push(' ');
                }
                let _ = write!(self.path, "{value}");
            }
            last = *corner;
        }
        self.at = last;
    }
}
