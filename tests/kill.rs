//! A build that is killed, at whatever moment, leaves a whole site: the old one or the new one, never a mixture, never
//! none. The real binary is killed 50 times over a standing site, half of the times around the exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

const KILLS: usize = 50;
const SEED: u64 = 0x00c0_ffee;

/// SHA-256 in hexadecimal by path.
type Files = BTreeMap<String, String>;

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let temp = tempfile::tempdir().unwrap();
    let roots = ["a", "b"].map(|name| copy_of_the_project(&temp.path().join(name)));
    change_a_title(&roots[1].join("content/en/index.md"));
    // The two sites as they must be, each built where nothing ever was.
    let sites = [0, 1].map(|which| {
        let out = temp.path().join(format!("control-{which}"));
        build_green(&roots[which], &out);
        read_whole(&out).unwrap()
    });
    assert_ne!(sites[0], sites[1], "the changed title must show");

    let out = temp.path().join("www/public");
    let usual = usual_time(&roots, &out);
    let mut random = Random(SEED);
    let (mut standing, mut late, mut done, mut wrong) = (0, 0, 0, Vec::new());
    // The pace of a disk changes while it is worked: the late kills follow it, so that they stay around the exchange.
    let mut pace = 1.0;
    let mut stood = [0, 0];
    for number in 0..KILLS {
        let next = 1 - standing;
        let share = if number % 2 == 0 {
            random.share()
        } else {
            late += 1;
            pace * (2.0 + random.share()) / 3.0
        };
        let ended = kill(start(&roots[next], &out), usual.mul_f64(share));
        done += usize::from(ended);
        match read_whole(&out) {
            Ok(files) if files == sites[standing] => {
                stood[0] += 1;
                pace *= if number % 2 == 0 { 1.0 } else { 1.1 };
            }
            Ok(files) if files == sites[next] => {
                stood[1] += 1;
                standing = next;
                pace *= if ended { 0.8 } else { 0.95 };
            }
            Ok(_) => wrong.push(format!(
                "kill {number}, after {share:.3}: mixed: neither of the two sites"
            )),
            Err(why) => wrong.push(format!("kill {number}, after {share:.3}: {why}")),
        }
    }
    let missing = wrong.iter().filter(|why| why.contains("missing:")).count();
    println!(
        "{KILLS} kills ({late} in the last third of {usual:.0?}; {done} builds had ended): {} old sites, {} new sites, \
         {} mixed, {missing} missing",
        stood[0],
        stood[1],
        wrong.len() - missing,
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(stood[0] > 0 && stood[1] > 0, "both sites must have been met");

    for which in [0, 1] {
        build_green(&roots[which], &out);
        assert_eq!(read_whole(&out).unwrap(), sites[which]);
    }
    let beside: Vec<_> = fs::read_dir(out.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(beside, [out], "what killed builds left must be gone");
}

#[test]
fn the_umask_changes_no_mode() {
    let temp = tempfile::tempdir().unwrap();
    let root = copy_of_the_project(&temp.path().join("root"));
    let out = temp.path().join("public");
    let built = Command::new("sh")
        .args(["-c", "umask 077 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_ctf")])
        .args(arguments(&root, &out))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    for entry in walkdir::WalkDir::new(&out) {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        let wanted = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
        assert_eq!(mode, wanted, "{}", entry.path().display());
    }
}

/// What people wrote in this repository, in a new folder.
fn copy_of_the_project(root: &Path) -> PathBuf {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "data", "themes"] {
        for entry in walkdir::WalkDir::new(project.join(folder)) {
            let entry = entry.unwrap();
            let to = root.join(entry.path().strip_prefix(project).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    root.to_owned()
}

fn change_a_title(page: &Path) {
    let text = fs::read_to_string(page).unwrap();
    let line = text.lines().find(|line| line.starts_with("title:")).unwrap();
    let plain = line.trim_end().trim_end_matches(['"', '\'']);
    let changed = format!("{plain} 2{}", &line.trim_end()[plain.len()..]);
    fs::write(page, text.replacen(line, &changed, 1)).unwrap();
}

fn arguments(root: &Path, out: &Path) -> [OsString; 7] {
    let [root, out] = [root, out].map(|folder| folder.to_owned().into_os_string());
    let word = OsString::from;
    [
        word("build"),
        word("--root"),
        root,
        word("--out"),
        out,
        word("--date"),
        word("2026-11-24"),
    ]
}

fn start(root: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_ctf"))
        .args(arguments(root, out))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn build_green(root: &Path, out: &Path) {
    let built = Command::new(env!("CARGO_BIN_EXE_ctf"))
        .args(arguments(root, out))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// The middle of four builds that each replace the other site; the first of the two stands at the end.
fn usual_time(roots: &[PathBuf; 2], out: &Path) -> Duration {
    build_green(&roots[0], out);
    let mut times = [1, 0, 1, 0].map(|which| {
        let begun = Instant::now();
        build_green(&roots[which], out);
        begun.elapsed()
    });
    times.sort_unstable();
    times[1]
}

/// Kills the build after a while (SIGKILL). Whether it had ended by itself.
fn kill(mut build: Child, after: Duration) -> bool {
    std::thread::sleep(after);
    let ended = build.try_wait().unwrap().is_some();
    let _ = build.kill();
    build.wait().unwrap();
    ended
}

/// The site's files, if it is whole by its own account: every listed file there with its hash, and nothing else.
fn read_whole(out: &Path) -> Result<Files, String> {
    let info =
        fs::read(out.join("build-info.json")).map_err(|error| format!("missing: no build-info.json: {error}"))?;
    let info: serde_json::Value = serde_json::from_slice(&info).map_err(|error| format!("mixed: {error}"))?;
    let mut listed = Files::new();
    for (path, record) in info["files"].as_object().ok_or("mixed: no list of files")? {
        let bytes = fs::read(out.join(path)).map_err(|error| format!("mixed: {path}: {error}"))?;
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        if record["sha256"] != hash.as_str() || record["bytes"] != bytes.len() {
            return Err(format!("mixed: {path} is not the file that is listed"));
        }
        listed.insert(path.clone(), hash);
    }
    let there: BTreeSet<String> = walkdir::WalkDir::new(out)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned())
        .filter(|path| path != "build-info.json")
        .collect();
    match there.iter().find(|path| !listed.contains_key(*path)) {
        Some(path) => Err(format!("mixed: {path} is not listed")),
        None => Ok(listed),
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same moments in every run.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1u64 << 53) as f64
    }
}
