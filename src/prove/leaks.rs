//! P019: private and unpublished texts must stand in no byte of the output.
//!
//! One automaton searches for all of them at once, each as it is written and as HTML and JSON escape it.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::address::Place;
use super::facts::Findings;
use super::{Canary, Surroundings, shown};
use crate::diagnostics::{Diagnostic, catalogue};
use crate::render::artifact::Artifact;

/// Shorter texts would be found by chance.
const SHORTEST: usize = 8;

/// Up to this many bytes of patterns the fastest automaton is built, which takes about 300 bytes for each.
const SMALL: usize = 1 << 16;

/// What [`super::examine`] has to know of the site, prepared once: where it is published and what must not leak.
#[derive(Debug)]
pub struct CanarySearch {
    place: Place,
    canaries: Vec<Canary>,
    automaton: Option<AhoCorasick>,
    /// The canary that each pattern belongs to.
    owners: Vec<usize>,
}

impl CanarySearch {
    /// Each line of a canary is searched for by itself, for markup may part lines; lines of fewer than eight
    /// characters are left out.
    pub fn new(surroundings: &Surroundings) -> Self {
        let mut patterns = BTreeMap::new();
        for (index, canary) in surroundings.canaries.iter().enumerate() {
            let lines = canary.text.lines().map(str::trim);
            for line in lines.filter(|line| line.chars().count() >= SHORTEST) {
                for variant in variants(line) {
                    patterns.entry(variant).or_insert(index);
                }
            }
        }
        Self {
            place: Place::new(&surroundings.origin, &surroundings.base),
            canaries: surroundings.canaries.clone(),
            automaton: automaton(patterns.keys()),
            owners: patterns.into_values().collect(),
        }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Tells of every canary that stands in the artifact, once.
    pub(super) fn search(&self, artifact: &Artifact, findings: &mut Findings) {
        let Some(automaton) = &self.automaton else {
            return;
        };
        let mut found: Vec<usize> = Vec::new();
        for hit in automaton.find_iter(&artifact.bytes) {
            let owner = self.owners[hit.pattern().as_usize()];
            if !found.contains(&owner) && findings.has_room(&catalogue::PRIVATE_LEAK) {
                found.push(owner);
                findings.list.push(leak(&self.canaries[owner], artifact));
            }
        }
    }
}

/// `None` where there is nothing to search for.
fn automaton<'p>(patterns: impl ExactSizeIterator<Item = &'p String> + Clone) -> Option<AhoCorasick> {
    let size: usize = patterns.clone().map(String::len).sum();
    let kind = (size > 0 && size <= SMALL)
        .then_some(AhoCorasickKind::DFA)
        .filter(|_| patterns.len() > 16);
    // Fails only beyond two thousand million states: far more than the sources may hold.
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .kind(kind)
        .build(patterns)
        .ok();
    automaton.filter(|_| size > 0)
}

fn leak(canary: &Canary, artifact: &Artifact) -> Diagnostic {
    let message = format!(
        "Text of this {} stands in the published file `{}`.",
        canary.what,
        shown(&artifact.path)
    );
    Diagnostic::new(&catalogue::PRIVATE_LEAK, &canary.file, canary.span.clone(), message)
        .help("Find what brings it there: a copy of the text in a published record, or a template that shows unpublished records.")
        .related(&artifact.source, 0..0, "the published file is made from this one")
}

/// The text as it may be written in HTML, JSON and plain files.
fn variants(text: &str) -> Vec<String> {
    let angles = text.replace('&', "&amp;").replace('<', "&lt;");
    let full = angles.replace('>', "&gt;");
    let quoted = full.replace('"', "&quot;");
    let json = serde_json::Value::from(text).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
    let mut all = vec![
        text.to_owned(),
        text.replace('<', "&lt;"),
        quoted.replace('\'', "&#39;"),
        quoted.replace('\'', "&#x27;"),
        full.replace('"', "&#34;").replace('\'', "&#39;"),
        json.replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026"),
        json.replace('<', "\\u003c"),
        json,
        angles,
        full,
        quoted,
    ];
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str, output: &str) -> usize {
        let surroundings = Surroundings {
            origin: "https://example.org".into(),
            base: "/".into(),
            canaries: vec![Canary {
                text: text.into(),
                what: "private note",
                file: "content/en/x.md".into(),
                span: 3..9,
            }],
            ledger: Vec::new(),
            theme: "themes/ctf/theme.yml".into(),
        };
        let artifact = Artifact {
            path: "x/index.html".into(),
            bytes: output.as_bytes().to_vec(),
            source: "content/en/y.md".into(),
            page: None,
        };
        let mut findings = Findings::new(&artifact.source);
        CanarySearch::new(&surroundings).search(&artifact, &mut findings);
        findings.list.len()
    }

    #[test]
    fn a_leak_is_found_however_it_is_escaped() {
        let note = "ask \"Maria\" & <Jo>'s team";
        for output in [
            "ask \"Maria\" & <Jo>'s team",
            "ask &quot;Maria&quot; &amp; &lt;Jo&gt;&#39;s team",
            "ask \"Maria\" &amp; &lt;Jo>'s team",
            "ask \"Maria\" & &lt;Jo>'s team",
            "{\"a\":\"ask \\\"Maria\\\" & \\u003cJo>'s team\"}",
        ] {
            assert_eq!(hits(note, &format!("<p>{output} {output}")), 1, "{output}");
        }
        assert_eq!(hits(note, "ask Maria"), 0);
    }

    #[test]
    fn short_texts_are_no_canaries_and_lines_count_one_by_one() {
        assert_eq!(hits("fracture", "a fracture"), 1);
        assert_eq!(hits("fragile", "a fragile bone"), 0);
        assert_eq!(hits("first line\nsecond line", "<p>second line</p>"), 1);
    }
}
