//! Text → [`Document`], telling everything in it that no page may have.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::{
    CITATION, Citation, Document, Heading, Image, LOST_FOOTNOTE, Link, Target, TextPiece, blocks, citation_items,
    classify, events, statistic_pieces,
};
use crate::code;
use crate::diagnostics::{Diagnostic, Entry, RelPath, catalogue as codes, nearest};
use crate::model::{self, Spanned};
use crate::source::hidden;

/// How deep quotes, lists and emphasis may nest: what renders, minifies and is read aloud without loss.
const MAX_DEPTH: usize = 24;
/// How many marks may open quotes on one line; checked before parsing, whose cost grows with their square.
const MAX_QUOTE_MARKS: usize = 64;
/// At most so many findings of one text.
const MAX_FINDINGS: usize = 100;

/// Reads the bytes `body` of `text`. `None` where it cannot be rendered at all.
pub fn read(file: &RelPath, text: &Arc<str>, body: Range<usize>, found: &mut Vec<Diagnostic>) -> Option<Document> {
    if let Some(at) = too_many_quotes(&text[body.clone()]) {
        let at = body.start + at;
        found.push(
            Diagnostic::new(
                &codes::MARKDOWN_TOO_DEEP,
                file,
                at..at,
                format!("more than {MAX_QUOTE_MARKS} quotes or lists are opened on this line"),
            )
            .help("nest quotes and lists at most a few levels deep"),
        );
        return None;
    }
    // pulldown-cmark 0.13.6 panics on some inputs; a panic is one bad text, not the end of the build.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut reader = Reader::new(file, text, body.clone());
        let whole = reader.walk();
        (whole, reader)
    }));
    match outcome {
        Ok((whole, mut reader)) => {
            reader.found.truncate(MAX_FINDINGS);
            found.append(&mut reader.found);
            whole.then_some(reader.document)
        }
        Err(_) => {
            found.push(
                Diagnostic::new(
                    &codes::MARKDOWN_UNREADABLE,
                    file,
                    body.start..body.start,
                    "this text cannot be parsed: it holds an unusual run of special characters",
                )
                .help("look for stray `{`, `<`, `:` and list marks, and halve the text to find the place"),
            );
            None
        }
    }
}

fn too_many_quotes(body: &str) -> Option<usize> {
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let marks = line
            .bytes()
            .take_while(|b| matches!(b, b'>' | b' ' | b'\t' | b'-' | b'*' | b'+'))
            .filter(|b| !b.is_ascii_whitespace())
            .count();
        let rule = line.trim().bytes().all(|b| b == b'-') || line.trim().bytes().all(|b| b == b'*');
        if marks > MAX_QUOTE_MARKS && !rule {
            return Some(start);
        }
        start += line.len();
    }
    None
}

struct Reader<'t> {
    document: Document,
    source: &'t str,
    found: Vec<Diagnostic>,
    ids: BTreeSet<String>,
    /// The number that the next heading of the same words tries first: ten thousand of them cost ten thousand tries.
    numbers: HashMap<String, usize>,
    depth: usize,
    heading: Option<OpenHeading>,
    image: Option<OpenImage>,
    code: Option<OpenCode>,
    last_level: u8,
    in_citation: bool,
    /// Of the table that is open.
    columns: usize,
}

/// Cells of a table's row as GFM §4.10 counts them: bars part them, even in code, unless escaped.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let mut bars = 0;
    let mut last = false;
    for c in row.chars() {
        last = c == '|' && !escaped;
        bars += usize::from(last);
        escaped = c == '\\' && !escaped;
    }
    bars + usize::from(!last)
}

fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    span.start..text[span.clone()].find('\n').map_or(span.end, |end| span.start + end)
}

struct OpenHeading {
    level: u8,
    id: Option<String>,
    safety: bool,
    example: bool,
    text: String,
    span: Range<usize>,
}

struct OpenImage {
    alt: String,
    span: Range<usize>,
}

struct OpenCode {
    block: Option<String>,
    text: String,
    at: Option<usize>,
    span: Range<usize>,
}

impl<'t> Reader<'t> {
    fn new(file: &RelPath, text: &'t Arc<str>, body: Range<usize>) -> Self {
        Self {
            source: &text[body.clone()],
            document: Document {
                file: file.clone(),
                text: text.clone(),
                body,
                headings: Vec::new(),
                links: Vec::new(),
                images: Vec::new(),
                citations: Vec::new(),
                statistics: Vec::new(),
                blocks: Vec::new(),
            },
            found: Vec::new(),
            ids: BTreeSet::new(),
            numbers: HashMap::new(),
            depth: 0,
            heading: None,
            image: None,
            code: None,
            last_level: 1,
            in_citation: false,
            columns: 0,
        }
    }

    fn tell(&mut self, entry: &'static Entry, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        if self.found.len() < MAX_FINDINGS {
            self.found
                .push(Diagnostic::new(entry, &self.document.file, span, message).help(help));
        }
    }

    /// False where the text is nested too deep to go on.
    fn walk(&mut self) -> bool {
        for (event, range) in events(self.source) {
            let span = range.start + self.document.body.start..range.end + self.document.body.start;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        self.tell(
                            &codes::MARKDOWN_TOO_DEEP,
                            span,
                            format!("the text is nested more than {MAX_DEPTH} levels deep here"),
                            "nest quotes and lists at most a few levels deep",
                        );
                        return false;
                    }
                    self.start(tag, span);
                }
                Event::End(tag) => {
                    self.depth -= 1;
                    self.end(tag);
                }
                Event::Text(text) => self.text(&text, span),
                Event::Code(text) => self.plain(&text),
                Event::SoftBreak | Event::HardBreak => self.plain(" "),
                Event::Html(_) | Event::InlineHtml(_) => {
                    let comment = self.source[range].trim_start().starts_with("<!--");
                    let what = if comment {
                        "an HTML comment stands here"
                    } else {
                        "raw HTML stands here"
                    };
                    self.tell(
                        &codes::RAW_HTML,
                        span,
                        what,
                        if comment {
                            "delete it; notes for editors go into `private:` in the front matter"
                        } else {
                            "write Markdown instead; put `<` in backticks or write `&lt;` if the sign itself is meant"
                        },
                    );
                }
                _ => {}
            }
        }
        true
    }

    fn start(&mut self, tag: Tag, span: Range<usize>) {
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self.start_heading(level, id, &classes, !attrs.is_empty(), span),
            Tag::Link { dest_url, title, .. } => {
                self.hidden(&[&dest_url, &title], &span);
                self.link(&dest_url, span);
            }
            Tag::Image { dest_url, title, .. } => {
                self.hidden(&[&dest_url, &title], &span);
                self.image_target(&dest_url, span.clone());
                if self.image.is_some() {
                    let message = "a picture stands inside the text alternative of another";
                    self.tell(
                        &codes::NO_ALT_TEXT,
                        span.clone(),
                        message,
                        "put the two pictures beside each other",
                    );
                }
                self.image = Some(OpenImage {
                    alt: String::new(),
                    span,
                });
            }
            Tag::Table(alignments) => self.columns = alignments.len(),
            Tag::TableRow => self.row(span),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.start_code(&info, span),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.code = Some(OpenCode {
                    block: None,
                    text: String::new(),
                    at: None,
                    span,
                })
            }
            _ => {}
        }
    }

    /// What stands in cells beyond the header's is shown by no reader of GFM.
    fn row(&mut self, span: Range<usize>) {
        let cells = cells(&self.document.text[span.clone()]);
        if cells > self.columns {
            self.tell(
                &codes::ROW_TOO_LONG,
                span,
                format!("this row has {cells} cells, its table {} columns", self.columns),
                "take the surplus cells out, or give the header more columns; write a bar inside a cell as `\\|`",
            );
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link => self.in_citation = false,
            TagEnd::Image => {
                if let Some(image) = self.image.take().filter(|image| image.alt.trim().is_empty()) {
                    self.tell(
                        &codes::NO_ALT_TEXT,
                        image.span,
                        "the picture has no text alternative",
                        "describe in the square brackets what it shows: `![Nurse explains a scan](scan.png)`",
                    );
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            _ => {}
        }
    }

    fn plain(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    fn text(&mut self, text: &CowStr, span: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            code.at.get_or_insert(span.start);
            return;
        }
        self.hidden(&[text], &span);
        if text.contains("[^") {
            self.lost_footnotes(&span);
        }
        // A citation is no word of the heading or text alternative it stands in.
        if self.in_citation {
            return;
        }
        self.plain(text);
        if !text.contains("{stat:") {
            return;
        }
        for piece in statistic_pieces(text) {
            if let TextPiece::Statistic { key, at } = piece {
                let start = (span.start + at).min(span.end);
                let span = start..(start + key.len() + 7).min(span.end);
                self.document.statistics.push(Spanned {
                    value: key.to_owned(),
                    span,
                });
            }
        }
    }

    /// The mark of a footnote that nobody defined stays text (GFM).
    fn lost_footnotes(&mut self, span: &Range<usize>) {
        let text = self.document.text.clone();
        let written = &text[span.clone()];
        for (at, _) in written
            .match_indices("[^")
            .filter(|(at, _)| !written[..*at].ends_with('\\'))
        {
            let label = written[at + 1..]
                .split(|c: char| c == ']' || c == '[' || c.is_whitespace())
                .next()
                .unwrap_or("");
            if label.len() > 1 && written[at + 1 + label.len()..].starts_with(']') {
                let mark = span.start + at..span.start + at + label.len() + 2;
                self.tell(
                    &codes::UNDEFINED_FOOTNOTE,
                    mark,
                    format!("the footnote `[{label}]` is not defined in this text"),
                    format!("add a line `[{label}]: the note`"),
                );
            }
        }
    }

    /// Tells what a character reference brings in; what stands in the file itself was told when it was read.
    fn hidden(&mut self, texts: &[&str], span: &Range<usize>) {
        let written = &self.document.text[span.clone()];
        if !written.contains('&') {
            return;
        }
        let brought = texts
            .iter()
            .flat_map(|text| hidden(text))
            .find(|(_, c, _)| !written.contains(*c));
        if let Some((_, c, what)) = brought {
            self.tell(
                &codes::HIDDEN_CHARACTER,
                span.clone(),
                format!("a character reference here stands for {what} (U+{:04X})", c as u32),
                "delete the reference",
            );
        }
    }

    fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr>,
        classes: &[CowStr],
        attributes: bool,
        span: Range<usize>,
    ) {
        let level = level as u8;
        if level == 1 {
            self.tell(
                &codes::TITLE_IN_BODY,
                span.clone(),
                "a first-level heading (`#`) stands in the text",
                "begin with `##`: the page's title comes from the front matter",
            );
        } else if level > self.last_level + 1 {
            self.tell(
                &codes::HEADING_SKIP,
                span.clone(),
                format!("a heading of level {level} follows one of level {}", self.last_level),
                format!(
                    "write `{}`: screen readers announce a skipped level as a gap",
                    "#".repeat(usize::from(self.last_level) + 1)
                ),
            );
        }
        self.last_level = level.max(1);
        let known = classes
            .iter()
            .all(|class| ["safety", "example"].contains(&class.as_ref()));
        if attributes || !known || id.as_ref().is_some_and(|id| !model::is_key(id)) {
            self.tell(
                &codes::BAD_HEADING_ATTRIBUTE,
                span.clone(),
                "this heading has an attribute that is not allowed",
                "allowed are `{#an-id}` of lower-case letters, digits and hyphens, and after it `.safety` or `.example`",
            );
        }
        let id = id.map(|id| id.to_string()).filter(|id| model::is_key(id));
        self.heading = Some(OpenHeading {
            level,
            id,
            safety: classes.iter().any(|class| class.as_ref() == "safety"),
            example: classes.iter().any(|class| class.as_ref() == "example"),
            text: String::new(),
            span,
        });
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let explicit = open.id.is_some();
        if let Some(id) = open.id.as_ref().filter(|id| self.ids.contains(*id)) {
            let message = format!("the id `{id}` is used by two headings");
            let first = self.document.headings.iter().find(|heading| *heading.id == **id);
            let file = &self.document.file;
            let told = Diagnostic::new(&codes::DUPLICATE_HEADING_ID, file, open.span.clone(), message)
                .help("give one of them another id");
            let told = match first {
                Some(first) => told.related(file, first.span.clone(), "this heading has it first"),
                None => told,
            };
            self.found.push(told);
        }
        let id = open.id.unwrap_or_else(|| self.free_id(&open.text));
        self.ids.insert(id.clone());
        self.document.headings.push(Heading {
            level: open.level,
            text: open.text,
            id: id.into(),
            explicit,
            safety: open.safety,
            example: open.example,
            span: open.span,
        });
    }

    fn free_id(&mut self, text: &str) -> String {
        let base = match model::key_from(text) {
            key if key.is_empty() => format!("section-{}", self.document.headings.len() + 1),
            key => key,
        };
        if !self.ids.contains(&base) {
            return base;
        }
        let next = self.numbers.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if !self.ids.contains(&id) {
                return id;
            }
        }
    }

    fn link(&mut self, destination: &str, span: Range<usize>) {
        if let Some(label) = destination
            .strip_prefix(CITATION)
            .filter(|label| label.starts_with('@'))
        {
            self.in_citation = true;
            match citation_items(label) {
                Some(items) => self.document.citations.push(Citation { items, span }),
                None => self.tell(
                    &codes::BAD_CITATION,
                    span,
                    format!("the citation `[{label}]` cannot be read"),
                    "write `[@key]`, or `[@key-one; @key-two, p. 12]`",
                ),
            }
            return;
        }
        if let Some(label) = destination
            .strip_prefix(LOST_FOOTNOTE)
            .filter(|label| label.starts_with('^'))
        {
            self.in_citation = true;
            let message = format!("the footnote `[{label}]` is not defined in this text");
            return self.tell(
                &codes::UNDEFINED_FOOTNOTE,
                span,
                message,
                format!("add a line `[{label}]: the note`"),
            );
        }
        let target = classify(destination, &self.document.file);
        if let Target::Unsafe(why) = target {
            self.tell(
                &codes::UNSAFE_SCHEME,
                span.clone(),
                format!("this link cannot be published: {why}"),
                "link to an https address, to a page (`../kpis/index.md`) or to a heading (`#id`)",
            );
        }
        self.document.links.push(Link { target, span });
    }

    fn image_target(&mut self, destination: &str, span: Range<usize>) {
        match classify(destination, &self.document.file) {
            Target::Media(path) => self.document.images.push(Image { path, span }),
            Target::External(_) | Target::Unsafe(_) => {
                self.tell(
                    &codes::UNSAFE_SCHEME,
                    span,
                    "the picture lies on another site",
                    "put the picture beside the page: pages load nothing from other sites",
                );
            }
            _ => self.tell(
                &codes::MISSING_IMAGE,
                span,
                format!("`{destination}` is no picture beside this page"),
                "pictures are png, jpg, webp or svg files in the page's folder",
            ),
        }
    }

    fn start_code(&mut self, info: &str, span: Range<usize>) {
        let word = info.split_whitespace().next().unwrap_or("");
        let block = word.strip_prefix("ctf:").map(str::to_owned);
        if block.is_none() && !word.is_empty() && !code::is_known(word) {
            let told = Diagnostic::new(
                &codes::UNKNOWN_CODE_LANGUAGE,
                &self.document.file,
                first_line(&self.document.text, &span),
                format!("`{word}` is no language that can be highlighted"),
            );
            self.found.push(match nearest(word, code::names()) {
                Some(near) => told.help(format!("did you mean `{near}`? Write no language for plain text")),
                None => told.help("write sql, json, csv, yaml, python, bash …, or no language for plain text"),
            });
        }
        self.code = Some(OpenCode {
            block,
            text: String::new(),
            at: None,
            span,
        });
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if let Some(name) = code.block {
            let at = code.at.unwrap_or(code.span.start);
            let file = self.document.file.clone();
            if let Some(block) = blocks::read(&name, &code.text, at, code.span.clone(), &file, &mut self.found) {
                self.document.blocks.push(Spanned {
                    value: block,
                    span: code.span,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<Document>, Vec<&'static str>) {
        let mut found = Vec::new();
        let text: Arc<str> = text.into();
        let document = read(&"content/en/a.md".into(), &text, 0..text.len(), &mut found);
        (document, found.iter().map(|d| d.entry.code).collect())
    }

    #[test]
    fn a_text_is_read_whole() {
        let text = "## One {#one .safety}\n\nSee [KPIs](kpis/index.md), [@a; @b, p. 2] and {stat:x}.[^n]\n\n### Two\n\n[^n]: Note.\n\n```ctf:toolkits\nlimit: 3\n```\n";
        let (document, found) = parse(text);
        let document = document.unwrap();
        assert_eq!(found, [""; 0]);
        assert_eq!(
            document.headings.iter().map(|h| h.id.as_ref()).collect::<Vec<_>>(),
            ["one", "two"]
        );
        assert!(document.headings[0].safety);
        assert_eq!(document.links.len(), 1);
        assert_eq!(document.citations[0].items.len(), 2);
        assert_eq!(&text[document.statistics[0].span.clone()], "{stat:x}");
        assert_eq!(document.blocks[0].limit, Some(3));
    }

    #[test]
    fn headings_of_the_same_words_have_ids_of_their_own() {
        let (document, found) = parse("## A {#a-3}\n\n## A\n\n## A\n\n## A\n\n## A\n");
        let document = document.unwrap();
        assert_eq!(
            document.headings.iter().map(|h| h.id.as_ref()).collect::<Vec<_>>(),
            ["a-3", "a", "a-2", "a-4", "a-5"]
        );
        assert!(found.is_empty());
    }

    #[test]
    fn what_no_page_may_have_is_told() {
        for (text, code) in [
            ("a <b>x</b>", "M001"),
            ("<!-- x -->\n", "M001"),
            ("[x](javascript:alert(1))", "M002"),
            ("<http://example.org>", "M002"),
            ("# Title", "M003"),
            ("#### Deep", "M004"),
            ("## A {#a}\n\n## B {#a}", "M005"),
            ("![](x.png)", "M006"),
            ("![a ![b](x.png) c](y.png)", "M006"),
            ("## A {onclick=alert(1)}", "M012"),
            ("[@A b]", "M013"),
            ("x[^lost]", "M014"),
            ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "M015"),
            ("a &#x202E;b", "S014"),
            ("## a&shy;b", "S014"),
            ("[a](b.md \"&rlm;\")", "S014"),
            ("![a](b&#8203;.png)", "S014"),
            ("```nolang\nx\n```", "M011"),
            ("```ctf:toolkts\n```", "M009"),
            ("```ctf:toolkits\nlimti: 3\n```", "M010"),
        ] {
            let (_, found) = parse(text);
            assert!(found.contains(&code), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_citation_is_no_part_of_its_headings_words() {
        let (document, found) = parse("## Why [@a]\n");
        assert_eq!((document.unwrap().headings[0].text.trim(), found.len()), ("Why", 0));
    }

    #[test]
    fn cells_are_counted_as_they_are_shown() {
        for (row, count) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("|a|b|c|", 3),
            ("a", 1),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }

    #[test]
    fn deep_nesting_ends_with_an_error_and_not_with_the_program() {
        assert_eq!(parse(&">".repeat(50_000)).1, ["M007"]);
        assert_eq!(parse(&"> ".repeat(50_000)).1, ["M007"]);
        let lists: String = (0..60).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
        assert_eq!(parse(&lists).1, ["M007"]);
    }

    #[test]
    fn a_panic_of_the_parser_is_one_bad_text() {
        let (document, found) = parse("\u{fffd}\u{fffd}  2\n:<\n  {}\n -");
        assert!(document.is_some() || found == ["M008"]);
    }

    #[test]
    fn escaped_citations_are_text() {
        let (document, found) = parse("\\[@a] and `[@b]`, \\[^c], `[^d]` and [^");
        assert_eq!((document.unwrap().citations.len(), found.len()), (0, 0));
    }
}
