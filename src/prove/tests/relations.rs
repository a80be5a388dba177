//! What lies between artifacts.

use super::*;

#[test]
fn p001_links_lead_somewhere() {
    fine(
        "<a href=../>x</a><a href=/ctf/a/>x</a><a href=https://example.org/ctf/>x</a><a href=../robots.txt>x</a><a href=''>x</a>",
    );
    body("<a href=../b/>x</a>", "P001", "`/b/`");
    body("<a href=/a/>x</a>", "P001", "outside the site");
    body("<a href=../../x/>x</a>", "P001", "outside the site");
    body("<img src=x.png alt=x width=1 height=1>", "P001", "`/a/x.png`");
    body("<form action=../b/></form>", "P001", "`/b/`");
    body("<script src=x.js></script>", "P001", "`/a/x.js`");
    body("<img src='' alt=x width=1 height=1>", "P001", "empty address");
    head(
        "<link rel=alternate type=application/atom+xml href=../feed.xml>",
        "P001",
        "`/feed.xml`",
    );
}

#[test]
fn p001_help_names_what_was_meant() {
    let help = |link: &str| {
        let all = findings_in(
            &site(vec![page("toolkits/index.html", "", &format!("<a href={link}>x</a>"))]),
            &surroundings(),
        );
        all.into_iter().filter_map(|one| one.help).collect::<Vec<_>>().join("|")
    };
    assert_eq!(help("../a"), "Write the last slash: `/a/`.");
    assert_eq!(help("../toolkit/"), "Did you mean `/toolkits/`?");
    assert_eq!(help("../old/place/a/"), "Did you mean `/a/`?");
}

#[test]
fn p001_the_404_page_answers_anywhere() {
    let mut page = not_found();
    page.bytes = String::from_utf8_lossy(&page.bytes).replace("/ctf/", "a/").into_bytes();
    one_finding(vec![page], "P001", "answers for any address");
}

#[test]
fn p002_fragments_of_other_pages_are_followed() {
    fine("<a href=../#title>x</a><a href=\"../#:~:text=x\">x</a><a href=../favicon.svg>x</a>");
    body("<a href=../#no>x</a>", "P002", "`/#no`");
    body("<svg><use href=../favicon.svg#no /></svg>", "P002", "`/favicon.svg#no`");
}

#[test]
fn p007_titles_and_descriptions_tell_pages_apart() {
    one_finding(
        changed("Title of a/index.html", "Title of index.html"),
        "P007",
        "the same title: “Title of index.html”",
    );
    one_finding(
        changed("About a/index.html", "About index.html"),
        "P007",
        "the same description",
    );
}

#[test]
fn p011_a_canonical_leads_to_a_page() {
    let mut pages = changed("ctf/a/>", "ctf/b/><meta name=robots content=noindex>");
    pages[0].page = Some(promise("en", false));
    one_finding(pages, "P011", "`/b/` of the page `/a/` leads to nothing");
}

/// Two pages, the second German, with these alternates each.
fn translated(first: &str, second: &str) -> Vec<Artifact> {
    let mut german = page("de/a/index.html", second, "");
    german.bytes = String::from_utf8_lossy(&german.bytes)
        .replace("<html lang=en", "<html lang=de")
        .into_bytes();
    german.page = Some(promise("de", true));
    vec![page("a/index.html", first, ""), german]
}

fn alternates(pairs: &[(&str, &str)]) -> String {
    let link =
        |(tag, path): &(&str, &str)| format!("<link rel=alternate hreflang={tag} href=https://example.org/ctf/{path}>");
    pairs.iter().map(link).collect()
}

#[test]
fn p012_translations_name_each_other() {
    let good = alternates(&[("en", "a/"), ("de", "de/a/"), ("x-default", "a/")]);
    assert_eq!(findings(translated(&good, &good)), Vec::<String>::new());
    one_finding(
        translated(&good, ""),
        "P012",
        "`/de/a/` (de) does not name this page in turn",
    );
    let alone = |pairs: &[(&str, &str)]| vec![page("a/index.html", &alternates(pairs), "")];
    one_finding(alone(&[("en", "a/")]), "P012", "`x-default` is missing");
    one_finding(alone(&[("x-default", "a/")]), "P012", "does not name itself");
    one_finding(
        alone(&[("en", "a/"), ("x-default", "a/"), ("fr", "b/")]),
        "P012",
        "`/b/` (fr) is not in the site",
    );
    one_finding(
        alone(&[("en", "a/"), ("x-default", "a/"), ("en", "a/")]),
        "P012",
        "named twice",
    );
    one_finding(
        alone(&[("en", "a/"), ("x-default", "a/"), ("e", "a/")]),
        "P012",
        "no language tag",
    );
    let swapped = alternates(&[("en", "a/"), ("fr", "de/a/"), ("x-default", "a/")]);
    let found = findings(translated(&swapped, &swapped));
    assert!(
        found
            .iter()
            .any(|one| one.contains("said to be in `fr` but is in `de`")),
        "{found:#?}"
    );
}

#[test]
fn p018_styles_and_scripts_have_budgets() {
    let mut noise = String::new();
    while noise.len() < 40_000 {
        noise += &format!(".x{:x}{{}}", hash::hash(&noise.len().to_le_bytes()));
    }
    let styles = file("x.css", "@import 'y.css';");
    let page_with = |head: &str| page("a/index.html", head, "");
    let more = vec![
        page_with("<link rel=stylesheet href=../x.css>"),
        styles,
        file("y.css", &(noise.clone() + &noise.to_uppercase())),
    ];
    one_finding(more, "P018", "The styles of the page `/a/`");
    let script = |name: &str| {
        let code = file(name, &format!("/* {noise} */"));
        vec![
            page_with("<script src=../m.js type=module></script>"),
            file("m.js", &format!("import './{name}'")),
            code,
        ]
    };
    one_finding(script("n.js"), "P018", "The scripts of the page `/a/`");
    assert_eq!(findings(script("vendor/n.js")), Vec::<String>::new());
}

#[test]
fn p019_a_leak_is_blamed_on_its_source() {
    let mut with = surroundings();
    with.canaries.push(Canary {
        text: "Ask Maria before".into(),
        what: "private note",
        file: "content/en/x.md".into(),
        span: 7..23,
    });
    let found = findings_in(&site(vec![file("x.json", "[\"Ask Maria before\"]")]), &with);
    let places: Vec<_> = found
        .iter()
        .map(|one| (one.entry.code, &*one.file, one.span.clone()))
        .collect();
    assert_eq!(places, [("P019", "content/en/x.md", 7..23)]);
    assert!(!found[0].message.contains("Maria"));
}

#[test]
fn p020_published_addresses_answer() {
    let with = |url: &str| {
        let mut with = surroundings();
        with.ledger.push(LedgerLine {
            url: url.into(),
            file: "data/urls.ledger".into(),
            span: 4..9,
        });
        findings_in(&site(vec![file("_redirects", "/ctf/moved/ /ctf/a/ 301\n")]), &with)
    };
    for url in ["", "a/", "/a/", "robots.txt", "moved/"] {
        assert_eq!(with(url), Vec::new(), "{url}");
    }
    let found = with("old/a/");
    assert_eq!(
        (found[0].entry.code, &*found[0].file, found[0].span.clone()),
        ("P020", "data/urls.ledger", 4..9)
    );
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(
        help.contains("`aliases: [old/a]`") && help.contains("source of a/index.html"),
        "{help}"
    );
}

#[test]
fn p021_the_sitemap_lists_what_may_be_listed() {
    let sitemap = |places: &[&str]| {
        let places: String = places
            .iter()
            .map(|place| format!("<url><loc>{place}</loc></url>"))
            .collect();
        vec![file("sitemap.xml", &format!("<urlset>{places}</urlset>"))]
    };
    let (home, a) = ("https://example.org/ctf/", "https://example.org/ctf/a/");
    assert_eq!(findings(sitemap(&[home, a])), Vec::<String>::new());
    one_finding(sitemap(&[home]), "P021", "`/a/` is missing");
    one_finding(
        sitemap(&[home, a, "https://example.org/ctf/b/"]),
        "P021",
        "`/b/`, which is not in the site",
    );
    one_finding(
        sitemap(&[home, a, "https://example.org/ctf/404.html"]),
        "P021",
        "not to list",
    );
    one_finding(
        sitemap(&[home, a, "https://example.org/x/"]),
        "P021",
        "not an absolute address of this site",
    );
    one_finding(
        vec![page("a/index.html", "<meta name=robots content=noindex>", "")],
        "P021",
        "asks search engines not to",
    );
    let mut hidden = page("b/index.html", "", "");
    hidden.page = Some(promise("en", false));
    one_finding(vec![hidden], "P021", "does not say `noindex`");
}

#[test]
fn p024_required_files_are_there() {
    let mut all = site(Vec::new());
    all.retain(|one| one.path.as_ref() != "robots.txt" && one.path.as_ref() != "favicon.svg");
    let found: Vec<_> = findings_in(&all, &surroundings())
        .into_iter()
        .map(|one| one.message)
        .collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains("`favicon.svg` or `favicon.ico`") && found[1].contains("`robots.txt`"),
        "{found:#?}"
    );
}

#[test]
fn a_broken_page_hides_no_other_mistake_and_adds_none() {
    let broken = page("a/index.html", "", "<p id=x>");
    one_finding(
        vec![broken, page("b/index.html", "", "<a href=../a/#x>x</a>")],
        "P022",
        "`/a/`",
    );
}
