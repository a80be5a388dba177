//! Answers: one handler for everything, from memory.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, VARY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::guard::{Refusal, admit};
use super::headers::content_type;
use super::page;
use super::standing::{Found, Rendered, Standing, version};

/// Tells what a page shows: its bytes and the faults over it.
const VERSION: HeaderName = HeaderName::from_static("x-ctf-version");
/// Asks for the page as the build writes it.
const RAW: HeaderName = HeaderName::from_static("x-ctf-raw");
/// For the server's own addresses, and while there is no site whose policy could hold.
const OWN_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HTML: &str = "text/html; charset=utf-8";

/// What is served, and who waits for the next change.
pub struct Hub {
    port: u16,
    standing: Mutex<Arc<Standing>>,
    listeners: Mutex<Vec<UnboundedSender<()>>>,
}

impl Hub {
    pub fn new(port: u16, standing: Standing) -> Self {
        Self {
            port,
            standing: Mutex::new(Arc::new(standing)),
            listeners: Mutex::default(),
        }
    }

    pub fn standing(&self) -> Arc<Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves another state from now on and tells every open page. Gives the old one back: dropping it takes a while.
    pub fn replace(&self, standing: Standing) -> Arc<Standing> {
        let old = std::mem::replace(
            &mut *self.standing.lock().unwrap_or_else(PoisonError::into_inner),
            Arc::new(standing),
        );
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|listener| listener.send(()).is_ok());
        old
    }

    fn listen(&self) -> Changes {
        let (sender, receiver) = unbounded_channel();
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| !listener.is_closed());
        listeners.push(sender);
        Changes(receiver)
    }
}

/// The stream of one open page (Server-Sent Events, WHATWG HTML §9.2). Browsers pass over an event without data.
struct Changes(UnboundedReceiver<()>);

impl Stream for Changes {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<Self::Item>> {
        self.0
            .poll_recv(context)
            .map(|change| change.map(|()| Ok(Event::default().event("change").data("look"))))
    }
}

pub fn router(hub: Arc<Hub>) -> Router {
    Router::new().fallback(answer).with_state(hub)
}

async fn answer(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    let path = match admit(&request, hub.port) {
        Ok(path) => path,
        Err(refusal) => return refused(refusal),
    };
    let own = |kind, text: &'static str| own(StatusCode::OK, kind, text.into());
    match path.as_str() {
        page::EVENTS => own_headers(Sse::new(hub.listen()).keep_alive(KeepAlive::default()).into_response()),
        page::SCRIPT => own(content_type(page::SCRIPT), page::SCRIPT_TEXT),
        page::STYLE => own(content_type(page::STYLE), page::STYLE_TEXT),
        _ => {
            let wishes = Wishes::of(&request);
            let standing = hub.standing();
            // Rendering is work for the processor: it would hold up every other answer on this thread.
            let rendered = tokio::task::spawn_blocking(move || site_answer(&standing, &path, &wishes)).await;
            rendered.unwrap_or_else(|_| {
                own_text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The page could not be rendered; the terminal says why.\n",
                )
            })
        }
    }
}

/// What an answer depends on beside its path.
struct Wishes {
    /// Whether a person reads it: then the page reloads by itself and shows errors.
    additions: bool,
    query: String,
}

impl Wishes {
    fn of(request: &Request) -> Self {
        let accepts = |accept: &HeaderValue| accept.to_str().is_ok_and(|accept| accept.contains("text/html"));
        let additions = request.headers().get_all(ACCEPT).iter().any(accepts) && !request.headers().contains_key(RAW);
        Self {
            additions,
            query: request
                .uri()
                .query()
                .map_or_else(String::new, |query| format!("?{query}")),
        }
    }
}

fn site_answer(standing: &Standing, path: &str, wishes: &Wishes) -> Response {
    let Some(good) = &standing.good else {
        let faults = standing.faults.as_deref().unwrap_or_default();
        if !wishes.additions {
            return own_text(StatusCode::SERVICE_UNAVAILABLE, faults);
        }
        let version = version(b"", Some(faults));
        let mut response = own(
            StatusCode::SERVICE_UNAVAILABLE,
            HTML,
            page::only_faults(faults, &version).into(),
        );
        response
            .headers_mut()
            .extend(HeaderValue::try_from(version).map(|version| (VERSION, version)));
        return response;
    };
    let mut response = match good.at(path) {
        Found::Page(rendered) => page_answer(StatusCode::OK, rendered, standing, wishes),
        Found::Nothing(Some(rendered)) => page_answer(StatusCode::NOT_FOUND, rendered, standing, wishes),
        Found::Nothing(None) => own_text(StatusCode::NOT_FOUND, "There is nothing at this address.\n"),
        Found::File { bytes, path } => typed(StatusCode::OK, content_type(&path), bytes),
        Found::Moved(route) => moved(&route, &wishes.query),
    };
    let headers = response.headers_mut();
    let address = format!("/{path}");
    let rules = good.headers().of(&address).into_iter();
    let rules: Vec<_> = rules
        .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?)))
        .collect();
    for (name, _) in &rules {
        headers.remove(name);
    }
    // Two of one name both hold, as on the hosts.
    for (name, value) in rules {
        headers.append(name, value);
    }
    always(response)
}

fn page_answer(status: StatusCode, rendered: Rendered, standing: &Standing, wishes: &Wishes) -> Response {
    if !wishes.additions {
        return typed(status, HTML, rendered.bytes);
    }
    let faults = standing.faults.as_deref().or(rendered.faults.as_deref());
    let version = version(&rendered.bytes, faults);
    let mut response = typed(
        status,
        HTML,
        page::with_additions(&rendered.bytes, faults, &version).into(),
    );
    response
        .headers_mut()
        .extend(HeaderValue::try_from(version).map(|version| (VERSION, version)));
    response
}

/// A folder's address without its slash, as static hosts answer it. Routes are plain ASCII or encoded here.
fn moved(route: &str, query: &str) -> Response {
    let mut to = String::from("/");
    for byte in route.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => to.push(byte.into()),
            other => to.push_str(&format!("%{other:02X}")),
        }
    }
    to.push_str(query);
    let mut response = typed(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", Bytes::new());
    response
        .headers_mut()
        .extend(HeaderValue::try_from(to).map(|to| (LOCATION, to)));
    response
}

fn refused(refusal: Refusal) -> Response {
    let mut response = own_text(refusal.status(), refusal.words());
    if refusal == Refusal::Method {
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn typed(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response {
    (status, [(CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
}

fn own_text(status: StatusCode, text: &str) -> Response {
    own(status, "text/plain; charset=utf-8", text.to_owned().into())
}

fn own(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response {
    own_headers(typed(status, kind, bytes))
}

fn own_headers(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(OWN_POLICY));
    always(response)
}

/// What holds for every answer: kept nowhere, sniffed by nobody, different for people and for programs.
fn always(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Accept, X-Ctf-Raw"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    response
}
