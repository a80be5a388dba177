//! The project in memory: what was read, what was parsed of it, and the plan that follows.
//!
//! A change costs the files that it touched, one pass over the catalog and nothing else: texts whose bytes are the
//! same are never parsed again, and the theme is kept until something that it is made of changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use rayon::prelude::*;

use super::watch::Touched;
use crate::check;
use crate::diagnostics::{self, Diagnostic, RelPath, catalogue as codes};
use crate::link::{Settings, Site, Theme, link_with};
use crate::load::{self, Catalog, Loaded};
use crate::model::PackId;
use crate::report::Stages;
use crate::source::{self, File, Sources, TextFile};

pub struct Project {
    root: Utf8PathBuf,
    settings: Settings,
    sources: Sources,
    /// What reading told.
    read: Vec<Diagnostic>,
    source_pack: PackId,
    /// What each text gave, and the hash of the text that it was made of.
    loaded: BTreeMap<RelPath, ([u8; 32], Arc<Loaded>)>,
    theme: Option<KeptTheme>,
}

/// A theme with what it was made of and what reading it told.
struct KeptTheme {
    theme: Arc<Theme>,
    packs: Vec<PackId>,
    found: Vec<Diagnostic>,
}

/// Stages 1 to 4 of the project as it is now.
pub struct Planned {
    pub site: Site,
    pub told: Told,
}

/// What there is to tell of a state.
pub struct Told {
    /// Files and folders whose change led to it; empty where everything was read.
    pub touched: Vec<RelPath>,
    /// In the order of every report.
    pub found: Vec<Diagnostic>,
    /// Whether there is no error among the findings.
    pub good: bool,
    pub pages: usize,
    /// Time per stage.
    pub stages: Stages,
}

impl Project {
    /// Reads and plans the whole project. `settings.base_url` says where it will be served.
    pub fn open(root: Utf8PathBuf, settings: Settings) -> (Self, Planned) {
        let mut project = Self {
            root,
            settings,
            sources: Sources::default(),
            read: Vec::new(),
            source_pack: "en".into(),
            loaded: BTreeMap::new(),
            theme: None,
        };
        let mut stages = Stages::default();
        stages.time("source", || project.read_all());
        let planned = project.plan(Vec::new(), stages);
        (project, planned)
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Reads what was touched and plans again; `None` where no byte of the project changed.
    pub fn follow(&mut self, touched: &Touched) -> Option<Planned> {
        let mut stages = Stages::default();
        let (changed, touched) = stages.time("source", || match touched {
            Touched::Everything => (self.read_all(), Vec::new()),
            Touched::Paths(paths) => {
                let mut paths = without_nested(paths.iter());
                paths.retain(|path| self.read_again(path));
                (!paths.is_empty(), paths.into_iter().cloned().collect())
            }
        });
        changed.then(|| self.plan(touched, stages))
    }

    /// Whether anything is another than before.
    fn read_all(&mut self) -> bool {
        let (sources, read) = source::read(&self.root);
        let same = read == self.read && same_files(&sources, &self.sources);
        if !same {
            self.theme = None;
            (self.sources, self.read) = (sources, read);
        }
        !same
    }

    /// Reads what stands at `path`, in place of all that stood at or below it. Whether anything is another than before.
    fn read_again(&mut self, path: &RelPath) -> bool {
        let (files, read) = source::reread(&self.root, path);
        let (mut old, told) = self.take(path);
        let (mut changed, mut came) = (Vec::new(), false);
        for file in files {
            let (path, same) = match file {
                File::Text(text) => {
                    let path = text.path.clone();
                    let same = old.texts.remove(&path).map(|old| old.hash == text.hash);
                    self.sources.texts.insert(path.clone(), text);
                    (path, same)
                }
                File::Media(media) => {
                    let path = media.path.clone();
                    let same = old.media.remove(&path).map(|old| old.bytes == media.bytes);
                    self.sources.media.insert(path.clone(), media);
                    (path, same)
                }
            };
            came |= same.is_none();
            changed.extend((same != Some(true)).then_some(path));
        }
        let gone = old.texts.into_keys().chain(old.media.into_keys());
        let before = changed.len();
        changed.extend(gone);
        if came || changed.len() > before {
            self.compare_names();
        }
        if changed.iter().any(|path| is_of_theme(path)) {
            self.theme = None;
        }
        let other = read != told;
        self.read.extend(read);
        other || !changed.is_empty()
    }

    /// Takes away all files at or below a path, and what was told of them.
    fn take(&mut self, path: &str) -> (Sources, Vec<Diagnostic>) {
        let folder = format!("{path}/");
        let mut taken = Sources::default();
        let texts: Vec<RelPath> = self.sources.below(&folder).map(|text| text.path.clone()).collect();
        let media: Vec<RelPath> = self
            .sources
            .media
            .keys()
            .filter(|at| at.starts_with(&folder))
            .cloned()
            .collect();
        taken.texts.extend(
            texts
                .iter()
                .map(AsRef::as_ref)
                .chain([path])
                .filter_map(|at| self.sources.texts.remove_entry(at)),
        );
        taken.media.extend(
            media
                .iter()
                .map(AsRef::as_ref)
                .chain([path])
                .filter_map(|at| self.sources.media.remove_entry(at)),
        );
        let inside = |told: &Diagnostic| {
            told.entry != &codes::NAME_CLASH && (&*told.file == path || told.file.starts_with(&folder))
        };
        let told = self.read.extract_if(.., |told| inside(told)).collect();
        (taken, told)
    }

    /// Compares all names again, since one came or went.
    fn compare_names(&mut self) {
        self.read.retain(|told| told.entry != &codes::NAME_CLASH);
        let mut names: Vec<&RelPath> = self.sources.texts.keys().chain(self.sources.media.keys()).collect();
        names.sort();
        self.read.extend(source::name_clashes(names));
    }

    fn plan(&mut self, touched: Vec<RelPath>, mut stages: Stages) -> Planned {
        stages.time("load", || self.load());
        let (catalog, mut found) = stages.time("assemble", || {
            load::assemble(self.loaded.values().map(|(_, loaded)| &**loaded))
        });
        found.extend(self.read.iter().cloned());
        let catalog = Arc::new(catalog);
        let (sources, settings, theme) = (&self.sources, &self.settings, &mut self.theme);
        let link = || {
            let mut found = Vec::new();
            let theme = current(theme, &catalog, sources, settings, &mut found);
            (
                link_with(
                    catalog.clone(),
                    sources.media.clone(),
                    theme,
                    settings.clone(),
                    &mut found,
                ),
                found,
            )
        };
        // Neither asks the other: each has one of the processors.
        let (checked, (site, linked)) = stages.time("check and link", || {
            rayon::join(|| check::check(&catalog, sources, settings), link)
        });
        found.extend(checked);
        found.extend(linked);
        diagnostics::sort(&mut found);
        let told = Told {
            touched,
            good: !diagnostics::any_error(&found),
            found,
            pages: site.pages.len(),
            stages,
        };
        Planned { site, told }
    }

    /// Parses the texts whose bytes are new, and forgets those that are gone.
    fn load(&mut self) {
        let source_pack = load::source_pack(&self.sources);
        if source_pack != self.source_pack {
            // Which keys a file may have depends on it.
            self.loaded.clear();
            self.source_pack = source_pack;
        }
        if self.loaded.len() > self.sources.texts.len() || self.loaded.keys().ne(self.sources.texts.keys()) {
            self.loaded.retain(|path, _| self.sources.texts.contains_key(path));
        }
        let is_new = |text: &&TextFile| self.loaded.get(&text.path).is_none_or(|(hash, _)| *hash != text.hash);
        let new: Vec<&TextFile> = self.sources.texts.values().filter(is_new).collect();
        let parse = |text: &&TextFile| {
            (
                text.path.clone(),
                (text.hash, Arc::new(load::file(text, &self.source_pack))),
            )
        };
        let parsed: Vec<_> = new.par_iter().map(parse).collect();
        self.loaded.extend(parsed);
    }
}

/// The theme that was kept, if it still holds, else as it is now; with what reading it told.
fn current(
    kept: &mut Option<KeptTheme>,
    catalog: &Catalog,
    sources: &Sources,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Arc<Theme> {
    let packs: Vec<PackId> = catalog.packs.keys().cloned().collect();
    let now = kept.take().filter(|kept| kept.packs == packs).unwrap_or_else(|| {
        let mut found = Vec::new();
        let theme = Arc::new(Theme::read(catalog, sources, settings, &mut found));
        KeptTheme { theme, packs, found }
    });
    found.extend(now.found.iter().cloned());
    kept.insert(now).theme.clone()
}

/// Whether the theme, or the words and names that its functions hold, are made of this file.
fn is_of_theme(path: &str) -> bool {
    let page = path.starts_with("content/") && path.ends_with(".md");
    let record = path.starts_with("data/") && path != "data/site.yml";
    !page && !record
}

/// Paths that lie below none of the others.
fn without_nested<'a>(paths: impl Iterator<Item = &'a RelPath>) -> Vec<&'a RelPath> {
    let mut kept: Vec<&RelPath> = Vec::new();
    let mut sorted: Vec<&RelPath> = paths.collect();
    sorted.sort_by(|a, b| a.split('/').cmp(b.split('/')));
    for path in sorted {
        let inside = kept.last().is_some_and(|above| {
            path.strip_prefix(&***above)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if !inside {
            kept.push(path);
        }
    }
    kept
}

fn same_files(a: &Sources, b: &Sources) -> bool {
    let texts = |sources: &Sources| {
        sources
            .texts
            .values()
            .map(|text| (text.path.clone(), text.hash))
            .collect::<Vec<_>>()
    };
    let media = |sources: &Sources| {
        sources
            .media
            .values()
            .map(|media| (media.path.clone(), media.bytes.clone()))
            .collect::<Vec<_>>()
    };
    texts(a) == texts(b) && media(a) == media(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_what_lies_in_it() {
        let paths: Vec<RelPath> = ["a/b", "a", "a-b", "a.c/d", "a/b/c"].map(Into::into).to_vec();
        let kept: Vec<&str> = without_nested(paths.iter()).into_iter().map(|path| &**path).collect();
        assert_eq!(kept, ["a", "a-b", "a.c/d"]);
    }

    #[test]
    fn pages_and_records_leave_the_theme_as_it_is() {
        assert!(!is_of_theme("content/en/a.md") && !is_of_theme("data/programs/fr/a.yml"));
        assert!(
            is_of_theme("content/en/ui.ftl")
                && is_of_theme("data/site.yml")
                && is_of_theme("themes/ctf/styles/main.css")
        );
    }
}
