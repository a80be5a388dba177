//! A project of any size to measure with: five packs, sections of a hundred pages, every page different and all of
//! them the same on every machine.

mod code;
mod page;
pub mod programs;
mod random;
mod tongues;

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use random::Random;
use tongues::{TONGUES, Tongue};

pub const PAGES_PER_SECTION: usize = 100;
/// Length of a page of a section's list.
const PER_PAGE: usize = 25;
/// Topics of the real site: their names stand in its words of the interface.
const TOPICS: [&str; 18] = [
    "best-practice-framework",
    "key-performance-indicators",
    "models-of-care",
    "implementation",
    "effectiveness",
    "cost-effectiveness",
    "epidemiology",
    "imminent-risk",
    "risk-assessment",
    "treatment-gap",
    "adherence",
    "hip-fracture",
    "vertebral-fracture",
    "audit-and-registries",
    "primary-care",
    "systematic-reviews",
    "policy",
    "guidelines",
];
/// Pages beside the sections; the last lists all sections.
const SINGLE: [&str; 8] = [
    "about",
    "method",
    "training",
    "questions",
    "accessibility",
    "privacy",
    "credits",
    "parts",
];

/// What was written.
pub struct Corpus {
    /// Markdown files of pages, without the index pages.
    pub pages: usize,
    /// Words of the shortest, the average and the longest of them, code left out.
    pub words: (usize, usize, usize),
    /// Bytes of all Markdown files.
    pub bytes: usize,
}

/// Writes a project of `pages` pages into `root`, which must be empty or absent.
pub fn write(root: &Path, pages: usize) -> io::Result<Corpus> {
    let per_pack = pages / TONGUES.len();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&repository.join("themes/ctf"), &root.join("themes/ctf"))?;
    write_file(&root.join("data/site.yml"), &site())?;
    fs::copy(repository.join("data/countries.yml"), root.join("data/countries.yml"))?;
    let words_of_interface = fs::read_to_string(repository.join("content/en/ui.ftl"))?;
    let (mut bytes, mut total, mut shortest, mut longest) = (0, 0, usize::MAX, 0);
    for tongue in &TONGUES {
        let folder = root.join("content").join(tongue.pack);
        bytes += write_pack(&folder, tongue, per_pack, &words_of_interface)?;
        for n in 0..per_pack {
            let text = page::page(tongue, n, per_pack);
            let words = count_words(&text);
            (shortest, longest, total) = (shortest.min(words), longest.max(words), total + words);
            bytes += text.len();
            fs::write(
                folder
                    .join(section(n / PAGES_PER_SECTION))
                    .join(format!("{}.md", name(n))),
                text,
            )?;
        }
    }
    let pages = per_pack * TONGUES.len();
    Ok(Corpus {
        pages,
        words: (shortest.min(longest), total / pages.max(1), longest),
        bytes,
    })
}

/// The folder of a section.
pub fn section(number: usize) -> String {
    format!("part-{number:03}")
}

/// The file of a page, without its ending.
pub fn name(n: usize) -> String {
    format!("page-{n:05}")
}

/// The title of page `n`; no other page of the pack has it.
fn title(tongue: &Tongue, n: usize) -> String {
    let mut chance = Random::new(&[3, n as u64]);
    format!(
        "{} {} ({})",
        chance.pick(tongue.matters),
        chance.pick(tongue.places),
        n + 1
    )
}

/// Everything of a pack but its pages: facts, words, home, index pages. Returns the bytes of Markdown.
fn write_pack(folder: &Path, tongue: &Tongue, pages: usize, words: &str) -> io::Result<usize> {
    let source = tongue.pack == "en";
    let status = if source { "source" } else { "reviewed" };
    let facts = format!(
        "tag: {}\nname: {}\ndirection: {}\nstatus: {status}\n",
        tongue.pack, tongue.name, tongue.direction
    );
    write_file(&folder.join("pack.yml"), &facts)?;
    write_file(&folder.join("ui.ftl"), words)?;
    let mut bytes = 0;
    let mut index = |path: &str, title: &str, extra: &str, seed: usize| {
        let text = index_page(tongue, title, if source { extra } else { "" }, seed);
        bytes += text.len();
        write_file(&folder.join(path), &text)
    };
    index("index.md", tongue.home, "layout: home\n", 0)?;
    for (at, single) in SINGLE.iter().enumerate() {
        let list = if *single == "parts" { "list: pages\n" } else { "" };
        index(&format!("{single}.md"), tongue.single[at], list, at + 1)?;
    }
    for number in 0..pages.div_ceil(PAGES_PER_SECTION) {
        let extra = format!("list: pages\nper_page: {PER_PAGE}\n");
        index(
            &format!("{}/index.md", section(number)),
            &format!("{} {}", tongue.section, number + 1),
            &extra,
            100 + number,
        )?;
    }
    Ok(bytes)
}

/// A short page that stands above others.
fn index_page(tongue: &Tongue, title: &str, extra: &str, seed: usize) -> String {
    let mut chance = Random::new(&[
        4,
        seed as u64,
        tongue.pack.len() as u64,
        u64::from(tongue.pack.as_bytes()[0]),
    ]);
    let mut sentence = || {
        let parts = [
            chance.pick(tongue.subjects),
            chance.pick(tongue.verbs),
            chance.pick(tongue.objects),
            chance.pick(tongue.circumstances),
        ];
        format!("{}{}", parts.join(" "), tongue.stop)
    };
    let mut text = format!(
        "---\ntitle: \"{title}\"\ndescription: \"{}\"\nupdated: 2026-01-01\n{extra}---\n\n",
        sentence()
    );
    for paragraph in 0..4 {
        if paragraph == 2 {
            let _ = write!(text, "## {}\n\n", tongue.headings[seed % tongue.headings.len()]);
        }
        let _ = write!(text, "{} {} {}\n\n", sentence(), sentence(), sentence());
    }
    text
}

fn site() -> String {
    let (navigation, footer) = (
        ["parts", "method", "training", "questions", "about"],
        ["accessibility", "privacy", "credits"],
    );
    let mut text = "title: Handbook\nbase_url: https://handbook.example/\nsource_pack: en\naffiliation: none\ncontact: https://organisation.example/contact/\n\
        security:\n  contact: https://organisation.example/security/\n  expires: 2027-10-31\n\
        organisation:\n  name: Example organisation\n  url: https://organisation.example/\n\
        licence:\n  name: CC BY 4.0\n  url: https://creativecommons.org/licenses/by/4.0/\n"
        .to_owned();
    for (key, values) in [
        ("topics", &TOPICS[..]),
        ("navigation", &navigation[..]),
        ("footer", &footer[..]),
    ] {
        let _ = writeln!(text, "{key}: [{}]", values.join(", "));
    }
    text + "theme: ctf\n"
}

/// Words of a Markdown text, as `wc -w` counts them, without front matter and code blocks.
fn count_words(text: &str) -> usize {
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(text);
    let outside = body.split("```").step_by(2);
    outside
        .map(|part| {
            part.split_whitespace()
                .filter(|word| word.contains(char::is_alphanumeric))
                .count()
        })
        .sum()
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
