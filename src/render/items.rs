//! Items of lists as templates see them, and their order.

use tera::Value;

use super::values::{choice, count, date, object, text};
use crate::languages::Pack;
use crate::link::{List, Listed, Site};
use crate::load::{
    Article, Facts, Kpi, MentorshipOffer, PageFacts, Partner, Program, PublicationFacts, Standard, Statistic,
    ToolkitFacts,
};
use crate::model::{Spanned, direction_of};

/// The order of a list's entries, as its kind and the pack's language have it. Not in parallel: another page of the
/// same list could be picked up while this one waits for its parts, and would wait for itself.
pub fn order(site: &Site, list: &List) -> Vec<usize> {
    let mut entries: Vec<(SortKey, usize)> = list
        .entries
        .iter()
        .map(|entry| sort_key(site, list, entry))
        .zip(0..)
        .collect();
    entries.sort_unstable();
    entries.into_iter().map(|(_, at)| at).collect()
}

/// Made once per entry: a long list compares each of its names a dozen times.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey<'a> {
    /// The order that was given, or how many years ago.
    order: i64,
    group: Vec<u8>,
    name: Vec<u8>,
    /// What tells names apart that the language sorts alike.
    text: &'a str,
    id: &'a str,
}

fn sort_key<'a>(site: &'a Site, list: &List, entry: &'a Listed) -> SortKey<'a> {
    let tongue = &site.packs[list.pack].pack.tongue;
    match entry {
        Listed::Program(program) => {
            let text = program.name_latin.as_ref().unwrap_or(&program.name.value);
            SortKey {
                order: 0,
                group: tongue.sort_key(&tongue.country(&program.country)),
                name: tongue.sort_key(text),
                text,
                id: &program.id,
            }
        }
        Listed::Article(article) => {
            let order = match source_facts(site, article) {
                Some(Facts::Publication(facts)) if list.kind == "publications" => {
                    -facts.issued.as_ref().map_or(0, |issued| i64::from(issued.year))
                }
                _ if list.kind == "publications" => 0,
                Some(Facts::Page(facts)) => i64::from(facts.order.unwrap_or(u32::MAX)),
                Some(Facts::Toolkit(facts)) => i64::from(facts.order.unwrap_or(u32::MAX)),
                _ => i64::from(u32::MAX),
            };
            let text = &article.front.title.value;
            SortKey {
                order,
                group: Vec::new(),
                name: tongue.sort_key(text),
                text,
                id: &article.id,
            }
        }
    }
}

/// The facts of an article, which live in its source.
pub fn source_facts<'a>(site: &'a Site, article: &'a Article) -> Option<&'a Facts> {
    site.catalog
        .source(&article.id)
        .map(|source| &source.facts)
        .or(Some(&article.facts))
}

/// An entry as templates see it.
pub fn listed(site: &Site, pack: usize, entry: &Listed) -> Value {
    match entry {
        Listed::Program(program) => self::program(site, pack, program),
        Listed::Article(article) => self::article(site, pack, article),
    }
}

/// An article as an item of its kind.
pub fn article(site: &Site, pack: usize, article: &Article) -> Value {
    match source_facts(site, article) {
        Some(Facts::Toolkit(facts)) => toolkit(site, pack, article, facts),
        Some(Facts::Publication(facts)) => publication(site, pack, article, facts),
        _ => object([
            ("url", url(site, pack, &article.id)),
            ("title", Value::from(article.front.title.value.as_str())),
            ("description", Value::from(article.front.description.value.as_str())),
            (
                "updated",
                article
                    .front
                    .updated
                    .as_ref()
                    .map_or_else(Value::none, |day| date(&site.packs[pack].pack, day.value)),
            ),
        ]),
    }
}

pub fn url(site: &Site, pack: usize, id: &str) -> Value {
    site.route(pack, id)
        .map_or_else(Value::none, |route| Value::from(site.url(route)))
}

pub fn toolkit(site: &Site, pack: usize, article: &Article, facts: &ToolkitFacts) -> Value {
    let of = &site.packs[pack].pack;
    object([
        ("url", url(site, pack, &article.id)),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("kind", choice(of, "toolkit_kind", facts.kind.word())),
        (
            "audiences",
            Value::from(
                facts
                    .audiences
                    .iter()
                    .map(|audience| choice(of, "audience", audience.word()))
                    .collect::<Vec<_>>(),
            ),
        ),
        ("topics", topics(site, pack, &facts.topics)),
        (
            "updated",
            article
                .front
                .updated
                .as_ref()
                .map_or_else(Value::none, |day| date(of, day.value)),
        ),
    ])
}

/// Authors as lists show them: the first three, then "et al."
fn short_authors(facts: &PublicationFacts) -> String {
    const SHOWN: usize = 3;
    let names: Vec<String> = facts.authors.iter().take(SHOWN).map(|author| author.short()).collect();
    let more = facts.authors.len() > SHOWN || (!facts.authors_complete && !names.is_empty());
    if more {
        format!("{}, et al.", names.join(", "))
    } else {
        names.join(", ")
    }
}

pub fn publication(site: &Site, pack: usize, article: &Article, facts: &PublicationFacts) -> Value {
    let title = site
        .catalog
        .source(&article.id)
        .map_or(&article.front.title.value, |source| &source.front.title.value);
    object([
        ("key", Value::from(article.id.trim_start_matches("literature/"))),
        ("url", url(site, pack, &article.id)),
        ("title", Value::from(title.as_str())),
        ("lang", Value::from(facts.title_language.as_str())),
        ("dir", Value::from(direction_of(&facts.title_language))),
        ("authors", Value::from(short_authors(facts))),
        (
            "year",
            facts
                .issued
                .as_ref()
                .map_or_else(Value::none, |issued| Value::from(issued.year.to_string())),
        ),
        (
            "journal",
            text(facts.container_title.as_ref().or(facts.container_title_short.as_ref())),
        ),
        ("open_access", Value::from(facts.open_access)),
        (
            "doi_url",
            facts
                .doi
                .as_ref()
                .map_or_else(Value::none, |doi| Value::from(doi_url(doi))),
        ),
        (
            "complete",
            Value::from(facts.missing.is_empty() && facts.authors_complete),
        ),
    ])
}

/// The address that resolves a DOI (DOI Handbook §3.6), with characters that end addresses encoded.
pub fn doi_url(doi: &str) -> String {
    format!(
        "https://doi.org/{}",
        doi.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
    )
}

/// The label by which texts cite a publication: `Åkesson et al. 2013`, or its title where no author is known.
pub fn citation_label(article: &Article, facts: &PublicationFacts, no_date: &str) -> String {
    let names: Vec<&str> = facts.authors.iter().map(|author| author.family()).collect();
    let name = match names.as_slice() {
        [] => shortened(&article.front.title),
        [one] if facts.authors_complete => (*one).to_owned(),
        [one, two] if facts.authors_complete => format!("{one} & {two}"),
        [one, ..] => format!("{one} et al."),
    };
    match &facts.issued {
        Some(issued) => format!("{name} {}", issued.year),
        None => format!("{name} {no_date}"),
    }
}

/// The first words of a title, in quotation marks.
fn shortened(title: &str) -> String {
    const LENGTH: usize = 40;
    let end = title
        .char_indices()
        .find(|(at, c)| *at >= LENGTH && c.is_whitespace())
        .map(|(at, _)| at);
    match end {
        Some(end) => format!("“{} …”", title[..end].trim_end_matches([',', ':', ';'])),
        None => format!("“{title}”"),
    }
}

pub fn program(site: &Site, pack: usize, program: &Program) -> Value {
    let of = &site.packs[pack].pack;
    let level = program.award().map(|award| award.level.word());
    object([
        ("id", Value::from(&*program.id)),
        ("url", url(site, pack, &program.id)),
        ("name", Value::from(program.name.value.as_str())),
        ("lang", Value::from(program.name_lang.as_str())),
        ("dir", Value::from(direction_of(&program.name_lang))),
        ("latin", text(program.name_latin.as_ref())),
        (
            "local",
            program.name_local.as_ref().map_or_else(Value::none, |(name, lang)| {
                object([
                    ("text", Value::from(name.as_str())),
                    ("lang", Value::from(lang.as_str())),
                    ("dir", Value::from(direction_of(lang))),
                ])
            }),
        ),
        ("country", country_link(site, pack, &program.country)),
        (
            "city",
            Value::from(program.sites.first().map_or("", |place| place.city.as_str())),
        ),
        ("sites", count(of, program.sites.len())),
        ("kind", choice(of, "program_kind", program.kind.word())),
        ("state", choice(of, "state", program.state.word())),
        (
            "level",
            level.map_or_else(Value::none, |level| choice(of, "level", level)),
        ),
        (
            "year",
            program
                .award()
                .map_or_else(Value::none, |award| Value::from(award.date.year().to_string())),
        ),
        ("demo", Value::from(program.demo)),
    ])
}

/// A country's name, with the address of its page where it has one.
pub fn country_link(site: &Site, pack: usize, code: &str) -> Value {
    let id = format!("countries/{}", code.to_lowercase());
    object([
        ("code", Value::from(code)),
        ("name", Value::from(site.packs[pack].pack.tongue.country(code))),
        ("url", url(site, pack, &id)),
    ])
}

pub fn country_links(site: &Site, pack: usize, codes: &[Spanned<String>]) -> Value {
    Value::from(
        codes
            .iter()
            .map(|code| country_link(site, pack, code))
            .collect::<Vec<_>>(),
    )
}

/// Counts by level and state, demonstration records left out; only those that are not zero.
pub fn level_counts<'a>(of: &Pack, programs: impl Iterator<Item = &'a Program> + Clone) -> Value {
    let levels = crate::model::Level::ALL.iter().filter_map(|level| {
        let n = programs
            .clone()
            .filter(|program| !program.demo && program.award().is_some_and(|award| award.level == *level))
            .count();
        (n > 0).then(|| {
            object([
                ("key", Value::from(level.word())),
                ("label", Value::from(of.label("level", level.word()))),
                ("count", count(of, n)),
            ])
        })
    });
    let states = crate::model::ProgramState::ALL.iter().filter_map(|state| {
        let awarded = *state == crate::model::ProgramState::Awarded;
        let n = programs
            .clone()
            .filter(|program| !program.demo && program.state.value == *state)
            .count();
        (n > 0 && !awarded).then(|| {
            object([
                ("key", Value::from(state.word())),
                ("label", Value::from(of.label("state", state.word()))),
                ("count", count(of, n)),
            ])
        })
    });
    Value::from(levels.chain(states).collect::<Vec<_>>())
}

/// A country in the list of countries. Examples are counted only as examples.
pub fn country(site: &Site, pack: usize, code: &str) -> Value {
    let of = &site.packs[pack].pack;
    let programs = site
        .relations
        .programs_by_country
        .get(code)
        .map_or(&[][..], Vec::as_slice);
    let demo = programs.iter().filter(|program| program.demo).count();
    let region = site
        .catalog
        .countries
        .0
        .get(code)
        .map_or("europe", |region| region.word());
    object([
        ("code", Value::from(code)),
        ("name", Value::from(of.tongue.country(code))),
        ("url", url(site, pack, &format!("countries/{}", code.to_lowercase()))),
        ("region", choice(of, "region", region)),
        ("count", count(of, programs.len() - demo)),
        ("demo_count", count(of, demo)),
        ("levels", level_counts(of, programs.iter().map(AsRef::as_ref))),
    ])
}

pub fn standard(site: &Site, pack: usize, standard: &Standard) -> Option<Value> {
    let of = &site.packs[pack].pack;
    let id = format!("framework/{}", standard.key.value);
    let article = site.article(pack, &id)?;
    let Facts::Standard { levels, .. } = &article.facts else {
        return None;
    };
    let level = |(at, words): (usize, &String)| {
        let threshold = standard.thresholds.get(at).and_then(|n| {
            of.message(
                "value_percent",
                &[(
                    "value",
                    crate::languages::Argument::Text(of.tongue.number(i64::from(*n))),
                )],
            )
        });
        object([
            ("n", Value::from(at + 1)),
            ("text", Value::from(words.as_str())),
            ("threshold", threshold.map_or_else(Value::none, Value::from)),
        ])
    };
    Some(object([
        ("key", Value::from(standard.key.value.as_str())),
        ("url", url(site, pack, &id)),
        ("number", Value::from(i64::from(standard.number))),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("measure", choice(of, "measure", standard.measure.word())),
        (
            "levels",
            Value::from(levels.iter().enumerate().map(level).collect::<Vec<_>>()),
        ),
        (
            "verified",
            object([
                ("name", Value::from(standard.verified_name)),
                ("asks", Value::from(standard.verified_asks)),
                ("levels", Value::from(standard.verified_levels)),
            ]),
        ),
        ("kpis", kpi_links(site, pack, &standard.kpis)),
    ]))
}

/// `{url, title, number}` of indicators.
pub fn kpi_links(site: &Site, pack: usize, keys: &[Spanned<String>]) -> Value {
    let all = site.catalog.kpis.as_ref().map_or(&[][..], |set| &set.kpis);
    let numbered = all
        .iter()
        .filter(|kpi| keys.iter().any(|key| key.value == kpi.key.value))
        .map(|kpi| (kpi.number, format!("kpis/{}", kpi.key.value)));
    numbered_links(site, pack, numbered)
}

/// `{url, title, number}` of standards.
pub fn standard_links(site: &Site, pack: usize, keys: &[Spanned<String>]) -> Value {
    let all = site
        .catalog
        .framework
        .as_ref()
        .map_or(&[][..], |framework| &framework.standards);
    let numbered = all
        .iter()
        .filter(|standard| keys.iter().any(|key| key.value == standard.key.value))
        .map(|standard| (standard.number, format!("framework/{}", standard.key.value)));
    numbered_links(site, pack, numbered)
}

fn numbered_links(site: &Site, pack: usize, links: impl Iterator<Item = (u8, String)>) -> Value {
    let link = |(number, id): (u8, String)| {
        let article = site.article(pack, &id)?;
        Some(object([
            ("url", url(site, pack, &id)),
            ("title", Value::from(article.front.title.value.as_str())),
            ("number", Value::from(i64::from(number))),
        ]))
    };
    Value::from(links.filter_map(link).collect::<Vec<_>>())
}

pub fn kpi(site: &Site, pack: usize, kpi: &Kpi) -> Option<Value> {
    let of = &site.packs[pack].pack;
    let id = format!("kpis/{}", kpi.key.value);
    let article = site.article(pack, &id)?;
    let Facts::Kpi { numerator, denominator } = &article.facts else {
        return None;
    };
    let window = kpi.window_weeks.and_then(|weeks| {
        of.message(
            "n_weeks",
            &[("n", crate::languages::Argument::Number(i64::from(weeks)))],
        )
    });
    Some(object([
        ("key", Value::from(kpi.key.value.as_str())),
        ("url", url(site, pack, &id)),
        ("number", Value::from(i64::from(kpi.number))),
        ("title", Value::from(article.front.title.value.as_str())),
        ("description", Value::from(article.front.description.value.as_str())),
        ("type", choice(of, "kpi_type", kpi.kind.word())),
        ("window", window.map_or_else(Value::none, Value::from)),
        ("numerator", Value::from(numerator.as_str())),
        ("denominator", Value::from(denominator.as_str())),
        ("bands", bands(site, of, &kpi.bands)),
        (
            "verified",
            object([
                ("name", Value::from(kpi.verified_name)),
                ("denominator", Value::from(kpi.verified_denominator)),
            ]),
        ),
        ("standards", standard_links(site, pack, &kpi.standards)),
    ]))
}

/// The intervals of a band in signs that hold in every language: `< 50 %`, `50–80 %`, `> 80 %`.
fn bands(site: &Site, of: &Pack, key: &str) -> Value {
    let band = site
        .catalog
        .kpis
        .iter()
        .flat_map(|set| &set.bands)
        .find(|band| band.key.value == key);
    let intervals = band.map_or(&[][..], |band| &band.intervals).iter().map(|interval| {
        let number = |value: f64| of.tongue.decimal(&value.to_string());
        let range = match (interval.lower, interval.upper) {
            (None, None) => String::new(),
            (None, Some(upper)) => format!("{} {}", if upper.inside { "≤" } else { "<" }, number(upper.value)),
            (Some(lower), None) => format!("{} {}", if lower.inside { "≥" } else { ">" }, number(lower.value)),
            (Some(lower), Some(upper)) if lower.inside && upper.inside => {
                format!("{}–{}", number(lower.value), number(upper.value))
            }
            (Some(lower), Some(upper)) => {
                let (from, to) = (
                    if lower.inside { "≥" } else { ">" },
                    if upper.inside { "≤" } else { "<" },
                );
                format!("{from} {}, {to} {}", number(lower.value), number(upper.value))
            }
        };
        let text = of
            .message("value_percent", &[("value", crate::languages::Argument::Text(range))])
            .unwrap_or_default();
        object([
            ("grade", choice(of, "band", interval.grade.word())),
            ("text", Value::from(text)),
        ])
    });
    object([
        ("key", Value::from(key)),
        ("intervals", Value::from(intervals.collect::<Vec<_>>())),
    ])
}

pub fn partner(site: &Site, pack: usize, partner: &Partner) -> Value {
    let of = &site.packs[pack].pack;
    let stale = partner
        .review_by
        .as_ref()
        .is_some_and(|day| day.value < site.settings.today);
    object([
        ("id", Value::from(partner.key.as_str())),
        ("name", Value::from(partner.name.as_str())),
        ("lang", Value::from(partner.name_lang.as_str())),
        ("dir", Value::from(direction_of(&partner.name_lang))),
        ("kind", choice(of, "partner_kind", partner.kind.word())),
        (
            "role",
            partner
                .role
                .map_or_else(Value::none, |role| choice(of, "partner_role", role.word())),
        ),
        ("countries", country_links(site, pack, &partner.countries)),
        ("url", text(partner.url.as_ref())),
        ("as_of", date(of, partner.as_of.value)),
        (
            "review_by",
            partner
                .review_by
                .as_ref()
                .map_or_else(Value::none, |day| date(of, day.value)),
        ),
        ("stale", Value::from(stale)),
    ])
}

pub fn mentorship(site: &Site, pack: usize, offer: &MentorshipOffer) -> Value {
    let of = &site.packs[pack].pack;
    let stale = offer
        .review_by
        .as_ref()
        .is_some_and(|day| day.value < site.settings.today);
    object([
        ("id", Value::from(offer.key.as_str())),
        ("organisation", Value::from(offer.organisation.as_str())),
        ("role", choice(of, "mentorship_role", offer.role.word())),
        (
            "modes",
            Value::from(
                offer
                    .modes
                    .iter()
                    .map(|mode| choice(of, "mentorship_mode", mode.word()))
                    .collect::<Vec<_>>(),
            ),
        ),
        ("countries", country_links(site, pack, &offer.countries)),
        (
            "languages",
            Value::from(
                offer
                    .languages
                    .iter()
                    .map(|tag| of.tongue.language(tag))
                    .collect::<Vec<_>>(),
            ),
        ),
        ("state", choice(of, "offer_state", offer.state.word())),
        ("url", Value::from(offer.url.as_str())),
        ("as_of", date(of, offer.as_of.value)),
        (
            "review_by",
            offer
                .review_by
                .as_ref()
                .map_or_else(Value::none, |day| date(of, day.value)),
        ),
        ("stale", Value::from(stale)),
    ])
}

pub fn statistic(site: &Site, pack: usize, statistic: &Statistic) -> Value {
    let of = &site.packs[pack].pack;
    let label = of.labels.get(&statistic.key);
    let stale = statistic
        .review_by
        .as_ref()
        .is_some_and(|day| day.value < site.settings.today);
    let source = match (&statistic.publication, &statistic.source) {
        (Some(key), _) => site
            .catalog
            .publication(key)
            .map(|(article, _)| (article.front.title.value.clone(), url(site, pack, &article.id))),
        (None, Some(source)) => Some((source.name.clone(), Value::from(source.url.as_str()))),
        _ => None,
    };
    let (source_title, source_url) = source.unwrap_or_else(|| (String::new(), Value::none()));
    object([
        ("key", Value::from(statistic.key.as_str())),
        (
            "label",
            Value::from(label.map_or(statistic.key.as_str(), |label| &label.label)),
        ),
        (
            "note",
            label.map_or_else(Value::none, |label| text(label.note.as_ref())),
        ),
        ("value", Value::from(of.tongue.decimal(&statistic.value))),
        (
            "unit",
            object([
                ("key", Value::from(statistic.unit.word())),
                ("label", Value::from(statistic.unit.word())),
            ]),
        ),
        (
            "year",
            statistic
                .year
                .map_or_else(Value::none, |year| Value::from(year.to_string())),
        ),
        ("as_of", date(of, statistic.as_of.value)),
        (
            "review_by",
            statistic
                .review_by
                .as_ref()
                .map_or_else(Value::none, |day| date(of, day.value)),
        ),
        ("stale", Value::from(stale)),
        ("verified", Value::from(statistic.verified)),
        (
            "source",
            object([("title", Value::from(source_title)), ("url", source_url)]),
        ),
    ])
}

/// A statistic's value with its unit, as texts say it.
pub fn statistic_text(of: &Pack, statistic: &Statistic) -> String {
    let value = of.tongue.decimal(&statistic.value);
    let message = format!("value_{}", statistic.unit.word());
    of.message(&message, &[("value", crate::languages::Argument::Text(value.clone()))])
        .unwrap_or(value)
}

/// A topic with the address of its page.
pub fn topic(site: &Site, pack: usize, key: &str) -> Value {
    let of = &site.packs[pack].pack;
    object([
        ("key", Value::from(key)),
        ("label", Value::from(of.label("topic", key))),
        ("url", url(site, pack, &format!("topics/{key}"))),
    ])
}

pub fn topics(site: &Site, pack: usize, keys: &[Spanned<String>]) -> Value {
    Value::from(keys.iter().map(|key| topic(site, pack, key)).collect::<Vec<_>>())
}

/// Terms of the glossary in the pack's order.
pub fn terms(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let mut terms: Vec<_> = of.glossary.values().collect();
    terms.sort_by(|a, b| of.tongue.compare(&a.term, &b.term));
    let see = |id: &Spanned<String>| {
        Some(object([
            ("id", Value::from(id.value.as_str())),
            ("term", Value::from(of.glossary.get(&id.value)?.term.as_str())),
        ]))
    };
    terms
        .into_iter()
        .map(|term| {
            object([
                ("id", Value::from(term.id.value.as_str())),
                ("term", Value::from(term.term.as_str())),
                ("definition", Value::from(term.definition.as_str())),
                ("synonyms", Value::from(term.synonyms.clone())),
                ("see", Value::from(term.see.iter().filter_map(see).collect::<Vec<_>>())),
            ])
        })
        .collect()
}

/// What a page that is no list of its own needs of a page's facts.
pub fn page_facts(facts: Option<&Facts>) -> PageFacts {
    match facts {
        Some(Facts::Page(facts)) => facts.clone(),
        _ => PageFacts::default(),
    }
}
