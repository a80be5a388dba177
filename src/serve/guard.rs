//! Who may ask, and for what: only this machine, by its own name, reading only.
//!
//! No file is opened for a request (answers come from memory), so that no path could lead out of the site; paths that
//! try are refused all the same, before anything looks at them.

use axum::http::header::HOST;
use axum::http::{Method, Request, StatusCode};

/// Names under which a browser on this machine may know us. Any other is a page elsewhere whose name was pointed at
/// 127.0.0.1 (DNS rebinding).
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Host,
    /// A page of another site asks for something of ours (Fetch Metadata, W3C).
    Elsewhere,
    Method,
    Path,
}

impl Refusal {
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Path => StatusCode::BAD_REQUEST,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Host => "This server answers to 127.0.0.1 and localhost only.\n",
            Self::Elsewhere => "This server is not for pages of other sites.\n",
            Self::Method => "This server can only be read: GET and HEAD.\n",
            Self::Path => "This is no address of the site.\n",
        }
    }
}

/// The path that is asked for, decoded, without its leading slash.
pub fn admit<B>(request: &Request<B>, port: u16) -> Result<String, Refusal> {
    let named = request.headers().get_all(HOST);
    let mut hosts = named
        .iter()
        .map(|host| host.to_str().unwrap_or_default())
        .chain(request.uri().authority().map(|authority| authority.as_str()));
    // One at least, and every one ours: a request with two hosts means two things.
    if named.iter().next().is_none() || !hosts.all(|host| is_own(host, port)) {
        return Err(Refusal::Host);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    let says = |name: &str, value: &str| request.headers().get(name).is_some_and(|said| said == value);
    if says("sec-fetch-site", "cross-site") && !says("sec-fetch-mode", "navigate") {
        return Err(Refusal::Elsewhere);
    }
    path(request.uri().path()).ok_or(Refusal::Path)
}

fn is_own(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.contains(']') => (name, given),
        _ => (host, "80"),
    };
    HOSTS.iter().any(|own| own.eq_ignore_ascii_case(name)) && given == port.to_string()
}

/// Decodes a path once (RFC 3986 §2.1) and refuses all that no address of the site has: steps up, empty steps, backslashes,
/// control characters, a slash or a percent sign that was written encoded.
fn path(raw: &str) -> Option<String> {
    let below = raw.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(below.len());
    let mut rest = below.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
                let decoded = (digit()? * 16 + digit()?) as u8;
                Some(decoded).filter(|decoded| !b"/%\\".contains(decoded))?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    let path = String::from_utf8(bytes).ok()?;
    let plain = !path.chars().any(|c| c.is_control() || c == '\\');
    let mut steps = path.strip_suffix('/').unwrap_or(&path).split('/');
    (plain && (path.is_empty() || steps.all(|step| !matches!(step, "" | "." | "..")))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: &str, target: &str, hosts: &[&str]) -> Result<String, Refusal> {
        let mut request = Request::builder().method(method).uri(target);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        admit(&request.body(()).unwrap(), 4000)
    }

    #[test]
    fn only_this_machine_by_its_own_names_is_answered() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"] {
            assert_eq!(ask("GET", "/", &[host]), Ok(String::new()), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:4000",
            "127.0.0.1",
            "localhost:4001",
            "127.0.0.1.evil.example:4000",
            "localhost:",
            "",
            "[::1]",
            "0.0.0.0:4000",
        ] {
            assert_eq!(ask("GET", "/", &[host]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(ask("GET", "/", &[]), Err(Refusal::Host));
        assert_eq!(ask("GET", "/", &["localhost:4000", "evil.example"]), Err(Refusal::Host));
        assert_eq!(
            ask("GET", "http://evil.example:4000/", &["localhost:4000"]),
            Err(Refusal::Host)
        );
        assert_eq!(
            ask("GET", "http://localhost:4000/a", &["localhost:4000"]),
            Ok("a".to_owned())
        );
    }

    #[test]
    fn pages_of_other_sites_may_lead_here_and_no_more() {
        let ask = |site: &str, mode: &str| {
            let request = Request::builder().uri("/a").header(HOST, "localhost:4000");
            let request = request.header("sec-fetch-site", site).header("sec-fetch-mode", mode);
            admit(&request.body(()).unwrap(), 4000)
        };
        assert_eq!(ask("cross-site", "cors"), Err(Refusal::Elsewhere));
        assert_eq!(ask("cross-site", "no-cors"), Err(Refusal::Elsewhere));
        assert!(ask("cross-site", "navigate").is_ok() && ask("same-origin", "cors").is_ok());
    }

    #[test]
    fn nothing_can_be_written() {
        for method in [
            "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND",
        ] {
            assert_eq!(ask(method, "/", &["localhost:4000"]), Err(Refusal::Method), "{method}");
        }
        assert!(ask("HEAD", "/", &["localhost:4000"]).is_ok());
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        let refused = [
            "/..",
            "/../etc/passwd",
            "/a/../b",
            "/a/..",
            "/./a",
            "/a/./b",
            "//etc/passwd",
            "/a//b",
            "//",
            "/%2e%2e/etc/passwd",
            "/%2E%2E%2Fetc",
            "/.%2e/a",
            "/a/%2e%2e/b",
            "/%2e/a",
            "/%252e%252e/etc/passwd",
            "/%25%32%65",
            "/..%2fetc",
            "/a%2fb",
            "/%2fetc/passwd",
            "/..\\etc",
            "/a\\..\\b",
            "/..%5cetc",
            "/%5c%5chost%5cshare",
            "/c:%5cwindows",
            "/a%00.html",
            "/%0d%0aX:y",
            "/%7f",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "",
        ];
        for raw in refused {
            assert_eq!(path(raw), None, "{raw}");
        }
        assert_eq!(path("/\0"), None);
        assert_eq!(path("a"), None);
        for (raw, decoded) in [
            ("/", ""),
            ("/toolkits/", "toolkits/"),
            ("/.well-known/security.txt", ".well-known/security.txt"),
            ("/caf%C3%A9/", "café/"),
            ("/a..b", "a..b"),
            ("/...", "..."),
        ] {
            assert_eq!(path(raw).as_deref(), Some(decoded), "{raw}");
        }
    }
}
