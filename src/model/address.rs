//! Addresses that may stand in a page.

/// What is wrong with `text` as an https address; `None` where nothing is.
pub fn https_fault(text: &str) -> Option<&'static str> {
    let Some(rest) = text.strip_prefix("https://") else {
        return Some("an address begins with `https://`");
    };
    if text.len() > 2000 {
        return Some("an address has at most 2,000 characters");
    }
    if text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"'`{}|\\^".contains(c))
    {
        return Some("an address has no spaces, quotes, backslashes or angle brackets; write them as %20 and the like");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if host.contains('@') {
        return Some("an address carries no user name");
    }
    let name = host.split(':').next().unwrap_or("");
    let good = name.contains('.')
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    (!good).then_some("the address needs a host such as www.example.org")
}

/// Where tiles of streets are read: an https address, or a path of the site that begins with a slash. Its host becomes a
/// part of the page's security policy, so it is plain ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TilesUrl {
    text: String,
    /// Length of scheme and host; 0 for a path.
    origin: usize,
}

impl TilesUrl {
    /// What is wrong with `text`; `None` where nothing is.
    pub fn fault(text: &str) -> Option<&'static str> {
        // `{z}`, `{x}` and `{y}` stand in the addresses of single tiles.
        let plain = text.replace(['{', '}'], "");
        if !text.is_ascii() {
            return Some("the address of tiles is plain ASCII; write other letters as %C3%A9, a host as xn--…");
        }
        if text.starts_with("//") || !text.starts_with(['/', 'h']) {
            return Some("tiles have an https address, or a path of this site that begins with one slash");
        }
        let whole = match plain.strip_prefix('/') {
            Some(path) => &format!("https://example.org/{path}"),
            None => &plain,
        };
        let host = text.split('/').nth(2).filter(|_| !text.starts_with('/'));
        if host.is_some_and(|host| host.contains(['{', '}', ';', ',', '?', '#'])) {
            return Some("the host of tiles is written out: no braces, commas or semicolons");
        }
        let port = host.and_then(|host| host.split_once(':')).map(|(_, port)| port);
        if port.is_some_and(|port| port.is_empty() || !port.bytes().all(|b| b.is_ascii_digit())) {
            return Some("a port is a number");
        }
        https_fault(whole)
    }

    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let origin = || text.match_indices('/').nth(2).map_or(text.len(), |(at, _)| at);
        Self::fault(text).is_none().then(|| Self {
            text: text.to_owned(),
            origin: if text.starts_with('/') { 0 } else { origin() },
        })
    }

    /// Scheme and host, where it is not the site's own.
    pub fn origin(&self) -> Option<&str> {
        Some(&self.text[..self.origin]).filter(|origin| !origin.is_empty())
    }

    /// As a page writes it; `base` is where the site stands, with both slashes.
    pub fn below(&self, base: &str) -> String {
        match self.text.strip_prefix('/') {
            Some(path) => format!("{base}{path}"),
            None => self.text.clone(),
        }
    }

    /// Whether it is the address of one tile among many.
    pub fn is_template(&self) -> bool {
        ["{z}", "{x}", "{y}"].iter().all(|part| self.text.contains(part))
    }

    pub fn has_braces(&self) -> bool {
        self.text.contains(['{', '}'])
    }
}

/// Whether `text` holds an e-mail address, be it with the `@` of an address (`%40`) or the wide one of East Asian keyboards.
pub fn is_email(text: &str) -> bool {
    let text = &text.replace("%40", "@").replace('＠', "@");
    text.split(|c: char| c.is_whitespace() || "<>(),;:\"".contains(c))
        .any(|word| {
            word.split_once('@').is_some_and(|(user, host)| {
                !user.is_empty()
                    && host.contains('.')
                    && !host.ends_with('.')
                    && host.chars().all(|c| c.is_alphanumeric() || ".-".contains(c))
            })
        })
}

/// A contact is an https page, or a role mailbox as `mailto:`; never a person's address.
pub fn role_contact_fault(text: &str) -> Option<&'static str> {
    match text.strip_prefix("mailto:") {
        None => https_fault(text),
        // One plain mailbox: no list, no headers of a message, no line end that security.txt would take for its own.
        Some(mail) if !is_email(mail) || !mail.chars().all(|c| c.is_ascii_alphanumeric() || "@.-_".contains(c)) => {
            Some("a mailbox is written mailto:info@example.org")
        }
        Some(mail) => {
            let user = mail.split('@').next().unwrap_or("");
            let role = [
                "info",
                "contact",
                "security",
                "office",
                "support",
                "webmaster",
                "admin",
                "help",
                "press",
                "editor",
                "editors",
                "ctf",
                "fls",
            ];
            (!role.contains(&user))
                .then_some("use the mailbox of a role (info@, contact@, security@ …), not of a person")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_come_from_a_host_or_from_the_site() {
        let of = |text: &str| TilesUrl::from_text(text);
        let own = of("/tiles/world.pmtiles").unwrap();
        assert_eq!(
            (own.origin(), own.below("/ctf/").as_str()),
            (None, "/ctf/tiles/world.pmtiles")
        );
        let far = of("https://tiles.example.org:8443/a/{z}/{x}/{y}.png").unwrap();
        assert_eq!(far.origin(), Some("https://tiles.example.org:8443"));
        assert!(far.is_template() && !own.is_template());
        assert_eq!(
            of("https://tiles.example.org").unwrap().origin(),
            Some("https://tiles.example.org")
        );
        for bad in [
            "",
            "tiles/a.pmtiles",
            "//example.org/a",
            "http://example.org/a",
            "https://a.example;script-src/x",
            "https://a.example'/x",
            "https://a.example,b.example/x",
            "https://{s}.example.org/x",
            "https://a.example.org:x/y",
            "https://user@a.example.org/x",
            "https://é.example.org/x",
            "/a b",
            "/a\"b",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_plain_https_addresses_pass() {
        assert_eq!(https_fault("https://www.example.org/a?b=1#c"), None);
        for bad in [
            "http://example.org",
            "javascript:alert(1)",
            "https://",
            "https://exa mple.org",
            "https://u@example.org",
            "//example.org",
            "https://localhost/",
            "data:text/html,x",
        ] {
            assert!(https_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn contacts_are_roles() {
        assert_eq!(role_contact_fault("mailto:security@example.org"), None);
        for bad in [
            "mailto:jane.doe@example.org",
            "mailto:info@example.org,jane@example.org",
            "mailto:info@example.org\nExpires: x",
            "mailto:info@example.org?bcc=x@example.org",
            "mailto:info@example.org<b>",
        ] {
            assert!(role_contact_fault(bad).is_some(), "{bad:?}");
        }
        assert!(
            is_email("write to a.b@c.org")
                && is_email("https://c.org/?to=a.b%40c.org")
                && !is_email("@handle")
                && !is_email("a@b")
        );
    }
}
