//! Calculations: formulas use what is known before them, units agree, examples lie in their bounds, all has words.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use super::references::Names;
use crate::diagnostics::{Diagnostic, catalogue as codes, nearest};
use crate::formula::Measure;
use crate::load::{Calculation, Input, Step};
use crate::model::{Quantity, Spanned};

pub fn formulas(scene: &Scene) -> Vec<Diagnostic> {
    over(scene, |calculation| {
        let mut found = keys(calculation);
        let mut known: BTreeMap<&str, Quantity> = BTreeMap::new();
        known.extend(
            calculation
                .inputs
                .iter()
                .map(|input| (input.key.value.as_str(), input.unit)),
        );
        for (at, step) in calculation.steps.iter().enumerate() {
            let lost = names(calculation, at, &known);
            if lost.is_empty() {
                found.extend(unit(calculation, step, &known));
            }
            found.extend(lost);
            known.insert(&step.key.value, step.unit.value);
        }
        found
    })
}

fn over(scene: &Scene, rule: impl Fn(&Calculation) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let calculations = scene.catalog.calculations.values();
    calculations.flat_map(|calculation| rule(calculation)).collect()
}

/// Keys are names in formulas, each of one number.
fn keys(calculation: &Calculation) -> Vec<Diagnostic> {
    let inputs = calculation.inputs.iter().map(|input| &input.key);
    let keys: Vec<&Spanned<String>> = inputs.chain(calculation.steps.iter().map(|step| &step.key)).collect();
    let tell = |key: &Spanned<String>, message: String| {
        Diagnostic::new(&codes::FORMULA_NAME, &calculation.file, key.span.clone(), message)
    };
    let mut found = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let name = key.value.as_str();
        if name.contains('-') || name.starts_with(|c: char| c.is_ascii_digit()) || ["min", "max"].contains(&name) {
            found.push(
                tell(key, format!("`{name}` cannot be a name in formulas")).help(format!(
                    "begin with a letter and use underscores, such as `{}`",
                    name.replace('-', "_")
                        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '_')
                )),
            );
        } else if let Some(other) = keys[..at].iter().find(|other| other.value == name) {
            found.push(
                tell(key, format!("the name `{name}` stands for two numbers"))
                    .help("give one of them another key")
                    .related(&calculation.file, other.span.clone(), "it stands here first"),
            );
        }
    }
    found
}

/// Names in the formula of the step at `at` that are not known before it.
fn names(calculation: &Calculation, at: usize, known: &BTreeMap<&str, Quantity>) -> Vec<Diagnostic> {
    let step = &calculation.steps[at];
    let tell = |(name, span): (&str, std::ops::Range<usize>)| {
        if known.contains_key(name) {
            return None;
        }
        let later = calculation.steps[at..].iter().find(|later| later.key.value == name);
        let place = step.formula.place(&span);
        let told = |message: String| Diagnostic::new(&codes::FORMULA_NAME, &calculation.file, place, message);
        Some(match later {
            Some(later) if later.key.span == step.key.span => told(format!("the step `{name}` uses itself"))
                .help("a step is computed of inputs and of steps above it"),
            Some(later) => told(format!("`{name}` is a later step and has no value yet"))
                .help("move that step above this one")
                .related(&calculation.file, later.key.span.clone(), "the later step"),
            None => {
                let told = told(format!("there is no input or step `{name}`"));
                match nearest(name, known.keys().copied()) {
                    Some(near) => told.help(format!("did you mean `{near}`?")),
                    None => told.help(format!(
                        "known here are: {}",
                        known.keys().copied().collect::<Vec<_>>().join(", ")
                    )),
                }
            }
        })
    };
    let expression = &step.formula.expression;
    expression.names().into_iter().filter_map(tell).collect()
}

fn unit(calculation: &Calculation, step: &Step, known: &BTreeMap<&str, Quantity>) -> Option<Diagnostic> {
    let formula = &step.formula;
    match formula.expression.measure(&|name| known.get(name).copied()) {
        Err(clash) => Some(
            Diagnostic::new(
                &codes::FORMULA_UNIT,
                &calculation.file,
                formula.place(&clash.span),
                format!("`{}` and `{}` are joined here", clash.left.word(), clash.right.word()),
            )
            .help("bring both sides to one unit first"),
        ),
        Ok(Measure::Of(unit)) if unit != step.unit.value => Some(
            Diagnostic::new(
                &codes::FORMULA_UNIT,
                &calculation.file,
                step.unit.span.clone(),
                format!(
                    "the step `{}` says `{}`, its formula gives `{}`",
                    step.key.value,
                    step.unit.word(),
                    unit.word()
                ),
            )
            .help("correct the unit; if a number in the formula has a unit of its own, make it an input")
            .related(&calculation.file, formula.span.clone(), "the formula"),
        ),
        Ok(_) => None,
    }
}

pub fn examples(scene: &Scene) -> Vec<Diagnostic> {
    over(scene, |calculation| {
        let outside = |input: &Input| {
            let (from, to) = (input.from.value, input.to.value);
            let told = |span: &std::ops::Range<usize>, message: String| {
                Some(Diagnostic::new(
                    &codes::EXAMPLE_OUTSIDE,
                    &calculation.file,
                    span.clone(),
                    message,
                ))
            };
            if from >= to {
                let message = format!("`{}` may be from {from} to {to}, which is no range", input.key.value);
                return told(&input.to.span, message).map(|it| it.help("`from` is the lesser of the two"));
            }
            if !(from..=to).contains(&input.value.value) {
                let message = format!(
                    "`{}` is {}, outside of {from} to {to}",
                    input.key.value, input.value.value
                );
                return told(&input.value.span, message).map(|it| it.help("correct the value or its bounds"));
            }
            None
        };
        calculation.inputs.iter().filter_map(outside).collect()
    })
}

/// Every calculation, input and step has words in the source pack, and no pack has words for what is not there.
pub fn words(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = bare(scene);
    let catalog = scene.catalog;
    let known = Names {
        what: "calculation",
        tomb: "calculation",
        known: catalog.calculations.keys().map(String::as_str).collect(),
    };
    let unknown = |told: Diagnostic| Diagnostic {
        entry: &codes::UNKNOWN_WORDS,
        ..told
    };
    for words in catalog.packs.values().flat_map(|pack| pack.calculations.values()) {
        found.extend(known.check(scene, &words.file, &words.key).map(unknown));
        let Some(calculation) = catalog.calculations.get(&words.key.value) else {
            continue;
        };
        let parts = Names {
            what: "number",
            tomb: "calculation",
            known: parts(calculation).map(|key| key.value.as_str()).collect(),
        };
        let labels = words.labels.values();
        found.extend(labels.filter_map(|label| parts.check(scene, &label.file, &label.key).map(unknown)));
    }
    found
}

fn parts(calculation: &Calculation) -> impl Iterator<Item = &Spanned<String>> {
    let inputs = calculation.inputs.iter().map(|input| &input.key);
    inputs.chain(calculation.steps.iter().map(|step| &step.key))
}

/// What has no words in the source pack.
fn bare(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let Some(pack) = catalog.packs.get(source) else {
        return Vec::new();
    };
    if catalog.is_tombstone(&format!("calculations/{source}")) {
        return Vec::new();
    }
    over(scene, |calculation| {
        let Some(words) = pack.calculations.get(&calculation.key) else {
            let message = format!("the calculation `{}` has no words", calculation.key);
            let told = Diagnostic::new(&codes::NO_TEXT, &calculation.file, 0..0, message);
            return vec![told.help(format!(
                "add `key`, `title`, `note` and `labels` to content/{source}/calculations.yml"
            ))];
        };
        let labelled: BTreeSet<&str> = words.labels.keys().map(String::as_str).collect();
        let without = parts(calculation).filter(|key| !labelled.contains(key.value.as_str()));
        without
            .map(|key| {
                let message = format!("`{}` has no label", key.value);
                Diagnostic::new(&codes::NO_TEXT, &calculation.file, key.span.clone(), message).help(format!(
                    "add it to the labels of `{}` in content/{source}/calculations.yml",
                    calculation.key
                ))
            })
            .collect()
    })
}
