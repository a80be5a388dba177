//! How soon a change is seen: `cargo bench --bench serve -- [PAGES] [--runs N]`, 10,000 pages and 20 runs where nothing
//! is said.
//!
//! Starts `ctf serve` on a corpus and polls it like a visitor who reloads: from the start to the first page, from a saved
//! text to the page that shows it, and from a saved title to the last of the lists, pagers and feeds that show it.
//! Figures are printed and never judged.

#[allow(dead_code)]
mod corpus;
#[allow(dead_code)]
mod measure;

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use measure::{Scratch, Spread};

const BINARY: &str = env!("CARGO_BIN_EXE_ctf");
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(1);
/// After which a change counts as never seen.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("serve: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<()> {
    let (pages, runs) = arguments();
    let scratch = Scratch::new("serve")?;
    println!("{}\n", measure::machine());
    let root = scratch.path("corpus");
    let written = corpus::write(&root, pages)?;
    println!(
        "{} pages, medians of {runs} runs, with the least and the most",
        written.pages
    );

    let mut starts = Vec::new();
    for _ in 0..runs.min(5) {
        starts.push(Server::start(&root)?.started);
    }
    println!("  start to first page       {:.0} ms", Spread::of(starts));

    let server = Server::start(&root)?;
    let per_pack = written.pages / 5;
    let mut bodies = Vec::new();
    for run in 0..runs {
        bodies.push(change_body(&server, &root, spread_out(run, runs, per_pack), run)?);
    }
    println!("  changed text to its page  {:.1} ms", Spread::of(bodies));

    let (mut titles, mut places) = (Vec::new(), 0);
    for run in 0..runs {
        let (time, shown) = change_title(&server, &root, spread_out(run, runs, per_pack), run)?;
        titles.push(time);
        places += shown;
    }
    println!(
        "  changed title everywhere  {:.1} ms   ({:.1} lists, pagers and feeds)",
        Spread::of(titles),
        places as f64 / runs as f64
    );

    let mut answers = Vec::new();
    for run in 0..runs {
        let start = Instant::now();
        server.get(&route(spread_out(run, runs, per_pack)))?;
        answers.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("  an unchanged page         {:.1} ms", Spread::of(answers));
    Ok(())
}

fn arguments() -> (usize, usize) {
    let (mut pages, mut runs) = (10_000, 20);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => runs = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(runs).max(1),
            other => pages = other.replace([',', '_'], "").parse().unwrap_or(pages),
        }
    }
    (pages, runs)
}

/// The page of a run, so that runs touch pages all over the site.
fn spread_out(run: usize, runs: usize, pages: usize) -> usize {
    (run * pages / runs + 7).min(pages.saturating_sub(1))
}

fn folder(n: usize) -> String {
    corpus::section(n / corpus::PAGES_PER_SECTION)
}

fn route(n: usize) -> String {
    format!("/{}/{}/", folder(n), corpus::name(n))
}

fn file(root: &Path, n: usize) -> PathBuf {
    root.join("content/en")
        .join(folder(n))
        .join(format!("{}.md", corpus::name(n)))
}

/// Adds a sentence to a page; milliseconds until the page shows it.
fn change_body(server: &Server, root: &Path, n: usize, run: usize) -> io::Result<f64> {
    let path = file(root, n);
    let sentence = format!("Sentence of run {run} on page {n}.");
    let text = format!("{}\n{sentence}\n", fs::read_to_string(&path)?);
    server.get(&route(n))?;
    fs::write(&path, text)?;
    let start = Instant::now();
    server.until(start, &[route(n)], &sentence)
}

/// Changes the title of a page; milliseconds until every list, pager and feed that showed the old one shows the new
/// one, and how many these are.
fn change_title(server: &Server, root: &Path, n: usize, run: usize) -> io::Result<(f64, usize)> {
    let path = file(root, n);
    let text = fs::read_to_string(&path)?;
    // The newest date, so that the feed shows the page too; saved before the time is taken.
    let dated = replace_line(&text, "updated:", &format!("updated: 2026-11-{:02}", run % 20 + 1));
    fs::write(&path, &dated)?;
    let old = title(&dated).to_owned();
    let feed = "/feed.xml".to_owned();
    server.until(Instant::now(), std::slice::from_ref(&feed), &old)?;

    let mut shown = vec![feed];
    for first in lists(&dated, n) {
        for number in 1.. {
            let address = if number == 1 {
                first.clone()
            } else {
                format!("{first}page/{number}/")
            };
            let Some(page) = server.get(&address)? else { break };
            if page.contains(&old) {
                shown.push(address);
                break;
            }
        }
    }
    let new = format!("{old} revised {run}");
    fs::write(&path, replace_line(&dated, "title:", &format!("title: \"{new}\"")))?;
    let start = Instant::now();
    Ok((server.until(start, &shown, &new)?, shown.len()))
}

/// The lists in which a page stands: its section's and those of its topics.
fn lists(text: &str, n: usize) -> Vec<String> {
    let topics = text
        .lines()
        .find_map(|line| line.strip_prefix("topics: ["))
        .unwrap_or_default()
        .trim_end_matches(']');
    let topics = topics
        .split(", ")
        .filter(|topic| !topic.is_empty())
        .map(|topic| format!("/topics/{topic}/"));
    std::iter::once(format!("/{}/", folder(n))).chain(topics).collect()
}

fn title(text: &str) -> &str {
    text.lines()
        .find_map(|line| line.strip_prefix("title: "))
        .unwrap_or_default()
        .trim_matches('"')
}

fn replace_line(text: &str, key: &str, line: &str) -> String {
    let mut replaced = false;
    let lines = text.split_inclusive('\n').map(|old| {
        if !replaced && old.starts_with(key) {
            replaced = true;
            return format!("{line}\n");
        }
        old.to_owned()
    });
    lines.collect()
}

/// `ctf serve` as a child; ended when it is dropped.
struct Server {
    child: Child,
    port: u16,
    /// Milliseconds from the start to the first page.
    started: f64,
}

impl Server {
    fn start(root: &Path) -> io::Result<Self> {
        // Taken and given back: nobody else asks for ports of the loopback in between.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let start = Instant::now();
        let mut command = Command::new(BINARY);
        command.args(["serve", "--port", &port.to_string(), "--root"]).arg(root);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let told = child.stderr.take().map(read_aside);
        let mut server = Self {
            child,
            port,
            started: f64::NAN,
        };
        loop {
            if matches!(server.get("/"), Ok(Some(_))) {
                server.started = start.elapsed().as_secs_f64() * 1e3;
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() || start.elapsed() > 3 * PATIENCE {
                drop(server);
                let told = told.and_then(|reader| reader.join().ok()).unwrap_or_default();
                return Err(io::Error::other(format!("`ctf serve` shows no page\n{told}")));
            }
            thread::sleep(PAUSE);
        }
    }

    /// The body at a path; `None` where there is no page.
    fn get(&self, path: &str) -> io::Result<Option<String>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let port = self.port;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let Some((head, body)) = answer.split_once("\r\n\r\n") else {
            return Ok(None);
        };
        Ok(head.starts_with("HTTP/1.1 200").then(|| body.to_owned()))
    }

    /// Milliseconds from `start` until each of the pages has shown `text`.
    fn until(&self, start: Instant, paths: &[String], text: &str) -> io::Result<f64> {
        for path in paths {
            while !self.get(path)?.is_some_and(|body| body.contains(text)) {
                if start.elapsed() > PATIENCE {
                    println!("  NOT SEEN: `{text}` on {path}");
                    return Ok(f64::INFINITY);
                }
                thread::sleep(PAUSE);
            }
        }
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads what a child writes, so that it never waits for a reader.
fn read_aside(stream: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        BufReader::new(stream)
            .lines()
            .map_while(Result::ok)
            .fold(String::new(), |told, line| told + &line + "\n")
    })
}
