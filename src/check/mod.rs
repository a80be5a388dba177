//! Stage 3, `&Catalog` → diagnostics: rules across records. One rule is one small function in [`RULES`].
//!
//! In: everything that was read. Out: findings. Never: change a record, or judge one value alone (its shape did).

mod addresses;
mod calculations;
mod charts;
mod dates;
pub(crate) mod duplicates;
mod links;
mod messages;
mod packs;
mod places;
mod programs;
mod publications;
mod references;
mod theme;

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::link::Settings;
use crate::load::{Article, Catalog};
use crate::source::Sources;

/// Everything a rule may look at.
pub struct Scene<'a> {
    pub catalog: &'a Catalog,
    pub sources: &'a Sources,
    pub settings: &'a Settings,
}

impl<'a> Scene<'a> {
    /// Every article of every pack, in the order of their ids.
    fn articles(&self) -> impl Iterator<Item = &'a Article> {
        self.catalog
            .articles
            .values()
            .flat_map(|packs| packs.values().map(AsRef::as_ref))
    }
}

/// A rule looks at the whole scene and tells what is wrong.
type Rule = fn(&Scene) -> Vec<Diagnostic>;

/// Every rule, with the codes it may tell.
pub const RULES: &[(&str, Rule)] = &[
    (
        "R001 R002 R022 links lead to published pages and headings",
        links::links,
    ),
    ("R003 cited papers are in the library", links::citations),
    ("R004 statistics in texts are known", links::statistics),
    ("R023 pictures and documents are there", links::media),
    ("R005 records that are named exist", references::records),
    ("R005 topics are those of the site", references::topics),
    ("Y014 countries are those of the site", references::countries),
    ("R020 facts have a text, and texts have facts", references::texts),
    ("R021 the home page is there", addresses::home),
    ("R007 addresses are free to use", addresses::reserved),
    ("R009 programs lie in the folder of their country", programs::folders),
    ("R010 states and awards agree", programs::awards),
    ("R012 points are real", programs::points),
    ("R036 R037 sites lie in the country that they name", places::inside),
    ("R038 R039 the files of maps that are named are there", places::layers),
    ("R045 the address of tiles is of their kind", places::tiles),
    (
        "R013 demonstration records lie in their folder",
        programs::demonstrations,
    ),
    ("R004 statistics of charts are known", charts::statistics),
    ("R005 charts and calculations of blocks are known", charts::blocks),
    ("R020 L007 charts have words, and words a chart", charts::words),
    (
        "R020 L007 calculations have words, and words a calculation",
        calculations::words,
    ),
    ("R024 statistics of a chart have one unit", charts::units),
    ("R025 each statistic on a line has its year", charts::years),
    (
        "R026 R027 formulas use what is known, in units that agree",
        calculations::formulas,
    ),
    ("R028 example values may be entered", calculations::examples),
    ("R040 a program's id stands once", duplicates::ids),
    ("R040 a program stands in one record", duplicates::programs),
    ("R014 bands have no holes", references::bands),
    ("R015 gaps of publications are declared", publications::gaps),
    ("R016 identifiers are unique", publications::identifiers),
    ("R011 dates are in order and past", dates::order),
    ("R018 records are reviewed in time", dates::reviews),
    ("R019 the security contact is valid", dates::security),
    ("R017 translations have a source", packs::sources),
    ("L006 a pack's folder is its tag", packs::tags),
    (
        "L002 L004 messages are there and take what they are given",
        messages::used,
    ),
    ("L003 messages are used", messages::unused),
    ("L005 translated messages exist in the source", messages::unknown),
    (
        "T002 templates write values only where they are escaped",
        theme::templates,
    ),
    ("T005 styles name no physical side", theme::styles),
];

/// Applies every rule.
pub fn check(catalog: &Catalog, sources: &Sources, settings: &Settings) -> Vec<Diagnostic> {
    let scene = Scene {
        catalog,
        sources,
        settings,
    };
    let told: Vec<Vec<Diagnostic>> = RULES.par_iter().map(|(_, rule)| rule(&scene)).collect();
    told.into_iter().flatten().collect()
}
