//! Words of a pack about records of `data/`: labels of statistics, words of charts and of calculations.

use std::collections::BTreeMap;

use crate::diagnostics::RelPath;
use crate::model::Spanned;
use crate::shapes::Fields;

/// What a statistic tells, from `content/<pack>/statistics.yml`.
#[derive(Clone, Debug)]
pub struct StatisticLabel {
    pub key: Spanned<String>,
    pub label: String,
    /// For a bar or a line of a chart, where the whole label says more than is needed there.
    pub short: Option<String>,
    pub note: Option<String>,
}

/// What a chart shows, from the same file.
#[derive(Clone, Debug)]
pub struct ChartWords {
    pub file: RelPath,
    pub key: Spanned<String>,
    pub title: String,
    pub description: String,
}

/// `content/<pack>/statistics.yml`.
#[derive(Clone, Debug)]
pub struct StatisticWords {
    pub labels: Vec<StatisticLabel>,
    pub charts: Vec<ChartWords>,
}

impl StatisticWords {
    pub fn read(fields: Fields, file: &RelPath) -> Self {
        let label = |fields: Fields| {
            Some(StatisticLabel {
                key: fields.text("key")?,
                label: fields.text("label")?.value,
                short: fields.text("short").map(|short| short.value),
                note: fields.text("note").map(|note| note.value),
            })
        };
        let chart = |fields: Fields| {
            Some(ChartWords {
                file: file.clone(),
                key: fields.text("key")?,
                title: fields.text("title")?.value,
                description: fields.text("description")?.value,
            })
        };
        Self {
            labels: fields.groups("labels").filter_map(label).collect(),
            charts: fields.groups("charts").filter_map(chart).collect(),
        }
    }
}

/// A calculation's words, from `content/<pack>/calculations.yml`.
#[derive(Clone, Debug)]
pub struct CalculationWords {
    pub file: RelPath,
    pub key: Spanned<String>,
    pub title: String,
    pub note: String,
    /// By the key of an input or step.
    pub labels: BTreeMap<String, QuantityLabel>,
}

#[derive(Clone, Debug)]
pub struct QuantityLabel {
    pub file: RelPath,
    pub key: Spanned<String>,
    pub label: String,
    pub note: Option<String>,
}

impl CalculationWords {
    pub fn read(fields: Fields, file: &RelPath) -> Option<Self> {
        let label = |fields: Fields| {
            let key = fields.text("key")?;
            let label = QuantityLabel {
                file: file.clone(),
                key: key.clone(),
                label: fields.text("label")?.value,
                note: fields.text("note").map(|note| note.value),
            };
            Some((key.value, label))
        };
        Some(Self {
            file: file.clone(),
            key: fields.text("key")?,
            title: fields.text("title")?.value,
            note: fields.text("note")?.value,
            labels: fields.groups("labels").filter_map(label).collect(),
        })
    }

    /// These words; labels they lack are those of a further pack.
    pub fn over(mut self, further: Option<Self>) -> Self {
        let mut labels = further.map(|further| further.labels).unwrap_or_default();
        labels.append(&mut self.labels);
        Self { labels, ..self }
    }
}
