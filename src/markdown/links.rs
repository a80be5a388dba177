//! Where links lead, told from how they are written.

use crate::diagnostics::RelPath;
use crate::model::{self, Id};

/// The target of a link in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An https address or the mailbox of a role.
    External(Box<str>),
    /// A page by its id, from `../kpis/index.md#bands` or `id:kpis/index#bands`.
    Page {
        id: Id,
        fragment: Option<Box<str>>,
    },
    /// A heading of the same page.
    Fragment(Box<str>),
    /// A picture or document, as its path below the root.
    Media(RelPath),
    /// What no page can have; the text says why.
    Unsafe(&'static str),
    Lost,
}

/// The target of `raw`, written in `file` (`content/<pack>/…`).
pub fn classify(raw: &str, file: &str) -> Target {
    let (path, fragment) = match raw.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.into())),
        None => (raw, None),
    };
    if path.is_empty() {
        return fragment.map_or(Target::Lost, Target::Fragment);
    }
    if let Some(id) = path.strip_prefix("id:") {
        return Target::Page {
            id: id.trim_matches('/').into(),
            fragment,
        };
    }
    if raw.starts_with("https://") {
        return match model::https_fault(raw) {
            None => Target::External(raw.into()),
            Some(fault) => Target::Unsafe(fault),
        };
    }
    if raw.starts_with("mailto:") {
        return match model::role_contact_fault(raw) {
            None => Target::External(raw.into()),
            Some(fault) => Target::Unsafe(fault),
        };
    }
    // Browsers drop tabs and line feeds inside a scheme, and some decode it: a colon in the first segment is never a path.
    let first: String = path
        .split('/')
        .next()
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    if first.contains(':') || first.contains("&#") || first.to_ascii_lowercase().contains("%3a") {
        return Target::Unsafe("only https:// and mailto: of a role lead out of the site");
    }
    if path.starts_with('/') || path.starts_with('\\') {
        return Target::Lost;
    }
    match resolve(path, file) {
        Some(resolved) => match resolved.strip_suffix(".md") {
            Some(stem) => Target::Page {
                id: page_id(stem).unwrap_or("").into(),
                fragment,
            },
            None if crate::source::MediaKind::of_name(&resolved).is_some() => Target::Media(resolved.into()),
            None => Target::Lost,
        },
        None => Target::Lost,
    }
}

/// `content/en/kpis/index` → `kpis/index`.
fn page_id(stem: &str) -> Option<&str> {
    stem.strip_prefix("content/")?.split_once('/').map(|(_, id)| id)
}

/// `path` relative to the folder of `file`; `None` where it climbs out of `content/<pack>`.
fn resolve(path: &str, file: &str) -> Option<String> {
    let mut segments: Vec<&str> = file.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." if segments.len() > 2 => drop(segments.pop()),
            ".." => return None,
            _ => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_ids() {
        let page = |id: &str, fragment: Option<&str>| Target::Page {
            id: id.into(),
            fragment: fragment.map(Into::into),
        };
        let file = "content/en/toolkits/start.md";
        assert_eq!(
            classify("../kpis/index.md#bands", file),
            page("kpis/index", Some("bands"))
        );
        assert_eq!(classify("other.md", file), page("toolkits/other", None));
        assert_eq!(classify("id:kpis/index", file), page("kpis/index", None));
        assert_eq!(classify("#a", file), Target::Fragment("a".into()));
        assert_eq!(
            classify("ward.png", file),
            Target::Media("content/en/toolkits/ward.png".into())
        );
        assert_eq!(classify("../../fr/index.md", file), Target::Lost);
        assert_eq!(classify("/kpis/", file), Target::Lost);
    }

    #[test]
    fn live_schemes_are_unsafe_however_they_are_written() {
        for raw in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "http://example.org",
            "file:///etc/passwd",
            "javascript%3Aalert(1)",
            "blob:x",
            "ftp://x.org",
            "mailto:jane.doe@example.org",
        ] {
            assert!(matches!(classify(raw, "content/en/a.md"), Target::Unsafe(_)), "{raw}");
        }
    }
}
