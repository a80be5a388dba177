//! Every kind of finding has a folder in `tests/cases/`, named by its code: what is laid over the smallest valid project
//! (`base/`), and in `expected.txt` the report that people must then get, word for word.
//!
//! - A file lies where it lies in a project; a file `X.remove` takes `X` away from the base.
//! - `make.txt` makes what Git cannot hold well, line by line ([`Recipe`]).
//! - The theme and the words of the interface are the project's own: what breaks them for everybody is seen here too.
//!
//! `CTF_BLESS=1 cargo test --test cases` writes the reports anew; read the change before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use camino::Utf8Path;
use ctf_site::diagnostics::catalogue::ENTRIES;
use ctf_site::diagnostics::{Diagnostic, human};
use ctf_site::link::Settings;
use ctf_site::pipeline;
use ctf_site::report::Stages;
use ctf_site::source::Sources;
use rayon::prelude::*;
use walkdir::WalkDir;

/// The day on which every case is checked.
const TODAY: &str = "2026-11-24";
/// Topics that the base names; words for others would be told as unused.
const TOPICS: [&str; 1] = ["implementation"];

#[test]
fn the_base_is_a_valid_project() {
    let report = Project::base().report();
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_kind_of_finding_is_told_as_expected() {
    let bless = std::env::var_os("CTF_BLESS").is_some_and(|value| !value.is_empty());
    let failures: Vec<String> = codes_with_folders()
        .par_iter()
        .filter_map(|code| failure(code, bless))
        .collect();
    assert!(
        failures.is_empty(),
        "{} of the reports differ (- expected, + what came; CTF_BLESS=1 accepts what came):\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_entry_of_the_catalogue_has_a_case_and_every_case_an_entry() {
    let folders: BTreeSet<String> = codes_with_folders().into_iter().collect();
    let entries: BTreeSet<String> = ENTRIES.iter().map(|entry| entry.code.to_owned()).collect();
    assert!(entries.len() >= 45, "{} codes", entries.len());
    let without_case: Vec<_> = entries.difference(&folders).collect();
    let without_entry: Vec<_> = folders.difference(&entries).collect();
    assert!(without_case.is_empty(), "no folder in tests/cases: {without_case:?}");
    assert!(without_entry.is_empty(), "no entry in the catalogue: {without_entry:?}");
}

#[test]
fn every_case_tells_its_own_code_and_the_entry_explains_it() {
    for entry in ENTRIES {
        let expected = fs::read_to_string(folder(entry.code).join("expected.txt")).unwrap_or_default();
        assert!(
            expected.contains(&format!("[{}]", entry.code)),
            "{}: not in its expected.txt",
            entry.code
        );
        let explained = human::explain(entry);
        assert!(
            explained.contains(entry.title) && entry.explanation.len() > 80,
            "{}: not explained",
            entry.code
        );
    }
}

#[test]
fn all_faults_of_all_files_are_told_in_one_run_by_file_and_line() {
    let together = [
        "L001", "M001", "R006", "R012", "R014", "S013", "T005", "Y010", "Y011", "Y013",
    ];
    let project = Project::base();
    together.iter().for_each(|code| project.lay_over(&folder(code)));
    let (_, found) = project.check();
    let codes: BTreeSet<&str> = found.iter().map(|told| told.entry.code).collect();
    assert_eq!(codes, BTreeSet::from(together));
    let places: Vec<_> = found.iter().map(|told| (told.file.clone(), told.span.start)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

/// Where the reports of a case and of its `expected.txt` part, if they do.
fn failure(code: &str, bless: bool) -> Option<String> {
    let folder = folder(code);
    let project = Project::base();
    project.lay_over(&folder);
    let came = project.report();
    let file = folder.join("expected.txt");
    if bless {
        fs::write(&file, &came).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    (came != expected).then(|| format!("--- {code}\n{}", difference(&expected, &came)))
}

fn cases() -> PathBuf {
    // Cargo runs tests in the root of their package.
    PathBuf::from("tests/cases")
}

fn folder(code: &str) -> PathBuf {
    cases().join(code)
}

/// Names of the folders beside `base`, in order.
fn codes_with_folders() -> Vec<String> {
    let entries = fs::read_dir(cases())
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "base");
    names.sort();
    names
}

/// A project in a folder of its own, which goes with it.
struct Project {
    root: tempfile::TempDir,
}

impl Project {
    fn base() -> Self {
        let project = Self {
            root: tempfile::tempdir().unwrap(),
        };
        let repository = Path::new(".");
        project.lay_over(&cases().join("base"));
        copy(&repository.join("themes/ctf"), &project.path("themes/ctf"));
        let words = fs::read_to_string(repository.join("content/en/ui.ftl")).unwrap();
        fs::write(project.path("content/en/ui.ftl"), without_other_topics(&words)).unwrap();
        project
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.root.path().join(inside)
    }

    fn check(&self) -> (Sources, Vec<Diagnostic>) {
        let root = Utf8Path::from_path(self.root.path()).unwrap();
        let settings = Settings {
            base_url: None,
            production: false,
            policy_in_pages: false,
            today: TODAY.parse().unwrap(),
            source_commit: None,
        };
        pipeline::check(root, settings, &mut Stages::default())
    }

    /// What `ctf check` prints, without colours.
    fn report(&self) -> String {
        let (sources, found) = self.check();
        human::render(&found, &pipeline::text_of(&sources), false)
    }

    fn lay_over(&self, folder: &Path) {
        for file in files(folder) {
            let inside = file.strip_prefix(folder).unwrap().to_str().unwrap();
            match inside {
                "expected.txt" => {}
                "make.txt" => self.make(&fs::read_to_string(&file).unwrap()),
                _ => match inside.strip_suffix(".remove") {
                    Some(removed) => fs::remove_file(self.path(removed)).unwrap(),
                    None => self.write(inside, &fs::read(&file).unwrap()),
                },
            }
        }
    }

    fn write(&self, inside: &str, bytes: &[u8]) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn make(&self, recipes: &str) {
        for line in recipes
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let recipe = Recipe::parse(line).unwrap_or_else(|| panic!("make.txt: `{line}` is no recipe"));
            let path = self.path(recipe.path);
            let mut bytes = fs::read(&path).unwrap_or_default();
            match recipe.step {
                Step::Symlink(target) => {
                    _ = fs::remove_dir_all(&path);
                    std::os::unix::fs::symlink(target, path).unwrap();
                    continue;
                }
                Step::Append(more) => bytes.extend(more),
                Step::Before(first) => bytes.splice(0..0, first).for_each(drop),
            }
            self.write(recipe.path, &bytes);
        }
    }
}

/// A line of a `make.txt`: a word, a path without spaces, and the rest. In texts, `\n`, `\r` and `\u{200B}` are one
/// character.
struct Recipe<'a> {
    path: &'a str,
    step: Step<'a>,
}

enum Step<'a> {
    /// `symlink PATH -> TARGET`; a folder at PATH makes place.
    Symlink(&'a str),
    /// `text PATH TEXT`, `bytes PATH HEX`, `repeat PATH TIMES TEXT` and `words PATH TIMES TEXT` go to the end of a file;
    /// in `words`, each `@` becomes another word that no compression can guess.
    Append(Vec<u8>),
    /// `before PATH TEXT` goes to the beginning.
    Before(Vec<u8>),
}

impl<'a> Recipe<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        let (path, rest) = rest.split_once(' ')?;
        let many = || {
            let (times, text) = rest.split_once(' ')?;
            Some((times.parse::<usize>().ok()?, unescaped(text)?))
        };
        let step = match word {
            "symlink" => Step::Symlink(rest.strip_prefix("-> ")?),
            "text" => Step::Append(unescaped(rest)?.into()),
            "before" => Step::Before(unescaped(rest)?.into()),
            "bytes" => {
                let pairs = rest.split_whitespace().flat_map(|word| word.as_bytes().chunks(2));
                let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
                Step::Append(pairs.map(byte).collect::<Option<_>>()?)
            }
            "repeat" => many().map(|(times, text)| Step::Append(text.repeat(times).into()))?,
            "words" => many().map(|(times, text)| Step::Append(words(times, &text).into()))?,
            _ => return None,
        };
        Some(Self { path, step })
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let (character, behind) = match escape.strip_prefix("u{") {
            Some(hex) => {
                let (hex, behind) = hex.split_once('}')?;
                (char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, behind)
            }
            None => (
                if escape.starts_with('n') { '\n' } else { '\r' },
                escape.strip_prefix(['n', 'r'])?,
            ),
        };
        out.push(character);
        rest = behind;
    }
    Some(out + rest)
}

fn words(times: usize, text: &str) -> String {
    let mut state: u64 = 0x0dd0_5eed;
    let mut letter = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (state >> 33) as u8 % 26)
    };
    let mut out = String::new();
    for character in text.repeat(times).chars() {
        match character {
            '@' => out.extend((0..12).map(|_| letter())),
            other => out.push(other),
        }
    }
    out
}

fn without_other_topics(words: &str) -> String {
    let of_engine = ["title", "description"];
    let kept = |line: &&str| match line.strip_prefix("topic_") {
        Some(rest) => of_engine
            .iter()
            .chain(&TOPICS)
            .any(|word| rest.starts_with(&format!("{word} ="))),
        None => true,
    };
    words.lines().filter(kept).flat_map(|line| [line, "\n"]).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

/// The files below a folder in order of their paths, the recipes last.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let mut files: Vec<PathBuf> = entries.map(walkdir::DirEntry::into_path).collect();
    files.sort_by_key(|file| (file.ends_with("make.txt"), file.clone()));
    files
}

/// The lines in which two texts differ, between what is the same at their beginning and end.
fn difference(expected: &str, came: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), came.lines().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let removed = old[..old.len() - after].iter().map(|line| format!("-{line}\n"));
    let added = new[..new.len() - after].iter().map(|line| format!("+{line}\n"));
    format!("@ line {}\n", before + 1) + &removed.chain(added).collect::<String>()
}
