//! Stage 4, `Catalog` → [`Site`]: ids × packs become routes, fallbacks, lists, backlinks and redirects.
//!
//! In: the catalog, the theme, the settings. Out: the `Site`, complete and immutable: what stands where, in which
//! language, and what leads to it. Never: make HTML, or read a file.

mod comments;
mod facets;
mod lists;
mod plan;
mod relations;
mod routes;
mod theme;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, RelPath};
use crate::languages::Pack;
use crate::load::{Article, Catalog, Program};
use crate::model::{Date, Id};
use crate::source::{Media, Sources};

pub use facets::{FacetValue, Faceted, FacetedList, Facets};
pub use lists::{List, Listed};
pub use relations::{Groups, Relations, Ties, countries};
pub use routes::{EMBED, RESERVED, SEARCH, STREETS, country_id};
pub use theme::{Asset, Theme};

/// What does not come from the project's files.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the site will stand, with a closing slash; overrides `data/site.yml`.
    pub base_url: Option<String>,
    /// Leaves demonstration records out.
    pub production: bool,
    /// Writes the whole security policy into every page, for hosts that send no headers.
    pub policy_in_pages: bool,
    pub today: Date,
    pub source_commit: Option<String>,
}

impl Settings {
    /// Where the site will stand: `https://example.org` and `/` or `/ctf/`.
    pub fn place(&self, catalog: &Catalog) -> (String, String) {
        split_base(self.base_url.as_ref().unwrap_or(&catalog.site.base_url.value))
    }

    /// Whether the site shows a program: production leaves demonstration records out.
    pub fn shows(&self, program: &Program) -> bool {
        !(self.production && program.demo)
    }
}

/// The whole site, planned.
pub struct Site {
    pub catalog: Arc<Catalog>,
    pub settings: Settings,
    pub theme: Arc<Theme>,
    pub media: BTreeMap<RelPath, Media>,
    /// `https://example.org`
    pub origin: String,
    /// `/` or `/ctf/`
    pub base: String,
    /// The source pack first, then by id.
    pub packs: Vec<PackPlan>,
    /// Every page, in the order of their routes.
    pub pages: Vec<Page>,
    pub by_route: HashMap<Arc<str>, usize>,
    pub lists: Vec<List>,
    pub relations: Relations,
    pub facets: Facets,
}

/// A pack and where its pages stand.
pub struct PackPlan {
    pub pack: Arc<Pack>,
    /// `` for the source pack, `es-mx/` for others.
    pub prefix: String,
    /// Whether it has words of its own, so that pages made of records speak its language.
    pub speaks: bool,
    /// Route of every page by its id.
    pub routes: HashMap<Id, Arc<str>>,
    /// The article shown for each id: its own or the nearest of its chain.
    pub articles: HashMap<Id, Arc<Article>>,
}

/// One page that will be written.
#[derive(Clone, Debug)]
pub struct Page {
    /// Below the base, without a leading slash: `toolkits/start-an-fls/`.
    pub route: Arc<str>,
    /// Index into [`Site::packs`].
    pub pack: usize,
    pub id: Id,
    pub view: View,
    /// Which page of a list, from 1.
    pub number: usize,
    /// Index into [`Site::lists`].
    pub list: Option<usize>,
    /// Whether search engines may list it.
    pub indexable: bool,
    /// Whether it shows demonstration records only.
    pub demo: bool,
    /// The file that findings about it name.
    pub source: RelPath,
}

/// What a page shows.
#[derive(Clone, Debug)]
pub enum View {
    /// An article, in the page's pack or borrowed from another.
    Article(Arc<Article>),
    Program(Arc<Program>),
    /// A country, with the article about it where there is one.
    Country {
        code: Arc<str>,
        text: Option<Arc<Article>>,
    },
    Topic(Arc<str>),
    /// The part of a list that has one value of a facet.
    Facet(Arc<FacetValue>),
    /// What can be searched, by its titles.
    Search,
    /// The map for frames of other sites.
    Embed,
    /// Streets and the programs on them, where the site has tiles.
    Streets,
    NotFound,
    /// A former address; the route it leads to.
    Redirect(Arc<str>),
}

impl Page {
    /// The file it is written to.
    pub fn file(&self) -> String {
        if self.route.ends_with(".html") {
            self.route.to_string()
        } else {
            format!("{}index.html", self.route)
        }
    }
}

impl Site {
    pub fn pack(&self, page: &Page) -> &Pack {
        &self.packs[page.pack].pack
    }

    /// The address of a route as pages write it: `/ctf/toolkits/`.
    pub fn url(&self, route: &str) -> String {
        format!("{}{route}", self.base)
    }

    /// The address of a route with scheme and host.
    pub fn absolute(&self, route: &str) -> String {
        format!("{}{}{route}", self.origin, self.base)
    }

    /// The route of the page `id` in a pack.
    pub fn route(&self, pack: usize, id: &str) -> Option<&Arc<str>> {
        self.packs[pack].routes.get(id)
    }

    /// The article shown for `id` in a pack: its own or the nearest of its chain.
    pub fn article(&self, pack: usize, id: &str) -> Option<&Arc<Article>> {
        self.packs[pack].articles.get(id)
    }

    /// Whether anything but programs is recorded of a country.
    pub fn has_records(&self, code: &str) -> bool {
        let names = |codes: &[crate::model::Spanned<String>]| codes.iter().any(|one| one.value == code);
        self.relations.articles_by_country.contains_key(code)
            || self.catalog.partners.values().any(|it| names(&it.countries))
            || self.catalog.mentorship.values().any(|it| names(&it.countries))
            || self.catalog.statistics.values().any(|it| names(&it.countries))
    }

    /// The pages that are the same page in other packs, where each is really translated; itself among them.
    pub fn alternates<'a>(&'a self, page: &'a Page) -> Vec<&'a Page> {
        if self.packs.len() == 1 || !page.indexable {
            return Vec::new();
        }
        let others = (0..self.packs.len()).filter_map(|pack| {
            let route = self.route(pack, &page.id)?;
            let route = routes::numbered(route, page.number);
            self.by_route.get(route.as_str()).map(|at| &self.pages[*at])
        });
        let pages: Vec<_> = others.filter(|other| other.indexable).collect();
        if pages.len() > 1 { pages } else { Vec::new() }
    }
}

/// Plans the site.
pub fn link(catalog: Catalog, sources: &Sources, settings: Settings) -> (Site, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let theme = Arc::new(Theme::read(&catalog, sources, &settings, &mut found));
    let site = link_with(Arc::new(catalog), sources.media.clone(), theme, settings, &mut found);
    (site, found)
}

/// Plans the site with a theme that has been read already.
pub fn link_with(
    catalog: Arc<Catalog>,
    media: BTreeMap<RelPath, Media>,
    theme: Arc<Theme>,
    settings: Settings,
    found: &mut Vec<Diagnostic>,
) -> Site {
    let (origin, base) = settings.place(&catalog);
    let facets = facets::facets(&catalog, &settings);
    let (packs, relations) = rayon::join(
        || routes::packs(&catalog, &settings, &facets),
        || relations::relations(&catalog, &settings),
    );
    let mut site = Site {
        relations,
        facets,
        catalog,
        settings,
        theme,
        media,
        origin,
        base,
        packs,
        pages: Vec::new(),
        by_route: HashMap::new(),
        lists: Vec::new(),
    };
    plan::plan(&mut site, found);
    site
}

/// `https://example.org/ctf/` → `https://example.org` and `/ctf/`.
fn split_base(url: &str) -> (String, String) {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    let path = url[after_scheme..].find('/').map_or(url.len(), |at| at + after_scheme);
    let base = format!("/{}/", url[path..].trim_matches('/'));
    (url[..path].to_owned(), if base == "//" { "/".to_owned() } else { base })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_base_is_an_origin_and_a_path() {
        let of = |url: &str| super::split_base(url);
        assert_eq!(
            of("https://example.org/ctf"),
            ("https://example.org".into(), "/ctf/".into())
        );
        assert_eq!(of("https://example.org/"), ("https://example.org".into(), "/".into()));
        assert_eq!(
            of("http://127.0.0.1:8000"),
            ("http://127.0.0.1:8000".into(), "/".into())
        );
    }
}
