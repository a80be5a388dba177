//! The served site is the built site, whatever was edited and in whatever way an editor saves it.
//!
//! A server runs in this process over a copy of the repository's content; after each edit of a seeded script its
//! answers are held against a clean run of the same stages, byte by byte.

#[path = "serve/client.rs"]
mod client;
#[path = "serve/project.rs"]
mod project;

use std::fs;
use std::io::BufRead;

use client::{HTML, RAW, Served};
use ctf_site::serve::Place;
use project::{Project, Random};

const EDITS: usize = 36;
const SEED: u64 = 0x5eed;

#[test]
fn served_bytes_are_those_of_a_clean_build_after_any_edits() {
    let project = Project::copy();
    let server = Served::start(&project);
    server.equals_a_clean_build(&project);
    let mut random = Random(SEED);
    for number in 0..EDITS {
        let what = project.edit(&mut random, number);
        server.follows(&project, &what);
        if number % 6 == 5 {
            server.equals_a_clean_build(&project);
        }
    }
}

#[test]
fn a_broken_file_leaves_the_last_good_site_and_shows_why() {
    let project = Project::copy();
    let server = Served::start(&project);
    let page = "content/en/privacy.md";
    let good = server.get("/privacy/").body;
    let text = project.read(page);

    project.write(page, &text.replacen("title:", "titel: <b>x</b>\ntitle:", 1));
    let shown = server.until("/privacy/", HTML, |answer| answer.text().contains("ctf-overlay"));
    assert!(
        shown.text().contains("content/en/privacy.md:") && shown.text().contains("titel"),
        "{}",
        shown.text()
    );
    assert!(
        shown.text().contains("&lt;b&gt;x&lt;/b&gt;") && !shown.text().contains("titel: <b>"),
        "{}",
        shown.text()
    );
    assert_eq!(shown.status, 200);
    assert_eq!(
        server.get("/privacy/").body,
        good,
        "programs get the last good page as it is"
    );

    project.write(page, &text.replacen("title:", "title: Mended #", 1));
    let mended = server.until("/privacy/", HTML, |answer| !answer.text().contains("ctf-overlay"));
    assert!(mended.text().contains("<h1"), "{}", mended.text());
    server.equals_a_clean_build(&project);
}

#[test]
fn a_project_that_never_was_good_shows_its_errors_until_it_is() {
    let project = Project::copy();
    let text = project.read("data/site.yml");
    project.write("data/site.yml", &text.replacen("source_pack", "source_pakc", 1));
    let server = Served::start(&project);
    let answer = server.ask("GET", "/", HTML);
    assert_eq!(answer.status, 503);
    assert!(
        answer.text().contains("source_pakc") && answer.text().contains("/_ctf/reload.js"),
        "{}",
        answer.text()
    );
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    project.write("data/site.yml", &text);
    server.until("/", HTML, |answer| answer.status == 200);
    server.equals_a_clean_build(&project);
}

#[test]
fn a_folder_that_is_moved_is_followed() {
    let project = Project::copy();
    let server = Served::start(&project);
    let folder = project.root.join("content/en/extra");
    fs::create_dir_all(folder.join("deep/deeper")).unwrap();
    project.write("content/en/extra/deep/deeper/late.md", &article("Late in a new folder"));
    server.until("/extra/deep/deeper/late/", RAW, |answer| answer.status == 200);
    fs::rename(&folder, project.root.join("content/en/other")).unwrap();
    server.until("/other/deep/deeper/late/", RAW, |answer| answer.status == 200);
    server.until("/extra/deep/deeper/late/", RAW, |answer| answer.status == 404);
    fs::remove_dir_all(project.root.join("content/en/other")).unwrap();
    server.until("/other/deep/deeper/late/", RAW, |answer| answer.status == 404);

    // A switch of branches: everything goes, and comes back as something else.
    let away = project.root.join("away");
    fs::rename(project.root.join("content"), &away).unwrap();
    server.until("/", HTML, |answer| answer.text().contains("ctf-overlay"));
    fs::write(away.join("en/late.md"), article("From the other branch")).unwrap();
    fs::rename(&away, project.root.join("content")).unwrap();
    server.until("/late/", RAW, |answer| answer.status == 200);
    project.write("content/en/late.md", &article("Still watched"));
    server.until("/late/", RAW, |answer| answer.text().contains("Still watched"));
    server.equals_a_clean_build(&project);
}

#[test]
fn open_pages_hear_of_changes_and_can_tell_whether_they_are_concerned() {
    let project = Project::copy();
    let server = Served::start(&project);
    let version = |path: &str| server.ask("HEAD", path, HTML).header("x-ctf-version").to_owned();
    let (changed, other) = (version("/privacy/"), version("/credits/"));
    let page = server.ask("GET", "/privacy/", HTML);
    assert!(
        page.text().contains(&format!(
            "<script type=\"module\" src=\"/_ctf/reload.js\" data-version=\"{changed}\"></script></body>"
        )),
        "{}",
        page.text()
    );

    let mut events = server.events();
    project.write(
        "content/en/privacy.md",
        &format!("{}\nOne more paragraph.\n", project.read("content/en/privacy.md")),
    );
    let mut heard = String::new();
    // Browsers pass over an event that has no data.
    while !heard.contains("event: change\ndata: look\n\n") {
        assert!(events.read_line(&mut heard).unwrap() > 0, "the stream ended");
    }
    assert_ne!(version("/privacy/"), changed);
    assert_eq!(version("/credits/"), other);
}

#[test]
fn only_this_machine_may_read_and_nothing_else_may_be_done() {
    let project = Project::copy();
    let server = Served::start(&project);
    let status = |request: &str| server.send(request).status;
    let host = server.host();
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")), 200);
    assert_eq!(status("GET / HTTP/1.1\r\nHost: evil.example\r\n"), 421);
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}.evil.example\r\n")), 421);
    assert_eq!(
        status(&format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n")),
        405
    );
    assert_eq!(status(&format!("DELETE /privacy/ HTTP/1.1\r\nHost: {host}\r\n")), 405);
    for path in [
        "/../data/site.yml",
        "/%2e%2e/data/site.yml",
        "/%252e%252e/data/site.yml",
        "/..%5cdata%5csite.yml",
        "//etc/passwd",
        "/privacy/%00",
    ] {
        assert_eq!(
            status(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n")),
            400,
            "{path}"
        );
    }
    for path in [
        "/data/site.yml",
        "/content/en/index.md",
        "/etc/passwd",
        "/themes/ctf/theme.yml",
    ] {
        assert_eq!(
            status(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n")),
            404,
            "{path}"
        );
    }
}

#[test]
fn answers_carry_the_site_s_policy_their_type_and_are_never_kept() {
    let project = Project::copy();
    let server = Served::start(&project);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml"),
        ("/map/programs.geojson", "application/geo+json"),
        ("/favicon.svg", "image/svg+xml"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
    assert_eq!(
        server
            .get("/map/programs.geojson")
            .header("access-control-allow-origin"),
        "*"
    );
    let moved = server.get("/privacy?a=b");
    assert_eq!((moved.status, moved.header("location")), (301, "/privacy/?a=b"));
    let nothing = server.get("/nothing/here/");
    assert_eq!(nothing.status, 404);
    assert_eq!(nothing.body, server.get("/404.html").body);
    let head = server.ask("HEAD", "/", RAW);
    assert!(head.body.is_empty() && head.header("content-length") == server.get("/").body.len().to_string());
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let first = Place::take(0).unwrap();
    let port = first.address().unwrap().port();
    if port < u16::MAX - 20 {
        let second = Place::take(port).unwrap().address().unwrap();
        assert!(second.ip().is_loopback() && second.port() > port, "{second}");
    }
}

fn article(title: &str) -> String {
    format!(
        "---\ntitle: {title}\ndescription: A page that a test has written, in one sentence.\nupdated: 2026-11-01\n---\n\n## A heading\n\nA text with a [link](id:privacy).\n"
    )
}
