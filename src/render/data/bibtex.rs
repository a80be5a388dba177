//! Publications as BibTeX, UTF-8, as Biber and Zotero read it.

use std::fmt::Write;

use super::library_articles;
use crate::link::Site;
use crate::load::{Article, Author, PublicationFacts};
use crate::model::PublicationType;

/// All publications, one entry each; what is not known is left out.
pub fn library(site: &Site) -> Vec<u8> {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "% {}\n% {}\n% Metadata: {}\n",
        site.catalog.site.title,
        site.absolute(""),
        site.catalog.site.licence.url
    );
    for (article, facts) in library_articles(site) {
        entry(&mut out, article, facts);
    }
    out.into_bytes()
}

fn entry(out: &mut String, article: &Article, facts: &PublicationFacts) {
    let kind = match facts.kind {
        PublicationType::Article => "article",
        PublicationType::Book => "book",
        PublicationType::Chapter => "incollection",
        PublicationType::Report | PublicationType::Guideline => "techreport",
        PublicationType::Webpage => "misc",
    };
    let container = if facts.kind == PublicationType::Chapter {
        "booktitle"
    } else {
        "journal"
    };
    let mut authors: Vec<String> = facts.authors.iter().map(name).collect();
    if !facts.authors_complete && !authors.is_empty() {
        authors.push("others".to_owned());
    }
    let year = facts.issued.as_ref().map(|issued| issued.year.to_string());
    let pages = facts.page.as_ref().map(|page| page.replace(['-', '–'], "--"));
    let fields = [
        // Doubled braces keep the title's capitals.
        ("title", Some(format!("{{{}}}", escaped(&article.front.title.value)))),
        ("author", Some(authors.join(" and ")).filter(|names| !names.is_empty())),
        (container, facts.container_title.as_deref().map(escaped)),
        ("year", year),
        ("volume", facts.volume.as_deref().map(escaped)),
        ("number", facts.issue.as_deref().map(escaped)),
        ("pages", pages.as_deref().map(escaped)),
        ("doi", facts.doi.as_ref().map(|doi| doi.value.clone())),
        ("pmid", facts.pmid.as_ref().map(|pmid| pmid.value.clone())),
        ("pmcid", facts.pmcid.as_ref().map(|pmcid| pmcid.value.clone())),
        ("issn", facts.issn.clone()),
        ("url", facts.url.clone()),
        (
            "langid",
            (facts.title_language != "en").then(|| facts.title_language.clone()),
        ),
    ];
    let _ = write!(out, "@{kind}{{{}", article.id.trim_start_matches("literature/"));
    for (key, value) in fields {
        if let Some(value) = value {
            let _ = write!(out, ",\n  {key} = {{{value}}}");
        }
    }
    out.push_str("\n}\n\n");
}

/// `{Family}, Given`, so that particles stay with the family; a group in braces of its own.
fn name(author: &Author) -> String {
    match author {
        Author::Group(name) => format!("{{{}}}", escaped(name)),
        Author::Person { family, given, suffix } => {
            let parts = [
                Some(escaped(family)),
                suffix.as_deref().map(escaped),
                given.as_deref().map(escaped),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

/// The ten characters that TeX reads as commands.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tex_would_take_for_a_command_is_escaped() {
        assert_eq!(escaped("50 % of A&B_{x}"), "50 \\% of A\\&B\\_\\{x\\}");
        let author = Author::Person {
            family: "van den Bergh".into(),
            given: Some("JP".into()),
            suffix: None,
        };
        assert_eq!(name(&author), "van den Bergh, JP");
        assert_eq!(name(&Author::Group("IOF Working Group".into())), "{IOF Working Group}");
    }
}
