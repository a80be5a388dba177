//! The few files that commands write outside of a site: each new or longer afterwards, never overwritten in silence.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use camino::Utf8Path;

/// What could not be written, and why.
#[derive(Debug)]
pub struct WriteError {
    path: String,
    cause: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.cause.kind() {
            io::ErrorKind::AlreadyExists => write!(
                f,
                "`{}` exists already; it was left as it is. Choose another title, or edit that file",
                self.path
            ),
            _ => write!(f, "`{}` cannot be written: {}", self.path, self.cause),
        }
    }
}

fn at<T>(path: &Path, outcome: io::Result<T>) -> Result<T, WriteError> {
    outcome.map_err(|cause| WriteError {
        path: path.display().to_string(),
        cause,
    })
}

/// The report of a build; one of an earlier build is replaced.
pub fn write_report(path: &Utf8Path, text: &str) -> Result<(), WriteError> {
    at(path.as_std_path(), fs::write(path, text))
}

/// A new record. A file that stands already is never touched.
pub fn write_new(path: &Utf8Path, text: &str) -> Result<(), WriteError> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)?
            .write_all(text.as_bytes())
    };
    at(path.as_std_path(), write())
}

/// The summary of a step, added to the file that GitHub names.
pub fn append_summary(path: &Path, text: &str) -> Result<(), WriteError> {
    at(
        path,
        OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes())),
    )
}

/// Addresses added to the ledger, one a line; lines that stand there stay.
pub fn append_ledger(path: &Utf8Path, urls: &[&str]) -> Result<(), WriteError> {
    if urls.is_empty() {
        return Ok(());
    }
    let append = || {
        let before = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                String::from("# Addresses that were published once. Each must answer for ever; lines are only added.\n")
            }
            Err(error) => return Err(error),
        };
        let gap = if before.is_empty() || before.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let text = format!("{before}{gap}{}\n", urls.join("\n"));
        let beside = path.with_extension("ledger.new");
        fs::write(&beside, text)?;
        fs::rename(&beside, path)
    };
    at(path.as_std_path(), append())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_and_ledgers_only_grow() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let file = folder.join("a/b.md");
        write_new(&file, "one").unwrap();
        assert!(write_new(&file, "two").is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        let ledger = folder.join("urls.ledger");
        append_ledger(&ledger, &["a/", "b/"]).unwrap();
        append_ledger(&ledger, &["c/"]).unwrap();
        assert!(fs::read_to_string(&ledger).unwrap().ends_with("\na/\nb/\nc/\n"));
    }
}
