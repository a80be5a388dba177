//! The command line as its users meet it: what it prints, what it returns, and what it never touches.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use common::{Project, files_of};
use serde_json::Value as Json;

const DAY: [&str; 2] = ["--date", "2026-11-24"];

impl Project {
    /// The program, run in the project's root.
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ctf"))
            .args(arguments)
            .current_dir(self.root())
            .output()
            .unwrap()
    }

    /// The exit code, and everything that was printed.
    fn code(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        (output.status.code().unwrap(), printed(&output))
    }

    fn build(&self, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let out = self.temp.path().join("public");
        let mut arguments = vec!["build", "--out", out.to_str().unwrap()];
        arguments.extend(DAY);
        arguments.extend(more);
        let (code, text) = self.code(&arguments);
        assert_eq!(code, 0, "{text}");
        files_of(&out)
    }
}

fn printed(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn ctf(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ctf"))
        .args(arguments)
        .output()
        .unwrap()
}

fn page(keys: &str, body: &str) -> String {
    format!("---\ntitle: A page of this test\ndescription: A page that this test has written.\n{keys}---\n\n{body}\n")
}

#[test]
fn exit_codes_tell_content_from_usage() {
    let project = Project::copy();
    let out = project.temp.path().join("public");
    let out = out.to_str().unwrap();
    let good = ["build", "--out", out, "--date", "2026-11-24"];
    assert_eq!(project.code(&good).0, 0);
    assert_eq!(project.code(&["check", "--date", "2026-11-24"]).0, 0);

    project.write("content/en/ends.md", page("", "Text.").replace('\n', "\r\n"));
    let (code, text) = project.code(&["check", "--date", "2026-11-24"]);
    assert!(code == 0 && text.contains("S003"), "warnings keep nothing back: {text}");
    project.write("content/en/ends.md", page("", "# Title"));
    assert_eq!(project.code(&["check", "--date", "2026-11-24"]).0, 1);
    let (code, text) = project.code(&good);
    assert!(
        code == 1 && text.contains("content/en/ends.md:6:1") && text.contains("nothing was published"),
        "{text}"
    );
    assert!(Path::new(out).join("index.html").is_file(), "the old site stands");

    let wrong: [&[&str]; 16] = [
        &[],
        &["biuld"],
        &["build", "--drafts"],
        &["build", "--date", "24.11.2026"],
        &["build", "--date", "2026-02-30"],
        &["build", "--jobs", "0"],
        &["build", "--jobs", "many"],
        &["build", "--base-url", "http://example.org/"],
        &["build", "--base-url", "javascript:alert(1)"],
        &["check", "--format", "xml"],
        &["check", "--root", "/nowhere/at/all"],
        &["new", "poem", "Title"],
        &["new", "program", "A service"],
        &["new", "page", "…"],
        &["explain", "X999"],
        &["completions", "cmd"],
    ];
    for arguments in wrong {
        let (code, text) = project.code(arguments);
        assert!(
            code == 2 && !text.contains("panicked") && !text.is_empty(),
            "{arguments:?}: {code}\n{text}"
        );
    }
    let (code, text) = project.code(&["build", "--out", out, "--report", "/nowhere/at/all/report.json"]);
    assert!(code == 2 || code == 1, "{text}");
}

#[test]
fn every_command_explains_itself() {
    let text = |arguments: &[&str]| {
        let output = ctf(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let front = text(&["--help"]);
    let listed = front.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        commands,
        [
            "build",
            "serve",
            "check",
            "new",
            "programs",
            "explain",
            "urls",
            "completions",
            "man",
            "help"
        ]
    );
    let mut all: Vec<Vec<&str>> = commands
        .iter()
        .filter(|it| **it != "help")
        .map(|it| vec![*it])
        .collect();
    all.push(vec!["urls", "record"]);
    for command in all {
        for flag in ["--help", "-h"] {
            let help = text(&[command.as_slice(), &[flag]].concat());
            assert!(help.contains("Usage: ctf "), "{command:?}");
            let mut lines = help.lines().peekable();
            while let Some(line) = lines.next() {
                assert!(line.chars().count() <= 100, "{command:?}: {line}");
                let option = line.trim_start();
                if option
                    .strip_prefix('-')
                    .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_alphabetic()))
                {
                    let beside = option.split("  ").filter(|part| !part.is_empty()).count() > 1;
                    let below = lines
                        .peek()
                        .is_some_and(|next| next.starts_with("          ") && !next.trim().is_empty());
                    assert!(beside || below, "{command:?}: {line} is not explained");
                }
            }
        }
    }
    assert!(text(&["--version"]).starts_with("ctf 0."));
}

#[test]
fn findings_as_json_keep_their_form() {
    let project = Project::copy();
    project.write("content/en/a.md", page("order: 1\norder: 2\nslugg: x\n", "[a](b.md)"));
    project.write("content/en/b.svg", "<svg><script/></svg>");
    let output = project.run(&["check", "--format", "json", "--date", "2026-11-24"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
    let told: Json = serde_json::from_slice(&output.stdout).unwrap();
    let keys = |value: &Json| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let place = [
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "byte_start",
        "byte_end",
    ];
    assert_eq!(keys(&told), ["version", "counts", "diagnostics"]);
    assert_eq!(told["version"], 1);
    assert_eq!(keys(&told["counts"]), ["errors", "warnings", "files"]);
    let findings = told["diagnostics"].as_array().unwrap();
    let (mut fixes, mut related) = (0, 0);
    for finding in findings {
        let wanted = [
            &["code", "severity", "title"],
            place.as_slice(),
            &["message", "help", "fix", "related"],
        ]
        .concat();
        assert_eq!(keys(finding), wanted);
        if !finding["fix"].is_null() {
            fixes += 1;
            assert_eq!(keys(&finding["fix"]), ["byte_start", "byte_end", "replacement"]);
        }
        for other in finding["related"].as_array().unwrap() {
            related += 1;
            assert_eq!(keys(other), [place.as_slice(), &["message"]].concat());
        }
    }
    assert!(fixes > 0 && related > 0, "{told:#}");
    assert_eq!(told["counts"]["errors"], findings.len());

    let unknown = findings.iter().find(|it| it["code"] == "Y007").unwrap();
    let text = project.read("content/en/a.md");
    let at = |key: &str| unknown["fix"][key].as_u64().unwrap() as usize;
    assert_eq!(&text[at("byte_start")..at("byte_end")], "slugg");
    assert_eq!(
        (&unknown["fix"]["replacement"], &unknown["line"], &unknown["column"]),
        (&"slug".into(), &6.into(), &1.into())
    );
    let picture = findings.iter().find(|it| it["code"] == "S010").unwrap();
    assert!(picture["line"].is_null() && picture["byte_end"] == 0);

    let green = Project::copy();
    let output = green.run(&["check", "--format", "json", "--date", "2026-11-24"]);
    let told: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (output.status.code(), told["diagnostics"].as_array().unwrap().len()),
        (Some(0), 0)
    );
}

#[test]
fn annotations_obey_nothing_that_content_says() {
    let project = Project::copy();
    let hostile =
        "\"k%0A::error::one\\n::error file=x::two, <b>three</b> | @team #1\": 1\n\"##[group]\\u2028::four\": 2\n";
    project.write(
        "content/en/a.md",
        page(hostile, "[a](<b\\n::set-output name=x::y.md>) ![x](::error::z.png)"),
    );
    let summary = project.temp.path().join("summary.md");
    let output = Command::new(env!("CARGO_BIN_EXE_ctf"))
        .args(["check", "--format", "github", "--date", "2026-11-24"])
        .current_dir(project.root())
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() >= 3, "{text}");
    for line in text.lines() {
        let own = [
            "::error file=content/en/a.md,",
            "::warning file=",
            "::notice title=ctf::",
        ];
        assert!(own.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(
            !line.contains("##[") && !line.chars().any(|c| c.is_control() || c == '\u{2028}'),
            "{line}"
        );
    }
    let summary = fs::read_to_string(summary).unwrap();
    let rows: Vec<&str> = summary.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), text.lines().count() + 2);
    assert!(
        rows.iter().skip(2).all(|row| row.matches('|').count() == 6),
        "{summary}"
    );
    assert!(
        !summary.contains("<b>") && !summary.contains("@team") && !summary.contains("##["),
        "{summary}"
    );
}

#[test]
fn a_path_chooses_what_is_told_and_not_what_is_checked() {
    let project = Project::copy();
    project.write("content/en/one/index.md", page("", "# Title"));
    project.write("content/en/one-more.md", page("", "[a](one/two.md)"));
    project.write("data/partners/faulty.yml", "name: A\n");
    let files = |paths: &[&str]| -> (i32, BTreeSet<String>) {
        let output = project.run(&[&["check", "--format", "json", "--date", "2026-11-24"], paths].concat());
        let told: Json = serde_json::from_slice(&output.stdout).unwrap();
        let files = told["diagnostics"].as_array().unwrap().iter();
        (
            output.status.code().unwrap(),
            files.map(|it| it["file"].as_str().unwrap().to_owned()).collect(),
        )
    };
    let set = |files: &[&str]| files.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    let (one, more, data) = (
        "content/en/one/index.md",
        "content/en/one-more.md",
        "data/partners/faulty.yml",
    );
    assert_eq!(files(&[]), (1, set(&[one, more, data])));
    assert_eq!(files(&["."]), (1, set(&[one, more, data])));
    assert_eq!(files(&["content"]), (1, set(&[one, more])));
    assert_eq!(
        files(&["content/en/one"]),
        (1, set(&[one])),
        "a folder is no beginning of a name"
    );
    assert_eq!(files(&["./content/en/one/"]), (1, set(&[one])));
    assert_eq!(files(&[more, "data/"]), (1, set(&[more, data])));
    assert_eq!(files(&["content/en/index.md"]), (0, set(&[])));

    let root = project.root();
    let output = ctf(&[
        "check",
        "--format",
        "json",
        "--date",
        "2026-11-24",
        "--root",
        root.to_str().unwrap(),
        root.join("data").to_str().unwrap(),
    ]);
    let told: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["diagnostics"][0]["file"], data);
    assert_eq!(told["counts"]["files"], 1);
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let project = Project::copy();
    project.write("content/en/a.md", page("", "# Title"));
    let piped = project.run(&["check", "--date", "2026-11-24"]);
    assert!(!printed(&piped).contains('\u{1b}'), "no colour into a pipe");
    // `script` (util-linux) lends a terminal; where it is missing, only the pipe can be looked at.
    let command = format!("{} check --date 2026-11-24", env!("CARGO_BIN_EXE_ctf"));
    let terminal = |no_color: &str| {
        let mut script = Command::new("script");
        script
            .args(["-qec", &command, "/dev/null"])
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .current_dir(project.root());
        if !no_color.is_empty() {
            script.env("NO_COLOR", no_color);
        }
        script.output().ok().map(|output| printed(&output))
    };
    let Some(coloured) = terminal("") else { return };
    assert!(
        coloured.contains("\u{1b}[1m") || coloured.contains("\u{1b}[38"),
        "{coloured:?}"
    );
    let plain = terminal("1").unwrap();
    assert!(
        plain.contains("M003") && !plain.contains("\u{1b}[1m") && !plain.contains("\u{1b}[3"),
        "{plain:?}"
    );
}

/// What `ctf new` writes for a kind, what an editor fills in, and where it stands.
type New = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [(&'static str, &'static str)],
);

const NEW: [New; 5] = [
    ("page", &[], "content/en/a-new-thing.md", &[]),
    ("toolkit", &[], "content/en/toolkits/a-new-thing.md", &[]),
    (
        "paper",
        &[],
        "content/en/literature/a-new-thing.md",
        &[
            ("# author:\n", "author:\n  - {family: Doe, given: J}\n"),
            ("# container-title:", "container-title:"),
            ("# issued:", "issued:"),
        ],
    ),
    ("partner", &[], "data/partners/a-new-thing.yml", &[]),
    (
        "program",
        &["--country", "FJ"],
        "data/programs/fj/a-new-thing.yml",
        &[("# listing:\n", "listing: {via: iof, date: 2020-11-01}\n")],
    ),
];

#[test]
fn what_new_writes_is_accepted_once_it_is_filled_in() {
    let partner = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/partners"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .min()
        .unwrap();
    for (kind, more, path, blanks) in NEW {
        let project = Project::copy();
        let (code, text) = project.code(&[&["new", kind, "A new “thing”"], more].concat());
        assert!(code == 0 && text.starts_with(path), "{kind}: {text}");
        let mut text = project.read(path);
        assert!(text.contains("A new “thing”") && text.contains("(required)"), "{text}");
        let folder = Path::new(path).parent().unwrap();
        assert!(project.root().join(folder).is_dir());
        for (blank, filled) in blanks {
            assert_eq!(text.matches(blank).count(), 1, "{kind}: {blank}");
            text = text.replace(blank, &filled.replace("iof", &partner));
        }
        // What is an example in the file is an editor's to replace: here only so that no two pages are alike.
        text = text.replace(
            "How to plan, staff and open a service.",
            "A thing that this test has written.",
        );
        project.write(path, text);
        let (code, text) = project.code(&["check"]);
        assert_eq!(code, 0, "{kind}: {text}");

        let before = project.read(path);
        let (code, text) = project.code(&[&["new", kind, "A new thing"], more].concat());
        assert!(code == 2 && text.contains(path), "{kind}: {text}");
        assert_eq!(before, project.read(path), "nothing is written over");
    }
}

#[test]
fn new_climbs_nowhere() {
    let project = Project::copy();
    let before = names(project.temp.path());
    for title in ["../../x", "..", "/etc/passwd", "a/../../../b"] {
        project.code(&["new", "page", title]);
    }
    project.code(&["new", "program", "x", "--country", ".."]);
    project.code(&["new", "program", "x", "--country", "F/"]);
    let new: Vec<_> = names(project.temp.path())
        .into_iter()
        .filter(|name| !before.contains(name))
        .collect();
    let in_place = new
        .iter()
        .all(|name| name.starts_with("root/content/en/") && name.ends_with(".md") && name.matches('/').count() == 3);
    assert!(in_place, "{new:?}");
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_code_is_explained() {
    let list = String::from_utf8(ctf(&["explain"]).stdout).unwrap();
    let codes: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(codes.len(), ctf_site::diagnostics::catalogue::ENTRIES.len());
    for code in &codes {
        let output = ctf(&["explain", &code.to_lowercase()]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success() && text.contains(&format!("[{code}]: ")),
            "{text}"
        );
        assert!(
            text.lines().count() > 3
                && text
                    .lines()
                    .all(|line| line.chars().count() <= 80 || line.starts_with(' ') || line.contains(code)),
            "{text}"
        );
    }
    let near = ctf(&["explain", "Y07"]);
    assert!(
        near.status.code() == Some(2) && printed(&near).contains("Did you mean Y007?"),
        "{}",
        printed(&near)
    );
}

#[test]
fn completions_and_manual_name_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = String::from_utf8(ctf(&["completions", shell]).stdout).unwrap();
        for word in ["build", "serve", "check", "explain", "urls", "record", "production"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
    }
    let manual = String::from_utf8(ctf(&["man"]).stdout).unwrap();
    assert!(manual.contains(".TH ctf 1"), "{manual}");
    for word in ["SYNOPSIS", "build", "serve", "check", "explain"] {
        assert!(manual.contains(word), "{word}");
    }
}

#[test]
fn the_ledger_only_grows_and_holds_the_site_to_its_word() {
    let project = Project::copy();
    let ledger = "data/urls.ledger";
    let _ = fs::remove_file(project.root().join(ledger));
    project.write("content/en/short-lived.md", page("", "Text."));
    let record = || project.code(&["urls", "record", "--date", "2026-11-24"]);
    let (code, text) = record();
    assert!(code == 0 && text.contains("addresses recorded"), "{text}");
    let first = project.read(ledger);
    let lines: Vec<&str> = first.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(
        lines.len() > 40 && lines.contains(&"short-lived/") && lines.contains(&"kpis/"),
        "{first}"
    );
    assert!(
        !first.contains("example-") && !first.contains("404") && !first.contains("/page/"),
        "no examples, no errors"
    );
    assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len());

    // Nothing new: nothing changes. A remark and an old spelling stay, new lines come behind them.
    assert!(record().1.contains("0 addresses recorded"));
    assert_eq!(project.read(ledger), first);
    project.write(ledger, format!("{first}# kept\n/recognition/"));
    project.write(
        "content/en/second.md",
        page("", "Text.").replace("A page", "Another page"),
    );
    assert!(record().1.contains("1 addresses recorded"));
    assert_eq!(project.read(ledger), format!("{first}# kept\n/recognition/\nsecond/\n"));

    // A faulty project records nothing.
    project.write("content/en/third.md", "no front matter");
    assert_eq!(record().0, 1);
    assert!(!project.read(ledger).contains("third"));
    fs::remove_file(project.root().join("content/en/third.md")).unwrap();

    // A page that goes is missed, at its line; an alias keeps the word.
    let text = project.read("content/en/short-lived.md");
    fs::remove_file(project.root().join("content/en/short-lived.md")).unwrap();
    let line = first.lines().position(|line| line == "short-lived/").unwrap() + 1;
    let (code, told) = project.code(&["check", "--date", "2026-11-24"]);
    assert!(
        code == 1
            && told.contains("P020")
            && told.contains(&format!("{ledger}:{line}:1"))
            && told.contains("aliases: [short-lived]"),
        "{told}"
    );
    project.write(
        "content/en/long-lived.md",
        text.replace("description:", "aliases: [short-lived]\ndescription:"),
    );
    let site = project.build(&[]);
    assert!(String::from_utf8_lossy(&site["short-lived/index.html"]).contains("/long-lived/"));
    assert!(String::from_utf8_lossy(&site["_redirects"]).contains("/short-lived/ /long-lived/"));
    assert_eq!(
        before_and_after(&project, ledger),
        0,
        "a build writes nothing into data"
    );
}

/// By how many bytes a build changes a file.
fn before_and_after(project: &Project, path: &str) -> i64 {
    let before = project.read(path).len() as i64;
    project.build(&["--production"]);
    project.read(path).len() as i64 - before
}

#[test]
fn no_folder_is_replaced_that_holds_something_else() {
    let project = Project::copy();
    let elsewhere = project.temp.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("thesis.txt"), "years of work").unwrap();
    fs::write(project.temp.path().join("file"), "a file").unwrap();
    fs::create_dir(project.temp.path().join("empty")).unwrap();
    symlink("empty", project.temp.path().join("link")).unwrap();
    let before = names(project.temp.path());
    for out in [
        ".",
        "..",
        "/",
        "",
        "content",
        "data",
        "themes",
        "content/en/site",
        "data/../data",
        "themes/ctf/styles",
        "../elsewhere",
        "../file",
        "../link",
        "../root",
        "../../",
        "/tmp",
    ] {
        let (code, text) = project.code(&["build", "--date", "2026-11-24", "--out", out]);
        assert!(
            code == 2 && text.contains("ctf: ") && !text.contains("panicked"),
            "{out:?}: {code} {text}"
        );
    }
    assert_eq!(before, names(project.temp.path()), "nothing was touched");
    assert_eq!(
        project.code(&["build", "--date", "2026-11-24", "--out", "../empty"]).0,
        0,
        "an empty folder is free"
    );
}

#[test]
fn production_leaves_examples_out_everywhere() {
    let project = Project::copy();
    let usual = project.build(&[]);
    assert!(usual.contains_key("map/programs.demo.geojson"));
    let count = |site: &BTreeMap<String, Vec<u8>>, word: &str| -> Vec<String> {
        let holds = |(_, bytes): &(&String, &Vec<u8>)| memchr::memmem::find(bytes, word.as_bytes()).is_some();
        site.iter().filter(holds).map(|(path, _)| path.clone()).collect()
    };
    assert!(count(&usual, "Example FLS").len() > 20, "examples are shown elsewhere");
    let site = project.build(&["--production"]);
    // One page explains to editors how examples are named.
    assert_eq!(count(&site, "Example FLS"), ["contribute/index.html"]);
    assert_eq!(count(&site, "example-suva"), [""; 0]);
    assert_eq!(count(&site, "programs.demo.geojson"), [""; 0]);
    let of_examples = |path: &&String| {
        path.contains("demo")
            || path.contains("example-")
            || path.starts_with("programs/fj/")
            || path.starts_with("countries/fj/")
    };
    assert_eq!(site.keys().filter(of_examples).collect::<Vec<_>>(), [""; 0]);
    let features: Json = serde_json::from_slice(&site["map/programs.geojson"]).unwrap();
    assert_eq!(features["features"].as_array().unwrap().len(), 0);

    // Elsewhere no example passes.
    let example = project.read("data/demo/programs/fj/example-suva.yml");
    project.write("data/programs/fj/example-suva.yml", example);
    fs::remove_file(project.root().join("data/demo/programs/fj/example-suva.yml")).unwrap();
    let (code, text) = project.code(&["check", "--production", "--date", "2026-11-24"]);
    assert!(
        code == 1 && text.contains("R013") && text.contains("data/programs/fj/example-suva.yml"),
        "{text}"
    );
}

#[test]
fn a_site_may_stand_below_a_path() {
    let project = Project::copy();
    let site = project.build(&["--base-url", "https://site.example/a/b"]);
    let mut seen = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for attribute in [" href=", " src=", " action=", " srcset="] {
            for (at, _) in html.match_indices(attribute) {
                let value = html[at + attribute.len()..].trim_start_matches('"');
                let value = &value[..value.find(['"', ' ', '>']).unwrap()];
                let good = ["/a/b/", "https://", "#", "data:image/", "mailto:", "geo:"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(good, "{path}:{attribute}{value}");
                seen += usize::from(value.starts_with("/a/b/"));
            }
        }
        assert!(!html.contains("https://ctf.example"), "{path} names the other address");
    }
    assert!(seen > 1_000, "only {seen} addresses were seen");
    let text = |path: &str| String::from_utf8(site[path].clone()).unwrap();
    assert!(text("sitemap.xml").contains("<loc>https://site.example/a/b/kpis/</loc>"));
    assert!(text("robots.txt").contains("https://site.example/a/b/sitemap.xml"));
    assert!(text("feed.xml").contains("https://site.example/a/b/"));
    assert!(text("index.html").contains("https://site.example/a/b/"));
}
