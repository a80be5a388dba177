//! Where the site goes, and the places where it must never go.

use std::os::fd::OwnedFd;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat, openat, statat};
use rustix::io::Errno;

use super::PublishError;

/// The folders of a project that hold what its people wrote.
const SOURCES: [&str; 3] = ["content", "data", "themes"];

/// An output folder by its parent, which is held open: a name is enough for all that follows.
pub(super) struct Place {
    /// As the user wrote it, for messages.
    pub out: Utf8PathBuf,
    pub parent: OwnedFd,
    /// The parent without symbolic links.
    pub parent_path: Utf8PathBuf,
    pub name: String,
}

impl Place {
    /// Resolves `out` and refuses whatever is no place for a site. The parent is made where it is missing.
    pub fn resolve(out: &Utf8Path) -> Result<Self, PublishError> {
        let path = absolute(out)?;
        let (Some(parent_path), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(PublishError::NoName { out: out.to_owned() });
        };
        let current = Utf8Path::new(".");
        let current = current
            .canonicalize_utf8()
            .map_err(|error| PublishError::io("find", current, error))?;
        refuse_above(out, &path, &current, "the folder you are in, or lies above it")?;
        // From `/` or a home folder, `data` may be anything; in a project it is what its people wrote.
        if current.join("data/site.yml").is_file() {
            refuse_sources(out, &current)?;
        }
        let home = std::env::home_dir().and_then(|home| Utf8PathBuf::from_path_buf(home).ok());
        if let Some(home) = home.map(|home| home.canonicalize_utf8().unwrap_or(home)) {
            refuse_above(out, &path, &home, "your home folder, or lies above it")?;
        }
        std::fs::create_dir_all(parent_path).map_err(|error| PublishError::io("make", parent_path, error))?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let place = Self {
            out: out.to_owned(),
            parent: openat(CWD, parent_path.as_std_path(), flags, Mode::empty())
                .map_err(|error| PublishError::io("open", parent_path, error))?,
            parent_path: parent_path.to_owned(),
            name: name.to_owned(),
        };
        place.refuse_what_is_no_plain_folder()?;
        Ok(place)
    }

    /// What stands at the place, links not followed.
    pub fn stat(&self) -> Result<Option<Stat>, PublishError> {
        match statat(&self.parent, &self.name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat)),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(PublishError::io("look at", &self.out, error)),
        }
    }

    /// A name beside the output folder: `.public.lock` for `lock`.
    pub fn beside(&self, suffix: &str) -> String {
        format!(".{}.{suffix}", self.name)
    }

    fn refuse_what_is_no_plain_folder(&self) -> Result<(), PublishError> {
        let Some(stat) = self.stat()? else { return Ok(()) };
        let out = self.out.clone();
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory if self.is_mount_point(&stat)? => Err(PublishError::MountPoint { out }),
            FileType::Directory => Ok(()),
            FileType::Symlink => Err(PublishError::Symlink { out }),
            _ => Err(PublishError::NotAFolder { out }),
        }
    }

    fn is_mount_point(&self, stat: &Stat) -> Result<bool, PublishError> {
        let parent =
            rustix::fs::fstat(&self.parent).map_err(|error| PublishError::io("look at", &self.parent_path, error))?;
        Ok(parent.st_dev != stat.st_dev || self.says_mount_root())
    }

    /// A folder bound into its own file system has its parent's device number; the kernel (5.8) tells it all the same.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn says_mount_root(&self) -> bool {
        use rustix::fs::{StatxAttributes, StatxFlags, statx};
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        statx(&self.parent, &self.name, flags, StatxFlags::empty())
            .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn says_mount_root(&self) -> bool {
        false
    }
}

/// Refuses an output folder that is the project's root, holds it, or lies among its sources, where the next build would
/// read what this one wrote. [`super::Staging::open`] asks this where the process stands in a project; whoever builds
/// another one (`--root`) asks it first.
///
/// # Errors
/// [`PublishError::Protected`], and what keeps the two folders from being found.
pub fn refuse_sources(out: &Utf8Path, root: &Utf8Path) -> Result<(), PublishError> {
    let path = absolute(out)?;
    let root = root
        .canonicalize_utf8()
        .map_err(|error| PublishError::io("find", root, error))?;
    refuse_above(out, &path, &root, "the root of the project, or lies above it")?;
    for name in SOURCES {
        let folder = root.join(name);
        let folder = folder.canonicalize_utf8().unwrap_or(folder);
        refuse_above(
            out,
            &path,
            &folder,
            "the source folder of the project, or lies above it",
        )?;
        if path.starts_with(&folder) {
            return Err(PublishError::Protected {
                out: out.to_owned(),
                what: "among the sources of the project",
            });
        }
    }
    Ok(())
}

/// Refuses `path` where it is `precious` or holds it.
fn refuse_above(out: &Utf8Path, path: &Utf8Path, precious: &Utf8Path, what: &'static str) -> Result<(), PublishError> {
    if precious.starts_with(path) {
        return Err(PublishError::Protected {
            out: out.to_owned(),
            what,
        });
    }
    Ok(())
}

/// `out` as an absolute path whose parent has no symbolic links; its last component is left as it is. What does not
/// exist yet is taken by its letters.
fn absolute(out: &Utf8Path) -> Result<Utf8PathBuf, PublishError> {
    let no_name = || PublishError::NoName { out: out.to_owned() };
    let mut missing = vec![out.file_name().ok_or_else(no_name)?];
    let mut standing = out.parent().ok_or_else(no_name)?;
    loop {
        let folder = if standing.as_str().is_empty() {
            Utf8Path::new(".")
        } else {
            standing
        };
        match folder.canonicalize_utf8() {
            Ok(mut path) => {
                path.extend(missing.iter().rev());
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                // `missing/..` leads nowhere for certain.
                let Some(Utf8Component::Normal(name)) = standing.components().next_back() else {
                    return Err(PublishError::io("find", folder, error));
                };
                missing.push(name);
                standing = standing.parent().unwrap_or(Utf8Path::new(""));
            }
            Err(error) => return Err(PublishError::io("find", folder, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(out: impl AsRef<Utf8Path>) -> PublishError {
        match Place::resolve(out.as_ref()) {
            Ok(_) => panic!("{} was not refused", out.as_ref()),
            Err(error) => {
                assert_eq!(error.exit_code(), 2);
                error
            }
        }
    }

    fn temp() -> (tempfile::TempDir, Utf8PathBuf) {
        let temp = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(temp.path().canonicalize().unwrap()).unwrap();
        (temp, path)
    }

    #[test]
    fn a_folder_without_a_name_is_refused() {
        for out in ["", ".", "..", "/", "x/.."] {
            assert!(matches!(refused(out), PublishError::NoName { .. }), "{out:?}");
        }
    }

    #[test]
    fn home_and_where_we_stand_are_refused_and_all_above_them() {
        let here = Utf8PathBuf::from_path_buf(std::env::current_dir().unwrap()).unwrap();
        for folder in here.ancestors().filter(|folder| folder.parent().is_some()) {
            assert!(matches!(refused(folder), PublishError::Protected { .. }), "{folder}");
        }
        let home = Utf8PathBuf::from_path_buf(std::env::home_dir().unwrap()).unwrap();
        if home.parent().is_some() {
            assert!(matches!(refused(home), PublishError::Protected { .. }));
        }
    }

    #[test]
    fn sources_are_refused_even_before_they_exist() {
        let (_temp, root) = temp();
        for out in ["", "content", "data/public", "themes/ctf/new/public"] {
            let out = root.join(out);
            assert!(
                matches!(refuse_sources(&out, &root), Err(PublishError::Protected { .. })),
                "{out}"
            );
        }
        refuse_sources(&root.join("public"), &root).unwrap();
        refuse_sources(&root.join("content-of-old"), &root).unwrap();
        assert!(std::fs::read_dir(&root).unwrap().next().is_none());
    }

    #[test]
    fn a_symbolic_link_is_refused_even_with_a_slash_behind_it() {
        let (_temp, at) = temp();
        std::fs::create_dir(at.join("real")).unwrap();
        std::os::unix::fs::symlink(at.join("real"), at.join("link")).unwrap();
        std::os::unix::fs::symlink(at.join("gone"), at.join("dangling")).unwrap();
        for out in ["link", "link/", "dangling"] {
            assert!(matches!(refused(at.join(out)), PublishError::Symlink { .. }), "{out}");
        }
        let below = Place::resolve(&at.join("link/public")).unwrap();
        assert_eq!(below.parent_path, at.join("real"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_mount_point_is_refused() {
        assert!(matches!(refused("/proc"), PublishError::MountPoint { .. }));
    }

    #[test]
    fn a_file_is_refused() {
        let (_temp, at) = temp();
        std::fs::write(at.join("public"), "").unwrap();
        assert!(matches!(refused(at.join("public")), PublishError::NotAFolder { .. }));
        assert!(matches!(refused(at.join("public/below")), PublishError::Io { .. }));
    }

    #[test]
    fn missing_parents_are_made_but_never_through_dots() {
        let (_temp, at) = temp();
        let place = Place::resolve(&at.join("new/deep/public")).unwrap();
        assert_eq!(
            (place.parent_path.as_path(), place.name.as_str()),
            (at.join("new/deep").as_path(), "public")
        );
        assert!(at.join("new/deep").is_dir());
        assert!(matches!(refused(at.join("none/../public")), PublishError::Io { .. }));
    }
}
