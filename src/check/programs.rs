//! Rules of program records (DOMAIN §2, §7: nothing invented is shown as recognised).

use super::Scene;
use crate::diagnostics::{Diagnostic, catalogue as codes};
use crate::load::Program;
use crate::model::ProgramState;

fn over<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Program> {
    scene.catalog.programs.values().map(AsRef::as_ref)
}

pub fn folders(scene: &Scene) -> Vec<Diagnostic> {
    let told = |program: &Program| {
        let folder = program.id.split('/').nth(1).unwrap_or("");
        (folder != program.country.to_lowercase()).then(|| {
            Diagnostic::new(
                &codes::WRONG_FOLDER,
                &program.file,
                program.country.span.clone(),
                format!(
                    "the record says `{}` but lies in the folder `{folder}`",
                    program.country.value
                ),
            )
            .help(format!(
                "move the file to the folder `{}`, or correct `country`",
                program.country.to_lowercase()
            ))
        })
    };
    over(scene).filter_map(told).collect()
}

/// A recognition needs an award; what was never recognised has none.
pub fn awards(scene: &Scene) -> Vec<Diagnostic> {
    let told = |program: &Program| {
        let tell = |message: &str, help: &str| {
            Some(
                Diagnostic::new(
                    &codes::AWARD_INCOMPLETE,
                    &program.file,
                    program.state.span.clone(),
                    message,
                )
                .help(help),
            )
        };
        match program.state.value {
            ProgramState::Awarded if program.awards.is_empty() => tell(
                "the state is `awarded`, but no award is recorded",
                "add `awards:` with level, date, framework and evidence, or write `state: listed`",
            ),
            ProgramState::UnderReview if program.submitted.is_none() => tell(
                "the state is `under_review`, but no day of submission is recorded",
                "add `submitted:` with the day on which the questionnaire was sent",
            ),
            ProgramState::Listed if program.listing.is_none() => tell(
                "the state is `listed`, but nobody is named who listed it",
                "add `listing:` with `via` and `date`",
            ),
            ProgramState::Listed if !program.awards.is_empty() => tell(
                "the state is `listed` (not yet assessed), but an award is recorded",
                "write `state: awarded`, or `withdrawn` if the award no longer holds",
            ),
            _ => None,
        }
    };
    over(scene).filter_map(told).collect()
}

/// 0/0 lies in the sea off Ghana: it is what a missing coordinate looks like.
pub fn points(scene: &Scene) -> Vec<Diagnostic> {
    let told = |program: &Program| {
        let place = program
            .sites
            .iter()
            .find(|place| place.latitude.value == 0.0 && place.longitude.value == 0.0)?;
        Some(
            Diagnostic::new(
                &codes::NULL_ISLAND,
                &program.file,
                place.latitude.span.clone(),
                "the site lies at 0/0, in the sea",
            )
            .help("write the coordinates of the city or hospital in degrees, such as `latitude: -18.14`"),
        )
    };
    let empty = |program: &Program| {
        program.sites.is_empty().then(|| {
            Diagnostic::new(
                &codes::NULL_ISLAND,
                &program.file,
                program.name.span.clone(),
                "the program has no site",
            )
            .help("add at least one item to `sites:`")
        })
    };
    over(scene)
        .flat_map(|program| [told(program), empty(program)])
        .flatten()
        .collect()
}

/// `demo: true` below data/demo and nowhere else; such names say that they are examples.
pub fn demonstrations(scene: &Scene) -> Vec<Diagnostic> {
    let told = |program: &Program| {
        let in_demo = program.file.starts_with("data/demo/");
        let start = program.span.start..program.span.start;
        if in_demo != program.demo {
            let message = if in_demo {
                "a record below data/demo has no `demo: true`"
            } else {
                "a demonstration record lies outside data/demo"
            };
            let help = if in_demo {
                "add the line `demo: true`: invented programs are always marked"
            } else {
                "move the file below data/demo/programs, or delete `demo: true` if the program is real"
            };
            return Some(Diagnostic::new(&codes::DEMO_MISPLACED, &program.file, start, message).help(help));
        }
        (in_demo && !program.name.starts_with("Example FLS – ")).then(|| {
            Diagnostic::new(
                &codes::DEMO_MISPLACED,
                &program.file,
                program.name.span.clone(),
                "a demonstration record is not named as one",
            )
            .help("name it “Example FLS – <city>”; the name in another script goes into `name_local`")
        })
    };
    over(scene).filter_map(told).collect()
}
