//! P024: the files that every site needs.

use super::{Site, Surroundings};
use crate::diagnostics::{Diagnostic, catalogue};

/// Any one file of each line, and what it is for.
const REQUIRED: &[(&[&str], &str)] = &[
    (&["index.html"], "it is the home page"),
    (&["404.html"], "hosts show it for unknown addresses"),
    (&["sitemap.xml"], "search engines find the pages by it"),
    (&["robots.txt"], "search engines ask for it first"),
    (
        &[".well-known/security.txt"],
        "it says where to report a weakness (RFC 9116)",
    ),
    (
        &["manifest.webmanifest"],
        "phones put the site on their home screen by it",
    ),
    (
        &["favicon.svg", "favicon.ico"],
        "browsers ask for it on every page (a theme holds it as images/favicon.svg)",
    ),
    (&["_headers"], "hosts send the site's security rules from it"),
];

pub(super) fn check(site: &Site<'_>, surroundings: &Surroundings) -> Vec<Diagnostic> {
    let missing = REQUIRED
        .iter()
        .filter(|(files, _)| files.iter().all(|file| site.at(file).is_none()));
    let finding = |(files, reason): &(&[&str], &str)| {
        let message = format!("The site has no `{}`, and {reason}.", files.join("` or `"));
        Diagnostic::new(&catalogue::REQUIRED_FILE, &surroundings.theme, 0..0, message)
            .help("The engine writes this file or the theme holds it: see whether it was left out.")
    };
    missing.map(finding).collect()
}
