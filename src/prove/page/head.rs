//! What search engines, translators and browsers read of the head (P006, P011, P012, and `noindex` for P021).

use super::super::html::{decode, decode_str};
use super::super::links::LinkBuilder;
use super::outline::is_language_tag;
use super::{Attribute, Page, PageFacts, find, hash, site_path};
use crate::diagnostics::catalogue;

#[derive(Debug, Default)]
pub(super) struct Head {
    title: Option<String>,
    in_title: bool,
    description: Option<String>,
    /// Of `meta http-equiv=Content-Security-Policy`.
    pub policy: Option<String>,
    /// Site path, where the canonical names an address of this site.
    canonical: Option<String>,
    has_canonical: bool,
    /// Language tag and site path.
    alternates: Vec<(String, String)>,
    noindex: bool,
    refreshes: bool,
}

impl Head {
    pub fn title_begins(&mut self) {
        self.in_title = self.title.is_none();
        self.title.get_or_insert_default();
    }

    pub fn title_ends(&mut self) {
        self.in_title = false;
    }

    #[inline]
    pub fn text(&mut self, text: &[u8]) {
        if self.in_title {
            self.title = Some(collapsed(&String::from_utf8_lossy(&decode(text, false))));
        }
    }

    pub fn into_facts(self, page: &mut PageFacts) {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty()).map(String::into_boxed_str);
        page.title = filled(self.title);
        page.description = filled(self.description);
        page.canonical = self.canonical.map(String::into_boxed_str);
        let mut list = LinkBuilder::default();
        for (tag, path) in &self.alternates {
            list.push(path, tag);
        }
        page.alternates = list.finish();
        let mut sorted = self.alternates;
        sorted.sort();
        let all: Vec<u8> = sorted
            .iter()
            .flat_map(|(tag, path)| [tag, "\n", path, "\n"].concat().into_bytes())
            .collect();
        page.group = hash(&all);
    }
}

impl<'a> Page<'a> {
    pub(super) fn meta(&mut self, attributes: &[Attribute<'a>]) {
        let content = decode_str(find(attributes, "content").unwrap_or_default());
        let name = find(attributes, "name").unwrap_or_default();
        let equivalent = find(attributes, "http-equiv").unwrap_or_default();
        if name.eq_ignore_ascii_case(b"description") {
            self.head.description.get_or_insert_with(|| collapsed(&content));
        } else if name.eq_ignore_ascii_case(b"robots") {
            self.head.noindex |= content.to_ascii_lowercase().contains("noindex");
        } else if equivalent.eq_ignore_ascii_case(b"content-security-policy") {
            self.head.policy = Some(content.into_owned());
        } else if equivalent.eq_ignore_ascii_case(b"refresh") {
            self.refresh(&content);
        }
    }

    fn refresh(&mut self, content: &str) {
        if !self.is_redirect {
            return self.inline_code(
                "a `meta refresh`",
                "Only a redirect page may send its reader on; use a link.",
            );
        }
        // `0; url=../x/`, the address perhaps in quotes (HTML §8.2.5).
        let address = content.split_once([';', ',']).map_or("", |(_, rest)| rest.trim());
        let address = match address.get(..3) {
            Some(word) if word.eq_ignore_ascii_case("url") => address[3..].trim_start().trim_start_matches('=').trim(),
            _ => address,
        };
        self.head.refreshes = !address.is_empty();
        self.follow(address.trim_matches(['"', '\'']));
    }

    pub(super) fn link(&mut self, attributes: &[Attribute<'a>]) {
        let rel = find(attributes, "rel").unwrap_or_default();
        let Some(href) = find(attributes, "href") else {
            return;
        };
        if rel.eq_ignore_ascii_case(b"canonical") {
            self.canonical(&decode_str(href));
        } else if rel.eq_ignore_ascii_case(b"alternate")
            && let Some(tag) = find(attributes, "hreflang")
        {
            self.alternate(&decode_str(tag), &decode_str(href));
        }
    }

    fn canonical(&mut self, href: &str) {
        if self.head.has_canonical {
            let message = format!("The page `{}` names two canonical addresses.", self.shown());
            return self.tell(
                &catalogue::CANONICAL,
                message,
                "Write the head through `{{ head }}` alone.",
            );
        }
        self.head.has_canonical = true;
        self.head.canonical = self.place.own(href);
        if self.head.canonical.is_none() {
            let message = format!(
                "The canonical address `{href}` of the page `{}` is not an absolute address of this site.",
                self.shown()
            );
            self.tell(
                &catalogue::CANONICAL,
                message,
                "Canonical addresses begin with the site's `base_url` and have neither query nor fragment.",
            );
        }
    }

    fn alternate(&mut self, tag: &str, href: &str) {
        let problem = match self.place.own(href) {
            None => Some(format!("`{href}` is not an absolute address of this site")),
            Some(_) if tag != "x-default" && !is_language_tag(tag.as_bytes()) => {
                Some(format!("`{tag}` is no language tag"))
            }
            Some(_)
                if self
                    .head
                    .alternates
                    .iter()
                    .any(|(known, _)| known.eq_ignore_ascii_case(tag)) =>
            {
                Some(format!("`{tag}` is named twice"))
            }
            Some(path) => {
                self.head.alternates.push((tag.to_owned(), path));
                None
            }
        };
        if let Some(problem) = problem {
            let message = format!(
                "The language alternates of the page `{}` cannot be used: {problem}.",
                self.shown()
            );
            self.tell(
                &catalogue::ALTERNATES,
                message,
                "Write the head through `{{ head }}` alone.",
            );
        }
    }

    pub(super) fn check_head(&mut self) {
        self.check_texts();
        self.check_canonical();
        self.check_alternates();
        self.check_robots();
    }

    /// A stub sends its reader on, and says whereto.
    pub(super) fn check_redirect(&mut self) {
        if !self.head.refreshes {
            let message = format!("The redirect page `{}` sends its reader nowhere.", self.shown());
            self.tell(
                &catalogue::BROKEN_LINK,
                message,
                "Its template needs `<meta http-equiv=\"refresh\" content=\"0; url=…\">`.",
            );
        }
    }

    fn check_texts(&mut self) {
        let empty = |text: &Option<String>| text.as_deref().is_none_or(str::is_empty);
        for (missing, what) in [
            (empty(&self.head.title), "title"),
            (empty(&self.head.description), "description"),
        ] {
            if missing {
                let message = format!("The page `{}` has no {what}.", self.shown());
                let help = format!(
                    "Fill `{what}:` in the front matter, or in ui.ftl the message it is made of; search engines show it."
                );
                self.tell(&catalogue::NO_TITLE, message, help);
            }
        }
    }

    fn check_canonical(&mut self) {
        // The page for unknown addresses has no address of its own.
        let path = site_path(&self.artifact.path);
        if path == "404.html" {
            return;
        }
        if !self.head.has_canonical {
            let message = format!("The page `{}` names no canonical address.", self.shown());
            self.tell(
                &catalogue::CANONICAL,
                message,
                "Write the head through `{{ head }}`, which carries it.",
            );
            return;
        }
        let indexable = self.artifact.page.as_ref().is_some_and(|promise| promise.indexable);
        if let Some(canonical) = self
            .head
            .canonical
            .as_deref()
            .filter(|canonical| indexable && *canonical != path)
        {
            let message = format!(
                "The page `{}` calls another page canonical: `/{canonical}`.",
                self.shown()
            );
            self.tell(
                &catalogue::CANONICAL,
                message,
                "A page that search engines may list is its own canonical; mark it `noindex` or mend the address.",
            );
        }
    }

    fn check_alternates(&mut self) {
        if self.head.alternates.is_empty() {
            return;
        }
        let path = site_path(&self.artifact.path);
        let indexable = self.artifact.page.as_ref().is_some_and(|promise| promise.indexable);
        let has_default = self.head.alternates.iter().any(|(tag, _)| tag == "x-default");
        let names_itself = self
            .head
            .alternates
            .iter()
            .any(|(tag, own)| tag != "x-default" && own == path);
        for (wrong, what) in [
            (!indexable, "it is not for search engines and must have none"),
            (!has_default, "`x-default` is missing"),
            (!names_itself, "the page does not name itself"),
        ] {
            if wrong {
                let message = format!(
                    "The language alternates of the page `{}` are wrong: {what}.",
                    self.shown()
                );
                self.tell(
                    &catalogue::ALTERNATES,
                    message,
                    "Alternates are named only between pages that are really translated, each naming all.",
                );
            }
        }
    }

    fn check_robots(&mut self) {
        let indexable = self.artifact.page.as_ref().is_some_and(|promise| promise.indexable);
        if indexable == self.head.noindex {
            let what = if indexable {
                "is to be listed, but asks search engines not to"
            } else {
                "is not to be listed, but does not say `noindex`"
            };
            let message = format!("The page `{}` {what}.", self.shown());
            self.tell(
                &catalogue::SITEMAP,
                message,
                "Write the head through `{{ head }}`, which carries the robots rule.",
            );
        }
    }
}

/// With single spaces and none at the ends.
fn collapsed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
