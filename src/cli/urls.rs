//! `ctf urls`

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Project;
use crate::diagnostics::{any_error, human};
use crate::{pipeline, publish};

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add every address of the production site to data/urls.ledger, once the whole check is green
    Record(Box<Project>),
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let Command::Record(project) = &options.command;
    let mut settings = project.settings(None)?;
    // The ledger is a promise about the public site: demonstration records never enter it.
    settings.production = true;
    let mut stages = super::stages();
    let (sources, site, mut found) = pipeline::plan(&project.root, settings, &mut stages);
    if !any_error(&found) {
        let nothing = |_: &_| Ok::<(), std::convert::Infallible>(());
        found.extend(pipeline::render_and_prove(&site, nothing, &mut stages).unwrap_or_default());
    }
    super::clear_progress();
    if any_error(&found) {
        eprint!(
            "{}",
            human::render(&found, &pipeline::text_of(&sources), super::color())
        );
        eprintln!("\nno address was recorded");
        return Ok(ExitCode::from(1));
    }
    let known: BTreeSet<&str> = site
        .catalog
        .ledger
        .iter()
        .map(|line| line.value.trim_start_matches('/'))
        .collect();
    let new: Vec<&str> = site
        .pages
        .iter()
        .filter(|page| page.indexable)
        .map(|page| &*page.route)
        .filter(|route| !route.is_empty() && !known.contains(route))
        .collect();
    publish::append_ledger(&project.root.join(&*site.catalog.ledger_file), &new).map_err(|error| error.to_string())?;
    println!("{} addresses recorded, {} were known", new.len(), known.len());
    Ok(ExitCode::SUCCESS)
}
