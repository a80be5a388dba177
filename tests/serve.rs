//! The served site is the built site, whatever was edited and in whatever way an editor saves it.
//!
//! A server runs in this process over a copy of the repository's content; after each edit of a seeded script its
//! answers are held against a clean run of the same stages, byte by byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use ctf_site::diagnostics::any_error;
use ctf_site::link::Settings;
use ctf_site::model::Date;
use ctf_site::pipeline;
use ctf_site::render::{Renderer, files};
use ctf_site::report::Stages;
use ctf_site::serve::{Place, Server};

/// Nothing takes this long, even on a machine that is busy with other things.
const DEADLINE: Duration = Duration::from_secs(60);
const EDITS: usize = 36;
const SEED: u64 = 0x5eed;

#[test]
fn served_bytes_are_those_of_a_clean_build_after_any_edits() {
    let project = Project::copy();
    let server = project.serve();
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
    let server = project.serve();
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
    let server = project.serve();
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
    let server = project.serve();
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
    let server = project.serve();
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
    let mut line = String::new();
    while !line.starts_with("event: change") {
        line.clear();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
    }
    assert_ne!(version("/privacy/"), changed);
    assert_eq!(version("/credits/"), other);
}

#[test]
fn only_this_machine_may_read_and_nothing_else_may_be_done() {
    let project = Project::copy();
    let server = project.serve();
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
    let server = project.serve();
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

/// A copy of what people wrote in this repository.
struct Project {
    root: Utf8PathBuf,
    _folder: tempfile::TempDir,
}

impl Project {
    fn copy() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(temporary.path().canonicalize().unwrap()).unwrap();
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        for entry in ["content", "data", "themes"]
            .iter()
            .flat_map(|folder| walkdir::WalkDir::new(own.join(folder)))
        {
            let entry = entry.unwrap();
            let to = root.as_std_path().join(entry.path().strip_prefix(own).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
        Self {
            root,
            _folder: temporary,
        }
    }

    fn settings(&self, base_url: Option<String>) -> Settings {
        Settings {
            base_url,
            production: false,
            policy_in_pages: false,
            today: Date::constant(2026, 11, 24),
            source_commit: None,
        }
    }

    fn serve(&self) -> Served {
        let (sender, told) = channel();
        let place = Place::take(0).unwrap();
        let tell = move |_: &_, _: &_| sender.send(()).unwrap_or_default();
        let server = Server::start(&self.root, self.settings(None), place, tell).unwrap();
        told.recv_timeout(DEADLINE).unwrap();
        Served { server, told }
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// As most editors save: another file, then its name.
    fn write(&self, path: &str, text: &str) {
        let to = self.root.join(path);
        let new = to.with_file_name(format!(".{}.new", to.file_name().unwrap()));
        fs::write(&new, text).unwrap();
        fs::rename(new, to).unwrap();
    }

    /// Markdown files whose loss or change breaks no link: those that this test has added, and all for changes.
    fn pages(&self, added: bool) -> Vec<PathBuf> {
        let below = if added { "content/en/added" } else { "content/en" };
        let walk = walkdir::WalkDir::new(self.root.join(below)).sort_by_file_name();
        let pages = walk.into_iter().filter_map(Result::ok).map(|entry| entry.into_path());
        pages
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect()
    }

    /// One edit of the script; what it was.
    fn edit(&self, random: &mut Random, number: usize) -> String {
        let added = self.pages(true);
        let any = self.pages(false);
        let page = &any[random.below(any.len())];
        let text = fs::read_to_string(page).unwrap();
        match random.below(9) {
            // In place, in one piece or in two.
            0 => {
                fs::write(page, format!("{text}\nAppended by edit {number}.\n")).unwrap();
                format!("append to {}", page.display())
            }
            1 => {
                let mut file = fs::File::create(page).unwrap();
                let (start, end) = text.split_at(text.find("\n---\n").unwrap() + 5);
                file.write_all(start.as_bytes()).unwrap();
                file.flush().unwrap();
                file.write_all(format!("{end}\nWritten in two pieces by edit {number}.\n").as_bytes())
                    .unwrap();
                format!("write in two pieces {}", page.display())
            }
            2 | 3 => {
                let line = text.lines().find(|line| line.starts_with("title:")).unwrap();
                let changed = format!("title: \"Title of edit {number}\"");
                self.write(
                    page.strip_prefix(&self.root).unwrap().to_str().unwrap(),
                    &text.replacen(line, &changed, 1),
                );
                format!("title of {}", page.display())
            }
            4 if !added.is_empty() => {
                let gone = &added[random.below(added.len())];
                fs::remove_file(gone).unwrap();
                format!("delete {}", gone.display())
            }
            5 if !added.is_empty() => {
                let from = &added[random.below(added.len())];
                fs::rename(from, from.with_file_name(format!("renamed-{number}.md"))).unwrap();
                format!("rename {}", from.display())
            }
            6 => {
                let style = self.root.join("themes/ctf/styles/main.css");
                let text = fs::read_to_string(&style).unwrap();
                fs::write(style, format!("{text}\n.edit-{number} {{ color: inherit; }}\n")).unwrap();
                "style sheet".to_owned()
            }
            7 => {
                let words = self.root.join("content/en/ui.ftl");
                let text = fs::read_to_string(&words).unwrap();
                let line = text.lines().find(|line| line.starts_with("home =")).unwrap();
                fs::write(&words, text.replacen(line, &format!("home = Home {number}"), 1)).unwrap();
                "words".to_owned()
            }
            _ => {
                let folder = self.root.join(format!("content/en/added/{}", number % 3));
                fs::create_dir_all(&folder).unwrap();
                fs::write(
                    folder.join(format!("page-{number}.md")),
                    article(&format!("Added by edit {number}")),
                )
                .unwrap();
                format!("add page-{number}")
            }
        }
    }

    /// What a clean run of the stages gives: artifacts by path.
    fn clean(&self, base_url: String) -> BTreeMap<String, Vec<u8>> {
        let (_, site, found) = pipeline::plan(&self.root, self.settings(Some(base_url)), &mut Stages::default());
        assert!(!any_error(&found), "the script must keep the project good: {found:#?}");
        let renderer = Renderer::new(&site);
        let pages = site.pages.iter().map(|page| renderer.page(page).0);
        let others = files(&site);
        pages
            .chain(others.iter().map(|file| file.artifact(&site)))
            .map(|artifact| (artifact.path.to_string(), artifact.bytes))
            .collect()
    }
}

const HTML: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
const RAW: &str = "Accept: */*\r\n";

struct Served {
    server: Server,
    told: Receiver<()>,
}

struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    fn header(&self, name: &str) -> &str {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
            .unwrap_or_default()
    }
}

impl Served {
    fn host(&self) -> String {
        self.server.address.to_string()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.server.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// Sends the lines of a request and reads the answer whole.
    fn send(&self, lines: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{lines}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer has headers");
        let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer {
            status: headers[9..12].parse().unwrap(),
            headers,
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn ask(&self, method: &str, path: &str, accept: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{accept}",
            self.host()
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, RAW)
    }

    fn events(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(
            stream,
            "GET /_ctf/events HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n\r\n",
            self.host()
        )
        .unwrap();
        let mut events = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
        }
        events
    }

    /// Asks until the answer is as wished.
    fn until(&self, path: &str, accept: &str, wished: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + DEADLINE;
        loop {
            let answer = self.ask("GET", path, accept);
            if wished(&answer) {
                return answer;
            }
            assert!(
                Instant::now() < end,
                "{path} never was as wished; last: {} {}",
                answer.status,
                answer.text()
            );
        }
    }

    /// Waits until what an edit can show on is as in a clean build.
    fn follows(&self, project: &Project, what: &str) {
        let clean = project.clean(self.server.url());
        let end = Instant::now() + DEADLINE;
        loop {
            let differing = self.differing(&clean, false);
            if differing.is_empty() {
                return;
            }
            assert!(Instant::now() < end, "{what}: never followed in {differing:?}");
            // Each state is told: there is little to look at before the next.
            let _ = self.told.recv_timeout(Duration::from_secs(1));
        }
    }

    fn equals_a_clean_build(&self, project: &Project) {
        let clean = project.clean(self.server.url());
        let differing = self.differing(&clean, true);
        assert!(differing.is_empty(), "served otherwise than built: {differing:?}");
    }

    /// The artifacts that are served otherwise than they are built, among all or all but the programs' pages.
    fn differing(&self, clean: &BTreeMap<String, Vec<u8>>, whole: bool) -> Vec<String> {
        let looked_at = clean.iter().filter(|(path, _)| whole || !path.starts_with("programs/"));
        looked_at
            .filter(|(path, bytes)| self.get(&format!("/{path}")).body != **bytes)
            .map(|(path, _)| path.clone())
            .collect()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same script in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
