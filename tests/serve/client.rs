//! A client that speaks HTTP by hand, so that it can ask what no library would.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use ctf_site::serve::{Place, Server};

use crate::project::Project;

/// Nothing takes this long, even on a machine that is busy with other things.
const DEADLINE: Duration = Duration::from_secs(60);

pub const HTML: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
pub const RAW: &str = "Accept: */*\r\n";

pub struct Served {
    server: Server,
    told: Receiver<()>,
}

pub struct Answer {
    pub status: u16,
    headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    pub fn header(&self, name: &str) -> &str {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
            .unwrap_or_default()
    }
}

impl Served {
    pub fn start(project: &Project) -> Self {
        let (sender, told) = channel();
        let tell = move |_: &_, _: &_| sender.send(()).unwrap_or_default();
        let server = Server::start(&project.root, project.settings(None), Place::take(0).unwrap(), tell).unwrap();
        told.recv_timeout(DEADLINE).unwrap();
        Self { server, told }
    }

    pub fn host(&self) -> String {
        self.server.address.to_string()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.server.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// Sends the lines of a request and reads the answer whole.
    pub fn send(&self, lines: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{lines}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer has headers");
        let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer {
            status: headers[9..12].parse().unwrap(),
            headers,
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub fn ask(&self, method: &str, path: &str, accept: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{accept}",
            self.host()
        ))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, RAW)
    }

    pub fn events(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(
            stream,
            "GET /_ctf/events HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n\r\n",
            self.host()
        )
        .unwrap();
        let mut events = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
        }
        events
    }

    /// Asks until the answer is as wished.
    pub fn until(&self, path: &str, accept: &str, wished: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + DEADLINE;
        loop {
            let answer = self.ask("GET", path, accept);
            if wished(&answer) {
                return answer;
            }
            assert!(
                Instant::now() < end,
                "{path} never was as wished; last: {} {}",
                answer.status,
                answer.text()
            );
        }
    }

    /// Waits until what an edit can show on is as in a clean build.
    pub fn follows(&self, project: &Project, what: &str) {
        let clean = project.clean(self.server.url());
        let end = Instant::now() + DEADLINE;
        loop {
            let differing = self.differing(&clean, false);
            if differing.is_empty() {
                return;
            }
            assert!(Instant::now() < end, "{what}: never followed in {differing:?}");
            // Each state is told: there is little to look at before the next.
            let _ = self.told.recv_timeout(Duration::from_secs(1));
        }
    }

    pub fn equals_a_clean_build(&self, project: &Project) {
        let clean = project.clean(self.server.url());
        let differing = self.differing(&clean, true);
        assert!(differing.is_empty(), "served otherwise than built: {differing:?}");
    }

    /// The artifacts that are served otherwise than they are built, among all or all but the programs' pages.
    fn differing(&self, clean: &BTreeMap<String, Vec<u8>>, whole: bool) -> Vec<String> {
        let looked_at = clean.iter().filter(|(path, _)| whole || !path.starts_with("programs/"));
        looked_at
            .filter(|(path, bytes)| self.get(&format!("/{path}")).body != **bytes)
            .map(|(path, _)| path.clone())
            .collect()
    }
}
