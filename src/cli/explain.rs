//! `ctf explain`

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::diagnostics::{catalogue, human, nearest};

#[derive(Args)]
pub struct Options {
    /// The code of a finding, such as Y007; without one, all codes are listed
    code: Option<String>,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let Some(code) = &options.code else {
        let lines = catalogue::ENTRIES.iter();
        let lines: String = lines
            .map(|entry| format!("{}  {}\n", entry.code, entry.title))
            .collect();
        return say(&lines);
    };
    match catalogue::find(code) {
        Some(entry) => say(&format!("{}\n", human::explain(entry))),
        None => {
            let near = nearest(code, catalogue::ENTRIES.iter().map(|entry| entry.code));
            let hint = near.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            Err(format!(
                "there is no finding with the code `{code}`.{hint} `ctf explain` lists them all"
            ))
        }
    }
}

/// Who reads only the first lines and goes (`| head`) is no fault.
fn say(text: &str) -> Result<ExitCode, String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
