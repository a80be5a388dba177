//! Facets: the properties by which a list is narrowed, their values, and what has each of them.
//!
//! A value is written one way everywhere, in addresses, in forms and in the attributes of items: lower case, hyphens.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Settings;
use super::theme::{Asset, stamp};
use crate::load::{Article, Catalog, Facts, MentorshipOffer, Partner, ToolkitFacts};
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

/// The lists whose facets have pages of their own.
#[derive(Default)]
pub struct Facets {
    pub lists: Vec<FacetedList>,
    /// Rules that narrow a list without any script, one for each value of a facet that occurs.
    pub rules: Option<Asset>,
}

/// A list that can be narrowed, of articles of the source pack.
pub struct FacetedList {
    pub kind: ListKind,
    /// The page that holds the whole list.
    pub page: Id,
    pub facets: &'static [Facet],
    pub words: fn(Facet) -> Option<&'static str>,
    pub articles: BTreeMap<Facet, BTreeMap<String, Vec<Arc<Article>>>>,
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
    /// The id of the page of one value: `toolkits/kind/slide-kit`.
    pub fn id(&self, facet: Facet, value: &str) -> Id {
        let folder = self.page.strip_suffix("/index").unwrap_or(&self.page);
        format!("{folder}/{}/{value}", facet.word()).into()
    }

    /// Every value that occurs, with its page's id.
    pub fn pages(&self) -> impl Iterator<Item = (Id, FacetValue, &[Arc<Article>])> {
        self.articles.iter().flat_map(move |(facet, values)| {
            values.iter().map(move |(value, articles)| {
                let of = FacetValue {
                    kind: self.kind,
                    facet: *facet,
                    value: value.clone(),
                    page: self.page.clone(),
                };
                (self.id(*facet, value), of, articles.as_slice())
            })
        })
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
    let page = published().find(|article| match &article.facts {
        Facts::Page(facts) => facts.list == Some(ListKind::Toolkits),
        _ => false,
    });
    let mut lists = Vec::new();
    let mut occurring = BTreeSet::new();
    if let Some(page) = page {
        let mut articles: BTreeMap<Facet, BTreeMap<String, Vec<Arc<Article>>>> = BTreeMap::new();
        for article in published() {
            let Facts::Toolkit(facts) = &article.facts else {
                continue;
            };
            for (facet, value) in pairs(facts.as_ref()) {
                let of_value = articles.entry(facet).or_default().entry(value).or_default();
                of_value.push(article.clone());
            }
        }
        let pairs = articles
            .iter()
            .flat_map(|(facet, values)| values.keys().map(|value| (*facet, value.clone())));
        occurring.extend(pairs);
        lists.push(FacetedList {
            kind: ListKind::Toolkits,
            page: page.id.clone(),
            facets: ToolkitFacts::FACETS,
            words: ToolkitFacts::words,
            articles,
        });
    }
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
