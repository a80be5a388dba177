//! `ctf explain`

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
        for entry in catalogue::ENTRIES {
            println!("{}  {}", entry.code, entry.title);
        }
        return Ok(ExitCode::SUCCESS);
    };
    match catalogue::find(code) {
        Some(entry) => {
            println!("{}", human::explain(entry));
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let near = nearest(code, catalogue::ENTRIES.iter().map(|entry| entry.code));
            let hint = near.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            Err(format!(
                "there is no finding with the code `{code}`.{hint} `ctf explain` lists them all"
            ))
        }
    }
}
