//! The 64-bit hash by which facts remember names, paths and texts that only have to be told apart.
//!
//! It streams: the same bytes give the same hash however they are cut into pieces. It guards against accidents,
//! not against someone who looks for two texts with one hash: such a person could only hide a slip of their own.

/// The odd fraction of the golden ratio: multiplies every bit into the upper half.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hash of a whole piece.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut stream = Stream::default();
    stream.push(bytes);
    stream.finish()
}

/// A hash that takes its bytes piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stream {
    state: u64,
    /// Bytes that do not fill a word yet, the first one lowest.
    tail: u64,
    /// How many bytes `tail` holds: 0 to 7.
    fill: u32,
    length: u64,
}

impl Stream {
    #[inline]
    pub fn push(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        while let Some((word, rest)) = bytes.split_first_chunk::<8>() {
            self.take(u64::from_le_bytes(*word), 8);
            bytes = rest;
        }
        if !bytes.is_empty() {
            self.take(little(bytes), bytes.len() as u32);
        }
    }

    pub fn finish(mut self) -> u64 {
        self.mix(self.tail);
        self.mix(self.length ^ GOLDEN);
        self.state
    }

    /// Takes `count` (1 to 8) bytes, the first one lowest in `value`.
    #[inline]
    fn take(&mut self, value: u64, count: u32) {
        self.tail |= value << (self.fill * 8);
        let filled = self.fill + count;
        if filled < 8 {
            self.fill = filled;
            return;
        }
        self.mix(self.tail);
        self.tail = value.checked_shr((8 - self.fill) * 8).unwrap_or(0);
        self.fill = filled - 8;
    }

    #[inline]
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.state ^ word ^ 0x5851_F42D_4C95_7F2D) * u128::from(GOLDEN);
        self.state = (product as u64) ^ ((product >> 64) as u64).rotate_left(29);
    }
}

/// Up to seven bytes as a number, the first one lowest.
#[inline]
fn little(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(head), Some(end)) => {
            let end = u64::from(u32::from_le_bytes(*end));
            u64::from(u32::from_le_bytes(*head)) | end << ((bytes.len() - 4) * 8)
        }
        _ => bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)),
    }
}

/// Passes a value on that is a hash already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passing(u64);

impl std::hash::Hasher for Passing {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= hash(bytes);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 ^= value;
    }
}

type Build = std::hash::BuildHasherDefault<Passing>;
/// A map whose keys are hashes.
pub(super) type ByHash<T> = std::collections::HashMap<u64, T, Build>;
/// A set of hashes.
pub(super) type Hashes = std::collections::HashSet<u64, Build>;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cuts_do_not_matter(bytes: Vec<u8>, cuts in proptest::collection::vec(0usize..40, 0..6)) {
            let mut stream = Stream::default();
            let mut rest = &bytes[..];
            for cut in cuts {
                let (head, tail) = rest.split_at(cut.min(rest.len()));
                stream.push(head);
                rest = tail;
            }
            stream.push(rest);
            prop_assert_eq!(stream.finish(), hash(&bytes));
        }
    }

    #[test]
    fn lengths_and_neighbours_are_told_apart() {
        let mut seen = std::collections::BTreeSet::new();
        for length in 0..64 {
            assert!(seen.insert(hash(&vec![0; length])));
        }
        for byte in 1..=255 {
            assert!(seen.insert(hash(&[byte])));
            assert!(seen.insert(hash(&[b'a', byte])));
        }
    }
}
