//! Words of the interface: every one that a template or the engine uses is there, takes what it is given, and is used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Scene;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes, nearest};
use crate::languages::{Message, OF_SCRIPT};
use crate::model::{CHOICES, SHOWN, label_id};

/// Messages that the engine itself asks for, with their variables.
const ENGINE: &[(&str, &[&str])] = &[
    ("home", &[]),
    ("feed_title", &[]),
    ("feed_toolkits", &[]),
    ("feed_publications", &[]),
    ("search", &[]),
    ("search_description", &[]),
    ("pages", &[]),
    ("terms", &[]),
    ("facet_title_kind", &["value"]),
    ("facet_title_audience", &["value"]),
    ("facet_title_country", &["value"]),
    ("facet_title_language", &["value"]),
    ("facet_title_standard", &["value"]),
    ("facet_title_kpi", &["value"]),
    ("facet_title_level", &["value"]),
    ("facet_title_state", &["value"]),
    ("facet_description", &["title"]),
    ("facet_description_programs", &["title"]),
    ("grade_in_domain", &["domain", "grade"]),
    ("no_date", &[]),
    ("example_numbers", &[]),
    ("footnotes", &[]),
    ("back_to_text", &[]),
    ("not_found_title", &[]),
    ("not_found_description", &[]),
    ("alert_note", &[]),
    ("alert_tip", &[]),
    ("alert_important", &[]),
    ("alert_warning", &[]),
    ("alert_caution", &[]),
    ("page_n_of", &["page", "pages"]),
    ("n_weeks", &["n"]),
    ("table_n", &["n"]),
    ("code_n", &["n"]),
    ("value_percent", &["value"]),
    ("value_seconds", &["value"]),
    ("value_one_in", &["value"]),
    ("value_ratio", &["value"]),
    ("value_count", &["value"]),
    ("smaller_of", &[]),
    ("larger_of", &[]),
    ("programs_schema", &[]),
    ("programs_of_map", &[]),
    ("program_description", &["name", "city", "country"]),
    ("country_description", &["country"]),
    ("map_title", &[]),
    ("map_of_country", &["country"]),
    ("map_link", &["country", "counts"]),
    ("embed_description", &[]),
    ("streets", &[]),
    ("streets_description", &[]),
    ("streets_from_host", &["host"]),
    ("streets_from_here", &[]),
    ("streets_loading", &[]),
    ("streets_unavailable", &[]),
    ("streets_failed", &[]),
    ("streets_program", &[]),
    ("streets_zoom_in", &[]),
    ("streets_zoom_out", &[]),
    ("streets_full_screen", &[]),
    ("streets_leave_full_screen", &[]),
    ("streets_metres", &[]),
    ("streets_kilometres", &[]),
    ("streets_zoom_by_ctrl", &[]),
    ("streets_zoom_by_command", &[]),
    ("streets_two_fingers", &[]),
    ("streets_in_view", &["n"]),
    ("streets_here", &["n"]),
    ("streets_close", &[]),
    ("topic_title", &["topic"]),
    ("topic_description", &["topic"]),
];

/// A use of a message: where, and with which arguments.
struct Use {
    file: RelPath,
    span: Range<usize>,
    /// `None` for `ui.name`, which takes no arguments.
    arguments: Option<BTreeSet<String>>,
}

fn uses(scene: &Scene) -> BTreeMap<String, Vec<Use>> {
    let mut uses: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    let folder = format!("themes/{}/templates/", scene.catalog.site.theme);
    for text in scene.sources.below(&folder) {
        for (id, span, arguments) in in_template(&text.text) {
            uses.entry(id).or_default().push(Use {
                file: text.path.clone(),
                span,
                arguments,
            });
        }
    }
    uses
}

/// `ui.name` and `t(key="name", a=…)` in a template.
fn in_template(text: &str) -> Vec<(String, Range<usize>, Option<BTreeSet<String>>)> {
    let word = |start: usize| -> usize {
        text[start..]
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count()
    };
    let mut uses = Vec::new();
    for (at, _) in text.match_indices("ui.") {
        let boundary = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        let start = at + 3;
        let length = word(start);
        if boundary && length > 0 {
            uses.push((text[start..start + length].to_owned(), start..start + length, None));
        }
    }
    for (at, found) in text.match_indices("t(key=\"") {
        let boundary = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let start = at + found.len();
        let length = word(start);
        if !boundary || length == 0 {
            continue;
        }
        let call = &text[start + length..];
        let call = &call[..call.find(')').unwrap_or(call.len())];
        let names = call
            .split(',')
            .skip(1)
            .filter_map(|argument| argument.split_once('=').map(|(name, _)| name.trim().to_owned()));
        uses.push((
            text[start..start + length].to_owned(),
            start..start + length,
            Some(names.collect()),
        ));
    }
    uses
}

pub fn used(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let Some(pack) = catalog.packs.get(source) else {
        return Vec::new();
    };
    let file: RelPath = format!("content/{source}/ui.ftl").into();
    let known = || pack.messages.0.keys().map(String::as_str);
    let mut parameters = Parameters::default();
    let mut found = Vec::new();
    let uses = uses(scene);
    let known_elsewhere = |id: &str| uses.contains_key(id) || ENGINE.iter().any(|(engine, _)| *engine == id);
    let of_script = known().filter(|id| id.starts_with(OF_SCRIPT) && !known_elsewhere(id));
    for id in of_script {
        // What the script gives is not seen here: a translation takes what its source takes.
        parameters.check(scene, id, &pack.messages.variables(id), None);
    }
    for (id, uses) in uses {
        if pack.messages.0.contains_key(&id) {
            for used in &uses {
                let given = used.arguments.iter().flatten().map(String::as_str).collect();
                parameters.check(scene, &id, &given, Some(used));
            }
            continue;
        }
        let one = &uses[0];
        let message = format!("the source pack has no message `{id}`");
        let told = Diagnostic::new(&codes::MISSING_MESSAGE, &one.file, one.span.clone(), message);
        found.push(match nearest(&id, known()) {
            Some(near) => told.help(format!("did you mean `{near}`? Otherwise add it to {file}")),
            None => told.help(format!("add it to {file}")),
        });
    }
    let lacks = |id: &str, what: &str| {
        let message = format!("the source pack has no {what} `{id}`");
        Diagnostic::new(&codes::MISSING_MESSAGE, &file, 0..0, message).help(format!("add a line `{id} = …`"))
    };
    for (id, variables) in ENGINE {
        match pack.messages.0.contains_key(*id) {
            true => parameters.check(scene, id, &variables.iter().copied().collect(), None),
            false => found.push(lacks(id, "message")),
        }
    }
    found.extend(
        labels(scene)
            .iter()
            .filter(|id| !pack.messages.0.contains_key(*id))
            .map(|id| lacks(id, "label")),
    );
    found.append(&mut parameters.found);
    found
}

/// Labels of closed lists and of the site's topics.
fn labels(scene: &Scene) -> Vec<String> {
    let lists = CHOICES.iter().filter(|(list, _)| SHOWN.contains(list));
    let words = lists.flat_map(|(list, words)| words.iter().map(move |word| label_id(list, word)));
    words
        .chain(scene.catalog.site.topics.iter().map(|topic| label_id("topic", topic)))
        .collect()
}

/// In every pack, a message takes just the variables it is given, and a translation leaves none of its source's out.
#[derive(Default)]
struct Parameters<'a> {
    found: Vec<Diagnostic>,
    /// Messages and variables that have been told.
    told: BTreeSet<(&'a RelPath, usize, &'a str)>,
}

impl<'a> Parameters<'a> {
    fn check(&mut self, scene: &Scene<'a>, id: &str, given: &BTreeSet<&str>, used: Option<&Use>) {
        let source = scene.catalog.packs.get(scene.catalog.source_pack());
        let asked = source.map(|pack| pack.messages.variables(id)).unwrap_or_default();
        for pack in scene.catalog.packs.values() {
            let own = format!("content/{}/", pack.id());
            let Some(message) = pack.messages.0.get(id).filter(|message| message.file.starts_with(&own)) else {
                continue;
            };
            let takes = pack.messages.variables(id);
            for extra in takes.iter().filter(|name| !given.contains(**name)) {
                let help = match given.is_empty() {
                    true => "it takes no variables".to_owned(),
                    false => format!("it may use ${}", given.iter().copied().collect::<Vec<_>>().join(", $")),
                };
                self.tell(
                    message,
                    extra,
                    format!("the message `{id}` uses `${extra}`, which it is not given"),
                    help,
                    used,
                );
            }
            for lost in asked.difference(&takes) {
                let message_text = format!("the message `{id}` leaves out `${lost}`, which its source shows");
                self.tell(
                    message,
                    lost,
                    message_text,
                    format!("write `{{ ${lost} }}` where it belongs in this language"),
                    None,
                );
            }
        }
    }

    fn tell(&mut self, message: &'a Message, variable: &'a str, text: String, help: String, used: Option<&Use>) {
        if !self.told.insert((&message.file, message.span.start, variable)) {
            return;
        }
        let told = Diagnostic::new(&codes::MESSAGE_PARAMETERS, &message.file, message.span.clone(), text).help(help);
        self.found.push(match used {
            Some(used) => told.related(&used.file, used.span.clone(), "it is used here"),
            None => told,
        });
    }
}

pub fn unused(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let Some(pack) = catalog.packs.get(catalog.source_pack()) else {
        return Vec::new();
    };
    let uses = uses(scene);
    let labels: BTreeSet<String> = labels(scene).into_iter().collect();
    if uses.is_empty() {
        return Vec::new();
    }
    let idle = pack.messages.0.iter().filter(|(id, _)| {
        !uses.contains_key(*id)
            && !labels.contains(*id)
            && !id.starts_with(OF_SCRIPT)
            && !ENGINE.iter().any(|(engine, _)| engine == id)
    });
    idle.map(|(id, message)| {
        Diagnostic::new(
            &codes::UNUSED_MESSAGE,
            &message.file,
            message.span.clone(),
            format!("the message `{id}` is used nowhere"),
        )
        .help("delete it: translators would translate it for nothing")
    })
    .collect()
}

pub fn unknown(scene: &Scene) -> Vec<Diagnostic> {
    let catalog = scene.catalog;
    let source = catalog.source_pack();
    let Some(of_source) = catalog.packs.get(source) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for pack in catalog.packs.values().filter(|pack| pack.id() != source) {
        let own = format!("content/{}/", pack.id());
        for (id, message) in pack
            .messages
            .0
            .iter()
            .filter(|(id, message)| message.file.starts_with(&own) && !of_source.messages.0.contains_key(*id))
        {
            let told = Diagnostic::new(
                &codes::UNKNOWN_MESSAGE,
                &message.file,
                message.span.clone(),
                format!("the source pack has no message `{id}`"),
            );
            found.push(match nearest(id, of_source.messages.0.keys().map(String::as_str)) {
                Some(near) => told.help(format!("did you mean `{near}`?")),
                None => told.help("delete it: nothing shows it"),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn uses_are_found_in_templates() {
        let uses = super::in_template(r#"{{ ui.home }} {{ t(key="n_programs", n=item.n) }} {{ menu.ui }} {{ gui.x }}"#);
        assert_eq!(
            uses.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(),
            ["home", "n_programs"]
        );
        assert!(uses[1].2.as_ref().unwrap().contains("n"));
    }
}
