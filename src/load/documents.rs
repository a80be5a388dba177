//! Records of `content/<pack>/`: Markdown files and what their front matter says.

use std::ops::Range;

use crate::markdown::Document;
use crate::model::*;
use crate::shapes::{self, Fields, Shape};

/// What a Markdown file is, told by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Page,
    Toolkit,
    Publication,
    Standard,
    Kpi,
    Country,
}

impl Kind {
    /// Of the page with this id: a section's `index` is always a page.
    pub fn of_id(id: &str) -> Self {
        let Some((folder, rest)) = id.split_once('/') else {
            return Self::Page;
        };
        match folder {
            _ if rest == "index" || rest.contains('/') => Self::Page,
            "toolkits" => Self::Toolkit,
            "literature" => Self::Publication,
            "framework" => Self::Standard,
            "kpis" => Self::Kpi,
            "countries" => Self::Country,
            _ => Self::Page,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Toolkit => "toolkit",
            Self::Publication => "publication",
            Self::Standard => "standard",
            Self::Kpi => "kpi",
            Self::Country => "country",
        }
    }

    /// The keys of a file of this kind in the source pack, or in a translation, where facts are inherited.
    pub fn shape(self, source: bool) -> &'static Shape {
        match self {
            Self::Standard => &shapes::STANDARD,
            Self::Kpi => &shapes::KPI,
            Self::Country => &shapes::COUNTRY,
            _ if !source => &shapes::TRANSLATION,
            Self::Page => &shapes::PAGE,
            Self::Toolkit => &shapes::TOOLKIT,
            Self::Publication => &shapes::PUBLICATION,
        }
    }
}

/// One Markdown file: a page in one pack.
#[derive(Clone, Debug)]
pub struct Article {
    pub id: Id,
    pub pack: PackId,
    pub kind: Kind,
    pub front: Front,
    pub facts: Facts,
    pub body: Document,
}

/// What every Markdown file says.
#[derive(Clone, Debug)]
pub struct Front {
    pub title: Spanned<String>,
    pub description: Spanned<String>,
    pub nav_title: Option<String>,
    pub slug: Option<Spanned<String>>,
    pub draft: bool,
    pub publish_on: Option<Spanned<Date>>,
    pub aliases: Vec<Spanned<String>>,
    pub updated: Option<Spanned<Date>>,
    pub reviewed: Option<Spanned<Date>>,
    pub status: PackStatus,
    pub private: Option<Spanned<String>>,
    pub span: Range<usize>,
}

/// What a file of one kind says besides. Translations carry [`Facts::Translation`] where the source has the facts.
#[derive(Clone, Debug)]
pub enum Facts {
    Page(PageFacts),
    Toolkit(Box<ToolkitFacts>),
    Publication(Box<PublicationFacts>),
    Standard {
        levels: Vec<String>,
        levels_span: Range<usize>,
    },
    Kpi {
        numerator: String,
        denominator: String,
    },
    Country,
    Translation,
}

#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    pub list: Option<ListKind>,
    pub per_page: Option<usize>,
    pub home: bool,
    pub order: Option<u32>,
    pub topics: Vec<Spanned<String>>,
    pub professional: bool,
}

#[derive(Clone, Debug)]
pub struct ToolkitFacts {
    pub kind: ToolkitKind,
    pub audiences: Vec<Audience>,
    pub topics: Vec<Spanned<String>>,
    pub countries: Vec<Spanned<String>>,
    pub languages: Vec<String>,
    pub standards: Vec<Spanned<String>>,
    pub kpis: Vec<Spanned<String>>,
    pub publisher: Option<String>,
    pub rights: Rights,
    pub funding: Option<String>,
    pub checked: Option<Date>,
    pub files: Vec<LinkedFile>,
    pub order: Option<u32>,
}

#[derive(Clone, Debug)]
pub struct LinkedFile {
    pub title: String,
    pub url: String,
    pub language: String,
    pub format: FileFormat,
    pub edition: Option<String>,
}

/// Metadata of a publication, named as in CSL-JSON.
#[derive(Clone, Debug)]
pub struct PublicationFacts {
    pub kind: PublicationType,
    pub title_language: String,
    pub authors: Vec<Author>,
    pub authors_complete: bool,
    pub container_title: Option<String>,
    pub container_title_short: Option<String>,
    pub issued: Option<Spanned<PartialDate>>,
    pub volume: Option<String>,
    pub issue: Option<String>,
    pub page: Option<String>,
    pub doi: Option<Spanned<String>>,
    pub pmid: Option<Spanned<String>>,
    pub pmcid: Option<Spanned<String>>,
    pub issn: Option<String>,
    pub url: Option<String>,
    pub open_access: bool,
    pub topics: Vec<Spanned<String>>,
    pub countries: Vec<Spanned<String>>,
    pub standards: Vec<Spanned<String>>,
    pub kpis: Vec<Spanned<String>>,
    pub missing: Vec<Gap>,
    pub note: Option<String>,
}

/// An author: a person or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    Person {
        family: String,
        given: Option<String>,
        suffix: Option<String>,
    },
    Group(String),
}

impl Author {
    fn read(fields: Fields) -> Option<Self> {
        if let Some(group) = fields.text("literal") {
            return Some(Self::Group(group.value));
        }
        Some(Self::Person {
            family: fields.text("family")?.value,
            given: fields.text("given").map(|given| given.value),
            suffix: fields.text("suffix").map(|suffix| suffix.value),
        })
    }

    /// As a list of authors shows it: `Åkesson K`, initials without stops (NLM, Citing Medicine §1).
    pub fn short(&self) -> String {
        match self {
            Self::Group(name) => name.clone(),
            Self::Person { family, given, suffix } => {
                let initials = given.as_ref().map(|given| given.replace(['.', ' '], ""));
                let parts = [Some(family.as_str()), initials.as_deref(), suffix.as_deref()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    pub fn family(&self) -> &str {
        match self {
            Self::Group(name) => name,
            Self::Person { family, .. } => family,
        }
    }
}

impl Front {
    pub fn read(fields: Fields) -> Option<Self> {
        Some(Self {
            title: fields.text("title")?,
            description: fields.text("description")?,
            nav_title: fields.text("nav_title").map(|t| t.value),
            slug: fields.text("slug"),
            draft: fields.flag("draft"),
            publish_on: fields.date("publish_on"),
            aliases: fields.texts("aliases"),
            updated: fields.date("updated"),
            reviewed: fields.date("reviewed"),
            status: fields
                .read("status", PackStatus::from_word)
                .map_or(PackStatus::Draft, |status| status.value),
            private: fields.text("private"),
            span: fields.span(),
        })
    }

    /// Whether the page may be seen on `today`.
    pub fn is_published(&self, today: Date) -> bool {
        !self.draft && self.publish_on.as_ref().is_none_or(|day| day.value <= today)
    }
}

impl Facts {
    pub fn read(kind: Kind, source: bool, fields: Fields) -> Option<Self> {
        Some(match kind {
            Kind::Standard => Self::Standard {
                levels: fields.texts("levels").into_iter().map(|text| text.value).collect(),
                levels_span: fields.0.get("levels").map_or(0..0, |node| node.span.clone()),
            },
            Kind::Kpi => Self::Kpi {
                numerator: fields.text("numerator")?.value,
                denominator: fields.text("denominator")?.value,
            },
            Kind::Country => Self::Country,
            _ if !source => Self::Translation,
            Kind::Page => Self::Page(PageFacts {
                list: fields.read("list", ListKind::from_word).map(|list| list.value),
                per_page: fields.parse("per_page").map(|n| n.value),
                home: fields
                    .read("layout", Layout::from_word)
                    .is_some_and(|layout| layout.value == Layout::Home),
                order: fields.parse("order").map(|n| n.value),
                topics: fields.texts("topics"),
                professional: fields.flag("professional"),
            }),
            Kind::Toolkit => Self::Toolkit(Box::new(toolkit(fields)?)),
            Kind::Publication => Self::Publication(Box::new(publication(fields))),
        })
    }
}

fn toolkit(fields: Fields) -> Option<ToolkitFacts> {
    let file = |fields: Fields| {
        Some(LinkedFile {
            title: fields.text("title")?.value,
            url: fields.text("url")?.value,
            language: fields.text("language")?.value,
            format: fields.read("format", FileFormat::from_word)?.value,
            edition: fields.text("edition").map(|t| t.value),
        })
    };
    Some(ToolkitFacts {
        kind: fields.read("kind", ToolkitKind::from_word)?.value,
        audiences: fields
            .list("audiences", Audience::from_word)
            .into_iter()
            .map(|a| a.value)
            .collect(),
        topics: fields.texts("topics"),
        countries: fields.texts("countries"),
        languages: fields.texts("languages").into_iter().map(|t| t.value).collect(),
        standards: fields.texts("standards"),
        kpis: fields.texts("kpis"),
        publisher: fields.text("publisher").map(|t| t.value),
        rights: fields
            .read("rights", Rights::from_word)
            .map_or(Rights::LinkOnly, |r| r.value),
        funding: fields.text("funding").map(|t| t.value),
        checked: fields.date("checked").map(|d| d.value),
        files: fields.groups("files").filter_map(file).collect(),
        order: fields.parse("order").map(|n| n.value),
    })
}

fn publication(fields: Fields) -> PublicationFacts {
    let text = |key: &str| fields.text(key).map(|t| t.value);
    PublicationFacts {
        kind: fields
            .read("type", PublicationType::from_word)
            .map_or(PublicationType::Article, |kind| kind.value),
        title_language: text("title-language").unwrap_or_else(|| "en".to_owned()),
        authors: fields.groups("author").filter_map(Author::read).collect(),
        authors_complete: fields.0.get("authors_complete").is_none() || fields.flag("authors_complete"),
        container_title: text("container-title"),
        container_title_short: text("container-title-short"),
        issued: fields.partial_date("issued"),
        volume: text("volume"),
        issue: text("issue"),
        page: text("page"),
        doi: fields.text("DOI"),
        pmid: fields.text("PMID"),
        pmcid: fields.text("PMCID"),
        issn: text("ISSN"),
        url: text("URL"),
        open_access: fields.flag("open_access"),
        topics: fields.texts("topics"),
        countries: fields.texts("countries"),
        standards: fields.texts("standards"),
        kpis: fields.texts("kpis"),
        missing: fields
            .list("missing", Gap::from_word)
            .into_iter()
            .map(|gap| gap.value)
            .collect(),
        note: text("note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_place_tells_its_kind() {
        for (id, kind) in [
            ("index", Kind::Page),
            ("toolkits/index", Kind::Page),
            ("toolkits/start", Kind::Toolkit),
            ("literature/a-2013", Kind::Publication),
            ("framework/falls", Kind::Standard),
            ("guides/a/b", Kind::Page),
        ] {
            assert_eq!(Kind::of_id(id), kind, "{id}");
        }
    }
}
