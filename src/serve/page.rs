//! What the server adds to pages for people, at the end of the body: the script that reloads, and errors that stand.
//!
//! Everything comes from the server's own addresses, as the site's policy asks. Programs that do not ask for HTML get
//! the page as the build writes it.

use memchr::memmem;

use crate::html;

/// Addresses of the server itself. No page can have one: routes have no underscores.
pub const EVENTS: &str = "_ctf/events";
pub const SCRIPT: &str = "_ctf/reload.js";
pub const STYLE: &str = "_ctf/overlay.css";

pub const SCRIPT_TEXT: &str = include_str!("browser/reload.js");
pub const STYLE_TEXT: &str = include_str!("browser/overlay.css");

/// A page with the script and, where there are faults, with these above it.
pub fn with_additions(page: &[u8], faults: Option<&str>, version: &str) -> Vec<u8> {
    let mut added = faults
        .map(|faults| overlay(faults, "The page behind this is the last good one."))
        .unwrap_or_default();
    added.push_str(&script(version));
    let at = memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..at], added.as_bytes(), &page[at..]].concat()
}

/// The whole page while there is none to show.
pub fn only_faults(faults: &str, version: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Errors in the sources</title></head><body>{}{}</body></html>",
        overlay(
            faults,
            "There is no page to show yet. It appears as soon as the errors are mended."
        ),
        script(version)
    )
}

fn script(version: &str) -> String {
    format!("<script type=\"module\" src=\"/{SCRIPT}\" data-version=\"{version}\"></script>")
}

fn overlay(faults: &str, note: &str) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"/{STYLE}\"><aside class=\"ctf-overlay\" role=\"alert\" lang=\"en\" dir=\"ltr\"><details open><summary>Errors in the sources</summary><p>{note}</p><pre tabindex=\"0\">{}</pre></details></aside>",
        html::text(faults)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_escaped_at_the_end_of_the_body() {
        let page = with_additions(b"<body>x</body></html>", Some("a </pre><script>alert(1)</script>"), "1");
        let page = String::from_utf8(page).unwrap();
        assert!(
            page.starts_with("<body>x<link ") && page.ends_with("</script></body></html>"),
            "{page}"
        );
        assert!(
            page.contains("a &lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{page}"
        );
    }

    #[test]
    fn nothing_is_inline() {
        let page = only_faults("x", "1");
        assert!(
            !page.contains("<style")
                && !page.contains(" style=")
                && page.matches("<script").count() == page.matches("<script type=\"module\" src=").count()
        );
    }
}
