//! `_redirects`: one line per address that hosts answer with another (`/ctf/old/ /ctf/new/ 301`).

use super::super::facts::Kind;
use super::{Facts, File};

pub(super) fn examine(file: &mut File<'_>, facts: &mut Facts) {
    let text = String::from_utf8_lossy(&file.artifact.bytes);
    let mut sources: Vec<Box<str>> = Vec::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let mut words = line.split_ascii_whitespace();
        let (Some(from), Some(to)) = (words.next(), words.next()) else {
            continue;
        };
        if let Some(path) = file.place.below_base(from) {
            sources.push(path.into());
        }
        // A pattern's target holds placeholders, which no file has.
        if !to.contains([':', '*']) || to.contains("://") {
            follow(file, to);
        }
    }
    sources.sort();
    facts.kind = Kind::Redirects(sources.into_boxed_slice());
}

/// Redirects may lead to other sites; only what leads into this one is followed.
fn follow(file: &mut File<'_>, to: &str) {
    use super::Address;
    if let Address::Internal { fragment } = file.place.resolve("", to, &mut file.path) {
        file.links.push(&file.path, &fragment);
    }
}
