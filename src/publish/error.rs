//! What can keep a site from being published, in words for the person who runs the build.

use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rustix::io::Errno;

/// Why nothing was published. The site that stood before still stands, whole.
#[derive(Debug)]
pub enum PublishError {
    /// `--out` ends in no name of its own: `.`, `..`, `/` or nothing.
    NoName { out: Utf8PathBuf },
    /// `--out` is a place where something else lives; `what` says which.
    Protected { out: Utf8PathBuf, what: &'static str },
    /// `--out` is a symbolic link.
    Symlink { out: Utf8PathBuf },
    /// `--out` is a mount point or a volume of its own: it cannot be exchanged.
    MountPoint { out: Utf8PathBuf },
    /// `--out` is a file, a socket or the like.
    NotAFolder { out: Utf8PathBuf },
    /// `--out` holds `found` and no `build-info.json` of ours.
    NotOurs { out: Utf8PathBuf, found: String },
    /// `--out` is a Git checkout of its own, whose `.git` an exchange would throw away.
    OwnCheckout { out: Utf8PathBuf },
    /// A second build, with this process id where it could be read, holds the lock.
    Locked { out: Utf8PathBuf, process: Option<u32> },
    /// The path of an artifact leads out of the site or is malformed.
    BadPath { path: String, why: &'static str },
    /// Two artifacts want one place.
    Taken { path: String },
    /// The disk or the quota is full.
    DiskFull { path: Utf8PathBuf },
    /// A file of the old site that was to be kept has changed or gone while the build ran.
    OldChanged { path: String },
    /// The old and the new site could not change places.
    Swap { out: Utf8PathBuf, cause: io::Error },
    /// Any other failure of the disk.
    Io {
        doing: &'static str,
        path: Utf8PathBuf,
        cause: io::Error,
    },
}

impl PublishError {
    /// What the process ends with: usage and I/O are 2, never 1, which is kept for errors in content.
    pub const fn exit_code(&self) -> u8 {
        2
    }

    /// An error of the disk; a full one is told apart, for there the cure is another.
    pub(super) fn io(doing: &'static str, path: impl AsRef<Utf8Path>, cause: impl Into<io::Error>) -> Self {
        let (path, cause) = (path.as_ref().to_owned(), cause.into());
        match Errno::from_io_error(&cause) {
            Some(Errno::NOSPC | Errno::DQUOT) => Self::DiskFull { path },
            _ => Self::Io { doing, path, cause },
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName { out } => write!(
                f,
                "the output folder `{out}` has no name of its own. It is replaced as a whole, so it must be a folder \
                 below another one: name it, as in `--out public`."
            ),
            Self::Protected { out, what } => write!(
                f,
                "the output folder `{out}` is {what}. Everything in an output folder is replaced by the built site, \
                 so nothing was touched. Name a folder that is used for nothing else, as in `--out public`."
            ),
            Self::Symlink { out } => write!(
                f,
                "the output folder `{out}` is a symbolic link. The build replaces the folder itself, which would \
                 replace the link and leave its target as it was. Name the folder that the link leads to."
            ),
            Self::MountPoint { out } => write!(
                f,
                "the output folder `{out}` is a mount point or a volume of its own, which cannot be replaced in one \
                 step. Name a folder inside it, as in `--out {}`.",
                out.join("site")
            ),
            Self::NotAFolder { out } => write!(
                f,
                "`{out}` is not a folder. Move it away, or name another output folder with `--out`."
            ),
            Self::NotOurs { out, found } => write!(
                f,
                "the output folder `{out}` was not made by this tool: it holds `{found}` and no `build-info.json` of \
                 ours. A build would delete what is in it, so nothing was touched. Name a new or an empty folder with \
                 `--out`, or empty this one yourself."
            ),
            Self::OwnCheckout { out } => write!(
                f,
                "the output folder `{out}` is a Git checkout of its own. A build would delete its `.git`. Build into \
                 another folder and copy the site from there."
            ),
            Self::Locked { out, process } => {
                match process {
                    Some(process) => write!(f, "another build (process {process}) is writing `{out}`.")?,
                    None => write!(f, "another build is writing `{out}`.")?,
                }
                write!(
                    f,
                    " Wait until it has ended, or build into another folder with `--out`."
                )
            }
            Self::BadPath { path, why } => write!(
                f,
                "the site cannot have a file `{}`: {why}. This is a mistake in the tool; please report it.",
                path.escape_debug()
            ),
            Self::Taken { path } => write!(
                f,
                "two files of the site want the same place, `{path}`: the same path twice, a file and a folder of one \
                 name, or two names that this disk does not tell apart (`A` and `a`). Rename one of their sources."
            ),
            Self::DiskFull { path } => write!(
                f,
                "the disk is full (or your quota is used up): `{path}` could not be written. The site that stood \
                 before is untouched. A build needs room for a second copy of the site; make room and run it again."
            ),
            Self::OldChanged { path } => write!(
                f,
                "`{path}` of the old site was changed or removed by someone else while the build ran. Nothing was \
                 published; run the build again."
            ),
            Self::Swap { out, cause } => write!(
                f,
                "the new site is complete, but it could not take the place of `{out}`: {cause}. The old site still \
                 stands. Move that folder away yourself and run the build again."
            ),
            Self::Io { doing, path, cause } => write!(
                f,
                "could not {doing} `{path}`: {cause}. Nothing was published; the site that stood before still stands. Make \
                 sure that the folder exists, belongs to you and can be written, then run the build again."
            ),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Swap { cause, .. } | Self::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
