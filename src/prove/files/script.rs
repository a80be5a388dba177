//! Scripts: static imports are followed (P001, P015), and the weight is taken for P018.
//!
//! A light reader of JavaScript: comments, strings and regular expressions are stepped over, and after the words
//! `from` and `import` a string is a module. It understands no more than that, and need not.

use super::super::facts::{AssetFacts, Kind};
use super::super::hash::hash;
use super::{ASSET_QUALITY, Facts, File, compressed_length};

pub(super) fn examine(file: &mut File<'_>, facts: &mut Facts) {
    let artifact = file.artifact;
    let mut imports = Vec::new();
    for module in modules(&artifact.bytes) {
        let text = String::from_utf8_lossy(module);
        // Bare names need an import map, which the policy blocks.
        let relative = text.starts_with(['.', '/']) || text.contains("://");
        if relative && file.load(&text) {
            imports.push(hash(file.path.as_bytes()));
        }
    }
    let weight = if is_counted(&artifact.path) {
        compressed_length(&artifact.bytes, ASSET_QUALITY)
    } else {
        0
    };
    facts.kind = Kind::Asset(AssetFacts {
        weight: weight as u32,
        imports: imports.into_boxed_slice(),
    });
}

/// Third-party code and the map have budgets of their own.
fn is_counted(path: &str) -> bool {
    !path
        .split('/')
        .any(|part| part == "vendor" || part.split('.').next() == Some("map"))
}

/// The modules that are named by static imports and exports.
fn modules(code: &[u8]) -> Vec<&[u8]> {
    let mut all = Vec::new();
    let mut at = 0;
    // Whether the last word was `from` or `import`.
    let mut wanted = false;
    // Whether a `/` would begin a regular expression.
    let mut operand = true;
    while let Some(&byte) = code.get(at) {
        let rest = &code[at..];
        if byte.is_ascii_whitespace() {
            at += 1;
        } else if rest.starts_with(b"//") {
            at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        } else if rest.starts_with(b"/*") {
            at += memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4);
        } else if is_word(byte) {
            let length = rest.iter().take_while(|byte| is_word(**byte)).count();
            let member = at > 0 && code[at - 1] == b'.';
            wanted = matches!(&rest[..length], b"from" | b"import") && !member;
            operand = matches!(
                &rest[..length],
                b"return" | b"typeof" | b"case" | b"in" | b"of" | b"void" | b"delete"
            );
            at += length;
        } else if matches!(byte, b'"' | b'\'' | b'`') || byte == b'/' && operand {
            let length = quoted_length(rest);
            if wanted && matches!(byte, b'"' | b'\'') && length >= 2 {
                all.push(&rest[1..length - 1]);
            }
            (wanted, operand) = (false, false);
            at += length;
        } else {
            wanted = false;
            operand = !matches!(byte, b')' | b']' | b'}');
            at += 1;
        }
    }
    all
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// Of the string, template or regular expression at the head, with both marks; only a template may span lines.
fn quoted_length(rest: &[u8]) -> usize {
    let mark = rest[0];
    let mut in_class = false;
    let mut at = 1;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' if mark != b'`' => return at,
            b'[' if mark == b'/' => in_class = true,
            b']' => in_class = false,
            _ if byte == mark && !in_class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn static_imports_are_found_and_nothing_else() {
        let code = r#"// import "no.js"
            import "./a.js"; import{b}from"./b.js"; export * from './c.js';
            /* from "no.js" */ const s = 'from "no.js"'; x.from("no.js"); Array.from "no.js";
            const r = /["'`]/; import d from "./d.js"; import("no.js"); `import "no.js"`;"#;
        let found: Vec<_> = modules(code.as_bytes())
            .into_iter()
            .map(String::from_utf8_lossy)
            .collect();
        assert_eq!(found, ["./a.js", "./b.js", "./c.js", "./d.js"]);
    }

    #[test]
    fn vendored_code_and_the_map_are_not_counted() {
        assert!(is_counted("assets/1f/scripts/menu.js"));
        assert!(is_counted("assets/1f/scripts/sitemap.js"));
        assert!(!is_counted("assets/1f/scripts/map.js"));
        assert!(!is_counted("assets/1f/scripts/map/worker.js"));
        assert!(!is_counted("assets/1f/vendor/d3-geo.js"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, code in "(from|import|[\"'`/*\\\\ \n.a]){0,30}") {
            modules(&bytes);
            modules(code.as_bytes());
        }
    }
}
