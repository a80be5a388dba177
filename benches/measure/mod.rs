//! What the benches share: a folder in memory, the cost of a child process, medians.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Ticks in which Linux counts CPU time (`USER_HZ`), on every architecture that Rust supports.
const TICKS_PER_SECOND: f64 = 100.0;

/// A folder of this process alone, in memory where the system has one there; removed when it is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> io::Result<Self> {
        let memory = Path::new("/dev/shm");
        let above = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        let folder = above.join(format!("ctf-bench-{name}-{}", std::process::id()));
        fs::create_dir(&folder)?;
        println!("Measuring in {}", folder.display());
        Ok(Self(folder))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left over lies in memory or in the folder for temporary files; a bench has nobody to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Removes a folder that may be absent.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What a process cost, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub wall: f64,
    pub user: f64,
    pub system: f64,
}

impl Cost {
    pub fn cpu(&self) -> f64 {
        self.user + self.system
    }
}

/// Runs a command to its end. An exit other than 0 is an error, told with what it wrote.
pub fn measured(command: &mut Command) -> io::Result<Cost> {
    let before = children_cpu();
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let wall = start.elapsed().as_secs_f64();
    let after = children_cpu();
    if !output.status.success() {
        let written = String::from_utf8_lossy(&output.stderr);
        let end: String = written
            .lines()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join("\n");
        return Err(io::Error::other(format!(
            "{command:?} ended with {}\n{end}",
            output.status
        )));
    }
    Ok(Cost {
        wall,
        user: after.0 - before.0,
        system: after.1 - before.1,
    })
}

/// User and system time of all children that have ended, in seconds; not known outside Linux.
fn children_cpu() -> (f64, f64) {
    let read = || {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // The name of the process may hold spaces; what follows its closing bracket begins with the third field.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
        let mut seconds = || Some(fields.next()?.parse::<f64>().ok()? / TICKS_PER_SECOND);
        Some((seconds()?, seconds()?))
    };
    read().unwrap_or((f64::NAN, f64::NAN))
}

/// The median of some figures, with the least and the greatest.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

impl Spread {
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let Some(last) = figures.len().checked_sub(1) else {
            return Self {
                least: f64::NAN,
                median: f64::NAN,
                most: f64::NAN,
            };
        };
        Self {
            least: figures[0],
            median: (figures[last / 2] + figures[last.div_ceil(2)]) / 2.0,
            most: figures[last],
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        write!(
            f,
            "{:.places$} ({:.places$}–{:.places$})",
            self.median, self.least, self.most
        )
    }
}

/// Cores and load of the machine: figures from a busy one say little.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    match load.split_whitespace().next() {
        Some(load) => format!("{cores} cores, load {load}"),
        None => format!("{cores} cores"),
    }
}
