//! Every address of a page: followed where it leads into the site (P001), judged where it leads out (P014, P015).

use super::super::address::{Address, Scheme};
use super::super::html::decode_str;
use super::{Attribute, Element, Page, excerpt, find, hash, site_path};
use crate::diagnostics::catalogue;

/// What a browser does with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Goes there when the reader asks for it.
    Navigate,
    /// Loads it with the page, or sends something there.
    Load,
}

impl<'a> Page<'a> {
    /// The attribute `name` of `element` holds one address.
    pub(super) fn reference(&mut self, element: Element, name: &[u8], value: &'a [u8], all: &[Attribute<'a>]) {
        match (name, element) {
            (b"data", Element::Object) => self.load(element, value),
            (b"data", _) | (_, Element::Base) => {}
            (b"href", Element::Link) => self.linked(value, all),
            (b"href", Element::Use | Element::Image) => self.load(element, value),
            (b"href", _) | (b"xlink:href", Element::A) => self.navigate(value),
            (b"src", Element::Script) => {
                self.load(element, value);
                if let Some(path) = self.resolved(value) {
                    self.scripts.push(path);
                }
            }
            _ => self.load(element, value),
        }
    }

    /// A list of addresses, each with a size (`srcset`).
    pub(super) fn candidates(&mut self, element: Element, value: &'a [u8]) {
        let value = value.trim_ascii();
        for candidate in value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii) {
            let address = candidate.split(u8::is_ascii_whitespace).next().unwrap_or_default();
            self.load(element, address);
        }
    }

    /// The target of a redirect.
    pub(super) fn follow(&mut self, address: &str) {
        self.judge(Use::Navigate, Element::A, address, None);
    }

    fn linked(&mut self, value: &'a [u8], all: &[Attribute<'a>]) {
        let rel = find(all, "rel").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| rel.split(u8::is_ascii_whitespace).any(|own| own == word.as_bytes());
        if has("canonical") || has("alternate") && find(all, "hreflang").is_some() {
            return;
        }
        let loads = [
            "stylesheet",
            "icon",
            "preload",
            "modulepreload",
            "manifest",
            "prefetch",
            "preconnect",
        ];
        let more = ["dns-prefetch", "apple-touch-icon", "mask-icon", "pingback", "prerender"];
        if loads.into_iter().chain(more).any(has) {
            self.load(Element::Link, value);
        } else {
            self.navigate(value);
        }
        let list = if has("stylesheet") {
            Some(false)
        } else {
            has("modulepreload").then_some(true)
        };
        if let Some(is_script) = list
            && let Some(path) = self.resolved(value)
        {
            if is_script {
                self.scripts.push(path)
            } else {
                self.styles.push(path)
            }
        }
    }

    #[inline]
    fn navigate(&mut self, value: &'a [u8]) {
        if self.links.is_new(value) {
            self.judge(Use::Navigate, Element::A, &decode_str(value), Some(value));
        }
    }

    fn load(&mut self, element: Element, value: &'a [u8]) {
        self.judge(Use::Load, element, &decode_str(value), Some(value));
    }

    /// Hash of the site path that `value` leads to, where it leads into the site.
    fn resolved(&mut self, value: &[u8]) -> Option<u64> {
        let place = self.place;
        match place.resolve(&self.artifact.path, &decode_str(value), &mut self.path) {
            Address::Internal { .. } => Some(hash(self.path.as_bytes())),
            _ => None,
        }
    }

    /// `written` is the attribute's value, where a fragment of this page may be looked up later.
    fn judge(&mut self, purpose: Use, element: Element, address: &str, written: Option<&'a [u8]>) {
        let artifact = self.artifact;
        if address.is_empty() && purpose == Use::Load {
            return self.broken(
                "an empty address, which loads the page itself again",
                "Name a file, or leave the attribute out.",
            );
        }
        match self.place.resolve(&artifact.path, address, &mut self.path) {
            Address::Internal { fragment } => {
                if artifact.path.as_ref() == "404.html" && !address.starts_with(['/', '#']) && !address.contains("://")
                {
                    let what = format!("the relative address `{address}`, though it answers for any address");
                    self.broken(
                        &what,
                        "On the 404 page write addresses that begin with the site's base.",
                    );
                }
                let own = self.path == site_path(&artifact.path);
                match written {
                    Some(written) if own && !fragment.is_empty() => self.names.refer_to_fragment(&fragment, written),
                    _ if own && purpose == Use::Navigate => {}
                    _ => self.links.push(&self.path, &fragment),
                }
            }
            Address::OutsideBase => self.broken(
                &format!("the address `{address}`, which lies outside the site"),
                "Write it relative to the page, or begin it with the site's base.",
            ),
            Address::Unreadable => self.broken(
                &format!("the address `{address}`, which browsers read in different ways"),
                "Write spaces and other special characters as `%20` and the like, and `/` in place of `\\`.",
            ),
            Address::Code => self.runs_code(address),
            Address::Data { image } if image && is_picture(element) => {}
            Address::Data { .. } => self.runs_code(address),
            Address::Other if purpose == Use::Navigate => {}
            Address::Other => self.loads_from(address),
            Address::Foreign {
                scheme: Scheme::Https, ..
            } if purpose == Use::Navigate => {}
            Address::Foreign { host, scheme } if purpose == Use::Navigate => self.insecure(host, scheme, address),
            Address::Foreign { host, .. } => self.loads_from(host),
        }
    }

    fn broken(&mut self, what: &str, help: &str) {
        let message = format!("The page `{}` holds {what}.", self.shown());
        self.tell(&catalogue::BROKEN_LINK, message, help);
    }

    fn runs_code(&mut self, address: &str) {
        let what = format!("the address `{}`", excerpt(address.as_bytes()));
        self.inline_code(&what, "Link to an https page or a file of the site.");
    }

    fn loads_from(&mut self, host: &str) {
        let message = format!(
            "The page `{}` would load something from `{}`.",
            self.shown(),
            excerpt(host.as_bytes())
        );
        self.tell(
            &catalogue::FOREIGN_HOST,
            message,
            "Every such request tells a third party who reads this page. Bring the file into the theme or beside the text.",
        );
    }

    fn insecure(&mut self, host: &str, scheme: Scheme, address: &str) {
        let what = if scheme == Scheme::Http {
            "without encryption"
        } else {
            "without saying `https:`"
        };
        let message = format!(
            "The page `{}` links to `{host}` {what}: `{}`.",
            self.shown(),
            excerpt(address.as_bytes())
        );
        self.tell(&catalogue::FOREIGN_HOST, message, "Write the address with `https://`.");
    }
}

/// Elements whose pictures the policy takes from `data:`.
fn is_picture(element: Element) -> bool {
    matches!(element, Element::Img | Element::Source | Element::Image)
}
