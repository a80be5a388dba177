//! One build at a time for one output folder.

use std::fs::File;
use std::io::{Read, Write};

use rustix::fs::{AtFlags, FlockOperation, Mode, OFlags, flock, fstat, openat, statat, unlinkat};
use rustix::io::Errno;

use super::PublishError;
use super::place::Place;

/// The lock on an output folder: an exclusive `flock` on `.public.lock` beside it. The kernel lifts it when the process
/// ends, however it ends, so a file left behind by a killed build locks nothing.
pub(super) struct Lock {
    file: File,
    name: String,
}

impl Lock {
    pub fn take(place: &Place) -> Result<Self, PublishError> {
        let name = place.beside("lock");
        let failed = |error: Errno| PublishError::io("lock", place.parent_path.join(place.beside("lock")), error);
        loop {
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let fd = openat(&place.parent, &name, flags, Mode::from_raw_mode(0o644)).map_err(failed)?;
            let mut file = File::from(fd);
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(Errno::WOULDBLOCK) => {
                    let mut process = String::new();
                    let _ = file.read_to_string(&mut process);
                    return Err(PublishError::Locked {
                        out: place.out.clone(),
                        process: process.trim().parse().ok(),
                    });
                }
                Err(error) => return Err(failed(error)),
            }
            // The build before may have removed the file between our opening and our locking it: then we hold a lock
            // that nobody else will ever meet.
            let ours = fstat(&file).map_err(failed)?;
            match statat(&place.parent, &name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(there) if (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino) => {}
                Ok(_) | Err(Errno::NOENT) => continue,
                Err(error) => return Err(failed(error)),
            }
            // The number is a courtesy to whoever is refused; a full disk may not keep us from trying.
            let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
            return Ok(Self { file, name });
        }
    }

    /// Removes the lock file, then lets go of it.
    pub fn release(self, place: &Place) {
        let _ = unlinkat(&place.parent, &self.name, AtFlags::empty());
        drop(self.file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    #[test]
    fn a_second_build_is_told_who_writes_and_a_dead_one_locks_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let at = Utf8Path::from_path(temp.path()).unwrap();
        std::fs::write(at.join(".public.lock"), "4000000000 left by a killed build").unwrap();
        let place = Place::resolve(&at.join("public")).unwrap();
        let first = Lock::take(&place).unwrap();
        let error = Lock::take(&place).err().unwrap();
        assert!(matches!(error, PublishError::Locked { process: Some(process), .. } if process == std::process::id()));
        assert!(error.to_string().starts_with("another build (process "));
        first.release(&place);
        assert!(!at.join(".public.lock").exists());
        Lock::take(&place).unwrap().release(&place);
    }

    #[test]
    fn never_two_hold_it_however_many_try() {
        let temp = tempfile::tempdir().unwrap();
        let at = Utf8Path::from_path(temp.path()).unwrap();
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let order = std::sync::atomic::Ordering::SeqCst;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let place = Place::resolve(&at.join("public")).unwrap();
                    for _ in 0..500 {
                        if let Ok(lock) = Lock::take(&place) {
                            assert_eq!(inside.fetch_add(1, order), 0, "two builds at once");
                            inside.fetch_sub(1, order);
                            lock.release(&place);
                        }
                    }
                });
            }
        });
    }
}
