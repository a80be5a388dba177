//! One HTML page, judged by itself in a single pass over its markup.
//!
//! In: the bytes and the promise. Out: facts for the relations, and findings of everything that a page alone can get
//! wrong. A redirect stub is no page that a visitor reads: of it only the addresses, the canonical and the absence of
//! inline code count. After the first fault of form the rest is not judged, so that one mistake gives one finding.

mod addresses;
mod head;
mod names;
mod nesting;
mod outline;
mod policy;
mod structured;

use super::address::{Place, site_path};
use super::facts::{Facts, Findings, Kind, PageFacts};
use super::hash::hash;
use super::html::{Attribute, Element, Scanner, Token, find};
use super::links::LinkBuilder;
use super::{compressed_length, shown};
use crate::diagnostics::{Entry, catalogue};
use crate::render::artifact::Artifact;

/// Bytes a page may have; a larger one is measured after brotli at [`PAGE_QUALITY`] (P017).
const PAGE_LIMIT: usize = 30 * 1024;
/// What hosts use when they compress on the fly.
const PAGE_QUALITY: i32 = 5;
/// Compresses less and costs a tenth: what passes here passes there.
const QUICK_QUALITY: i32 = 1;

pub(super) fn examine(artifact: &Artifact, place: &Place, findings: &mut Findings) -> Facts {
    let mut page = Page::new(artifact, place, findings);
    let well_formed = page.walk();
    if well_formed {
        page.finish();
    }
    page.weigh();
    page.into_facts(well_formed)
}

/// What is known of the page so far.
struct Page<'a> {
    artifact: &'a Artifact,
    place: &'a Place,
    findings: &'a mut Findings,
    /// A visitor reads it: it has a promise and is no redirect.
    is_read: bool,
    is_redirect: bool,
    nesting: nesting::Nesting<'a>,
    names: names::Names<'a>,
    head: head::Head,
    outline: outline::Outline,
    links: LinkBuilder,
    styles: Vec<u64>,
    scripts: Vec<u64>,
    /// The path that was resolved last.
    path: String,
    /// The `script` that is open holds JSON-LD.
    is_data: bool,
}

impl<'a> Page<'a> {
    fn new(artifact: &'a Artifact, place: &'a Place, findings: &'a mut Findings) -> Self {
        let is_redirect = artifact.page.as_ref().is_some_and(|promise| promise.redirect);
        Self {
            artifact,
            place,
            findings,
            is_read: artifact.page.is_some() && !is_redirect,
            is_redirect,
            nesting: Default::default(),
            names: Default::default(),
            head: Default::default(),
            outline: Default::default(),
            links: LinkBuilder::of_page(),
            styles: Vec::new(),
            scripts: Vec::new(),
            path: String::with_capacity(64),
            is_data: false,
        }
    }

    /// Reads the whole page; `false` where it is not well-formed.
    fn walk(&mut self) -> bool {
        let mut scanner = Scanner::new(&self.artifact.bytes);
        loop {
            let before = scanner.position();
            let outcome = match scanner.token() {
                Ok(None) => break,
                Ok(Some(token)) => self.token(token, scanner.attributes()).map_err(|what| (before, what)),
                Err(fault) => Err((fault.at, fault.what.to_owned())),
            };
            if let Err((at, what)) = outcome {
                self.malformed(at, &what);
                return false;
            }
        }
        let unclosed = self.nesting.unclosed();
        if let Some(what) = &unclosed {
            self.malformed(self.artifact.bytes.len(), what);
        }
        unclosed.is_none()
    }

    #[inline]
    fn token(&mut self, token: Token<'a>, attributes: &[Attribute<'a>]) -> Result<(), String> {
        match token {
            Token::Text(text) => self.head.text(text),
            Token::Raw(text) if self.is_data => self.structured_data(text),
            Token::Start { element, name, closed } => {
                self.nesting.open(element, name, closed)?;
                self.start(element, attributes);
            }
            Token::End { element, name } => {
                self.nesting.close(element, name)?;
                self.end(element);
            }
            Token::Raw(_) | Token::Aside => {}
        }
        Ok(())
    }

    #[inline]
    fn start(&mut self, element: Element, attributes: &[Attribute<'a>]) {
        match element {
            Element::Html => self.root(attributes),
            Element::Title if self.nesting.in_svg() => self.outline.name_picture(),
            Element::Title => self.head.title_begins(),
            Element::Meta => self.meta(attributes),
            Element::Link => self.link(attributes),
            Element::Script => self.script(attributes),
            Element::Style | Element::Base | Element::Object | Element::Embed => self.forbidden_element(element),
            Element::Img => self.image(attributes),
            Element::Svg => self.outline.picture(attributes),
            Element::Table => self.outline.table(attributes),
            Element::Th => self.outline.header_cell(),
            _ => {
                if let Some(level) = element.heading_level() {
                    self.heading(level);
                }
            }
        }
        for attribute in attributes {
            self.attribute(element, attribute.name, attribute.value, attributes);
        }
    }

    #[inline]
    fn end(&mut self, element: Element) {
        match element {
            Element::Title => self.head.title_ends(),
            Element::Script => self.is_data = false,
            Element::Table => self.table_ends(),
            Element::Svg => self.picture_ends(),
            _ => {}
        }
    }

    /// `all` are the attributes of the same tag.
    #[inline]
    fn attribute(&mut self, element: Element, name: &[u8], value: &'a [u8], all: &[Attribute<'a>]) {
        match name {
            b"href" => self.reference(element, name, value, all),
            b"class" | b"type" | b"width" | b"height" | b"alt" | b"content" | b"rel" | b"role" | b"scope" => {}
            b"id" => self.id(value),
            b"src" | b"poster" | b"data" | b"action" | b"formaction" | b"ping" | b"background" | b"xlink:href" => {
                self.reference(element, name, value, all)
            }
            b"srcset" | b"imagesrcset" => self.candidates(element, value),
            b"lang" => self.language(value),
            b"dir" => self.direction(value),
            b"style" | b"srcdoc" => self.inline_attribute(name),
            b"for" => self.names.refer("for", value),
            b"headers" => self.names.refer("headers", value),
            b"list" if element == Element::Input => self.names.refer("list", value),
            b"form" => self.names.refer("form", value),
            b"popovertarget" => self.names.refer("popovertarget", value),
            b"aria-labelledby" => self.names.refer("aria-labelledby", value),
            b"aria-describedby" => self.names.refer("aria-describedby", value),
            b"aria-controls" => self.names.refer("aria-controls", value),
            b"aria-owns" => self.names.refer("aria-owns", value),
            b"aria-details" => self.names.refer("aria-details", value),
            b"aria-activedescendant" => self.names.refer("aria-activedescendant", value),
            _ if name.iter().any(u8::is_ascii_uppercase) => {
                self.attribute(element, &name.to_ascii_lowercase(), value, all);
            }
            [b'o', b'n', _, ..] => self.inline_attribute(name),
            _ => {}
        }
    }

    /// What only the whole page can tell.
    fn finish(&mut self) {
        self.check_names();
        self.check_policy();
        if self.is_read {
            self.check_outline();
            self.check_head();
        } else if self.is_redirect {
            self.check_redirect();
        }
    }

    fn weigh(&mut self) {
        let bytes = &self.artifact.bytes;
        if bytes.len() <= PAGE_LIMIT {
            return;
        }
        // Most pages pass at a much cheaper quality already.
        if compressed_length(bytes, QUICK_QUALITY) <= PAGE_LIMIT {
            return;
        }
        let length = compressed_length(bytes, PAGE_QUALITY);
        if length > PAGE_LIMIT {
            let message = format!(
                "The page `{}` has {} kB after compression; {} kB is the limit, for readers on slow lines.",
                self.shown(),
                length.div_ceil(1024),
                PAGE_LIMIT / 1024
            );
            self.tell(
                &catalogue::PAGE_BUDGET,
                message,
                "Divide the text into several pages, or show long lists in parts (`per_page`).",
            );
        }
    }

    fn into_facts(self, well_formed: bool) -> Facts {
        let mut facts = Facts::new(self.artifact);
        facts.ids = well_formed.then(|| self.names.hashes());
        facts.links = self.links.finish();
        let mut page = PageFacts {
            promise: self.artifact.page.clone(),
            styles: self.styles.into_boxed_slice(),
            scripts: self.scripts.into_boxed_slice(),
            ..Default::default()
        };
        self.head.into_facts(&mut page);
        facts.kind = Kind::Page(Box::new(page));
        facts
    }

    fn malformed(&mut self, at: usize, what: &str) {
        let bytes = &self.artifact.bytes;
        let near = String::from_utf8_lossy(&bytes[at.min(bytes.len())..bytes.len().min(at + 60)]).into_owned();
        let near = near.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = if near.is_empty() {
            "at its end".to_owned()
        } else {
            format!("near `{near}`")
        };
        let message = format!("The page `{}` is not well-formed {place}: {what}.", self.shown());
        self.tell(
            &catalogue::MALFORMED_HTML,
            message,
            "Mend the template that writes this place; a browser would guess, and may guess wrong.",
        );
    }

    fn shown(&self) -> String {
        shown(&self.artifact.path)
    }

    fn tell(&mut self, entry: &'static Entry, message: impl Into<String>, help: impl Into<String>) {
        self.findings.add(entry, message, help);
    }
}

/// A value as it is shown in a message: decoded and not too long.
fn excerpt(value: &[u8]) -> String {
    let text = super::html::decode_str(value);
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
