//! `ctf serve`

use std::process::{Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};

use clap::Args;

use super::Project;
use crate::diagnostics::human;
use crate::pipeline;
use crate::serve::{self, Place, Server, Told};
use crate::source::Sources;

/// Files named in the line about a change; of more, only the number.
const NAMED: usize = 3;

#[derive(Args)]
#[command(mut_arg("base_url", |arg| arg.hide(true)))]
pub struct Options {
    #[command(flatten)]
    project: Project,
    /// The port on this machine; where it is taken, the next that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    if options.project.base_url.is_some() {
        return Err("the site is served at its own address; --base-url is for `build` and `check`".to_owned());
    }
    let settings = options.project.settings(None)?;
    let place = Place::take(options.port)?;
    let address = place.address()?;
    if options.port != 0 && address.port() != options.port {
        eprintln!("port {} is taken: {} is used instead", options.port, address.port());
    }
    let server = Server::start(&options.project.root, settings, place, teller())?;
    println!("{}\nThe pages follow every save. Stop with Ctrl-C.", server.url());
    if options.open {
        open(&serve::url(address));
    }
    server.wait();
    Ok(ExitCode::SUCCESS)
}

/// Tells of each state in one line, after its findings where these are other ones than before.
fn teller() -> impl Fn(&Told, &Sources) + Send + 'static {
    let last = Mutex::new(String::new());
    move |told, sources| {
        let findings = human::render(&told.found, &pipeline::text_of(sources), super::color());
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != findings {
            eprint!("{findings}");
            *last = findings;
        }
        eprintln!("{}: {} ({:.0} ms)", what(told), state(told), told.stages.total_ms());
    }
}

fn what(told: &Told) -> String {
    match told.touched.as_slice() {
        [] => "everything read".to_owned(),
        few if few.len() <= NAMED => few.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", "),
        many => format!("{} files and folders", many.len()),
    }
}

fn state(told: &Told) -> String {
    let open = match told.found.len() {
        0 => String::new(),
        1 => ", 1 finding".to_owned(),
        many => format!(", {many} findings"),
    };
    if told.good {
        format!("{} pages{open}", told.pages)
    } else {
        format!("the last good site stays until the errors are mended{open}")
    }
}

/// Asks the system to show an address. That it does not is no reason to stop: the address has been printed.
fn open(url: &str) {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let opened = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = opened {
        eprintln!("note: no browser could be opened (`{program}`: {error})");
    }
}
