//! One page: 600 to 900 words with lists, a table, footnotes and links, and in every fifth page a code block.
//!
//! The build of a page (which sections, what stands in them) is drawn by its number alone and so is the same in all
//! packs, as in a translated site; its words are drawn by number and pack.

use std::fmt::Write;

use super::code;
use super::random::Random;
use super::tongues::Tongue;
use super::{PAGES_PER_SECTION, TOPICS, title};

/// The id of a heading that every page has, so that other pages can link to it.
const ANCHOR: &str = "to-do";
/// Every fifth page has a code block.
const CODE_EVERY: usize = 5;

/// The Markdown file of page `n` out of `pages` in a pack.
pub fn page(tongue: &Tongue, n: usize, pages: usize) -> String {
    let mut page = Page::new(tongue, n, pages);
    let sections = page.build.between(4, 5);
    let goal = page.build.between(620, 720);
    let (listed, tabled, special) = (
        page.build.below(sections - 1),
        page.build.below(sections - 1),
        page.build.below(sections),
    );
    page.front_matter();
    page.paragraphs(goal / (sections + 3));
    for section in 0..sections {
        let words = page.words + (goal - page.words.min(goal)) / (sections - section);
        page.heading(section, section + 1 == sections);
        if section == listed {
            page.list();
        }
        if section == tabled {
            page.table();
        }
        if section == special {
            page.special();
        }
        if n.is_multiple_of(CODE_EVERY) && section + 1 == sections {
            // Code is not translated: all packs of a page show the same.
            let mut chance = Random::new(&[5, n as u64]);
            page.out.push_str(&code::block(n / CODE_EVERY, &mut chance));
            page.out.push('\n');
        }
        page.paragraphs(words);
    }
    page.footnotes();
    page.out
}

struct Page<'t> {
    tongue: &'t Tongue,
    n: usize,
    pages: usize,
    /// Draws what all packs have in common.
    build: Random,
    /// Draws the words.
    chance: Random,
    out: String,
    words: usize,
    notes: usize,
}

impl<'t> Page<'t> {
    fn new(tongue: &'t Tongue, n: usize, pages: usize) -> Self {
        let pack_seed = u64::from_le_bytes([tongue.pack.as_bytes()[0], tongue.pack.as_bytes()[1], 0, 0, 0, 0, 0, 0]);
        Self {
            tongue,
            n,
            pages,
            build: Random::new(&[1, n as u64]),
            chance: Random::new(&[2, n as u64, pack_seed]),
            out: String::with_capacity(12 * 1024),
            words: 0,
            notes: 0,
        }
    }

    fn front_matter(&mut self) {
        let title = title(self.tongue, self.n);
        let description = format!("{} {}", self.sentence(), self.sentence());
        self.words = 0;
        let (month, day) = (self.build.between(1, 10), self.build.between(1, 28));
        let _ = write!(
            self.out,
            "---\ntitle: \"{title}\"\ndescription: \"{description}\"\nupdated: 2026-{month:02}-{day:02}\n"
        );
        let (first, second) = (self.build.below(TOPICS.len()), self.build.below(TOPICS.len()));
        let order = self.build.between(1, 999);
        if self.tongue.pack == "en" {
            let topics = if first == second {
                TOPICS[first].to_owned()
            } else {
                format!("{}, {}", TOPICS[first], TOPICS[second])
            };
            let _ = write!(self.out, "topics: [{topics}]\norder: {order}\n");
        } else if !self.n.is_multiple_of(3) {
            self.out.push_str("status: reviewed\n");
        }
        self.out.push_str("---\n\n");
    }

    /// A sentence without marks, as front matter holds it.
    fn sentence(&mut self) -> String {
        let tongue = self.tongue;
        let mut text = String::new();
        if self.chance.one_in(3) {
            text.push_str(self.chance.pick(tongue.openers));
            text.push(' ');
        }
        let parts = [
            self.chance.pick(tongue.subjects),
            self.chance.pick(tongue.verbs),
            self.chance.pick(tongue.objects),
        ];
        text.push_str(&parts.join(" "));
        if !self.chance.one_in(4) {
            text.push(' ');
            text.push_str(self.chance.pick(tongue.circumstances));
        }
        text.push_str(tongue.stop);
        self.words += text.split_whitespace().count();
        capital(&text)
    }

    /// A sentence as it stands in a text, some with emphasis, a number, code, a link or a note.
    fn rich_sentence(&mut self) -> String {
        let plain = self.sentence();
        let stop = self.tongue.stop;
        let body = plain.trim_end_matches(stop);
        match self.chance.below(20) {
            0 => match body.rsplit_once(' ') {
                Some((start, last)) => format!("{start} **{last}**{stop}"),
                None => plain,
            },
            1 => match body.split_once(' ') {
                Some((first, rest)) => format!("*{first}* {rest}{stop}"),
                None => plain,
            },
            2 => format!("{body} ({} %){stop}", self.chance.between(1, 99)),
            3 => format!(
                "{body} (`{}_{}`){stop}",
                self.chance.pick(&["code", "field", "row"]),
                self.chance.between(1, 400)
            ),
            4 => format!(
                "{body}{} & “{}” < {}{stop}",
                self.tongue.comma,
                self.chance.pick(self.tongue.verbs),
                self.chance.between(2, 90)
            ),
            _ => plain,
        }
    }

    /// A link to another page of the same pack, written relative to this one.
    fn link(&mut self) -> String {
        let to = self.build.below(self.pages);
        let fragment = if self.build.one_in(4) {
            format!("#{ANCHOR}")
        } else {
            String::new()
        };
        let (here, there) = (self.n / PAGES_PER_SECTION, to / PAGES_PER_SECTION);
        let folder = if here == there {
            String::new()
        } else {
            format!("../{}/", super::section(there))
        };
        let title = title(self.tongue, to);
        self.words += title.split_whitespace().count();
        format!(
            " ({} [{title}]({folder}{}.md{fragment}))",
            self.tongue.see,
            super::name(to)
        )
    }

    /// Paragraphs until the page has `goal` words.
    fn paragraphs(&mut self, goal: usize) {
        while self.words + 20 < goal {
            for at in 0..self.chance.between(2, 6) {
                if at > 0 {
                    self.out.push(' ');
                }
                let sentence = self.rich_sentence();
                self.out.push_str(&sentence);
            }
            self.out.push_str("\n\n");
        }
    }

    /// A heading, with a paragraph that links and, in two of three, a note.
    fn heading(&mut self, section: usize, last: bool) {
        let (at, deeper) = (self.build.below(self.tongue.headings.len() / 2), self.build.one_in(3));
        // Halves in turn, so that neighbours differ.
        let text = self.tongue.headings[at * 2 + section % 2];
        let id = if last { format!(" {{#{ANCHOR}}}") } else { String::new() };
        let _ = write!(self.out, "## {text}{id}\n\n");
        if deeper {
            let under = self.tongue.headings[self.build.below(self.tongue.headings.len())];
            let sentence = self.rich_sentence();
            let _ = write!(self.out, "{sentence}\n\n### {under}\n\n");
        }
        let first = self.sentence();
        let link = self.link();
        let note = if self.build.below(3) < 2 && self.notes < 4 {
            self.notes += 1;
            format!("[^{}]", self.notes)
        } else {
            String::new()
        };
        let stop = self.tongue.stop;
        let second = self.rich_sentence();
        let _ = write!(
            self.out,
            "{}{link}{stop}{note} {second}\n\n",
            first.trim_end_matches(stop)
        );
    }

    /// A list: with bullets, numbers or boxes, some with a list inside.
    fn list(&mut self) {
        let (kind, items, nested) = (self.build.below(3), self.build.between(4, 7), self.build.one_in(2));
        for at in 1..=items {
            let mark = match kind {
                0 => "-".to_owned(),
                1 => format!("{at}."),
                _ => format!("- [{}]", if self.chance.one_in(3) { "x" } else { " " }),
            };
            let sentence = self.rich_sentence();
            let _ = writeln!(self.out, "{mark} {sentence}");
            if nested && at == 2 {
                for _ in 0..3 {
                    let object = self.chance.pick(self.tongue.objects);
                    self.words += object.split_whitespace().count();
                    let _ = writeln!(self.out, "    - {object}");
                }
            }
        }
        self.out.push('\n');
    }

    fn table(&mut self) {
        let rows = self.build.between(4, 8);
        let [a, b, c, d] = self.tongue.columns;
        let _ = write!(self.out, "| {a} | {b} | {c} | {d} |\n|---|---|:-:|--:|\n");
        for _ in 0..rows {
            let cells = [
                self.chance.pick(self.tongue.objects),
                self.chance.pick(self.tongue.subjects),
                self.chance.pick(self.tongue.circumstances),
            ];
            self.words += cells.iter().map(|cell| cell.split_whitespace().count()).sum::<usize>() + 2;
            let _ = writeln!(self.out, "| {} | {} % |", cells.join(" | "), self.chance.between(1, 99));
        }
        self.out.push('\n');
    }

    /// An alert or a quotation.
    fn special(&mut self) {
        let mark = [
            "> [!NOTE]\n",
            "> [!TIP]\n",
            "> [!IMPORTANT]\n",
            "> [!WARNING]\n",
            "",
            "",
        ][self.build.below(6)];
        let (first, second) = (self.rich_sentence(), self.rich_sentence());
        let _ = write!(self.out, "{mark}> {first} {second}\n\n");
    }

    fn footnotes(&mut self) {
        for note in 1..=self.notes {
            let sentence = self.rich_sentence();
            let _ = writeln!(self.out, "[^{note}]: {sentence}");
        }
    }
}

/// `text` with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
