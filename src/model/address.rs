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
