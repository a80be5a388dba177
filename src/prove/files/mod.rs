//! Artifacts that are not pages: each kind of file is read as far as the site depends on it.
//!
//! In: bytes. Out: facts (links, imports, weights, places of a sitemap) and findings of the file alone.

mod data;
mod feed;
mod redirects;
mod script;
mod sitemap;
mod style;
mod svg;
mod xml;

use super::address::{Address, Place};
use super::facts::{Facts, Findings};
use super::links::LinkBuilder;
use super::{compressed_length, shown};
use crate::diagnostics::catalogue;
use crate::render::artifact::Artifact;

/// Brotli quality at which assets are weighed: what a build for a static host would use.
const ASSET_QUALITY: i32 = 9;

pub(super) fn examine(artifact: &Artifact, place: &Place, findings: &mut Findings) -> Facts {
    let mut facts = Facts::new(artifact);
    let mut file = File {
        artifact,
        place,
        findings,
        links: LinkBuilder::default(),
        path: String::new(),
    };
    let name = artifact.path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (name, ending) {
        ("_headers", _) if memchr::memmem::find(&artifact.bytes, b"default-src 'none'").is_none() => {
            let message =
                "The file `_headers` does not send a policy that begins with `default-src 'none'`.".to_owned();
            file.findings
                .add(&catalogue::INLINE_CODE, message, "Let the engine write `_headers`.");
        }
        ("_redirects", _) => redirects::examine(&mut file, &mut facts),
        (_, "css") => style::examine(&mut file, &mut facts),
        (_, "js" | "mjs") => script::examine(&mut file, &mut facts),
        (_, "json" | "geojson" | "webmanifest") => data::examine(&mut file, ending),
        (_, "svg") => svg::examine(&mut file, &mut facts),
        (_, "xml") if name.starts_with("sitemap") => sitemap::examine(&mut file, &mut facts),
        (_, "xml" | "atom") => feed::examine(&mut file),
        _ => {}
    }
    facts.links = file.links.finish();
    facts
}

/// The file under examination.
struct File<'a> {
    artifact: &'a Artifact,
    place: &'a Place,
    findings: &'a mut Findings,
    links: LinkBuilder,
    /// The path that was resolved last.
    path: String,
}

impl File<'_> {
    fn shown(&self) -> String {
        shown(&self.artifact.path)
    }

    /// Follows an address that is loaded with the file; `true` where it leads into the site.
    fn load(&mut self, address: &str) -> bool {
        let shown = self.shown();
        match self.place.resolve(&self.artifact.path, address, &mut self.path) {
            Address::Internal { fragment } => {
                self.links.push(&self.path, &fragment);
                return true;
            }
            Address::Data { image: true } => {}
            Address::Foreign { host, .. } => {
                let message = format!("The file `{shown}` would load something from `{host}`.");
                let help = "Every such request tells a third party who reads the site. Bring the file into the theme.";
                self.findings.add(&catalogue::FOREIGN_HOST, message, help);
            }
            Address::OutsideBase | Address::Unreadable => {
                let message =
                    format!("The file `{shown}` holds the address `{address}`, which leads nowhere in the site.");
                self.findings
                    .add(&catalogue::BROKEN_LINK, message, "Write it relative to the file.");
            }
            Address::Code | Address::Data { .. } | Address::Other => {
                let message = format!("The file `{shown}` holds an address that the policy forbids: `{address}`.");
                self.findings
                    .add(&catalogue::INLINE_CODE, message, "Name a file of the site.");
            }
        }
        false
    }
}
