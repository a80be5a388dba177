//! Bars from 0, one below the other: label and value stand beside them as text, so that they are readable at any width.

use super::Point;
use crate::render::svg::{Drawing, at};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 20.0;

pub fn draw(points: &[Point]) -> Vec<String> {
    let greatest = points.iter().map(|point| point.number).fold(0.0, f64::max);
    let bar = |point: &Point| {
        let length = if greatest > 0.0 {
            point.number / greatest * WIDTH
        } else {
            0.0
        };
        let mut svg = Drawing::default();
        svg.open(
            "svg",
            &[
                ("class", &"chart-bar"),
                ("viewBox", &format!("0 0 {WIDTH} {HEIGHT}")),
                ("width", &WIDTH),
                ("height", &HEIGHT),
                ("preserveAspectRatio", &"none"),
                ("direction", &"ltr"),
                ("aria-hidden", &"true"),
                ("focusable", &"false"),
            ],
        );
        svg.shape(
            "rect",
            &[("class", &"chart-empty"), ("width", &WIDTH), ("height", &HEIGHT)],
        );
        svg.shape(
            "rect",
            &[("class", &"chart-full"), ("width", &at(length)), ("height", &HEIGHT)],
        );
        svg.close("svg");
        svg.0
    };
    points.iter().map(bar).collect()
}
