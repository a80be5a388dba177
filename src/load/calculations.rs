//! `data/calculations/<key>.yml`: numbers a reader may change, and what is computed of them.

use crate::diagnostics::{Diagnostic, RelPath};
use crate::formula::Formula;
use crate::model::{Quantity, Spanned};
use crate::shapes::Fields;
use crate::source::TextFile;

#[derive(Clone, Debug)]
pub struct Calculation {
    pub file: RelPath,
    pub key: String,
    pub inputs: Vec<Input>,
    pub steps: Vec<Step>,
}

/// A number that the reader may change; what is written is the example.
#[derive(Clone, Debug)]
pub struct Input {
    pub key: Spanned<String>,
    pub value: Spanned<f64>,
    pub unit: Quantity,
    pub from: Spanned<f64>,
    pub to: Spanned<f64>,
    pub step: f64,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub key: Spanned<String>,
    pub formula: Formula,
    pub unit: Spanned<Quantity>,
    /// 0 to 2; the result is rounded before later steps use it.
    pub decimals: u8,
    pub total: bool,
}

impl Calculation {
    /// Faults of all formulas are told; any of them leaves no record.
    pub fn read(fields: Fields, text: &TextFile, key: &str, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let input = |fields: Fields| {
            Some(Input {
                key: fields.text("key")?,
                value: fields.parse("value")?,
                unit: fields.read("unit", Quantity::from_word)?.value,
                from: fields.parse("from")?,
                to: fields.parse("to")?,
                step: fields.parse("step")?.value,
            })
        };
        let mut step = |fields: Fields| {
            let formula = fields.text("formula")?;
            Some(Step {
                key: fields.text("key")?,
                formula: Formula::read(formula.value, formula.span, &text.text, &text.path, found)?,
                unit: fields.read("unit", Quantity::from_word)?,
                decimals: fields.parse("decimals").map_or(0, |decimals| decimals.value),
                total: fields.flag("total"),
            })
        };
        let steps: Vec<Option<Step>> = fields.groups("steps").map(&mut step).collect();
        Some(Self {
            file: text.path.clone(),
            key: key.to_owned(),
            inputs: fields.groups("inputs").filter_map(input).collect(),
            steps: steps.into_iter().collect::<Option<Vec<_>>>()?,
        })
    }
}
