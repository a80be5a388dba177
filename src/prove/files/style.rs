//! Stylesheets: `url( )` and `@import` are followed (P001, P015), and the weight is taken for P018.

use super::super::facts::{AssetFacts, Kind};
use super::super::hash::hash;
use super::{ASSET_QUALITY, Facts, File, compressed_length};

use memchr::memmem;

pub(super) fn examine(file: &mut File<'_>, facts: &mut Facts) {
    let text = without_comments(&String::from_utf8_lossy(&file.artifact.bytes));
    let mut imports = Vec::new();
    for address in addresses(&text) {
        // `url(#gradient)` names an element of the page that uses the style.
        let skip = address.text.is_empty() || address.text.starts_with('#');
        if !skip && file.load(address.text) && address.imports {
            imports.push(hash(file.path.as_bytes()));
        }
    }
    facts.kind = Kind::Asset(AssetFacts {
        weight: compressed_length(&file.artifact.bytes, ASSET_QUALITY) as u32,
        imports: imports.into_boxed_slice(),
    });
}

struct Found<'a> {
    text: &'a str,
    /// Another stylesheet.
    imports: bool,
}

/// Each address, in order.
fn addresses(css: &str) -> Vec<Found<'_>> {
    let mut all = Vec::new();
    for at in memmem::find_iter(css.as_bytes(), "url(") {
        let inner = css[at + 4..].trim_start();
        let text = match inner.chars().next() {
            Some(quote @ ('"' | '\'')) => inner[1..].split(quote).next().unwrap_or_default(),
            _ => inner.split(')').next().unwrap_or_default().trim(),
        };
        all.push((
            at,
            Found {
                text,
                imports: css[..at].trim_end().ends_with("@import"),
            },
        ));
    }
    for at in memmem::find_iter(css.as_bytes(), "@import") {
        let inner = css[at + 7..].trim_start();
        if let Some(quote @ ('"' | '\'')) = inner.chars().next() {
            let text = inner[1..].split(quote).next().unwrap_or_default();
            all.push((at, Found { text, imports: true }));
        }
    }
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, found)| found).collect()
}

/// An unclosed comment runs to the end (CSS Syntax 3 §4.3.2).
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_found_and_none_in_a_comment() {
        let css = without_comments("/* url(no) */@import \"a.css\";@import url( 'b.css' );x{y:url(c.png)}/*");
        let found: Vec<_> = addresses(&css)
            .iter()
            .map(|found| (found.text.to_owned(), found.imports))
            .collect();
        assert_eq!(
            found,
            [("a.css".into(), true), ("b.css".into(), true), ("c.png".into(), false)]
        );
    }
}
