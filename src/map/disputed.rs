//! Borders that are disputed: lines over the land, each with the source that says so.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::outline::{Pen, Plan, View};
use super::{LonLat, simplify};

/// GeoJSON (RFC 7946), as far as lines go.
#[derive(Deserialize)]
struct Written {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Option<Geometry>,
    properties: Option<Properties>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    LineString(Vec<LonLat>),
    MultiLineString(Vec<Vec<LonLat>>),
}

#[derive(Deserialize)]
struct Properties {
    source: Option<String>,
}

/// All lines of a file.
#[derive(Debug)]
pub struct Disputed {
    /// Each at least two points.
    pub lines: Vec<Vec<LonLat>>,
    /// Who says that they are disputed, once each.
    pub sources: BTreeSet<String>,
}

impl Disputed {
    /// Reads the file's text; the fault in words where it is none. A line without a source is an opinion of ours, and
    /// refused.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if written.kind != "FeatureCollection" {
            return Err("it is no GeoJSON FeatureCollection".to_owned());
        }
        let mut all = Self {
            lines: Vec::new(),
            sources: BTreeSet::new(),
        };
        for (n, feature) in written.features.into_iter().enumerate() {
            let source = feature.properties.and_then(|it| it.source);
            let source = source.filter(|it| !it.trim().is_empty());
            let source = source.ok_or_else(|| format!("feature {} names no `source`", n + 1))?;
            let lines = match feature.geometry {
                Some(Geometry::LineString(line)) => vec![line],
                Some(Geometry::MultiLineString(lines)) => lines,
                None => Vec::new(),
            };
            let good =
                |line: &Vec<LonLat>| line.len() > 1 && line.iter().all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0);
            if lines.is_empty() || !lines.iter().all(good) {
                return Err(format!("feature {} has no line of two or more points on earth", n + 1));
            }
            all.sources.insert(source);
            all.lines.extend(lines);
        }
        if all.lines.is_empty() {
            return Err("it has no lines".to_owned());
        }
        Ok(all)
    }

    /// Attribute `d` of all that a drawing shows; empty where it shows none. A line that is a border too loses the
    /// corners that the border loses.
    pub fn path(&self, view: &View, plan: Plan) -> String {
        let mut pen = Pen::default();
        for line in &self.lines {
            let plane: Vec<[f64; 2]> = line.iter().map(|point| view.place(*point)).collect();
            // An edge that is wider leads from one end of the world to the other.
            for part in plane.chunk_by(|a, b| (a[0] - b[0]).abs() < view.size[0] / 2.0) {
                let kept = simplify::kept(part, plan.corner);
                let points: Vec<[f64; 2]> = kept.into_iter().map(|at| part[at]).collect();
                for shown in points.chunk_by(|a, b| seen(view, *a, *b)) {
                    pen.open(shown);
                }
            }
        }
        pen.path
    }
}

/// Whether an edge may pass the frame.
fn seen(view: &View, a: [f64; 2], b: [f64; 2]) -> bool {
    let within = |axis: usize| a[axis].max(b[axis]) >= 0.0 && a[axis].min(b[axis]) <= view.size[axis];
    within(0) && within(1)
}
