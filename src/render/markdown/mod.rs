//! Markdown → HTML: our own writer over the parser's events, with every value escaped where it is written.
//!
//! The text was checked when it was loaded, so this walk meets nothing that may not be published.

mod blocks;
mod links;
mod notes;

use std::collections::BTreeSet;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use tera::Value;

use super::Renderer;
use crate::code;
use crate::diagnostics::Diagnostic;
use crate::html::{escape_attribute, escape_text};
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::Article;
use crate::markdown::{Document, Target, TextPiece, events, statistic_pieces};
use crate::model::Id;
use notes::Notes;

/// A heading of the page's table of contents.
#[derive(Clone, Debug)]
pub struct Entry {
    pub level: u8,
    pub id: Id,
    pub text: String,
}

/// A text as HTML, its headings, the papers it cites, and the scripts it needs.
pub struct Body {
    pub html: String,
    pub outline: Vec<Entry>,
    pub references: Vec<Value>,
    /// Paths in the theme, each once.
    pub scripts: Vec<&'static str>,
}

/// The headings of an article. A translation takes the ids of its source's headings, so that fragments hold in every
/// pack; where the two texts are built differently, its own.
pub fn outline(site: &Site, article: &Article) -> Vec<Entry> {
    let own = &article.body.headings;
    let source = site.catalog.source(&article.id).map(|source| &source.body.headings);
    let alike =
        source.filter(|source| source.len() == own.len() && source.iter().zip(own).all(|(a, b)| a.level == b.level));
    let id = |at: usize| match alike {
        Some(source) if !own[at].explicit => source[at].id.clone(),
        _ => own[at].id.clone(),
    };
    own.iter()
        .enumerate()
        .map(|(at, heading)| Entry {
            level: heading.level,
            id: id(at),
            text: heading.text.clone(),
        })
        .collect()
}

/// The body of `article`, shown in the pack `pack`.
pub fn body(renderer: &Renderer, pack: usize, article: &Article, found: &mut Vec<Diagnostic>) -> Body {
    let mut writer = Writer {
        renderer,
        site: renderer.site,
        of: &renderer.site.packs[pack].pack,
        pack,
        document: &article.body,
        outline: outline(renderer.site, article),
        out: String::with_capacity(article.body.body.len() * 3 / 2 + 256),
        found,
        heading: 0,
        block: 0,
        table: Vec::new(),
        cell: 0,
        in_head: false,
        tables: 0,
        codes: 0,
        highlighted: 0,
        code: None,
        image: None,
        in_citation: false,
        notes: Notes::default(),
        cited: Vec::new(),
    };
    writer.walk();
    writer.write_notes();
    let references = writer.references();
    let blocks = article.body.blocks.iter();
    let scripts: BTreeSet<_> = blocks.filter_map(|block| block.kind.script()).collect();
    Body {
        html: writer.out,
        outline: writer.outline,
        references,
        scripts: scripts.into_iter().collect(),
    }
}

struct Writer<'r, 'f> {
    renderer: &'r Renderer<'r>,
    site: &'r Site,
    of: &'r Pack,
    pack: usize,
    document: &'r Document,
    outline: Vec<Entry>,
    out: String,
    found: &'f mut Vec<Diagnostic>,
    heading: usize,
    block: usize,
    table: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    tables: i64,
    codes: i64,
    /// Bytes of code that were highlighted.
    highlighted: usize,
    code: Option<(String, String)>,
    /// The alternative text of the picture that is open, and its address.
    image: Option<(String, String)>,
    in_citation: bool,
    notes: Notes,
    /// Keys in the order in which they are first cited.
    cited: Vec<String>,
}

impl<'r> Writer<'r, '_> {
    fn walk(&mut self) {
        let document = self.document;
        for (event, _) in events(document.body_text()) {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text),
                Event::Code(text) if self.image.is_none() => {
                    self.out.push_str("<code>");
                    escape_text(&text, &mut self.out);
                    self.out.push_str("</code>");
                }
                Event::Code(text) => self.text(&text),
                Event::SoftBreak if self.image.is_some() => self.text(" "),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br>"),
                Event::Rule => self.out.push_str("<hr>"),
                Event::FootnoteReference(label) => self.note_reference(&label),
                Event::TaskListMarker(done) => self.task(done),
                _ => {}
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_attribute(value, &mut self.out);
        self.out.push('"');
    }

    fn word(&self, id: &str) -> &'r str {
        self.of.messages.plain(id).unwrap_or("")
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or("").to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(Some(1)) => self.out.push_str("<ol>"),
            Tag::List(Some(start)) => {
                self.out.push_str("<ol");
                self.attribute("start", &start.to_string());
                self.out.push('>');
            }
            Tag::List(None) => self.out.push_str("<ul>"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => {
                let number = self.notes.number(&label);
                self.notes.open.push((number, std::mem::take(&mut self.out)));
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<s>"),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title),
            Tag::Image { dest_url, .. } => self.image = Some((String::new(), dest_url.into_string())),
            _ => {}
        }
    }

    fn inline(&mut self, tag: &str) {
        if self.image.is_none() {
            self.out.push_str(tag);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                self.out.push_str("</h");
                self.out.push(level_digit(level));
                self.out.push_str(">\n");
                self.example_note();
            }
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((number, page)) = self.notes.open.pop() {
                    let text = std::mem::replace(&mut self.out, page);
                    self.notes.texts.push((number, text));
                }
            }
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.out.push_str("</tr>"),
            TagEnd::TableCell => {
                self.out.push_str(if self.in_head { "</th>" } else { "</td>" });
                self.cell += 1;
            }
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Strikethrough => self.inline("</s>"),
            TagEnd::Link if self.in_citation => self.in_citation = false,
            TagEnd::Link => self.inline("</a>"),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            return code.push_str(text);
        }
        if let Some((alt, _)) = &mut self.image {
            return alt.push_str(text);
        }
        if self.in_citation {
            return;
        }
        if !text.contains("{stat:") {
            return escape_text(text, &mut self.out);
        }
        for piece in statistic_pieces(text) {
            match piece {
                TextPiece::Text(text) => escape_text(text, &mut self.out),
                TextPiece::Statistic { key, .. } => self.statistic(key),
            }
        }
    }

    /// A box that can be seen, read aloud and ticked on paper; its item needs no bullet besides.
    fn task(&mut self, done: bool) {
        let item = self
            .out
            .rfind("<li>")
            .filter(|at| matches!(&self.out[at + 4..], "" | "<p>"));
        if let Some(at) = item {
            self.out.insert_str(at + 3, " class=\"task\"");
        }
        self.out.push_str(if done { "☑ " } else { "☐ " });
    }

    fn start_heading(&mut self, level: HeadingLevel) {
        let id = self.outline.get(self.heading).map(|entry| entry.id.clone());
        self.heading += 1;
        self.out.push_str("<h");
        self.out.push(level_digit(level));
        if let Some(id) = id {
            self.attribute("id", &id);
        }
        self.out.push('>');
    }

    /// Below the heading of a section whose numbers are made up.
    fn example_note(&mut self) {
        let marked = self
            .heading
            .checked_sub(1)
            .and_then(|at| self.document.headings.get(at));
        if marked.is_some_and(|heading| heading.example) {
            self.out.push_str("<p class=\"example-note\">");
            escape_text(self.word("example_numbers"), &mut self.out);
            self.out.push_str("</p>\n");
        }
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.out.push_str("<blockquote>"),
            Some(BlockQuoteKind::Note) => ("note", "alert_note"),
            Some(BlockQuoteKind::Tip) => ("tip", "alert_tip"),
            Some(BlockQuoteKind::Important) => ("important", "alert_important"),
            Some(BlockQuoteKind::Warning) => ("warning", "alert_warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "alert_caution"),
        };
        self.out.push_str("<div class=\"alert alert-");
        self.out.push_str(class);
        self.out.push_str("\" role=\"note\"><p class=\"alert-title\">");
        escape_text(self.word(title), &mut self.out);
        self.out.push_str("</p>\n");
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = alignments;
        self.tables += 1;
        let label = self
            .of
            .message("table_n", &[("n", Argument::Number(self.tables))])
            .unwrap_or_default();
        self.out
            .push_str("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &label);
        self.out.push_str("><table>");
    }

    fn start_cell(&mut self) {
        let class = match self.table.get(self.cell) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            _ => "",
        };
        self.out
            .push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(class);
        self.out.push('>');
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else {
            return;
        };
        if let Some(name) = language.strip_prefix("ctf:") {
            return self.block(name);
        }
        self.codes += 1;
        let label = self
            .of
            .message("code_n", &[("n", Argument::Number(self.codes))])
            .unwrap_or_default();
        self.out.push_str("<pre tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &label);
        self.out.push_str("><code>");
        self.highlighted += text.len();
        let language = if self.highlighted > code::MAX_PAGE {
            ""
        } else {
            language.as_str()
        };
        self.out.push_str(&self.renderer.frame.highlights.of(&text, language));
        self.out.push_str("</code></pre>\n");
    }

    fn end_image(&mut self) {
        let Some((alt, destination)) = self.image.take() else {
            return;
        };
        let Target::Media(path) = crate::markdown::classify(&destination, &self.document.file) else {
            return;
        };
        self.out.push_str("<img");
        self.attribute("src", &self.site.url(&super::files::media_path(&path)));
        self.attribute("alt", alt.trim());
        if let Some((width, height)) = self.site.media.get(&path).and_then(|media| media.size) {
            self.attribute("width", &width.to_string());
            self.attribute("height", &height.to_string());
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }
}

fn level_digit(level: HeadingLevel) -> char {
    (b'0' + level as u8) as char
}
