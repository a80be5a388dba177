//! What a build costs: `cargo bench --bench build -- [PAGES…] [--runs N] [--no-site]`, 1,000 and 10,000 pages where
//! nothing is said. With `programs` the numbers are of programs, in two packs, and the weight of single pages is told
//! beside: none may grow with the number of programs.
//!
//! Every build is a process of its own, as users run it, writing into memory where the system has a folder there. The
//! same run copies the same output with `cp -r`, so that the machine of the day has a measure. Figures are printed and
//! never judged.

#[allow(dead_code)]
mod corpus;
mod measure;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use measure::{Cost, Scratch, Spread, measured};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_ctf");
/// So that builds of different days are the same build.
const DATE: &str = "2026-11-24";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("build: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<()> {
    let options = Options::from_arguments();
    let scratch = Scratch::new("build")?;
    println!("{}\n", measure::machine());
    let mut rows = Vec::new();
    for pages in &options.pages {
        rows.push(corpus_of(&scratch, *pages, &options)?);
    }
    println!("size        wall s                CPU s                 peak MB  wall ms/page  CPU ms/page  × cp -r");
    for row in &rows {
        println!("{row}");
    }
    if options.site {
        println!();
        real_site(&scratch, options.runs)?;
    }
    Ok(())
}

struct Options {
    pages: Vec<usize>,
    runs: usize,
    site: bool,
    programs: bool,
}

impl Options {
    fn from_arguments() -> Self {
        let mut options = Self {
            pages: Vec::new(),
            runs: 5,
            site: true,
            programs: false,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--runs" => {
                    options.runs = arguments
                        .next()
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(options.runs)
                        .max(1)
                }
                "--no-site" => options.site = false,
                "programs" => options.programs = true,
                // Cargo adds `--bench`; anything else that is no number is nothing we know.
                other => options
                    .pages
                    .extend(other.replace([',', '_'], "").parse::<usize>().ok()),
            }
        }
        if options.pages.is_empty() {
            options.pages = vec![1_000, 10_000];
        }
        options
    }
}

/// What one build cost and reported.
struct Build {
    cost: Cost,
    report: Value,
}

impl Build {
    fn run(root: &Path, out: &Path, scratch: &Scratch) -> io::Result<Self> {
        let report = scratch.path("report.json");
        let mut command = Command::new(BINARY);
        command
            .args(["build", "--date", DATE, "--root"])
            .arg(root)
            .arg("--out")
            .arg(out)
            .arg("--report")
            .arg(&report);
        let cost = measured(&mut command)?;
        let report = serde_json::from_slice(&fs::read(report)?).map_err(io::Error::other)?;
        Ok(Self { cost, report })
    }

    fn number(&self, key: &str) -> f64 {
        self.report[key].as_f64().unwrap_or(f64::NAN)
    }

    /// Largest memory of the process, in bytes.
    fn peak(&self) -> f64 {
        self.stages()
            .iter()
            .filter_map(|stage| stage["peak_bytes"].as_f64())
            .fold(f64::NAN, f64::max)
    }

    fn stages(&self) -> &[Value] {
        self.report["stages"].as_array().map_or(&[], Vec::as_slice)
    }
}

/// Builds a corpus `runs` times from nothing and once more over the same, and prints what it cost, stage by stage.
fn corpus_of(scratch: &Scratch, pages: usize, options: &Options) -> io::Result<String> {
    let runs = options.runs;
    let root = scratch.path(&format!("corpus-{pages}"));
    let (out, copy) = (scratch.path("out"), scratch.path("copy"));
    if options.programs {
        corpus::programs::write(&root, pages)?;
        println!("{pages} programs in two packs");
    } else {
        let corpus = corpus::write(&root, pages)?;
        let (shortest, average, longest) = corpus.words;
        println!(
            "{pages} pages of {shortest} to {longest} words ({average} on average), {:.1} MB of Markdown",
            corpus.bytes as f64 / 1e6
        );
    }
    let (mut builds, mut copies) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        for folder in [&out, &copy] {
            measure::remove(folder)?;
        }
        builds.push(Build::run(&root, &out, scratch)?);
        copies.push(measured(Command::new("cp").arg("-r").arg(&out).arg(&copy))?.wall);
    }
    let again = (0..runs)
        .map(|_| Build::run(&root, &out, scratch))
        .collect::<io::Result<Vec<_>>>()?;
    if options.programs {
        weigh_pages(&out)?;
    }
    for folder in [&out, &copy, &root] {
        measure::remove(folder)?;
    }

    let spread = |of: fn(&Build) -> f64| Spread::of(builds.iter().map(of));
    let (wall, cpu, peak) = (
        spread(|build| build.cost.wall),
        spread(|build| build.cost.cpu()),
        spread(Build::peak),
    );
    let (user, system) = (spread(|build| build.cost.user), spread(|build| build.cost.system));
    let copied = Spread::of(copies);
    let written = builds[0].number("pages");
    println!(
        "{written} pages written, {} files, {:.1} MB; medians of {runs} runs, with the least and the most",
        builds[0].number("files"),
        builds[0].number("bytes") / 1e6
    );
    print_findings(&builds[0].report);
    println!("  wall   {wall:.2} s");
    println!(
        "  CPU    {cpu:.2} s   (user {:.2}, system {:.2})",
        user.median, system.median
    );
    println!("  peak   {:.0} MB", peak.median / 1e6);
    println!(
        "  cp -r  {copied:.2} s   the build takes {:.1} times as long",
        wall.median / copied.median
    );
    println!(
        "  again  {:.2} s   with nothing changed",
        Spread::of(again.iter().map(|build| build.cost.wall))
    );
    print_stages(&builds);
    println!();
    Ok(format!(
        "{pages:<9} {:<21} {:<21} {:>9.0} {:>13.3} {:>12.3} {:>8.1}",
        format!("{wall:.2}"),
        format!("{cpu:.2}"),
        peak.median / 1e6,
        wall.median * 1e3 / written,
        cpu.median * 1e3 / written,
        wall.median / copied.median,
    ))
}

/// Bytes of a page of each kind, and the largest of its kind where there are many.
fn weigh_pages(out: &Path) -> io::Result<()> {
    let bytes = |path: &Path| fs::metadata(path).map(|file| file.len());
    for path in [
        "programs",
        "programs/level/gold",
        "programs/state/listed",
        "countries/gb",
        "search",
    ] {
        println!("  {path:<22} {:>8} bytes", bytes(&out.join(path).join("index.html"))?);
    }
    for (kind, depth) in [("countries", 1), ("programs", 2)] {
        let mut folders = vec![out.join(kind)];
        for _ in 0..depth {
            let inner = folders.iter().map(fs::read_dir).collect::<io::Result<Vec<_>>>()?;
            folders = inner
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.is_dir())
                .collect();
        }
        let pages = folders
            .iter()
            .filter_map(|folder| bytes(&folder.join("index.html")).ok());
        println!(
            "  {:<22} {:>8} bytes",
            format!("largest in {kind}/"),
            pages.max().unwrap_or(0)
        );
    }
    Ok(())
}

/// The median time of each stage over all builds, its share, and the memory when it ended.
fn print_stages(builds: &[Build]) {
    let Some(first) = builds.first() else { return };
    let time = |build: &Build, at: usize| {
        build
            .stages()
            .get(at)
            .and_then(|stage| stage["ms"].as_f64())
            .unwrap_or(f64::NAN)
    };
    let medians: Vec<f64> = (0..first.stages().len())
        .map(|at| Spread::of(builds.iter().map(|build| time(build, at))).median)
        .collect();
    let sum: f64 = medians.iter().sum();
    println!("  stage          ms      %   peak MB");
    for (at, (stage, median)) in first.stages().iter().zip(&medians).enumerate() {
        let peak = Spread::of(
            builds
                .iter()
                .filter_map(|build| build.stages().get(at)?["peak_bytes"].as_f64()),
        )
        .median;
        println!(
            "  {:<9} {median:>7.1} {:>6.1} {:>9.0}",
            stage["name"].as_str().unwrap_or("?"),
            100.0 * median / sum,
            peak / 1e6
        );
    }
}

/// A corpus with findings measures something else than a build.
fn print_findings(report: &Value) {
    if report["diagnostics"]["by_code"]
        .as_object()
        .is_some_and(|codes| !codes.is_empty())
    {
        println!("  FINDINGS: {}", report["diagnostics"]["by_code"]);
    }
}

/// The repository's own site: its first build, and how long it takes from the second on.
fn real_site(scratch: &Scratch, runs: usize) -> io::Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let out = scratch.path("site");
    let first = Build::run(&root, &out, scratch)?;
    println!(
        "The real site: {} pages, {} files, {:.1} MB",
        first.number("pages"),
        first.number("files"),
        first.number("bytes") / 1e6
    );
    print_findings(&first.report);
    println!("  first run   {:.0} ms", first.cost.wall * 1e3);
    let more = (0..runs)
        .map(|_| Build::run(&root, &out, scratch))
        .collect::<io::Result<Vec<_>>>()?;
    println!(
        "  second run  {:.0} ms",
        Spread::of(more.iter().map(|build| build.cost.wall * 1e3))
    );
    println!(
        "  CPU         {:.0} ms",
        Spread::of(more.iter().map(|build| build.cost.cpu() * 1e3))
    );
    println!(
        "  peak        {:.0} MB",
        Spread::of(more.iter().map(Build::peak)).median / 1e6
    );
    print_stages(&more);
    Ok(())
}
