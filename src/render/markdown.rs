//! Markdown → HTML: our own writer over the parser's events, with every value escaped where it is written.
//!
//! The text was checked when it was loaded, so this walk meets nothing that may not be published.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};
use tera::{Context, Value};

use super::values::object;
use super::{Renderer, items};
use crate::code;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::html::{escape_attribute, escape_text};
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::Article;
use crate::markdown::{
    BlockKind, CITATION, Cited, Document, Target, TextPiece, citation_items, events, statistic_pieces,
};
use crate::model::Id;

/// A heading of the page's table of contents.
#[derive(Clone, Debug)]
pub struct Entry {
    pub level: u8,
    pub id: Id,
    pub text: String,
}

/// A text as HTML, its headings, and the papers it cites.
pub struct Body {
    pub html: String,
    pub outline: Vec<Entry>,
    pub references: Vec<Value>,
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
    Body {
        html: writer.out,
        outline: writer.outline,
        references,
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

/// Footnotes: numbered by their first reference, written at the end.
#[derive(Default)]
struct Notes {
    numbers: HashMap<String, usize>,
    references: HashMap<String, usize>,
    texts: Vec<(usize, String)>,
    /// The notes being written, one in the other, each with the text around it set aside.
    open: Vec<(usize, String)>,
}

impl Notes {
    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }
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

    fn start_link(&mut self, destination: &str, title: &CowStr) {
        // A text alternative keeps the words of a link and nothing else.
        if self.image.is_some() {
            return;
        }
        if let Some(label) = destination
            .strip_prefix(CITATION)
            .filter(|label| label.starts_with('@'))
        {
            self.in_citation = true;
            return self.citation(&citation_items(label).unwrap_or_default());
        }
        let target = crate::markdown::classify(destination, &self.document.file);
        self.out.push_str("<a");
        match self.href(&target) {
            Some((href, lang)) => {
                self.attribute("href", &href);
                if let Some(lang) = lang {
                    self.attribute("hreflang", &lang);
                }
            }
            None => self.attribute("href", "#"),
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push('>');
    }

    /// The address of a target, and its language where it is not the pack's.
    fn href(&self, target: &Target) -> Option<(String, Option<String>)> {
        match target {
            Target::External(url) => Some((url.to_string(), None)),
            Target::Fragment(id) => Some((format!("#{id}"), None)),
            Target::Page { id, fragment } => {
                let (pack, route) = match self.site.route(self.pack, id) {
                    Some(route) => (self.pack, route),
                    None => (0..self.site.packs.len()).find_map(|pack| Some((pack, self.site.route(pack, id)?)))?,
                };
                let fragment = fragment
                    .as_ref()
                    .map_or_else(String::new, |fragment| format!("#{fragment}"));
                let lang = (pack != self.pack).then(|| self.site.packs[pack].pack.facts.tag.value.clone());
                Some((format!("{}{fragment}", self.site.url(route)), lang))
            }
            Target::Media(path) => Some((self.site.url(&super::files::media_path(path)), None)),
            Target::Unsafe(_) | Target::Lost => None,
        }
    }

    /// `(Åkesson et al. 2013; Javaid et al. 2020, p. 4)`, each linked to its paper.
    fn citation(&mut self, items: &[Cited]) {
        self.out.push_str("<span class=\"cite\">(");
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str("; ");
            }
            if !self.cited.contains(&item.key) {
                self.cited.push(item.key.clone());
            }
            let id = format!("literature/{}", item.key);
            match (
                self.site.catalog.publication(&item.key),
                self.site.route(self.pack, &id),
            ) {
                (Some((article, facts)), Some(route)) => {
                    let label = items::citation_label(article, facts, self.word("no_date"));
                    self.out.push_str("<a");
                    self.attribute("href", &self.site.url(route));
                    self.out.push('>');
                    escape_text(&label, &mut self.out);
                    self.out.push_str("</a>");
                }
                _ => escape_text(&item.key, &mut self.out),
            }
            if let Some(locator) = &item.locator {
                self.out.push_str(", ");
                escape_text(locator, &mut self.out);
            }
        }
        self.out.push_str(")</span>");
    }

    /// The number with its unit, linked to where its source stands.
    fn statistic(&mut self, key: &str) {
        let Some(statistic) = self.site.catalog.statistics.get(key) else {
            return;
        };
        let text = items::statistic_text(self.of, statistic);
        match self
            .site
            .relations
            .page_of_block
            .get(&BlockKind::Statistics)
            .and_then(|id| self.site.route(self.pack, id))
        {
            Some(route) => {
                self.out.push_str("<a class=\"stat\"");
                self.attribute("href", &format!("{}#stat-{key}", self.site.url(route)));
                self.out.push('>');
                escape_text(&text, &mut self.out);
                self.out.push_str("</a>");
            }
            None => escape_text(&text, &mut self.out),
        }
    }

    fn note_reference(&mut self, label: &str) {
        let number = self.notes.number(label);
        let times = self.notes.references.entry(label.to_owned()).or_insert(0);
        *times += 1;
        let id = if *times == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{times}")
        };
        self.out.push_str("<sup class=\"note-ref\"><a");
        self.attribute("id", &id);
        self.attribute("href", &format!("#fn-{number}"));
        self.out.push('>');
        self.out.push_str(&self.of.tongue.number(number as i64));
        self.out.push_str("</a></sup>");
    }

    fn write_notes(&mut self) {
        if self.notes.texts.is_empty() {
            return;
        }
        let mut texts = std::mem::take(&mut self.notes.texts);
        texts.sort_by_key(|(number, _)| *number);
        let referenced: HashSet<usize> = self
            .notes
            .references
            .keys()
            .filter_map(|label| self.notes.numbers.get(label).copied())
            .collect();
        let back = self.word("back_to_text").to_owned();
        self.out.push_str("<section class=\"footnotes\"");
        let label = self.word("footnotes").to_owned();
        self.attribute("aria-label", &label);
        self.out.push_str("><ol>");
        for (number, text) in texts {
            self.out.push_str("<li");
            self.attribute("id", &format!("fn-{number}"));
            self.out.push('>');
            let text = text.trim_end();
            let (inner, close) = text.strip_suffix("</p>").map_or((text, ""), |inner| (inner, "</p>"));
            self.out.push_str(inner);
            if referenced.contains(&number) {
                self.out.push_str(" <a");
                self.attribute("href", &format!("#fnref-{number}"));
                self.attribute("aria-label", &format!("{back} {number}"));
                self.out.push_str(">↩</a>");
            }
            self.out.push_str(close);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
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

    /// A `ctf:` block, by the theme's template for it.
    fn block(&mut self, name: &str) {
        let Some(block) = self.document.blocks.get(self.block) else {
            return;
        };
        self.block += 1;
        let mut context = Context::new();
        context.insert_value("items", Value::from(self.items(block)));
        let cards = block.cards.iter().filter_map(|card| {
            let (url, _) = self.href(&card.target)?;
            Some(object([
                ("url", Value::from(url)),
                ("title", Value::from(card.title.as_str())),
                ("text", Value::from(card.text.as_str())),
            ]))
        });
        context.insert_value("cards", Value::from(cards.collect::<Vec<_>>()));
        self.renderer.frame.chrome[self.pack].insert_words(&mut context);
        let template = format!("blocks/{name}.html");
        match self.site.theme.tera.render(&template, &context) {
            Ok(html) => self.out.push_str(html.trim()),
            Err(error) => {
                let message = format!("the template `{template}` failed:\n{error}");
                self.found.push(
                    Diagnostic::new(
                        &codes::TEMPLATE_FAILED,
                        &self.document.file,
                        block.span.clone(),
                        message,
                    )
                    .help("mend the theme's template for this block"),
                );
            }
        }
        self.out.push('\n');
    }

    fn items(&self, block: &crate::markdown::Block) -> Vec<Value> {
        let (site, pack, of) = (self.site, self.pack, self.of);
        let catalog = &site.catalog;
        let limit = block.limit.unwrap_or(usize::MAX);
        let articles = |folder: &str| -> Vec<Value> {
            self.articles(folder, block.topic.as_ref().map(|topic| topic.value.as_str()), limit)
        };
        match block.kind {
            BlockKind::Standards => catalog
                .framework
                .iter()
                .flat_map(|it| &it.standards)
                .filter_map(|it| items::standard(site, pack, it))
                .collect(),
            BlockKind::Kpis => catalog
                .kpis
                .iter()
                .flat_map(|it| &it.kpis)
                .filter_map(|it| items::kpi(site, pack, it))
                .collect(),
            BlockKind::Toolkits => articles("toolkits/"),
            BlockKind::Publications => articles("literature/"),
            BlockKind::Programs => {
                let programs = site.relations.programs_by_country.values().flatten().take(limit);
                programs.map(|program| items::program(site, pack, program)).collect()
            }
            BlockKind::Countries => self.countries(),
            BlockKind::Partners => catalog
                .partners
                .values()
                .map(|it| items::partner(site, pack, it))
                .collect(),
            BlockKind::Mentorship => catalog
                .mentorship
                .values()
                .map(|it| items::mentorship(site, pack, it))
                .collect(),
            BlockKind::Statistics => catalog
                .statistics
                .values()
                .map(|it| items::statistic(site, pack, it))
                .collect(),
            BlockKind::Glossary => items::terms(site, pack),
            BlockKind::Levels => choices(of, "level", crate::model::Level::WORDS),
            BlockKind::States => choices(of, "state", crate::model::ProgramState::WORDS),
            BlockKind::Domains => choices(of, "domain", crate::model::Domain::WORDS),
            BlockKind::Topics => catalog
                .site
                .topics
                .iter()
                .map(|topic| items::topic(site, pack, topic))
                .collect(),
            BlockKind::Cards => Vec::new(),
        }
    }

    /// Articles of a folder: by their order, then those last changed or published first.
    fn articles(&self, folder: &str, topic: Option<&str>, limit: usize) -> Vec<Value> {
        let site = self.site;
        let of_folder = site
            .catalog
            .articles
            .range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded))
            .take_while(|(id, _)| id.starts_with(folder));
        let mut articles: Vec<_> = of_folder
            .filter(|(id, _)| !id.ends_with("/index"))
            .filter_map(|(id, _)| site.article(self.pack, id))
            .filter(|article| {
                topic.is_none_or(|topic| {
                    site.relations
                        .by_topic
                        .get(topic)
                        .is_some_and(|of| of.iter().any(|one| one.id == article.id))
                })
            })
            .collect();
        let day = |article: &Article| match items::source_facts(site, article) {
            Some(crate::load::Facts::Publication(facts)) => {
                facts.issued.as_ref().map(|issued| issued.value.first_day())
            }
            _ => article.front.updated.as_ref().map(|updated| updated.value),
        };
        let order = |article: &Article| match items::source_facts(site, article) {
            Some(crate::load::Facts::Toolkit(facts)) => facts.order.unwrap_or(u32::MAX),
            _ => u32::MAX,
        };
        articles.sort_by(|a, b| {
            order(a)
                .cmp(&order(b))
                .then_with(|| day(b).cmp(&day(a)))
                .then_with(|| a.id.cmp(&b.id))
        });
        articles
            .into_iter()
            .take(limit)
            .map(|article| items::article(site, self.pack, article))
            .collect()
    }

    /// Countries that have programs, by region and name.
    fn countries(&self) -> Vec<Value> {
        let mut codes: Vec<&String> = self.site.relations.programs_by_country.keys().collect();
        let region = |code: &String| self.site.catalog.countries.0.get(code).copied();
        codes.sort_by(|a, b| {
            region(a).cmp(&region(b)).then_with(|| {
                self.of
                    .tongue
                    .compare(&self.of.tongue.country(a), &self.of.tongue.country(b))
            })
        });
        codes
            .into_iter()
            .map(|code| items::country(self.site, self.pack, code))
            .collect()
    }

    fn references(&self) -> Vec<Value> {
        let reference = |(at, key): (usize, &String)| {
            let (article, facts) = self.site.catalog.publication(key)?;
            let label = items::citation_label(article, facts, self.word("no_date"));
            Some(object([
                ("key", Value::from(key.as_str())),
                ("number", Value::from(at + 1)),
                ("url", items::url(self.site, self.pack, &article.id)),
                ("label", Value::from(format!("{label}: {}", article.front.title.value))),
                ("html", Value::none()),
            ]))
        };
        self.cited.iter().enumerate().filter_map(reference).collect()
    }
}

fn choices(of: &Pack, list: &str, words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| super::values::choice(of, list, word)).collect()
}

fn level_digit(level: HeadingLevel) -> char {
    (b'0' + level as u8) as char
}
