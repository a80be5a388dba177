//! The map of one country with what lies around it.

use tera::Value;

use super::{Drawing, Layers, accessible_name, disputed_path, land_path, link, marks, message, open, towns, values};
use crate::languages::Argument;
use crate::link::Site;
use crate::load::Program;
use crate::map::{Boundaries, Box4, LonLat, Outline, Plan, Projection, Ring, View};

/// Width of the drawing, and the least and greatest height.
const WIDTH: f64 = 800.0;
const HEIGHTS: (f64, f64) = (320.0, 600.0);
/// Free space around the country, as a part of its larger side.
const AROUND: f64 = 0.12;
/// The least side that is shown, in earth radii (about 60 km): smaller states stand in their sea.
const LEAST: f64 = 0.01;
/// A ring of at least this part of the largest is shown whole; smaller ones that lie far off do not widen the map.
const PART: f64 = 0.08;
const PLAN: Plan = Plan { corner: 1.5, ring: 3.0 };

/// The map of a country, or none where the borders do not have it.
pub fn of_country(site: &Site, pack: usize, code: &str) -> Value {
    let Some(boundaries) = &site.catalog.boundaries else {
        return Value::none();
    };
    let of = &site.packs[pack].pack;
    let programs = site.relations.programs_by_country.get(code);
    let shown = || programs.into_iter().flatten().map(AsRef::as_ref);
    let Some(view) = frame(boundaries, code, shown()) else {
        return Value::none();
    };
    let near = near(&view);
    let outlines = boundaries.outlines(&view, PLAN, near);
    let country = of.tongue.country(code);
    let title = message(of, "map_of_country", &[("country", Argument::Text(country))]);
    let mut svg = Drawing::default();
    open(&mut svg, &view, "country-map", &title);
    marks::symbols(&mut svg, "country-map", shown());
    let neighbours = outlines.iter().filter(|(other, _)| other.as_str() != code);
    let (linked, plain): (Vec<_>, Vec<_>) =
        neighbours.partition(|(other, _)| site.relations.programs_by_country.contains_key(*other));
    land_path(&mut svg, plain.iter().map(|(_, outline)| *outline));
    for (other, outline) in linked {
        neighbour(&mut svg, site, pack, other, outline);
    }
    if let Some(own) = outlines.get(code) {
        svg.shape(
            "path",
            &[
                ("class", &"map-own"),
                ("vector-effect", &"non-scaling-stroke"),
                ("d", &format!("M0 0{}", own.path)),
            ],
        );
    }
    let towns = site.catalog.towns.as_ref();
    let layers = Layers {
        disputed: disputed_path(&mut svg, site, &view, PLAN),
        towns: towns.is_some_and(|all| towns::draw(&mut svg, &view, all.of(code), shown())),
    };
    marks::draw(&mut svg, &view, "country-map", shown());
    svg.close("svg");
    values(site, of, (&svg.0, layers), &title, shown())
}

/// A neighbour that has programs leads to its page.
fn neighbour(svg: &mut Drawing, site: &Site, pack: usize, code: &str, outline: &Outline) {
    let programs = site.relations.programs_by_country.get(code);
    let Some(url) = link(site, pack, code).filter(|_| !outline.path.is_empty()) else {
        return land_path(svg, [outline].into_iter());
    };
    let of = &site.packs[pack].pack;
    let name = accessible_name(of, code, programs.into_iter().flatten().map(AsRef::as_ref));
    svg.open(
        "a",
        &[
            ("class", &"map-neighbour"),
            ("href", &url),
            ("tabindex", &-1),
            ("aria-label", &name),
        ],
    );
    svg.shape(
        "path",
        &[
            ("vector-effect", &"non-scaling-stroke"),
            ("d", &format!("M0 0{}", outline.path)),
        ],
    );
    svg.close("a");
}

/// The projection about the country's middle, and the frame that shows its larger parts and all its programs.
fn frame<'p>(boundaries: &Boundaries, code: &str, programs: impl Iterator<Item = &'p Program>) -> Option<View> {
    let country = boundaries.country(code)?;
    let largest = country.largest();
    let mut points: Vec<LonLat> = Vec::new();
    if let Some(largest) = largest {
        let least = largest.area() * PART;
        let shown = country.rings.iter().filter(|ring| ring.area() >= least);
        points.extend(shown.flat_map(|ring| ring.points.iter().copied()));
    } else {
        points.extend(&country.points);
    }
    for program in programs {
        points.extend(program.sites.iter().map(|it| [it.longitude.value, it.latitude.value]));
    }
    let start = largest.map_or_else(|| points.first().copied(), |ring| Some(middle(ring.bounds)))?;
    // Twice: the middle of what is seen from the largest part, then of what is seen from there.
    let mut center = start;
    for _ in 0..2 {
        let unrolled: Vec<LonLat> = points
            .iter()
            .map(|at| [crate::map::near(at[0], center[0]), at[1]])
            .collect();
        center = middle(crate::map::bounds(&unrolled));
    }
    let projection = Projection::Azimuthal(center);
    let plane: Vec<[f64; 2]> = points.iter().map(|at| projection.project(*at)).collect();
    Some(fitted(projection, crate::map::bounds(&plane)))
}

fn middle([west, south, east, north]: Box4) -> LonLat {
    [(west + east) / 2.0, (south + north) / 2.0]
}

/// The view that shows a box of the plane, with sea around it.
fn fitted(projection: Projection, [x0, y0, x1, y1]: Box4) -> View {
    let side = (x1 - x0).max(y1 - y0).max(LEAST);
    let margin = side * AROUND;
    let (wide, high) = ((x1 - x0).max(LEAST) + 2.0 * margin, (y1 - y0).max(LEAST) + 2.0 * margin);
    let scale = (WIDTH / wide).min(HEIGHTS.1 / high);
    let height = (high * scale).clamp(HEIGHTS.0, HEIGHTS.1).round();
    View {
        projection,
        scale,
        origin: [
            WIDTH / 2.0 - (x0 + x1) / 2.0 * scale,
            height / 2.0 + (y0 + y1) / 2.0 * scale,
        ],
        size: [WIDTH, height],
    }
}

/// Whether a ring may be seen: a point of it lies in the frame's circle, or the frame's middle lies in its bounds.
fn near(view: &View) -> impl Fn(&Ring) -> bool {
    let reach = view.size[0].hypot(view.size[1]) / view.scale;
    let center = match view.projection {
        Projection::Azimuthal(center) => center,
        Projection::EqualEarth(middle) => [middle, 0.0],
    };
    let projection = view.projection;
    move |ring: &Ring| {
        let [west, south, east, north] = ring.bounds;
        let lon = center[0] + ((west - center[0]) / 360.0).ceil() * 360.0;
        let around = lon <= east && center[1] >= south && center[1] <= north;
        around
            || ring.points.iter().any(|at| {
                let [x, y] = projection.project(*at);
                x.hypot(y) < reach
            })
    }
}
