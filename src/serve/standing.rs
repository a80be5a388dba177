//! What is served now: the last good site, each page rendered when it is first asked for, and what stands against it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;

use super::headers::HeaderRules;
use crate::diagnostics::{Diagnostic, Severity, human};
use crate::link::{Site, View};
use crate::render::{File, Frame, Renderer, files};
use crate::source::{Sources, TextFile};

/// Findings shown in a page; the terminal tells them all.
const SHOWN: usize = 20;

/// One state of the project, immutable.
pub struct Standing {
    /// The last site without errors; `None` until there was one.
    pub good: Option<Arc<Good>>,
    /// Why the newest state is not the one that stands, as text for people.
    pub faults: Option<String>,
}

/// A site without errors, and what was rendered of it so far.
pub struct Good {
    site: Site,
    frame: Frame,
    /// Texts of the theme, for what its templates tell.
    theme: Vec<TextFile>,
    /// By the number of the page.
    pages: Box<[OnceLock<Rendered>]>,
    files: OnceLock<HashMap<String, File>>,
    headers: OnceLock<HeaderRules>,
}

/// A page as the build would write it.
#[derive(Clone)]
pub struct Rendered {
    pub bytes: Bytes,
    /// Errors that rendering it told, as text for people.
    pub faults: Option<String>,
}

/// What stands at an address.
pub enum Found {
    Page(Rendered),
    File {
        bytes: Bytes,
        path: String,
    },
    /// The address of a folder, written without its slash; the route.
    Moved(String),
    Nothing(Option<Rendered>),
}

impl Good {
    pub fn new(site: Site, sources: &Sources) -> Self {
        let theme = sources.below("themes/").cloned().collect();
        let frame = Frame::new(&site);
        let pages = site.pages.iter().map(|_| OnceLock::new()).collect();
        Self {
            site,
            frame,
            theme,
            pages,
            files: OnceLock::new(),
            headers: OnceLock::new(),
        }
    }

    /// What stands at a path below the site, without its leading slash.
    pub fn at(&self, path: &str) -> Found {
        let route = path
            .strip_suffix("index.html")
            .filter(|route| route.is_empty() || route.ends_with('/'))
            .unwrap_or(path);
        if let Some(at) = self.site.by_route.get(route) {
            return Found::Page(self.page(*at));
        }
        if let Some(bytes) = self.file(path) {
            return Found::File {
                bytes,
                path: path.to_owned(),
            };
        }
        let folder = format!("{path}/");
        if self.site.by_route.contains_key(folder.as_str()) {
            return Found::Moved(folder);
        }
        Found::Nothing(self.site.by_route.get("404.html").map(|at| self.page(*at)))
    }

    /// Rendered once; whoever asks meanwhile waits for it.
    fn page(&self, at: usize) -> Rendered {
        let render = || {
            let page = &self.site.pages[at];
            let (artifact, mut found) = Renderer::within(&self.site, self.frame.clone()).page(page);
            found.retain(|told| told.severity() == Severity::Error);
            let article = match &page.view {
                View::Article(article)
                | View::Country {
                    text: Some(article), ..
                } => Some((&article.body.file, &article.body.text)),
                _ => None,
            };
            let texts = || {
                article
                    .into_iter()
                    .chain(self.theme.iter().map(|text| (&text.path, &text.text)))
            };
            let text_of = |file: &str| texts().find(|(path, _)| ***path == *file).map(|(_, text)| text.clone());
            Rendered {
                bytes: artifact.bytes.into(),
                faults: faults(&found, &text_of),
            }
        };
        self.pages[at].get_or_init(render).clone()
    }

    fn file(&self, path: &str) -> Option<Bytes> {
        let files = self.files.get_or_init(|| {
            files(&self.site)
                .into_iter()
                .map(|file| (file.path.clone(), file))
                .collect()
        });
        Some(files.get(path)?.artifact(&self.site).bytes.into())
    }

    /// The headers that the site asks its hosts to send.
    pub fn headers(&self) -> &HeaderRules {
        self.headers.get_or_init(|| {
            let text = self.file("_headers").unwrap_or_default();
            HeaderRules::parse(&String::from_utf8_lossy(&text))
        })
    }
}

/// The errors among the findings as a text for people; `None` where there is none.
pub fn faults(found: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> Option<String> {
    let errors: Vec<Diagnostic> = found
        .iter()
        .filter(|told| told.severity() == Severity::Error)
        .take(SHOWN + 1)
        .cloned()
        .collect();
    if errors.is_empty() {
        return None;
    }
    let mut text = human::render(&errors[..errors.len().min(SHOWN)], text_of, false);
    if errors.len() > SHOWN {
        text.push_str("There are more; the terminal shows them all.\n");
    }
    Some(text)
}

/// Tells two answers apart, for pages that ask whether they have changed.
pub fn version(bytes: &[u8], faults: Option<&str>) -> String {
    let mut hasher = DefaultHasher::new();
    (bytes, faults).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
