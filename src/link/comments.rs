//! Comments of our own scripts and style sheets stay in the repository: a third of their bytes would help no visitor.
//!
//! A light reader: strings, templates and regular expressions are stepped over. Third-party code is left as it is.

/// A script or style sheet of ours as it is published; none for what is published byte for byte.
pub fn published(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let script = name.ends_with(".js");
    let ours = !name.starts_with("vendor/") && (script || name.ends_with(".css"));
    ours.then(|| without_comments(bytes, script))
}

/// Comments are dropped, and lines that held nothing else. `script`: `//` begins a comment and `/` may begin a regular
/// expression.
fn without_comments(code: &[u8], script: bool) -> Vec<u8> {
    let mut kept: Vec<u8> = Vec::with_capacity(code.len());
    let mut at = 0;
    // Whether a `/` would begin a regular expression: after an operator, not after a value.
    let mut operand = true;
    while let Some(&byte) = code.get(at) {
        let rest = &code[at..];
        let length = if rest.starts_with(b"/*") {
            drop_to(
                &mut kept,
                rest,
                memchr::memmem::find(&rest[2..], b"*/").map(|end| end + 4),
            )
        } else if script && rest.starts_with(b"//") {
            drop_to(&mut kept, rest, memchr::memchr(b'\n', rest))
        } else {
            let length = match byte {
                b'"' | b'\'' => quoted(rest),
                b'`' if script => quoted(rest),
                b'/' if script && operand => quoted(rest),
                _ if is_word(byte) => rest.iter().take_while(|byte| is_word(**byte)).count(),
                _ => 1,
            };
            let piece = &rest[..length];
            if !byte.is_ascii_whitespace() {
                operand = match byte {
                    _ if is_word(byte) => matches!(piece, b"return" | b"typeof" | b"case" | b"in" | b"of" | b"void"),
                    b'"' | b'\'' | b'`' | b')' | b']' | b'}' => false,
                    b'/' => length == 1,
                    _ => true,
                };
            }
            kept.extend_from_slice(piece);
            length
        };
        at += length;
    }
    kept
}

/// Passes over a comment; the line that it had for itself goes with it. Returns how many bytes are passed.
fn drop_to(kept: &mut Vec<u8>, rest: &[u8], end: Option<usize>) -> usize {
    let end = end.unwrap_or(rest.len());
    let line = kept.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let alone = kept[line..].iter().all(|byte| matches!(byte, b' ' | b'\t'));
    let after = rest[end..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    if alone && rest[end + after..].starts_with(b"\n") {
        kept.truncate(line);
        return end + after + 1;
    }
    end
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// Of the string, template or regular expression at the head, with both marks; only a template may span lines.
fn quoted(rest: &[u8]) -> usize {
    let mark = rest[0];
    let mut in_class = false;
    let mut at = 1;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            // No regular expression after all: a division.
            b'\n' if mark == b'/' => return 1,
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

    fn script(code: &str) -> String {
        String::from_utf8(without_comments(code.as_bytes(), true)).unwrap()
    }

    #[test]
    fn comments_go_and_nothing_else() {
        assert_eq!(
            script("// @ts-check\n/**\n * a\n */\nlet a = 1; // one\n  // two\nlet b;\n"),
            "let a = 1; \nlet b;\n"
        );
        assert_eq!(script("f(/** @type {any} */ (a), b / c / d);"), "f( (a), b / c / d);");
        for whole in [
            "const u = 'https://example.org/*'; const t = `// ${a} /* b */`;",
            "const r = /[/*\"]\\/\\/'/u; x = a / b; y = s.replace(/\"(.*)\"/s, '//');",
            "if (/^\\d+$/.test(a)) return /\\/\\*/;",
        ] {
            assert_eq!(script(whole), whole);
        }
        assert_eq!(
            without_comments(b"/* a */\n.b { c: url(//d); } /* e */\n", false),
            b".b { c: url(//d); } \n"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, code in "(let|return|[\"'`/*\\\\ \n.a=()]){0,40}") {
            without_comments(&bytes, true);
            without_comments(code.as_bytes(), true);
            without_comments(code.as_bytes(), false);
        }
    }
}
