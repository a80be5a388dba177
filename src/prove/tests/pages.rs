//! One page alone.

use proptest::prelude::*;

use super::*;

#[test]
fn p002_names_inside_a_page_must_be_there() {
    fine("<label for=q>x</label><input id=q aria-describedby='title q'><a href=#title>x</a><a href=#top>x</a>");
    body("<a href=#b>x</a>", "P002", "`#b`");
    body("<label for=q>x</label>", "P002", "`for=\"q\"`");
    body(
        "<p aria-labelledby='title no'>x</p>",
        "P002",
        "`aria-labelledby=\"no\"`",
    );
    body("<a href=../a/#%C3%A9>x</a>", "P002", "`../a/#%C3%A9`");
    fine("<p id=&eacute; id2=x></p><p id=é>x</p><a href=#%C3%A9>x</a>");
}

#[test]
fn p003_ids_are_unique() {
    body("<p id=x></p><p id=y></p><p id='x'></p><p id=x></p>", "P003", "`x`");
    body("<p id=''></p>", "P003", "empty");
}

#[test]
fn p004_and_p005_headings_make_an_outline() {
    fine("<h2>a</h2><h3>b</h3><h2>c</h2>");
    body("<h1>a</h1>", "P004", "2 main headings");
    body("<h2>a</h2><h4>b</h4>", "P005", "level 4 follows one of level 2");
}

#[test]
fn p006_title_and_description_are_there() {
    one_finding(
        changed("<title>Title of a/index.html</title>", "<title> </title>"),
        "P006",
        "no title",
    );
    one_finding(
        changed("<meta name=description content=\"About a/index.html\">", ""),
        "P006",
        "no description",
    );
    one_finding(
        changed("<title>Title of a/index.html</title>", "<svg><title>x</title></svg>"),
        "P006",
        "no title",
    );
}

#[test]
fn p008_language_and_direction_are_those_of_the_pack() {
    one_finding(changed("<html lang=en", "<html lang=fr"), "P008", "`fr`");
    one_finding(changed("dir=ltr>", "dir=rtl>"), "P008", "`rtl`");
    fine("<p lang=zh-Hant dir=auto>x</p>");
    body("<p lang=''>x</p>", "P008", "no language tag");
    body("<p lang=en_US>x</p>", "P008", "no language tag");
    body("<p dir=left>x</p>", "P008", "`dir=\"left\"`");
}

#[test]
fn p009_pictures_have_a_text_and_a_size() {
    fine("<img src=../favicon.svg alt width=1 height=1><svg><path d=M0 /></svg><svg role=img><title>x</title></svg>");
    body("<img src=../favicon.svg width=1 height=1>", "P009", "no `alt`");
    body("<img src=../favicon.svg alt=x width=1>", "P009", "width and height");
    body("<svg role=img><path d=M0 /></svg>", "P009", "no name");
}

#[test]
fn p010_tables_have_header_cells() {
    fine("<table><tr><th>a</th></tr></table><table role=presentation><tr><td>a</td></tr></table>");
    body(
        "<table><tr><td><table><tr><th>a</th></tr></table></td></tr></table>",
        "P010",
        "header cells",
    );
}

#[test]
fn p011_a_page_is_its_own_canonical() {
    let own = "<link rel=canonical href=https://example.org/ctf/a/>";
    one_finding(changed(own, ""), "P011", "no canonical");
    one_finding(
        changed(own, "<link rel=canonical href=/ctf/a/>"),
        "P011",
        "not an absolute address",
    );
    one_finding(
        changed(own, "<link rel=canonical href=https://example.org/ctf/>"),
        "P011",
        "another page",
    );
    head(
        "<link rel=canonical href=https://example.org/ctf/a/>",
        "P011",
        "two canonical",
    );
}

#[test]
fn p013_structured_data_is_read() {
    fine(
        "<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":\"WebPage\",\"name\":\"<b>\"}</script>",
    );
    body("<script type=application/ld+json>{</script>", "P013", "not JSON");
}

#[test]
fn p014_nothing_runs_inline() {
    body("<script>x</script>", "P014", "inline script");
    body("<p style=\"color:red\">x</p>", "P014", "`style` attribute");
    body("<p onclick=x()>x</p>", "P014", "`onclick` attribute");
    body("<p ONCLICK=x()>x</p>", "P014", "`onclick` attribute");
    body("<a href=&#106;avascript:x>x</a>", "P014", "javascript:x");
    body("<A HREF=javascript:x>x</A>", "P014", "javascript:x");
    body("<a href=data:text/html,x>x</a>", "P014", "data:");
    body("<iframe srcdoc=x></iframe>", "P014", "`srcdoc`");
    head("<style>a{}</style>", "P014", "`style` element");
    head("<base href=/x/>", "P014", "`base` element");
    head("<meta http-equiv=refresh content='0;url=../'>", "P014", "meta refresh");
    fine("<img src=data:image/png;base64,x alt=x width=1 height=1>");
    let weak = POLICY.replace("content=", "content=\"img-src 'self'\" data-old=");
    one_finding(changed(POLICY, &weak), "P014", "The content security policy");
    one_finding(changed(POLICY, ""), "P014", "no `<meta");
}

#[test]
fn p015_nothing_loads_from_elsewhere() {
    fine("<a href=https://other.org/>x</a><a href=mailto:a@b.org>x</a>");
    body(
        "<img src=https://other.org/x.png alt=x width=1 height=1>",
        "P015",
        "`other.org`",
    );
    body(
        "<img srcset='../favicon.svg 1x, //other.org/x 2x' alt=x width=1 height=1>",
        "P015",
        "`other.org`",
    );
    body("<form action=https://other.org/></form>", "P015", "`other.org`");
    body("<a href=http://other.org/>x</a>", "P015", "without encryption");
    body("<a href=//other.org/>x</a>", "P015", "without saying");
    head(
        "<link rel=stylesheet href=https://other.org/x.css>",
        "P015",
        "`other.org`",
    );
    head("<link rel=preconnect href=https://other.org>", "P015", "`other.org`");
}

#[test]
fn p017_a_page_has_a_budget() {
    fine(&format!("<p>{}</p>", "x ".repeat(40_000)));
    let mut noise = String::new();
    let mut state = 1_u64;
    while noise.len() < 60_000 {
        state = hash::hash(&state.to_le_bytes());
        noise += &format!("{state:x} ");
    }
    body(&format!("<p>{noise}</p>"), "P017", "30 kB is the limit");
}

#[test]
fn p022_form_is_strict() {
    for (html, words) in [
        ("<p>a", "`</body>` stands where `</p>` is due"),
        ("</p>", "`</p>` stands where `</body>` is due"),
        ("<b><i>a</b></i>", "`</b>` stands where `</i>` is due"),
        ("<p><div>a</div></p>", "stands inside a `<p>`"),
        (
            "<a href=#title><b><a href=#title>a</a></b></a>",
            "stands inside another `<a>`",
        ),
        ("<div/>", "does not close"),
        ("a < b", "stands in the text"),
        ("<p class=\"a>b</p>", "quote is not closed"),
        ("<x-a></x-b>", "`</x-b>` stands where `</x-a>` is due"),
    ] {
        body(html, "P022", words);
    }
    fine("<p><button type=button><svg><path d=M0 /><linearGradient></linearGradient></svg></button><br>a</p>");
}

#[test]
fn a_redirect_needs_only_its_target() {
    let stub = |target: &str| {
        let mut stub = file(
            "old/index.html",
            &format!("<title>x</title><meta http-equiv=refresh content='0; url={target}'>"),
        );
        stub.page = Some(PagePromise {
            redirect: true,
            ..promise("en", false)
        });
        vec![stub]
    };
    assert_eq!(findings(stub("../a/")), Vec::<String>::new());
    one_finding(stub("/ctf/b/"), "P001", "`/b/`");
    one_finding(stub(""), "P001", "nowhere");
}

#[test]
fn a_mistake_that_repeats_is_told_twenty_times() {
    let html: String = (0..100)
        .map(|number| format!("<p dir=x{number}>y</p><p style=x>y</p>"))
        .collect();
    let found = findings(vec![page("a/index.html", "", &html)]);
    assert_eq!(found.len(), facts::MOST + 1, "{found:#?}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, html in "(<|</|>|=|\"|'| |href|id|lang|a|p|table|svg|title|script|meta|link|/|\\.\\.|#|:|%|&#?|é){0,60}") {
        for bytes in [bytes, html.into_bytes()] {
            for path in ["a/index.html", "x.css", "x.js", "x.json", "x.geojson", "x.svg", "sitemap.xml", "feed.xml", "_redirects"] {
                let mut artifact = file(path, "");
                artifact.bytes = bytes.clone();
                artifact.page = path.ends_with("html").then(|| promise("en", true));
                findings_in(&[artifact], &surroundings());
            }
        }
    }
}
