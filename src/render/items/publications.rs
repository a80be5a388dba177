//! Publications as items, and how texts cite them.

use tera::Value;

use super::url;
use crate::link::Site;
use crate::load::{Article, PublicationFacts};
use crate::model::direction_of;
use crate::render::values::{object, text};

/// Authors as lists show them: the first three, then "et al."
fn short_authors(facts: &PublicationFacts) -> String {
    const SHOWN: usize = 3;
    let names: Vec<String> = facts.authors.iter().take(SHOWN).map(|author| author.short()).collect();
    let more = facts.authors.len() > SHOWN || (!facts.authors_complete && !names.is_empty());
    if more {
        format!("{}, et al.", names.join(", "))
    } else {
        names.join(", ")
    }
}

pub fn publication(site: &Site, pack: usize, article: &Article, facts: &PublicationFacts) -> Value {
    let title = site
        .catalog
        .source(&article.id)
        .map_or(&article.front.title.value, |source| &source.front.title.value);
    object([
        ("key", Value::from(article.id.trim_start_matches("literature/"))),
        ("url", url(site, pack, &article.id)),
        ("title", Value::from(title.as_str())),
        ("lang", Value::from(facts.title_language.as_str())),
        ("dir", Value::from(direction_of(&facts.title_language))),
        ("authors", Value::from(short_authors(facts))),
        (
            "year",
            facts
                .issued
                .as_ref()
                .map_or_else(Value::none, |issued| Value::from(issued.year.to_string())),
        ),
        (
            "journal",
            text(facts.container_title.as_ref().or(facts.container_title_short.as_ref())),
        ),
        ("open_access", Value::from(facts.open_access)),
        (
            "doi_url",
            facts
                .doi
                .as_ref()
                .map_or_else(Value::none, |doi| Value::from(doi_url(doi))),
        ),
        (
            "complete",
            Value::from(facts.missing.is_empty() && facts.authors_complete),
        ),
    ])
}

/// The address that resolves a DOI (DOI Handbook §3.6), with characters that end addresses encoded.
pub fn doi_url(doi: &str) -> String {
    format!(
        "https://doi.org/{}",
        doi.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
    )
}

/// The label by which texts cite a publication: `Åkesson et al. 2013`, or its title where no author is known.
pub fn citation_label(article: &Article, facts: &PublicationFacts, no_date: &str) -> String {
    let names: Vec<&str> = facts.authors.iter().map(|author| author.family()).collect();
    let name = match names.as_slice() {
        [] => shortened(&article.front.title),
        [one] if facts.authors_complete => (*one).to_owned(),
        [one, two] if facts.authors_complete => format!("{one} & {two}"),
        [one, ..] => format!("{one} et al."),
    };
    match &facts.issued {
        Some(issued) => format!("{name} {}", issued.year),
        None => format!("{name} {no_date}"),
    }
}

/// The first words of a title, in quotation marks.
fn shortened(title: &str) -> String {
    const LENGTH: usize = 40;
    let end = title
        .char_indices()
        .find(|(at, c)| *at >= LENGTH && c.is_whitespace())
        .map(|(at, _)| at);
    match end {
        Some(end) => format!("“{} …”", title[..end].trim_end_matches([',', ':', ';'])),
        None => format!("“{title}”"),
    }
}
