//! Headings, languages, pictures and tables: what a reader who does not see the page needs (P004, P005, P008–P010).

use super::{Attribute, Page, excerpt, find};
use crate::diagnostics::catalogue;

/// Headings, open tables and open pictures.
#[derive(Debug, Default)]
pub(super) struct Outline {
    main_headings: u32,
    /// Level of the last heading; 0 before the first.
    level: u8,
    /// For each open table, whether a header cell (or `role=presentation`) was seen.
    tables: Vec<bool>,
    /// For each open `svg`, whether it needs no name or has one.
    pictures: Vec<bool>,
    has_root: bool,
}

impl Outline {
    pub fn table(&mut self, attributes: &[Attribute<'_>]) {
        let layout = matches!(find(attributes, "role"), Some(b"presentation" | b"none"));
        self.tables.push(layout);
    }

    pub fn header_cell(&mut self) {
        if let Some(seen) = self.tables.last_mut() {
            *seen = true;
        }
    }

    pub fn picture(&mut self, attributes: &[Attribute<'_>]) {
        let named = ["aria-label", "aria-labelledby"]
            .into_iter()
            .any(|name| find(attributes, name).is_some_and(|value| !value.trim_ascii().is_empty()));
        self.pictures
            .push(named || find(attributes, "role") != Some(&b"img"[..]));
    }

    /// A `title` element names the innermost `svg`.
    pub fn name_picture(&mut self) {
        if let Some(named) = self.pictures.last_mut() {
            *named = true;
        }
    }
}

impl Page<'_> {
    pub(super) fn root(&mut self, attributes: &[Attribute<'_>]) {
        self.outline.has_root = true;
        let Some(promise) = self.artifact.page.clone() else {
            return;
        };
        let lang = find(attributes, "lang").unwrap_or_default();
        if lang != promise.lang.as_bytes() {
            let message = format!(
                "The page `{}` says that its language is `{}`, but its pack is `{}`.",
                self.shown(),
                excerpt(lang),
                promise.lang
            );
            self.tell(
                &catalogue::LANG_OR_DIR,
                message,
                "Write the pack's tag into `<html lang=…>` of the template.",
            );
        }
        // Left to right is what HTML assumes where nothing is said.
        let dir = find(attributes, "dir").unwrap_or(b"ltr");
        if dir != promise.dir.as_bytes() {
            let message = format!(
                "The page `{}` says that its direction is `{}`, but its pack is written `{}`.",
                self.shown(),
                excerpt(dir),
                promise.dir
            );
            self.tell(
                &catalogue::LANG_OR_DIR,
                message,
                "Write the pack's direction into `<html dir=…>` of the template.",
            );
        }
    }

    pub(super) fn language(&mut self, value: &[u8]) {
        if !is_language_tag(value) {
            let message = format!(
                "`lang=\"{}\"` on the page `{}` is no language tag.",
                excerpt(value),
                self.shown()
            );
            self.tell(
                &catalogue::LANG_OR_DIR,
                message,
                "Write a BCP 47 tag such as `pt-BR`, or leave the attribute out.",
            );
        }
    }

    pub(super) fn direction(&mut self, value: &[u8]) {
        if !matches!(value, b"ltr" | b"rtl" | b"auto") {
            let message = format!(
                "`dir=\"{}\"` on the page `{}` is no direction.",
                excerpt(value),
                self.shown()
            );
            self.tell(&catalogue::LANG_OR_DIR, message, "Write `ltr`, `rtl` or `auto`.");
        }
    }

    pub(super) fn heading(&mut self, level: u8) {
        self.outline.main_headings += u32::from(level == 1);
        let last = std::mem::replace(&mut self.outline.level, level);
        if self.is_read && last > 0 && level > last + 1 {
            let message = format!(
                "On the page `{}` a heading of level {level} follows one of level {last}.",
                self.shown()
            );
            self.tell(
                &catalogue::RENDERED_HEADING_SKIP,
                message,
                format!(
                    "Use level {} there: readers who move by headings take a gap for missing text.",
                    last + 1
                ),
            );
        }
    }

    pub(super) fn image(&mut self, attributes: &[Attribute<'_>]) {
        let has = |name| find(attributes, name).is_some();
        let source = excerpt(find(attributes, "src").unwrap_or_default());
        if !has("alt") {
            let message = format!(
                "The picture `{source}` on the page `{}` has no `alt` attribute.",
                self.shown()
            );
            self.tell(
                &catalogue::IMAGE_WITHOUT_ALT,
                message,
                "Describe it in a few words, or write `alt=\"\"` where it only decorates.",
            );
        }
        if !has("width") || !has("height") {
            let message = format!(
                "The picture `{source}` on the page `{}` has no width and height.",
                self.shown()
            );
            self.tell(
                &catalogue::IMAGE_WITHOUT_ALT,
                message,
                "Write both into its tag, in pixels: without them the text jumps when the picture arrives.",
            );
        }
    }

    pub(super) fn table_ends(&mut self) {
        if self.outline.tables.pop() == Some(false) {
            let message = format!("A table on the page `{}` has no header cells.", self.shown());
            self.tell(
                &catalogue::TABLE_WITHOUT_HEADER,
                message,
                "Make its first row (or the first cell of each row) `th`: a screen reader names the column by it.",
            );
        }
    }

    pub(super) fn picture_ends(&mut self) {
        if self.outline.pictures.pop() == Some(false) {
            let message = format!("A drawing (`svg role=img`) on the page `{}` has no name.", self.shown());
            self.tell(
                &catalogue::IMAGE_WITHOUT_ALT,
                message,
                "Give it an `aria-label` or a `title` element, or hide it with `aria-hidden=\"true\"` in place of the role.",
            );
        }
    }

    pub(super) fn check_outline(&mut self) {
        let count = self.outline.main_headings;
        if count != 1 {
            let message = format!("The page `{}` has {count} main headings (`h1`).", self.shown());
            self.tell(
                &catalogue::NOT_ONE_H1,
                message,
                "A page has exactly one: its title. Headings in the text begin with `##`.",
            );
        }
        if !self.outline.has_root {
            let message = format!(
                "The page `{}` has no `<html>` element that says its language.",
                self.shown()
            );
            self.tell(
                &catalogue::LANG_OR_DIR,
                message,
                "Begin the template with `<html lang=… dir=…>`.",
            );
        }
    }
}

/// The form of a BCP 47 tag: a language of two or three letters, then subtags of up to eight letters or digits.
pub(super) fn is_language_tag(value: &[u8]) -> bool {
    let mut subtags = value.split(|byte| *byte == b'-');
    let language = subtags.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.iter().all(u8::is_ascii_alphabetic)
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.iter().all(u8::is_ascii_alphanumeric))
}
