//! Themes are trusted, but mistakes in them would let content out of its place.

use std::ops::Range;

use super::Scene;
use crate::diagnostics::{Diagnostic, Entry, RelPath, catalogue as codes};

/// Tera escapes text and quoted attributes; it cannot know a script, a style or an unquoted attribute.
pub fn templates(scene: &Scene) -> Vec<Diagnostic> {
    let folder = format!("themes/{}/templates/", scene.catalog.site.theme);
    let mut found = Vec::new();
    for text in scene.sources.below(&folder).filter(|text| text.path.ends_with(".html")) {
        let markup = Markup::new(&text.text);
        for (at, _) in text.text.match_indices("{{") {
            if let Some(why) = markup.unsafe_place(at) {
                found.push(
                    Diagnostic::new(&codes::UNSAFE_TEMPLATE, &text.path, at..at + 2, format!("a value is written {why}"))
                        .help("write values into text or into attributes in double quotes; give data to scripts as JSON files"),
                );
            }
        }
        for (word, span) in safe_filters(&text.text) {
            let allowed = ["head", "policy", "intro", "content", "item.html", "map.svg"];
            if !allowed.contains(&word) {
                found.push(
                    Diagnostic::new(
                        &codes::UNSAFE_TEMPLATE,
                        &text.path,
                        span,
                        format!("`{word} | safe` writes a value unescaped"),
                    )
                    .help("only `head`, `policy`, `intro`, `content`, `item.html` and `map.svg` are HTML made by the engine"),
                );
            }
        }
    }
    found
}

/// A template's HTML: everything in template braces blanked, byte for byte, in lower case.
struct Markup {
    html: String,
    /// What lies in scripts and styles.
    raw: Vec<(Range<usize>, &'static str)>,
}

impl Markup {
    fn new(text: &str) -> Self {
        let html = strip_expressions(text).to_ascii_lowercase();
        let mut raw = Vec::new();
        for (open, close, why) in [
            ("<script", "</script", "into a script"),
            ("<style", "</style", "into a style sheet"),
        ] {
            for (at, _) in html.match_indices(open) {
                let start = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
                let end = html[start..].find(close).map_or(html.len(), |end| start + end);
                raw.push((start..end, why));
            }
        }
        Self { html, raw }
    }

    /// What is unsafe about writing a value at byte `at`.
    fn unsafe_place(&self, at: usize) -> Option<&'static str> {
        if let Some((_, why)) = self.raw.iter().find(|(range, _)| range.contains(&at)) {
            return Some(why);
        }
        let before = &self.html[..at];
        let tag = before
            .rfind('<')
            .filter(|open| before[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let inside = &before[tag..];
        let quoted = inside.matches('"').count() % 2 == 1;
        if inside.contains('>') && !quoted {
            return None;
        }
        if !quoted {
            return inside.ends_with('=').then_some("into an attribute without quotes");
        }
        let assigned = &inside[..inside.rfind("=\"")?];
        let name = assigned
            .rsplit(|c: char| c.is_whitespace() || c == '"')
            .next()
            .unwrap_or("");
        (name.starts_with("on") || name == "style" || name == "srcdoc")
            .then_some("into an attribute that runs code or styles the page")
    }
}

/// `text` with everything in template braces blanked, byte for byte.
fn strip_expressions(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    for (open, close) in [("{{", "}}"), ("{%", "%}"), ("{#", "#}")] {
        let mut rest = 0;
        while let Some(at) = text[rest..].find(open).map(|at| at + rest) {
            let end = text[at..].find(close).map_or(text.len(), |end| at + end + 2);
            out[at..end].fill(b' ');
            rest = end;
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

fn safe_filters(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("| safe") {
        let before = text[..at].trim_end();
        let start = before
            .rfind(|c: char| c.is_whitespace() || c == '{')
            .map_or(0, |at| at + 1);
        found.push((&before[start..], start..at + 6));
    }
    found
}

/// Logical properties hold in both reading directions (CSS Logical Properties 1).
pub fn styles(scene: &Scene) -> Vec<Diagnostic> {
    const PHYSICAL: [&str; 14] = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "left",
        "right",
        "border-top-left-radius",
        "border-top-right-radius",
        "border-bottom-left-radius",
        "border-bottom-right-radius",
        "float",
        "clear",
    ];
    let folder = format!("themes/{}/", scene.catalog.site.theme);
    let mut found = Vec::new();
    let ours = |path: &str| path.ends_with(".css") && !crate::source::is_vendored(path);
    for text in scene.sources.below(&folder).filter(|text| ours(&text.path)) {
        let mut start = 0;
        for line in text.text.split_inclusive('\n') {
            let code = line.split("/*").next().unwrap_or("");
            for declaration in code.split([';', '{', '}']) {
                let Some((name, value)) = declaration.split_once(':') else {
                    continue;
                };
                let (name, value) = (name.trim(), value.trim());
                let side = matches!(value, "left" | "right");
                let physical = PHYSICAL.contains(&name) && (side || !matches!(name, "float" | "clear"));
                if physical || (name == "text-align" && side) {
                    let at = start + line.find(name).unwrap_or(0);
                    found.push(physical_side(
                        &codes::PHYSICAL_CSS,
                        &text.path,
                        at..at + name.len(),
                        name,
                        value,
                    ));
                }
            }
            start += line.len();
        }
    }
    found
}

fn physical_side(entry: &'static Entry, file: &RelPath, span: Range<usize>, name: &str, value: &str) -> Diagnostic {
    let help = match name {
        "left" | "right" => "write `inset-inline-start` or `inset-inline-end`".to_owned(),
        "text-align" | "float" | "clear" => {
            format!("write `{name}: {}`", if value == "left" { "start" } else { "end" })
        }
        _ => format!(
            "write `{}`",
            name.replace("left", "inline-start")
                .replace("right", "inline-end")
                .replace("border-top-inline", "border-start")
                .replace("border-bottom-inline", "border-end")
        ),
    };
    Diagnostic::new(
        entry,
        file,
        span,
        format!("`{name}: {value}` names a side that is another one from right to left"),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_belong_into_text_and_quoted_attributes() {
        let place = |template: &str| Markup::new(template).unsafe_place(template.rfind("{{").unwrap());
        for safe in [
            "<p>{{ a }}",
            "<a href=\"{{ a }}\">",
            "<a href=\"x\" title=\"a>{{ b }}\">",
            "<p>{% if a %}<b>{{ c }}",
            "<script src=\"{{ a }}\"></script>",
            "a = {{ b }}",
        ] {
            assert_eq!(place(safe), None, "{safe}");
        }
        for bad in [
            "<a href={{ a }}>",
            "<script>var x = {{ a }}",
            "<style>a{color:{{ a }}",
            "<a onclick=\"{{ a }}\">",
            "<p style=\"{{ a }}\">",
            "<p class=\"{{ a }}\" id={{ b }}>",
        ] {
            assert!(place(bad).is_some(), "{bad}");
        }
        assert_eq!(safe_filters("{{ content | safe }}")[0].0, "content");
    }
}
