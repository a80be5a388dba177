//! P003 and, inside one page, P002: ids are unique, and what names an id names one that is there.

use super::super::html::decode;
use super::{Page, excerpt, hash};
use crate::diagnostics::catalogue;

/// The ids of a page and what refers to them.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    ids: Vec<(u64, &'a [u8])>,
    references: Vec<Reference<'a>>,
}

#[derive(Debug)]
struct Reference<'a> {
    id: u64,
    /// The attribute that refers.
    attribute: &'static str,
    written: &'a [u8],
}

impl<'a> Names<'a> {
    /// Each word of `value` is the id of an element of this page.
    pub fn refer(&mut self, attribute: &'static str, value: &'a [u8]) {
        for word in value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
            self.references.push(Reference {
                id: hash(&decode(word, true)),
                attribute,
                written: word,
            });
        }
    }

    /// An address of this very page, with a fragment.
    pub fn refer_to_fragment(&mut self, fragment: &str, written: &'a [u8]) {
        self.references.push(Reference {
            id: hash(fragment.as_bytes()),
            attribute: "href",
            written,
        });
    }

    /// Hashes of all ids, sorted.
    pub fn hashes(&self) -> Box<[u64]> {
        let mut hashes: Vec<u64> = self.ids.iter().map(|(hash, _)| *hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.into_boxed_slice()
    }
}

impl<'a> Page<'a> {
    pub(super) fn id(&mut self, value: &'a [u8]) {
        if value.is_empty() {
            let message = format!("An element of the page `{}` has an empty id.", self.shown());
            self.tell(
                &catalogue::DUPLICATE_ID,
                message,
                "Give it a name that no other element of the page has, or none.",
            );
        } else {
            self.names.ids.push((hash(&decode(value, true)), value));
        }
    }

    pub(super) fn check_names(&mut self) {
        let names = std::mem::take(&mut self.names);
        let hashes = names.hashes();
        if hashes.len() < names.ids.len() {
            self.duplicate_ids(&names);
        }
        for reference in &names.references {
            if hashes.binary_search(&reference.id).is_err() {
                self.unnamed(reference);
            }
        }
        self.names = names;
    }

    fn duplicate_ids(&mut self, names: &Names<'a>) {
        let mut ids: Vec<_> = names.ids.clone();
        ids.sort_by_key(|(_, id)| *id);
        let mut told: Option<u64> = None;
        for pair in ids.windows(2) {
            if pair[0].0 == pair[1].0 && told != Some(pair[0].0) {
                told = Some(pair[0].0);
                let message = format!(
                    "Several elements of the page `{}` have the id `{}`.",
                    self.shown(),
                    excerpt(pair[0].1)
                );
                self.tell(
                    &catalogue::DUPLICATE_ID,
                    message,
                    "Give each its own id: a heading with `{#id}`, anything else in its template.",
                );
            }
        }
    }

    fn unnamed(&mut self, reference: &Reference<'_>) {
        let written = excerpt(reference.written);
        let shown = self.shown();
        let (message, help) = match reference.attribute {
            "href" => (
                format!("The link `{written}` on the page `{shown}` leads to no element of it."),
                "Link to a heading that is there, or give the heading this id with `{#id}`.",
            ),
            attribute => (
                format!("`{attribute}=\"{written}\"` on the page `{shown}` names no element of it."),
                "Write the id of an element of the same page into this attribute of the template.",
            ),
        };
        self.tell(&catalogue::BROKEN_FRAGMENT, message, help);
    }
}
