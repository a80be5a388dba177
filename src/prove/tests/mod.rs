//! Every rule on a small site that is right but for one thing.

mod files;
mod pages;
mod relations;

use super::*;
use crate::diagnostics::Diagnostic;
use crate::render::artifact::PagePromise;

const POLICY: &str = "<meta http-equiv=Content-Security-Policy content=\"require-trusted-types-for 'script'\">";

fn file(path: &str, text: &str) -> Artifact {
    Artifact {
        path: path.into(),
        bytes: text.as_bytes().to_vec(),
        source: format!("source of {path}").into(),
        page: None,
    }
}

fn promise(lang: &str, indexable: bool) -> PagePromise {
    PagePromise {
        lang: lang.into(),
        dir: "ltr",
        indexable,
        redirect: false,
    }
}

/// An indexable English page that is right in everything; `head` and `body` are added to it.
fn page(path: &str, head: &str, body: &str) -> Artifact {
    let address = site_path(path);
    let html = format!(
        "<!doctype html><html lang=en dir=ltr><head><meta charset=utf-8>{POLICY}<title>Title of {path}</title>\
         <meta name=description content=\"About {path}\"><link rel=canonical href=https://example.org/ctf/{address}>\
         {head}</head><body><h1 id=title>{path}</h1>{body}</body></html>"
    );
    let mut page = file(path, &html);
    page.page = Some(promise("en", true));
    page
}

/// The page for unknown addresses: not for search engines.
fn not_found() -> Artifact {
    let html = format!(
        "<html lang=en dir=ltr><head>{POLICY}<title>404</title><meta name=robots content=noindex>\
         <meta name=description content=x></head><body><h1>404</h1><a href=/ctf/>home</a></body></html>"
    );
    let mut page = file("404.html", &html);
    page.page = Some(promise("en", false));
    page
}

/// A whole site of two pages, with `more` in place of or beside its files.
fn site(more: Vec<Artifact>) -> Vec<Artifact> {
    let mut all = vec![
        page("index.html", "", "<a href=a/>a</a>"),
        page("a/index.html", "", ""),
        not_found(),
        file("robots.txt", ""),
        file(".well-known/security.txt", ""),
        file("manifest.webmanifest", "{}"),
        file("favicon.svg", "<svg/>"),
        file("_headers", "default-src 'none'"),
    ];
    all.retain(|old| more.iter().all(|new| new.path != old.path));
    all.extend(more);
    if all.iter().all(|one| one.path.as_ref() != "sitemap.xml") {
        let places = all
            .iter()
            .filter(|one| one.page.as_ref().is_some_and(|page| page.indexable));
        let places: String = places
            .map(|one| format!("<url><loc>https://example.org/ctf/{}</loc></url>", site_path(&one.path)))
            .collect();
        all.push(file("sitemap.xml", &format!("<urlset>{places}</urlset>")));
    }
    all
}

fn surroundings() -> Surroundings {
    Surroundings {
        origin: "https://example.org".into(),
        base: "/ctf/".into(),
        canaries: Vec::new(),
        ledger: Vec::new(),
        theme: "themes/ctf/theme.yml".into(),
    }
}

fn findings_in(artifacts: &[Artifact], surroundings: &Surroundings) -> Vec<Diagnostic> {
    let search = CanarySearch::new(surroundings);
    let facts: Vec<Facts> = artifacts.iter().map(|artifact| examine(artifact, &search)).collect();
    prove(&facts, surroundings)
}

/// `CODE message` of every finding.
fn findings(more: Vec<Artifact>) -> Vec<String> {
    let all = findings_in(&site(more), &surroundings());
    all.iter()
        .map(|one| format!("{} {}", one.entry.code, one.message))
        .collect()
}

/// Holds that these files bring exactly one finding, with this code and these words in its message.
#[track_caller]
fn one_finding(more: Vec<Artifact>, code: &str, words: &str) {
    let found = findings(more);
    let [only] = &found[..] else {
        panic!("one finding was expected, not {found:#?}");
    };
    assert!(only.starts_with(code) && only.contains(words), "{code} {words}: {only}");
}

/// The same for a body of the page `/a/`.
#[track_caller]
fn body(body: &str, code: &str, words: &str) {
    one_finding(vec![page("a/index.html", "", body)], code, words);
}

/// The same for an addition to its head.
#[track_caller]
fn head(head: &str, code: &str, words: &str) {
    one_finding(vec![page("a/index.html", head, "")], code, words);
}

/// Holds that a body of the page `/a/` is fine.
#[track_caller]
fn fine(body: &str) {
    assert_eq!(
        findings(vec![page("a/index.html", "", body)]),
        Vec::<String>::new(),
        "{body}"
    );
}

#[test]
fn a_site_that_is_right_has_no_findings() {
    fine("");
}

/// The page `/a/` with one text in place of another.
fn changed(from: &str, to: &str) -> Vec<Artifact> {
    let mut page = page("a/index.html", "", "");
    let html = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(html.contains(from), "{from}");
    page.bytes = html.replace(from, to).into_bytes();
    vec![page]
}
