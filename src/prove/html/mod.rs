//! A strict, zero-copy reader of the HTML that our own templates and the minifier emit.
//!
//! In: bytes. Out: [`Token`]s that borrow from them, or a [`Fault`] at the first thing that is not well-formed.
//! It repairs nothing: where a browser would guess, this reader stops, for a page that needs guessing is a mistake.
//! Unquoted attribute values and lone attribute names are fine; missing end tags are left to the caller's stack.

mod elements;
mod references;

pub(super) use elements::Element;
pub(super) use references::{decode, decode_str, reference};

use memchr::{memchr, memmem};

/// One attribute as it is written: references not decoded, an absent value empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub name: &'a [u8],
    pub value: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text with references not decoded; also what stands in `title` and `textarea`.
    Text(&'a [u8]),
    /// What stands in `script` and `style`: never decoded, never seen by a reader.
    Raw(&'a [u8]),
    /// A start tag; its attributes are in [`Scanner::attributes`] until the next token.
    Start {
        element: Element,
        name: &'a [u8],
        /// Written with `/>`.
        closed: bool,
    },
    End {
        element: Element,
        name: &'a [u8],
    },
    /// A comment or the doctype.
    Aside,
}

/// The first place that is not well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Byte offset.
    pub at: usize,
    /// Completes the sentence "The page is not well-formed: …".
    pub what: &'static str,
}

/// Reads one document from its beginning to its end or its first fault.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    attributes: Vec<Attribute<'a>>,
    /// The element whose content runs up to its end tag whatever it looks like.
    raw: Option<Element>,
}

impl<'a> Scanner<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            attributes: Vec::with_capacity(16),
            raw: None,
        }
    }

    /// Of the start tag that was read last.
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// Byte offset behind the token that was read last.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The next token; `None` at the end. After a fault there is nothing more to read.
    #[inline]
    pub fn token(&mut self) -> Result<Option<Token<'a>>, Fault> {
        if let Some(element) = self.raw.take() {
            let text = self.raw_text(element)?;
            if !text.is_empty() {
                return Ok(Some(match element {
                    Element::Script | Element::Style => Token::Raw(text),
                    _ => Token::Text(text),
                }));
            }
        }
        let rest = &self.bytes[self.at..];
        match rest {
            [] => Ok(None),
            [b'<', ..] => self.markup(rest).map(Some),
            _ => {
                let end = memchr(b'<', rest).unwrap_or(rest.len());
                self.at += end;
                Ok(Some(Token::Text(&rest[..end])))
            }
        }
    }

    fn fault<T>(&mut self, at: usize, what: &'static str) -> Result<T, Fault> {
        self.at = self.bytes.len();
        self.raw = None;
        Err(Fault { at, what })
    }

    #[inline]
    fn markup(&mut self, rest: &'a [u8]) -> Result<Token<'a>, Fault> {
        match rest.get(1) {
            Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
            Some(b'/') => self.end_tag(rest),
            Some(b'!') => self.aside(rest),
            _ => self.fault(self.at, "a `<` stands in the text (write `&lt;`)"),
        }
    }

    fn aside(&mut self, rest: &'a [u8]) -> Result<Token<'a>, Fault> {
        let start = self.at;
        if rest.starts_with(b"<!--") {
            return match memmem::find(&rest[4..], b"-->") {
                Some(end) => {
                    self.at += end + 7;
                    Ok(Token::Aside)
                }
                None => self.fault(start, "a comment is not closed"),
            };
        }
        let doctype = rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        match memchr(b'>', rest) {
            Some(end) if doctype => {
                self.at += end + 1;
                Ok(Token::Aside)
            }
            _ => self.fault(start, "`<!` begins neither a comment nor the doctype"),
        }
    }

    fn end_tag(&mut self, rest: &'a [u8]) -> Result<Token<'a>, Fault> {
        let start = self.at;
        let name_end = 2 + name_length(&rest[2..]);
        let blanks = rest[name_end..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        if name_end == 2 || rest.get(name_end + blanks) != Some(&b'>') {
            return self.fault(start, "an end tag is not of the form `</name>`");
        }
        self.at += name_end + blanks + 1;
        let name = &rest[2..name_end];
        Ok(Token::End {
            element: Element::of(name),
            name,
        })
    }

    fn start_tag(&mut self) -> Result<Token<'a>, Fault> {
        let bytes = self.bytes;
        let name_start = self.at + 1;
        let name_end = name_start + name_length(&bytes[name_start..]);
        let name = &bytes[name_start..name_end];
        let element = Element::of(name);
        self.attributes.clear();
        let mut at = name_end;
        loop {
            let before = at;
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            match bytes.get(at) {
                None => return self.fault(name_start - 1, "a start tag is not closed"),
                Some(b'>') => {
                    self.open(element, at + 1, false);
                    break Ok(Token::Start {
                        element,
                        name,
                        closed: false,
                    });
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                    self.open(element, at + 2, true);
                    break Ok(Token::Start {
                        element,
                        name,
                        closed: true,
                    });
                }
                Some(_) if at == before => {
                    return self.fault(at, "no space stands before an attribute");
                }
                Some(_) => at = self.attribute(at)?,
            }
        }
    }

    #[inline]
    fn open(&mut self, element: Element, end: usize, closed: bool) {
        self.at = end;
        if element.is_raw() && !closed {
            self.raw = Some(element);
        }
    }

    /// Reads the attribute that begins at `at`; gives the offset behind it.
    #[inline]
    fn attribute(&mut self, at: usize) -> Result<usize, Fault> {
        let bytes = self.bytes;
        let name_end = at
            + bytes[at..]
                .iter()
                .take_while(|byte| CLASS[**byte as usize] & NAME != 0)
                .count();
        if name_end == at {
            return self.fault(at, "a tag holds a character that no attribute name may have");
        }
        let name = &bytes[at..name_end];
        if bytes.get(name_end) != Some(&b'=') {
            self.attributes.push(Attribute { name, value: &[] });
            return Ok(name_end);
        }
        let start = name_end + 1;
        let (value, end) = match bytes.get(start) {
            Some(quote @ (b'"' | b'\'')) => match memchr(*quote, &bytes[start + 1..]) {
                Some(length) => (&bytes[start + 1..start + 1 + length], start + length + 2),
                None => return self.fault(at, "an attribute's quote is not closed"),
            },
            _ => {
                let length = bytes[start..]
                    .iter()
                    .take_while(|byte| CLASS[**byte as usize] & BARE != 0)
                    .count();
                (&bytes[start..start + length], start + length)
            }
        };
        let bare_fault = value.is_empty() && end == start;
        let ends_well = bytes
            .get(end)
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        if bare_fault || !ends_well {
            return self.fault(at, "an attribute's value needs quotes");
        }
        self.attributes.push(Attribute { name, value });
        Ok(end)
    }

    /// Everything up to the end tag of `element`.
    fn raw_text(&mut self, element: Element) -> Result<&'a [u8], Fault> {
        let rest = &self.bytes[self.at..];
        let name = element.name().as_bytes();
        let mut from = 0;
        while let Some(found) = memchr(b'<', &rest[from..]) {
            let at = from + found;
            let after = at + 2 + name.len();
            let closes = rest.get(at + 1) == Some(&b'/')
                && rest
                    .get(at + 2..after)
                    .is_some_and(|word| word.eq_ignore_ascii_case(name))
                && rest
                    .get(after)
                    .is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>');
            if closes {
                self.at += at;
                return Ok(&rest[..at]);
            }
            from = at + 1;
        }
        self.fault(self.at, "a script, style, title or textarea element is not closed")
    }
}

/// The value of the attribute `name` (lower case), as it is written.
pub(super) fn find<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<&'a [u8]> {
    let wanted = name.as_bytes();
    attributes
        .iter()
        .find(|a| a.name.eq_ignore_ascii_case(wanted))
        .map(|a| a.value)
}

/// Of an element's name at the head of `bytes`.
#[inline]
fn name_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| CLASS[**byte as usize] & ELEMENT != 0)
        .count()
}

/// May stand in an element's name.
const ELEMENT: u8 = 4;
/// May stand in an attribute's name.
const NAME: u8 = 1;
/// May stand in a value without quotes.
const BARE: u8 = 2;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0x21;
    while byte < 256 {
        let bare = !matches!(byte as u8, b'"' | b'\'' | b'<' | b'=' | b'>' | b'`' | 0x7F);
        if bare {
            table[byte] |= BARE;
        }
        if bare && byte as u8 != b'/' {
            table[byte] |= NAME;
        }
        if (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b':') {
            table[byte] |= ELEMENT;
        }
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests;
