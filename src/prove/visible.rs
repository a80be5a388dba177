//! What a reader sees of a page, as words: the guard of the minifier.
//!
//! In: HTML before and after it was made smaller. Out: whether a reader reads the same, and where not.
//! Blocks and `br` part words, inline elements join them, white space collapses (CSS Text 3 §4.1), the content of
//! `pre` and `textarea` counts byte by byte; scripts, styles and templates are not seen. The attributes `alt`,
//! `title` and `aria-label` are heard, so they count too, in a list of their own.
//! Never: repair. Reading ends at the first fault; the page's own proof reports it.

use super::hash::{Stream, hash};
use super::html::{Attribute, Element, Scanner, Token, decode, find, reference};
use super::shown;
use crate::diagnostics::{Diagnostic, RelPath, catalogue};

/// The words of a page in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleText {
    /// Visible words; the content of a `pre` or `textarea` is one word.
    words: Vec<String>,
    /// The words of `alt`, `title` and `aria-label`.
    labels: Vec<String>,
}

/// The first place where two texts part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// A few words of the first text, from the first that differs.
    pub before: String,
    /// The same of the second text.
    pub after: String,
}

impl VisibleText {
    /// Where `after` first says something else; `None` where both read the same.
    pub fn difference(&self, after: &Self) -> Option<Difference> {
        first_difference(&self.words, &after.words).or_else(|| first_difference(&self.labels, &after.labels))
    }
}

fn first_difference(before: &[String], after: &[String]) -> Option<Difference> {
    let at = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = |words: &[String]| {
        words[at..]
            .iter()
            .take(4)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (a, b) = (rest(before), rest(after));
    // A long preformatted block is shown from shortly before the place where it differs.
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let skip = if same > 60 { same - 20 } else { 0 };
    let few = |text: &str| {
        let visible = text.chars().filter(|c| !matches!(c, '\x02' | '\x03'));
        let text: String = visible.skip(skip).take(80).collect();
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{text}”")
        }
    };
    (at < before.len().max(after.len())).then(|| Difference {
        before: few(&a),
        after: few(&b),
    })
}

/// The visible words of a page: slow, for messages and tests.
pub fn visible_text(html: &[u8]) -> VisibleText {
    let mut words = Words::default();
    read(html, &mut words);
    let texts = |bytes: Vec<Vec<u8>>| {
        bytes
            .iter()
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect()
    };
    VisibleText {
        words: texts(words.words),
        labels: texts(words.labels),
    }
}

/// Hash of [`visible_text`], streamed without building it. Equal texts give equal hashes.
pub fn visible_hash(html: &[u8]) -> u64 {
    let mut hashes = Hashing::default();
    read(html, &mut hashes);
    hash(
        &[
            hashes.words.finish().to_le_bytes(),
            hashes.labels.finish().to_le_bytes(),
        ]
        .concat(),
    )
}

/// Holds the page before and after minifying against each other; `path` is the artifact's.
pub fn compare_visible(before: &[u8], after: &[u8], path: &str, source: &RelPath) -> Option<Diagnostic> {
    if visible_hash(before) == visible_hash(after) {
        return None;
    }
    let difference = visible_text(before).difference(&visible_text(after))?;
    let message = format!(
        "Making the page `{}` smaller changed what it says: {} became {}.",
        shown(path),
        difference.before,
        difference.after
    );
    Some(Diagnostic::new(&catalogue::VISIBLE_TEXT, source, 0..0, message).help(
        "The minifier drops spaces between inline elements that stand directly in a layout element (div, section, nav, \
         header, footer, main). Put them into a p, li, dd, td, heading, label or summary.",
    ))
}

/// Takes what a reader sees.
trait Reader {
    /// A piece of a word.
    fn piece(&mut self, bytes: &[u8]);
    /// The word is over.
    fn space(&mut self);
    /// One word of a label.
    fn label(&mut self, word: &[u8]);
}

#[derive(Default)]
struct Words {
    words: Vec<Vec<u8>>,
    labels: Vec<Vec<u8>>,
    over: bool,
}

impl Reader for Words {
    fn piece(&mut self, bytes: &[u8]) {
        match self.words.last_mut().filter(|_| !self.over) {
            Some(word) => word.extend_from_slice(bytes),
            None => self.words.push(bytes.to_vec()),
        }
        self.over = false;
    }

    fn space(&mut self) {
        self.over = true;
    }

    fn label(&mut self, word: &[u8]) {
        self.labels.push(word.to_vec());
    }
}

#[derive(Default)]
struct Hashing {
    words: Stream,
    labels: Stream,
}

impl Reader for Hashing {
    #[inline]
    fn piece(&mut self, bytes: &[u8]) {
        self.words.push(bytes);
    }

    #[inline]
    fn space(&mut self) {
        self.words.push(b" ");
    }

    fn label(&mut self, word: &[u8]) {
        self.labels.push(word);
        self.labels.push(b" ");
    }
}

/// Walks a page and tells the reader its words.
fn read<R: Reader>(html: &[u8], reader: &mut R) {
    let mut scanner = Scanner::new(html);
    let mut walk = Walk {
        reader,
        gap: false,
        begun: false,
        verbatim: 0,
        fresh: false,
        hidden: 0,
    };
    while let Ok(Some(token)) = scanner.token() {
        match token {
            Token::Text(text) if walk.hidden > 0 => _ = text,
            Token::Text(text) if walk.verbatim > 0 => walk.exactly(text),
            Token::Text(text) => walk.text(text),
            Token::Start { element, closed, .. } => walk.start(element, closed, scanner.attributes()),
            Token::End { element, .. } => walk.end(element),
            Token::Raw(_) | Token::Aside => {}
        }
    }
}

struct Walk<'r, R> {
    reader: &'r mut R,
    /// White space or a border stands before the next word.
    gap: bool,
    /// Some word was told already.
    begun: bool,
    /// How many `pre` and `textarea` are open.
    verbatim: u32,
    /// Such an element has just begun: HTML drops a newline there (§13.1.2.5).
    fresh: bool,
    /// How many templates are open.
    hidden: u32,
}

impl<R: Reader> Walk<'_, R> {
    #[inline]
    fn start(&mut self, element: Element, closed: bool, attributes: &[Attribute<'_>]) {
        self.gap |= element.parts_words();
        self.fresh = false;
        if element == Element::Template {
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        if is_verbatim(element) && !closed {
            self.word_begins();
            self.reader.piece(b"\x02");
            self.verbatim += 1;
            self.fresh = true;
        }
        // Three short names: most attributes are told apart by their length.
        if attributes
            .iter()
            .any(|a| matches!(a.name.len(), 3 | 5 | 10) && !a.value.is_empty())
        {
            for name in ["alt", "title", "aria-label"] {
                find(attributes, name).into_iter().for_each(|value| self.label(value));
            }
        }
    }

    #[inline]
    fn end(&mut self, element: Element) {
        self.fresh = false;
        if element == Element::Template {
            self.hidden = self.hidden.saturating_sub(1);
        } else if is_verbatim(element) && self.verbatim > 0 && self.hidden == 0 {
            self.verbatim -= 1;
            self.reader.piece(b"\x03");
        }
        self.gap |= element.parts_words();
    }

    fn label(&mut self, value: &[u8]) {
        let value = decode(value, true);
        let words = value.split(|byte| *byte <= b' ').filter(|word| !word.is_empty());
        words.for_each(|word| self.reader.label(word));
    }

    #[inline]
    fn word_begins(&mut self) {
        if self.gap && self.begun {
            self.reader.space();
        }
        self.gap = false;
        self.begun = true;
    }

    #[inline]
    fn piece(&mut self, bytes: &[u8]) {
        self.word_begins();
        self.reader.piece(bytes);
    }

    fn text(&mut self, text: &[u8]) {
        let mut rest = text;
        loop {
            let length = plain_length(rest);
            if length > 0 {
                self.piece(&rest[..length]);
                rest = &rest[length..];
            }
            match rest {
                [] => return,
                [b'&', ..] => rest = self.reference(rest),
                _ => {
                    self.gap = true;
                    rest = &rest[1..];
                }
            }
        }
    }

    /// Takes the reference (or the lone `&`) at the head of `rest`.
    fn reference<'t>(&mut self, rest: &'t [u8]) -> &'t [u8] {
        match reference(rest, false) {
            Some((c, length)) if c <= ' ' => {
                self.gap = true;
                &rest[length..]
            }
            Some((c, length)) => {
                self.piece(c.encode_utf8(&mut [0; 4]).as_bytes());
                &rest[length..]
            }
            None => {
                self.piece(b"&");
                &rest[1..]
            }
        }
    }

    fn exactly(&mut self, text: &[u8]) {
        let text = match text {
            [b'\n', rest @ ..] if self.fresh => rest,
            _ => text,
        };
        self.fresh = false;
        self.gap = false;
        self.reader.piece(&decode(text, false));
    }
}

fn is_verbatim(element: Element) -> bool {
    matches!(element, Element::Pre | Element::Textarea)
}

/// How many bytes at the head are neither white space nor `&`; eight at a time.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*word);
        let blank = word.wrapping_sub(ONES * 0x21) & !word & HIGH;
        let other = word ^ (ONES * u64::from(b'&'));
        let ampersand = other.wrapping_sub(ONES) & !other & HIGH;
        let hit = blank | ampersand;
        if hit != 0 {
            return at + hit.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..]
        .iter()
        .take_while(|byte| **byte > b' ' && **byte != b'&')
        .count()
}

#[cfg(test)]
mod tests;
