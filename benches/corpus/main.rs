//! `cargo bench --bench corpus -- DIR PAGES` writes a project of so many pages to look at or to measure by hand;
//! `cargo bench --bench corpus -- DIR N programs` one of so many programs.

#[path = "mod.rs"]
mod corpus;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let (Some(folder), Some(pages)) = (arguments.first(), arguments.get(1).and_then(|pages| pages.parse().ok())) else {
        eprintln!("usage: cargo bench --bench corpus -- DIR PAGES, or DIR N programs");
        // Run with all other benches there is nothing to do.
        return if arguments.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(2)
        };
    };
    if Path::new(folder)
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some())
    {
        eprintln!("{folder} is not empty");
        return ExitCode::from(2);
    }
    if arguments.get(2).is_some_and(|what| what == "programs") {
        return match corpus::programs::write(Path::new(folder), pages) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{folder}: {error}");
                ExitCode::from(2)
            }
        };
    }
    match corpus::write(Path::new(folder), pages) {
        Ok(corpus) => {
            let (shortest, average, longest) = corpus.words;
            println!(
                "{} pages of {shortest} to {longest} words ({average} on average), {:.1} MB of Markdown in {folder}",
                corpus.pages,
                corpus.bytes as f64 / 1e6
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
