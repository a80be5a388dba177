//! HTML made small by minify-html, behind two guards: it is not fed what it cannot bear, and it may not change a word.

use std::cell::RefCell;

use minify_html::Cfg;

use crate::diagnostics::{Diagnostic, RelPath};
use crate::prove;

thread_local! {
    /// One configuration a thread.
    static CONFIGURATION: RefCell<Cfg> = RefCell::new(Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        ..Cfg::new()
    });
}

/// `html` minified. Where that would change what a reader sees, it is told and the page stays as it was.
pub fn minify(html: String, source: &RelPath, route: &str, found: &mut Vec<Diagnostic>) -> Vec<u8> {
    // Nesting is capped in texts and fixed in templates, so that minify-html's recursion stays shallow.
    let small = CONFIGURATION.with_borrow(|configuration| minify_html::minify(html.as_bytes(), configuration));
    match prove::compare_visible(html.as_bytes(), &small, route, source) {
        None => small,
        Some(told) => {
            found.push(told);
            html.into_bytes()
        }
    }
}
