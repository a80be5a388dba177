//! Formulas of worked calculations: text → [`Expression`], its units, its value.
//!
//! In: `fractures * found / 100`: numbers, names, `+ - * /`, brackets, `min(a, b)` and `max(a, b)`. Out: a tree, and what
//! it comes to. Never: know of records or pages. `themes/ctf/scripts/calculation.js` reads the same formulas in the
//! browser and must give the same numbers: change both together.

mod parse;
mod units;

use std::fmt;
use std::ops::Range;

use crate::diagnostics::RelPath;
use crate::diagnostics::{Diagnostic, catalogue as codes};

pub use parse::{Fault, parse};
pub use units::{Clash, Measure};

/// How deep brackets and calls may stand in each other.
pub const MAX_DEPTH: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Times,
    Over,
}

impl Sign {
    /// As formulas are written.
    pub fn ascii(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '-',
            Self::Times => '*',
            Self::Over => '/',
        }
    }

    /// As readers know it.
    pub fn printed(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '−',
            Self::Times => '×',
            Self::Over => '÷',
        }
    }

    fn binds(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
        }
    }
}

/// `min` and `max`, of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choose {
    Smaller,
    Larger,
}

impl Choose {
    pub fn word(self) -> &'static str {
        match self {
            Self::Smaller => "min",
            Self::Larger => "max",
        }
    }
}

#[derive(Clone, Debug)]
pub enum Expression {
    Number(f64),
    /// The key of an input or an earlier step, and its bytes in the formula.
    Name(String, Range<usize>),
    /// Two values joined by a sign that stands at these bytes.
    Joined(Sign, Range<usize>, Box<[Expression; 2]>),
    Chosen(Choose, Range<usize>, Box<[Expression; 2]>),
}

/// Equal where they mean the same: places do not count.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Name(a, _), Self::Name(b, _)) => a == b,
            (Self::Joined(a, _, x), Self::Joined(b, _, y)) => a == b && x == y,
            (Self::Chosen(a, _, x), Self::Chosen(b, _, y)) => a == b && x == y,
            _ => false,
        }
    }
}

/// A part of a formula as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Name(String),
    Number(f64),
    Choose(Choose),
    /// Signs, brackets and commas with the spaces around them.
    Text(String),
}

impl Expression {
    /// What it comes to, where `value` knows the value of each name. Nothing where it cannot be told: a division by
    /// zero, a name without a value, a number too great.
    pub fn value(&self, value: &impl Fn(&str) -> Option<f64>) -> Option<f64> {
        let result = match self {
            Self::Number(number) => *number,
            Self::Name(name, _) => value(name)?,
            Self::Joined(sign, _, sides) => {
                let (a, b) = (sides[0].value(value)?, sides[1].value(value)?);
                match sign {
                    Sign::Plus => a + b,
                    Sign::Minus => a - b,
                    Sign::Times => a * b,
                    Sign::Over => a / b,
                }
            }
            Self::Chosen(choose, _, sides) => {
                let (a, b) = (sides[0].value(value)?, sides[1].value(value)?);
                match choose {
                    Choose::Smaller => a.min(b),
                    Choose::Larger => a.max(b),
                }
            }
        };
        result.is_finite().then_some(result)
    }

    /// Every name with its bytes, in the order in which they stand.
    pub fn names(&self) -> Vec<(&str, Range<usize>)> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Name(name, span) => vec![(name, span.clone())],
            Self::Joined(_, _, sides) | Self::Chosen(_, _, sides) => {
                sides.iter().flat_map(|side| side.names()).collect()
            }
        }
    }

    /// The formula in pieces, in reading order; brackets only where they are needed.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.collect(0, &mut pieces);
        pieces
    }

    fn collect(&self, around: u8, pieces: &mut Vec<Piece>) {
        match self {
            Self::Number(number) => pieces.push(Piece::Number(*number)),
            Self::Name(name, _) => pieces.push(Piece::Name(name.clone())),
            Self::Joined(sign, _, sides) => {
                let bracket = sign.binds() < around;
                if bracket {
                    add(pieces, "(");
                }
                sides[0].collect(sign.binds(), pieces);
                add(pieces, &format!(" {} ", sign.printed()));
                // The right side binds tighter: a - (b - c) keeps its brackets.
                sides[1].collect(sign.binds() + 1, pieces);
                if bracket {
                    add(pieces, ")");
                }
            }
            Self::Chosen(choose, _, sides) => {
                pieces.push(Piece::Choose(*choose));
                add(pieces, "(");
                sides[0].collect(0, pieces);
                add(pieces, "; ");
                sides[1].collect(0, pieces);
                add(pieces, ")");
            }
        }
    }
}

/// Adds signs, to the last piece where that is signs too.
fn add(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// As it may be written in a record.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for piece in self.pieces() {
            match piece {
                Piece::Name(name) => f.write_str(&name)?,
                Piece::Number(number) => write!(f, "{number}")?,
                Piece::Choose(choose) => f.write_str(choose.word())?,
                Piece::Text(text) => f.write_str(
                    &text
                        .replace('×', "*")
                        .replace('÷', "/")
                        .replace('−', "-")
                        .replace(';', ","),
                )?,
            }
        }
        Ok(())
    }
}

/// `value` rounded to so many decimals, halves away from zero. Results are rounded before they are used further, so
/// that every line of a calculation can be checked with a pocket calculator.
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let power = 10f64.powi(i32::from(decimals));
    // Adding zero turns -0 into 0.
    let result = (value * power).round() / power + 0.0;
    if result.is_finite() { result } else { value }
}

/// A formula in a file.
#[derive(Clone, Debug)]
pub struct Formula {
    pub text: String,
    pub expression: Expression,
    /// The whole value in the file, with its quotes.
    pub span: Range<usize>,
    /// Where the formula's first byte stands in the file, unless it is written with escapes or over several lines.
    start: Option<usize>,
}

impl Formula {
    /// The formula `text` that was read from `span` of `source`, the text of `file`; a fault is told at its very place.
    pub fn read(
        text: String,
        span: Range<usize>,
        source: &str,
        file: &RelPath,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let start = source
            .get(span.clone())
            .and_then(|raw| raw.find(&text))
            .map(|at| span.start + at);
        match parse(&text) {
            Ok(expression) => Some(Self {
                text,
                expression,
                span,
                start,
            }),
            Err(fault) => {
                let place = place(start, &span, &fault.span);
                found.push(Diagnostic::new(&codes::FORMULA_SYNTAX, file, place, fault.message).help(fault.help));
                None
            }
        }
    }

    /// Bytes of the formula as bytes of the file.
    pub fn place(&self, inner: &Range<usize>) -> Range<usize> {
        place(self.start, &self.span, inner)
    }
}

fn place(start: Option<usize>, span: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    start.map_or_else(|| span.clone(), |start| start + inner.start..start + inner.end)
}

#[cfg(test)]
mod tests;
