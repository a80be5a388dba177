//! Pages that are articles: pages, toolkits, publications, standards, indicators.

use std::sync::Arc;

use serde_json::json;
use tera::Value;

use super::values::{choice, date, extended, object, text};
use super::{Borrowed, PageFacts, PageView, Renderer, items, markdown, related};
use crate::diagnostics::Diagnostic;
use crate::link::Page;
use crate::load::{Article, Facts, Kind, PublicationFacts, ToolkitFacts};
use crate::model::PackStatus;

pub fn view(renderer: &Renderer, page: &Page, article: &Arc<Article>, found: &mut Vec<Diagnostic>) -> PageView {
    let site = renderer.site;
    let facts = items::source_facts(site, article);
    let of_page = items::page_facts(facts);
    let mut view = plain(renderer, page, article, found);
    view.facts.professional =
        of_page.professional || matches!(article.kind, Kind::Toolkit | Kind::Standard | Kind::Kpi);
    view.facts.topics = topic_keys(facts);
    match facts {
        Some(Facts::Page(_)) if of_page.home => view.template = "home.html",
        Some(Facts::Toolkit(toolkit)) => add_toolkit(renderer, page, article, toolkit, &mut view),
        Some(Facts::Publication(publication)) => add_publication(renderer, page, article, publication, &mut view),
        Some(Facts::Standard { .. }) => {
            let key = article.id.trim_start_matches("framework/");
            let standard = site
                .catalog
                .framework
                .iter()
                .flat_map(|it| &it.standards)
                .find(|it| it.key.value == key);
            if let Some(standard) = standard.and_then(|it| items::standard(site, page.pack, it)) {
                let group = site.relations.articles_by_standard.get(key);
                view.template = "standard.html";
                view.special
                    .push(("standard", extended(&standard, related::serving(site, page, group))));
            }
        }
        Some(Facts::Kpi { .. }) => add_kpi(renderer, page, article, &mut view),
        _ => {}
    }
    view
}

/// What every article's page has.
pub fn plain(renderer: &Renderer, page: &Page, article: &Article, found: &mut Vec<Diagnostic>) -> PageView {
    let site = renderer.site;
    let pack = site.pack(page);
    let own = article.pack == *pack.id();
    let borrowed = (!own).then(|| {
        let of = site
            .packs
            .iter()
            .position(|plan| *plan.pack.id() == article.pack)
            .unwrap_or(0);
        let facts = &site.packs[of].pack.facts;
        Borrowed {
            lang: facts.tag.value.clone(),
            dir: facts.direction.word(),
            canonical: site
                .route(of, &article.id)
                .cloned()
                .unwrap_or_else(|| page.route.clone()),
        }
    });
    // The text of a list stands on its first page only.
    let body = if page.number == 1 {
        markdown::body(renderer, page.pack, article, found)
    } else {
        markdown::Body {
            html: String::new(),
            outline: Vec::new(),
            references: Vec::new(),
            scripts: Vec::new(),
        }
    };
    let source_pack = site.catalog.source_pack();
    let description = article.front.description.value.clone();
    PageView {
        template: "page.html",
        kind: article.kind.word(),
        title: article.front.title.value.clone(),
        title_lang: None,
        json_ld: json!({"@type": "WebPage", "name": article.front.title.value, "description": description}),
        description,
        borrowed,
        content: body.html,
        outline: body.outline,
        references: body.references,
        scripts: body.scripts,
        facts: PageFacts {
            updated: article.front.updated.as_ref().map(|day| day.value),
            reviewed: article.front.reviewed.as_ref().map(|day| day.value),
            draft_translation: own && article.pack != *source_pack && article.front.status != PackStatus::Reviewed,
            ..PageFacts::default()
        },
        special: Vec::new(),
    }
}

fn topic_keys(facts: Option<&Facts>) -> Vec<String> {
    let topics = match facts {
        Some(Facts::Page(facts)) => &facts.topics,
        _ => return Vec::new(),
    };
    topics.iter().map(|topic| topic.value.clone()).collect()
}

fn add_toolkit(renderer: &Renderer, page: &Page, article: &Article, facts: &ToolkitFacts, view: &mut PageView) {
    let site = renderer.site;
    let of = site.pack(page);
    let file = |file: &crate::load::LinkedFile| {
        object([
            ("title", Value::from(file.title.as_str())),
            ("url", Value::from(file.url.as_str())),
            ("language", Value::from(of.tongue.language(&file.language))),
            ("format", Value::from(of.label("format", file.format.word()))),
            ("edition", text(file.edition.as_ref())),
        ])
    };
    let value = extended(
        &items::toolkit(site, page.pack, article, facts),
        [
            ("files", Value::from(facts.files.iter().map(file).collect::<Vec<_>>())),
            ("publisher", text(facts.publisher.as_ref())),
            ("rights", choice(of, "rights", facts.rights.word())),
            ("funding", text(facts.funding.as_ref())),
            ("checked", facts.checked.map_or_else(Value::none, |day| date(of, day))),
            (
                "languages",
                Value::from(
                    facts
                        .languages
                        .iter()
                        .map(|tag| of.tongue.language(tag))
                        .collect::<Vec<_>>(),
                ),
            ),
            ("countries", items::country_links(site, page.pack, &facts.countries)),
            ("standards", items::standard_links(site, page.pack, &facts.standards)),
            ("kpis", items::kpi_links(site, page.pack, &facts.kpis)),
            ("related", related::related(site, page, article, Kind::Toolkit)),
            ("publications", related::related(site, page, article, Kind::Publication)),
        ],
    );
    view.template = "toolkit.html";
    view.special.push(("toolkit", value));
    view.json_ld = json!({
        "@type": "Article",
        "headline": view.title,
        "description": view.description,
        "dateModified": article.front.updated.as_ref().map(|day| day.value.to_string()),
    });
}

fn add_publication(renderer: &Renderer, page: &Page, article: &Article, facts: &PublicationFacts, view: &mut PageView) {
    let site = renderer.site;
    let of = site.pack(page);
    let key = article.id.trim_start_matches("literature/");
    let cited_by = site
        .relations
        .cited_by
        .get(key)
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|id| {
            let title = site.article(page.pack, id)?.front.title.value.clone();
            Some(object([
                ("url", items::url(site, page.pack, id)),
                ("title", Value::from(title)),
            ]))
        });
    let missing = facts
        .missing
        .iter()
        .map(|gap| of.label("missing", gap.word()))
        .collect::<Vec<_>>();
    let authors = facts
        .authors
        .iter()
        .map(|author| author.short())
        .collect::<Vec<_>>()
        .join(", ");
    let value = extended(
        &items::publication(site, page.pack, article, facts),
        [
            ("authors", Value::from(authors)),
            ("type", choice(of, "publication_type", facts.kind.word())),
            ("volume", text(facts.volume.as_ref())),
            ("issue", text(facts.issue.as_ref())),
            ("page_range", text(facts.page.as_ref())),
            ("authors_complete", Value::from(facts.authors_complete)),
            ("missing", Value::from(missing)),
            ("cited_by", Value::from(cited_by.collect::<Vec<_>>())),
            ("ids", Value::from(identifiers(facts))),
            ("note", text(facts.note.as_ref())),
            ("topics", items::topics(site, page.pack, &facts.topics)),
            ("countries", items::country_links(site, page.pack, &facts.countries)),
            ("standards", items::standard_links(site, page.pack, &facts.standards)),
            ("kpis", items::kpi_links(site, page.pack, &facts.kpis)),
            ("related", related::related(site, page, article, Kind::Publication)),
            ("toolkits", related::related(site, page, article, Kind::Toolkit)),
        ],
    );
    view.template = "publication.html";
    view.special.push(("publication", value));
    if facts.title_language != of.facts.tag.value {
        view.title_lang = Some(facts.title_language.clone());
    }
    let authors: Vec<_> = facts.authors.iter().map(|author| json!({"@type": if matches!(author, crate::load::Author::Group(_)) { "Organization" } else { "Person" }, "name": author.short()})).collect();
    view.json_ld = json!({
        "@type": "ScholarlyArticle",
        "headline": view.title,
        "author": authors,
        "datePublished": facts.issued.as_ref().map(|issued| issued.value.to_string()),
        "isAccessibleForFree": facts.open_access.then_some(true),
        "sameAs": facts.doi.as_ref().map(|doi| items::doi_url(doi)),
        "inLanguage": facts.title_language,
    });
}

fn identifiers(facts: &PublicationFacts) -> Vec<Value> {
    let id = |label: &str, url: String, shown: &str| {
        object([
            ("label", Value::from(label)),
            ("url", Value::from(url)),
            ("text", Value::from(shown)),
        ])
    };
    let mut ids = Vec::new();
    ids.extend(facts.doi.as_ref().map(|doi| id("DOI", items::doi_url(doi), doi)));
    ids.extend(facts.pmid.as_ref().map(|pmid| {
        id(
            "PubMed",
            format!("https://pubmed.ncbi.nlm.nih.gov/{}/", pmid.value),
            pmid,
        )
    }));
    ids.extend(facts.pmcid.as_ref().map(|pmcid| {
        id(
            "PubMed Central",
            format!("https://pmc.ncbi.nlm.nih.gov/articles/{}/", pmcid.value),
            pmcid,
        )
    }));
    ids.extend(facts.url.as_ref().map(|url| id("URL", url.clone(), url)));
    ids
}

fn add_kpi(renderer: &Renderer, page: &Page, article: &Article, view: &mut PageView) {
    let site = renderer.site;
    let key = article.id.trim_start_matches("kpis/");
    let Some(set) = &site.catalog.kpis else { return };
    let kpi = set
        .kpis
        .iter()
        .find(|it| it.key.value == key)
        .and_then(|it| items::kpi(site, page.pack, it));
    let Some(kpi) = kpi else { return };
    let lines = set.crosswalk.iter().filter(|line| line.kpi.value == key).map(|line| {
        object([
            ("set", Value::from(line.set.as_str())),
            ("code", Value::from(line.code.as_str())),
            ("note", text(line.note.as_ref())),
        ])
    });
    view.template = "kpi.html";
    let kpi = extended(&kpi, [("crosswalk", Value::from(lines.collect::<Vec<_>>()))]);
    let group = site.relations.articles_by_kpi.get(key);
    view.special
        .push(("kpi", extended(&kpi, related::serving(site, page, group))));
}
