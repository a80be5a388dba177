//! P023: an Atom feed (RFC 4287) is well-formed, complete, and every entry has an id of its own.

use std::collections::BTreeSet;

use super::super::html::decode_str;
use super::File;
use super::xml::{Step, read};
use crate::diagnostics::catalogue;

/// What is read of the feed or of one entry.
#[derive(Default)]
struct Part {
    id: String,
    title: String,
    updated: String,
    /// A link to itself.
    itself: bool,
}

#[derive(Default)]
struct Reader {
    /// Names of the open elements.
    open: Vec<String>,
    feed: Part,
    entries: Vec<Part>,
    links: Vec<String>,
    is_feed: bool,
}

impl Reader {
    /// The part that the open elements lie in, and the element right below it.
    fn part(&mut self) -> Option<(&mut Part, &str)> {
        match &self.open[..] {
            [root, entry, field, ..] if root == "feed" && entry == "entry" => Some((self.entries.last_mut()?, field)),
            [root, field, ..] if root == "feed" && field != "entry" => Some((&mut self.feed, field)),
            _ => None,
        }
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Open { name, attributes } => {
                self.open.push(name.to_owned());
                self.is_feed |= self.open.len() == 1 && name == "feed";
                if self.open.len() == 2 && self.is_feed && name == "entry" {
                    self.entries.push(Part::default());
                }
                if name == "link" {
                    self.link(&attributes);
                }
            }
            Step::Text(text) => {
                let text = decode_str(text.as_bytes());
                if let Some((part, field)) = self.part() {
                    match field {
                        "id" => part.id.push_str(text.trim()),
                        "title" => part.title.push_str(text.trim()),
                        "updated" => part.updated.push_str(text.trim()),
                        _ => {}
                    }
                }
            }
            Step::Close { .. } => _ = self.open.pop(),
        }
    }

    fn link(&mut self, attributes: &[(&str, &str)]) {
        let value = |name| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        if let Some(href) = value("href") {
            self.links.push(decode_str(href.as_bytes()).into_owned());
        }
        if value("rel") == Some("self")
            && let Some((part, _)) = self.part()
        {
            part.itself = true;
        }
    }
}

pub(super) fn examine(file: &mut File<'_>) {
    let mut reader = Reader::default();
    if let Err(what) = read(&file.artifact.bytes, |step| reader.step(step)) {
        return tell(file, &format!("it is not well-formed: {what}"));
    }
    if !reader.is_feed {
        return;
    }
    if !reader.feed.itself {
        tell(file, "it has no `<link rel=\"self\">`");
    }
    for (part, what) in
        std::iter::once((&reader.feed, "the feed")).chain(reader.entries.iter().map(|e| (e, "an entry")))
    {
        for (field, name) in [(&part.id, "id"), (&part.title, "title"), (&part.updated, "updated")] {
            if field.is_empty() {
                tell(file, &format!("{what} has no `{name}`"));
            }
        }
        if !part.updated.is_empty() && !is_timestamp(&part.updated) {
            tell(
                file,
                &format!("`{}` is not a date of the form 2026-01-31T00:00:00Z", part.updated),
            );
        }
    }
    let mut ids = BTreeSet::new();
    for entry in reader.entries.iter().filter(|entry| !entry.id.is_empty()) {
        if !ids.insert(&entry.id) {
            tell(file, &format!("two entries have the id `{}`", entry.id));
        }
    }
    for link in &reader.links {
        follow(file, link);
    }
}

/// Entries may link anywhere; only what leads into the site is followed.
fn follow(file: &mut File<'_>, link: &str) {
    use super::Address;
    if let Address::Internal { fragment } = file.place.resolve(&file.artifact.path, link, &mut file.path) {
        file.links.push(&file.path, &fragment);
    }
}

fn tell(file: &mut File<'_>, problem: &str) {
    let message = format!("The feed `{}` cannot be used: {problem}.", file.shown());
    file.findings.add(
        &catalogue::FEED,
        message,
        "Feed readers drop such a feed. Mend the place that writes it.",
    );
}

/// RFC 3339, with a zone.
fn is_timestamp(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) if fraction.starts_with('0') => fraction.trim_start_matches('0'),
        Some(_) => return false,
        None => rest,
    };
    matches!(zone, "Z" | "+00:00" | "-00:00")
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn only_dates_with_a_zone_pass() {
        for good in ["2026-01-31T00:00:00Z", "2026-01-31T00:00:00.25+01:00"] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in ["2026-01-31", "2026-01-31T00:00:00", "2026-01-31T00:00:00.Z", "x"] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }
}
