//! Stage 5, `&Site` → artifacts: one pure function per page ([`Renderer::page`]) and one per other file ([`files`]).
//!
//! In: the planned site. Out: bytes, streamed to whoever takes them. Never: touch the disk, or keep a page in memory.

mod articles;
pub mod artifact;
mod calculations;
mod charts;
mod chrome;
mod data;
mod embed;
mod facets;
mod feeds;
mod files;
mod head;
mod items;
mod lists;
mod maps;
mod markdown;
mod minify;
mod policy;
mod records;
mod related;
mod search;
mod streets;
mod svg;
mod values;

use std::sync::Arc;

use tera::{Context, Value};

use crate::code::Highlights;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::link::{Page, Site, Theme, View};
use artifact::{Artifact, PagePromise};
use chrome::Chrome;

pub use files::{File, files};

/// Renders pages of one site: holds what is the same for all of them.
pub struct Renderer<'s> {
    pub site: &'s Site,
    frame: Frame,
}

/// What is the same on all pages of a site, by pack. It can be kept beside the site and shared.
#[derive(Clone)]
pub struct Frame {
    chrome: Arc<[Chrome]>,
    highlights: Arc<Highlights>,
}

impl Frame {
    pub fn new(site: &Site) -> Self {
        let chrome = (0..site.packs.len()).map(|pack| Chrome::new(site, pack)).collect();
        Self {
            chrome,
            highlights: Arc::default(),
        }
    }
}

impl<'s> Renderer<'s> {
    pub fn new(site: &'s Site) -> Self {
        Self::within(site, Frame::new(site))
    }

    /// With a frame that was made before, of the same site.
    pub fn within(site: &'s Site, frame: Frame) -> Self {
        Self { site, frame }
    }

    /// The page as it is published: rendered and minified.
    pub fn page(&self, page: &Page) -> (Artifact, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let html = match &page.view {
            View::Redirect(to) => files::redirect(self.site, to),
            _ => minify::minify(self.html(page, &mut found), &page.source, &page.route, &mut found),
        };
        let pack = self.site.pack(page);
        let artifact = Artifact {
            path: page.file().into(),
            bytes: html,
            source: page.source.clone(),
            page: Some(PagePromise {
                lang: pack.facts.tag.value.as_str().into(),
                dir: pack.facts.direction.word(),
                indexable: page.indexable,
                redirect: matches!(page.view, View::Redirect(_)),
            }),
        };
        (artifact, found)
    }

    fn html(&self, page: &Page, found: &mut Vec<Diagnostic>) -> String {
        let mut view = match &page.view {
            View::Article(article) => articles::view(self, page, article, found),
            View::Program(program) => records::program(self, page, program),
            View::Country { code, text } => records::country(self, page, code, text.as_ref(), found),
            View::Topic(topic) => records::topic(self, page, topic),
            View::Facet(of) => facets::view(self, page, of),
            View::Search => search::view(self, page),
            View::Embed => embed::view(self, page),
            View::Streets => streets::view(self, page),
            View::NotFound | View::Redirect(_) => records::not_found(self, page),
        };
        let list = lists::list(self.site, page);
        if page.number > 1 {
            view.title = self.numbered(page, &view.title, &list);
            view.description = self.numbered(page, &view.description, &list);
        }
        let chrome = &self.frame.chrome[page.pack];
        let mut context = Context::new();
        context.insert_value("head", Value::safe_string(&head::head(self, page, &view)));
        context.insert_value(
            "policy",
            Value::safe_string(&policy::element(self.site, policy::Kind::of(&page.view))),
        );
        context.insert_value("page", chrome.page(self, page, &view));
        let (intro, content) = introduction(&view, &list);
        context.insert_value("intro", Value::safe_string(intro));
        context.insert_value("content", Value::safe_string(content));
        context.insert_value("references", Value::from(view.references));
        context.insert_value("list", list);
        chrome.insert_into(self.site, page, &mut context);
        context.insert_value("filters", facets::style_sheet(self.site, page));
        for (name, value) in view.special {
            context.insert_value(name, value);
        }
        match self.site.theme.tera.render(view.template, &context) {
            Ok(html) => html,
            Err(error) => {
                let folder = self.site.theme.file.replace("theme.yml", "templates/");
                let (file, span, why) = Theme::place_of(&error, &folder)
                    .unwrap_or_else(|| (self.site.theme.file.clone(), 0..0, error.to_string()));
                let message = format!(
                    "the template `{}` failed on the page `/{}`: {why}",
                    view.template, page.route
                );
                found.push(
                    Diagnostic::new(&codes::TEMPLATE_FAILED, &file, span, message)
                        .help("mend the template, or give the record the key that it needs"),
                );
                String::new()
            }
        }
    }

    fn numbered(&self, page: &Page, text: &str, list: &Value) -> String {
        let pages = list.get_from_path("pages").and_then(Value::as_i64).unwrap_or(0);
        let arguments = [
            ("page", crate::languages::Argument::Number(page.number as i64)),
            ("pages", crate::languages::Argument::Number(pages)),
        ];
        format!(
            "{text} – {}",
            self.site
                .pack(page)
                .message("page_n_of", &arguments)
                .unwrap_or_default()
        )
    }
}

/// The text of a page that holds a list, parted before its first section, so that the list can stand between; the text of
/// any other page is in one piece.
fn introduction<'v>(view: &'v PageView, list: &Value) -> (&'v str, &'v str) {
    match view.content.find("<h2") {
        Some(at) if !list.is_none() => view.content.split_at(at),
        None if !list.is_none() => (&view.content, ""),
        _ => ("", &view.content),
    }
}

/// What one kind of page brings: its words, its template, and values for that template alone.
pub struct PageView {
    pub template: &'static str,
    pub kind: &'static str,
    pub title: String,
    /// Language of the title, where it is not the page's.
    pub title_lang: Option<String>,
    pub description: String,
    /// Language and direction of what the page borrows, where it is not the pack's.
    pub borrowed: Option<Borrowed>,
    pub content: String,
    pub outline: Vec<markdown::Entry>,
    pub references: Vec<Value>,
    /// Scripts of the theme that blocks of the text need.
    pub scripts: Vec<&'static str>,
    pub facts: PageFacts,
    pub special: Vec<(&'static str, Value)>,
    pub json_ld: serde_json::Value,
}

/// A page that stands in for a missing translation.
pub struct Borrowed {
    pub lang: String,
    pub dir: &'static str,
    /// Route of the original, which is canonical.
    pub canonical: Arc<str>,
}

/// What the record at the end of a page tells.
#[derive(Default)]
pub struct PageFacts {
    pub updated: Option<crate::model::Date>,
    pub reviewed: Option<crate::model::Date>,
    pub professional: bool,
    pub draft_translation: bool,
    pub topics: Vec<String>,
}
