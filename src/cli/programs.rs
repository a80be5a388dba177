//! `ctf programs`

use std::io::Write;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Subcommand, ValueEnum};

use super::Project;
use crate::diagnostics::{any_error, human};
use crate::exchange::import::{Fate, Into, Plan, plan};
use crate::exchange::{Mapping, csv, decode, geojson, report, row};
use crate::link::Settings;
use crate::load::{self, Catalog, Program};
use crate::source::{self, Sources};
use crate::{pipeline, publish};

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the programs as one table, examples left out
    Export(Export),
    /// Show what a list of programs would become; write it with --write
    Import(Import),
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    project: Project,
    #[arg(long, value_enum)]
    format: Format,
    /// Only this country, such as FR
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// A new file, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<Utf8PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Geojson,
}

#[derive(Args)]
struct Import {
    #[command(flatten)]
    project: Project,
    /// A table (.csv) or features (.geojson)
    #[arg(value_name = "FILE")]
    file: Utf8PathBuf,
    /// Which of their columns is which of ours, with constants and defaults
    #[arg(long, value_name = "FILE.yml")]
    map: Option<Utf8PathBuf>,
    /// The partner who listed these programs, by the name of its file in data/partners
    #[arg(long, value_name = "KEY")]
    via: Option<String>,
    /// Write the new records and FILE.report.csv; nothing that stands already is changed
    #[arg(long)]
    write: bool,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    match &options.command {
        Command::Export(options) => export(options),
        Command::Import(options) => import(options),
    }
}

/// The project's records. A faulty one ends the command: a table without it would look whole.
fn records(project: &Project, settings: &Settings) -> Result<(Sources, Catalog), ExitCode> {
    let (sources, mut found) = source::read(&project.root);
    let (catalog, told) = load::load(&sources);
    found.extend(told);
    found.extend(crate::check::check(&catalog, &sources, settings));
    found.retain(|told| told.severity() == crate::diagnostics::Severity::Error);
    if any_error(&found) {
        crate::diagnostics::sort(&mut found);
        eprint!(
            "{}",
            human::render(&found, &pipeline::text_of(&sources), super::color())
        );
        eprintln!("\nmend these first: a list is only as good as what it is held against");
        return Err(ExitCode::from(1));
    }
    Ok((sources, catalog))
}

fn export(options: &Export) -> Result<ExitCode, String> {
    let settings = options.project.settings(None)?;
    let (_, catalog) = match records(&options.project, &settings) {
        Ok(records) => records,
        Err(code) => return Ok(code),
    };
    let country = options.country.as_ref().map(|code| code.to_uppercase());
    let chosen =
        |program: &&Program| !program.demo && country.as_ref().is_none_or(|country| program.country.value == *country);
    let programs: Vec<&Program> = catalog.programs.values().map(AsRef::as_ref).filter(chosen).collect();
    let bytes = match options.format {
        Format::Csv => csv::write(&programs.iter().map(|program| row(program)).collect::<Vec<_>>(), false),
        Format::Geojson => {
            let head = geojson::Head {
                licence: &catalog.site.licence.url,
                source: &catalog.site.base_url.value,
                demo: false,
            };
            geojson::collection(&programs, &head, |_| None)
        }
    };
    match &options.out {
        Some(path) => {
            let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
            publish::write_new(path, &text).map_err(|error| error.to_string())?;
            eprintln!("{} programs in {path}", programs.len());
        }
        None => std::io::stdout().write_all(&bytes).map_err(|error| error.to_string())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn import(options: &Import) -> Result<ExitCode, String> {
    let settings = options.project.settings(None)?;
    let (text, told) =
        decode::text(&source::read_list(&options.file)?).map_err(|why| format!("{}: {why}", options.file))?;
    let table = match options.file.extension() {
        Some("geojson" | "json") => geojson::read(&text),
        _ => csv::read(&text),
    };
    let mut table = table.map_err(|why| format!("{}: {why}", options.file))?;
    table.told.extend(told);
    let mapping = match &options.map {
        Some(path) => {
            let bytes = source::read_list(path)?;
            let text = String::from_utf8(bytes).map_err(|_| format!("`{path}` is not UTF-8"))?;
            Mapping::parse(&text, path.as_str())?
        }
        None => Mapping::default(),
    };
    let (sources, catalog) = match records(&options.project, &settings) {
        Ok(records) => records,
        Err(code) => return Ok(code),
    };
    if let Some(via) = options.via.as_ref().filter(|via| !catalog.partners.contains_key(*via)) {
        let keys: Vec<&str> = catalog.partners.keys().map(String::as_str).collect();
        return Err(format!("there is no partner `{via}`; partners are {}", keys.join(", ")));
    }
    let into = Into {
        catalog: &catalog,
        sources: &sources,
        settings: &settings,
        via: options.via.as_deref(),
    };
    let plan = plan(table, &mapping, &into).map_err(|why| format!("{}: {why}", options.file))?;
    plan.told.iter().for_each(|told| println!("note: {told}"));
    print!("{}", report::preview(&plan));
    if options.write {
        write(&plan, &options.project.root, &options.file)?;
    } else {
        println!("\nnothing was written; add --write to write the new records and the report");
    }
    Ok(ExitCode::SUCCESS)
}

/// The new records, then the report beside the list. Neither replaces anything.
fn write(plan: &Plan, root: &Utf8Path, list: &Utf8Path) -> Result<(), String> {
    let mut written = 0;
    for line in &plan.lines {
        if let Fate::New { path, text } = &line.fate {
            publish::write_new(&root.join(path), text).map_err(|error| error.to_string())?;
            written += 1;
        }
    }
    let named = |number: u32| match number {
        1 => Utf8PathBuf::from(format!("{list}.report.csv")),
        _ => Utf8PathBuf::from(format!("{list}.report-{number}.csv")),
    };
    let path = (1..).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1));
    publish::write_new(&path, &report::csv(plan)).map_err(|error| error.to_string())?;
    println!("\n{written} records written, every row told in {path}");
    Ok(())
}
