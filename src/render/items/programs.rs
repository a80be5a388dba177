//! Programs and countries as items, and their counts.

use tera::Value;

use super::url;
use crate::languages::Pack;
use crate::link::Site;
use crate::load::{Kind, Program, Statistic};
use crate::model::{Level, ProgramState, Spanned, direction_of};
use crate::render::values::{choice, count, object, text};

pub fn program(site: &Site, pack: usize, program: &Program) -> Value {
    let of = &site.packs[pack].pack;
    let level = program.award().map(|award| award.level.word());
    object([
        // With its country, as the map's files name it: `fj/example-suva`.
        (
            "id",
            Value::from(program.id.strip_prefix("programs/").unwrap_or(&program.id)),
        ),
        ("row", text(crate::render::data::row(site, program).as_ref())),
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
        ("facets", super::facets(program)),
    ])
}

/// A country's name, with the address of its page where it has one.
fn country_link(site: &Site, pack: usize, code: &str) -> Value {
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
    let levels = Level::ALL.iter().filter_map(|level| {
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
    let states = ProgramState::ALL.iter().filter_map(|state| {
        let awarded = *state == ProgramState::Awarded;
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

/// Every country that has programs, by name, with their number: what stands for a list that is too long for one page.
pub fn countries_with_programs(site: &Site, pack: usize) -> Vec<Value> {
    let of = &site.packs[pack].pack;
    let by_country = &site.relations.programs_by_country;
    let mut named: Vec<_> = by_country
        .iter()
        .map(|(code, programs)| (of.tongue.sort_key(&of.tongue.country(code)), code, programs))
        .collect();
    named.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let country = |(_, code, programs): (Vec<u8>, &String, &Vec<std::sync::Arc<Program>>)| {
        let examples = programs.iter().filter(|program| program.demo).count();
        object([
            ("place", country_link(site, pack, code)),
            ("total", count(of, programs.len() - examples)),
            ("examples", count(of, examples)),
        ])
    };
    named.into_iter().map(country).collect()
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
    let names = |statistic: &&std::sync::Arc<Statistic>| statistic.countries.iter().any(|it| it.value == code);
    let figures = site.catalog.statistics.values().filter(names).count();
    let about = site.relations.articles_by_country.get(code);
    let articles = |kind: Kind| {
        let n = about
            .into_iter()
            .flatten()
            .filter(|article| article.kind == kind)
            .count();
        count(of, n)
    };
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
        ("toolkits", articles(Kind::Toolkit)),
        ("publications", articles(Kind::Publication)),
        ("figures", count(of, figures)),
        ("count", count(of, programs.len() - demo)),
        ("demo_count", count(of, demo)),
        ("levels", level_counts(of, programs.iter().map(AsRef::as_ref))),
    ])
}
