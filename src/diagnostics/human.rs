//! Findings as text for people, in the manner of rustc: where, what, the line itself, why, and what to do.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::catalogue::Entry;
use super::excerpt::Excerpt;
use super::place::Texts;
use super::{Diagnostic, Fix, Severity, visible};

/// Stands for a place until the report is printed: the renderer counts columns in the excerpt, not in the file.
/// No text can bring one in, for control characters are printed as escapes.
const PLACE: char = '\u{1}';
/// Longer than any excerpt, so that the renderer cuts nothing itself.
const COLUMNS: usize = 1_000;
/// Longest text quoted of what a fix replaces, in characters.
const QUOTED: usize = 60;

/// All findings, in the order given, and a closing line that counts them; empty where there are none.
///
/// `text_of` gives a file's text, or `None` where it has none; such a finding shows the file alone.
pub fn render(diagnostics: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<Arc<str>>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.term_width(COLUMNS);
    let texts = Texts::new(text_of);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&report(&renderer, &texts, diagnostic));
        out.push_str("\n\n");
    }
    out.push_str(&closing(diagnostics));
    out
}

/// What `ctf explain CODE` prints: code, severity, title, and the explanation wrapped at 80 columns.
pub fn explain(entry: &Entry) -> String {
    let mut out = format!("{}[{}]: {}\n\n", severity(entry.severity), entry.code, entry.title);
    for line in entry.explanation.lines() {
        // Examples are indented in the catalogue and keep their own lines.
        if line.starts_with(' ') {
            out.push_str(line);
        } else {
            wrap(&mut out, line, 80);
        }
        out.push('\n');
    }
    out
}

/// "2 errors, 1 warning in 3 files": the counts every report closes with.
pub(super) fn counts(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
    let mut files: Vec<&str> = diagnostics.iter().map(|d| &*d.file).collect();
    files.sort_unstable();
    files.dedup();
    format!(
        "{}, {} in {}",
        number(errors, "error"),
        number(diagnostics.len() - errors, "warning"),
        number(files.len(), "file")
    )
}

/// The word printed for a severity; also its value in JSON and its command on GitHub.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The fix in words: "write `gold` instead of `golden`".
pub(super) fn advice(texts: &Texts, diagnostic: &Diagnostic, fix: &Fix) -> String {
    let place = texts.place(&diagnostic.file, &fix.span);
    let lines = texts.lines(&diagnostic.file);
    let old = match (&lines, &place) {
        (Some(lines), Some(place)) => &lines.text()[place.span.clone()],
        _ => "",
    };
    let new = fix.replacement.as_str();
    let one_line = new.trim_matches('\n');
    match (old, new) {
        (_, "") if old.trim().is_empty() => "delete what is marked".to_owned(),
        (_, "") => format!("delete `{}`", quoted(old)),
        _ if one_line.contains('\n') => format!("write\n{one_line}"),
        ("", _) if one_line.len() < new.len() => format!("add the line `{one_line}`"),
        ("", _) => format!("write `{new}` there"),
        _ if fix.span == diagnostic.span => format!("write `{new}`"),
        _ => format!("write `{new}` instead of `{}`", quoted(old)),
    }
}

fn report(renderer: &Renderer, texts: &Texts, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut places = Vec::new();
    let title = level
        .primary_title(visible::text(&diagnostic.message))
        .id(diagnostic.entry.code);
    let primary = AnnotationKind::Primary;
    let mut main = show(
        &mut places,
        texts,
        Group::with_title(title),
        primary,
        &diagnostic.file,
        &diagnostic.span,
    );
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.message(visible::text(help)));
    }
    // "Did you mean `gold`?" needs no "write `gold`" below it, and a help no lines that begin in the middle of one.
    let said = |fix: &Fix| {
        diagnostic
            .help
            .as_ref()
            .is_some_and(|help| fix.replacement.contains('\n') || help.contains(&format!("`{}`?", fix.replacement)))
    };
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !said(fix)) {
        main = main.element(Level::HELP.message(visible::text(&advice(texts, diagnostic, fix))));
    }
    let mut groups = vec![main];
    for related in &diagnostic.related {
        let title = Level::NOTE.secondary_title(visible::text(&related.message));
        let context = AnnotationKind::Context;
        groups.push(show(
            &mut places,
            texts,
            Group::with_title(title),
            context,
            &related.file,
            &related.span,
        ));
    }
    with_places(&renderer.render(&groups), &places)
}

/// Adds a place to a group: its lines where the file has text, else the file's name.
fn show<'a>(
    places: &mut Vec<String>,
    texts: &Texts,
    group: Group<'a>,
    kind: AnnotationKind,
    file: &str,
    span: &Range<usize>,
) -> Group<'a> {
    let name = visible::line(file);
    let Some(lines) = texts.lines(file) else {
        return group.element(Origin::path(name));
    };
    let place = lines.place(span);
    let excerpt = Excerpt::new(&lines, &place);
    places.push(format!("{name}:{}:{}", place.line, place.column));
    let label = excerpt.continues_to.map(|line| format!("goes on to line {line}"));
    group.element(
        Snippet::source(excerpt.source)
            .path(PLACE.to_string())
            .line_start(excerpt.first_line)
            .annotation(kind.span(excerpt.mark).label(label)),
    )
}

/// Puts each true place where the renderer wrote [`PLACE`] and a line and column of the excerpt.
fn with_places(rendered: &str, places: &[String]) -> String {
    let mut pieces = rendered.split(PLACE);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (piece, place) in pieces.zip(places) {
        out.push_str(place);
        out.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

fn closing(diagnostics: &[Diagnostic]) -> String {
    let worst = diagnostics
        .iter()
        .find(|d| d.severity() == Severity::Error)
        .or(diagnostics.first());
    match worst {
        Some(worst) => format!(
            "{} (explain with `ctf explain {}`)\n",
            counts(diagnostics),
            worst.entry.code
        ),
        None => String::new(),
    }
}

fn number(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The beginning of a text on one line, short enough to stand in a sentence.
fn quoted(text: &str) -> String {
    let line = text.trim_matches('\n').lines().next().unwrap_or_default();
    let mut out: String = line.chars().take(QUOTED).collect();
    if out.len() < text.trim_matches('\n').len() {
        out.push('…');
    }
    out
}

/// Appends words with a line feed before each that would pass the width; what stands between backticks stays whole.
fn wrap(out: &mut String, text: &str, width: usize) {
    let (mut column, mut code) = (0, false);
    let words = text.split(|c| {
        code ^= c == '`';
        c == ' ' && !code
    });
    for word in words {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
}

#[cfg(test)]
mod tests;
