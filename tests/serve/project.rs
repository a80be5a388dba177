//! A project of its own for each test, and the ways in which editors and people change it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use ctf_site::diagnostics::any_error;
use ctf_site::link::Settings;
use ctf_site::model::Date;
use ctf_site::pipeline;
use ctf_site::render::{Renderer, files};
use ctf_site::report::Stages;

use crate::article;

/// A copy of what people wrote in this repository.
pub struct Project {
    pub root: Utf8PathBuf,
    _folder: tempfile::TempDir,
}

impl Project {
    pub fn copy() -> Self {
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

    pub fn settings(&self, base_url: Option<String>) -> Settings {
        Settings {
            base_url,
            production: false,
            policy_in_pages: false,
            today: Date::constant(2026, 11, 24),
            source_commit: None,
        }
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// As most editors save: another file, then its name.
    pub fn write(&self, path: &str, text: &str) {
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
    pub fn edit(&self, random: &mut Random, number: usize) -> String {
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
    pub fn clean(&self, base_url: String) -> BTreeMap<String, Vec<u8>> {
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

/// SplitMix64 (Steele, Lea, Flood 2014): the same script in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
