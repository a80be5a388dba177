//! Where a span lies: lines and columns of one text, found without counting from its beginning each time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Bytes between two remembered character counts.
const STEP: usize = 1_024;

/// A text with its line starts and, every [`STEP`] bytes, the number of characters before.
pub(super) struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// A span as an editor counts: from 1, columns in characters; the end is the place just after the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The span, kept inside the text and on character boundaries.
    pub span: Range<usize>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Lines {
    pub fn new(text: Arc<str>) -> Self {
        let bytes = text.as_bytes();
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', bytes).map(|newline| newline + 1))
            .collect();
        let characters = bytes
            .chunks(STEP)
            .scan(0, |before, chunk| {
                let here = *before;
                *before += count_characters(chunk);
                Some(here)
            })
            .collect();
        Self {
            text,
            starts,
            characters,
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line's text without its line feed; `number` counts from 1 and is kept inside the text.
    pub fn line(&self, number: usize) -> Range<usize> {
        let index = number.clamp(1, self.starts.len()) - 1;
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        self.starts[index]..end
    }

    /// Where a span lies; one that reaches outside the text or into a character is widened or cut to fit.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let mut start = span.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let (line, column) = self.line_column(start);
        let (end_line, end_column) = self.line_column(end);
        Place {
            span: start..end,
            line,
            column,
            end_line,
            end_column,
        }
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        match self.characters.get(step) {
            Some(before) => before + count_characters(&self.text.as_bytes()[step * STEP..offset]),
            // The end of a text whose length is a multiple of STEP (or 0) begins no chunk of its own.
            None => match self.characters.last() {
                Some(before) => before + count_characters(&self.text.as_bytes()[(step - 1) * STEP..]),
                None => 0,
            },
        }
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The texts of one report, each asked for and measured once.
pub(super) struct Texts<'a> {
    text_of: &'a dyn Fn(&str) -> Option<Arc<str>>,
    known: RefCell<BTreeMap<String, Option<Rc<Lines>>>>,
}

impl<'a> Texts<'a> {
    pub fn new(text_of: &'a dyn Fn(&str) -> Option<Arc<str>>) -> Self {
        Self {
            text_of,
            known: RefCell::default(),
        }
    }

    /// The lines of a file; `None` where it has no text (a picture, a folder, a page of the output).
    pub fn lines(&self, file: &str) -> Option<Rc<Lines>> {
        if let Some(lines) = self.known.borrow().get(file) {
            return lines.clone();
        }
        let lines = (self.text_of)(file).map(|text| Rc::new(Lines::new(text)));
        self.known.borrow_mut().insert(file.to_owned(), lines.clone());
        lines
    }

    pub fn place(&self, file: &str, span: &Range<usize>) -> Option<Place> {
        self.lines(file).map(|lines| lines.place(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::line_column;

    #[test]
    fn every_offset_agrees_with_counting_from_the_beginning() {
        let text = format!("é\nab\n\n{}\n骨折\n", "ü€x".repeat(STEP / 2));
        let lines = Lines::new(text.as_str().into());
        for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
            let place = lines.place(&(offset..offset));
            assert_eq!((place.line, place.column), line_column(&text, offset), "at {offset}");
        }
    }

    #[test]
    fn lengths_around_a_step_have_an_end() {
        for length in [0, 1, STEP - 1, STEP, STEP + 1, 2 * STEP] {
            let lines = Lines::new("x".repeat(length).into());
            assert_eq!(lines.place(&(length..length)).column, length + 1);
        }
    }

    #[test]
    fn hostile_spans_are_kept_inside_the_text() {
        let lines = Lines::new("a€b".into());
        assert_eq!(lines.place(&(2..3)).span, 1..4, "inside a character");
        assert_eq!(
            lines.place(&Range { start: 3, end: 2 }).span,
            1..4,
            "backwards, inside a character"
        );
        assert_eq!(lines.place(&(9..usize::MAX)).span, 5..5, "beyond the end");
        assert_eq!(Lines::new("".into()).place(&(7..9)).span, 0..0, "no text at all");
    }
}
