//! The command line: one file per command. Exit codes: 0 fine, 1 errors in the content, 2 wrong usage or a disk that refuses.

mod build;
mod check;
mod explain;
mod new;
mod programs;
mod serve;
mod urls;

use std::io::IsTerminal;
use std::process::ExitCode;

use camino::Utf8PathBuf;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::link::Settings;
use crate::model::{Date, date_from_text};
use crate::report::Stages;
use crate::source::today::today;

/// The site generator of the Capture the Fracture resource center.
///
/// Turns content/, data/ and themes/ into public/: a static site in many languages, proven before it is published.
/// A green build means that every link leads somewhere, every record is whole, every number has its source, and every
/// address that was published once still answers.
#[derive(Parser)]
#[command(
    name = "ctf",
    version,
    max_term_width = 100,
    after_help = "Start with `ctf serve`, and read what a finding means with `ctf explain CODE`."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site into a folder; the old site stands until the new one is proven
    Build(build::Options),
    /// Serve the site on this machine while it is written; every save shows at once
    Serve(serve::Options),
    /// Run every check of a build, writing nothing
    Check(check::Options),
    /// Write a new record with every key explained
    New(new::Options),
    /// Take programs out as a table, or bring a list of them in
    Programs(programs::Options),
    /// Explain a finding by its code
    Explain(explain::Options),
    /// Keep the ledger of published addresses
    Urls(urls::Options),
    /// Print completions for a shell
    #[command(after_help = "For example: ctf completions bash > ~/.local/share/bash-completion/completions/ctf")]
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    #[command(after_help = "For example: ctf man > ctf.1 && man ./ctf.1")]
    Man,
}

/// Options of everything that reads a project.
#[derive(Args)]
struct Project {
    /// The project's root, which holds content/, data/ and themes/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: Utf8PathBuf,
    /// Where the site will stand, instead of data/site.yml's base_url
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Leave demonstration records out, and refuse any outside data/demo
    #[arg(long)]
    production: bool,
    /// Write the whole security policy into every page, for hosts that send no headers (GitHub Pages)
    #[arg(long)]
    policy_in_pages: bool,
    /// Build as on this day (YYYY-MM-DD) [default: SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// How many threads to use [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
}

fn parse_date(text: &str) -> Result<Date, String> {
    date_from_text(text).ok_or_else(|| format!("`{text}` is not a date like 2026-11-24"))
}

impl Project {
    /// The settings, with the source's commit where it is known. Also sets how many threads work.
    fn settings(&self, source_commit: Option<String>) -> Result<Settings, String> {
        if let Some(url) = &self.base_url {
            let local = url.starts_with("http://127.0.0.1") || url.starts_with("http://localhost");
            if let Some(fault) = crate::model::https_fault(url).filter(|_| !local) {
                return Err(format!("--base-url `{url}`: {fault}"));
            }
        }
        if !self.root.join("data").is_dir() && !self.root.join("content").is_dir() {
            return Err(format!(
                "there is no project in `{}`: it has neither content/ nor data/. Name the project's root with --root",
                self.root
            ));
        }
        if let Some(jobs) = self.jobs {
            // Fails only where a pool exists already, as in tests that run several commands in one process.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        }
        Ok(Settings {
            base_url: self.base_url.clone(),
            production: self.production,
            policy_in_pages: self.policy_in_pages,
            today: today(self.date)?,
            source_commit,
        })
    }
}

/// Runs the command that was asked for.
pub fn main() -> ExitCode {
    quiet_parser_panics();
    let outcome = match Cli::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Check(options) => check::run(&options),
        Command::New(options) => new::run(&options),
        Command::Programs(options) => programs::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Urls(options) => urls::run(&options),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "ctf", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man => clap_mangen::Man::new(Cli::command())
            .render(&mut std::io::stdout())
            .map(|()| ExitCode::SUCCESS)
            .map_err(|error| error.to_string()),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("ctf: {message}");
        ExitCode::from(2)
    })
}

/// A text that the Markdown parser cannot bear is told as a finding of its own; the panic's own words would only frighten.
fn quiet_parser_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let in_parser = info
            .location()
            .is_some_and(|place| place.file().contains("pulldown-cmark"));
        if !in_parser {
            usual(info);
        }
    }));
}

/// Whether to colour what goes to standard error (https://no-color.org).
fn color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::io::stderr().is_terminal()
}

/// Tells the stage that runs, on one line, while somebody watches.
fn stages() -> Stages {
    if !std::io::stderr().is_terminal() {
        return Stages::default();
    }
    Stages::with_progress(|stage| eprint!("\r\x1b[K{stage} …"))
}

/// Takes the line of progress away.
fn clear_progress() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}
