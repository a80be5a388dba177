//! Records that name each other by their keys.

use std::ops::Range;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes, nearest};
use crate::load::{Article, Facts, Interval, Kind};
use crate::model::Spanned;

/// Names that may be given in one place.
pub(super) struct Names<'a> {
    pub what: &'static str,
    /// What begins the tombstones of this kind.
    pub tomb: &'static str,
    pub known: Vec<&'a str>,
}

/// Names that a message lists; more would hide what it says.
const TOLD: usize = 60;

impl Names<'_> {
    pub fn check(&self, scene: &Scene, file: &RelPath, key: &Spanned<String>) -> Option<Diagnostic> {
        if self.known.contains(&key.value.as_str())
            || scene.catalog.is_tombstone(&format!("{}/{}", self.tomb, key.value))
        {
            return None;
        }
        let told = Diagnostic::new(
            &codes::UNKNOWN_REFERENCE,
            file,
            key.span.clone(),
            format!("there is no {} `{}`", self.what, key.value),
        );
        Some(match nearest(key, self.known.iter().copied()) {
            Some(near) => told.help(format!("did you mean `{near}`?")).fix(key.span.clone(), near),
            None if self.known.is_empty() => told.help(format!("there is no {} at all yet", self.what)),
            None if self.known.len() > TOLD => told.help(format!(
                "no {} has a name like this; there are {}, from `{}` to `{}`",
                self.what,
                self.known.len(),
                self.known[0],
                self.known[self.known.len() - 1]
            )),
            None => told.help(format!("the {}s are: {}", self.what, self.known.join(", "))),
        })
    }
}

pub fn records(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let standards = Names {
        what: "standard",
        tomb: "data",
        known: catalog
            .framework
            .iter()
            .flat_map(|it| it.standards.iter().map(|it| it.key.value.as_str()))
            .collect(),
    };
    let kpis = Names {
        what: "KPI",
        tomb: "data",
        known: catalog
            .kpis
            .iter()
            .flat_map(|it| it.kpis.iter().map(|it| it.key.value.as_str()))
            .collect(),
    };
    let partners = Names {
        what: "partner",
        tomb: "partner",
        known: catalog.partners.keys().map(String::as_str).collect(),
    };
    let papers = Names {
        what: "paper",
        tomb: "literature",
        known: catalog
            .articles
            .keys()
            .filter_map(|id| id.strip_prefix("literature/"))
            .collect(),
    };
    let pages = Names {
        what: "page",
        tomb: "",
        known: catalog.articles.keys().map(AsRef::as_ref).collect(),
    };
    let mut found = Vec::new();
    let no_framework = catalog.is_tombstone("data/framework");
    let no_kpis = catalog.is_tombstone("data/kpis");
    for article in scene.articles() {
        let (of_standards, of_kpis): (&[_], &[_]) = match &article.facts {
            Facts::Toolkit(facts) => (&facts.standards, &facts.kpis),
            Facts::Publication(facts) => (&facts.standards, &facts.kpis),
            _ => continue,
        };
        let file = &article.body.file;
        found.extend(
            of_standards
                .iter()
                .filter(|_| !no_framework)
                .filter_map(|key| standards.check(scene, file, key)),
        );
        found.extend(
            of_kpis
                .iter()
                .filter(|_| !no_kpis)
                .filter_map(|key| kpis.check(scene, file, key)),
        );
    }
    if let Some(framework) = &catalog.framework {
        found.extend(papers.check(scene, &framework.file, &framework.source));
        let named = framework.standards.iter().flat_map(|it| &it.kpis).filter(|_| !no_kpis);
        found.extend(named.filter_map(|key| kpis.check(scene, &framework.file, key)));
    }
    if let Some(set) = &catalog.kpis {
        let bands = Names {
            what: "band",
            tomb: "data",
            known: set.bands.iter().map(|band| band.key.value.as_str()).collect(),
        };
        found.extend(papers.check(scene, &set.file, &set.source));
        found.extend(
            set.kpis
                .iter()
                .filter_map(|kpi| bands.check(scene, &set.file, &kpi.bands)),
        );
        found.extend(
            set.kpis
                .iter()
                .flat_map(|kpi| &kpi.standards)
                .filter(|_| !no_framework)
                .filter_map(|key| standards.check(scene, &set.file, key)),
        );
        found.extend(
            set.crosswalk
                .iter()
                .filter_map(|line| kpis.check(scene, &set.file, &line.kpi)),
        );
    }
    for program in catalog.programs.values() {
        found.extend(
            program
                .listing
                .as_ref()
                .and_then(|listing| partners.check(scene, &program.file, &listing.via)),
        );
    }
    for statistic in catalog.statistics.values() {
        found.extend(
            statistic
                .publication
                .as_ref()
                .and_then(|key| papers.check(scene, &statistic.file, key)),
        );
        if statistic.publication.is_none() && statistic.source.is_none() {
            found.push(
                Diagnostic::new(
                    &codes::MISSING_KEY,
                    &statistic.file,
                    statistic.source_span.clone(),
                    "the source names neither a publication nor a title with its url",
                )
                .help("add `publication: key` of a paper in the library, or `title:` and `url:`"),
            );
        }
    }
    let site = &catalog.site;
    let menus = site
        .navigation
        .iter()
        .chain(&site.footer)
        .filter(|id| !catalog.is_tombstone(&id.value));
    found.extend(menus.filter_map(|id| pages.check(scene, &site.file, id)));
    found.extend(glossary(scene));
    found
}

fn glossary(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for pack in scene.catalog.packs.values() {
        let terms = Names {
            what: "term",
            tomb: "glossary",
            known: pack.glossary.keys().map(String::as_str).collect(),
        };
        let file: RelPath = format!("content/{}/glossary.yml", pack.id()).into();
        if scene.sources.texts.contains_key(&file) {
            found.extend(
                pack.glossary
                    .values()
                    .flat_map(|term| &term.see)
                    .filter_map(|id| terms.check(scene, &file, id)),
            );
        }
    }
    found
}

pub fn topics(scene: &Scene) -> Vec<Diagnostic> {
    let site = &scene.catalog.site;
    let topics = Names {
        what: "topic",
        tomb: "topic",
        known: site.topics.iter().map(String::as_str).collect(),
    };
    if scene.catalog.is_tombstone("data/site") {
        return Vec::new();
    }
    let of_article = |article: &Article| {
        let blocks = article.body.blocks.iter().filter_map(|block| block.topic.as_ref());
        let named = crate::link::Ties::of(article).topics.iter().chain(blocks);
        named
            .filter_map(|topic| topics.check(scene, &article.body.file, topic))
            .collect::<Vec<_>>()
    };
    scene.articles().flat_map(of_article).collect()
}

pub fn countries(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let known = &catalog.countries.0;
    if known.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<(&RelPath, &Spanned<String>)> = Vec::new();
    for article in scene.articles() {
        let countries = match &article.facts {
            Facts::Toolkit(facts) => &facts.countries,
            Facts::Publication(facts) => &facts.countries,
            _ => continue,
        };
        named.extend(countries.iter().map(|country| (&article.body.file, country)));
    }
    named.extend(catalog.programs.values().map(|it| (&it.file, &it.country)));
    named.extend(
        catalog
            .partners
            .values()
            .flat_map(|it| it.countries.iter().map(|country| (&it.file, country))),
    );
    named.extend(
        catalog
            .mentorship
            .values()
            .flat_map(|it| it.countries.iter().map(|country| (&it.file, country))),
    );
    named.extend(
        catalog
            .statistics
            .values()
            .flat_map(|it| it.countries.iter().map(|country| (&it.file, country))),
    );
    let unknown = named
        .into_iter()
        .filter(|(_, country)| !known.contains_key(&country.value));
    unknown
        .map(|(file, country)| {
            let told = Diagnostic::new(
                &codes::BAD_COUNTRY,
                file,
                country.span.clone(),
                format!("`{}` is no country or territory of the site", country.value),
            );
            match mistaken(country) {
                Some(right) => told
                    .help(format!("did you mean `{right}`?"))
                    .fix(country.span.clone(), right),
                None => told.help("write its code of ISO 3166-1; the site's list is data/countries.yml"),
            }
        })
        .collect()
}

/// Codes that are often written for another.
fn mistaken(code: &str) -> Option<&'static str> {
    Some(match code {
        "UK" => "GB",
        "EL" => "GR",
        "SP" => "ES",
        "JA" => "JP",
        "KO" => "KR",
        "SW" => "SE",
        "DA" => "DK",
        _ => return None,
    })
}

pub fn texts(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let mut found = Vec::new();
    let mut text = |file: &RelPath, span: &Range<usize>, what: &str, id: String| {
        if catalog.source(&id).is_none() && !catalog.is_tombstone(&id) {
            found.push(
                Diagnostic::new(
                    &codes::NO_TEXT,
                    file,
                    span.clone(),
                    format!("the {what} has no text in the source pack"),
                )
                .help(format!("add content/{source}/{id}.md")),
            );
        }
    };
    if let Some(framework) = &catalog.framework {
        framework.standards.iter().for_each(|it| {
            text(
                &framework.file,
                &it.key.span,
                "standard",
                format!("framework/{}", it.key.value),
            )
        });
    }
    if let Some(set) = &catalog.kpis {
        set.kpis
            .iter()
            .for_each(|it| text(&set.file, &it.key.span, "KPI", format!("kpis/{}", it.key.value)));
    }
    found.extend(facts(scene));
    let labels = catalog.packs.get(source).map(|pack| &pack.labels);
    for statistic in catalog.statistics.values() {
        let labelled = labels.is_some_and(|labels| labels.contains_key(&statistic.key));
        if !labelled && !catalog.is_tombstone(&format!("labels/{source}")) {
            found.push(
                Diagnostic::new(
                    &codes::NO_TEXT,
                    &statistic.file,
                    0..0,
                    format!("the statistic `{}` has no label", statistic.key),
                )
                .help(format!("add it to content/{source}/statistics.yml")),
            );
        }
    }
    found
}

/// Texts of standards and indicators whose facts are missing; and levels, of which there are three.
fn facts(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let mut found = Vec::new();
    for article in scene.articles() {
        let key = article.id.rsplit('/').next().unwrap_or("");
        let (known, file) = match article.kind {
            Kind::Standard => (
                catalog
                    .framework
                    .as_ref()
                    .is_none_or(|it| it.standards.iter().any(|it| it.key.value == key)),
                "data/framework.yml",
            ),
            Kind::Kpi => (
                catalog
                    .kpis
                    .as_ref()
                    .is_none_or(|it| it.kpis.iter().any(|it| it.key.value == key)),
                "data/kpis.yml",
            ),
            Kind::Country => (
                catalog.countries.0.is_empty() || catalog.countries.0.contains_key(&key.to_uppercase()),
                "data/countries.yml",
            ),
            _ => continue,
        };
        if !known {
            found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_REFERENCE,
                    &article.body.file,
                    article.front.title.span.clone(),
                    format!("{file} knows no `{key}`"),
                )
                .help(format!("add it to {file}, or name the file as it is named there")),
            );
        }
        if let Facts::Standard { levels, levels_span } = &article.facts
            && levels.len() != 3
        {
            found.push(
                Diagnostic::new(
                    &codes::WRONG_TYPE,
                    &article.body.file,
                    levels_span.clone(),
                    format!("a standard has three levels; here are {}", levels.len()),
                )
                .help("write one item for each of levels 1, 2 and 3"),
            );
        }
    }
    found
}

/// Bands cover 0 to 100 without hole or overlap (Javaid 2020, doi:10.1007/s00198-020-05377-1, prints "50–80" and "> 80").
pub fn bands(scene: &Scene) -> Vec<Diagnostic> {
    let Some(set) = &scene.catalog.kpis else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for band in &set.bands {
        let mut tell = |span: &Range<usize>, message: String| {
            found.push(
                Diagnostic::new(&codes::BAND_HOLE, &set.file, span.clone(), format!("band `{}`: {message}", band.key.value))
                    .help("each interval ends where the next begins: `below: 50` then `from: 50`, or `to: 80` then `above: 80`"),
            );
        };
        if let Some(first) = band
            .intervals
            .first()
            .filter(|first| first.lower.is_some_and(|lower| lower.value > 0.0 || !lower.inside))
        {
            tell(&first.span, "the first interval does not begin at 0".to_owned());
        }
        if let Some(last) = band
            .intervals
            .last()
            .filter(|last| last.upper.is_some_and(|upper| upper.value < 100.0 || !upper.inside))
        {
            tell(&last.span, "the last interval does not end at 100".to_owned());
        }
        for pair in band.intervals.windows(2) {
            if let Some(fault) = gap(&pair[0], &pair[1]) {
                tell(&pair[1].span, fault);
            }
        }
    }
    found
}

fn gap(before: &Interval, after: &Interval) -> Option<String> {
    let (Some(upper), Some(lower)) = (before.upper, after.lower) else {
        return Some("an interval in the middle has no bound".to_owned());
    };
    if upper.value == lower.value && !upper.inside && !lower.inside {
        return Some(format!(
            "at {} there is a hole: neither interval holds this value",
            lower.value
        ));
    }
    if upper.value < lower.value {
        return Some(format!("between {} and {} there is a hole", upper.value, lower.value));
    }
    if upper.value > lower.value || (upper.inside && lower.inside) {
        return Some(format!("at {} two intervals overlap", lower.value));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Bound;
    use crate::model::BandGrade;

    #[test]
    fn holes_and_overlaps_are_told() {
        let interval = |lower, upper| Interval {
            grade: BandGrade::Low,
            lower,
            upper,
            span: 0..0,
        };
        let bound = |value, inside| Some(Bound { value, inside });
        let fault = |upper, lower| gap(&interval(None, upper), &interval(lower, None));
        assert_eq!(fault(bound(50.0, false), bound(50.0, true)), None);
        assert_eq!(fault(bound(80.0, true), bound(80.0, false)), None);
        assert!(fault(bound(10.0, false), bound(11.0, true)).unwrap().contains("hole"));
        assert!(fault(bound(50.0, false), bound(50.0, false)).unwrap().contains("hole"));
        assert!(fault(bound(50.0, true), bound(50.0, true)).unwrap().contains("overlap"));
        assert!(fault(None, bound(50.0, true)).is_some());
    }
}
