//! What the resource center promises its readers: enough guides, with depth and sources; ways to narrow and find; and what
//! machines are told.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use common::Project;
use ctf_site::load::{Facts, Kind};
use ctf_site::model::Rights;
use serde_json::Value as Json;

/// The site of the repository as visitors get it, built once.
fn site() -> &'static BTreeMap<String, Vec<u8>> {
    static SITE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    SITE.get_or_init(|| Project::copy().built(&["--production", "--date", "2026-11-24"]))
}

fn page(path: &str) -> &'static str {
    let bytes = site().get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

fn catalog() -> ctf_site::load::Catalog {
    let root = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let (sources, found) = ctf_site::source::read(root);
    assert!(found.is_empty());
    ctf_site::load::load(&sources).0
}

#[test]
fn there_are_guides_of_our_own_with_depth_and_links_to_those_of_others() {
    let catalog = catalog();
    let (mut own, mut linked) = (Vec::new(), Vec::new());
    for packs in catalog.articles.values() {
        let Some(article) = packs.get(catalog.source_pack()) else {
            continue;
        };
        let Facts::Toolkit(facts) = &article.facts else {
            continue;
        };
        match facts.rights {
            Rights::Own => own.push((article.clone(), facts.clone())),
            _ => linked.push((article.clone(), facts.clone())),
        }
    }
    assert!(linked.len() >= 15, "{} resources of others", linked.len());
    for (article, facts) in &linked {
        let id = &article.id;
        assert!(facts.publisher.is_some(), "{id}: who publishes it?");
        assert!(
            !facts.files.is_empty() && !facts.languages.is_empty(),
            "{id}: where, and in which language?"
        );
    }
    assert!(own.len() >= 8, "{} guides of our own", own.len());
    for (article, facts) in &own {
        let id = &article.id;
        let words = words(article.body.body_text());
        assert!((1200..=2500).contains(&words), "{id}: {words} words");
        assert!(!article.body.citations.is_empty(), "{id} cites no paper");
        assert!(
            !facts.standards.is_empty() && !facts.kpis.is_empty(),
            "{id}: which standards and indicators?"
        );
        let text = article.body.body_text();
        assert!(
            text.contains("\n|--") && text.contains("- [ ] ") && text.contains(".example}"),
            "{id}: tables, lists, an example"
        );
    }
    let kinds: BTreeSet<_> = own.iter().chain(&linked).map(|(_, facts)| facts.kind).collect();
    assert!(kinds.len() >= 8, "{kinds:?}");
}

/// Words that are read: code is looked at, not read.
fn words(text: &str) -> usize {
    let prose = text.split("```").step_by(2);
    let words = prose.flat_map(str::split_whitespace);
    words
        .filter(|word| word.contains(|c: char| c.is_alphanumeric()))
        .count()
}

#[test]
fn every_value_of_a_facet_has_a_page_with_as_many_entries_as_the_form_says() {
    let list = page("toolkits/index.html");
    let mut seen = 0;
    for (path, bytes) in site() {
        let mut parts = path.split('/');
        let (Some("toolkits"), Some(facet), Some(value), Some("index.html"), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        seen += 1;
        let items = std::str::from_utf8(bytes).unwrap().matches("data-kind=").count();
        let address = format!("/toolkits/{facet}/{value}/");
        let at = list
            .find(&address)
            .unwrap_or_else(|| panic!("{address} is linked from nowhere"));
        let told = &list[at..][list[at..].find("</a>").unwrap()..];
        let told: usize = told[told.find('(').unwrap() + 1..told.find(')').unwrap()]
            .parse()
            .unwrap();
        assert_eq!(items, told, "{address}");
    }
    assert!(seen > 40, "{seen} pages of facets");
}

#[test]
fn a_chosen_value_hides_by_rules_alone_what_lacks_it() {
    let list = page("toolkits/index.html");
    let rules = site().iter().find(|(path, _)| path.ends_with("/filters.css")).unwrap();
    assert!(list.contains(rules.0.as_str()), "the list loads {}", rules.0);
    let rules = std::str::from_utf8(rules.1).unwrap();
    assert!(rules.contains(
        ".filterable:has([name=kind] [value=\"slide-kit\"]:checked) .filtered>:not([data-kind~=\"slide-kit\"]){display:none}"
    ) || rules.contains("[name=kind] [value=\"toolkit\"]"));
    assert!(
        !page("index.html").contains("filters.css"),
        "pages without a list do not load it"
    );
}

#[test]
fn everything_is_found_by_its_title_and_terms_by_their_other_names() {
    let index: Json = serde_json::from_slice(&site()["search/index.json"]).unwrap();
    let entries = index["entries"].as_array().unwrap();
    let titles: BTreeSet<&str> = entries.iter().map(|entry| entry[0].as_str().unwrap()).collect();
    let catalog = catalog();
    for packs in catalog.articles.values() {
        let article = &packs[catalog.source_pack()];
        if article.kind != Kind::Country {
            assert!(titles.contains(article.front.title.value.as_str()), "{}", article.id);
        }
    }
    let html = page("search/index.html");
    for entry in entries {
        let url = entry[1].as_str().unwrap();
        assert!(html.contains(url), "{url} is read without scripts too");
    }
    let synonyms = index["synonyms"].as_array().unwrap();
    let together = |a: &str, b: &str| {
        let has = |group: &Json, word: &str| {
            group
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one.as_str().unwrap().eq_ignore_ascii_case(word))
        };
        synonyms.iter().any(|group| has(group, a) && has(group, b))
    };
    for (a, b) in [
        ("Fracture Liaison Service", "FLS"),
        (
            "Post-Fracture Care Coordination Program",
            "Osteoporosis Coordinator Program",
        ),
    ] {
        assert!(together(a, b), "{a} is also called {b}");
    }
}

/// Every object of the JSON-LD of a page.
fn structured(path: &str) -> Vec<Json> {
    let html = page(path);
    let start = html.find("application/ld+json").unwrap();
    let text = &html[start..];
    let text = &text[text.find('>').unwrap() + 1..text.find("</script>").unwrap()];
    let json: Json = serde_json::from_str(text).unwrap();
    json["@graph"].as_array().unwrap().clone()
}

#[test]
fn machines_are_told_what_pages_are() {
    let has = |path: &str, kind: &str| structured(path).iter().any(|object| object["@type"] == kind);
    for (path, kind) in [
        ("index.html", "Organization"),
        ("index.html", "WebSite"),
        ("toolkits/index.html", "BreadcrumbList"),
        ("literature/akesson-2013/index.html", "ScholarlyArticle"),
        ("surveys-and-epidemiology/index.html", "Dataset"),
        ("literature/index.html", "Dataset"),
    ] {
        assert!(has(path, kind), "{path}: {kind}");
    }
    for object in structured("surveys-and-epidemiology/index.html") {
        if object["@type"] == "Dataset" {
            assert!(object["license"].is_string() && object["distribution"][0]["contentUrl"].is_string());
        }
    }
}

#[test]
fn each_section_has_a_picture_for_links_and_the_lists_have_feeds() {
    for (path, bytes) in site().iter().filter(|(path, _)| path.ends_with("index.html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        if html.contains("http-equiv=refresh") || html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert!(
            html.contains("og:image") && html.contains("og:image:alt"),
            "{path}: no picture"
        );
    }
    let pictures: Vec<_> = site()
        .iter()
        .filter(|(path, _)| path.contains("/images/sections/"))
        .collect();
    assert!(pictures.len() >= 8, "{} pictures", pictures.len());
    for (path, bytes) in pictures {
        // PNG (ISO 15948) keeps width and height at bytes 16 to 24, big-endian.
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((number(16), number(20)), (1200, 630), "{path}");
        assert!(bytes.len() < 100_000, "{path}: {} bytes", bytes.len());
    }
    for (feed, other) in [
        ("toolkits/feed.xml", "/literature/"),
        ("literature/feed.xml", "/toolkits/"),
    ] {
        let feed_text = page(feed);
        assert!(feed_text.matches("<entry>").count() > 5, "{feed}");
        assert!(
            !feed_text.contains(&format!("<id>https://ctf.example{other}")),
            "{feed} tells of {other}"
        );
    }
}

#[test]
fn what_can_be_taken_away_says_licence_and_source() {
    let table = String::from_utf8(site()["data/statistics.csv"].clone()).unwrap();
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len() - 1, catalog().statistics.len());
    assert!(lines[0].starts_with("key,label,value,unit,year,as_of,countries,verified,source"));
    let library = page("data/literature.bib");
    assert_eq!(
        library.matches("\n@").count(),
        catalog()
            .articles
            .keys()
            .filter(|id| Kind::of_id(id) == Kind::Publication)
            .count()
    );
    assert!(library.contains("creativecommons.org"));
    let shown = page("open-data/index.html");
    for path in ["data/statistics.csv", "data/literature.bib", "map/programs.geojson"] {
        assert!(shown.contains(path), "{path}");
    }
}
