//! Where the addresses in a page lead.
//!
//! Everything inside the site is named by its *site path*: below the base, without a leading slash, percent signs
//! decoded, a folder with its last slash (`toolkits/start-an-fls/`; the home page is the empty path).

use std::borrow::Cow;

/// Where the site is published.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `https://example.org`, without a last slash.
    origin: String,
    /// Begins and ends with a slash.
    base: String,
}

/// Where one address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// Into the site; the path is in the buffer that was handed in.
    Internal { fragment: Cow<'a, str> },
    /// To the site's own host, but outside the folder it is published in.
    OutsideBase,
    /// To another host.
    Foreign { host: &'a str, scheme: Scheme },
    /// `javascript:` and what else runs or hides code.
    Code,
    /// `data:`.
    Data { image: bool },
    /// `mailto:`, `tel:` and other schemes that load nothing.
    Other,
    /// No browser-independent meaning: control characters, a backslash, bytes that are not UTF-8.
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Https,
    Http,
    /// `//host/…`: whatever the page has.
    Inherited,
}

impl Place {
    pub fn new(origin: &str, base: &str) -> Self {
        let inner = base.trim_matches('/');
        Self {
            origin: origin.trim_end_matches('/').to_owned(),
            base: if inner.is_empty() {
                "/".to_owned()
            } else {
                format!("/{inner}/")
            },
        }
    }

    /// Resolves `raw` (references decoded) as it stands in the artifact `from`; an internal path goes into `path`.
    pub fn resolve<'a>(&self, from: &str, raw: &'a str, path: &mut String) -> Address<'a> {
        let raw = raw.trim_matches(|c: char| c <= ' ');
        if raw.bytes().any(|byte| byte < b' ' || byte == b'\\' || byte == 0x7F) {
            return Address::Unreadable;
        }
        if let Some(rest) = raw.strip_prefix("//") {
            return Address::Foreign {
                host: host_of(rest),
                scheme: Scheme::Inherited,
            };
        }
        if let Some(colon) = scheme_length(raw) {
            return self.absolute(raw, colon, path);
        }
        let (address, fragment) = without_query(raw);
        path.clear();
        match address.as_bytes() {
            [b'/', ..] => self.below_root(address, fragment, path),
            [] => {
                path.push_str(site_path(from));
                inside(fragment)
            }
            _ => {
                path.push_str(&from[..memchr::memrchr(b'/', from.as_bytes()).map_or(0, |slash| slash + 1)]);
                walk(address, fragment, path)
            }
        }
    }

    /// The site path of an address that must be absolute and of this site (canonical, alternate, sitemap).
    pub fn own(&self, raw: &str) -> Option<String> {
        let mut path = String::new();
        let absolute = scheme_length(raw).is_some();
        let own = matches!(self.resolve("", raw, &mut path), Address::Internal { .. });
        (absolute && own && !raw.contains(['#', '?'])).then_some(path)
    }

    /// The site path of an address that begins at the host's root, as `_redirects` writes it.
    pub fn below_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.base.as_str())
    }

    fn absolute<'a>(&self, raw: &'a str, colon: usize, path: &mut String) -> Address<'a> {
        let scheme = &raw[..colon];
        let rest = &raw[colon + 1..];
        let is = |name: &str| scheme.eq_ignore_ascii_case(name);
        if is("https") || is("http") {
            let own = raw
                .get(..self.origin.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(&self.origin));
            let behind = raw.get(self.origin.len()..).unwrap_or_default();
            if own && (behind.is_empty() || behind.starts_with(['/', '?', '#'])) {
                let (address, fragment) = without_query(behind);
                path.clear();
                return self.below_root(if address.is_empty() { "/" } else { address }, fragment, path);
            }
            let Some(rest) = rest.strip_prefix("//") else {
                return Address::Unreadable;
            };
            let scheme = if is("https") { Scheme::Https } else { Scheme::Http };
            let host = host_of(rest);
            return if host.is_empty() {
                Address::Unreadable
            } else {
                Address::Foreign { host, scheme }
            };
        }
        if is("data") {
            let image = rest.get(..6).is_some_and(|kind| kind.eq_ignore_ascii_case("image/"));
            return Address::Data { image };
        }
        if ["javascript", "vbscript", "blob", "filesystem", "file", "view-source"]
            .into_iter()
            .any(is)
        {
            return Address::Code;
        }
        Address::Other
    }

    fn below_root<'a>(&self, address: &'a str, fragment: &'a str, path: &mut String) -> Address<'a> {
        match address.strip_prefix(self.base.as_str()) {
            Some(rest) => walk(rest, fragment, path),
            None => Address::OutsideBase,
        }
    }
}

/// Site path of an artifact: `x/index.html` is the folder `x/`.
pub(super) fn site_path(artifact: &str) -> &str {
    match artifact.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => artifact,
    }
}

/// Walks `address` from the folder that stands in `path`, and leaves the path it leads to there.
fn walk<'a>(address: &str, fragment: &'a str, path: &mut String) -> Address<'a> {
    let Some(address) = percent_decoded(address) else {
        return Address::Unreadable;
    };
    let mut rest = &*address;
    loop {
        // Most addresses hold no more dots than at their beginning.
        if !rest.starts_with('.') && memchr::memmem::find(rest.as_bytes(), b"/.").is_none() {
            path.push_str(rest);
            return inside(fragment);
        }
        let (segment, behind) = match memchr::memchr(b'/', rest.as_bytes()) {
            Some(slash) => (&rest[..slash], Some(&rest[slash + 1..])),
            None => (rest, None),
        };
        match segment {
            "." => {}
            ".." if path.is_empty() => return Address::OutsideBase,
            ".." => {
                path.pop();
                path.truncate(memchr::memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1));
            }
            _ => {
                path.push_str(segment);
                path.push_str(if behind.is_some() { "/" } else { "" });
            }
        }
        match behind {
            Some(behind) => rest = behind,
            None => return inside(fragment),
        }
    }
}

/// `top`, the empty fragment and text fragments need no element (HTML §7.4.6.3).
#[inline]
fn inside(fragment: &str) -> Address<'_> {
    if fragment.is_empty() {
        return Address::Internal { fragment: "".into() };
    }
    let fragment = fragment.split_once(":~:").map_or(fragment, |(element, _)| element);
    match percent_decoded(fragment) {
        Some(fragment) if fragment.eq_ignore_ascii_case("top") => Address::Internal { fragment: "".into() },
        Some(fragment) => Address::Internal { fragment },
        None => Address::Unreadable,
    }
}

/// `None` where the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if memchr::memchr(b'%', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.first_chunk::<2>().and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair
            .filter(|pair| *first == b'%' && pair.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// Length of the scheme (RFC 3986 §3.1), where the address begins with one.
fn scheme_length(raw: &str) -> Option<usize> {
    let colon = raw
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')))?;
    (raw.as_bytes()[colon] == b':' && raw.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(colon)
}

fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The address without its query, and its fragment.
#[inline]
fn without_query(raw: &str) -> (&str, &str) {
    let end = memchr::memchr2(b'#', b'?', raw.as_bytes()).unwrap_or(raw.len());
    let fragment = memchr::memchr(b'#', &raw.as_bytes()[end..]).map_or("", |hash| &raw[end + hash + 1..]);
    (&raw[..end], fragment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The path and fragment, or the kind of address.
    fn lead(base: &str, from: &str, raw: &str) -> String {
        let mut path = String::new();
        match Place::new("https://example.org", base).resolve(from, raw, &mut path) {
            Address::Internal { fragment } if fragment.is_empty() => path,
            Address::Internal { fragment } => format!("{path}#{fragment}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn addresses_of_the_site_become_site_paths() {
        for (base, from, raw, wanted) in [
            ("/", "a/b/index.html", "../c/", "a/c/"),
            ("/", "a/b/index.html", "c.png?x=1", "a/b/c.png"),
            ("/", "a/b/index.html", "../../", ""),
            ("/", "a/b/index.html", "#x", "a/b/#x"),
            ("/", "a/index.html", "", "a/"),
            ("/", "a/index.html", "/d/e%20f/#g%C3%A9", "d/e f/#gé"),
            ("/ctf/", "a/index.html", "/ctf/b/", "b/"),
            ("/ctf/", "a/index.html", "/ctf/", ""),
            ("/ctf", "a/index.html", "HTTPS://EXAMPLE.org/ctf/b/#c", "b/#c"),
            ("/", "index.html", "https://example.org", ""),
            ("/", "index.html", "#top", ""),
            ("/", "index.html", "x/#:~:text=a", "x/"),
            ("/", "index.html", "x/#y:~:text=a", "x/#y"),
            ("/", "a/index.html", "./", "a/"),
            ("/", "a/index.html", ".", "a/"),
        ] {
            assert_eq!(lead(base, from, raw), wanted, "{raw} in {from} below {base}");
        }
    }

    #[test]
    fn other_addresses_are_told_apart() {
        for (raw, wanted) in [
            ("../../x", "OutsideBase"),
            ("/x/", "OutsideBase"),
            ("https://example.org/x/", "OutsideBase"),
            (
                "https://example.org.evil/",
                "Foreign { host: \"example.org.evil\", scheme: Https }",
            ),
            ("http://a.b:80/c", "Foreign { host: \"a.b:80\", scheme: Http }"),
            ("//a.b/c", "Foreign { host: \"a.b\", scheme: Inherited }"),
            (" JavaScript:x", "Code"),
            ("java\nscript:x", "Unreadable"),
            ("data:image/png;base64,x", "Data { image: true }"),
            ("data:text/html,x", "Data { image: false }"),
            ("mailto:a@b.c", "Other"),
            ("\\\\a.b", "Unreadable"),
            ("https:a", "Unreadable"),
            ("%FF", "Unreadable"),
        ] {
            assert_eq!(lead("/ctf/", "a/index.html", raw), wanted, "{raw}");
        }
    }

    #[test]
    fn an_own_address_is_absolute_and_bare() {
        let place = Place::new("https://example.org", "/");
        assert_eq!(place.own("https://example.org/a/"), Some("a/".to_owned()));
        for raw in [
            "/a/",
            "a/",
            "https://other.org/",
            "https://example.org/a/#b",
            "https://example.org/a/?b",
        ] {
            assert_eq!(place.own(raw), None, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(raw: String, near in "[./#?:%a-f0-9\\\\ -]{0,20}", from in "[a/.]{0,8}") {
            let mut path = String::new();
            let place = Place::new("https://example.org", "/a/");
            place.resolve(&from, &raw, &mut path);
            place.resolve(&from, &near, &mut path);
            place.own(&raw);
        }
    }
}
