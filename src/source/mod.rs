//! Stage 1, disk → files: the only room that reads the disk.
//!
//! In: the project's root. Out: [`Sources`]: texts (UTF-8, no byte order mark, `\n` line ends) and media files, sorted by path.
//! Also here: today's date, and [`yaml`], the one place that touches YAML. Never: judge what a file says.

pub mod media;
pub mod memory;
mod text;
pub mod today;
pub mod yaml;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
pub use media::{Media, MediaKind};
pub use text::hidden;

/// Largest text file, in bytes. A page of this size is a book.
pub const MAX_TEXT_BYTES: u64 = 512 * 1024;
/// Largest file of third-party browser code, in bytes; MapLibre has 1.1 MB.
pub const MAX_VENDOR_BYTES: u64 = 2 * 1024 * 1024;
/// Largest picture or document, in bytes.
pub const MAX_MEDIA_BYTES: u64 = 4 * 1024 * 1024;

/// A text file of the project.
#[derive(Clone, Debug)]
pub struct TextFile {
    pub path: RelPath,
    pub text: Arc<str>,
    /// SHA-256 of the bytes on disk: what parsing is memoised by.
    pub hash: [u8; 32],
}

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub texts: BTreeMap<RelPath, TextFile>,
    pub media: BTreeMap<RelPath, Media>,
}

impl Sources {
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.texts.get(path).map(|file| file.text.clone())
    }

    /// Text files below `folder` (with its closing slash), in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a TextFile> {
        self.texts
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(_, file)| file)
    }
}

/// The folders that are the site's sources. Nothing else below the root is looked at.
pub const FOLDERS: [&str; 3] = ["content", "data", "themes"];

/// Reads the project below `root`.
pub fn read(root: &Utf8Path) -> (Sources, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut paths = Vec::new();
    for folder in FOLDERS {
        walk(root, folder, &mut paths, &mut found);
    }
    paths.sort();
    found.extend(name_clashes(&paths));
    let read: Vec<(Option<File>, Vec<Diagnostic>)> = paths.par_iter().map(|path| read_file(root, path)).collect();
    let mut sources = Sources::default();
    for (file, told) in read {
        found.extend(told);
        match file {
            Some(File::Text(file)) => drop(sources.texts.insert(file.path.clone(), file)),
            Some(File::Media(media)) => drop(sources.media.insert(media.path.clone(), media)),
            None => {}
        }
    }
    (sources, found)
}

/// Reads again what stands at `path` after a change: a file, a folder with all below it, or nothing any more. The same
/// files are read and passed over as by [`read`]; names are compared by [`name_clashes`] alone.
pub fn reread(root: &Utf8Path, path: &str) -> (Vec<File>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let is_source = FOLDERS.contains(&path.split('/').next().unwrap_or_default());
    let above = Utf8Path::new(path).ancestors().skip(1).filter(|above| *above != "");
    let behind_link = above.into_iter().any(|above| root.join(above).is_symlink());
    if !is_source || behind_link || path.split('/').any(is_passed_over) || root.join(path).symlink_metadata().is_err() {
        return (Vec::new(), found);
    }
    let mut paths = Vec::new();
    walk(root, path, &mut paths, &mut found);
    let mut files = Vec::with_capacity(paths.len());
    for path in &paths {
        let (file, told) = read_file(root, path);
        files.extend(file);
        // What was deleted since the walk is no fault of anybody's: its own event comes next.
        found.extend(
            told.into_iter()
                .filter(|d| d.entry != &codes::UNREADABLE || root.join(path.as_ref()).exists()),
        );
    }
    (files, found)
}

/// A file that was read.
#[derive(Clone, Debug)]
pub enum File {
    Text(TextFile),
    Media(Media),
}

/// Whether editors and version control leave such files behind: they are passed over in silence.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || (name.starts_with('#') && name.ends_with('#'))
}

fn walk(root: &Utf8Path, folder: &str, paths: &mut Vec<RelPath>, found: &mut Vec<Diagnostic>) {
    let walk = WalkDir::new(root.join(folder)).follow_links(false).into_iter();
    let entries =
        walk.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(&entry.file_name().to_string_lossy()));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error)
                if error.depth() == 0
                    && error
                        .io_error()
                        .is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound) =>
            {
                return;
            }
            Err(error) => {
                let path = error.path().map_or(folder.to_owned(), |path| {
                    path.to_string_lossy()
                        .replace(root.as_str(), "")
                        .trim_start_matches('/')
                        .to_owned()
                });
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found.push(unreadable(&path.into(), &reason));
                continue;
            }
        };
        let Ok(full) = Utf8PathBuf::from_path_buf(entry.path().to_owned()) else {
            let path: RelPath = entry
                .path()
                .to_string_lossy()
                .replace(root.as_str(), "")
                .trim_start_matches('/')
                .into();
            found.push(
                Diagnostic::new(&codes::BAD_FILE_NAME, &path, 0..0, "the file name is not UTF-8")
                    .help("rename it with plain letters, digits and hyphens"),
            );
            continue;
        };
        let path: RelPath = full.strip_prefix(root).unwrap_or(&full).as_str().into();
        if entry.path_is_symlink() {
            found.push(
                Diagnostic::new(
                    &codes::SYMLINK,
                    &path,
                    0..0,
                    "this is a symbolic link, which could lead out of the project",
                )
                .help("put the file itself here"),
            );
        } else if entry.file_type().is_file() {
            paths.push(path);
        }
    }
}

fn unreadable(path: &RelPath, reason: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::UNREADABLE,
        path,
        0..0,
        format!("the file cannot be read: {reason}"),
    )
    .help("check that the file exists and that you may read it")
}

/// Names that differ only by case or Unicode form are one file on other machines, and one URL for many readers.
pub fn name_clashes<'a>(paths: impl IntoIterator<Item = &'a RelPath>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, &RelPath> = BTreeMap::new();
    for path in paths {
        let folded: String = if path.is_ascii() {
            path.to_ascii_lowercase()
        } else {
            path.nfkd().collect::<String>().to_lowercase()
        };
        if let Some(first) = seen.get(&folded) {
            found.push(
                Diagnostic::new(
                    &codes::NAME_CLASH,
                    path,
                    0..0,
                    format!("`{path}` and `{first}` differ only by case or Unicode form"),
                )
                .help("rename one of them: on many machines the two are the same file")
                .related(first, 0..0, "the other one"),
            );
        } else {
            seen.insert(folded, path);
        }
    }
    found
}

/// What of a path should stand in no address; told when the file is read.
pub fn unusual(path: &str) -> Option<char> {
    path.chars()
        .find(|c| !(c.is_ascii_alphanumeric() || "-_./".contains(*c)))
}

/// Whether it is code of others, `themes/ctf/vendor/d3.js`: pinned by its hash, and not held to how we write.
pub fn is_vendored(path: &str) -> bool {
    let mut parts = path.split('/');
    (parts.next(), parts.nth(1)) == (Some("themes"), Some("vendor"))
}

fn read_file(root: &Utf8Path, path: &RelPath) -> (Option<File>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    if let Some(bad) = unusual(path) {
        found.push(
            Diagnostic::new(
                &codes::BAD_FILE_NAME,
                path,
                0..0,
                format!("the file name holds {bad:?}"),
            )
            .help("use letters without accents, digits, hyphens, underscores and dots: file names become addresses"),
        );
    }
    let kind = MediaKind::of_name(path);
    let limit = match kind {
        Some(_) => MAX_MEDIA_BYTES,
        None if is_vendored(path) => MAX_VENDOR_BYTES,
        None => MAX_TEXT_BYTES,
    };
    let full = root.join(path.as_ref());
    match full.metadata() {
        Ok(metadata) if metadata.len() > limit => {
            found.push(
                Diagnostic::new(
                    &codes::FILE_TOO_LARGE,
                    path,
                    0..0,
                    format!(
                        "the file has {} KiB; at most {} KiB are read",
                        metadata.len() / 1024,
                        limit / 1024
                    ),
                )
                .help(if kind.is_some() {
                    "make the picture or document smaller, or link to it where it is published"
                } else {
                    "split the page into several"
                }),
            );
            return (None, found);
        }
        Ok(metadata) if !metadata.is_file() => return (None, found),
        _ => {}
    }
    let bytes = match std::fs::read(&full) {
        Ok(bytes) => bytes,
        Err(error) => {
            found.push(unreadable(path, &error.to_string()));
            return (None, found);
        }
    };
    let file = match kind {
        Some(kind) => media::read(path, kind, bytes, &mut found).map(File::Media),
        None => {
            let hash = Sha256::digest(&bytes).into();
            text::decode(path, bytes, &mut found).map(|text| {
                File::Text(TextFile {
                    path: path.clone(),
                    text,
                    hash,
                })
            })
        }
    };
    (file, found)
}

/// Largest list of programs that is imported, in bytes: a hundred thousand rows.
const MAX_LIST_BYTES: u64 = 64 * 1024 * 1024;

/// A file that a person names on the command line, which is no source of the site.
pub fn read_list(path: &Utf8Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("`{path}` cannot be read: {error}");
    let length = std::fs::metadata(path).map_err(told)?.len();
    if length > MAX_LIST_BYTES {
        return Err(format!(
            "`{path}` has {length} bytes; at most {MAX_LIST_BYTES} are read. Split it"
        ));
    }
    std::fs::read(path).map_err(told)
}
