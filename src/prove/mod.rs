//! Stage 6, the proof: what was rendered is held against what a site must be.
//!
//! In: artifacts, one by one while their bytes are in memory ([`examine`]). Out: [`Facts`] of a few kilobytes each,
//! and from all of them together the findings ([`prove`]). A page alone is judged in `page/`, every other kind of
//! file in `files/`, what lies between artifacts in `relations/`; `html/` reads the markup for all of them.
//! Beside it stands the guard of the minifier ([`compare_visible`]).
//! Never: change an artifact, read a file, or trust that rendering kept its promises.

mod address;
mod facts;
mod files;
mod hash;
mod html;
mod leaks;
mod links;
mod page;
mod relations;
mod visible;

use std::ops::Range;

pub use facts::Facts;
pub use leaks::CanarySearch;
pub use relations::prove;
pub use visible::{Difference, VisibleText, compare_visible, visible_hash, visible_text};

use crate::diagnostics::RelPath;
use crate::render::artifact::Artifact;
use address::site_path;
use facts::{Findings, Kind};

/// What the proof has to know beside the artifacts.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Where the site is published: `https://example.org`.
    pub origin: String,
    /// The folder below it: `/` or `/ctf/`.
    pub base: String,
    /// Texts that no output byte may hold.
    pub canaries: Vec<Canary>,
    /// Addresses that were published once.
    pub ledger: Vec<LedgerLine>,
    /// `theme.yml`, blamed for what the theme as a whole does wrong.
    pub theme: RelPath,
}

/// A text of something private or unpublished. Where it stands in the output, something leaked.
#[derive(Clone, Debug)]
pub struct Canary {
    pub text: String,
    /// `private note`, `draft` or `scheduled page`.
    pub what: &'static str,
    pub file: RelPath,
    pub span: Range<usize>,
}

/// One line of the ledger of published addresses.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// Below the base: `toolkits/x/`.
    pub url: String,
    pub file: RelPath,
    pub span: Range<usize>,
}

/// Judges one artifact alone and keeps what the relations need. Pure; called in parallel.
pub fn examine(artifact: &Artifact, canaries: &CanarySearch) -> Facts {
    let mut findings = Findings::new(&artifact.source);
    let place = canaries.place();
    let mut facts = if artifact.path.ends_with(".html") {
        page::examine(artifact, place, &mut findings)
    } else {
        files::examine(artifact, place, &mut findings)
    };
    canaries.search(artifact, &mut findings);
    facts.findings = findings.list;
    facts
}

impl Facts {
    fn new(artifact: &Artifact) -> Self {
        Self {
            path: artifact.path.clone(),
            source: artifact.source.clone(),
            findings: Vec::new(),
            links: Default::default(),
            ids: None,
            kind: Kind::Other,
        }
    }
}

/// An artifact's address as a person writes it: `/toolkits/x/`.
fn shown(artifact: &str) -> String {
    format!("/{}", site_path(artifact))
}

/// Bytes of the whole after brotli, at a quality from 0 to 11.
fn compressed_length(bytes: &[u8], quality: i32) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        // A window as large as the text loses nothing, and a larger one costs its zeroing; below 18 bits the encoder is slow.
        lgwin: (bytes.len().max(1).ilog2() as i32 + 1).clamp(18, 22),
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut count = Count(0);
    // Neither side of this copy can fail: one is memory, the other a number.
    _ = brotli::BrotliCompress(&mut &bytes[..], &mut count, &parameters);
    count.0
}

#[cfg(test)]
mod tests;
