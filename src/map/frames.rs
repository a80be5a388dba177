//! Where a country lies in the drawing of the world: what a view must hold to show it.

use super::boundaries::{Boundaries, Box4, Ring, bounds};

/// A ring of at least this part of a country's largest belongs to what is shown of it; smaller ones may lie far off.
const PART: f64 = 0.08;
/// Half of the least side, in units of the drawing, so that small states stand in their sea.
const LEAST: f64 = 3.0;

impl Boundaries {
    /// Left, top, right and bottom of the larger parts of a country, in units of the drawing of the world.
    pub fn frame_in_world(&self, code: &str) -> Option<Box4> {
        let country = self.country(code)?;
        let (_, view) = self.world();
        let least = country.largest().map_or(0.0, Ring::area) * PART;
        let rings = country.rings.iter().filter(|ring| ring.area() >= least);
        let drawn = rings.flat_map(|ring| view.drawn(ring.points.clone())).flatten();
        let mut points: Vec<[f64; 2]> = drawn.collect();
        if points.is_empty() {
            points.extend(country.points.iter().map(|at| view.place(*at)));
        }
        if points.is_empty() {
            return None;
        }
        let [x0, y0, x1, y1] = bounds(&points);
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        Some([
            x0.min(x - LEAST),
            y0.min(y - LEAST),
            x1.max(x + LEAST),
            y1.max(y + LEAST),
        ])
    }
}
