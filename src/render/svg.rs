//! Pieces of SVG.

use std::fmt::Display;

use crate::html::{escape_attribute, escape_text};

/// A drawing under way.
#[derive(Default)]
pub struct Drawing(pub String);

impl Drawing {
    /// An empty element with these attributes.
    pub fn shape(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        self.open(name, attributes);
        self.0.insert(self.0.len() - 1, '/');
    }

    pub fn text(&mut self, words: &str, attributes: &[(&str, &dyn Display)]) {
        self.open("text", attributes);
        escape_text(words, &mut self.0);
        self.0.push_str("</text>");
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            escape_attribute(&value.to_string(), &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }

    pub fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }
}

/// A coordinate: to a tenth of a unit, so that a page does not carry digits nobody can see.
pub fn at(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}
