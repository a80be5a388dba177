//! One text file → one piece of the catalog. What a file is, its place tells.

use std::sync::Arc;

use super::calculations::Calculation;
use super::charts::Chart;
use super::documents::{Article, Facts, Front, Kind};
use super::front_matter;
use super::map::{self, MapFile};
use super::records::*;
use crate::diagnostics::{Diagnostic, RelPath, Severity, catalogue as codes};
use crate::languages::{CalculationWords, Messages, PackFacts, StatisticWords, Term};
use crate::markdown;
use crate::model::{self, PackId, Spanned};
use crate::shapes::{self, Fields, Shape};
use crate::source::{TextFile, unusual, yaml};

/// What one file gave.
#[derive(Debug)]
pub struct Loaded {
    pub piece: Option<Piece>,
    /// The id of the record that could not be read.
    pub tombstone: Option<String>,
    pub found: Vec<Diagnostic>,
}

/// A part of the catalog.
#[derive(Clone, Debug)]
pub enum Piece {
    Site(Arc<SiteFacts>),
    Countries(Arc<Countries>),
    Framework(Arc<Framework>),
    Kpis(Arc<KpiSet>),
    Program(Arc<Program>),
    Partner(Arc<Partner>),
    Mentorship(Arc<MentorshipOffer>),
    Statistic(Arc<Statistic>),
    Chart(Arc<Chart>),
    Calculation(Arc<Calculation>),
    Article(Arc<Article>),
    Pack(Arc<PackFacts>),
    Messages(PackId, Arc<Messages>),
    Glossary(PackId, Arc<Vec<Term>>),
    Labels(PackId, Arc<StatisticWords>),
    Calculations(PackId, Arc<Vec<CalculationWords>>),
    Ledger(Vec<Spanned<String>>),
    Map(RelPath, MapFile),
}

/// Reads `text` by its place in the project. Theme files are not records: they give nothing here.
pub fn load(text: &TextFile, source_pack: &PackId) -> Loaded {
    let mut found = Vec::new();
    let path = text.path.clone();
    let segments: Vec<&str> = path.split('/').collect();
    let (piece, tombstone) = match segments.as_slice() {
        ["themes", ..] => (None, None),
        ["content", "LICENSE" | "LICENSE.md" | "README.md"] | ["data", "README.md"] | ["content", _, "i18n.lock"] => {
            (None, None)
        }
        ["content", pack, rest @ ..] if !rest.is_empty() => content(text, pack, rest, source_pack, &mut found),
        ["data", rest @ ..] => data(text, rest, &mut found),
        _ => unexpected(&path, &mut found),
    };
    let failed = piece.is_none();
    Loaded {
        piece,
        tombstone: tombstone.filter(|_| failed),
        found,
    }
}

pub type Outcome = (Option<Piece>, Option<String>);

fn unexpected(path: &RelPath, found: &mut Vec<Diagnostic>) -> Outcome {
    found.push(
        Diagnostic::new(
            &codes::UNEXPECTED_FILE,
            path,
            0..0,
            "no kind of record lives at this place",
        )
        .help(
            "pages are content/<pack>/….md, programs data/programs/<cc>/<id>.yml; the editors' guide lists all places",
        ),
    );
    (None, None)
}

/// The tree of a YAML file that has the given shape.
fn record(text: &TextFile, shape: &Shape, found: &mut Vec<Diagnostic>) -> Option<yaml::Node> {
    let before = found.len();
    let node = yaml::parse(&text.text, 0, &text.path, found)?;
    let whole = shape.check(&node, &text.path, found);
    (whole && !found[before..].iter().any(|d| d.severity() == Severity::Error)).then_some(node)
}

fn data(text: &TextFile, rest: &[&str], found: &mut Vec<Diagnostic>) -> Outcome {
    let file = &text.path;
    let stem = |name: &str| name.strip_suffix(".yml").map(str::to_owned);
    let tomb = |kind: &str, key: &str| Some(format!("{kind}/{key}"));
    if let ["urls.ledger"] = rest {
        return (Some(Piece::Ledger(ledger(&text.text))), None);
    }
    if let ["map", name] = rest
        && let Some(outcome) = map::load(text, name, found)
    {
        return outcome;
    }
    let Some(key) = rest.last().and_then(|name| stem(name)) else {
        return unexpected(file, found);
    };
    if !rest.starts_with(&["map"]) && !model::is_word(&key) {
        if unusual(file).is_none() {
            found.push(
                Diagnostic::new(
                    &codes::BAD_KEY,
                    file,
                    0..0,
                    format!("the file's name `{key}` is no key"),
                )
                .help(format!("name it `{}.yml`", model::key_from(&key))),
            );
        }
        return (None, None);
    }
    match rest {
        ["site.yml"] => {
            let site = typed(text, &shapes::SITE, found, |fields| SiteFacts::read(fields, file));
            (site.map(Piece::Site), tomb("data", "site"))
        }
        ["countries.yml"] => {
            let countries = typed(text, &shapes::COUNTRIES, found, |fields| Some(Countries::read(fields)));
            (countries.map(Piece::Countries), tomb("data", "countries"))
        }
        ["framework.yml"] => {
            let framework = typed(text, &shapes::FRAMEWORK, found, |fields| Framework::read(fields, file));
            (framework.map(Piece::Framework), tomb("data", "framework"))
        }
        ["kpis.yml"] => {
            let kpis = typed(text, &shapes::KPIS, found, |fields| KpiSet::read(fields, file));
            (kpis.map(Piece::Kpis), tomb("data", "kpis"))
        }
        ["programs", country, _] | ["demo", "programs", country, _] => {
            let id = format!("programs/{country}/{key}");
            let read = |fields: Fields| Program::read(fields, file, id.as_str().into());
            let program = typed(text, &shapes::PROGRAM, found, read);
            (program.map(Piece::Program), Some(id))
        }
        ["partners", _] => {
            let partner = typed(text, &shapes::PARTNER, found, |fields| {
                Partner::read(fields, file, &key)
            });
            (partner.map(Piece::Partner), tomb("partner", &key))
        }
        ["mentorship", _] => {
            let read = |fields: Fields| MentorshipOffer::read(fields, file, &key);
            let offer = typed(text, &shapes::MENTORSHIP, found, read);
            (offer.map(Piece::Mentorship), tomb("mentorship", &key))
        }
        ["statistics", _] => {
            let statistic = typed(text, &shapes::STATISTIC, found, |fields| {
                Statistic::read(fields, file, &key)
            });
            (statistic.map(Piece::Statistic), tomb("statistic", &key))
        }
        ["charts", _] => {
            let chart = typed(text, &shapes::CHART, found, |fields| Chart::read(fields, file, &key));
            (chart.map(Piece::Chart), tomb("chart", &key))
        }
        ["calculations", _] => {
            let node = record(text, &shapes::CALCULATION, found);
            let calculation = node.and_then(|node| Calculation::read(Fields(&node), text, &key, found));
            let piece = calculation.map(|it| Piece::Calculation(Arc::new(it)));
            (piece, tomb("calculation", &key))
        }
        _ => unexpected(file, found),
    }
}

/// The record of a YAML file that has the given shape, by `read`.
fn typed<T>(
    text: &TextFile,
    shape: &Shape,
    found: &mut Vec<Diagnostic>,
    read: impl FnOnce(Fields) -> Option<T>,
) -> Option<Arc<T>> {
    record(text, shape, found)
        .and_then(|node| read(Fields(&node)))
        .map(Arc::new)
}

/// One address a line; `#` begins a remark.
fn ledger(text: &str) -> Vec<Spanned<String>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let url = line.trim();
        if !url.is_empty() && !url.starts_with('#') {
            lines.push(Spanned {
                value: url.to_owned(),
                span: start..start + line.trim_end().len(),
            });
        }
        start += line.len();
    }
    lines
}

fn content(text: &TextFile, pack: &str, rest: &[&str], source_pack: &PackId, found: &mut Vec<Diagnostic>) -> Outcome {
    let file = &text.path;
    let pack_id: PackId = pack.into();
    match rest {
        ["pack.yml"] => {
            let node = record(text, &shapes::PACK, found);
            let piece = node
                .and_then(|node| PackFacts::read(Fields(&node), file, pack_id))
                .map(|it| Piece::Pack(Arc::new(it)));
            (piece, Some(format!("pack/{pack}")))
        }
        ["ui.ftl"] => (
            Some(Piece::Messages(
                pack_id,
                Arc::new(Messages::parse(&text.text, file, found)),
            )),
            None,
        ),
        ["glossary.yml"] => {
            let node = record(text, &shapes::GLOSSARY, found);
            let terms = node.map(|node| Fields(&node).groups("terms").filter_map(Term::read).collect());
            (
                terms.map(|terms| Piece::Glossary(pack_id, Arc::new(terms))),
                Some(format!("glossary/{pack}")),
            )
        }
        ["statistics.yml"] => {
            let node = record(text, &shapes::STATISTIC_WORDS, found);
            let words = node.map(|node| StatisticWords::read(Fields(&node), file));
            (
                words.map(|words| Piece::Labels(pack_id, Arc::new(words))),
                Some(format!("labels/{pack}")),
            )
        }
        ["calculations.yml"] => {
            let node = record(text, &shapes::CALCULATIONS_WORDS, found);
            let words = node.map(|node| {
                let groups = Fields(&node).groups("calculations");
                groups
                    .filter_map(|fields| CalculationWords::read(fields, file))
                    .collect()
            });
            (
                words.map(|words| Piece::Calculations(pack_id, Arc::new(words))),
                Some(format!("calculations/{pack}")),
            )
        }
        [.., name] if name.ends_with(".md") => article(text, pack_id, rest, source_pack, found),
        _ => unexpected(file, found),
    }
}

fn article(text: &TextFile, pack: PackId, rest: &[&str], source_pack: &PackId, found: &mut Vec<Diagnostic>) -> Outcome {
    let file = &text.path;
    let joined = rest.join("/");
    let id = joined.strip_suffix(".md").unwrap_or(&joined);
    let tombstone = Some(id.to_owned());
    if let Some(bad) = id.split('/').find(|segment| !model::is_key(segment)) {
        if unusual(file).is_none() {
            found.push(
                Diagnostic::new(
                    &codes::BAD_KEY,
                    file,
                    0..0,
                    format!(
                        "`{bad}` in the file's path is no key: addresses are lower case, of letters, digits and hyphens"
                    ),
                )
                .help(format!("rename it to `{}`", model::key_from(bad))),
            );
        }
        return (None, tombstone);
    }
    let Some(split) = front_matter::split(&text.text, file, found) else {
        return (None, tombstone);
    };
    let kind = Kind::of_id(id);
    let source = &pack == source_pack;
    let before = found.len();
    kind.shape(source).check(&split.front, file, found);
    if !source {
        explain_inherited(kind, &mut found[before..]);
    }
    let body = markdown::read(file, &text.text, split.body, found);
    if found.iter().any(|d| d.severity() == Severity::Error) {
        return (None, tombstone);
    }
    let fields = Fields(&split.front);
    let piece = (|| {
        let front = Front::read(fields)?;
        let facts = Facts::read(kind, source, fields)?;
        Some(Piece::Article(Arc::new(Article {
            id: id.into(),
            pack,
            kind,
            front,
            facts,
            body: body?,
        })))
    })();
    (piece, tombstone)
}

/// A translation that repeats a fact is told where facts live.
fn explain_inherited(kind: Kind, found: &mut [Diagnostic]) {
    for told in found.iter_mut().filter(|told| told.entry == &codes::UNKNOWN_KEY) {
        let known = kind
            .shape(true)
            .fields
            .iter()
            .any(|field| told.message.contains(&format!("`{}`", field.name)));
        if known {
            told.help = Some("delete the line: a translation takes its facts from the source pack's page".to_owned());
            told.fix = None;
        }
    }
}
