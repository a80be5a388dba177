//! Programs for researchers: GeoJSON and CSV.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::exchange::{csv, geojson, row};
use crate::link::Site;
use crate::load::Program;

/// Programs with a point, by country and id: real ones, or the demonstration records alone.
pub fn chosen(site: &Site, demo: bool) -> impl Iterator<Item = &Program> {
    let programs = site.catalog.programs.values().map(AsRef::as_ref);
    programs.filter(move |program: &&Program| program.demo == demo && !program.sites.is_empty())
}

/// Those of the country whose code in small letters is `country`.
pub fn of_country<'a>(site: &'a Site, country: &str, demo: bool) -> Vec<&'a Program> {
    let (from, to) = (format!("programs/{country}/"), format!("programs/{country}0"));
    let range = (Bound::Included(from.as_str()), Bound::Excluded(to.as_str()));
    let programs = site
        .catalog
        .programs
        .range::<str, _>(range)
        .map(|(_, program)| program.as_ref());
    programs
        .filter(|program: &&Program| program.demo == demo && !program.sites.is_empty())
        .collect()
}

/// Which sets of programs the site shows: real ones (false), invented ones (true), both or none.
pub fn shown_sets(site: &Site) -> Vec<bool> {
    let shown = |demo: &bool| !(*demo && site.settings.production) && chosen(site, *demo).next().is_some();
    [false, true].into_iter().filter(shown).collect()
}

/// Codes in small letters of countries that have programs.
pub fn countries(site: &Site, demo: bool) -> BTreeSet<String> {
    chosen(site, demo)
        .map(|program| program.country.value.to_lowercase())
        .collect()
}

/// All programs, or those of a country, as features.
pub fn features(site: &Site, country: Option<&str>, demo: bool) -> Vec<u8> {
    let programs = match country {
        Some(country) => of_country(site, country, demo),
        None => chosen(site, demo).collect(),
    };
    let head = geojson::Head {
        licence: &site.catalog.site.licence.url,
        source: &site.absolute(""),
        demo,
    };
    geojson::collection(&programs, &head, |program| url(site, program))
}

fn url(site: &Site, program: &Program) -> Option<String> {
    site.route(0, &program.id).map(|route| site.absolute(route))
}

/// The same as a table.
pub fn table(site: &Site, country: Option<&str>, demo: bool) -> Vec<u8> {
    let programs = match country {
        Some(country) => of_country(site, country, demo),
        None => chosen(site, demo).collect(),
    };
    let line = |program: &&Program| {
        let mut row = row(program);
        if let Some(award) = program.award() {
            row.insert("level", award.level.word().to_owned());
            row.insert("awarded", award.date.value.to_string());
        }
        row.extend(url(site, program).map(|url| ("url", url)));
        row
    };
    csv::write(&programs.iter().map(line).collect::<Vec<_>>(), true)
}
