//! What a browser may do on our pages: Content Security Policy Level 3 and its companions.
//!
//! Pages are of three kinds. Usual ones may load only from the site and stand in no frame. The embedded map may stand in
//! the frames of other sites. The page of streets, which exists only where `data/site.yml` names tiles, may load pictures
//! and data from the host of the tiles.

use crate::link::{Site, View};
use crate::model::TilesUrl;

/// What decides a page's policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Usual,
    Embed,
    Streets,
}

impl Kind {
    pub fn of(view: &View) -> Self {
        match view {
            View::Embed => Self::Embed,
            View::Streets => Self::Streets,
            _ => Self::Usual,
        }
    }
}

/// The policy of one kind of page: what differs between them.
struct Policy {
    /// Whence pictures and data come besides the site.
    pictures: String,
    data: String,
    /// The Trusted Types policies that scripts may make.
    trusted_types: &'static str,
    /// Who may show the page in a frame, said by header alone (CSP3 §3.3); none leaves it to the other site.
    frames: Option<&'static str>,
}

impl Policy {
    fn of(kind: Kind, tiles: Option<&TilesUrl>) -> Self {
        let usual = Self {
            pictures: "data:".to_owned(),
            data: String::new(),
            trusted_types: "ctf",
            frames: Some("'none'"),
        };
        match kind {
            Kind::Usual => usual,
            Kind::Embed => Self { frames: None, ..usual },
            Kind::Streets => {
                let host = tiles.and_then(TilesUrl::origin).unwrap_or_default();
                Self {
                    // MapLibre makes pictures of what it has fetched.
                    pictures: format!("data: blob: {host}").trim_end().to_owned(),
                    data: host.to_owned(),
                    // MapLibre starts its worker by a plain address, which only a policy of the name `default` may
                    // judge; ours lets that one address through (scripts/streets.js).
                    trusted_types: "ctf default",
                    ..usual
                }
            }
        }
    }

    /// The whole policy but `frame-ancestors`, which `<meta>` may not carry.
    fn whole(&self) -> String {
        let Self { pictures, .. } = self;
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {pictures}; {}",
            self.common()
        )
    }

    /// What every page carries itself. It leaves out where scripts, styles and pictures come from: the header says that,
    /// and the Nu checker, which knows no origin for `'self'`, takes each of our own files for a breach of a policy in
    /// the page.
    fn floor(&self) -> String {
        format!(
            "object-src 'none'; frame-src 'none'; media-src 'none'; script-src-attr 'none'; style-src-attr 'none'; {}",
            self.common()
        )
    }

    fn common(&self) -> String {
        let data = if self.data.is_empty() {
            String::new()
        } else {
            format!(" {}", self.data)
        };
        format!(
            "connect-src 'self'{data}; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types {}",
            self.trusted_types
        )
    }

    fn header(&self) -> String {
        let frames = self
            .frames
            .map_or_else(String::new, |who| format!("; frame-ancestors {who}"));
        format!("Content-Security-Policy: {}{frames}", self.whole())
    }
}

fn tiles(site: &Site) -> Option<&TilesUrl> {
    site.catalog.site.map.tiles.as_ref().map(|tiles| &*tiles.url)
}

/// The policy as an element of the head: the floor, or the whole where the host sends no headers.
pub fn element(site: &Site, kind: Kind) -> String {
    let policy = Policy::of(kind, tiles(site));
    let text = if site.settings.policy_in_pages {
        policy.whole()
    } else {
        policy.floor()
    };
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{text}\">")
}

/// The file `_headers`, as Cloudflare Pages reads it (and Netlify, but for the lines that take a header away).
pub fn headers(site: &Site) -> String {
    let base = &site.base;
    let mut out = format!(
        "{base}*\n  \
         {}\n  \
         Strict-Transport-Security: max-age=63072000; includeSubDomains\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n  \
         X-Frame-Options: DENY\n\
         {base}assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n\
         {base}map/*\n  \
         Access-Control-Allow-Origin: *\n\
         {base}data/*\n  \
         Access-Control-Allow-Origin: *\n",
        Policy::of(Kind::Usual, None).header()
    );
    for page in &site.pages {
        let kind = Kind::of(&page.view);
        if kind == Kind::Usual {
            continue;
        }
        // Two headers of one name are two policies, and both hold: the wider rule's has to go first.
        let policy = Policy::of(kind, tiles(site));
        out.push_str(&format!("{base}{}*\n  ! Content-Security-Policy\n", page.route));
        if policy.frames.is_none() {
            out.push_str("  ! X-Frame-Options\n");
        }
        out.push_str(&format!("  {}\n", policy.header()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_may_what_it_needs_and_no_more() {
        let far = TilesUrl::from_text("https://tiles.example.org/a.pmtiles").unwrap();
        let own = TilesUrl::from_text("/tiles/a.pmtiles").unwrap();
        let header = |kind| Policy::of(kind, Some(&far)).header();
        assert!(header(Kind::Usual).ends_with("trusted-types ctf; frame-ancestors 'none'"));
        assert!(!header(Kind::Embed).contains("frame-ancestors"));
        let streets = header(Kind::Streets);
        assert!(streets.contains("img-src 'self' data: blob: https://tiles.example.org;"));
        assert!(streets.contains("connect-src 'self' https://tiles.example.org;"));
        for kind in [Kind::Usual, Kind::Embed] {
            assert!(!header(kind).contains("tiles.example.org"), "{kind:?}");
        }
        for kind in [Kind::Usual, Kind::Embed, Kind::Streets] {
            let policy = Policy::of(kind, Some(&own));
            for text in [policy.whole(), policy.floor()] {
                assert!(text.contains("connect-src 'self';"), "{kind:?}: {text}");
                assert!(text.contains("require-trusted-types-for 'script'; trusted-types ctf"));
                assert!(!text.contains("frame-ancestors"), "{kind:?}");
            }
        }
    }
}
