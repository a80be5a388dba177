//! The headers of answers: those that the site's own `_headers` file asks of every host, and content types.

/// The rules of a `_headers` file, as Netlify and Cloudflare Pages read it: a line with a path, `*` at its end standing
/// for anything, then indented lines `Name: value`, or `! Name` to take a header away.
#[derive(Default)]
pub struct HeaderRules(Vec<Rule>);

struct Rule {
    path: String,
    /// `None` takes the header away.
    headers: Vec<(String, Option<String>)>,
}

/// What is decided here: nothing served is ever kept, and a promise of https does not hold for a local address.
const OWN: [&str; 2] = ["cache-control", "strict-transport-security"];

impl HeaderRules {
    pub fn parse(text: &str) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        {
            let header = line.trim();
            match rules.last_mut() {
                Some(rule) if line.starts_with([' ', '\t']) => {
                    let header = match header.strip_prefix('!') {
                        Some(name) => (name.trim().to_ascii_lowercase(), None),
                        None => {
                            let Some((name, value)) = header.split_once(':') else {
                                continue;
                            };
                            (name.trim().to_ascii_lowercase(), Some(value.trim().to_owned()))
                        }
                    };
                    rule.headers.push(header);
                }
                _ => rules.push(Rule {
                    path: header.to_owned(),
                    headers: Vec::new(),
                }),
            }
        }
        Self(rules)
    }

    /// The headers of the answer at a path. Of two rules that give one header both are sent, as hosts do: what a wider
    /// rule gave goes only where a line takes it away. A rule takes away before it gives.
    pub fn of(&self, path: &str) -> Vec<(&str, &str)> {
        let mut headers: Vec<(&str, &str)> = Vec::new();
        let holds = |rule: &&Rule| {
            rule.path
                .strip_suffix('*')
                .map_or(rule.path == path, |start| path.starts_with(start))
        };
        for rule in self.0.iter().filter(holds) {
            let taken = |known: &str| {
                rule.headers
                    .iter()
                    .any(|(name, value)| value.is_none() && name == known)
            };
            headers.retain(|(known, _)| !taken(known));
            let given = rule
                .headers
                .iter()
                .filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)));
            headers.extend(given.filter(|(name, _)| !OWN.contains(name)));
        }
        headers
    }
}

/// The media type of a file by the ending of its name (IANA, RFC 9239, RFC 7946).
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name == "feed.xml" {
        return "application/atom+xml";
    }
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "bib" => "application/x-bibtex",
        "ris" => "application/x-research-info-systems",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_rules_add_and_take_away() {
        let rules = HeaderRules::parse(
            "/*\n  X-Frame-Options: DENY\n  Content-Security-Policy: default-src 'none'; img-src data:\n  Strict-Transport-Security: max-age=1\n/embed/*\n  ! X-Frame-Options\n  Cache-Control: public\n/map/a.geojson\n  Access-Control-Allow-Origin: *\n",
        );
        let csp = ("content-security-policy", "default-src 'none'; img-src data:");
        assert_eq!(rules.of("/toolkits/"), [("x-frame-options", "DENY"), csp]);
        assert_eq!(rules.of("/embed/x/"), [csp]);
        let other = HeaderRules::parse(
            "/*\n  Content-Security-Policy: a\n/embed/*\n  Content-Security-Policy: b\n  ! Content-Security-Policy\n/both/*\n  Content-Security-Policy: c\n",
        );
        assert_eq!(other.of("/embed/map/"), [("content-security-policy", "b")]);
        let both = [("content-security-policy", "a"), ("content-security-policy", "c")];
        assert_eq!(other.of("/both/"), both);
        assert_eq!(
            rules.of("/map/a.geojson").last(),
            Some(&("access-control-allow-origin", "*"))
        );
    }

    #[test]
    fn types_follow_endings() {
        assert_eq!(content_type("es/feed.xml"), "application/atom+xml");
        assert_eq!(content_type("sitemap.xml"), "application/xml");
        assert_eq!(content_type("_headers"), "text/plain; charset=utf-8");
        assert_eq!(content_type("a.b/x"), "text/plain; charset=utf-8");
        assert_eq!(
            content_type("assets/1a/scripts/contents.js"),
            "text/javascript; charset=utf-8"
        );
    }
}
