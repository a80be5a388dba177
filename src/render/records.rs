//! Pages that are made of records: programs, countries, topics; and the page for addresses that lead nowhere.

use std::sync::Arc;

use serde_json::json;
use tera::Value;

use super::values::{choice, count, date, extended, object, text};
use super::{PageFacts, PageView, Renderer, articles, items, related, streets};
use crate::diagnostics::Diagnostic;
use crate::languages::{Argument, Pack};
use crate::link::{Page, Site};
use crate::load::{Article, Place, Program};
use crate::model::{Domain, Spanned};

fn message(pack: &Pack, id: &str, arguments: &[(&str, &str)]) -> String {
    let arguments: Vec<(&str, Argument)> = arguments
        .iter()
        .map(|(name, value)| (*name, Argument::Text((*value).to_owned())))
        .collect();
    pack.message(id, &arguments).unwrap_or_default()
}

pub fn bare(template: &'static str, kind: &'static str, title: String, description: String) -> PageView {
    PageView {
        template,
        kind,
        json_ld: json!({"@type": "WebPage", "name": title, "description": description}),
        title,
        title_lang: None,
        description,
        borrowed: None,
        content: String::new(),
        outline: Vec::new(),
        references: Vec::new(),
        scripts: Vec::new(),
        facts: PageFacts::default(),
        special: Vec::new(),
    }
}

pub fn program(renderer: &Renderer, page: &Page, program: &Program) -> PageView {
    let site = renderer.site;
    let of = site.pack(page);
    let country = of.tongue.country(&program.country);
    let city = program.sites.first().map_or("", |place| place.city.as_str());
    let description = message(
        of,
        "program_description",
        &[("name", &program.name.value), ("city", city), ("country", &country)],
    );
    let mut view = bare("program.html", "program", program.name.value.clone(), description);
    if program.name_lang != of.facts.tag.value {
        view.title_lang = Some(program.name_lang.clone());
    }
    view.special.push(("program", program_value(renderer, page, program)));
    view.json_ld = json!({"@type": "MedicalOrganization", "name": program.name.value, "address": {"@type": "PostalAddress", "addressLocality": city, "addressCountry": program.country.value}});
    if program.demo {
        // Nothing invented is told to machines as if it were an organisation.
        view.json_ld = json!({"@type": "WebPage", "name": view.title, "description": view.description});
    }
    view
}

/// A site with the ways to see where it lies: OpenStreetMap, and whatever app answers to `geo:` (RFC 5870).
fn site_value(of: &Pack, place: &Place) -> Value {
    let (lat, lon) = (place.latitude.value, place.longitude.value);
    let osm = format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=12/{lat}/{lon}");
    object([
        ("name", text(place.name.as_ref())),
        ("city", Value::from(place.city.as_str())),
        ("latitude", Value::from(lat)),
        ("longitude", Value::from(lon)),
        ("precision", choice(of, "precision", place.precision.word())),
        ("osm_url", Value::from(osm)),
        ("geo_url", Value::from(format!("geo:{lat},{lon}"))),
    ])
}

/// The program on the map of all programs, where there is a page for it.
fn on_map(site: &Site, pack: usize, program: &Program) -> Value {
    let map = items::url(site, pack, "programs/index");
    let id = program
        .id
        .strip_prefix("programs/")
        .filter(|_| !program.sites.is_empty());
    match (map.as_str(), id) {
        (Some(map), Some(id)) => Value::from(format!("{map}?program={id}")),
        _ => Value::none(),
    }
}

fn program_value(renderer: &Renderer, page: &Page, program: &Program) -> Value {
    let site = renderer.site;
    let of = site.pack(page);
    let day = |day: crate::model::Date| date(of, day);
    let grade = |domain: &Domain| {
        let grade = program.grades.get(domain)?;
        Some(object([
            ("domain", choice(of, "domain", domain.word())),
            ("grade", choice(of, "grade", grade.word())),
        ]))
    };
    let award = |award: &crate::load::Award| {
        object([
            ("level", choice(of, "level", award.level.word())),
            ("date", day(award.date.value)),
            ("framework", Value::from(award.framework.word())),
            ("evidence", Value::from(award.evidence.as_str())),
        ])
    };
    let listing = program.listing.as_ref().map_or_else(Value::none, |listing| {
        let via = site
            .catalog
            .partners
            .get(&listing.via.value)
            .map_or(listing.via.value.as_str(), |partner| &partner.name);
        object([("via", Value::from(via)), ("date", day(listing.date.value))])
    });
    let patients = program.patients_per_year.as_ref().map_or_else(Value::none, |patients| {
        object([
            ("value", count(of, patients.value as usize)),
            ("year", Value::from(patients.year.to_string())),
            ("source", Value::from(patients.source.as_str())),
        ])
    });
    let contact = program.contact.as_ref().map_or_else(Value::none, |contact| {
        object([
            ("role", Value::from(contact.role.as_str())),
            ("url", Value::from(contact.url.as_str())),
        ])
    });
    extended(
        &items::program(site, page.pack, program),
        [
            ("map_url", on_map(site, page.pack, program)),
            (
                "sites",
                Value::from(
                    program
                        .sites
                        .iter()
                        .map(|place| site_value(of, place))
                        .collect::<Vec<_>>(),
                ),
            ),
            (
                "grades",
                Value::from(Domain::ALL.iter().filter_map(grade).collect::<Vec<_>>()),
            ),
            (
                "awards",
                Value::from(program.awards.iter().map(award).collect::<Vec<_>>()),
            ),
            ("listing", listing),
            ("streets", streets::of_program(site, page.pack, program)),
            (
                "submitted",
                program.submitted.as_ref().map_or_else(Value::none, |it| day(it.value)),
            ),
            (
                "languages",
                Value::from(
                    program
                        .languages
                        .iter()
                        .map(|tag| of.tongue.language(tag))
                        .collect::<Vec<_>>(),
                ),
            ),
            (
                "model",
                program
                    .model
                    .map_or_else(Value::none, |model| choice(of, "model", model.word())),
            ),
            (
                "started",
                program
                    .started
                    .as_ref()
                    .map_or_else(Value::none, |year| Value::from(year.value.to_string())),
            ),
            ("patients_per_year", patients),
            ("website", text(program.website.as_ref())),
            ("contact", contact),
        ],
    )
}

pub fn country(
    renderer: &Renderer,
    page: &Page,
    code: &str,
    article: Option<&Arc<Article>>,
    found: &mut Vec<Diagnostic>,
) -> PageView {
    let site = renderer.site;
    let of = site.pack(page);
    let name = of.tongue.country(code);
    let mut view = match article {
        Some(article) => articles::plain(renderer, page, article, found),
        None => bare(
            "country.html",
            "country",
            name.clone(),
            message(of, "country_description", &[("country", &name)]),
        ),
    };
    view.template = "country.html";
    view.special.push(("country", country_value(site, page, code, name)));
    view
}

/// All that names a country, by kind.
fn country_value(site: &Site, page: &Page, code: &str, name: String) -> Value {
    let of = site.pack(page);
    let (catalog, relations) = (&site.catalog, &site.relations);
    let programs = relations.programs_by_country.get(code).map_or(&[][..], Vec::as_slice);
    let names = |countries: &[Spanned<String>]| countries.iter().any(|country| country.value == code);
    let partners = catalog.partners.values().filter(|it| names(&it.countries));
    let offers = catalog.mentorship.values().filter(|it| names(&it.countries));
    // Figures of the country alone, and those of several countries together.
    let figures = |alone: bool| {
        let of_country = catalog.statistics.values().filter(|it| names(&it.countries));
        let figures = of_country.filter(|it| (it.countries.len() == 1) == alone);
        Value::from(
            figures
                .map(|it| items::statistic(site, page.pack, it))
                .collect::<Vec<_>>(),
        )
    };
    let region = catalog.countries.0.get(code).map_or("europe", |region| region.word());
    let value = object([
        ("code", Value::from(code)),
        ("name", Value::from(name)),
        ("region", choice(of, "region", region)),
        ("counts", items::level_counts(of, programs.iter().map(AsRef::as_ref))),
        ("map", super::maps::of_country(site, page.pack, code)),
        (
            "partners",
            Value::from(
                partners
                    .map(|it| items::partner(site, page.pack, it))
                    .collect::<Vec<_>>(),
            ),
        ),
        (
            "mentorship",
            Value::from(
                offers
                    .map(|it| items::mentorship(site, page.pack, it))
                    .collect::<Vec<_>>(),
            ),
        ),
        ("statistics", figures(true)),
        ("wider", figures(false)),
    ]);
    extended(
        &value,
        related::serving(site, page, relations.articles_by_country.get(code)),
    )
}

pub fn topic(renderer: &Renderer, page: &Page, topic: &str) -> PageView {
    let of = renderer.site.pack(page);
    let label = of.label("topic", topic);
    let title = message(of, "topic_title", &[("topic", &label)]);
    let mut view = bare(
        "topic.html",
        "topic",
        title,
        message(of, "topic_description", &[("topic", &label)]),
    );
    view.special.push((
        "topic",
        object([("key", Value::from(topic)), ("label", Value::from(label))]),
    ));
    view
}

pub fn not_found(renderer: &Renderer, page: &Page) -> PageView {
    let of = renderer.site.pack(page);
    bare(
        "notfound.html",
        "notfound",
        message(of, "not_found_title", &[]),
        message(of, "not_found_description", &[]),
    )
}
