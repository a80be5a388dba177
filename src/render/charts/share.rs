//! A share as shapes that can be counted: `1 in 3` as three figures, one of them filled; per cent as a hundred squares.

use super::Point;
use crate::model::Unit;
use crate::render::svg::Drawing;

/// Units of a figure's place: its head and body stand in it with some air.
const FIGURE: (u32, u32) = (40, 88);
/// Units of a square with the gap behind it.
const SQUARE: u32 = 18;

pub fn draw(point: &Point) -> String {
    match point.statistic.unit {
        Unit::Percent => squares(point.number),
        _ => figures(point.number),
    }
}

fn open(svg: &mut Drawing, class: &str, width: u32, height: u32, shown: f64) {
    svg.open(
        "svg",
        &[
            ("class", &class),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &(f64::from(width) * shown)),
            ("height", &(f64::from(height) * shown)),
            ("direction", &"ltr"),
            ("aria-hidden", &"true"),
            ("focusable", &"false"),
        ],
    );
}

fn class(full: bool) -> &'static str {
    if full { "chart-full" } else { "chart-empty" }
}

fn figures(of: f64) -> String {
    // The checks hold that it is a whole number up to 20.
    let n = of.clamp(1.0, 20.0) as u32;
    let mut svg = Drawing::default();
    open(&mut svg, "chart-figures", n * FIGURE.0, FIGURE.1, 0.75);
    for at in 0..n {
        let left = at * FIGURE.0;
        svg.open("g", &[("class", &class(at == 0))]);
        svg.shape("circle", &[("cx", &(left + 20)), ("cy", &14), ("r", &11)]);
        svg.shape(
            "rect",
            &[
                ("x", &(left + 5)),
                ("y", &30),
                ("width", &30),
                ("height", &55),
                ("rx", &13),
            ],
        );
        svg.close("g");
    }
    svg.close("svg");
    svg.0
}

fn squares(percent: f64) -> String {
    let full = percent.clamp(0.0, 100.0).round() as u32;
    let mut svg = Drawing::default();
    open(&mut svg, "chart-squares", 10 * SQUARE, 10 * SQUARE, 1.0);
    for n in 0..100 {
        let (x, y) = (n % 10 * SQUARE + 1, n / 10 * SQUARE + 1);
        svg.shape(
            "rect",
            &[
                ("class", &class(n < full)),
                ("x", &x),
                ("y", &y),
                ("width", &(SQUARE - 4)),
                ("height", &(SQUARE - 4)),
            ],
        );
    }
    svg.close("svg");
    svg.0
}
