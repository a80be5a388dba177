//! Text → [`Expression`], by recursive descent.

use std::ops::Range;

use super::{Choose, Expression, MAX_DEPTH, Sign};
use crate::diagnostics::nearest;

/// What keeps a formula from being read, and where (bytes of the formula).
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub span: Range<usize>,
    pub message: String,
    pub help: String,
}

impl Fault {
    fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The formula that `text` writes.
pub fn parse(text: &str) -> Result<Expression, Fault> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let expression = parser.sum()?;
    match parser.peek() {
        None => Ok(expression),
        Some(')') => Err(Fault::new(
            parser.here(),
            "this bracket closes nothing",
            "delete it, or open it with `(`",
        )),
        Some(_) => Err(Fault::new(
            parser.here(),
            format!("a sign is missing before `{}`", &text[parser.here()]),
            "join two values with `+`, `-`, `*` or `/`; decimals are written with a point, thousands without a sign",
        )),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        let next = rest.trim_start();
        self.at += rest.len() - next.len();
        next.chars().next()
    }

    /// The word, number or sign that comes next; at the end, the end.
    fn here(&mut self) -> Range<usize> {
        let Some(first) = self.peek() else {
            return self.at..self.at;
        };
        let length = match first {
            _ if is_word(first) => self.run(|c| is_word(c) || c == '.'),
            _ => first.len_utf8(),
        };
        self.at..self.at + length
    }

    fn run(&self, of: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[self.at..];
        rest.find(|c| !of(c)).unwrap_or(rest.len())
    }

    fn sign(&mut self, known: &[Sign]) -> Option<(Sign, Range<usize>)> {
        let next = self.peek()?;
        let sign = known.iter().copied().find(|sign| sign.ascii() == next)?;
        self.at += 1;
        Some((sign, self.at - 1..self.at))
    }

    fn sum(&mut self) -> Result<Expression, Fault> {
        self.chain(&[Sign::Plus, Sign::Minus], Self::product)
    }

    fn product(&mut self) -> Result<Expression, Fault> {
        self.chain(&[Sign::Times, Sign::Over], Self::atom)
    }

    fn chain(
        &mut self,
        signs: &[Sign],
        part: impl Fn(&mut Self) -> Result<Expression, Fault>,
    ) -> Result<Expression, Fault> {
        let mut left = part(self)?;
        // A long chain is a deep tree: it counts like brackets.
        let mut links = 0;
        while let Some((sign, span)) = self.sign(signs) {
            links += 1;
            if links > MAX_DEPTH {
                return Err(too_deep(span));
            }
            let right = part(self)?;
            left = Expression::Joined(sign, span, Box::new([left, right]));
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Expression, Fault> {
        match self.peek() {
            Some('(') => {
                let open = self.at;
                let inner = self.nested(Self::sum)?;
                self.close(open)?;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if is_word(c) => self.name(),
            Some('-' | '+') => Err(Fault::new(
                self.here(),
                "a sign stands here without a value before it",
                "write `0 - a` for the negative of `a`",
            )),
            Some(_) => Err(Fault::new(
                self.here(),
                format!("`{}` is no part of a formula", &self.text[self.here()]),
                "a formula has numbers, names, `+ - * /`, brackets, min(a, b) and max(a, b)",
            )),
            None => Err(Fault::new(
                self.here(),
                "the formula ends where a value must follow",
                "add a number, a name or a bracket",
            )),
        }
    }

    /// What follows the bracket that stands here.
    fn nested(&mut self, read: impl Fn(&mut Self) -> Result<Expression, Fault>) -> Result<Expression, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(too_deep(self.at..self.at + 1));
        }
        self.at += 1;
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn close(&mut self, open: usize) -> Result<(), Fault> {
        if self.peek() == Some(')') {
            self.at += 1;
            return Ok(());
        }
        Err(Fault::new(
            open..open + 1,
            "this bracket is not closed",
            "add `)`, or a sign between two values",
        ))
    }

    fn number(&mut self) -> Result<Expression, Fault> {
        let span = self.here();
        let written = &self.text[span.clone()];
        let plain = written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && written.matches('.').count() <= 1
            && !written.ends_with('.')
            && written.len() <= 15;
        self.at = span.end;
        match written.parse::<f64>() {
            Ok(number) if plain => Ok(Expression::Number(number)),
            _ => Err(Fault::new(
                span,
                "this is no number",
                "write digits, with a point for decimals, and a sign between a number and a name",
            )),
        }
    }

    fn name(&mut self) -> Result<Expression, Fault> {
        let span = self.at..self.at + self.run(is_word);
        let name = self.text[span.clone()].to_owned();
        if !name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            return Err(Fault::new(
                span,
                "a name is written in small letters, digits and underscores",
                "write the key of an input or of an earlier step",
            ));
        }
        self.at = span.end;
        if self.peek() != Some('(') {
            return Ok(Expression::Name(name, span));
        }
        let choose = match name.as_str() {
            "min" => Choose::Smaller,
            "max" => Choose::Larger,
            _ => {
                let help = match nearest(&name, ["min", "max"]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "only min(a, b) and max(a, b) take brackets; else write a sign such as `*`".to_owned(),
                };
                return Err(Fault::new(span, format!("there is no function `{name}`"), help));
            }
        };
        let open = self.at;
        let left = self.nested(Self::sum)?;
        if self.peek() != Some(',') {
            return Err(Fault::new(
                self.here(),
                format!("`{name}` takes two values with a comma between them"),
                format!("write {name}(a, b)"),
            ));
        }
        let right = self.nested(Self::sum)?;
        self.close(open)?;
        Ok(Expression::Chosen(choose, span, Box::new([left, right])))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn too_deep(span: Range<usize>) -> Fault {
    Fault::new(span, "the formula is too long or too deep", "divide it into two steps")
}
