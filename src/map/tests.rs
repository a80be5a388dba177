use std::sync::LazyLock;

use proptest::prelude::*;

use super::WORLD as WORLD_PLAN;
use super::*;

static WORLD: LazyLock<Boundaries> =
    LazyLock::new(|| Boundaries::read(&std::fs::read_to_string("data/map/boundaries.json").unwrap()).unwrap());

/// Code, latitude, longitude: capitals, and places that border files get wrong.
#[rustfmt::skip]
const CITIES: [(&str, f64, f64); 84] = [
    ("AR", -34.60, -58.38), ("AU", -33.87, 151.21), ("AU", -42.88, 147.33), ("AU", -31.55, 159.08), ("BG", 42.70, 23.32),
    ("BR", -23.55, -46.63), ("BR", -3.85, -32.42), ("CA", 43.65, -79.38), ("CA", 47.56, -52.71), ("CN", 39.90, 116.40),
    ("CN", 43.83, 87.62), ("CO", 4.71, -74.07), ("CO", 12.58, -81.70), ("DE", 52.52, 13.40), ("EC", -0.75, -90.31),
    ("EG", 30.04, 31.24), ("ES", 28.12, -15.43), ("ES", 35.89, -5.32), ("ET", 9.03, 38.74), ("FJ", -18.14, 178.44),
    ("FJ", -16.78, -179.98), ("FR", 48.86, 2.35), ("FR", 41.92, 8.74), ("GF", 4.93, -52.33), ("GP", 16.24, -61.53),
    ("MQ", 14.60, -61.07), ("RE", -20.88, 55.45), ("YT", -12.78, 45.23), ("PF", -17.54, -149.57), ("NC", -22.27, 166.44),
    ("PM", 46.78, -56.17), ("GB", 51.51, -0.13), ("GB", 60.15, -1.15), ("GI", 36.14, -5.35), ("GL", 64.18, -51.72),
    ("FO", 62.01, -6.77), ("HK", 22.30, 114.17), ("MO", 22.19, 113.54), ("SG", 1.30, 103.85), ("MT", 35.90, 14.51),
    ("MT", 36.04, 14.24), ("MC", 43.74, 7.42), ("SM", 43.94, 12.45), ("VA", 41.90, 12.45), ("LI", 47.14, 9.52),
    ("AD", 42.51, 1.52), ("LU", 49.61, 6.13), ("BH", 26.23, 50.58), ("MV", 4.18, 73.51), ("MV", -0.63, 73.16),
    ("MU", -20.16, 57.50), ("SC", -4.62, 55.45), ("KI", 1.33, 172.98), ("KI", 1.87, -157.43), ("TV", -8.52, 179.20),
    ("NR", -0.53, 166.92), ("MH", 7.09, 171.38), ("FM", 6.92, 158.16), ("PW", 7.34, 134.48), ("TO", -21.14, -175.20),
    ("WS", -13.83, -171.77), ("AS", -14.28, -170.70), ("TK", -9.38, -171.25), ("NU", -19.06, -169.92), ("CK", -21.21, -159.78),
    ("NZ", -41.29, 174.78), ("NZ", -43.95, -176.56), ("RU", 55.76, 37.62), ("RU", 64.73, 177.51), ("RU", 66.16, -169.81),
    ("RU", 54.71, 20.51), ("US", 21.31, -157.86), ("US", 61.22, -149.90), ("US", 51.88, -176.66), ("NO", 69.65, 18.96),
    ("SJ", 78.22, 15.65), ("NL", 52.37, 4.90), ("BQ", 12.15, -68.27), ("CW", 12.11, -68.93), ("PT", 37.74, -25.67),
    ("UA", 44.95, 34.10), ("XK", 42.66, 21.17), ("PS", 31.50, 34.47), ("CY", 35.19, 33.36),
];

#[test]
fn cities_lie_in_their_country() {
    let outside = CITIES
        .iter()
        .filter(|(code, lat, lon)| WORLD.distance(code, [*lon, *lat], 25.0).is_none());
    assert_eq!(outside.collect::<Vec<_>>(), Vec::<&(&str, f64, f64)>::new());
}

#[test]
fn inland_cities_lie_in_no_other_country() {
    for (code, lat, lon) in [
        ("ET", 9.03, 38.74),
        ("RU", 55.76, 37.62),
        ("CN", 43.83, 87.62),
        ("LS", -29.31, 27.48),
        ("ZA", -29.12, 26.22),
        ("NZ", -38.69, 176.07),
        ("AO", -5.55, 12.2),
    ] {
        assert_eq!(WORLD.at([lon, lat]), Some(code));
        assert_eq!(
            WORLD.at([lon + 360.0, lat]),
            Some(code),
            "a turn further is the same place"
        );
        assert_eq!(WORLD.at([lon - 360.0, lat]), Some(code));
    }
    assert_eq!(WORLD.at([0.0, 0.0]), None);
    assert_eq!(WORLD.at([-179.9, 30.0]), None);
}

#[test]
fn distances_are_right_on_both_sides_of_the_antimeridian() {
    // Suva with the wrong sign lies in the sea, hundreds of km from Fiji's eastern islands.
    assert_eq!(WORLD.distance("FJ", [-170.0, -18.14], 500.0), None);
    let paris = WORLD.distance("DE", [2.35, 48.86], 500.0).unwrap();
    assert!((280.0..330.0).contains(&paris), "{paris} km from Paris to Germany");
    let calais = WORLD.distance("GB", [1.85, 50.95], 100.0).unwrap();
    assert!((30.0..50.0).contains(&calais), "{calais} km from Calais to England");
    let diomede = WORLD.distance("RU", [-168.95, 65.75], 100.0).unwrap();
    assert!(diomede < 60.0, "{diomede} km from Little Diomede to Russia");
    assert_eq!(WORLD.distance("QQ", [0.0, 0.0], 100.0), None);
}

#[test]
fn equal_earth_has_the_values_of_its_authors() {
    let earth = Projection::EqualEarth(0.0);
    // As d3-geo 3.1 computes them, with all its digits.
    for (lon, lat, x, y) in [
        (0.0, 0.0, 0.0, 0.0),
        (180.0, 0.0, 2.7066299836960748, 0.0),
        (0.0, 90.0, 0.0, 1.3173627591574133),
        (180.0, 90.0, 1.6035886482840516, 1.3173627591574133),
        (45.0, 30.0, 0.6329254189568163, 0.592935119848017),
        (-100.0, -60.0, -1.1328111597619774, -1.0883008355053194),
        (120.0, 75.0, 1.163398360969593, 1.2534829731340382),
    ] {
        let [px, py] = earth.project([lon, lat]);
        assert!((px - x).abs() < 1e-9 && (py - y).abs() < 1e-9, "{lon} {lat}: {px} {py}");
    }
}

/// The area of a small square stays what it is on the sphere.
fn stretch(projection: Projection, lon: f64, lat: f64) -> f64 {
    let side = 0.01;
    let [o, e, n] = [[lon, lat], [lon + side, lat], [lon, lat + side]].map(|at| projection.project(at));
    let area = ((e[0] - o[0]) * (n[1] - o[1]) - (e[1] - o[1]) * (n[0] - o[0])).abs();
    area / (side.to_radians().powi(2) * (lat + side / 2.0).to_radians().cos())
}

/// Corners of a path, absolute, one list for each ring.
pub fn rings(path: &str) -> Vec<Vec<[i32; 2]>> {
    let mut at = [0, 0];
    let lines = path.split('m').filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let body = line.strip_suffix('z').expect("every line is closed").replace('-', " -");
            let steps: Vec<i32> = body.split_whitespace().map(|number| number.parse().unwrap()).collect();
            let mut ring = Vec::new();
            let mut pen = at;
            for step in steps.chunks_exact(2) {
                pen = [pen[0] + step[0], pen[1] + step[1]];
                ring.push(pen);
            }
            at = ring[0];
            ring
        })
        .collect()
}

#[test]
fn no_outline_jumps_across_the_map() {
    let (world, view) = WORLD.world();
    for (code, outline) in world {
        for ring in rings(&outline.path) {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let step = f64::from((a[0] - b[0]).abs());
                assert!(step < view.size[0] / 14.0, "{code}: from {a:?} to {b:?}");
            }
        }
    }
}

#[test]
fn every_country_keeps_an_outline_and_few_bytes() {
    let (world, _) = WORLD.world();
    let without: Vec<&str> = WORLD
        .countries()
        .filter(|(code, country)| !country.rings.is_empty() && world.get(*code).is_none_or(|it| it.path.is_empty()))
        .map(|(code, _)| code)
        .filter(|code| !matches!(*code, "HM" | "GS" | "TF"))
        .collect();
    assert!(without.is_empty(), "{without:?}");
    let all: String = world.values().map(|outline| outline.path.as_str()).collect();
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut all.as_bytes(), &mut packed, &parameters).unwrap();
    println!(
        "outlines of the world: {} bytes, {} after brotli",
        all.len(),
        packed.len()
    );
    assert!(packed.len() < 17 * 1024, "{} bytes", packed.len());
}

#[test]
fn what_is_no_boundary_file_is_refused_in_words() {
    for text in ["", "[]", "{}", r#"{"version":2,"scale":1,"arcs":[],"countries":{}}"#] {
        assert!(Boundaries::read(text).is_err(), "{text}");
    }
    let beyond = r#"{"version":1,"scale":1,"arcs":[],"countries":{"FR":[[[7]]]}}"#;
    assert_eq!(
        Boundaries::read(beyond).unwrap_err(),
        "a ring names an arc that is not there"
    );
    let flat = r#"{"version":1,"scale":1,"arcs":[[0,0,1,1]],"countries":{"FR":[[[0]]]}}"#;
    assert_eq!(
        Boundaries::read(flat).unwrap_err(),
        "a ring has fewer than three corners"
    );
}

proptest! {
    #[test]
    fn both_projections_keep_areas(lon in -170.0..170.0, lat in -80.0..80.0) {
        let earth = stretch(Projection::EqualEarth(0.0), lon, lat);
        prop_assert!((earth - 1.0).abs() < 1e-3, "{}", earth);
        let near = Projection::Azimuthal([lon - 20.0, (lat + 5.0).min(85.0)]);
        prop_assert!((stretch(near, lon, lat) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn simplification_keeps_ends_and_order(points in prop::collection::vec((0.0..100.0, 0.0..100.0), 2..60), area in 0.0..500.0) {
        let line: Vec<[f64; 2]> = points.iter().map(|(x, y)| [*x, *y]).collect();
        let kept = simplify::kept(&line, area);
        prop_assert!(kept.first() == Some(&0) && kept.last() == Some(&(line.len() - 1)));
        prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

/// Fine borders, with what a reader of the file makes of its steps.
fn fine_rings(code: &str) -> Vec<Vec<[i32; 2]>> {
    let absolute = |ring: &Vec<[i32; 2]>| {
        let mut pen = [0, 0];
        let corner = |step: &[i32]| {
            pen = [pen[0] + step[0], pen[1] + step[1]];
            pen
        };
        steps(ring).chunks_exact(2).map(corner).collect()
    };
    WORLD.fine(code).unwrap().iter().map(absolute).collect()
}

#[test]
fn fine_borders_are_closed_and_tear_no_country() {
    let width = Boundaries::world_view().size[0] * UNIT;
    let (mut corners, mut of_file) = (0, 0);
    for (code, country) in WORLD.countries() {
        let rings = fine_rings(code);
        assert_eq!(rings.is_empty(), country.rings.is_empty(), "{code}");
        for ring in &rings {
            assert!(ring.len() > 3 && ring.first() == ring.last(), "{code}: {ring:?}");
            let widest = ring.windows(2).map(|edge| (edge[0][0] - edge[1][0]).abs()).max();
            assert!(f64::from(widest.unwrap()) < width / 14.0, "{code}: {widest:?}");
            corners += ring.len();
        }
        of_file += country.rings.iter().map(|ring| ring.points.len()).sum::<usize>();
    }
    // Only corners that fall together in 1/16 unit are one.
    assert!(corners * 10 > of_file * 6, "{corners} of {of_file} corners");
    assert!(WORLD.fine("QQ").is_none());
}

#[test]
fn fine_borders_lie_on_the_world_drawing() {
    let (world, _) = WORLD.world();
    for code in ["FJ", "RU", "FR", "US", "NZ"] {
        let drawn = rings(&world[code].path);
        let fine = fine_rings(code);
        for corner in drawn.iter().flatten() {
            let near = |at: &[i32; 2]| {
                let away = |axis: usize| (f64::from(at[axis]) / UNIT - f64::from(corner[axis])).abs();
                away(0) <= 0.51 && away(1) <= 0.51
            };
            assert!(fine.iter().flatten().any(near), "{code}: {corner:?}");
        }
    }
}

static TOWNS: LazyLock<Towns> =
    LazyLock::new(|| Towns::read(&std::fs::read_to_string("data/map/towns.json").unwrap()).unwrap());

#[test]
fn towns_lie_in_their_country_and_the_capital_is_known() {
    let mut away = Vec::new();
    for code in TOWNS.countries() {
        let towns = TOWNS.of(code);
        assert!(towns.windows(2).all(|pair| pair[0].people >= pair[1].people), "{code}");
        assert!(towns.len() <= 301 && !towns.is_empty(), "{code}: {}", towns.len());
        assert!(towns.iter().filter(|town| town.capital).count() <= 1, "{code}");
        let outside = towns
            .iter()
            .filter(|town| WORLD.distance(code, town.at, 60.0).is_none());
        away.extend(outside.map(|town| format!("{code} {}", town.name)));
    }
    // What GeoNames counts to a country and the borders do not, or small islands that 1:50m leaves out.
    assert!(away.len() < 25, "{} towns: {away:?}", away.len());
    let capital = |code: &str| {
        TOWNS
            .of(code)
            .iter()
            .find(|town| town.capital)
            .map(|town| town.name.as_str())
    };
    assert_eq!(
        (capital("FJ"), capital("MT"), capital("AU"), capital("QQ")),
        (Some("Suva"), Some("Valletta"), Some("Canberra"), None)
    );
}

#[test]
fn what_is_no_file_of_towns_or_disputed_borders_is_refused_in_words() {
    let fault = |text: &str| Towns::read(text).unwrap_err();
    assert_eq!(fault(r#"{"version":2,"towns":{}}"#), "it is not of version 1");
    assert_eq!(
        fault(r#"{"version":1,"towns":{"FJ":[["",0,0,1]]}}"#),
        "a town has no name"
    );
    assert_eq!(
        fault(r#"{"version":1,"towns":{"FJ":[["Suva",178.4,-18.1,1]]}}"#),
        "Suva lies at 178.4, -18.1, which is no place on earth"
    );
    assert!(Towns::read(r#"{"version":1,"towns":{"FJ":[["Suva",-18.1]]}}"#).is_err());

    let line = |properties: &str, geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
        )
    };
    let fault = |text: &str| Disputed::read(text).unwrap_err();
    let good = r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#;
    let said = r#"{"source":"A"}"#;
    assert_eq!(fault(&line("{}", good)), "feature 1 names no `source`");
    assert_eq!(fault(&line("null", good)), "feature 1 names no `source`");
    assert_eq!(
        fault(&line(said, r#"{"type":"LineString","coordinates":[[1,2]]}"#)),
        "feature 1 has no line of two or more points on earth"
    );
    assert!(Disputed::read(&line(said, r#"{"type":"Point","coordinates":[1,2]}"#)).is_err());
    assert_eq!(fault(r#"{"type":"Feature"}"#), "it is no GeoJSON FeatureCollection");
    assert_eq!(
        fault(r#"{"type":"FeatureCollection","features":[]}"#),
        "it has no lines"
    );
    let read = Disputed::read(&line(said, good)).unwrap();
    assert_eq!(
        (read.lines.len(), read.sources.iter().next().map(String::as_str)),
        (1, Some("A"))
    );
}

#[test]
fn disputed_borders_lie_on_the_borders_and_never_cross_the_map() {
    let (world, view) = WORLD.world();
    let read = Disputed::read(&std::fs::read_to_string("data/map/disputed.geojson").unwrap()).unwrap();
    let path = read.path(&view, WORLD_PLAN);
    let corners: Vec<[i32; 2]> = world.values().flat_map(|it| rings(&it.path)).flatten().collect();
    for corner in lines(&path).into_iter().flatten() {
        assert!(corners.contains(&corner), "{corner:?} lies on no border");
    }
    // Across the edge of the map in the Bering Strait: the two ends are two lines, or none.
    let across = Disputed {
        lines: vec![vec![[-160.0, 0.0], [-165.0, 0.0], [-172.0, 0.0], [-175.0, 0.0]]],
        sources: Default::default(),
    };
    let lines = lines(&across.path(&view, WORLD_PLAN));
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        assert!(
            line.windows(2).all(|edge| (edge[0][0] - edge[1][0]).abs() < 100),
            "{line:?}"
        );
    }
}

/// Corners of a path of open lines, absolute.
fn lines(path: &str) -> Vec<Vec<[i32; 2]>> {
    let mut pen = [0, 0];
    let lines = path.split('m').filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let steps: Vec<i32> = line
                .replace('-', " -")
                .split_whitespace()
                .map(|it| it.parse().unwrap())
                .collect();
            let corner = |step: &[i32]| {
                pen = [pen[0] + step[0], pen[1] + step[1]];
                pen
            };
            steps.chunks_exact(2).map(corner).collect()
        })
        .collect()
}

#[test]
fn taveuni_is_one_island() {
    let fiji = WORLD.country("FJ").unwrap();
    let across = fiji.rings.iter().filter(|ring| {
        let [west, south, east, north] = ring.bounds;
        let seam = near(180.0, (west + east) / 2.0);
        west < seam && seam < east && south < -16.9 && north < -16.6
    });
    assert_eq!(
        across.count(),
        1,
        "Vanua Levu, which crosses too, reaches further north"
    );
    assert!(
        fiji.holds([180.0, -16.87]) && fiji.holds([-180.0, -16.87]),
        "the seam is land"
    );
}
