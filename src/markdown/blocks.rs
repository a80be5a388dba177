//! Fenced `ctf:` blocks: lists and tables that the site makes from its records.

use std::ops::Range;

use super::links::{Target, classify};
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes, nearest};

use crate::model::{Spanned, StatisticScope};
use crate::shapes::{self, Fields, Shape};
use crate::source::yaml::{self, Node, Value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// At most so many items.
    pub limit: Option<usize>,
    pub topic: Option<Spanned<String>>,
    pub cards: Vec<Card>,
    /// Which of the statistics; all where nothing is said.
    pub scope: Option<StatisticScope>,
    /// The word that a specimen is called by.
    pub name: Option<String>,
    /// The key of the one record that the block shows.
    pub record: Option<Spanned<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub title: String,
    pub text: String,
    pub target: Target,
    pub span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    Standards,
    Kpis,
    Toolkits,
    Publications,
    Programs,
    Countries,
    Partners,
    Mentorship,
    Statistics,
    Glossary,
    Levels,
    States,
    Domains,
    Topics,
    Cards,
    Matrix,
    Bands,
    Crosswalk,
    Specimen,
    Downloads,
    SelfCheck,
    Chart,
    Calculation,
    Map,
    Embed,
}

impl BlockKind {
    pub const WORDS: [(&'static str, Self); 25] = [
        ("standards", Self::Standards),
        ("kpis", Self::Kpis),
        ("toolkits", Self::Toolkits),
        ("publications", Self::Publications),
        ("programs", Self::Programs),
        ("countries", Self::Countries),
        ("partners", Self::Partners),
        ("mentorship", Self::Mentorship),
        ("statistics", Self::Statistics),
        ("glossary", Self::Glossary),
        ("levels", Self::Levels),
        ("states", Self::States),
        ("domains", Self::Domains),
        ("topics", Self::Topics),
        ("cards", Self::Cards),
        ("matrix", Self::Matrix),
        ("bands", Self::Bands),
        ("crosswalk", Self::Crosswalk),
        ("specimen", Self::Specimen),
        ("downloads", Self::Downloads),
        ("self-check", Self::SelfCheck),
        ("chart", Self::Chart),
        ("calculation", Self::Calculation),
        ("map", Self::Map),
        ("embed", Self::Embed),
    ];

    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }

    pub fn shape(self) -> &'static Shape {
        match self {
            Self::Toolkits | Self::Publications | Self::Programs => &shapes::LIST_BLOCK,
            Self::Cards => &shapes::CARDS_BLOCK,
            Self::Statistics => &shapes::STATISTICS_BLOCK,
            Self::Specimen => &shapes::SPECIMEN_BLOCK,
            Self::Chart => &shapes::CHART_BLOCK,
            Self::Calculation => &shapes::CALCULATION_BLOCK,
            _ => &shapes::PLAIN_BLOCK,
        }
    }

    /// The theme's script that a page with such a block needs.
    pub fn script(self) -> Option<&'static str> {
        match self {
            Self::Calculation => Some("scripts/calculation.js"),
            Self::SelfCheck => Some("scripts/self-check.js"),
            _ => None,
        }
    }
}

/// The block with this name and options (YAML, beginning at byte `at` of `file`).
pub fn read(
    name: &str,
    options: &str,
    at: usize,
    span: Range<usize>,
    file: &RelPath,
    found: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let words = || BlockKind::WORDS.iter().map(|(word, _)| *word);
    let Some(kind) = BlockKind::WORDS
        .iter()
        .find(|(word, _)| *word == name)
        .map(|(_, kind)| *kind)
    else {
        let told = Diagnostic::new(
            &codes::UNKNOWN_BLOCK,
            file,
            span,
            format!("there is no block `ctf:{name}`"),
        );
        found.push(match nearest(name, words()) {
            Some(near) => told.help(format!("did you mean `ctf:{near}`?")),
            None => told.help(format!("the blocks are: {}", words().collect::<Vec<_>>().join(", "))),
        });
        return None;
    };
    let mut inner = Vec::new();
    let node = yaml::parse(options, at, file, &mut inner).unwrap_or(Node {
        span: span.clone(),
        value: Value::Map(Vec::new()),
    });
    let whole = inner.is_empty() && kind.shape().check(&node, file, &mut inner);
    if !whole {
        // One code for all faults of a block, so that its guide entry is one.
        found.extend(inner.into_iter().map(|told| Diagnostic {
            entry: &codes::BAD_BLOCK,
            ..told
        }));
        return None;
    }
    let fields = Fields(&node);
    Some(Block {
        kind,
        limit: fields.parse("limit").map(|limit| limit.value),
        topic: fields.text("topic"),
        record: fields.text("chart").or_else(|| fields.text("calculation")),
        cards: fields
            .groups("cards")
            .filter_map(|card| read_card(card, file))
            .collect(),
        scope: fields.read("scope", StatisticScope::from_word).map(|scope| scope.value),
        name: fields.text("name").map(|name| name.value),
    })
}

fn read_card(card: Fields, file: &RelPath) -> Option<Card> {
    let link = card.text("link")?;
    Some(Card {
        title: card.text("title")?.value,
        text: card.text("text")?.value,
        target: classify(&link.value, file),
        span: link.span,
    })
}
