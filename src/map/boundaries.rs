//! The boundary file: arcs that neighbours share, and countries made of them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::outline::World;

/// Longitude and latitude in degrees.
pub type LonLat = [f64; 2];
/// West, south, east, north; longitudes may lie beyond 180 where a ring crosses the antimeridian.
pub type Box4 = [f64; 4];

/// Length of a degree of latitude, in km (mean radius 6371.0088 km).
const KM_PER_DEGREE: f64 = 111.195;

/// The file as it is written; `scripts/boundaries.mjs` says what it means.
#[derive(Deserialize)]
struct Written {
    version: u32,
    scale: f64,
    arcs: Vec<Vec<i32>>,
    countries: BTreeMap<String, Vec<Vec<Vec<i32>>>>,
    #[serde(default)]
    points: BTreeMap<String, Vec<[f64; 2]>>,
}

/// All countries and territories of the file.
#[derive(Debug)]
pub struct Boundaries {
    /// A longitude in an arc is never more than 180 from the one before.
    pub arcs: Vec<Vec<LonLat>>,
    countries: BTreeMap<String, Country>,
    pub(super) world: OnceLock<World>,
}

/// What one code has.
#[derive(Debug, Default)]
pub struct Country {
    pub rings: Vec<Ring>,
    /// Places too small for a ring, or left out at this scale.
    pub points: Vec<LonLat>,
}

/// A closed line. Holes are rings too: a point inside lies in an odd number of them.
#[derive(Debug)]
pub struct Ring {
    /// Number of each arc; `!n` is arc n backwards.
    pub arcs: Vec<i32>,
    pub points: Vec<LonLat>,
    pub bounds: Box4,
}

impl Boundaries {
    /// Reads the file's text; the fault in words where it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if written.version != 1 || written.scale.is_nan() || written.scale < 1.0 {
            return Err("it is not of version 1".to_owned());
        }
        let arcs: Vec<Vec<LonLat>> = written.arcs.iter().map(|arc| unpack(arc, written.scale)).collect();
        let mut countries: BTreeMap<String, Country> = BTreeMap::new();
        for (code, polygons) in written.countries {
            let country = countries.entry(code).or_default();
            for ring in polygons.into_iter().flatten() {
                let points = joined(&ring, &arcs).ok_or("a ring names an arc that is not there")?;
                if points.len() < 4 {
                    return Err("a ring has fewer than three corners".to_owned());
                }
                country.rings.push(Ring {
                    bounds: bounds(&points),
                    arcs: ring,
                    points,
                });
            }
        }
        for (code, points) in written.points {
            let degrees = points.iter().map(|[x, y]| [x / written.scale, y / written.scale]);
            countries.entry(code).or_default().points.extend(degrees);
        }
        Ok(Self {
            arcs,
            countries,
            world: OnceLock::new(),
        })
    }

    pub fn countries(&self) -> impl Iterator<Item = (&str, &Country)> {
        self.countries.iter().map(|(code, country)| (code.as_str(), country))
    }

    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.get(code)
    }

    /// The country that a point lies in; none at sea.
    pub fn at(&self, point: LonLat) -> Option<&str> {
        let mut all = self.countries.iter();
        all.find(|(_, country)| country.holds(point))
            .map(|(code, _)| code.as_str())
    }

    /// How far a point lies from a country, in km: 0 inside. Beyond `most` it is not measured, nor where the code is not
    /// in the file.
    pub fn distance(&self, code: &str, point: LonLat, most: f64) -> Option<f64> {
        let country = self.countries.get(code)?;
        if country.holds(point) {
            return Some(0.0);
        }
        let rings = country.rings.iter().filter_map(|ring| ring.distance(point, most));
        let points = country.points.iter().map(|at| segment_distance(point, *at, *at));
        rings.chain(points).filter(|km| *km <= most).min_by(f64::total_cmp)
    }
}

impl Country {
    pub fn holds(&self, point: LonLat) -> bool {
        let crossed = self.rings.iter().filter(|ring| ring.holds(point)).count();
        crossed % 2 == 1
    }

    /// The ring with the largest area.
    pub fn largest(&self) -> Option<&Ring> {
        self.rings.iter().max_by(|a, b| a.area().total_cmp(&b.area()))
    }
}

impl Ring {
    /// By the number of edges that a line to the north crosses.
    fn holds(&self, [lon, lat]: LonLat) -> bool {
        let [west, south, east, north] = self.bounds;
        if lat < south || lat > north {
            return false;
        }
        let lon = lon + ((west - lon) / 360.0).ceil() * 360.0;
        if lon > east {
            return false;
        }
        let crosses = |a: LonLat, b: LonLat| {
            (a[0] > lon) != (b[0] > lon) && lat < a[1] + (b[1] - a[1]) * (lon - a[0]) / (b[0] - a[0])
        };
        let edges = self.points.windows(2).filter(|edge| crosses(edge[0], edge[1]));
        edges.count() % 2 == 1
    }

    /// In km, where it is not more than `most`.
    fn distance(&self, point: LonLat, most: f64) -> Option<f64> {
        let [west, south, east, north] = self.bounds;
        let margin = most / KM_PER_DEGREE;
        // Near a pole every longitude is near.
        let wide = margin / point[1].abs().min(89.0).to_radians().cos();
        if point[1] < south - margin || point[1] > north + margin {
            return None;
        }
        let lon = point[0] + ((west - wide - point[0]) / 360.0).ceil() * 360.0;
        if lon > east + wide {
            return None;
        }
        let edges = self.points.windows(2);
        edges
            .map(|edge| segment_distance([lon, point[1]], edge[0], edge[1]))
            .min_by(f64::total_cmp)
    }

    /// In square degrees at the equator: good enough to compare rings of one country.
    pub fn area(&self) -> f64 {
        let middle = ((self.bounds[1] + self.bounds[3]) / 2.0).to_radians();
        let twice: f64 = self
            .points
            .windows(2)
            .map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1])
            .sum();
        twice.abs() / 2.0 * middle.cos()
    }
}

/// From differences to degrees; longitudes go on beyond 180 rather than jump.
fn unpack(arc: &[i32], scale: f64) -> Vec<LonLat> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut points: Vec<LonLat> = Vec::with_capacity(arc.len() / 2);
    for step in arc.chunks_exact(2) {
        x += f64::from(step[0]) / scale;
        y += f64::from(step[1]) / scale;
        let lon = points.last().map_or(x, |last| near(x, last[0]));
        points.push([lon, y]);
    }
    points
}

/// `lon`, whole turns added, so that it lies within 180 of `other`.
pub fn near(lon: f64, other: f64) -> f64 {
    lon - ((lon - other) / 360.0).round() * 360.0
}

/// The points of a ring, its last again its first.
fn joined(ring: &[i32], arcs: &[Vec<LonLat>]) -> Option<Vec<LonLat>> {
    let mut points: Vec<LonLat> = Vec::new();
    for n in ring {
        let arc = arcs.get((if *n < 0 { !*n } else { *n }) as usize)?;
        append(&mut points, arc, *n < 0);
    }
    Some(points)
}

/// Adds an arc to a line that ends where it begins.
pub fn append(points: &mut Vec<LonLat>, arc: &[LonLat], backwards: bool) {
    let skip = usize::from(!points.is_empty());
    let mut add = |point: &LonLat| {
        let lon = points.last().map_or(point[0], |last| near(point[0], last[0]));
        points.push([lon, point[1]]);
    };
    match backwards {
        true => arc.iter().rev().skip(skip).for_each(&mut add),
        false => arc.iter().skip(skip).for_each(&mut add),
    }
}

pub fn bounds(points: &[LonLat]) -> Box4 {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(start, |[w, s, e, n], [x, y]| {
        [w.min(*x), s.min(*y), e.max(*x), n.max(*y)]
    })
}

/// Km from a point to an edge, on the plane that touches the earth at the point: exact enough for tens of km.
fn segment_distance(point: LonLat, a: LonLat, b: LonLat) -> f64 {
    let across = point[1].to_radians().cos();
    let plane = |at: LonLat| {
        [
            near(at[0], point[0]).mul_add(across, -point[0] * across) * KM_PER_DEGREE,
            (at[1] - point[1]) * KM_PER_DEGREE,
        ]
    };
    let ([ax, ay], [bx, by]) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let part = if length == 0.0 {
        0.0
    } else {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    };
    (ax + part * dx).hypot(ay + part * dy)
}
