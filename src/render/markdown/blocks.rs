//! `ctf:` blocks: lists and tables of records, by the theme's templates.

use std::ops::Bound;

use tera::{Context, Value};

use super::Writer;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::languages::Pack;
use crate::load::{Article, Facts};
use crate::markdown::{Block, BlockKind, Target};
use crate::render::values::{choice, object};
use crate::render::{calculations, charts, data, embed, facets, items, maps};

impl Writer<'_, '_> {
    /// A `ctf:` block, by the theme's template for it.
    pub(super) fn block(&mut self, name: &str) {
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
                ("id", target_id(&card.target)),
                ("title", Value::from(card.title.as_str())),
                ("text", Value::from(card.text.as_str())),
            ]))
        });
        context.insert_value("cards", Value::from(cards.collect::<Vec<_>>()));
        let scope = block.scope.map_or_else(Value::none, |scope| Value::from(scope.word()));
        context.insert_value("scope", scope);
        context.insert_value("facets", self.facets(block.kind));
        self.renderer.frame.chrome[self.pack].insert_words(&mut context);
        let template = match &block.name {
            Some(name) => {
                context.insert_value("sample", items::sample(self.site, self.pack));
                format!("specimens/{name}.html")
            }
            None => format!("blocks/{name}.html"),
        };
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

    pub(super) fn items(&self, block: &Block) -> Vec<Value> {
        let (site, pack, of) = (self.site, self.pack, self.of);
        let catalog = &site.catalog;
        let limit = block.limit.unwrap_or(usize::MAX);
        let articles = |folder: &str| -> Vec<Value> {
            self.articles(folder, block.topic.as_ref().map(|topic| topic.value.as_str()), limit)
        };
        match block.kind {
            BlockKind::Standards | BlockKind::SelfCheck => catalog
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
            BlockKind::Statistics => items::statistics(site, pack, block.scope),
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
            BlockKind::Matrix => catalog
                .framework
                .iter()
                .flat_map(|it| &it.standards)
                .filter_map(|it| items::standard_row(site, pack, it))
                .collect(),
            BlockKind::Bands => items::band_sets(site, pack),
            BlockKind::Crosswalk => items::crosswalk(site, pack),
            BlockKind::Downloads => vec![data::downloads(site, pack)],
            BlockKind::Chart => self.record(block, |key, id| {
                Some(charts::chart(site, pack, catalog.charts.get(key)?, id))
            }),
            BlockKind::Calculation => self.record(block, |key, id| {
                Some(calculations::calculation(
                    site,
                    pack,
                    catalog.calculations.get(key)?,
                    id,
                ))
            }),
            BlockKind::Map => vec![maps::interactive(site, pack, maps::Links::Here)],
            BlockKind::Embed => embed::snippet(site, pack).into_iter().collect(),
            BlockKind::Cards | BlockKind::Specimen => Vec::new(),
        }
    }

    /// What the records of a block can be chosen by.
    fn facets(&self, kind: BlockKind) -> Value {
        let (site, catalog) = (self.site, &self.site.catalog);
        match kind {
            BlockKind::Partners => facets::of_records(site, self.pack, catalog.partners.values().map(AsRef::as_ref)),
            BlockKind::Mentorship => {
                facets::of_records(site, self.pack, catalog.mentorship.values().map(AsRef::as_ref))
            }
            _ => Value::none(),
        }
    }

    /// The one record that a block names, with the beginning of its ids: a record may stand twice on a page.
    fn record(&self, block: &Block, read: impl Fn(&str, &str) -> Option<Value>) -> Vec<Value> {
        let Some(key) = &block.record else {
            return Vec::new();
        };
        // The block at hand is counted already.
        let before = self.document.blocks.iter().take(self.block);
        let alike =
            |other: &Block| other.kind == block.kind && other.record.as_ref().is_some_and(|it| it.value == key.value);
        let id = match before.filter(|other| alike(other)).count() {
            0 | 1 => format!("{}-{}", block.kind.word(), key.value),
            n => format!("{}-{}-{n}", block.kind.word(), key.value),
        };
        read(&key.value, &id).into_iter().collect()
    }

    /// Articles of a folder: by their order, then those last changed or published first.
    pub(super) fn articles(&self, folder: &str, topic: Option<&str>, limit: usize) -> Vec<Value> {
        let site = self.site;
        let of_folder = site
            .catalog
            .articles
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
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
            Some(Facts::Publication(facts)) => facts.issued.as_ref().map(|issued| issued.value.first_day()),
            _ => article.front.updated.as_ref().map(|updated| updated.value),
        };
        let order = |article: &Article| match items::source_facts(site, article) {
            Some(Facts::Toolkit(facts)) => facts.order.unwrap_or(u32::MAX),
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

    /// Countries that have a page, by region and name.
    pub(super) fn countries(&self) -> Vec<Value> {
        let all = crate::link::countries(&self.site.catalog, &self.site.settings);
        let mut codes: Vec<&String> = all.iter().collect();
        let region = |code: &String| self.site.catalog.countries.0.get(code).copied();
        codes.sort_by_cached_key(|code| (region(code), self.of.tongue.sort_key(&self.of.tongue.country(code))));
        codes
            .into_iter()
            .map(|code| items::country(self.site, self.pack, code))
            .collect()
    }
}

/// The id of the page that a card leads to, which tells its section.
fn target_id(target: &Target) -> Value {
    match target {
        Target::Page { id, .. } => Value::from(&**id),
        _ => Value::none(),
    }
}

fn choices(of: &Pack, list: &str, words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| choice(of, list, word)).collect()
}
