//! Sitemap (sitemaps.org 0.9, with language alternates) and Atom feeds (RFC 4287).

use std::fmt::Write;

use crate::html::{attribute, text};
use crate::languages::Pack;
use crate::link::Site;
use crate::load::{Article, Facts, Kind};
use crate::model::Date;

/// Addresses in one sitemap; the protocol allows 50,000.
const SITEMAP_SIZE: usize = 45_000;
/// Entries of a feed.
const FEED_SIZE: usize = 30;

/// Where the sitemaps stand: `sitemap.xml` alone, or as an index of its parts.
pub fn sitemap_paths(site: &Site) -> Vec<String> {
    let entries = site.pages.iter().filter(|page| page.indexable).count();
    let parts = if entries <= SITEMAP_SIZE {
        0
    } else {
        entries.div_ceil(SITEMAP_SIZE)
    };
    std::iter::once("sitemap.xml".to_owned())
        .chain((1..=parts).map(part_path))
        .collect()
}

fn part_path(part: usize) -> String {
    format!("sitemap-{part}.xml")
}

/// The sitemap that stands at this place of [`sitemap_paths`].
pub fn sitemap(site: &Site, at: usize) -> String {
    let parts = sitemap_paths(site).len() - 1;
    if at == 0 && parts > 0 {
        let part = |part| {
            format!(
                "<sitemap><loc>{}</loc></sitemap>\n",
                text(&site.absolute(&part_path(part)))
            )
        };
        return format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</sitemapindex>\n",
            (1..=parts).map(part).collect::<String>()
        );
    }
    let indexable = site.pages.iter().filter(|page| page.indexable);
    let entries: String = indexable
        .skip(at.saturating_sub(1) * SITEMAP_SIZE)
        .take(SITEMAP_SIZE)
        .map(|page| entry(site, page))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{entries}</urlset>\n"
    )
}

fn entry(site: &Site, page: &crate::link::Page) -> String {
    let mut out = format!("<url><loc>{}</loc>", text(&site.absolute(&page.route)));
    for other in site.alternates(page) {
        let lang = attribute(&site.pack(other).facts.tag.value);
        let _ = write!(
            out,
            "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>",
            attribute(&site.absolute(&other.route))
        );
    }
    out.push_str("</url>\n");
    out
}

/// A feed of a pack: of everything, of the toolkits, of the papers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    All,
    Toolkits,
    Publications,
}

impl Feed {
    /// The feeds of a pack: one of everything, and one for each list that has a page.
    pub fn all(site: &Site, pack: usize) -> impl Iterator<Item = Self> {
        let all = [Self::All, Self::Toolkits, Self::Publications];
        all.into_iter().filter(move |feed| feed.home(site, pack).is_some())
    }

    /// Beside the page that lists what it tells of.
    pub fn path(self, site: &Site, pack: usize) -> String {
        format!("{}feed.xml", self.home(site, pack).unwrap_or_default())
    }

    /// The route of the page that lists what it tells of.
    fn home(self, site: &Site, pack: usize) -> Option<&str> {
        let id = match self {
            Self::All => return Some(&site.packs[pack].prefix),
            Self::Toolkits => "toolkits/index",
            Self::Publications => "literature/index",
        };
        site.route(pack, id).map(|route| &**route)
    }

    pub fn title(self, of: &Pack) -> Option<&str> {
        let message = match self {
            Self::All => "feed_title",
            Self::Toolkits => "feed_toolkits",
            Self::Publications => "feed_publications",
        };
        of.messages.plain(message)
    }

    fn tells_of(self, article: &Article) -> bool {
        match self {
            Self::All => true,
            Self::Toolkits => article.kind == Kind::Toolkit,
            Self::Publications => article.kind == Kind::Publication,
        }
    }
}

/// What was added or changed last in a pack, of what has a date.
pub fn feed(site: &Site, pack: usize, feed: Feed) -> String {
    let plan = &site.packs[pack];
    let of = &plan.pack;
    let own = site
        .catalog
        .articles
        .values()
        .filter_map(|packs| packs.get(of.id()))
        .filter(|article| feed.tells_of(article))
        .filter(|article| plan.routes.contains_key(&article.id) && article.front.is_published(site.settings.today));
    let mut entries: Vec<(Date, &Article)> = own
        .filter_map(|article| Some((day(article)?, article.as_ref())))
        .collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    entries.truncate(FEED_SIZE);
    let updated = entries.first().map_or(site.settings.today, |(day, _)| *day);
    let home = site.absolute(feed.home(site, pack).unwrap_or_default());
    let own_url = site.absolute(&feed.path(site, pack));
    let title = feed.title(of).unwrap_or(&site.catalog.site.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{home}</id>\n<title>{}</title>\n<updated>{updated}T00:00:00Z</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<author><name>{}</name></author>\n",
        attribute(&of.facts.tag.value),
        text(title),
        attribute(&own_url),
        attribute(&home),
        text(&site.catalog.site.title),
        home = text(&home),
    );
    for (day, article) in entries {
        let url = site.absolute(&plan.routes[&article.id]);
        let _ = writeln!(
            out,
            "<entry><id>{}</id><title>{}</title><updated>{day}T00:00:00Z</updated><link rel=\"alternate\" type=\"text/html\" href=\"{}\"/><summary>{}</summary></entry>",
            text(&url),
            text(&article.front.title.value),
            attribute(&url),
            text(&article.front.description.value)
        );
    }
    out.push_str("</feed>\n");
    out
}

fn day(article: &Article) -> Option<Date> {
    let issued = match &article.facts {
        Facts::Publication(facts) => facts.issued.as_ref().map(|issued| issued.value.first_day()),
        _ => None,
    };
    article.front.updated.as_ref().map(|day| day.value).or(issued)
}
