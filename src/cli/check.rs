//! `ctf check`

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::Project;
use crate::diagnostics::{Diagnostic, any_error, github, human, json};
use crate::{pipeline, publish};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    project: Project,
    /// How findings are told
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Tell only findings in these files and folders (everything is checked all the same)
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: the place, the line, what to do
    Human,
    /// One JSON document, for programs
    Json,
    /// Annotations and a summary for pull requests on GitHub
    Github,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let settings = options.project.settings(None)?;
    let mut stages = super::stages();
    let (sources, mut found) = pipeline::check(&options.project.root, settings, &mut stages);
    super::clear_progress();
    found.retain(|told| {
        options.paths.is_empty()
            || options
                .paths
                .iter()
                .any(|path| is_within(told, path, options.project.root.as_str()))
    });
    let text_of = pipeline::text_of(&sources);
    match options.format {
        Format::Human => {
            eprint!("{}", human::render(&found, &text_of, super::color()));
            if found.is_empty() {
                eprintln!("no findings in {} files", sources.texts.len() + sources.media.len());
            }
        }
        Format::Json => println!("{}", json::render(&found, &text_of)),
        Format::Github => {
            print!("{}", github::annotations(&found, &text_of));
            if let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY") {
                publish::append_summary(file.as_ref(), &github::summary(&found, &text_of))
                    .map_err(|error| error.to_string())?;
            }
        }
    }
    Ok(if any_error(&found) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Whether a finding lies in `path`, given from the root or from where the command runs.
fn is_within(told: &Diagnostic, path: &str, root: &str) -> bool {
    let path = path
        .strip_prefix(root)
        .unwrap_or(path)
        .trim_start_matches("./")
        .trim_matches('/');
    path.is_empty()
        || path == "."
        || &*told.file == path
        || told.file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
