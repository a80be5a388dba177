//! Stage 2, files → [`Catalog`]: typed records and parsed texts, every value with its place.
//!
//! Files are read one by one ([`file`]), in any order and in parallel, so that a change costs one file; [`assemble`] puts
//! them together. A record that failed leaves a tombstone: its id is known, so that references to it stay silent and one
//! mistake gives one message. Never: compare records with each other (the next room does).

mod calculations;
mod charts;
mod documents;
mod file;
mod front_matter;
mod map;
mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::languages::{CalculationWords, ChartWords, Messages, Pack, PackFacts, StatisticWords, Term, Tongue, chain};
use crate::map::{Boundaries, Disputed, Towns};
use crate::model::{Affiliation, Id, PackId, Spanned};
use crate::source::{Sources, TextFile};

pub use calculations::{Calculation, Input, Step};
pub use charts::Chart;
pub use documents::{Article, Author, Facts, Front, Kind, LinkedFile, PageFacts, PublicationFacts, ToolkitFacts};
use map::{MapFile, MapLayers};

pub use file::{Loaded, Piece, load as file};
pub use records::*;

/// Every record of the project.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub site: Arc<SiteFacts>,
    pub countries: Arc<Countries>,
    pub framework: Option<Arc<Framework>>,
    pub kpis: Option<Arc<KpiSet>>,
    pub programs: BTreeMap<Id, Arc<Program>>,
    pub partners: BTreeMap<String, Arc<Partner>>,
    pub mentorship: BTreeMap<String, Arc<MentorshipOffer>>,
    pub statistics: BTreeMap<String, Arc<Statistic>>,
    pub charts: BTreeMap<String, Arc<Chart>>,
    pub calculations: BTreeMap<String, Arc<Calculation>>,
    /// The borders that `data/site.yml` names, where there are any.
    pub boundaries: Option<Arc<Boundaries>>,
    /// Towns and disputed borders, likewise.
    pub towns: Option<Arc<Towns>>,
    pub disputed: Option<Arc<Disputed>>,
    /// Articles by id, then by pack.
    pub articles: BTreeMap<Id, BTreeMap<PackId, Arc<Article>>>,
    pub packs: BTreeMap<PackId, Arc<Pack>>,
    /// Addresses that were published once, from `data/urls.ledger`.
    pub ledger: Vec<Spanned<String>>,
    pub ledger_file: RelPath,
    /// Ids of records that could not be read: `<kind>/<key>` or a page's id.
    pub tombstones: BTreeSet<String>,
}

impl Catalog {
    pub fn source_pack(&self) -> &PackId {
        &self.site.source_pack
    }

    /// The article with this id in the source pack.
    pub fn source(&self, id: &str) -> Option<&Arc<Article>> {
        self.articles.get(id)?.get(self.source_pack())
    }

    /// A publication by its key.
    pub fn publication(&self, key: &str) -> Option<(&Arc<Article>, &PublicationFacts)> {
        let article = self
            .articles
            .get(&*format!("literature/{key}"))?
            .get(self.source_pack())?;
        match &article.facts {
            Facts::Publication(facts) => Some((article, facts)),
            _ => None,
        }
    }

    pub fn is_tombstone(&self, id: &str) -> bool {
        self.tombstones.contains(id)
    }
}

/// Loads all of `sources` at once.
pub fn load(sources: &Sources) -> (Catalog, Vec<Diagnostic>) {
    let source_pack = source_pack(sources);
    let texts: Vec<&TextFile> = sources.texts.values().collect();
    let loaded: Vec<Arc<Loaded>> = texts
        .par_iter()
        .map(|text| Arc::new(file(text, &source_pack)))
        .collect();
    assemble(loaded.iter().map(Arc::as_ref))
}

/// The source pack's id, read ahead of everything else: which keys a file may have depends on it.
pub fn source_pack(sources: &Sources) -> PackId {
    let site = sources
        .texts
        .get("data/site.yml")
        .and_then(|text| match file(text, &"en".into()).piece {
            Some(Piece::Site(site)) => Some(site.source_pack.clone()),
            _ => None,
        });
    site.unwrap_or_else(|| "en".into())
}

/// The catalog of files in the order of their paths.
pub fn assemble<'a>(files: impl Iterator<Item = &'a Loaded>) -> (Catalog, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut parts = Parts::default();
    for loaded in files {
        found.extend(loaded.found.iter().cloned());
        parts.tombstones.extend(loaded.tombstone.iter().cloned());
        if let Some(piece) = &loaded.piece {
            parts.add(piece);
        }
    }
    (parts.into_catalog(&mut found), found)
}

/// What the files hold, by kind.
#[derive(Default)]
struct Parts {
    site: Option<Arc<SiteFacts>>,
    countries: Arc<Countries>,
    framework: Option<Arc<Framework>>,
    kpis: Option<Arc<KpiSet>>,
    programs: BTreeMap<Id, Arc<Program>>,
    partners: BTreeMap<String, Arc<Partner>>,
    mentorship: BTreeMap<String, Arc<MentorshipOffer>>,
    statistics: BTreeMap<String, Arc<Statistic>>,
    charts: BTreeMap<String, Arc<Chart>>,
    calculations: BTreeMap<String, Arc<Calculation>>,
    maps: BTreeMap<RelPath, MapFile>,
    articles: BTreeMap<Id, BTreeMap<PackId, Arc<Article>>>,
    packs: BTreeMap<PackId, Arc<PackFacts>>,
    messages: BTreeMap<PackId, Arc<Messages>>,
    glossaries: BTreeMap<PackId, Arc<Vec<Term>>>,
    labels: BTreeMap<PackId, Arc<StatisticWords>>,
    calculation_words: BTreeMap<PackId, Arc<Vec<CalculationWords>>>,
    ledger: Vec<Spanned<String>>,
    tombstones: BTreeSet<String>,
}

impl Parts {
    fn add(&mut self, piece: &Piece) {
        match piece {
            Piece::Site(site) => self.site = Some(site.clone()),
            Piece::Countries(countries) => self.countries = countries.clone(),
            Piece::Framework(framework) => self.framework = Some(framework.clone()),
            Piece::Kpis(kpis) => self.kpis = Some(kpis.clone()),
            Piece::Program(program) => drop(self.programs.insert(program.id.clone(), program.clone())),
            Piece::Partner(partner) => drop(self.partners.insert(partner.key.clone(), partner.clone())),
            Piece::Mentorship(offer) => drop(self.mentorship.insert(offer.key.clone(), offer.clone())),
            Piece::Statistic(statistic) => drop(self.statistics.insert(statistic.key.clone(), statistic.clone())),
            Piece::Chart(chart) => drop(self.charts.insert(chart.key.clone(), chart.clone())),
            Piece::Calculation(it) => drop(self.calculations.insert(it.key.clone(), it.clone())),
            Piece::Article(article) => {
                let of_id = self.articles.entry(article.id.clone()).or_default();
                of_id.insert(article.pack.clone(), article.clone());
            }
            Piece::Pack(pack) => drop(self.packs.insert(pack.id.clone(), pack.clone())),
            Piece::Messages(pack, messages) => drop(self.messages.insert(pack.clone(), messages.clone())),
            Piece::Glossary(pack, terms) => drop(self.glossaries.insert(pack.clone(), terms.clone())),
            Piece::Labels(pack, labels) => drop(self.labels.insert(pack.clone(), labels.clone())),
            Piece::Calculations(pack, words) => drop(self.calculation_words.insert(pack.clone(), words.clone())),
            Piece::Ledger(lines) => self.ledger = lines.clone(),
            Piece::Map(path, file) => drop(self.maps.insert(path.clone(), file.clone())),
        }
    }

    fn into_catalog(mut self, found: &mut Vec<Diagnostic>) -> Catalog {
        let site_file: RelPath = "data/site.yml".into();
        let site = self.site.take().unwrap_or_else(|| {
            if !self.tombstones.contains("data/site") {
                found.push(
                    Diagnostic::new(&codes::MISSING_HOME, &site_file, 0..0, "there is no `data/site.yml`")
                        .help("run `ctf` in the project's root, or name the root with `--root`"),
                );
            }
            Arc::new(stand_in(&site_file))
        });
        let packs = self.packs(&site, found);
        let MapLayers {
            boundaries,
            towns,
            disputed,
        } = MapLayers::chosen(&site.map, &self.maps);
        Catalog {
            site,
            countries: self.countries,
            framework: self.framework,
            kpis: self.kpis,
            programs: self.programs,
            partners: self.partners,
            mentorship: self.mentorship,
            statistics: self.statistics,
            charts: self.charts,
            calculations: self.calculations,
            boundaries,
            towns,
            disputed,
            articles: self.articles,
            packs,
            ledger: self.ledger,
            ledger_file: "data/urls.ledger".into(),
            tombstones: self.tombstones,
        }
    }

    fn packs(&mut self, site: &SiteFacts, found: &mut Vec<Diagnostic>) -> BTreeMap<PackId, Arc<Pack>> {
        let mut known: BTreeSet<PackId> = self.articles.values().flat_map(|packs| packs.keys().cloned()).collect();
        known.extend(self.messages.keys().cloned());
        known.insert(site.source_pack.clone());
        for id in known {
            if !self.packs.contains_key(&id) && !self.tombstones.contains(&format!("pack/{id}")) {
                let file: RelPath = format!("content/{id}/pack.yml").into();
                found.push(
                    Diagnostic::new(
                        &codes::MISSING_HOME,
                        &file,
                        0..0,
                        format!("the pack `{id}` has no `pack.yml`"),
                    )
                    .help("add one with `tag`, `name`, `direction` and `status`"),
                );
            }
            self.packs
                .entry(id.clone())
                .or_insert_with(|| Arc::new(stand_in_pack(&id)));
        }
        let tags: BTreeMap<String, PackId> = self
            .packs
            .values()
            .map(|pack| (pack.tag.value.clone(), pack.id.clone()))
            .collect();
        let ids: Vec<PackId> = self.packs.keys().cloned().collect();
        ids.into_iter()
            .map(|id| (id.clone(), Arc::new(self.pack(&id, &tags, &site.source_pack))))
            .collect()
    }

    fn pack(&self, id: &PackId, tags: &BTreeMap<String, PackId>, source: &PackId) -> Pack {
        let facts = (*self.packs[id]).clone();
        let chain = if id == source {
            Vec::new()
        } else {
            chain(&facts.tag, &facts.fallback, tags, source)
        };
        // Words are borrowed one by one: the furthest pack first, so that nearer ones and its own overwrite.
        let mut messages = Messages::default();
        let mut glossary = BTreeMap::new();
        let mut labels = BTreeMap::new();
        let mut charts: BTreeMap<String, ChartWords> = BTreeMap::new();
        let mut calculations: BTreeMap<String, CalculationWords> = BTreeMap::new();
        for from in chain.iter().rev().chain([id]) {
            messages.0.extend(
                self.messages
                    .get(from)
                    .iter()
                    .flat_map(|m| m.0.iter().map(|(k, v)| (k.clone(), v.clone()))),
            );
            glossary.extend(
                self.glossaries
                    .get(from)
                    .iter()
                    .flat_map(|terms| terms.iter().map(|t| (t.id.value.clone(), t.clone()))),
            );
            if let Some(words) = self.labels.get(from) {
                labels.extend(
                    words
                        .labels
                        .iter()
                        .map(|label| (label.key.value.clone(), label.clone())),
                );
                charts.extend(
                    words
                        .charts
                        .iter()
                        .map(|chart| (chart.key.value.clone(), chart.clone())),
                );
            }
            for words in self.calculation_words.get(from).iter().flat_map(|words| words.iter()) {
                let further = calculations.remove(&words.key.value);
                calculations.insert(words.key.value.clone(), words.clone().over(further));
            }
        }
        let tongue = Tongue::new(&facts.tag);
        Pack {
            facts,
            chain,
            messages,
            glossary,
            labels,
            charts,
            calculations,
            tongue,
        }
    }
}

/// What stands for a site whose file is missing or faulty, so that everything else can still be told.
fn stand_in(file: &RelPath) -> SiteFacts {
    let spanned = |text: &str| Spanned {
        value: text.to_owned(),
        span: 0..0,
    };
    let link = NamedLink {
        name: String::new(),
        url: "https://example.org/".to_owned(),
    };
    SiteFacts {
        file: file.clone(),
        title: String::new(),
        tagline: None,
        base_url: spanned("https://example.org/"),
        source_pack: "en".into(),
        affiliation: Affiliation::None,
        repository: None,
        contact: link.url.clone(),
        security_contact: link.url.clone(),
        security_expires: Spanned {
            value: crate::model::Date::MAX,
            span: 0..0,
        },
        organisation: link.clone(),
        licence: link,
        topics: Vec::new(),
        navigation: Vec::new(),
        footer: Vec::new(),
        theme: "ctf".to_owned(),
        map: MapFacts::default(),
    }
}

fn stand_in_pack(id: &PackId) -> PackFacts {
    PackFacts {
        file: format!("content/{id}/pack.yml").into(),
        id: id.clone(),
        tag: Spanned {
            value: if crate::model::language_fault(id).is_none() {
                id.to_string()
            } else {
                "en".to_owned()
            },
            span: 0..0,
        },
        name: id.to_string(),
        direction: crate::model::Direction::Ltr,
        status: crate::model::PackStatus::Draft,
        fallback: Vec::new(),
    }
}
