//! A worked calculation: its example computed, and what the browser's script needs to compute it anew.
//!
//! Each result is rounded as it is shown before later steps use it, so that a reader can check every line.

use std::collections::BTreeMap;

use tera::Value;

use super::values::{choice, object, text};
use crate::formula::{Choose, Piece, rounded};
use crate::languages::{Argument, CalculationWords, Pack};
use crate::link::Site;
use crate::load::{Calculation, Input, Step};
use crate::model::Quantity;

/// Stands for the number where a script shall put one in.
const SLOT: &str = "#";

/// What the example values come to, step by step; nothing where a division by zero keeps it from being told.
pub fn results(calculation: &Calculation) -> BTreeMap<&str, Option<f64>> {
    let mut known: BTreeMap<&str, Option<f64>> = BTreeMap::new();
    known.extend(
        calculation
            .inputs
            .iter()
            .map(|input| (input.key.value.as_str(), Some(input.value.value))),
    );
    for step in &calculation.steps {
        let value = step
            .formula
            .expression
            .value(&|name| known.get(name).copied().flatten());
        known.insert(&step.key.value, value.map(|value| rounded(value, step.decimals)));
    }
    known
}

/// The values of `calculation`, whose parts have ids that begin with `id`.
pub fn calculation(site: &Site, pack: usize, calculation: &Calculation, id: &str) -> Value {
    let of = &site.packs[pack].pack;
    let shown = Shown {
        of,
        words: of.calculations.get(&calculation.key),
        values: results(calculation),
        decimals: calculation
            .steps
            .iter()
            .map(|step| (step.key.value.as_str(), step.decimals))
            .collect(),
    };
    let words = shown.words;
    object([
        ("id", Value::from(id)),
        ("key", Value::from(calculation.key.as_str())),
        (
            "title",
            Value::from(words.map_or(calculation.key.as_str(), |words| &words.title)),
        ),
        ("note", Value::from(words.map_or("", |words| &words.note))),
        (
            "inputs",
            Value::from(
                calculation
                    .inputs
                    .iter()
                    .map(|input| shown.input(input))
                    .collect::<Vec<_>>(),
            ),
        ),
        (
            "steps",
            Value::from(
                calculation
                    .steps
                    .iter()
                    .map(|step| shown.step(step))
                    .collect::<Vec<_>>(),
            ),
        ),
    ])
}

struct Shown<'a> {
    of: &'a Pack,
    words: Option<&'a CalculationWords>,
    values: BTreeMap<&'a str, Option<f64>>,
    /// Of the steps.
    decimals: BTreeMap<&'a str, u8>,
}

impl Shown<'_> {
    fn label<'s>(&'s self, key: &'s str) -> &'s str {
        let label = self.words.and_then(|words| words.labels.get(key));
        label.map_or(key, |label| &label.label)
    }

    fn note(&self, key: &str) -> Value {
        let label = self.words.and_then(|words| words.labels.get(key));
        label.map_or_else(Value::none, |label| text(label.note.as_ref()))
    }

    /// The number of an input or step, without its unit; a dash where it cannot be told.
    fn number(&self, key: &str) -> String {
        match (self.values.get(key).copied().flatten(), self.decimals.get(key)) {
            (None, _) => "–".to_owned(),
            (Some(value), Some(decimals)) => self.of.tongue.decimal(&format!("{value:.*}", usize::from(*decimals))),
            (Some(value), None) => self.of.tongue.decimal(&value.to_string()),
        }
    }

    /// `number` with its unit, where the unit stands with the number and not with the label.
    fn with_unit(&self, unit: Quantity, number: &str) -> String {
        let percent = || {
            self.of
                .message("value_percent", &[("value", Argument::Text(number.to_owned()))])
        };
        match unit {
            Quantity::Percent => percent().unwrap_or_else(|| number.to_owned()),
            _ => number.to_owned(),
        }
    }

    fn input(&self, input: &Input) -> Value {
        let key = input.key.value.as_str();
        object([
            ("key", Value::from(key)),
            ("label", Value::from(self.label(key))),
            ("note", self.note(key)),
            ("unit", choice(self.of, "quantity", input.unit.word())),
            ("value", Value::from(self.with_unit(input.unit, &self.number(key)))),
            // As a number is written in HTML.
            ("plain", Value::from(input.value.value.to_string())),
            ("from", Value::from(input.from.value.to_string())),
            ("to", Value::from(input.to.value.to_string())),
            (
                "from_text",
                Value::from(self.of.tongue.decimal(&input.from.value.to_string())),
            ),
            (
                "to_text",
                Value::from(self.of.tongue.decimal(&input.to.value.to_string())),
            ),
            ("step", Value::from(input.step.to_string())),
        ])
    }

    fn step(&self, step: &Step) -> Value {
        let key = step.key.value.as_str();
        let number = self.number(key);
        object([
            ("key", Value::from(key)),
            ("label", Value::from(self.label(key))),
            ("note", self.note(key)),
            ("unit", choice(self.of, "quantity", step.unit.word())),
            ("formula", Value::from(step.formula.text.as_str())),
            ("decimals", Value::from(i64::from(step.decimals))),
            ("total", Value::from(step.total)),
            ("value", Value::from(self.with_unit(step.unit.value, &number))),
            ("pattern", Value::from(self.with_unit(step.unit.value, SLOT))),
            ("pieces", Value::from(self.pieces(step))),
        ])
    }

    /// The formula in pieces: `name` is a key with its label and number, other pieces are signs and numbers.
    fn pieces(&self, step: &Step) -> Vec<Value> {
        let sign = |text: String| object([("name", Value::none()), ("text", Value::from(text))]);
        let piece = |piece: Piece| match piece {
            Piece::Name(name) => object([
                ("text", Value::from(self.label(&name))),
                ("number", Value::from(self.number(&name))),
                ("name", Value::from(name)),
            ]),
            Piece::Number(number) => sign(self.of.tongue.decimal(&number.to_string())),
            Piece::Text(text) => sign(text),
            Piece::Choose(choose) => {
                let message = match choose {
                    Choose::Smaller => "smaller_of",
                    Choose::Larger => "larger_of",
                };
                let word = self.of.messages.plain(message).unwrap_or(choose.word());
                sign(format!("{word} "))
            }
        };
        step.formula.expression.pieces().into_iter().map(piece).collect()
    }
}
