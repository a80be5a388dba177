//! P014: nothing on a page runs, styles or redirects except from a file of the site, and the policy says so.

use super::{Attribute, Element, Page, excerpt, find, structured};
use crate::diagnostics::catalogue;

impl<'a> Page<'a> {
    pub(super) fn script(&mut self, attributes: &[Attribute<'a>]) {
        if find(attributes, "src").is_some() {
            return;
        }
        let kind = find(attributes, "type").unwrap_or_default();
        self.is_data = kind.eq_ignore_ascii_case(b"application/ld+json");
        if !self.is_data {
            self.inline_code(
                "an inline script",
                "Put the script into a file of the theme and name it with `src`.",
            );
        }
    }

    pub(super) fn forbidden_element(&mut self, element: Element) {
        match element {
            Element::Style => self.inline_code("a `style` element", "Put the rules into a stylesheet of the theme."),
            Element::Base => self.inline_code(
                "a `base` element",
                "Leave it out: it would turn every link of the page.",
            ),
            other => self.inline_code(
                &format!("an `{}` element", other.name()),
                "Link to the file instead: the policy lets no page embed it.",
            ),
        }
    }

    pub(super) fn inline_attribute(&mut self, name: &[u8]) {
        let help = match name {
            b"style" => "Use a class and a rule in a stylesheet of the theme.",
            b"srcdoc" => "Link to a page instead.",
            _ => "Add the listener in a script of the theme.",
        };
        self.inline_code(&format!("a `{}` attribute", excerpt(name)), help);
    }

    pub(super) fn inline_code(&mut self, what: &str, help: &str) {
        let message = format!(
            "The page `{}` has {what}, which the content security policy forbids.",
            self.shown()
        );
        self.tell(&catalogue::INLINE_CODE, message, help);
    }

    pub(super) fn structured_data(&mut self, json: &[u8]) {
        if let Err(what) = structured::check(json) {
            let message = format!(
                "The structured data (JSON-LD) of the page `{}` cannot be used: {what}.",
                self.shown()
            );
            self.tell(
                &catalogue::STRUCTURED_DATA,
                message,
                "Search engines drop what they cannot read. Mend the place that writes it.",
            );
        }
    }

    pub(super) fn check_policy(&mut self) {
        let message = match self.head.policy.as_deref() {
            _ if self.is_redirect => return,
            Some(policy) if policy.contains("require-trusted-types-for 'script'") => return,
            Some(_) => format!(
                "The content security policy of the page `{}` does not ask for trusted types.",
                self.shown()
            ),
            None => format!(
                "The page `{}` has no `<meta http-equiv=\"Content-Security-Policy\">`.",
                self.shown()
            ),
        };
        self.tell(
            &catalogue::INLINE_CODE,
            message,
            "Write `{{ policy | safe }}` at the end of the head: it carries the policy of the page's kind.",
        );
    }
}
