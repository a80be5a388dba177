//! `ctf build`

use std::process::ExitCode;

use camino::Utf8PathBuf;
use clap::Args;
use serde_json::json;

use super::Project;
use crate::diagnostics::{self, Severity, human};
use crate::pipeline::{self, Order, Outcome};
use crate::publish;
use crate::report::Stages;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    project: Project,
    /// The folder to build into [default: public below the root]
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// The commit of the sources, for build-info.json
    #[arg(long, value_name = "COMMIT", env = "CTF_SOURCE_COMMIT")]
    source_commit: Option<String>,
    /// Write time and memory per stage, counts and findings as JSON to this file
    #[arg(long, value_name = "FILE")]
    report: Option<Utf8PathBuf>,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let settings = options.project.settings(options.source_commit.clone())?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| options.project.root.join("public"));
    let mut stages = super::stages();
    let order = Order {
        root: options.project.root.clone(),
        out: out.clone(),
        settings,
    };
    let outcome = pipeline::build(order, &mut stages).map_err(|error| error.to_string());
    super::clear_progress();
    let outcome = outcome?;
    eprint!(
        "{}",
        human::render(&outcome.found, &pipeline::text_of(&outcome.sources), super::color())
    );
    if let Some(file) = &options.report {
        publish::write_report(file, &report(&outcome, &stages)).map_err(|error| error.to_string())?;
    }
    match &outcome.published {
        Some(published) => {
            if let Some(leftover) = &published.leftover {
                eprintln!(
                    "warning: the old site could not be removed whole; delete `{leftover}` before the next build"
                );
            }
            let state = if published.changed { "built" } else { "unchanged" };
            eprintln!(
                "{state}: {} pages, {} files, {:.1} MB in {out} ({:.0} ms)",
                outcome.pages,
                published.files,
                published.bytes as f64 / 1e6,
                stages.total_ms()
            );
            Ok(ExitCode::SUCCESS)
        }
        None => {
            eprintln!("\nnothing was published; the site in {out} is as it was");
            Ok(ExitCode::from(1))
        }
    }
}

fn report(outcome: &Outcome, stages: &Stages) -> String {
    let count = |severity: Severity| outcome.found.iter().filter(|d| d.severity() == severity).count();
    let mut by_code = std::collections::BTreeMap::<&str, usize>::new();
    for found in &outcome.found {
        *by_code.entry(found.entry.code).or_default() += 1;
    }
    let report = json!({
        "version": 1,
        "pages": outcome.pages,
        "files": outcome.published.as_ref().map(|published| published.files),
        "bytes": outcome.published.as_ref().map(|published| published.bytes),
        "changed": outcome.published.as_ref().map(|published| published.changed),
        "stages": stages.json(),
        "diagnostics": {"errors": count(Severity::Error), "warnings": count(Severity::Warning), "by_code": by_code},
        "published": !diagnostics::any_error(&outcome.found),
    });
    format!("{report:#}\n")
}
