//! Dates: in order, not in the future, and records that have to be looked at again.

use std::ops::Range;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::load::Program;
use crate::model::{Date, ProgramState, Spanned};

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
    found.extend(catalog.programs.values().flat_map(|program| of_program(program, today)));
    found
}

/// A program begins, is submitted, and is then awarded, once or again.
fn of_program(program: &Program, today: Date) -> Vec<Diagnostic> {
    let tell = |span: &Range<usize>, message: String, help: &str| told(&program.file, span.clone(), message, help);
    let mut found = Vec::new();
    for pair in program.awards.windows(2) {
        if pair[1].date.value <= pair[0].date.value {
            found.push(tell(
                &pair[1].date.span,
                "this award is not later than the one before it".to_owned(),
                "list awards from the oldest to the newest: the last is the one in force",
            ));
        }
    }
    let first = program.awards.first().map(|award| &award.date);
    // A program may send a new questionnaire later; what is recorded while it is reviewed is the new one.
    let reviewed = program.state.value == ProgramState::UnderReview;
    if let (Some(submitted), Some(last)) = (&program.submitted, program.awards.last().filter(|_| !reviewed))
        && submitted.value > last.date.value
    {
        found.push(tell(
            &submitted.span,
            format!("it was submitted ({}) after its award ({})", submitted.value, last.date.value),
            "write the day on which the questionnaire was sent that led to the award; while a new one is looked at, write `state: under_review`",
        ));
    }
    let Some(started) = &program.started else {
        return found;
    };
    if started.value > today.year() {
        found.push(tell(
            &started.span,
            format!("the program starts in the future: {}", started.value),
            "write the year in which it began",
        ));
    }
    let steps = [("submitted", program.submitted.as_ref()), ("awarded", first)];
    let before = |(_, day): &(&str, Option<&Spanned<Date>>)| day.is_some_and(|day| day.year() < started.value);
    if let Some((step, Some(day))) = steps.into_iter().find(before) {
        found.push(tell(
            &started.span,
            format!("it began in {}, but was {step} on {}", started.value, day.value),
            "compare both with their source: a service begins before its questionnaire is sent",
        ));
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
