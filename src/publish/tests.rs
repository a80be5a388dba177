//! The whole course of a publication, on a real disk.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;

type Site<'a> = &'a [(&'a str, &'a str)];

const SITE: Site = &[
    ("index.html", "home"),
    ("map/index.html", "map"),
    ("map/programs.geojson", "{}"),
    (".nojekyll", ""),
];

fn temp() -> (tempfile::TempDir, Utf8PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(temp.path().canonicalize().unwrap()).unwrap();
    (temp, path)
}

fn publish(out: &Utf8Path, site: Site) -> Result<Published, PublishError> {
    let staging = Staging::open(out)?;
    for (path, text) in site {
        staging.write(path, text.as_bytes())?;
    }
    staging.commit("0.1.0", None)
}

/// Everything below a folder, `build-info.json` included.
fn read(folder: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in next.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_string();
                    found.insert(name, fs::read(&path).unwrap());
                }
            }
        }
    }
    found
}

/// Panics unless `out` is exactly `site` with a `build-info.json` that proves it, and nothing lies beside it.
fn assert_whole(out: &Utf8Path, site: Site) {
    let mut found = read(out);
    let info: serde_json::Value = serde_json::from_slice(&found.remove(BUILD_INFO).unwrap()).unwrap();
    let wanted: BTreeMap<_, _> = site
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    assert_eq!(found, wanted);
    let listed = info["files"].as_object().unwrap();
    assert_eq!(listed.len(), site.len());
    for (path, text) in site {
        let hash: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(listed[*path], serde_json::json!({"bytes": text.len(), "sha256": hash}));
    }
    let beside: Vec<_> = out
        .parent()
        .unwrap()
        .read_dir_utf8()
        .unwrap()
        .map(|e| e.unwrap().into_path())
        .collect();
    assert_eq!(beside, [out], "something was left beside the site");
}

#[test]
fn a_first_site_and_the_next_one_are_exactly_what_was_written() {
    let (_temp, at) = temp();
    let out = at.join("public");
    let first = publish(&out, SITE).unwrap();
    assert_eq!(
        (first.files, first.bytes, first.written, first.changed),
        (4, 9, 4, true)
    );
    assert_whole(&out, SITE);
    let next: Site = &[
        ("index.html", "home, new"),
        ("map/index.html", "map"),
        ("kpis/index.html", "kpis"),
    ];
    let second = publish(&out, next).unwrap();
    assert_eq!((second.files, second.written, second.changed), (3, 2, true));
    assert_eq!(second.leftover, None);
    assert_whole(&out, next);
}

#[test]
fn the_same_site_again_exchanges_nothing() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    let before = (
        fs::metadata(&out).unwrap().ino(),
        fs::metadata(out.join("index.html")).unwrap().ctime_nsec(),
    );
    let again = publish(&out, SITE).unwrap();
    assert_eq!((again.files, again.written, again.changed), (4, 0, false));
    let after = (
        fs::metadata(&out).unwrap().ino(),
        fs::metadata(out.join("index.html")).unwrap().ctime_nsec(),
    );
    assert_eq!(before, after);
    assert_whole(&out, SITE);
}

#[test]
fn another_version_or_commit_is_a_change() {
    let (_temp, at) = temp();
    let out = at.join("public");
    for (version, commit) in [("0.1.0", None), ("0.2.0", None), ("0.2.0", Some("c0ffee"))] {
        let staging = Staging::open(&out).unwrap();
        staging.write("index.html", b"home").unwrap();
        assert!(staging.commit(version, commit).unwrap().changed);
    }
    let info = fs::read_to_string(out.join(BUILD_INFO)).unwrap();
    assert!(
        info.contains("\"ctf-site 0.2.0\"") && info.contains("\"c0ffee\""),
        "{info}"
    );
}

#[test]
fn whatever_someone_did_to_the_old_site_the_new_one_is_right() {
    let later = SystemTime::now() + Duration::from_secs(60);
    let touch = |path: Utf8PathBuf, text: &str| {
        fs::write(&path, text).unwrap();
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(later)
            .unwrap();
    };
    let mode = |path: Utf8PathBuf, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    type Harm<'a> = (&'a str, &'a dyn Fn(&Utf8Path));
    let harms: [Harm; 9] = [
        ("a byte changed, size kept", &|out| {
            touch(out.join("index.html"), "HOME")
        }),
        ("cut short", &|out| fs::write(out.join("index.html"), "").unwrap()),
        ("removed", &|out| fs::remove_file(out.join("map/index.html")).unwrap()),
        ("hidden from the server", &|out| mode(out.join("index.html"), 0o600)),
        ("a folder closed", &|out| mode(out.join("map"), 0o700)),
        ("the site closed", &|out| mode(out.to_owned(), 0o700)),
        ("a file added", &|out| {
            fs::write(out.join("map/notes.txt"), "mine").unwrap()
        }),
        ("a folder added", &|out| fs::create_dir(out.join("empty")).unwrap()),
        ("a link in its place", &|out| {
            fs::rename(out.join("index.html"), out.join("map/moved")).unwrap();
            std::os::unix::fs::symlink("map/moved", out.join("index.html")).unwrap();
        }),
    ];
    for (harm, does) in harms {
        let (_temp, at) = temp();
        let out = at.join("public");
        publish(&out, SITE).unwrap();
        does(&out);
        assert!(publish(&out, SITE).unwrap().changed, "{harm}");
        assert_whole(&out, SITE);
        let modes: Vec<_> = ["", "map", "index.html"]
            .map(|path| fs::symlink_metadata(out.join(path)).unwrap().mode() & 0o777)
            .to_vec();
        assert_eq!(modes, [0o755, 0o755, 0o644], "{harm}");
    }
}

#[test]
fn an_old_file_that_changes_while_the_build_runs_is_never_taken_over() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    let staging = Staging::open(&out).unwrap();
    for (path, text) in SITE {
        staging.write(path, text.as_bytes()).unwrap();
    }
    staging.write("new.html", b"new").unwrap();
    fs::remove_file(out.join("index.html")).unwrap();
    let error = staging.commit("0.1.0", None).unwrap_err();
    assert!(matches!(error, PublishError::OldChanged { path } if path == "index.html"));
}

#[test]
fn a_fresh_clone_and_an_empty_folder_are_ours() {
    let (_temp, at) = temp();
    let out = at.join("public");
    fs::create_dir(&out).unwrap();
    publish(&out, SITE).unwrap();
    assert_whole(&out, SITE);
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join(".nojekyll"), "").unwrap();
    publish(&out, SITE).unwrap();
    assert_whole(&out, SITE);
}

#[test]
fn what_is_not_ours_is_refused_and_left_as_it_was() {
    let (_temp, at) = temp();
    let out = at.join("public");
    let folders: [(&[&str], &str); 4] = [
        (&["thesis.odt"], "holds `thesis.odt`"),
        (&[".nojekyll/file"], "holds `.nojekyll`"),
        (&["build-info.json", "index.html"], "holds `build-info.json`"),
        (&[".git/HEAD", ".nojekyll"], "a Git checkout of its own"),
    ];
    for (files, told) in folders {
        for file in files {
            fs::create_dir_all(out.join(file).parent().unwrap()).unwrap();
            fs::write(out.join(file), "precious").unwrap();
        }
        let error = publish(&out, SITE).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(error.exit_code(), 2);
        assert_eq!(read(&out).len(), files.len());
        assert_eq!(at.read_dir_utf8().unwrap().count(), 1);
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn a_checkout_that_appears_in_a_site_of_ours_is_refused() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    let staging = Staging::open(&out).unwrap();
    staging.write("index.html", b"new").unwrap();
    fs::write(out.join(".git"), "gitdir: ../.git/worktrees/public").unwrap();
    assert!(matches!(
        staging.commit("0.1.0", None),
        Err(PublishError::OwnCheckout { .. })
    ));
    assert!(out.join(".git").exists() && out.join("map/index.html").exists());
    assert_eq!(at.read_dir_utf8().unwrap().count(), 1);
}

#[test]
fn a_second_build_is_refused_until_the_first_has_ended() {
    let (_temp, at) = temp();
    let out = at.join("public");
    let first = Staging::open(&out).unwrap();
    first.write("index.html", b"home").unwrap();
    let error = Staging::open(&out).err().unwrap();
    assert!(error.to_string().starts_with("another build (process "), "{error}");
    Staging::open(&at.join("elsewhere")).unwrap();
    first.commit("0.1.0", None).unwrap();
    Staging::open(&out).unwrap();
    assert_whole(&out, &[("index.html", "home")]);
}

#[test]
fn what_a_killed_build_left_is_removed_by_the_next() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    fs::create_dir_all(at.join(".public.staging-1/half")).unwrap();
    fs::write(at.join(".public.staging-1/half/page.html"), "half").unwrap();
    fs::write(at.join(".public.lock"), "1\n").unwrap();
    publish(&out, SITE).unwrap();
    assert_whole(&out, SITE);
}

#[test]
fn a_build_that_died_between_two_renames_is_mended() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    fs::rename(&out, at.join(".public.old-7")).unwrap();
    drop(Staging::open(&out).unwrap());
    assert_whole(&out, SITE);
}

#[test]
fn a_build_given_up_leaves_no_trace() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, SITE).unwrap();
    let staging = Staging::open(&out).unwrap();
    staging.write("deep/er/new.html", b"new").unwrap();
    assert!(
        at.join(format!(".public.staging-{}/deep/er/new.html", std::process::id()))
            .exists()
    );
    drop(staging);
    assert_whole(&out, SITE);
}

#[test]
fn one_place_is_given_once() {
    let (_temp, at) = temp();
    let out = at.join("public");
    publish(&out, &[("a", "file"), ("b", "file")]).unwrap();
    let pairs: [(Site, &str); 4] = [
        (&[("a", "file"), ("a", "file")], "a"),
        (&[("x", "1"), ("x", "2")], "x"),
        (&[("x", "file"), ("x/y", "below")], "x/y"),
        (&[("x/y", "below"), ("x", "file")], "x"),
    ];
    for (site, place) in pairs {
        let error = publish(&out, site).unwrap_err();
        assert!(
            matches!(&error, PublishError::Taken { path } if path == place),
            "{error}"
        );
    }
    // The clash is met only when the kept file is carried over.
    assert!(matches!(
        publish(&out, &[("a", "file"), ("a/y", "new")]),
        Err(PublishError::Taken { .. })
    ));
    assert_whole(&out, &[("a", "file"), ("b", "file")]);
}

#[test]
fn a_path_that_is_not_plain_is_refused() {
    let (_temp, at) = temp();
    let staging = Staging::open(&at.join("public")).unwrap();
    for path in [
        "", "/etc/x", "../x", "a/../x", "a//b", "a/", "./a", "a\\b", "a\nb", "a\0b", BUILD_INFO,
    ] {
        let refused = staging.write(path, b"x");
        assert!(matches!(refused, Err(PublishError::BadPath { .. })), "{path:?}");
    }
    staging.write("deep/build-info.json", b"x").unwrap();
    assert_eq!(staging.files().len(), 1);
}

#[test]
fn many_threads_write_one_site() {
    let (_temp, at) = temp();
    let out = at.join("public");
    let pages: Vec<(String, String)> = (0..2000)
        .map(|n| (format!("s{}/{}/p{n}.html", n % 7, n % 90), n.to_string()))
        .collect();
    let site: Vec<(&str, &str)> = pages
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    for altered in ["", "p7"] {
        let staging = Staging::open(&out).unwrap();
        std::thread::scope(|scope| {
            for chunk in site.chunks(250) {
                let staging = &staging;
                scope.spawn(move || {
                    chunk
                        .iter()
                        .for_each(|(path, text)| staging.write(path, text.as_bytes()).unwrap())
                });
            }
        });
        if !altered.is_empty() {
            staging.write(altered, b"").unwrap();
        }
        staging.commit("0.1.0", None).unwrap();
    }
    let mut whole = site;
    whole.push(("p7", ""));
    assert_whole(&out, &whole);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_ever_written_outside_the_site(path in "[a/.\\\\é \n]{0,12}|\\PC{0,20}") {
        let (_temp, at) = temp();
        let staging = Staging::open(&at.join("below/public")).unwrap();
        let taken = staging.write(&path, b"x").is_ok();
        let found = read(&at);
        let inside = format!("below/.public.staging-{}/{path}", std::process::id());
        prop_assert_eq!(found.contains_key(&inside), taken);
        prop_assert_eq!(found.len(), 1 + usize::from(taken), "the lock and the file");
    }

    #[test]
    fn any_site_over_any_other_is_exact(
        sites in prop::collection::vec(prop::collection::btree_map("[ab]/[ab]/[a-d]", "[xy]{0,2}", 0..8), 1..4)
    ) {
        let (_temp, at) = temp();
        let out = at.join("public");
        for site in &sites {
            let site: Vec<_> = site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            publish(&out, &site).unwrap();
            assert_whole(&out, &site);
        }
    }
}
