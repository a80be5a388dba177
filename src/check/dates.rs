//! Dates: in order, not in the future, and records that have to be looked at again.

use std::ops::Range;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::model::{Date, Spanned};

/// Days before the security contact expires on which a build begins to warn.
const WARN_DAYS: i32 = 30;

pub fn order(scene: &Scene) -> Vec<Diagnostic> {
    let today = scene.settings.today;
    let mut found = Vec::new();
    let mut future = |file: &RelPath, what: &str, day: &Spanned<Date>| {
        if day.value > today {
            found.push(told(
                file,
                day.span.clone(),
                format!("{what} lies in the future: {} (today is {today})", day.value),
                "write the day on which it happened",
            ));
        }
    };
    let catalog = scene.catalog;
    for program in catalog.programs.values() {
        let file = &program.file;
        program
            .awards
            .iter()
            .for_each(|award| future(file, "the award", &award.date));
        program
            .submitted
            .iter()
            .for_each(|day| future(file, "the submission", day));
        program
            .listing
            .iter()
            .for_each(|listing| future(file, "the listing", &listing.date));
    }
    catalog
        .partners
        .values()
        .for_each(|it| future(&it.file, "`as_of`", &it.as_of));
    catalog
        .mentorship
        .values()
        .for_each(|it| future(&it.file, "`as_of`", &it.as_of));
    catalog
        .statistics
        .values()
        .for_each(|it| future(&it.file, "`as_of`", &it.as_of));
    for article in scene.articles() {
        article
            .front
            .updated
            .iter()
            .for_each(|day| future(&article.body.file, "`updated`", day));
        article
            .front
            .reviewed
            .iter()
            .for_each(|day| future(&article.body.file, "`reviewed`", day));
    }
    for program in catalog.programs.values() {
        for pair in program.awards.windows(2) {
            if pair[1].date.value <= pair[0].date.value {
                found.push(told(
                    &program.file,
                    pair[1].date.span.clone(),
                    "this award is not later than the one before it".to_owned(),
                    "list awards from the oldest to the newest: the last is the one in force",
                ));
            }
        }
        if let Some(started) = program.started.as_ref().filter(|year| year.value > today.year()) {
            found.push(told(
                &program.file,
                started.span.clone(),
                format!("the program starts in the future: {}", started.value),
                "write the year in which it began",
            ));
        }
    }
    found
}

fn told(file: &RelPath, span: Range<usize>, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(&codes::DATES_OUT_OF_ORDER, file, span, message).help(help)
}

pub fn reviews(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let dated = catalog.partners.values().map(|it| (&it.file, &it.review_by));
    let dated = dated.chain(catalog.mentorship.values().map(|it| (&it.file, &it.review_by)));
    let dated = dated.chain(catalog.statistics.values().map(|it| (&it.file, &it.review_by)));
    let overdue = dated.filter_map(|(file, day)| {
        day.as_ref()
            .filter(|day| day.value < scene.settings.today)
            .map(|day| (file, day))
    });
    overdue
        .map(|(file, day)| {
            Diagnostic::new(&codes::REVIEW_OVERDUE, file, day.span.clone(), format!("this record was due for review on {}", day.value))
                .help("check it against its source, then set `as_of` to today and `review_by` to the next day to look; the page says that it is stale until then")
        })
        .collect()
}

/// RFC 9116 §2.5.5: a security.txt past its day is to be disregarded.
pub fn security(scene: &Scene) -> Vec<Diagnostic> {
    let site = &scene.catalog.site;
    let expires = &site.security_expires;
    let warn_from = expires
        .checked_sub(jiff::Span::new().days(WARN_DAYS))
        .unwrap_or(expires.value);
    if scene.settings.today < warn_from {
        return Vec::new();
    }
    let verb = if scene.settings.today > expires.value {
        "has expired"
    } else {
        "expires"
    };
    vec![
        Diagnostic::new(
            &codes::SECURITY_EXPIRY,
            &site.file,
            expires.span.clone(),
            format!("the security contact {verb} on {}", expires.value),
        )
        .help("check that the contact still answers, then set `expires` to a day within the next year"),
    ]
}
