//! Borders as fine as the file has them, in the plane of the world drawing: what the script shows as one goes deeper.

use super::boundaries::{Boundaries, LonLat};

/// Parts of a unit of the world drawing that a corner is rounded to: about 1.8 km at the equator, and finer than a screen
/// shows at sixteen times the size.
pub const UNIT: f64 = 16.0;

impl Boundaries {
    /// The rings of a country in 1/`UNIT` of the world drawing, cut as it is cut; the last corner is the first again.
    /// `None` where the file does not have the code.
    pub fn fine(&self, code: &str) -> Option<Vec<Vec<[i32; 2]>>> {
        let view = Self::world_view();
        let country = self.country(code)?;
        let parts = country.rings.iter().flat_map(|ring| view.drawn(ring.points.clone()));
        Some(parts.filter_map(|part| whole(&part)).collect())
    }
}

/// A closed line of whole numbers; none where fewer than three corners are left.
fn whole(points: &[LonLat]) -> Option<Vec<[i32; 2]>> {
    let mut corners: Vec<[i32; 2]> = points
        .iter()
        .map(|point| point.map(|it| (it * UNIT).round() as i32))
        .collect();
    corners.dedup();
    if corners.first() != corners.last() {
        corners.extend(corners.first().copied());
    }
    (corners.len() > 3).then_some(corners)
}

/// The first corner, then steps from corner to corner, all in one list.
pub fn steps(ring: &[[i32; 2]]) -> Vec<i32> {
    let mut last = [0, 0];
    let step = |corner: &[i32; 2]| {
        let step = [corner[0] - last[0], corner[1] - last[1]];
        last = *corner;
        step
    };
    ring.iter().flat_map(step).collect()
}
