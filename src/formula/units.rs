//! Whether a formula makes sense in its units: no hours may be added to money.
//!
//! A lenient calculus: sums need the same unit on both sides; a product or quotient with a count or a percentage keeps
//! the other side's unit; what else comes of two units (money by hours) may be anything. A number written in the formula
//! takes the unit of what it is joined with.

use std::ops::Range;

use super::{Expression, Sign};
use crate::model::Quantity;

/// The unit of a value, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A number written in the formula.
    Plain,
    /// What several units together make.
    Any,
    Of(Quantity),
}

/// Two units that may not be joined, at the bytes of their sign.
#[derive(Debug, PartialEq, Eq)]
pub struct Clash {
    pub left: Quantity,
    pub right: Quantity,
    pub span: Range<usize>,
}

impl Expression {
    /// The unit of the formula, where `unit` knows the unit of each name.
    pub fn measure(&self, unit: &impl Fn(&str) -> Option<Quantity>) -> Result<Measure, Clash> {
        match self {
            Self::Number(_) => Ok(Measure::Plain),
            Self::Name(name, _) => Ok(unit(name).map_or(Measure::Any, Measure::Of)),
            Self::Joined(Sign::Plus | Sign::Minus, span, sides) | Self::Chosen(_, span, sides) => {
                alike(sides[0].measure(unit)?, sides[1].measure(unit)?, span)
            }
            Self::Joined(Sign::Times, _, sides) => Ok(product(sides[0].measure(unit)?, sides[1].measure(unit)?)),
            Self::Joined(_, _, sides) => Ok(quotient(sides[0].measure(unit)?, sides[1].measure(unit)?)),
        }
    }
}

fn alike(left: Measure, right: Measure, span: &Range<usize>) -> Result<Measure, Clash> {
    match (left, right) {
        (Measure::Of(left), Measure::Of(right)) if left != right => Err(Clash {
            left,
            right,
            span: span.clone(),
        }),
        (Measure::Plain, other) | (other, Measure::Plain) => Ok(other),
        (Measure::Any, other) | (other, Measure::Any) => Ok(other),
        (same, _) => Ok(same),
    }
}

fn product(left: Measure, right: Measure) -> Measure {
    use Quantity::{Count, Percent};
    match (left, right) {
        (Measure::Any, _) | (_, Measure::Any) => Measure::Any,
        (Measure::Plain, other) | (other, Measure::Plain) => other,
        (Measure::Of(a), Measure::Of(b)) if a == b && !matches!(a, Count | Percent) => Measure::Any,
        (Measure::Of(Percent), other) | (other, Measure::Of(Percent)) => other,
        (Measure::Of(Count), other) | (other, Measure::Of(Count)) => other,
        _ => Measure::Any,
    }
}

fn quotient(left: Measure, right: Measure) -> Measure {
    use Quantity::{Count, Percent};
    match (left, right) {
        (left, Measure::Plain) => left,
        (Measure::Of(a), Measure::Of(b)) if a != b && matches!(b, Count | Percent) => Measure::Of(a),
        _ => Measure::Any,
    }
}
