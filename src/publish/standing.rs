//! The site that stands at the output folder: whether it is ours, and which of its files need not be written again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat, fstat, openat, statat};
use rustix::io::Errno;

use super::PublishError;
use super::folder::Folder;
use super::info::{self, BUILD_INFO, FileRecord};
use super::place::Place;
use super::tree;

/// Emitted by every build, tracked in a fresh clone: GitHub Pages then publishes files whose names begin with `_`.
const NOJEKYLL: &str = ".nojekyll";

/// A site made by an earlier build.
pub(super) struct Standing {
    folder: OwnedFd,
    /// The whole text of its `build-info.json`.
    info: Vec<u8>,
    info_stat: Stat,
    files: BTreeMap<String, FileRecord>,
}

/// What a folder is to us.
pub(super) enum Found {
    /// Empty, or nothing but `.nojekyll`.
    Bare,
    Site(Box<Standing>),
    /// Holds this entry and no `build-info.json` of ours.
    Foreign(String),
    /// Holds a `.git`.
    Checkout,
}

impl Standing {
    /// The site at the place, if there is one; an error where the place holds what is not ours.
    pub fn open(place: &Place) -> Result<Option<Self>, PublishError> {
        if place.stat()?.is_none() {
            return Ok(None);
        }
        let out = place.out.clone();
        match look(&place.parent, &place.name).map_err(|error| PublishError::io("read", &place.out, error))? {
            Found::Bare => Ok(None),
            Found::Site(standing) => Ok(Some(*standing)),
            Found::Foreign(found) => Err(PublishError::NotOurs { out, found }),
            Found::Checkout => Err(PublishError::OwnCheckout { out }),
        }
    }

    /// Whether the old site has this very file, by its recorded hash, and nobody has touched it since: size and mode
    /// as written, and not modified after `build-info.json`, which every build writes last.
    pub fn keeps(&self, path: &str, record: &FileRecord) -> bool {
        self.files.get(path) == Some(record)
            && statat(&self.folder, path, AtFlags::SYMLINK_NOFOLLOW)
                .is_ok_and(|stat| is_untouched(&stat, &self.info_stat) && stat.st_size as u64 == record.bytes)
    }

    /// The bytes of a kept file, where it cannot be linked.
    pub fn read(&self, path: &str, record: &FileRecord) -> Result<Vec<u8>, PublishError> {
        let changed = || PublishError::OldChanged { path: path.to_owned() };
        let bytes = read(&self.folder, path).map_err(|_| changed())?;
        if FileRecord::of(&bytes) == *record {
            Ok(bytes)
        } else {
            Err(changed())
        }
    }

    /// Whether the old site is, to the last entry, what a build with this `build-info.json` would put in its place.
    /// All that it lists must have been kept; what is left to see is that nothing else lies there.
    pub fn is_the_same(&self, info: &str, names: &BTreeMap<String, FileRecord>) -> bool {
        if self.info != info.as_bytes() || !is_untouched(&self.info_stat, &self.info_stat) {
            return false;
        }
        let Ok(tree) = tree::walk(&self.folder) else {
            return false;
        };
        let is_listed = |file: &std::path::PathBuf| {
            file.to_str()
                .is_some_and(|path| path == BUILD_INFO || names.contains_key(path))
        };
        let leads_to_a_file = |folder: &std::path::PathBuf| {
            let prefix = folder.to_str().map(|path| format!("{path}/"));
            prefix.is_some_and(|prefix| {
                let next = names.range(prefix.clone()..).next();
                next.is_some_and(|(path, _)| path.starts_with(&prefix))
            })
        };
        let is_open_to_all = |folder: &std::path::PathBuf| {
            statat(&self.folder, folder.as_path(), AtFlags::SYMLINK_NOFOLLOW)
                .is_ok_and(|stat| stat.st_mode & 0o777 == 0o755)
        };
        let root_is_open = fstat(&self.folder).is_ok_and(|stat| stat.st_mode & 0o777 == 0o755);
        root_is_open
            && tree.files.iter().all(is_listed)
            && tree
                .folders
                .iter()
                .flatten()
                .all(|folder| leads_to_a_file(folder) && is_open_to_all(folder))
    }

    /// Puts a kept file into the new site: linked where that can be done, else written.
    pub fn carry_over(&self, path: &str, record: &FileRecord, new: &Folder) -> Result<(), PublishError> {
        if new.link(self, path)? {
            return Ok(());
        }
        new.put(path, &self.read(path, record)?)
    }
}

impl AsFd for Standing {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.folder.as_fd()
    }
}

/// What the folder `name` of `parent` is to us.
pub(super) fn look(parent: impl AsFd, name: &str) -> rustix::io::Result<Found> {
    let folder = tree::open(parent, name)?;
    let entries = tree::entries(&folder)?;
    if entries.iter().any(|(name, _)| name.as_os_str() == ".git") {
        return Ok(Found::Checkout);
    }
    if let Some(standing) = read_info(folder)? {
        return Ok(Found::Site(Box::new(standing)));
    }
    let foreign = entries
        .iter()
        .filter(|(name, kind)| name.as_os_str() != NOJEKYLL || *kind != FileType::RegularFile)
        .map(|(name, _)| name.to_string_lossy())
        .min();
    Ok(foreign.map_or(Found::Bare, |name| Found::Foreign(name.into_owned())))
}

fn read_info(folder: OwnedFd) -> rustix::io::Result<Option<Standing>> {
    let info_stat = match statat(&folder, BUILD_INFO, AtFlags::SYMLINK_NOFOLLOW) {
        Err(Errno::NOENT) => return Ok(None),
        stat => stat?,
    };
    if FileType::from_raw_mode(info_stat.st_mode) != FileType::RegularFile {
        return Ok(None);
    }
    let info = read(&folder, BUILD_INFO)?;
    Ok(info::parse(&info).map(|files| Standing {
        folder,
        info,
        info_stat,
        files,
    }))
}

fn read(folder: impl AsFd, path: &str) -> rustix::io::Result<Vec<u8>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let mut file = File::from(openat(folder, path, flags, Mode::empty())?);
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    Ok(bytes)
}

/// A plain file with the mode that we give, not modified after `build-info.json`.
fn is_untouched(stat: &Stat, info: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
        && stat.st_mode & 0o7777 == 0o644
        && (stat.st_mtime, stat.st_mtime_nsec) <= (info.st_mtime, info.st_mtime_nsec)
}
