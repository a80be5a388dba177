//! `data/charts/<key>.yml`: statistics that are drawn together.

use crate::diagnostics::RelPath;
use crate::model::{ChartKind, Spanned};
use crate::shapes::Fields;

#[derive(Clone, Debug)]
pub struct Chart {
    pub file: RelPath,
    pub key: String,
    pub kind: Spanned<ChartKind>,
    /// Keys of statistics, in the order in which they are shown.
    pub statistics: Vec<Spanned<String>>,
}

impl Chart {
    pub fn read(fields: Fields, file: &RelPath, key: &str) -> Option<Self> {
        Some(Self {
            file: file.clone(),
            key: key.to_owned(),
            kind: fields.read("kind", ChartKind::from_word)?,
            statistics: fields.texts("statistics"),
        })
    }
}
