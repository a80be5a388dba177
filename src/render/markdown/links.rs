//! Links, citations and statistics: where a text leads, and where its numbers come from.

use pulldown_cmark::CowStr;
use tera::Value;

use super::Writer;
use crate::html::escape_text;
use crate::markdown::{BlockKind, CITATION, Cited, Target, citation_items};
use crate::render::values::object;
use crate::render::{files, items};

impl Writer<'_, '_> {
    pub(super) fn start_link(&mut self, destination: &str, title: &CowStr) {
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
    pub(super) fn href(&self, target: &Target) -> Option<(String, Option<String>)> {
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
            Target::Media(path) => Some((self.site.url(&files::media_path(path)), None)),
            Target::Unsafe(_) | Target::Lost => None,
        }
    }

    /// `(Åkesson et al. 2013; Javaid et al. 2020, p. 4)`, each linked to its paper.
    pub(super) fn citation(&mut self, items: &[Cited]) {
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
    pub(super) fn statistic(&mut self, key: &str) {
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

    pub(super) fn references(&self) -> Vec<Value> {
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
