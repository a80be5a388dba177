//! A copy of the repository's project in a folder of its own, which a test may change, build and read.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `<temp>/root` holds the sources; what a test builds goes beside it.
pub struct Project {
    pub temp: tempfile::TempDir,
}

impl Project {
    pub fn copy() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["content", "data", "themes"] {
            for entry in walkdir::WalkDir::new(project.join(folder)) {
                let entry = entry.unwrap();
                let below = entry.path().strip_prefix(project).unwrap();
                let to = temp.path().join("root").join(below);
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).unwrap();
                } else {
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        Self { temp }
    }

    /// Builds the site with these options, and gives its files.
    pub fn built(&self, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let out = self.temp.path().join("public");
        let output = Command::new(env!("CARGO_BIN_EXE_ctf"))
            .arg("build")
            .args(options)
            .arg("--root")
            .arg(self.root())
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files_of(&out)
    }

    pub fn root(&self) -> PathBuf {
        self.temp.path().join("root")
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }
}

/// Every file of a built site by its path.
pub fn files_of(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(site).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(site).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}
