//! Files that are not pages.

use super::*;

#[track_caller]
fn alone(path: &str, text: &str, code: &str, words: &str) {
    one_finding(vec![file(path, text)], code, words);
}

#[track_caller]
fn fine_alone(path: &str, text: &str) {
    assert_eq!(findings(vec![file(path, text)]), Vec::<String>::new(), "{path}: {text}");
}

#[test]
fn stylesheets_load_only_what_is_there() {
    fine_alone(
        "s/x.css",
        "a{background:url(../favicon.svg)}b{c:url(#d)}e{f:url('data:image/png;base64,x')}",
    );
    alone("s/x.css", "a{b:url(favicon.svg)}", "P001", "`/s/favicon.svg`");
    alone("s/x.css", "@import url(https://other.org/x.css)", "P015", "`other.org`");
}

#[test]
fn scripts_import_only_what_is_there() {
    fine_alone("s/x.js", "import '../s/x.js'; import 'bare';");
    alone("s/x.js", "import './y.js'", "P001", "`/s/y.js`");
    alone("s/x.js", "import 'https://other.org/y.js'", "P015", "`other.org`");
}

#[test]
fn json_is_json() {
    fine_alone("x.json", "[1]");
    alone("x.json", "[1", "P024", "/x.json");
    alone(
        "x.geojson",
        r#"{"type":"Point","coordinates":[47,-190]}"#,
        "P024",
        "degrees",
    );
    alone(
        "manifest.webmanifest",
        r#"{"icons":[{"src":"i.png"}]}"#,
        "P001",
        "`/i.png`",
    );
}

#[test]
fn drawings_run_nothing() {
    fine_alone(
        "x.svg",
        "<svg><a href='https://other.org/'/><use href='#a'/><g id='a'/></svg>",
    );
    alone("x.svg", "<svg><script/></svg>", "P014", "`script`");
    alone("x.svg", "<svg onload='x'/>", "P014", "`onload`");
    alone(
        "x.svg",
        "<svg><image href='https://other.org/x.png'/></svg>",
        "P015",
        "`other.org`",
    );
    alone("x.svg", "<svg>", "P022", "not closed");
}

#[test]
fn feeds_are_complete() {
    let feed = |inner: &str| {
        format!(
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><id>a</id><title>t</title>\
             <updated>2026-01-31T00:00:00Z</updated><link rel=\"self\" href=\"https://example.org/ctf/feed.xml\"/>{inner}</feed>"
        )
    };
    let entry = "<entry><id>b</id><title>t</title><updated>2026-01-31T00:00:00Z</updated><link href=\"https://example.org/ctf/a/\"/></entry>";
    fine_alone("feed.xml", &feed(entry));
    alone("feed.xml", &feed(entry).replace("rel=\"self\"", ""), "P023", "self");
    alone(
        "feed.xml",
        &feed(&entry.repeat(2)),
        "P023",
        "two entries have the id `b`",
    );
    alone(
        "feed.xml",
        &feed(&entry.replace("<id>b</id>", "")),
        "P023",
        "an entry has no `id`",
    );
    alone(
        "feed.xml",
        &feed(&entry.replace("T00:00:00Z", "")),
        "P023",
        "`2026-01-31`",
    );
    alone("feed.xml", &feed("<entry>"), "P023", "not well-formed");
    alone("feed.xml", &feed(&entry.replace("ctf/a/", "ctf/b/")), "P001", "`/b/`");
}

#[test]
fn redirects_lead_somewhere() {
    fine_alone("_redirects", "# a comment\n/ctf/old/ /ctf/a/ 301\n/x/* /ctf/:splat\n");
    alone("_redirects", "/ctf/old/ /ctf/b/ 301\n", "P001", "`/b/`");
}
