//! What a stranger's pull request may bring: each hostile file gives a clear error with its place, quickly, and nothing
//! is lost, nothing panics, nothing hangs.
//!
//! Values are tried on every field of every kind of record by walking the tables of shapes; attacks on time and memory
//! run in a process of their own, whose seconds and bytes are counted.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use camino::Utf8Path;
use common::Project;
use ctf_site::diagnostics::{Diagnostic, Severity, catalogue as codes};
use ctf_site::languages::Messages;
use ctf_site::link::{Settings, link};
use ctf_site::load::{self, Loaded, Piece};
use ctf_site::markdown::Target;
use ctf_site::model::Date;
use ctf_site::render::Renderer;
use ctf_site::shapes::{self, Shape, Ty};
use ctf_site::source::{self, MediaKind, Sources, TextFile, media, yaml};
use proptest::prelude::*;
use serde_json::Value as Json;

// ---------------------------------------------------------------------------------------------------------------
// Every text field of every kind of record

/// A file of each kind of record and its shape.
const RECORDS: [(&str, &Shape); 21] = [
    ("content/en/record.md", &shapes::PAGE),
    ("content/en/toolkits/record.md", &shapes::TOOLKIT),
    ("content/en/literature/record.md", &shapes::PUBLICATION),
    ("content/en/framework/record.md", &shapes::STANDARD),
    ("content/en/kpis/record.md", &shapes::KPI),
    ("content/en/countries/fr.md", &shapes::COUNTRY),
    ("content/es/record.md", &shapes::TRANSLATION),
    ("content/en/pack.yml", &shapes::PACK),
    ("content/en/glossary.yml", &shapes::GLOSSARY),
    ("content/en/statistics.yml", &shapes::STATISTIC_WORDS),
    ("content/en/calculations.yml", &shapes::CALCULATIONS_WORDS),
    ("data/site.yml", &shapes::SITE),
    ("data/countries.yml", &shapes::COUNTRIES),
    ("data/framework.yml", &shapes::FRAMEWORK),
    ("data/kpis.yml", &shapes::KPIS),
    ("data/programs/fr/record.yml", &shapes::PROGRAM),
    ("data/partners/record.yml", &shapes::PARTNER),
    ("data/mentorship/record.yml", &shapes::MENTORSHIP),
    ("data/statistics/record.yml", &shapes::STATISTIC),
    ("data/charts/record.yml", &shapes::CHART),
    ("data/calculations/record.yml", &shapes::CALCULATION),
];

/// Shapes that are checked apart from a file of their own.
const OTHERS: [&Shape; 8] = [
    &shapes::CARDS_BLOCK,
    &shapes::LIST_BLOCK,
    &shapes::CHART_BLOCK,
    &shapes::CALCULATION_BLOCK,
    &shapes::SPECIMEN_BLOCK,
    &shapes::STATISTICS_BLOCK,
    &shapes::PLAIN_BLOCK,
    &shapes::THEME,
];

/// What YAML 1.1 takes for a truth, a number, a date or a time.
const DECEPTIVE: [&str; 16] = [
    "NO",
    "no",
    "on",
    "off",
    "yes",
    "Y",
    "n",
    "007",
    "0x1F",
    "1e3",
    "1_000",
    "+1",
    "12:30:45",
    "2026-11-24",
    ".inf",
    "=",
];

/// A leaf of a shape: how to come there (`files[].title`) and what it is.
fn leaves(shape: &Shape, at: &str, found: &mut Vec<(String, Ty)>) {
    for field in shape.fields {
        let path = format!("{at}.{}", field.name);
        match field.ty {
            Ty::Map(inner) => leaves(inner, &path, found),
            Ty::List(Ty::Map(inner)) => leaves(inner, &format!("{path}[]"), found),
            Ty::List(item) => found.push((format!("{path}[]"), *item)),
            ty => found.push((path, ty)),
        }
    }
}

/// A record with every key, in YAML's flow style; the leaf `target` is written as `raw`.
fn record(shape: &Shape, at: &str, target: &str, raw: &str) -> String {
    let members: Vec<String> = shape
        .fields
        .iter()
        .map(|field| {
            let path = format!("{at}.{}", field.name);
            let leaf = |path: &str, ty: &Ty| if path == target { raw.to_owned() } else { usual(ty) };
            let value = match field.ty {
                Ty::Map(inner) => record(inner, &path, target, raw),
                Ty::List(Ty::Map(inner)) => format!("[{}]", record(inner, &format!("{path}[]"), target, raw)),
                Ty::List(item) => format!("[{}]", leaf(&format!("{path}[]"), item)),
                ty => leaf(&path, &ty),
            };
            format!("{}: {value}", field.name)
        })
        .collect();
    format!("{{{}}}", members.join(", "))
}

fn usual(ty: &Ty) -> String {
    match ty {
        Ty::Text(_) => "words".to_owned(),
        Ty::Choice(words) => format!("\"{}\"", words[0]),
        Ty::Integer(min, max) => 5.clamp(*min, *max).to_string(),
        Ty::Number(min, max) => 5_f64.clamp(*min, *max).to_string(),
        Ty::Boolean => "true".to_owned(),
        Ty::Date => "2026-01-02".to_owned(),
        Ty::PartialDate => "\"2013\"".to_owned(),
        Ty::Address | Ty::Tiles | Ty::Contact => "\"https://www.example.org/\"".to_owned(),
        Ty::Country => "FR".to_owned(),
        Ty::Language => "en".to_owned(),
        Ty::Key | Ty::PageId | Ty::Route => "a-key".to_owned(),
        Ty::Doi => "10.1007/abc".to_owned(),
        Ty::Pmid => "23589162".to_owned(),
        Ty::Pmcid => "PMC3706734".to_owned(),
        Ty::Issn => "0937-941X".to_owned(),
        Ty::List(_) | Ty::Map(_) => unreachable!("taken apart before"),
    }
}

/// The file at `path` whose record is `yaml`.
fn file_of(path: &str, yaml: &str) -> String {
    if path.ends_with(".md") {
        format!("---\n{yaml}\n---\n\nA body.\n")
    } else {
        format!("{yaml}\n")
    }
}

fn load_text(path: &str, text: &str) -> Loaded {
    let text = TextFile {
        path: path.into(),
        text: text.into(),
        hash: [0; 32],
    };
    load::file(&text, &"en".into())
}

fn told(found: &[Diagnostic]) -> String {
    found
        .iter()
        .map(|d| format!("{} {}:{:?} {}\n", d.entry.code, d.file, d.span, d.message))
        .collect()
}

#[test]
fn the_walk_reaches_every_shape_there_is() {
    fn visit(shape: &Shape, seen: &mut BTreeSet<String>) {
        let names: Vec<&str> = shape.fields.iter().map(|field| field.name).collect();
        seen.insert(format!("{} {names:?}", shape.name));
        for field in shape.fields {
            if let Ty::Map(inner) | Ty::List(&Ty::Map(inner)) = field.ty {
                visit(inner, seen);
            }
        }
    }
    let mut seen = BTreeSet::new();
    RECORDS
        .iter()
        .map(|(_, shape)| *shape)
        .chain(OTHERS)
        .for_each(|shape| visit(shape, &mut seen));
    let defined = include_str!("../src/shapes/tables.rs").matches(": Shape = ").count();
    assert_eq!(
        seen.len(),
        defined,
        "a new shape belongs into RECORDS or OTHERS: {seen:#?}"
    );
}

#[test]
fn words_that_yaml_takes_for_something_else_stay_text_in_every_field() {
    // Fields that are checked and then kept nowhere: nothing shows them.
    let unread = [
        "container_title_short",
        "seen_at",
        "maintainers[]",
        "edition",
        "version",
    ];
    let mut fields = 0;
    for (path, shape) in RECORDS {
        let mut all = Vec::new();
        leaves(shape, "", &mut all);
        for (leaf, ty) in all.iter().filter(|(_, ty)| matches!(ty, Ty::Text(_))) {
            let Ty::Text(max) = ty else { continue };
            // A formula is no prose: it is parsed, and these words are none.
            if leaf.ends_with("formula") {
                continue;
            }
            fields += 1;
            for word in DECEPTIVE.iter().filter(|word| word.len() <= *max) {
                // The same record with a plain word of the same length, so that all places are the same.
                let plain = "Z".repeat(word.len());
                let [kept, usual] =
                    [*word, plain.as_str()].map(|raw| load_text(path, &file_of(path, &record(shape, "", leaf, raw))));
                assert!(kept.found.is_empty(), "{path} {leaf}: {word}\n{}", told(&kept.found));
                let (kept, usual) = (
                    format!("{:?}", kept.piece.unwrap()),
                    format!("{:?}", usual.piece.unwrap()),
                );
                assert_eq!(kept, usual.replace(&plain, word), "{path} {leaf}: {word}");
                let known = path.ends_with(".md")
                    || kept.contains(&format!("\"{word}\""))
                    || unread.iter().any(|end| leaf.ends_with(end));
                assert!(known, "{path} {leaf}: {word} is kept nowhere");
            }
        }
    }
    for shape in OTHERS {
        let mut all = Vec::new();
        leaves(shape, "", &mut all);
        for (leaf, _) in all.iter().filter(|(_, ty)| matches!(ty, Ty::Text(_))) {
            for word in ["NO", "no", "on", "007"] {
                let text = record(shape, "", leaf, word);
                let mut found = Vec::new();
                let node = yaml::parse(&text, 0, &"x.yml".into(), &mut found).unwrap();
                shape.check(&node, &"x.yml".into(), &mut found);
                assert!(
                    found.is_empty() && format!("{node:?}").contains(&format!("\"{word}\"")),
                    "{leaf}: {word}"
                );
            }
        }
    }
    assert!(fields > 60, "only {fields} fields were walked");
}

#[test]
fn deceptive_words_are_refused_where_no_text_is_meant() {
    for (path, shape) in RECORDS {
        let mut all = Vec::new();
        leaves(shape, "", &mut all);
        for (leaf, ty) in all {
            let words: &[&str] = match ty {
                Ty::Boolean => &["no", "yes", "on", "TRUE", "1"],
                Ty::Integer(..) | Ty::Number(..) => &["007", "0x1F", "1e3", "1_000", "+1", ".inf", ".nan", "12:30"],
                Ty::Date | Ty::PartialDate => &["20261124", "2026-11-24T00:00:00Z", "2026-02-30", "today"],
                Ty::Country => &["no", "France", "F"],
                _ => continue,
            };
            for word in words {
                let loaded = load_text(path, &file_of(path, &record(shape, "", &leaf, word)));
                assert!(
                    loaded.found.len() == 1 && loaded.piece.is_none(),
                    "{path} {leaf}: {word}\n{}",
                    told(&loaded.found)
                );
            }
        }
    }
    let norway = load_text(
        "data/partners/a.yml",
        &record(&shapes::PARTNER, "", ".countries[]", "NO"),
    );
    assert!(
        norway.found.is_empty() && format!("{:?}", norway.piece).contains("\"NO\""),
        "NO is Norway"
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Live schemes

/// Addresses that can run code, lead elsewhere than they say, or carry something along; in YAML's double quotes.
const LIVE: [&str; 27] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\\tscript:alert(1)",
    "java\\nscript:alert(1)",
    "\\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript%3Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHM+",
    "vbscript:msgbox",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "filesystem:https://example.org/x",
    "view-source:https://example.org/",
    "ftp://example.org/",
    "http://example.org/",
    "HTTPS://example.org/",
    "//example.org/",
    "\\\\example.org\\\\x",
    "https:javascript:alert(1)",
    "https://user:pass@example.org/",
    "https://example.org/\\\" onclick=\\\"alert(1)",
    "https://example.org/\\u202Egnp.exe",
    "https://example.org\\\\@evil.example/",
    "https://localhost/",
    " https://example.org/",
];

#[test]
fn no_address_field_takes_a_live_scheme() {
    let mut fields = 0;
    for (path, shape) in RECORDS {
        let mut all = Vec::new();
        leaves(shape, "", &mut all);
        for (leaf, ty) in all
            .iter()
            .filter(|(_, ty)| matches!(ty, Ty::Address | Ty::Tiles | Ty::Contact))
        {
            fields += 1;
            let mailboxes: &[&str] = match ty {
                Ty::Contact => &[
                    "mailto:jane.doe@example.org",
                    "mailto:info@example.org?bcc=x@example.org",
                    "mailto:info@example.org,x@example.org",
                    "mailto:info@example.org\\nExpires: never",
                ],
                _ => &["mailto:info@example.org"],
            };
            for live in LIVE.iter().chain(mailboxes) {
                let text = file_of(path, &record(shape, "", leaf, &format!("\"{live}\"")));
                let loaded = load_text(path, &text);
                assert!(loaded.piece.is_none(), "{path} {leaf} takes {live}");
                let address = loaded
                    .found
                    .iter()
                    .find(|d| [&codes::BAD_URL, &codes::HIDDEN_CHARACTER].contains(&d.entry));
                let place = address
                    .unwrap_or_else(|| panic!("{path} {leaf}: {live}\n{}", told(&loaded.found)))
                    .span
                    .clone();
                assert_eq!(
                    text[place].trim_matches('"'),
                    *live,
                    "{path} {leaf}: the place is the value"
                );
            }
        }
    }
    assert!(fields >= 15, "only {fields} fields were walked");
}

/// Forms of a link in Markdown around an address.
const FORMS: [&str; 14] = [
    "[a](@)",
    "[a](<@>)",
    "[a](@ \"title\")",
    "[a](@ 'title')",
    "[a](  @  )",
    "![a](@)",
    "![a](<@> \"title\")",
    "[![a](@)](index.md)",
    "<@>",
    "[a][r]\n\n[r]: @",
    "[a][]\n\n[a]: <@> \"title\"",
    "[a]\n\n[a]:\n  @\n  'title'",
    "![a][r]\n\n[r]: @",
    "- > [*a* `b`](@)",
];

/// Live addresses as Markdown may hide them.
const HIDDEN: [&str; 26] = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&#x3A;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#1;javascript:alert(1)",
    "javascript\\:alert(1)",
    "javascript%3Aalert(1)",
    "x:javascript:alert(1)",
    "./javascript:alert(1)",
    "data:text/html,alert(1)",
    "DaTa:text/html;base64,PHM+",
    "vbscript:msgbox",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "http://example.org/",
    "//example.org/",
    "&#47;/example.org/",
    "\\\\/\\\\/example.org",
    "https://user@example.org/",
    "mailto:jane.doe@example.org",
];

#[test]
fn no_link_form_of_markdown_takes_a_live_scheme() {
    let mut harmless = String::new();
    for form in FORMS {
        for address in HIDDEN {
            let body = form.replace('@', address);
            let text = format!("---\ntitle: A page\ndescription: A page.\n---\n\n{body}\n");
            let loaded = load_text("content/en/page.md", &text);
            let refused = loaded.found.iter().any(|d| d.severity() == Severity::Error);
            let lost = match &loaded.piece {
                Some(Piece::Article(article)) => article
                    .body
                    .links
                    .iter()
                    .any(|link| matches!(link.target, Target::Lost | Target::Page { .. })),
                _ => false,
            };
            let inside = loaded
                .found
                .iter()
                .all(|d| d.span.start >= text.len() - body.len() - 1 && d.span.end <= text.len());
            assert!(inside, "{body}\n{}", told(&loaded.found));
            if !refused && !lost {
                // What is no link at all for Markdown is text: shown, and looked at below.
                harmless.push_str(&format!("{}\n\n", body.replace("[a]:", "[z]:").replace("[r]:", "[y]:")));
            }
        }
    }
    let html = render_body(&harmless);
    let main = &html[html.find("<main").unwrap()..html.find("</main").unwrap()];
    for attribute in ["href=", "src="] {
        for (at, _) in main.match_indices(attribute) {
            let value: String = main[at + attribute.len()..]
                .chars()
                .skip_while(|c| *c == '"')
                .take(12)
                .collect();
            assert!(
                value.starts_with(['/', '#']) || value.starts_with("https://"),
                "{value}"
            );
        }
    }
    assert!(main.contains("alert(1)"), "text stays text");
}

// ---------------------------------------------------------------------------------------------------------------
// Projects

/// The smallest project that the theme can show, in memory.
fn small_project(pages: &[(&str, &str)]) -> Sources {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, _) = source::read(root);
    sources.media.retain(|path, _| path.starts_with("themes/"));
    sources.texts.retain(|path, _| {
        path.starts_with("themes/") || matches!(&**path, "content/en/ui.ftl" | "content/en/pack.yml" | "data/site.yml")
    });
    let site = sources.texts["data/site.yml"].text.to_string();
    let cut = site.find("navigation:").unwrap();
    let site = format!("{}navigation: []\nfooter: []\ntheme: ctf\n", &site[..cut]);
    let home = "---\ntitle: Home\ndescription: The home page.\n---\n\nWelcome.\n".to_owned();
    let own = [
        ("data/site.yml".to_owned(), site),
        ("content/en/index.md".to_owned(), home),
    ];
    for (path, text) in own.into_iter().chain(
        pages
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    ) {
        let path: Arc<str> = path.into();
        sources.texts.insert(
            path.clone(),
            TextFile {
                path,
                text: text.into(),
                hash: [0; 32],
            },
        );
    }
    sources
}

fn settings() -> Settings {
    Settings {
        base_url: None,
        production: false,
        policy_in_pages: false,
        today: Date::constant(2026, 11, 24),
        source_commit: None,
    }
}

/// The page that a body becomes, as it is published.
fn render_body(body: &str) -> String {
    let text = format!("---\ntitle: Hostile\ndescription: A hostile page.\n---\n\n{body}");
    let sources = small_project(&[("content/en/hostile.md", &text)]);
    let (catalog, found) = load::load(&sources);
    assert!(
        found.iter().all(|d| d.severity() != Severity::Error),
        "{}",
        told(&found)
    );
    let (site, _) = link(catalog, &sources, settings());
    let page = site.pages.iter().find(|page| &*page.id == "hostile").unwrap();
    let (artifact, _) = Renderer::new(&site).page(page);
    String::from_utf8(artifact.bytes).unwrap()
}

/// What a run of the program cost and said.
struct Run {
    code: i32,
    text: String,
    /// Seconds of the processor, of this process alone: other work on the machine does not count.
    seconds: f64,
    peak: u64,
    codes: BTreeMap<String, u64>,
}

impl Project {
    /// All findings of `ctf check`.
    fn check(&self) -> Json {
        let arguments = ["check", "--format", "json", "--date", "2026-11-24", "--root"];
        let output = Command::new(env!("CARGO_BIN_EXE_ctf"))
            .args(arguments)
            .arg(self.root())
            .output()
            .unwrap();
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Builds once with one file changed, and puts the file back.
    fn attack(&self, path: &str, bytes: &[u8]) -> Run {
        let full = self.root().join(path);
        let before = fs::read(&full).ok();
        self.write(path, bytes);
        let report = self.temp.path().join("report.json");
        // A run that goes wild is killed after half a minute of the processor's time; `times` tells what it used.
        let script = "ulimit -t 30; \"$0\" \"$@\"; code=$?; times; exit $code";
        let output = Command::new("sh")
            .args([
                "-c",
                script,
                env!("CARGO_BIN_EXE_ctf"),
                "build",
                "--production",
                "--date",
                "2026-11-24",
                "--root",
            ])
            .arg(self.root())
            .arg("--out")
            .arg(self.temp.path().join("public"))
            .arg("--report")
            .arg(&report)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        match before {
            Some(bytes) => fs::write(&full, bytes).unwrap(),
            None => fs::remove_file(&full).unwrap(),
        }
        let told: Json = fs::read(&report)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let _ = fs::remove_file(&report);
        let peaks = told["stages"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|stage| stage["peak_bytes"].as_u64());
        let by_code = told["diagnostics"]["by_code"].as_object().into_iter().flatten();
        Run {
            code: output.status.code().unwrap_or(-1),
            text: String::from_utf8_lossy(&output.stderr).into_owned(),
            seconds: seconds_of_children(&String::from_utf8_lossy(&output.stdout)),
            peak: peaks.max().unwrap_or(0),
            codes: by_code
                .map(|(code, count)| (code.clone(), count.as_u64().unwrap_or(0)))
                .collect(),
        }
    }
}

/// The second line of the shell's `times`: `0m1.25s 0m0.08s`.
fn seconds_of_children(times: &str) -> f64 {
    let line = times.lines().nth(1).unwrap_or("");
    let seconds = |word: &str| -> Option<f64> {
        let (minutes, seconds) = word.trim_end_matches('s').split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    line.split_whitespace().filter_map(seconds).sum()
}

const MOST_SECONDS: f64 = 5.0;
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// An attack: its name, the file, its bytes, and the codes it must give (none: the site is built).
type Attack = (&'static str, &'static str, Vec<u8>, &'static [&'static str]);

fn withstand(attacks: Vec<Attack>) {
    let project = Project::copy();
    let mut wrong = Vec::new();
    for (name, path, bytes, expected) in attacks {
        let run = project.attack(path, &bytes);
        println!(
            "{name:30} {:5.2} s {:4} MiB {:?}",
            run.seconds,
            run.peak >> 20,
            run.codes
        );
        let codes: Vec<&str> = run
            .codes
            .keys()
            .map(String::as_str)
            .filter(|code| *code != "L003")
            .collect();
        let place = expected.is_empty()
            || run.text.contains(&format!("{path}:"))
            || expected == ["S005"] && run.text.contains(path)
            || !path.ends_with(".md") && run.text.contains(path);
        if run.code != i32::from(!expected.is_empty()) || codes != expected || !place || run.text.contains("panicked") {
            let text: String = run.text.chars().take(600).collect();
            wrong.push(format!(
                "{name}: exit {}, {codes:?} instead of {expected:?}\n{text}",
                run.code
            ));
        }
        if run.seconds > MOST_SECONDS || run.peak > MOST_BYTES || run.peak == 0 {
            wrong.push(format!("{name}: {:.1} s, {} MiB", run.seconds, run.peak >> 20));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn page(body: impl AsRef<str>) -> Vec<u8> {
    format!(
        "---\ntitle: Hostile\ndescription: A hostile page.\n---\n\n{}\n",
        body.as_ref()
    )
    .into_bytes()
}

fn front(keys: impl AsRef<str>) -> Vec<u8> {
    format!(
        "---\ntitle: Hostile\ndescription: A hostile page.\n{}---\n\nText.\n",
        keys.as_ref()
    )
    .into_bytes()
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

const PAGE: &str = "content/en/hostile.md";
const RECORD: &str = "data/partners/hostile.yml";

#[test]
fn deep_and_broken_markdown_ends_in_time() {
    withstand(vec![
        (
            "panic of the parser",
            PAGE,
            page("\u{fffd}\u{fffd}  2\n:<\n  {}\n -"),
            &[],
        ),
        ("1 MiB", PAGE, page("word ".repeat(210_000)), &["S005"]),
        ("50,000 quotes", PAGE, page(">".repeat(50_000)), &["M007"]),
        ("50,000 quotes with spaces", PAGE, page("> ".repeat(50_000)), &["M007"]),
        (
            "quotes in a footnote",
            PAGE,
            page(format!("a[^a]\n\n[^a]: {}x", "> ".repeat(100_000))),
            &["M007"],
        ),
        (
            "ordered lists in one line",
            PAGE,
            page("1. ".repeat(150_000)),
            &["M007"],
        ),
        (
            "deep lists",
            PAGE,
            page(numbered(650, |n| format!("{}- x\n", "  ".repeat(n)))),
            &["M007"],
        ),
        (
            "deep emphasis",
            PAGE,
            page(format!("{0}a{0}", "*".repeat(250_000))),
            &["M007"],
        ),
        ("open emphasis", PAGE, page("*a **b ".repeat(70_000)), &[]),
        ("open brackets", PAGE, page("[".repeat(500_000)), &[]),
        ("open links", PAGE, page("[a](<b".repeat(80_000)), &[]),
        ("open pictures", PAGE, page("![[".repeat(160_000)), &[]),
        ("open tags", PAGE, page("<a x='".repeat(80_000)), &[]),
        ("open comments", PAGE, page("a <!--".repeat(80_000)), &[]),
        ("open CDATA", PAGE, page("a <![CDATA[".repeat(45_000)), &[]),
        (
            "backticks",
            PAGE,
            page(numbered(1_000, |n| format!("e{}", "`".repeat(n)))),
            &[],
        ),
        ("raw HTML", PAGE, page("<b>a</b> ".repeat(50_000)), &["M001"]),
        (
            "heading attributes",
            PAGE,
            page(format!("## a {{{}}}", "#a .b ".repeat(80_000))),
            &["M012"],
        ),
    ]);
}

#[test]
fn large_markdown_ends_in_time() {
    withstand(vec![
        ("a line of 500 KiB", PAGE, page("word ".repeat(100_000)), &[]),
        ("a word of 500 KiB", PAGE, page("w".repeat(500_000)), &[]),
        (
            "a wide table",
            PAGE,
            page(format!(
                "{}|\n{}|\n{}",
                "|a".repeat(60_000),
                "|-".repeat(60_000),
                "|\n".repeat(100_000)
            )),
            &[],
        ),
        (
            "a long table",
            PAGE,
            page(format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(80_000))),
            &[],
        ),
        (
            "a reference that grows",
            PAGE,
            page(format!(
                "[a]: https://example.org/ \"{}\"\n\n{}",
                "t".repeat(250_000),
                "[a] ".repeat(60_000)
            )),
            &[],
        ),
        (
            "10,000 footnotes",
            PAGE,
            page(numbered(10_000, |n| format!("a[^{n}]\n\n[^{n}]: note {n}\n\n"))),
            &["P017"],
        ),
        (
            "a footnote met 100,000 times",
            PAGE,
            page(format!("{}\n\n[^a]: note", "[^a] ".repeat(100_000))),
            &["P017"],
        ),
        (
            "10,000 headings alike",
            PAGE,
            page("## Same words\n\n".repeat(10_000)),
            &[],
        ),
        (
            "40,000 headings that skip",
            PAGE,
            page("## a\n\n#### b\n\n".repeat(20_000)),
            &["M004"],
        ),
        ("20,000 citations", PAGE, page("[@marsh-2011] ".repeat(20_000)), &[]),
        (
            "20,000 unknown citations",
            PAGE,
            page(numbered(20_000, |n| format!("[@marsh-20{n}] "))),
            &["R003"],
        ),
        (
            "50,000 unknown statistics",
            PAGE,
            page("{stat:a} ".repeat(50_000)),
            &["R004"],
        ),
        (
            "an open statistic",
            PAGE,
            page(format!("{}}}", "{stat:".repeat(80_000))),
            &["R004"],
        ),
        (
            "40,000 links to nothing",
            PAGE,
            page("[a](b.md) ".repeat(40_000)),
            &["R001"],
        ),
        (
            "28,000 live links",
            PAGE,
            page("[a](javascript:x) ".repeat(28_000)),
            &["M002"],
        ),
        (
            "500 KiB of Python",
            PAGE,
            page(format!(
                "```python\n{}```",
                "def f(x): return {'a': [1,2,'b']}  # c\n".repeat(12_000)
            )),
            &[],
        ),
        (
            "500 KiB of Markdown as code",
            PAGE,
            page(format!(
                "```markdown\n{}```",
                "**a** [b](c) `d` *e* ~~f~~\n".repeat(15_000)
            )),
            &[],
        ),
        (
            "15,000 aliases",
            PAGE,
            front(format!("aliases: [{}]\n", numbered(15_000, |n| format!("a{n},")))),
            &[],
        ),
    ]);
}

#[test]
fn bombs_in_yaml_and_fluent_end_in_time() {
    let fluent = |more: &str| {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/ui.ftl")).unwrap();
        format!("{text}\nhostile = {more}\n").into_bytes()
    };
    let bomb = format!(
        "a: &a [lol, lol]\n{}",
        numbered(900, |n| format!("b{n}: &b{n} [*a, *a, *a, *a, *a, *a, *a, *a]\n"))
    );
    withstand(vec![
        ("billion laughs", RECORD, bomb.into_bytes(), &["Y003", "Y007", "Y008"]),
        (
            "deep lists",
            RECORD,
            format!("a: {}", "[".repeat(200_000)).into_bytes(),
            &["Y001"],
        ),
        (
            "deep groups",
            RECORD,
            format!("a: {}", "{a: ".repeat(100_000)).into_bytes(),
            &["Y006"],
        ),
        ("deep hyphens", RECORD, "- ".repeat(200_000).into_bytes(), &["Y006"]),
        ("deep keys", RECORD, "? ".repeat(200_000).into_bytes(), &["Y006"]),
        (
            "20,000 keys",
            PAGE,
            front(numbered(20_000, |n| format!("k{n}: v\n"))),
            &["Y006"],
        ),
        (
            "9,900 unknown keys",
            PAGE,
            front(numbered(9_900, |n| format!("titel{n}: v\n"))),
            &["Y007"],
        ),
        (
            "9,900 times one key",
            PAGE,
            front("order: 1\n".repeat(9_900)),
            &["Y004"],
        ),
        (
            "200,000 items",
            RECORD,
            format!("a: [{}]", "b,".repeat(200_000)).into_bytes(),
            &["Y006"],
        ),
        ("anchors", RECORD, "&a ".repeat(100_000).into_bytes(), &["Y001", "Y003"]),
        ("tags", RECORD, "!a ".repeat(100_000).into_bytes(), &["Y001", "Y002"]),
        (
            "100,000 documents",
            RECORD,
            "---\n".repeat(100_000).into_bytes(),
            &["Y005", "Y009"],
        ),
        (
            "a key of 500 KiB",
            RECORD,
            format!("{}: a", "k".repeat(500_000)).into_bytes(),
            &["Y001"],
        ),
        (
            "front matter without end",
            PAGE,
            format!("---\n{}", "a: b\n".repeat(50_000)).into_bytes(),
            &["Y021"],
        ),
        (
            "deep braces in Fluent",
            "content/en/ui.ftl",
            fluent(&"{".repeat(100_000)),
            &["L001"],
        ),
        (
            "deep calls in Fluent",
            "content/en/ui.ftl",
            fluent(&"{ A(".repeat(100_000)),
            &["L001"],
        ),
        (
            "deep choices in Fluent",
            "content/en/ui.ftl",
            fluent(&"{ $a -> [a] ".repeat(30_000)),
            &["L001"],
        ),
        (
            "40,000 lost addresses",
            "data/urls.ledger",
            numbered(40_000, |n| format!("/a{n}/\n")).into_bytes(),
            &["P020"],
        ),
    ]);
}

// ---------------------------------------------------------------------------------------------------------------
// One fault, one finding

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

/// A page with its front matter's further keys and its body.
fn written(keys: &str, body: &str) -> Vec<u8> {
    format!("---\ntitle: A page\ndescription: A page.\n{keys}---\n\n{body}\n").into_bytes()
}

#[test]
fn fifty_faults_in_fifty_files_give_exactly_fifty_findings() {
    let project = Project::copy();
    let demo = fs::read_to_string(project.root().join("data/demo/programs/fj/example-suva.yml")).unwrap();
    let real = demo
        .replace("demo: true\n", "")
        .replace("Example FLS – Suva", "A service");
    let paper = |keys: &str| {
        format!("---\ntitle: A paper\ndescription: A paper.\nauthor: [{{family: A}}]\ncontainer-title: A\nissued: \"2013\"\n{keys}---\n\nText.\n").into_bytes()
    };
    let partner = |keys: &str| format!("name: A\nname_lang: en\nkind: company\nas_of: 2026-01-01\n{keys}").into_bytes();
    let offer = |keys: &str| {
        format!("organisation: A\nrole: mentor\nmodes: [online]\nstate: open\nas_of: 2026-01-01\n{keys}").into_bytes()
    };
    let mut faults: Vec<(&str, Vec<u8>, &str)> = vec![
        ("content/en/f-latin.md", b"---\ntitle: caf\xe9\n---\n".to_vec(), "S001"),
        (
            "content/en/f-mark.md",
            [b"\xef\xbb\xbf", written("", "Text.").as_slice()].concat(),
            "S002",
        ),
        (
            "content/en/f-lines.md",
            String::from_utf8(written("", "Text."))
                .unwrap()
                .replace('\n', "\r\n")
                .into_bytes(),
            "S003",
        ),
        ("content/en/f-large.md", written("", &"a ".repeat(300_000)), "S005"),
        ("content/en/f-picture.PNG", PNG.to_vec(), "S007"),
        ("content/en/f name.md", written("", "Text."), "S008"),
        ("content/en/f-text.txt", b"Text.".to_vec(), "S009"),
        (
            "content/en/f-active.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script>1</script></svg>".to_vec(),
            "S010",
        ),
        ("content/en/f-active.pdf", b"%PDF-1.7 /J#61vaScript".to_vec(), "S011"),
        ("content/en/f-type.png", b"GIF89a".to_vec(), "S012"),
        (
            "content/en/f-camera.jpg",
            b"\xff\xd8\xff\xe1\0\0Exif\0\0".to_vec(),
            "S013",
        ),
        ("content/en/f-hidden.md", written("", "a\u{202e}b"), "S014"),
        ("data/partners/f-syntax.yml", partner("url: [\n"), "Y001"),
        (
            "data/partners/f-tag.yml",
            partner("url: !x https://www.example.org/\n"),
            "Y002",
        ),
        (
            "data/partners/f-anchor.yml",
            partner("url: &x https://www.example.org/\n"),
            "Y003",
        ),
        ("data/partners/f-twice.yml", partner("kind: company\n"), "Y004"),
        ("data/partners/f-documents.yml", partner("---\nname: B\n"), "Y005"),
        (
            "data/partners/f-deep.yml",
            partner(&format!("url: {}{}\n", "[".repeat(40), "]".repeat(40))),
            "Y006",
        ),
        ("data/partners/f-unknown.yml", partner("colour: red\n"), "Y007"),
        ("data/mentorship/f-missing.yml", offer(""), "Y008"),
        (
            "data/mentorship/f-form.yml",
            offer("url: https://www.example.org/\nlanguages: en\n"),
            "Y009",
        ),
        ("content/en/f-choice.md", written("list: everything\n", "Text."), "Y010"),
        ("content/en/f-number.md", written("order: 012\n", "Text."), "Y011"),
        (
            "content/en/f-date.md",
            written("updated: 24/11/2026\n", "Text."),
            "Y012",
        ),
        (
            "data/partners/f-address.yml",
            partner("url: http://www.example.org/\n"),
            "Y013",
        ),
        ("data/partners/f-country.yml", partner("countries: [UK]\n"), "Y014"),
        (
            "data/mentorship/f-language.yml",
            offer("url: https://www.example.org/\nlanguages: [english_GB]\n"),
            "Y015",
        ),
        ("content/en/f-slug.md", written("slug: ../../climb\n", "Text."), "Y016"),
        ("content/en/f-empty.md", written("nav_title:\n", "Text."), "Y017"),
        (
            "content/en/f-long.md",
            written(&format!("nav_title: {}\n", "long ".repeat(20)), "Text."),
            "Y018",
        ),
        ("content/en/f-switch.md", written("draft: no\n", "Text."), "Y019"),
        ("content/en/f-front.md", b"Text.\n".to_vec(), "Y020"),
        ("content/en/f-open.md", b"---\ntitle: A\n".to_vec(), "Y021"),
        (
            "content/en/literature/f-doi.md",
            paper("DOI: https://doi.org/10.1007/x\n"),
            "Y022",
        ),
        (
            "content/en/f-mail.md",
            written("private: ask jane.doe@example.org\n", "Text."),
            "Y023",
        ),
        ("content/en/f-html.md", written("", "a <script>b"), "M001"),
        ("content/en/f-scheme.md", written("", "[a](javascript:x)"), "M002"),
        ("content/en/f-title.md", written("", "# Title"), "M003"),
        ("content/en/f-skip.md", written("", "#### Deep"), "M004"),
        ("content/en/f-ids.md", written("", "## A {#a}\n\n## B {#a}"), "M005"),
        ("content/en/f-alt.md", written("", "![](f-picture.png)"), "M006"),
        ("content/en/f-nested.md", written("", &">".repeat(50_000)), "M007"),
        ("content/en/f-block.md", written("", "```ctf:toolkts\n```"), "M009"),
        (
            "content/en/f-option.md",
            written("", "```ctf:toolkits\nlimti: 3\n```"),
            "M010",
        ),
        ("content/en/f-code.md", written("", "```nolang\nx\n```"), "M011"),
        (
            "content/en/f-attribute.md",
            written("", "## A {onclick=alert(1)}"),
            "M012",
        ),
        ("content/en/f-lost.md", written("", "[a](b.md)"), "R001"),
        ("content/en/f-cited.md", written("", "[@nobody-1999]"), "R003"),
        ("content/en/f-reserved.md", written("slug: assets\n", "Text."), "R007"),
        ("data/programs/de/f-folder.yml", real.into_bytes(), "R009"),
    ];
    assert_eq!(faults.len(), 50);
    for (path, bytes, _) in &faults {
        project.write(path, bytes);
    }
    project.write("content/en/f-picture.png", PNG);
    let found = project.check();
    let mut given: Vec<(String, String)> = Vec::new();
    for finding in found["diagnostics"].as_array().unwrap() {
        let file = finding["file"].as_str().unwrap().to_owned();
        let code = finding["code"].as_str().unwrap().to_owned();
        let in_text =
            [".md", ".yml"].iter().any(|end| file.ends_with(end)) && !["S001", "S005"].contains(&code.as_str());
        assert!(
            !in_text || finding["line"].as_u64().is_some_and(|line| line > 0),
            "{finding}"
        );
        assert!(
            !finding["message"].as_str().unwrap().is_empty() && !finding["help"].is_null(),
            "{finding}"
        );
        given.push((file, code));
    }
    // Names that differ by case: the later of the two in the order of bytes is told.
    let clash = faults.iter_mut().find(|(_, _, code)| *code == "S007").unwrap();
    clash.0 = "content/en/f-picture.png";
    let mut wanted: Vec<(String, String)> = faults
        .iter()
        .map(|(path, _, code)| ((*path).to_owned(), (*code).to_owned()))
        .collect();
    given.sort();
    wanted.sort();
    let extra: Vec<_> = given.iter().filter(|it| !wanted.contains(it)).collect();
    let absent: Vec<_> = wanted.iter().filter(|it| !given.contains(it)).collect();
    assert!(
        extra.is_empty() && absent.is_empty(),
        "too many: {extra:?}\nmissing: {absent:?}"
    );
    assert_eq!((found["counts"]["files"].as_u64(), given.len()), (Some(50), 50));
}

/// Each set of files, and the codes that it gives, by file.
#[test]
fn clashes_links_and_hidden_signs_are_told_where_they_stand() {
    type Attributes<'a> = &'a [(&'a str, &'a str)];
    let sets: [(Attributes, Attributes); 12] = [
        (
            &[("content/en/a.md", ""), ("content/en/a/index.md", "")],
            &[("content/en/a/index.md", "R006")],
        ),
        (
            &[("content/en/a.md", "slug: b\n"), ("content/en/b.md", "")],
            &[("content/en/b.md", "R006")],
        ),
        (
            &[("content/en/a.md", "aliases: [recognition]\n")],
            &[("content/en/a.md", "R008")],
        ),
        (
            &[
                ("content/en/a.md", "aliases: [former]\n"),
                ("content/en/b.md", "aliases: [/former/]\n"),
            ],
            &[("content/en/b.md", "R008")],
        ),
        (
            &[("content/en/a.md", "aliases: [assets/x]\n")],
            &[("content/en/a.md", "R007")],
        ),
        (
            &[("content/en/a.md", "aliases: [../up]\n")],
            &[("content/en/a.md", "Y016")],
        ),
        (&[("content/en/a.md", "slug: es\n")], &[("content/en/a.md", "R007")]),
        (&[("content/en/pt-br.md", "")], &[("content/en/pt-br.md", "R007")]),
        (
            &[("content/en/kpis/page.md", "")],
            &[("content/en/kpis/page.md", "Y008"), ("content/en/kpis/page.md", "Y008")],
        ),
        (
            &[("content/en/a.md", "private: \"x\\u200By\"\n")],
            &[("content/en/a.md", "S014")],
        ),
        (&[("content/en/Upper.md", "")], &[("content/en/Upper.md", "Y016")]),
        (
            &[("content/en/caf\u{e9}.md", ""), ("content/en/cafe\u{301}.md", "")],
            &[
                ("content/en/caf\u{e9}.md", "S007"),
                ("content/en/caf\u{e9}.md", "S008"),
                ("content/en/cafe\u{301}.md", "S008"),
            ],
        ),
    ];
    let project = Project::copy();
    for (files, expected) in sets {
        for (path, keys) in files {
            project.write(path, written(keys, "Text."));
        }
        let found = project.check();
        let given: Vec<(&str, &str)> = found["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["file"].as_str().unwrap(), it["code"].as_str().unwrap()))
            .collect();
        let mut sorted = (given.clone(), expected.to_vec());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        assert_eq!(sorted.0, sorted.1, "{files:?}");
        for (path, _) in files {
            fs::remove_file(project.root().join(path)).unwrap();
        }
    }
}

#[cfg(unix)]
#[test]
fn links_of_the_disk_are_never_followed() {
    use std::os::unix::fs::symlink;
    let project = Project::copy();
    let secret = project.temp.path().join("secret");
    fs::create_dir(&secret).unwrap();
    fs::write(secret.join("secret.md"), written("", "The secret text.")).unwrap();
    let root = project.root();
    symlink(secret.join("secret.md"), root.join("content/en/file.md")).unwrap();
    symlink(&secret, root.join("content/en/folder")).unwrap();
    symlink("loop.md", root.join("content/en/loop.md")).unwrap();
    symlink("/nowhere", root.join("data/partners/gone.yml")).unwrap();
    symlink("..", root.join("content/en/up")).unwrap();
    let found = project.check();
    let told: Vec<&str> = found["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(told, ["S004"; 5], "{found:#}");
    assert!(!found.to_string().contains("secret text"));
}

#[test]
fn footnotes_in_footnotes_and_links_in_alternatives_lose_no_word() {
    let html = render_body("One[^a] two[^b].\n\n[^a]: three\n\n    [^b]: four\n\n    five\n\nsix\n");
    for word in ["One", "two", "three", "four", "five", "six"] {
        assert!(html.contains(word), "{word}: {html}");
    }
    let project = Project::copy();
    project.write("content/en/a.png", PNG);
    project.write(
        "content/en/a.md",
        written("", "![see [the home](index.md) and `b`](a.png)"),
    );
    let found = project.check();
    assert_eq!(found["diagnostics"].as_array().unwrap().len(), 0, "{found:#}");
}

// ---------------------------------------------------------------------------------------------------------------
// Any text whatever

/// Every finding lies in its file, on characters.
fn places_hold(text: &str, found: &[Diagnostic]) -> Result<(), TestCaseError> {
    let inside = |span: &std::ops::Range<usize>| span.start <= span.end && text.get(span.clone()).is_some();
    for finding in found {
        let fix = finding.fix.as_ref().is_none_or(|fix| inside(&fix.span));
        let related = finding
            .related
            .iter()
            .filter(|it| it.file == finding.file)
            .all(|it| inside(&it.span));
        prop_assert!(inside(&finding.span) && fix && related, "{finding:?}\n{text:?}");
    }
    Ok(())
}

/// Pieces of which hostile texts are made, between arbitrary characters.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "    ",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "* ",
        "|",
        "|-|\n",
        "```",
        "```ctf:cards\n",
        "```ctf:toolkits\n",
        "`",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "<a",
        "<!--",
        "&",
        "&#x202E;",
        "&amp;",
        "\\",
        "{",
        "}",
        "{#",
        "{stat:",
        "[@",
        "[^",
        "]:",
        "^",
        ":",
        ": ",
        "---\n",
        "...",
        "---",
        "?",
        "? ",
        "!",
        "!x ",
        "&x ",
        "*x",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "%",
        ",",
        "[]",
        "{}",
        "#",
        " #",
        "title: ",
        "limit: ",
        "cards:\n",
        "javascript:",
        "https://",
        "=",
        " = ",
        ".",
        "{ $n ->",
        "[one]",
        "*[other]",
        "-term",
        "\u{fffd}",
        "\u{202e}",
        "\u{200d}",
        "\u{feff}",
        "\0",
        "\r",
        "é",
        "骨",
        "\u{1F600}",
        "e\u{301}",
        "a",
        "word",
        "0",
        "-1",
    ]);
    let piece =
        prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => "[ -~]{0,8}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_is_read_or_refused_in_its_place(body in text()) {
        let file = format!("---\ntitle: A\ndescription: B.\n---\n{body}");
        let loaded = load_text(PAGE, &file);
        places_hold(&file, &loaded.found)?;
        prop_assert!(loaded.piece.is_some() || loaded.found.iter().any(|d| d.severity() == Severity::Error));
    }

    #[test]
    fn any_front_matter_is_read_or_refused_in_its_place(keys in text()) {
        let file = format!("---\n{keys}\n---\nText.\n");
        let loaded = load_text("content/en/toolkits/hostile.md", &file);
        places_hold(&file, &loaded.found)?;
        prop_assert!(loaded.piece.is_some() || !loaded.found.is_empty());
    }

    #[test]
    fn any_record_is_read_or_refused_in_its_place(text in text(), at in 0..RECORDS.len()) {
        let path = RECORDS[at].0;
        let loaded = load_text(path, &text);
        places_hold(&text, &loaded.found)?;
        prop_assert!(loaded.piece.is_some() || !loaded.found.is_empty(), "{path} is lost without a word: {text:?}");
    }

    #[test]
    fn any_fluent_file_is_read_or_refused_in_its_place(lines in prop::collection::vec(text(), 0..6)) {
        let text: String = lines.iter().enumerate().map(|(n, line)| format!("m{n} = {line}\n")).collect();
        let mut found = Vec::new();
        let _ = Messages::parse(&text, &"content/en/ui.ftl".into(), &mut found);
        places_hold(&text, &found)?;
    }

    #[test]
    fn any_bytes_are_a_picture_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0..5_usize) {
        let (name, magic): (&str, &[u8]) = [("a.png", PNG), ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"), ("a.webp", b"RIFF\x20\0\0\0WEBPVP8 "), ("a.svg", b"<svg width=\"4\" viewBox=\"0 0"), ("a.pdf", b"%PDF-1.7\n")][kind];
        let mut found = Vec::new();
        let read = media::read(&name.into(), MediaKind::of_name(name).unwrap(), [magic, &bytes].concat(), &mut found);
        prop_assert!(read.is_some() == found.is_empty());
    }
}

/// Words of their own between all marks: what a page says, its readers read.
#[test]
fn no_word_of_a_page_is_lost() {
    let marks = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "- ",
        "\n- ",
        "\n1. ",
        "\n> ",
        "> ",
        "\n    ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "\n\n|a|b|\n|-|-|\n|c|",
        "\n```\n",
        "\n## ",
        "\n\n## ",
        "[^a]",
        "[^b]",
        "\n\n[^c]: ",
        "\n\n    [^d]: ",
        "(",
        ")",
        "\\",
        "&",
        "<",
        "\n> [!NOTE]\n> ",
        "- [ ] ",
        "  \n",
        "\n***\n",
        "\n---\n",
        "{",
        "}",
        "[",
        "]",
        "![",
        "](index.md)",
        "](https://example.org/)",
    ]);
    let bodies = prop::collection::vec(marks, 1..40);
    let config = ProptestConfig {
        cases: 250,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let rendered = std::cell::Cell::new(0);
    let outcome = proptest::test_runner::TestRunner::new(config).run(&bodies, |marks| {
        let said: String = marks
            .iter()
            .enumerate()
            .map(|(n, mark)| format!("{mark}word{n}x"))
            .collect();
        let body = format!("{said}\n\n[^a]: one\n\n[^b]: two\n");
        let text = format!("---\ntitle: A\ndescription: B.\n---\n\n{body}");
        if load_text(PAGE, &text).piece.is_some() {
            rendered.set(rendered.get() + 1);
            let html = render_body(&body);
            for n in 0..marks.len() {
                prop_assert!(html.contains(&format!("word{n}x")), "word{n}x of {body:?}\n{html}");
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(
        rendered.get() > 60,
        "only {} pages were good enough to be shown",
        rendered.get()
    );
}
