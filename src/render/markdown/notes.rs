//! Footnotes: marks in the text, the notes themselves at its end.

use std::collections::{HashMap, HashSet};

use super::Writer;

/// Footnotes: numbered by their first reference, written at the end.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) numbers: HashMap<String, usize>,
    pub(super) references: HashMap<String, usize>,
    pub(super) texts: Vec<(usize, String)>,
    /// The notes being written, one in the other, each with the text around it set aside.
    pub(super) open: Vec<(usize, String)>,
}

impl Notes {
    pub(super) fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }
}

impl Writer<'_, '_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let number = self.notes.number(label);
        let times = self.notes.references.entry(label.to_owned()).or_insert(0);
        *times += 1;
        let id = if *times == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{times}")
        };
        self.out.push_str("<sup class=\"note-ref\"><a");
        self.attribute("id", &id);
        self.attribute("href", &format!("#fn-{number}"));
        self.out.push('>');
        self.out.push_str(&self.of.tongue.number(number as i64));
        self.out.push_str("</a></sup>");
    }

    pub(super) fn write_notes(&mut self) {
        if self.notes.texts.is_empty() {
            return;
        }
        let mut texts = std::mem::take(&mut self.notes.texts);
        texts.sort_by_key(|(number, _)| *number);
        let referenced: HashSet<usize> = self
            .notes
            .references
            .keys()
            .filter_map(|label| self.notes.numbers.get(label).copied())
            .collect();
        let back = self.word("back_to_text").to_owned();
        self.out.push_str("<section class=\"footnotes\"");
        let label = self.word("footnotes").to_owned();
        self.attribute("aria-label", &label);
        self.out.push_str("><ol>");
        for (number, text) in texts {
            self.out.push_str("<li");
            self.attribute("id", &format!("fn-{number}"));
            self.out.push('>');
            let text = text.trim_end();
            let (inner, close) = text.strip_suffix("</p>").map_or((text, ""), |inner| (inner, "</p>"));
            self.out.push_str(inner);
            if referenced.contains(&number) {
                self.out.push_str(" <a");
                self.attribute("href", &format!("#fnref-{number}"));
                self.attribute("aria-label", &format!("{back} {number}"));
                self.out.push_str(">↩</a>");
            }
            self.out.push_str(close);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}
