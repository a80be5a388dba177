//! One service stands in one record: the same id twice, or the same point with a like name, is told with both files.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::load::Program;

/// Two points at most so far apart, in metres, are one place: a hospital's two entrances, or the same town twice.
const NEAR_METRES: f64 = 200.0;
/// Metres of a degree of latitude, on the mean sphere.
const DEGREE_METRES: f64 = 111_195.0;
/// A town's point may be that of hundreds of programs: each is compared with so many before it.
const MOST_NEIGHBOURS: usize = 200;
/// Similarity (Jaro–Winkler) from which two names are taken for one.
const LIKE: f64 = 0.93;

/// Words that say what such a service is, not which one: they make no two names alike.
const COMMON: &[&str] = &[
    "a",
    "and",
    "at",
    "center",
    "centre",
    "clinic",
    "de",
    "del",
    "der",
    "di",
    "du",
    "example",
    "fls",
    "for",
    "fracture",
    "hospital",
    "la",
    "le",
    "liaison",
    "of",
    "program",
    "programme",
    "service",
    "services",
    "the",
];

/// The same file name in the same country below data/ and data/demo: one of the two would be lost.
pub fn ids(scene: &Scene) -> Vec<Diagnostic> {
    let told = |file: &crate::source::TextFile| {
        let other: RelPath = format!("data/{}", file.path.strip_prefix("data/demo/")?).into();
        scene.sources.texts.contains_key(&other).then(|| {
            Diagnostic::new(
                &codes::SAME_PROGRAM,
                &other,
                0..0,
                format!("`{other}` and `{}` have the same id", file.path),
            )
            .help("give the demonstration record another file name")
            .related(&file.path, 0..0, "the demonstration record")
        })
    };
    scene.sources.below("data/demo/programs/").filter_map(told).collect()
}

/// Programs of whatever kind that stand at one point under like names. Examples are compared with examples.
pub fn programs(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for demo in [false, true] {
        let mut known = Known::default();
        for program in scene.catalog.programs.values().filter(|program| program.demo == demo) {
            if let Some(other) = known.find(program) {
                found.push(
                    Diagnostic::new(
                        &codes::SAME_PROGRAM,
                        &program.file,
                        program.name.span.clone(),
                        format!(
                            "`{}` and `{}` have the same point and like names",
                            program.file, other.file
                        ),
                    )
                    .help("keep one of the two records, or give the point of the hospital itself and the full name in each")
                    .related(&other.file, other.name.span.clone(), "the other record"),
                );
            }
            known.add(program);
        }
    }
    found
}

/// Programs that were seen, by place.
#[derive(Default)]
pub struct Known<'a> {
    programs: Vec<(&'a Program, Vec<String>)>,
    /// Latitude in steps of about 200 metres, longitude, and which program.
    points: BTreeSet<(i32, i64, usize)>,
}

impl<'a> Known<'a> {
    pub fn add(&mut self, program: &'a Program) {
        let at = self.programs.len();
        self.programs.push((program, names(program)));
        for site in &program.sites {
            self.points
                .insert((row(site.latitude.value), column(site.longitude.value), at));
        }
    }

    /// A program that is probably the same as `program`.
    pub fn find(&self, program: &Program) -> Option<&'a Program> {
        let names = names(program);
        let like = |other: &[String]| names.iter().any(|a| other.iter().any(|b| alike(a, b)));
        program.sites.iter().find_map(|site| {
            let (latitude, longitude) = (site.latitude.value, site.longitude.value);
            let step = row(latitude);
            let width = NEAR_METRES / DEGREE_METRES / latitude.to_radians().cos().max(1e-3);
            let near = (step - 1..=step + 1).flat_map(|step| {
                let from = (step, column(longitude - width), 0);
                let to = (step, column(longitude + width), usize::MAX);
                self.points.range(from..=to)
            });
            near.take(MOST_NEIGHBOURS)
                .map(|(_, _, at)| &self.programs[*at])
                .find(|(other, words)| {
                    let at_place = |place: &crate::load::Place| {
                        metres((latitude, longitude), (place.latitude.value, place.longitude.value)) <= NEAR_METRES
                    };
                    other.sites.iter().any(at_place) && like(words)
                })
                .map(|(other, _)| *other)
        })
    }
}

fn row(latitude: f64) -> i32 {
    (latitude * DEGREE_METRES / NEAR_METRES).floor() as i32
}

fn column(longitude: f64) -> i64 {
    (longitude * 1e7).round() as i64
}

/// Along the great circle (haversine).
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64, y: f64| ((x - y).to_radians() / 2.0).sin().powi(2);
    let h = half(a.0, b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(a.1, b.1);
    2.0 * h.sqrt().min(1.0).asin().to_degrees() * DEGREE_METRES
}

/// The words of each of its names that tell it from others, folded and sorted.
fn names(program: &Program) -> Vec<String> {
    let given = [
        Some(&program.name.value),
        program.name_latin.as_ref(),
        program.name_local.as_ref().map(|(text, _)| text),
    ];
    given.into_iter().flatten().map(|name| telling_words(name)).collect()
}

fn telling_words(name: &str) -> String {
    let folded: String = name
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let words: BTreeSet<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !COMMON.contains(word)).collect();
    if telling.is_empty() {
        return words.into_iter().collect::<Vec<_>>().join(" ");
    }
    telling.join(" ")
}

/// Whether two lists of telling words are one but for spelling. Numbers tell apart: “Clinic 1” is not “Clinic 2”.
fn alike(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    a == b || (digits(a) == digits(b) && strsim::jaro_winkler(a, b) >= LIKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_what_tells_them_apart() {
        let alike = |a, b| alike(&telling_words(a), &telling_words(b));
        assert!(alike(
            "FLS of the São José Hospital",
            "Sao Jose hospital – Fracture Liaison Service"
        ));
        assert!(alike("Colonial War Memorial", "Colonial War Memorail"));
        assert!(alike("Fracture Liaison Service", "fracture liaison service"));
        assert!(!alike("Clinic 1", "Clinic 2"));
        assert!(!alike("St Mary Hospital", "St Vincent Hospital"));
    }

    #[test]
    fn two_hundred_metres_are_near_on_every_latitude() {
        for latitude in [0.0_f64, 51.5, -77.8] {
            let east = 199.0 / DEGREE_METRES / latitude.to_radians().cos();
            assert!(metres((latitude, 10.0), (latitude, 10.0 + east)) < NEAR_METRES);
            assert!(metres((latitude, 10.0), (latitude, 10.0 + east * 1.02)) > NEAR_METRES);
        }
        assert!(metres((-16.5, 180.0), (-16.5, -180.0)) < 1.0);
    }
}
