//! Facets: the properties by which a list is narrowed, their values, and what has each of them.
//!
//! A value is written one way everywhere, in addresses, in forms and in the attributes of items: lower case, hyphens.

use std::collections::{BTreeMap, BTreeSet};

use super::Settings;
use super::lists::Listed;
use super::plan::per_page;
use super::theme::{Asset, stamp};
use crate::load::{Article, Catalog, Facts, MentorshipOffer, PageFacts, Partner, Program, ToolkitFacts};
use crate::model::{Facet, Id, ListKind, Spanned};

/// What has values of facets.
pub trait Faceted {
    const FACETS: &'static [Facet];

    fn values(&self, facet: Facet) -> Vec<String>;

    /// The closed list that a facet's values are words of, where they are.
    fn words(facet: Facet) -> Option<&'static str>;
}

fn value(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

fn values(words: &[Spanned<String>]) -> Vec<String> {
    words.iter().map(|word| value(word)).collect()
}

impl Faceted for ToolkitFacts {
    const FACETS: &'static [Facet] = &[
        Facet::Kind,
        Facet::Audience,
        Facet::Country,
        Facet::Language,
        Facet::Standard,
        Facet::Kpi,
    ];

    fn values(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Kind => vec![value(self.kind.word())],
            Facet::Audience => self.audiences.iter().map(|one| value(one.word())).collect(),
            Facet::Country => values(&self.countries),
            Facet::Language => self.languages.iter().map(|tag| value(tag)).collect(),
            Facet::Standard => values(&self.standards),
            Facet::Kpi => values(&self.kpis),
            _ => Vec::new(),
        }
    }

    fn words(facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Kind => Some("toolkit_kind"),
            Facet::Audience => Some("audience"),
            _ => None,
        }
    }
}

impl Faceted for Partner {
    const FACETS: &'static [Facet] = &[Facet::Kind, Facet::Role, Facet::Country];

    fn values(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Kind => vec![value(self.kind.word())],
            Facet::Role => self.role.iter().map(|role| value(role.word())).collect(),
            Facet::Country => values(&self.countries),
            _ => Vec::new(),
        }
    }

    fn words(facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Kind => Some("partner_kind"),
            Facet::Role => Some("partner_role"),
            _ => None,
        }
    }
}

impl Faceted for MentorshipOffer {
    const FACETS: &'static [Facet] = &[Facet::Role, Facet::Mode, Facet::Country, Facet::Language, Facet::State];

    fn values(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Role => vec![value(self.role.word())],
            Facet::Mode => self.modes.iter().map(|mode| value(mode.word())).collect(),
            Facet::Country => values(&self.countries),
            Facet::Language => self.languages.iter().map(|tag| value(tag)).collect(),
            Facet::State => vec![value(self.state.word())],
            _ => Vec::new(),
        }
    }

    fn words(facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Role => Some("mentorship_role"),
            Facet::Mode => Some("mentorship_mode"),
            Facet::State => Some("offer_state"),
            _ => None,
        }
    }
}

impl Faceted for Program {
    const FACETS: &'static [Facet] = &[
        Facet::Level,
        Facet::State,
        Facet::Kind,
        Facet::Grade,
        Facet::Country,
        Facet::Language,
        Facet::Year,
    ];

    /// Level and year are those of the award in force; a grade is one of a domain: `hip-gold`.
    fn values(&self, facet: Facet) -> Vec<String> {
        let award = self.award();
        match facet {
            Facet::Level => award.iter().map(|award| value(award.level.word())).collect(),
            Facet::State => vec![value(self.state.word())],
            Facet::Kind => vec![value(self.kind.word())],
            Facet::Grade => {
                let grades = self.grades.iter();
                grades
                    .map(|(domain, grade)| value(&format!("{}-{}", domain.word(), grade.word())))
                    .collect()
            }
            Facet::Country => vec![value(&self.country.value)],
            Facet::Language => self.languages.iter().map(|tag| value(tag)).collect(),
            Facet::Year => award.iter().map(|award| award.date.year().to_string()).collect(),
            _ => Vec::new(),
        }
    }

    fn words(facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Level => Some("level"),
            Facet::State => Some("state"),
            Facet::Kind => Some("program_kind"),
            _ => None,
        }
    }
}

/// The lists whose facets have pages of their own.
#[derive(Default)]
pub struct Facets {
    pub lists: Vec<FacetedList>,
    /// Rules that narrow a list without any script, one for each value of a facet that occurs.
    pub rules: Option<Asset>,
}

/// A list that can be narrowed: articles of the source pack, or programs.
pub struct FacetedList {
    pub kind: ListKind,
    /// The page that holds the whole list.
    pub page: Id,
    pub facets: &'static [Facet],
    /// Those of the facets whose values have pages of their own.
    pub paged: &'static [Facet],
    pub words: fn(Facet) -> Option<&'static str>,
    /// How many entries stand together on the list's page. Only what stands there can be narrowed there.
    pub at_once: usize,
    pub len: usize,
    pub entries: BTreeMap<Facet, BTreeMap<String, Vec<Listed>>>,
}

/// One value of a facet of a list: what a page of its own shows.
#[derive(Clone, Debug)]
pub struct FacetValue {
    pub kind: ListKind,
    pub facet: Facet,
    pub value: String,
    /// The page that holds the whole list.
    pub page: Id,
}

impl FacetedList {
    fn new<'r, F: Faceted + 'r>(
        kind: ListKind,
        (page, facts): (&Article, &PageFacts),
        paged: &'static [Facet],
        of: impl Iterator<Item = (Listed, &'r F)>,
    ) -> Self {
        let mut list = Self {
            kind,
            page: page.id.clone(),
            facets: F::FACETS,
            paged,
            words: F::words,
            at_once: per_page(kind, facts.per_page),
            len: 0,
            entries: BTreeMap::new(),
        };
        for (entry, facts) in of {
            list.len += 1;
            for (facet, value) in pairs(facts) {
                let of_value = list.entries.entry(facet).or_default().entry(value).or_default();
                of_value.push(entry.clone());
            }
        }
        list
    }

    /// Whether the list's page holds all of it.
    pub fn stands_together(&self) -> bool {
        self.len <= self.at_once
    }

    /// The id of the page of one value: `toolkits/kind/slide-kit`.
    pub fn id(&self, facet: Facet, value: &str) -> Id {
        let folder = self.page.strip_suffix("/index").unwrap_or(&self.page);
        format!("{folder}/{}/{value}", facet.word()).into()
    }

    /// Every value that has a page, with its page's id.
    pub fn pages(&self) -> impl Iterator<Item = (Id, FacetValue, &[Listed])> {
        let paged = self.entries.iter().filter(|(facet, _)| self.paged.contains(facet));
        paged.flat_map(move |(facet, values)| {
            values.iter().map(move |(value, entries)| {
                let of = FacetValue {
                    kind: self.kind,
                    facet: *facet,
                    value: value.clone(),
                    page: self.page.clone(),
                };
                (self.id(*facet, value), of, entries.as_slice())
            })
        })
    }

    /// Every value that occurs.
    fn occurring(&self) -> impl Iterator<Item = (Facet, String)> {
        let facets = self.entries.iter();
        facets.flat_map(|(facet, values)| values.keys().map(|value| (*facet, value.clone())))
    }
}

impl Facets {
    pub fn of(&self, kind: ListKind) -> Option<&FacetedList> {
        self.lists.iter().find(|list| list.kind == kind)
    }
}

pub fn facets(catalog: &Catalog, settings: &Settings) -> Facets {
    let published = || {
        let sources = catalog.articles.values();
        sources
            .filter_map(|packs| packs.get(catalog.source_pack()))
            .filter(|article| article.front.is_published(settings.today))
    };
    let page_of = |kind: ListKind| {
        published().find_map(|article| match &article.facts {
            Facts::Page(facts) if facts.list == Some(kind) => Some((article.as_ref(), facts)),
            _ => None,
        })
    };
    let toolkits = page_of(ListKind::Toolkits).map(|page| {
        let toolkits = published().filter_map(|article| match &article.facts {
            Facts::Toolkit(facts) => Some((Listed::Article(article.clone()), facts.as_ref())),
            _ => None,
        });
        FacetedList::new(ListKind::Toolkits, page, ToolkitFacts::FACETS, toolkits)
    });
    let programs = page_of(ListKind::Programs).map(|page| {
        let programs = catalog.programs.values().filter(|program| settings.shows(program));
        let programs = programs.map(|program| (Listed::Program(program.clone()), program.as_ref()));
        // Countries have pages anyway; the other properties are for narrowing only.
        FacetedList::new(ListKind::Programs, page, &[Facet::Level, Facet::State], programs)
    });
    let lists: Vec<FacetedList> = toolkits.into_iter().chain(programs).collect();
    let narrowed = lists.iter().filter(|list| list.stands_together());
    let mut occurring: BTreeSet<(Facet, String)> = narrowed.flat_map(FacetedList::occurring).collect();
    occurring.extend(catalog.partners.values().flat_map(|partner| pairs(partner.as_ref())));
    occurring.extend(catalog.mentorship.values().flat_map(|offer| pairs(offer.as_ref())));
    let rules = (!occurring.is_empty()).then(|| rules(catalog, &occurring));
    Facets { lists, rules }
}

/// All values of all facets.
fn pairs<F: Faceted>(of: &F) -> impl Iterator<Item = (Facet, String)> {
    let facets = F::FACETS.iter();
    facets.flat_map(|facet| of.values(*facet).into_iter().map(|value| (*facet, value)))
}

/// A chosen option hides the items of its list that lack the value.
fn rules(catalog: &Catalog, occurring: &BTreeSet<(Facet, String)>) -> Asset {
    let rule = |(facet, value): &(Facet, String)| {
        let facet = facet.word();
        format!(
            ".filterable:has([name={facet}] [value=\"{value}\"]:checked) .filtered>:not([data-{facet}~=\"{value}\"]){{display:none}}\n"
        )
    };
    let text: String = occurring.iter().map(rule).collect();
    Asset {
        source: catalog.site.file.clone(),
        path: format!("assets/{}/filters.css", stamp([("filters.css", text.as_bytes())])),
        bytes: text.into_bytes().into(),
    }
}
