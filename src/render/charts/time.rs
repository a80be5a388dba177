//! Points over years, joined by a line. Both axes are to scale, the one of values begins at 0.

use super::Point;
use crate::languages::Pack;
use crate::render::svg::{Drawing, at};

/// Units of the view box. On a phone the drawing is about half as wide and its text larger ([`DIGIT`]): all has room.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 48.0;
/// Width of a digit and height of a line where text is largest.
const DIGIT: f64 = 19.5;
const LINE: f64 = 30.0;

/// Where values and years lie in the drawing.
struct Scale {
    left: f64,
    /// Of the first point.
    begin: f64,
    right: f64,
    first: i16,
    last: i16,
    top: f64,
    step: f64,
}

impl Scale {
    fn new(of: &Pack, points: &[(i16, &Point)]) -> Option<Self> {
        let greatest = points.iter().map(|(_, point)| point.number).fold(0.0, f64::max);
        let step = step(greatest);
        let top = (greatest / step).ceil().max(1.0) * step;
        let widest = points
            .iter()
            .map(|(_, point)| half(&point.text))
            .fold(half("2000"), f64::max);
        let ticks = 2.0 * half(&of.tongue.decimal(&top.to_string()));
        Some(Self {
            // The first point's label stands clear of the axis.
            begin: ticks
                + 18.0
                + points
                    .first()
                    .map_or(0.0, |(_, point)| half(&point.text))
                    .max(half("2000")),
            left: ticks + 14.0,
            right: widest + 4.0,
            first: points.first()?.0,
            last: points.last()?.0,
            top,
            step,
        })
    }

    fn x(&self, year: i16) -> f64 {
        let part = f64::from(year - self.first) / f64::from((self.last - self.first).max(1));
        at(self.begin + part * (WIDTH - self.begin - self.right))
    }

    fn y(&self, value: f64) -> f64 {
        at(HEIGHT - BOTTOM - value / self.top * (HEIGHT - TOP - BOTTOM))
    }
}

/// Half the width of a printed value.
fn half(text: &str) -> f64 {
    // Separators are narrower than digits.
    let digits = text
        .chars()
        .map(|c| if c.is_alphanumeric() { DIGIT } else { DIGIT / 2.0 });
    digits.sum::<f64>() / 2.0
}

pub fn draw(of: &Pack, points: &[Point], id: &str, title: &str) -> String {
    let mut points: Vec<(i16, &Point)> = points
        .iter()
        .filter_map(|point| Some((point.statistic.year?, point)))
        .collect();
    points.sort_by_key(|(year, _)| *year);
    let Some(scale) = Scale::new(of, &points) else {
        return String::new();
    };
    let mut svg = Drawing::default();
    let name = format!("{id}-name");
    svg.open(
        "svg",
        &[
            ("class", &"chart-time"),
            ("viewBox", &format!("0 0 {WIDTH} {HEIGHT}")),
            ("width", &WIDTH),
            ("height", &HEIGHT),
            ("direction", &"ltr"),
            ("role", &"img"),
            ("aria-labelledby", &name),
        ],
    );
    svg.open("title", &[("id", &name)]);
    crate::html::escape_text(title, &mut svg.0);
    svg.close("title");
    grid(&mut svg, of, &scale);
    let place = |(year, point): &(i16, &Point)| format!("{},{}", scale.x(*year), scale.y(point.number));
    let line: Vec<String> = points.iter().map(place).collect();
    svg.shape("polyline", &[("class", &"chart-line"), ("points", &line.join(" "))]);
    marks(&mut svg, &scale, &points);
    svg.close("svg");
    svg.0
}

/// The axis of values with its lines.
fn grid(svg: &mut Drawing, of: &Pack, scale: &Scale) {
    let lines = (scale.top / scale.step).round() as i32;
    for n in 0..=lines {
        let value = f64::from(n) * scale.step;
        let (class, y) = (if n == 0 { "chart-axis" } else { "chart-grid" }, scale.y(value));
        svg.shape(
            "line",
            &[
                ("class", &class),
                ("x1", &at(scale.left)),
                ("x2", &WIDTH),
                ("y1", &y),
                ("y2", &y),
            ],
        );
        // As far as a step goes, and no further: 0.30000000000000004 is nobody's value.
        let decimals = (-scale.step.log10().floor()).max(0.0) as usize;
        let words = of.tongue.decimal(&format!("{value:.decimals$}"));
        let (x, y) = (at(scale.left - 10.0), at(y + 7.0));
        svg.text(
            &words,
            &[("class", &"chart-tick"), ("x", &x), ("y", &y), ("text-anchor", &"end")],
        );
    }
}

/// Points with their values and years.
fn marks(svg: &mut Drawing, scale: &Scale, points: &[(i16, &Point)]) {
    let points: Vec<(f64, f64, i16, &str)> = points
        .iter()
        .map(|(year, point)| (scale.x(*year), scale.y(point.number), *year, point.text.as_str()))
        .collect();
    for (x, y, ..) in &points {
        svg.shape("circle", &[("class", &"chart-point"), ("cx", x), ("cy", y), ("r", &7)]);
    }
    // Centers of labels that are written, so that the next keeps clear of them.
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let (foot, mut named) = (HEIGHT - BOTTOM, f64::NEG_INFINITY);
    for (x, y, year, text) in points {
        let wide_half = half(text);
        let free = |place: f64| {
            let mut others = taken.iter();
            others.all(|(other, at, wide)| (other - x).abs() >= wide + wide_half + 6.0 || (at - place).abs() >= LINE)
        };
        let places = [y - 16.0, y + 36.0, y - 16.0 - LINE];
        let place = at(places.into_iter().find(|place| free(*place)).unwrap_or(places[0]));
        taken.push((x, place, wide_half));
        svg.text(
            text,
            &[
                ("class", &"chart-value"),
                // A halo, so that a line behind the digits does not cross them.
                ("paint-order", &"stroke"),
                ("x", &x),
                ("y", &place),
                ("text-anchor", &"middle"),
            ],
        );
        svg.shape(
            "line",
            &[
                ("class", &"chart-axis"),
                ("x1", &x),
                ("x2", &x),
                ("y1", &foot),
                ("y2", &(foot + 8.0)),
            ],
        );
        if x - named >= 3.7 * DIGIT {
            named = x;
            let y = HEIGHT - 12.0;
            svg.text(
                &year.to_string(),
                &[
                    ("class", &"chart-tick"),
                    ("x", &x),
                    ("y", &y),
                    ("text-anchor", &"middle"),
                ],
            );
        }
    }
}

/// The distance of grid lines: 1, 2 or 5 times a power of ten, for at most five of them.
fn step(greatest: f64) -> f64 {
    if greatest <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf((greatest / 5.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| greatest / step <= 5.0)
        .unwrap_or(greatest)
}

#[cfg(test)]
mod tests {
    #[test]
    fn grid_lines_are_round_and_few() {
        for (greatest, step) in [
            (1000.0, 200.0),
            (59.0, 20.0),
            (5.0, 1.0),
            (0.3, 0.1),
            (0.0, 1.0),
            (1001.0, 500.0),
        ] {
            assert!(
                (super::step(greatest) - step).abs() < 1e-9,
                "{greatest}: {}",
                super::step(greatest)
            );
        }
    }
}
