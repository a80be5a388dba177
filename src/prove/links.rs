//! The internal links of one artifact, kept small.
//!
//! A site of 10,000 pages has more than a million links; each list is one run of bytes in which a path names only
//! what differs from the path before it. Links that stand side by side mostly share their folder.

use super::hash::{Hashes, hash};

/// Site paths, each with a fragment (or, in a list of alternates, a language tag).
#[derive(Clone, Debug, Default)]
pub(super) struct LinkList {
    bytes: Box<[u8]>,
}

/// Collects a list; the same link twice is kept once.
#[derive(Debug, Default)]
pub(super) struct LinkBuilder {
    bytes: Vec<u8>,
    last: String,
    /// Hashes of the addresses as they were written.
    seen: Hashes,
}

impl LinkBuilder {
    /// With room for the links of a usual page.
    pub fn of_page() -> Self {
        Self {
            bytes: Vec::with_capacity(4096),
            last: String::with_capacity(64),
            seen: Hashes::with_capacity_and_hasher(224, Default::default()),
        }
    }

    /// Whether the address, as it is written, is new in this artifact.
    #[inline]
    pub fn is_new(&mut self, raw: &[u8]) -> bool {
        self.seen.insert(hash(raw))
    }

    pub fn push(&mut self, path: &str, extra: &str) {
        let mut shared = path.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count();
        while !path.is_char_boundary(shared) {
            shared -= 1;
        }
        let suffix = &path[shared..];
        write_number(&mut self.bytes, shared);
        write_number(&mut self.bytes, suffix.len());
        write_number(&mut self.bytes, extra.len());
        self.bytes.extend_from_slice(suffix.as_bytes());
        self.bytes.extend_from_slice(extra.as_bytes());
        self.last.truncate(shared.min(self.last.len()));
        self.last.push_str(suffix);
    }

    pub fn finish(self) -> LinkList {
        LinkList {
            bytes: self.bytes.into_boxed_slice(),
        }
    }
}

impl LinkList {
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Calls `each` with every path and its fragment, in the order they were found.
    pub fn each(&self, mut each: impl FnMut(&str, &str)) {
        let mut path: Vec<u8> = Vec::with_capacity(64);
        let mut rest = &self.bytes[..];
        while !rest.is_empty() {
            let shared = read_number(&mut rest);
            let suffix = read_number(&mut rest);
            let extra = read_number(&mut rest);
            let (suffix, behind) = rest.split_at(suffix.min(rest.len()));
            let (extra, behind) = behind.split_at(extra.min(behind.len()));
            rest = behind;
            path.truncate(shared);
            path.extend_from_slice(suffix);
            // Cut at character borders from text, so this never fails.
            if let (Ok(path), Ok(extra)) = (std::str::from_utf8(&path), std::str::from_utf8(extra)) {
                each(path, extra);
            }
        }
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn read_number(bytes: &mut &[u8]) -> usize {
    let mut number = 0;
    let mut shift = 0;
    while let [byte, rest @ ..] = *bytes {
        *bytes = rest;
        number |= usize::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 56 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_pushed_comes_back(links in proptest::collection::vec(("[aé/]{0,12}|.{150,300}", ".{0,9}"), 0..20)) {
            let mut builder = LinkBuilder::default();
            links.iter().for_each(|(path, extra)| builder.push(path, extra));
            let mut back = Vec::new();
            builder.finish().each(|path, extra| back.push((path.to_owned(), extra.to_owned())));
            prop_assert_eq!(links, back);
        }
    }
}
