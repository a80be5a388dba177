//! Partners, mentorship offers, statistics, topics and terms as items.

use tera::Value;

use super::{country_links, facets, url};
use crate::languages::{Argument, Pack};
use crate::link::Site;
use crate::load::{MentorshipOffer, Partner, Statistic};
use crate::model::{Date, Spanned, StatisticScope, direction_of};
use crate::render::values::{choice, date, extended, object, text};

/// What was true on a day, with that day and the day by which it is to be looked at again.
fn dated(site: &Site, of: &Pack, value: &Value, as_of: Date, review_by: Option<&Spanned<Date>>) -> Value {
    let review = review_by.map(|day| day.value);
    extended(
        value,
        [
            ("as_of", date(of, as_of)),
            ("review_by", review.map_or_else(Value::none, |day| date(of, day))),
            (
                "stale",
                Value::from(review.is_some_and(|day| day < site.settings.today)),
            ),
        ],
    )
}

pub fn partner(site: &Site, pack: usize, partner: &Partner) -> Value {
    let of = &site.packs[pack].pack;
    let value = object([
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
        ("facets", facets(partner)),
        ("url", text(partner.url.as_ref())),
    ]);
    dated(site, of, &value, partner.as_of.value, partner.review_by.as_ref())
}

pub fn mentorship(site: &Site, pack: usize, offer: &MentorshipOffer) -> Value {
    let of = &site.packs[pack].pack;
    let value = object([
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
        ("facets", facets(offer)),
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
    ]);
    dated(site, of, &value, offer.as_of.value, offer.review_by.as_ref())
}

pub fn statistic(site: &Site, pack: usize, statistic: &Statistic) -> Value {
    let of = &site.packs[pack].pack;
    let label = of.labels.get(&statistic.key);
    let source = match (&statistic.publication, &statistic.source) {
        (Some(key), _) => site
            .catalog
            .publication(key)
            .map(|(article, _)| (article.front.title.value.clone(), url(site, pack, &article.id))),
        (None, Some(source)) => Some((source.name.clone(), Value::from(source.url.as_str()))),
        _ => None,
    };
    let (source_title, source_url) = source.unwrap_or_else(|| (String::new(), Value::none()));
    let value = object([
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
        ("verified", Value::from(statistic.verified)),
        ("countries", country_links(site, pack, &statistic.countries)),
        (
            "source",
            object([("title", Value::from(source_title)), ("url", source_url)]),
        ),
    ]);
    dated(site, of, &value, statistic.as_of.value, statistic.review_by.as_ref())
}

/// Statistics of a scope: those of one country each by its name, all others by their keys.
pub fn statistics(site: &Site, pack: usize, scope: Option<StatisticScope>) -> Vec<Value> {
    let tongue = &site.packs[pack].pack.tongue;
    let within = |statistic: &&std::sync::Arc<Statistic>| match scope {
        None => true,
        Some(StatisticScope::World) => statistic.countries.is_empty(),
        Some(StatisticScope::Regions) => statistic.countries.len() > 1,
        Some(StatisticScope::Countries) => statistic.countries.len() == 1,
    };
    let mut shown: Vec<_> = site.catalog.statistics.values().filter(within).collect();
    if scope == Some(StatisticScope::Countries) {
        shown.sort_by_cached_key(|it| it.countries.first().map(|code| tongue.sort_key(&tongue.country(code))));
    }
    shown.into_iter().map(|it| statistic(site, pack, it)).collect()
}

/// A statistic's value with its unit, as texts say it.
pub fn statistic_text(of: &Pack, statistic: &Statistic) -> String {
    let value = of.tongue.decimal(&statistic.value);
    let message = format!("value_{}", statistic.unit.word());
    of.message(&message, &[("value", Argument::Text(value.clone()))])
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
