//! P021: the sitemap lists exactly the pages that search engines may list.

use super::{Findings, Hashes, Kind, Site, hash, shown, site_path};
use crate::diagnostics::{Diagnostic, catalogue};

pub(super) fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    let mut listed = Hashes::default();
    let mut any = false;
    for facts in site.facts {
        let Kind::Sitemap(sitemap) = &facts.kind else {
            continue;
        };
        any = true;
        let mut findings = Findings::new(&facts.source);
        for place in &sitemap.places {
            let problem = match site.at(place).map(|target| &target.kind) {
                None => "which is not in the site",
                Some(Kind::Sitemap(_)) if sitemap.index => continue,
                Some(_) if sitemap.index => "which is not a sitemap",
                Some(Kind::Page(page)) if page.is_indexable() => {
                    listed.insert(hash(place.as_bytes()));
                    continue;
                }
                Some(Kind::Page(page)) if page.is_redirect() => "which only sends its reader on",
                Some(_) => "which search engines are not to list",
            };
            let message = format!("The sitemap `{}` lists `/{place}`, {problem}.", shown(&facts.path));
            findings.add(
                &catalogue::SITEMAP,
                message,
                "A sitemap names only pages that answer and may be listed.",
            );
        }
        all.append(&mut findings.list);
    }
    if any {
        let missing = site
            .pages()
            .filter(|(facts, page)| page.is_indexable() && !listed.contains(&hash(site_path(&facts.path).as_bytes())));
        all.extend(missing.map(|(facts, _)| {
            let message = format!("The page `{}` is missing in the sitemap.", shown(&facts.path));
            Diagnostic::new(&catalogue::SITEMAP, &facts.source, 0..0, message)
                .help("Every page that search engines may list stands in sitemap.xml.")
        }));
    }
    all
}
