//! What rendering makes and every later stage works on.

use std::sync::Arc;

use crate::diagnostics::RelPath;

/// One file of the built site.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Path below the output folder, with forward slashes: `toolkits/start-an-fls/index.html`.
    pub path: Arc<str>,
    pub bytes: Vec<u8>,
    /// The source file that a finding about this artifact names.
    pub source: RelPath,
    /// What a page promises; `None` for every other file.
    pub page: Option<PagePromise>,
}

/// What the plan says of a page, to be held against what was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePromise {
    /// Of the pack: the value `<html lang>` must have (BCP 47).
    pub lang: Arc<str>,
    /// Of the pack: `ltr` or `rtl`.
    pub dir: &'static str,
    /// Whether search engines may list it: then it stands in the sitemap and its title is unique in its pack.
    pub indexable: bool,
    /// A redirect stub is no page that a visitor reads: only its link and its canonical count.
    pub redirect: bool,
}
