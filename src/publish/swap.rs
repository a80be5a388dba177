//! The one moment at which visitors pass from the old site to the new, and what to do after a build that died around it.

use std::io;

use rustix::fs::{FileType, renameat};
use rustix::io::Errno;

use super::PublishError;
use super::place::Place;
use super::standing::{self, Found};
use super::tree;

/// Puts the finished folder `staging` in its place. Returns the name under which the old site lies now, if there was one.
pub(super) fn swap(place: &Place, staging: &str) -> Result<Option<String>, PublishError> {
    if place.stat()?.is_none() {
        // Nothing to exchange with. A folder that comes into being just now is not replaced unless it is empty.
        return match renameat(&place.parent, staging, &place.parent, &place.name) {
            Ok(()) => Ok(None),
            Err(error) => Err(failed(place, error)),
        };
    }
    match exchange(place, staging) {
        Ok(()) => Ok(Some(staging.to_owned())),
        // File systems without an exchange (NFS, many FUSE ones) and kernels before 3.15 say so in different ways.
        Err(Errno::INVAL | Errno::NOSYS | Errno::XDEV | Errno::OPNOTSUPP | Errno::PERM) => {
            two_renames(place, staging).map(Some)
        }
        Err(error) => Err(failed(place, error)),
    }
}

/// Both names change their folders in one step; at no moment is either missing.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(place: &Place, staging: &str) -> rustix::io::Result<()> {
    use rustix::fs::{RenameFlags, renameat_with};
    let flags = RenameFlags::EXCHANGE;
    renameat_with(&place.parent, staging, &place.parent, &place.name, flags)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Place, _: &str) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

/// The old site steps aside, the new one takes its place. Between the two there is no site for some microseconds; a
/// build that dies right there is mended by [`recover`].
fn two_renames(place: &Place, staging: &str) -> Result<String, PublishError> {
    let aside = place.beside(&format!("{OLD}{}", std::process::id()));
    renameat(&place.parent, &place.name, &place.parent, &aside).map_err(|error| failed(place, error))?;
    match renameat(&place.parent, staging, &place.parent, &place.name) {
        Ok(()) => Ok(aside),
        Err(error) => {
            let back = renameat(&place.parent, &aside, &place.parent, &place.name);
            Err(failed(place, back.err().unwrap_or(error)))
        }
    }
}

/// Clears up after builds that died; only for the holder of the lock, who knows that no other is alive. An old site
/// that had stepped aside and was not replaced goes back to its place; every other folder of theirs is removed.
pub(super) fn recover(place: &Place) -> Result<(), PublishError> {
    let listing = tree::entries(&place.parent).map_err(|error| PublishError::io("read", &place.parent_path, error))?;
    let (old, staging) = (place.beside(OLD), place.beside(STAGING));
    for (name, kind) in listing {
        let Some(name) = name.to_str().filter(|_| kind == FileType::Directory) else {
            continue;
        };
        let failed = |doing, cause: io::Error| PublishError::io(doing, place.parent_path.join(name), cause);
        let is_numbered = |prefix: &str| {
            name.strip_prefix(prefix)
                .is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
        };
        // What a cut-short removal left of an old site has no `build-info.json` any more: that is no site to put back.
        if is_numbered(&old)
            && place.stat()?.is_none()
            && let Found::Site(_) | Found::Bare =
                standing::look(&place.parent, name).map_err(|error| failed("read", error.into()))?
        {
            renameat(&place.parent, name, &place.parent, &place.name)
                .map_err(|error| failed("put back", error.into()))?;
        } else if is_numbered(&old) || is_numbered(&staging) {
            tree::remove(&place.parent, name).map_err(|error| failed("remove the left-over folder", error))?;
        }
    }
    Ok(())
}

/// Followed by the number of the process, in the names of folders beside the output folder.
pub(super) const STAGING: &str = "staging-";
const OLD: &str = "old-";

fn failed(place: &Place, error: Errno) -> PublishError {
    PublishError::Swap {
        out: place.out.clone(),
        cause: error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8PathBuf;
    use std::fs;

    const OURS: &str = r#"{"generator": "ctf-site 0.1.0", "files": {}}"#;

    fn parent() -> (tempfile::TempDir, Utf8PathBuf, Place) {
        let temp = tempfile::tempdir().unwrap();
        let at = Utf8PathBuf::from_path_buf(temp.path().to_owned()).unwrap();
        let place = Place::resolve(&at.join("public")).unwrap();
        (temp, at, place)
    }

    fn site(folder: impl AsRef<std::path::Path>, text: &str) {
        fs::create_dir_all(folder.as_ref()).unwrap();
        fs::write(folder.as_ref().join("index.html"), text).unwrap();
        fs::write(folder.as_ref().join("build-info.json"), OURS).unwrap();
    }

    fn names(at: &Utf8PathBuf) -> Vec<String> {
        let mut names: Vec<_> = at
            .read_dir_utf8()
            .unwrap()
            .map(|e| e.unwrap().file_name().to_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_exchange_and_two_renames_give_the_same() {
        for way in [swap, |place: &Place, staging: &str| {
            two_renames(place, staging).map(Some)
        }] {
            let (_temp, at, place) = parent();
            site(at.join("public"), "old");
            site(at.join(".public.staging-1"), "new");
            let aside = way(&place, ".public.staging-1").unwrap().unwrap();
            assert_eq!(fs::read_to_string(at.join("public/index.html")).unwrap(), "new");
            assert_eq!(fs::read_to_string(at.join(aside).join("index.html")).unwrap(), "old");
        }
    }

    #[test]
    fn a_second_rename_that_fails_is_taken_back() {
        let (_temp, at, place) = parent();
        site(at.join("public"), "old");
        assert!(matches!(
            two_renames(&place, "no-such-folder"),
            Err(PublishError::Swap { .. })
        ));
        assert_eq!(names(&at), ["public"]);
        assert_eq!(fs::read_to_string(at.join("public/index.html")).unwrap(), "old");
    }

    #[test]
    fn an_old_site_that_stepped_aside_is_put_back() {
        let (_temp, at, place) = parent();
        site(at.join(".public.old-77"), "old");
        site(at.join(".public.staging-77"), "new");
        recover(&place).unwrap();
        assert_eq!(names(&at), ["public"]);
        assert_eq!(fs::read_to_string(at.join("public/index.html")).unwrap(), "old");
    }

    #[test]
    fn the_rest_of_a_removal_is_never_put_back() {
        let (_temp, at, place) = parent();
        fs::create_dir(at.join(".public.old-77")).unwrap();
        fs::write(at.join(".public.old-77/index.html"), "old").unwrap();
        recover(&place).unwrap();
        assert!(names(&at).is_empty());
    }

    #[test]
    fn what_dead_builds_left_goes_and_what_is_not_theirs_stays() {
        let (_temp, at, place) = parent();
        site(at.join("public"), "standing");
        site(at.join(".public.old-1"), "older");
        site(at.join(".public.staging-2"), "unfinished");
        let others = [
            ".public.old-copy",
            ".public.staging-",
            ".public2.staging-3",
            "public.staging-4",
        ];
        for name in others {
            site(at.join(name), "of someone else");
        }
        fs::write(at.join(".public.staging-5"), "a file").unwrap();
        recover(&place).unwrap();
        let mut expected: Vec<_> = others.into_iter().chain(["public", ".public.staging-5"]).collect();
        expected.sort_unstable();
        assert_eq!(names(&at), expected);
        assert_eq!(fs::read_to_string(at.join("public/index.html")).unwrap(), "standing");
    }
}
