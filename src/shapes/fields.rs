//! Node → typed values, after the shape has been checked: what is not there or was faulty reads as `None`.

use std::ops::Range;
use std::str::FromStr;

use crate::model::{Date, PartialDate, Spanned, date_from_text};
use crate::source::yaml::{Node, Value};

/// The members of a map.
#[derive(Clone, Copy)]
pub struct Fields<'a>(pub &'a Node);

impl<'a> Fields<'a> {
    pub fn span(self) -> Range<usize> {
        self.0.span.clone()
    }

    /// The scalar at `key`, unless it is empty.
    fn scalar(self, key: &str) -> Option<(&'a str, Range<usize>)> {
        let node = self.0.get(key)?;
        scalar_of(node).map(|text| (text, node.span.clone()))
    }

    pub fn text(self, key: &str) -> Option<Spanned<String>> {
        self.scalar(key).map(|(text, span)| Spanned {
            value: text.trim().to_owned(),
            span,
        })
    }

    /// The value at `key` by `read`.
    pub fn read<T>(self, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<Spanned<T>> {
        let (text, span) = self.scalar(key)?;
        read(text).map(|value| Spanned { value, span })
    }

    pub fn parse<T: FromStr>(self, key: &str) -> Option<Spanned<T>> {
        self.read(key, |text| text.parse().ok())
    }

    pub fn flag(self, key: &str) -> bool {
        self.scalar(key).is_some_and(|(text, _)| text == "true")
    }

    pub fn date(self, key: &str) -> Option<Spanned<Date>> {
        self.read(key, date_from_text)
    }

    pub fn partial_date(self, key: &str) -> Option<Spanned<PartialDate>> {
        self.read(key, PartialDate::from_text)
    }

    /// The items of the list at `key`.
    pub fn items(self, key: &str) -> &'a [Node] {
        match self.0.get(key).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    pub fn texts(self, key: &str) -> Vec<Spanned<String>> {
        self.list(key, |text| Some(text.trim().to_owned()))
    }

    pub fn list<T>(self, key: &str, read: impl Fn(&str) -> Option<T>) -> Vec<Spanned<T>> {
        let value = |node: &Node| {
            Some(Spanned {
                value: read(scalar_of(node)?)?,
                span: node.span.clone(),
            })
        };
        self.items(key).iter().filter_map(value).collect()
    }

    /// The groups of the list at `key`.
    pub fn groups(self, key: &str) -> impl Iterator<Item = Fields<'a>> {
        self.items(key).iter().map(Fields)
    }

    pub fn group(self, key: &str) -> Option<Fields<'a>> {
        self.0
            .get(key)
            .filter(|node| matches!(node.value, Value::Map(_)))
            .map(Fields)
    }
}

fn scalar_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } if !text.trim().is_empty() && !node.is_null() => Some(text),
        _ => None,
    }
}
