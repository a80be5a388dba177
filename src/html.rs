//! Text into HTML: the one place where it is escaped by hand (templates escape by themselves).

/// `text` as character data.
pub fn escape_text(text: &str, out: &mut String) {
    escape(text, out, false);
}

/// `text` as the value of an attribute in double quotes.
pub fn escape_attribute(text: &str, out: &mut String) {
    escape(text, out, true);
}

fn escape(text: &str, out: &mut String, quotes: bool) {
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        out.push_str(&text[rest..at]);
        out.push_str(reference);
        rest = at + 1;
    }
    out.push_str(&text[rest..]);
}

/// `text` escaped as character data, as a new string.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_text(text, &mut out);
    out
}

/// `text` escaped as an attribute's value, as a new string.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_attribute(text, &mut out);
    out
}

/// A value in the query of an address: everything but the unreserved characters of RFC 3986 §2.3 as its bytes.
pub fn in_query(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_in_text_stays_text() {
        assert_eq!(super::text("a < b & \"c\""), "a &lt; b &amp; \"c\"");
        assert_eq!(super::attribute("\"><script>"), "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn a_value_in_a_query_ends_no_value() {
        assert_eq!(super::in_query("/é/?a=b&c"), "/%C3%A9/%3Fa%3Db%26c");
    }
}
