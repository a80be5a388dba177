//! `ctf serve`: the site while it is written, on this machine alone.
//!
//! ```text
//!   disk ── watch ──▶ project ── plan ──▶ standing ◀── http ── browser
//!           what       files once,        pages when     Host, GET and
//!          changed    theme kept          asked for       HEAD only
//! ```
//! In: the same functions as the build's. Out: pages over HTTP on 127.0.0.1, rendered when they are asked for, and a
//! word to every open page when something changed. While errors stand, the last good site is served and the errors are
//! shown over it. Never: write to the disk, listen to other machines, or open a file for a request.

mod guard;
mod headers;
mod http;
mod page;
mod project;
mod standing;
mod watch;

use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::oneshot;

use crate::link::Settings;
use crate::source::Sources;
use http::Hub;
pub use project::Told;
use project::{Planned, Project};
use standing::{Good, Standing, faults};
use watch::{Stopper, Watch};

/// Ports tried after one that is taken.
const TRIES: u16 = 20;

/// A server that runs until it is stopped or dropped.
pub struct Server {
    pub address: SocketAddr,
    stopper: Stopper,
    close: Option<oneshot::Sender<()>>,
    threads: Vec<JoinHandle<()>>,
}

/// A place to listen at, taken before anything is read: the address stands in the pages.
pub struct Place(TcpListener);

impl Place {
    /// Takes `port` on 127.0.0.1, or the next that is free; 0 takes any.
    pub fn take(port: u16) -> Result<Self, String> {
        let mut refusal = None;
        for port in (port..=port.saturating_add(TRIES)).take(if port == 0 { 1 } else { usize::from(TRIES) + 1 }) {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(listener) => return Ok(Self(listener)),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        let why = refusal.map_or_else(String::new, |error| format!(": {error}"));
        Err(format!(
            "no port from {port} on can be listened at{why}. Name another with --port"
        ))
    }

    pub fn address(&self) -> Result<SocketAddr, String> {
        self.0
            .local_addr()
            .map_err(|error| format!("the address of the server is not known: {error}"))
    }
}

/// Where the site is served, with its closing slash.
pub fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

impl Server {
    /// Reads the project below `root` and serves it; `settings.base_url` is replaced by the server's own. `tell` hears
    /// of the first state and of every change.
    pub fn start(
        root: &Utf8Path,
        settings: Settings,
        place: Place,
        tell: impl Fn(&Told, &Sources) + Send + 'static,
    ) -> Result<Self, String> {
        let address = place.address()?;
        let root: Utf8PathBuf = root
            .canonicalize_utf8()
            .map_err(|error| format!("{root} cannot be read: {error}"))?;
        // Watched before it is read, so that no change falls in between.
        let watch = Watch::new(&root).map_err(|error| format!("{root} cannot be watched for changes: {error}"))?;
        let (mut project, planned) = Project::open(
            root,
            Settings {
                base_url: Some(url(address)),
                ..settings
            },
        );
        let (standing, told) = stand(planned, None, &project);
        let hub = Arc::new(Hub::new(address.port(), standing));
        tell(&told, project.sources());
        let stopper = watch.stopper();
        let (close, closed) = oneshot::channel();
        let answering = answer(place.0, hub.clone(), closed)?;
        let following = std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || follow(&mut project, watch, &hub, &tell));
        let following = following.map_err(|error| format!("no thread could be started: {error}"))?;
        Ok(Self {
            address,
            stopper,
            close: Some(close),
            threads: vec![answering, following],
        })
    }

    pub fn url(&self) -> String {
        url(self.address)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            // A thread that panicked has told so itself.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopper.stop();
        drop(self.close.take());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Waits for changes and serves what they lead to.
fn follow(project: &mut Project, mut watch: Watch, hub: &Hub, tell: &dyn Fn(&Told, &Sources)) {
    while let Some(touched) = watch.next() {
        let Some(planned) = project.follow(&touched) else {
            continue;
        };
        let (standing, told) = stand(planned, hub.standing().good.clone(), project);
        // The old state is dropped here, after the new one is served: thousands of pages take their time.
        drop(hub.replace(standing));
        tell(&told, project.sources());
    }
}

/// The planned state where it has no errors, else the last one that had none with the errors over it.
fn stand(planned: Planned, last_good: Option<Arc<Good>>, project: &Project) -> (Standing, Told) {
    let Planned { site, told } = planned;
    let standing = if told.good {
        Standing {
            good: Some(Arc::new(Good::new(site, project.sources()))),
            faults: None,
        }
    } else {
        Standing {
            good: last_good,
            faults: faults(&told.found, &|path| project.sources().text(path)),
        }
    };
    (standing, told)
}

/// Answers requests on a thread of its own until it is told to close.
fn answer(listener: TcpListener, hub: Arc<Hub>, closed: oneshot::Receiver<()>) -> Result<JoinHandle<()>, String> {
    let failed = |error: std::io::Error| format!("the server could not be started: {error}");
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let run = move || {
        runtime.block_on(async {
            match tokio::net::TcpListener::from_std(listener) {
                Ok(listener) => {
                    tokio::spawn(axum::serve(listener, http::router(hub)).into_future());
                    // Closed by a word or because the server was dropped: both mean the end.
                    let _ = closed.await;
                }
                Err(error) => eprintln!("{}", failed(error)),
            }
        });
        // Open pages hold their connections for as long as they are open: they are not waited for.
        runtime.shutdown_timeout(Duration::from_millis(200));
    };
    std::thread::Builder::new()
        .name("http".to_owned())
        .spawn(run)
        .map_err(failed)
}
