//! The same sources give the same bytes, whatever the machine: order of the disk, threads, time zone, locale, umask,
//! clock, and the names of folders. And a build that changes nothing touches nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

const DAY: &str = "2026-11-24";

/// Bytes by path, or what the disk says of a file.
type Tree<T> = BTreeMap<String, T>;

/// The paths of what people wrote in this repository.
fn sources() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["content", "data", "themes"] {
        let entries = walkdir::WalkDir::new(project.join(folder))
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        paths.extend(files.map(|entry| entry.path().strip_prefix(project).unwrap().to_owned()));
    }
    paths
}

/// Copies the sources in the order given, which is the order in which many disks list them.
fn copy(paths: &[PathBuf], root: &Path) {
    for path in paths {
        let to = root.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), to).unwrap();
    }
}

/// A build of `root` into `out`; `change` may alter how it is run.
fn build(root: &Path, out: &Path, change: impl FnOnce(&mut Command)) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctf"));
    command
        .args(["build", "--date", DAY, "--root"])
        .arg(root)
        .arg("--out")
        .arg(out);
    change(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn tree<T>(out: &Path, read: impl Fn(&Path) -> T) -> Tree<T> {
    let entries = walkdir::WalkDir::new(out).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
            (path, read(entry.path()))
        })
        .collect()
}

fn bytes(out: &Path) -> Tree<Vec<u8>> {
    tree(out, |path| fs::read(path).unwrap())
}

fn assert_same(one: &Tree<Vec<u8>>, other: &Tree<Vec<u8>>, what: &str) {
    let info = |tree: &Tree<Vec<u8>>| String::from_utf8(tree["build-info.json"].clone()).unwrap();
    let (left, right) = (info(one), info(other));
    let differs: Vec<_> = left
        .lines()
        .zip(right.lines())
        .filter(|(a, b)| a != b)
        .take(5)
        .collect();
    assert!(differs.is_empty(), "{what}: {differs:#?}");
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>(),
        "{what}"
    );
    for (path, bytes) in one {
        assert!(*bytes == other[path], "{what}: {path}");
    }
}

#[test]
fn the_surroundings_of_a_build_change_no_byte() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("root");
    copy(&sources(), &root);
    let out = temp.path().join("public");
    build(&root, &out, |_| {});
    let first = bytes(&out);
    assert!(first.len() > 100, "the whole site was built");
    for absolute in [temp.path().to_str().unwrap(), env!("CARGO_MANIFEST_DIR")] {
        let holds = |bytes: &[u8]| memchr::memmem::find(bytes, absolute.as_bytes()).is_some();
        assert!(
            !first.values().any(|bytes| holds(bytes)),
            "a path of this machine is published"
        );
    }
    type Change = fn(&mut Command);
    let changes: [(&str, Change); 9] = [
        ("one thread", |it| {
            it.args(["--jobs", "1"]);
        }),
        ("eight threads", |it| {
            it.args(["--jobs", "8"]);
        }),
        ("far in the east", |it| {
            it.env("TZ", "Pacific/Kiritimati");
        }),
        ("far in the west", |it| {
            it.env("TZ", "America/St_Johns");
        }),
        ("Turkish", |it| {
            it.env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "tr_TR.UTF-8")
                .env("LANGUAGE", "tr");
        }),
        ("no locale", |it| {
            it.env("LC_ALL", "C").env_remove("LANG");
        }),
        ("another epoch", |it| {
            it.env("SOURCE_DATE_EPOCH", "0");
        }),
        ("with colour", |it| {
            it.env("CLICOLOR_FORCE", "1").env("TERM", "xterm-256color");
        }),
        ("nearly no environment", |it| {
            it.env_clear();
        }),
    ];
    for (what, change) in changes {
        let out = temp.path().join(what);
        build(&root, &out, change);
        assert_same(&first, &bytes(&out), what);
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn the_place_and_order_of_the_sources_change_no_byte() {
    let temp = tempfile::tempdir().unwrap();
    let paths = sources();
    let plain = temp.path().join("root");
    copy(&paths, &plain);
    let out = temp.path().join("public");
    build(&plain, &out, |_| {});
    let first = bytes(&out);

    // The last file first, then every other one; all of them older than the clock, each of another age.
    let shuffled = temp.path().join("a folder with spaces, ünïcöde & 'quotes'");
    let mut other: Vec<PathBuf> = paths.iter().rev().step_by(2).cloned().collect();
    other.extend(paths.iter().rev().skip(1).step_by(2).cloned());
    assert_eq!(other.len(), paths.len());
    copy(&other, &shuffled);
    for (age, path) in other.iter().enumerate() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + age as u64 * 86_400);
        let file = fs::File::options().write(true).open(shuffled.join(path)).unwrap();
        file.set_modified(time).unwrap();
    }
    let out = temp.path().join("out put");
    build(&shuffled, &out, |_| {});
    assert_same(&first, &bytes(&out), "shuffled, old, in a folder with spaces");

    // From within, by relative paths, with a strict umask, over the site that stands already.
    let script = "umask 077 && cd \"$1\" && exec \"$0\" build --date 2026-11-24 --root . --out ../relative";
    let binary = env!("CARGO_BIN_EXE_ctf");
    let relative = Command::new("sh")
        .args(["-c", script, binary])
        .arg(&shuffled)
        .output()
        .unwrap();
    assert!(
        relative.status.success(),
        "{}",
        String::from_utf8_lossy(&relative.stderr)
    );
    assert_same(
        &first,
        &bytes(&temp.path().join("relative")),
        "relative paths, strict umask",
    );
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("root");
    copy(&sources(), &root);
    let out = temp.path().join("public");
    let said = |output: Output| String::from_utf8(output.stderr).unwrap();
    assert!(said(build(&root, &out, |_| {})).contains("built: "));
    let look = |path: &Path| {
        let metadata = path.metadata().unwrap();
        (
            metadata.ino(),
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.ctime(),
            metadata.ctime_nsec(),
        )
    };
    let (before, folder) = (tree(&out, look), look(&out));
    let second = said(build(&root, &out, |it| {
        it.args(["--jobs", "1"]);
    }));
    assert!(
        second.contains("unchanged: ") && !second.contains("built: "),
        "{second}"
    );
    assert_eq!(before, tree(&out, look), "no file was touched");
    assert_eq!(folder, look(&out), "nor the folder");

    // A change and its undoing lead back to the same site.
    let first = bytes(&out);
    let page = root.join("content/en/privacy.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("{text}\nOne more sentence for this test.\n")).unwrap();
    assert!(said(build(&root, &out, |_| {})).contains("built: "));
    let changed = bytes(&out);
    let differ: Vec<_> = first
        .keys()
        .filter(|path| first.get(*path) != changed.get(*path))
        .collect();
    assert_eq!(differ, ["build-info.json", "privacy/index.html"]);
    fs::write(&page, text).unwrap();
    build(&root, &out, |_| {});
    assert_same(&first, &bytes(&out), "undone");
}

#[test]
fn findings_come_in_one_order() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("root");
    let mut paths = sources();
    copy(&paths, &root);
    for number in 0..20 {
        let text = format!(
            "---\ntitle: Page\ncolour: {number}\n---\n\n# Title\n\n[a](b{number}.md) <b>x</b> [@none-{number}]\n"
        );
        fs::write(root.join(format!("content/en/faulty-{number}.md")), text).unwrap();
    }
    let check = |root: &Path, jobs: &str| {
        let arguments = ["check", "--format", "json", "--date", DAY, "--jobs", jobs, "--root"];
        let output = Command::new(env!("CARGO_BIN_EXE_ctf"))
            .args(arguments)
            .arg(root)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let first = check(&root, "1");
    assert!(first.matches("\"code\"").count() >= 60);
    assert_eq!(first, check(&root, "8"));
    let other = temp.path().join("other");
    paths.reverse();
    copy(&paths, &other);
    for number in (0..20).rev() {
        let name = format!("content/en/faulty-{number}.md");
        fs::copy(root.join(&name), other.join(&name)).unwrap();
    }
    assert_eq!(first, check(&other, "8"));
}
