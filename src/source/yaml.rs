//! The one place that touches YAML: text → a tree of nodes, each with its bytes in the file.
//!
//! Every scalar stays the text that was written (`NO`, `012` and `on` mean themselves); what a value is, the record's
//! shape decides. Tags, anchors, aliases, duplicate keys and further documents are refused, so nothing can expand.

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostics::{Diagnostic, Entry, RelPath, catalogue as codes};

/// How deep collections may nest, and how many values a file may hold.
const MAX_DEPTH: usize = 16;
const MAX_NODES: usize = 20_000;

/// A value and where it stands (bytes of the whole file).
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `plain` tells an unquoted scalar; an unquoted empty one is YAML's null.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Member>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub key: String,
    pub key_span: Range<usize>,
    pub node: Node,
}

impl Node {
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if text.is_empty() || text == "~" || text == "null")
    }

    /// The member `key` of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(members) => members
                .iter()
                .find(|member| member.key == key)
                .map(|member| &member.node),
            _ => None,
        }
    }
}

/// The tree of `text`, which begins at byte `offset` of `file`. `None` where the text is not YAML at all (told in `found`).
pub fn parse(text: &str, offset: usize, file: &RelPath, found: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        text,
        length: text.len(),
        offset,
        file,
        found,
        nodes: 0,
    };
    reader.document()
}

struct Reader<'t, 'f> {
    parser: Parser<'t, serde_saphyr::granit_parser::StrInput<'t>>,
    text: &'t str,
    length: usize,
    offset: usize,
    file: &'f RelPath,
    found: &'f mut Vec<Diagnostic>,
    nodes: usize,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        let mut documents = 0;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        let message = "a second YAML document begins here";
                        self.report(&codes::SEVERAL_DOCUMENTS, span, message, "keep one record in a file: delete the `---` and what follows, or move it to a file of its own");
                        return root;
                    }
                }
                Event::StreamEnd => break,
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                    root = Some(self.node(event, span, 0)?);
                }
                _ => {}
            }
        }
        Some(root.unwrap_or(Node {
            span: self.offset..self.offset,
            value: Value::Map(Vec::new()),
        }))
    }

    /// The next event, `None` at the end; a syntax error is told and ends the reading.
    #[allow(clippy::type_complexity)]
    fn next(&mut self) -> Option<Option<(Event<'t>, Range<usize>)>> {
        match self.parser.next_event() {
            None => Some(None),
            Some(Ok((event, span))) => Some(Some((event, self.bytes(&span)))),
            Some(Err(error)) => {
                let at = self.at(error.marker().byte_offset().unwrap_or(self.length));
                let text = error.info().to_owned();
                if text.contains("unknown anchor") {
                    self.report(
                        &codes::YAML_ALIAS,
                        at..at,
                        "a YAML alias (`*name`) stands here",
                        "if `*` begins the text itself, put it in double quotes; else write the value out",
                    );
                    return None;
                }
                let help = if text.contains("tab") {
                    "indent with spaces, never with tabs"
                } else if text.contains("mapping values")
                    || text.contains("anchor")
                    || text.contains("alias")
                    || text.contains("token")
                {
                    "put a value that holds `: `, `#`, `&`, `*`, `@` or `%` in double quotes"
                } else {
                    "check the indentation (two spaces a level), and put values with special characters in double quotes"
                };
                let text = if text.contains("mapping values") {
                    "a `: ` stands inside a value that has no quotes".to_owned()
                } else {
                    text
                };
                self.report(
                    &codes::YAML_SYNTAX,
                    at..at,
                    format!("the YAML cannot be read here: {text}"),
                    help,
                );
                None
            }
        }
    }

    fn at(&self, byte: usize) -> usize {
        self.offset + byte.min(self.length)
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        self.at(start)..self.at(end)
    }

    fn report(&mut self, entry: &'static Entry, span: Range<usize>, message: impl Into<String>, help: &str) {
        self.found
            .push(Diagnostic::new(entry, self.file, span, message).help(help));
    }

    fn node(&mut self, event: Event<'t>, span: Range<usize>, depth: usize) -> Option<Node> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            self.report(
                &codes::YAML_TOO_BIG,
                span,
                format!("the YAML goes deeper than {MAX_DEPTH} levels or holds more than {MAX_NODES} values"),
                "a record is a short list of keys: simplify it, or split it into files",
            );
            return None;
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(_, anchor, tag)
            | Event::MappingStart(_, anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor != 0 {
            self.report(
                &codes::YAML_ALIAS,
                span.clone(),
                "a YAML anchor (`&name`) stands here",
                "write the value out where it is needed; if `&` begins the text itself, put it in double quotes",
            );
        }
        if tag {
            self.report(
                &codes::YAML_TAG,
                span.clone(),
                "a YAML tag (`!name`) stands here",
                "delete the tag; if `!` begins the text itself, put it in double quotes",
            );
        }
        match event {
            Event::Scalar(text, style, ..) => {
                // What stands in the file itself was told when it was read: here are those that an escape brings in.
                let escaped = (style == ScalarStyle::DoubleQuoted)
                    .then(|| super::hidden(&text).next())
                    .flatten();
                if let Some((_, c, what)) = escaped.filter(|(_, c, _)| {
                    !self
                        .text
                        .get(span.start - self.offset..span.end - self.offset)
                        .is_some_and(|raw| raw.contains(*c))
                }) {
                    self.report(
                        &codes::HIDDEN_CHARACTER,
                        span.clone(),
                        format!("an escape here stands for {what} (U+{:04X})", c as u32),
                        "delete the escape",
                    );
                }
                Some(Node {
                    span,
                    value: Value::Scalar {
                        text: text.into_owned(),
                        plain: style == ScalarStyle::Plain,
                    },
                })
            }
            Event::SequenceStart(..) => self.list(span, depth),
            Event::MappingStart(..) => self.map(span, depth),
            _ => {
                self.report(
                    &codes::YAML_ALIAS,
                    span.clone(),
                    "a YAML alias (`*name`) stands here",
                    "write the value out where it is needed; if `*` begins the text itself, put it in double quotes",
                );
                Some(Node {
                    span,
                    value: Value::Scalar {
                        text: String::new(),
                        plain: true,
                    },
                })
            }
        }
    }

    fn list(&mut self, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()??;
            if event == Event::SequenceEnd {
                let end = items
                    .last()
                    .map_or(span.end, |item: &Node| item.span.end.max(start.end));
                return Some(Node {
                    span: start.start..end,
                    value: Value::List(items),
                });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut members: Vec<Member> = Vec::new();
        loop {
            let (event, key_span) = self.next()??;
            if event == Event::MappingEnd {
                let end = members.last().map_or(key_span.end, |member| member.node.span.end);
                return Some(Node {
                    span: start.start..end.max(start.start),
                    value: Value::Map(members),
                });
            }
            let key_node = self.node(event, key_span.clone(), depth + 1)?;
            let key = match key_node.value {
                Value::Scalar { text, .. } => text,
                _ => {
                    self.report(
                        &codes::WRONG_TYPE,
                        key_span.clone(),
                        "a key is a list or a map here",
                        "keys are single words such as `title`",
                    );
                    String::new()
                }
            };
            let (event, span) = self.next()??;
            let node = self.node(event, span, depth + 1)?;
            if let Some(first) = members.iter().find(|member| member.key == key) {
                let first = first.key_span.clone();
                self.found.push(
                    Diagnostic::new(
                        &codes::DUPLICATE_KEY,
                        self.file,
                        key_span,
                        format!("the key `{key}` stands twice"),
                    )
                    .help("keep one of the two")
                    .related(self.file, first, "it stands here first"),
                );
                continue;
            }
            members.push(Member { key, key_span, node });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let node = parse(text, 0, &"x.yml".into(), &mut found);
        (node, found)
    }

    #[test]
    fn scalars_stay_what_was_written() {
        let (node, found) = tree("a: NO\nb: 012\nc: on\nd: \"x\"\ne: 1_000\n");
        assert!(found.is_empty());
        let node = node.unwrap();
        for (key, text) in [("a", "NO"), ("b", "012"), ("c", "on"), ("d", "x"), ("e", "1_000")] {
            assert!(
                matches!(&node.get(key).unwrap().value, Value::Scalar { text: t, .. } if t == text),
                "{key}"
            );
        }
    }

    #[test]
    fn spans_are_bytes_of_the_file() {
        let text = "ä: ö\nname: Zoë\n";
        let (node, _) = tree(text);
        let span = node.unwrap().get("name").unwrap().span.clone();
        assert_eq!(&text[span], "Zoë");
    }

    #[test]
    fn tags_aliases_duplicates_and_documents_are_told() {
        let codes = |text: &str| tree(text).1.iter().map(|d| d.entry.code).collect::<Vec<_>>();
        assert_eq!(codes("a: !x 1\n"), ["Y002"]);
        assert_eq!(codes("a: &x 1\nb: *x\n"), ["Y003", "Y003"]);
        assert_eq!(codes("a: *Your* way\n"), ["Y003"]);
        assert_eq!(codes("a: 1\na: 2\n"), ["Y004"]);
        assert_eq!(codes("a: 1\n---\nb: 2\n"), ["Y005"]);
        assert_eq!(codes("a: [1\nb"), ["Y001"]);
        assert_eq!(codes(r#"a: "x\u202Ey""#), ["S014"]);
        assert_eq!(codes(r#"a: "x\n\ty \u00e9""#), [""; 0]);
    }

    #[test]
    fn deep_nesting_ends_with_an_error() {
        let text = format!("a: {}1{}", "[".repeat(40), "]".repeat(40));
        assert_eq!(tree(&text).1[0].entry.code, "Y006");
    }
}
