//! The tables: every key of every kind of record, what it means and how it is written.
//!
//! Order is the order in which `ctf new` writes the keys and the editors' field lists show them.

use super::shape::{Field, Shape, Ty};
use crate::model;

const fn required(name: &'static str, ty: Ty, doc: &'static str, example: &'static str) -> Field {
    Field {
        name,
        ty,
        required: true,
        doc,
        example,
    }
}

const fn optional(name: &'static str, ty: Ty, doc: &'static str, example: &'static str) -> Field {
    Field {
        name,
        ty,
        required: false,
        doc,
        example,
    }
}

/// A Markdown file's shape: what all of them say, then what its kind says besides.
#[rustfmt::skip]
macro_rules! article {
    ($name:literal, $title:expr $(, $field:expr)* $(,)?) => {
        Shape {
            name: $name,
            fields: &[
                $title,
                required("description", Ty::Text(300), "one or two sentences for lists and search engines", "How to plan, staff and open a service."),
                optional("nav_title", Ty::Text(40), "a shorter title for menus", "Start"),
                optional("slug", Ty::Key, "another last part of the address, for translations", "empezar"),
                optional("draft", Ty::Boolean, "true keeps the page unpublished", "true"),
                optional("publish_on", Ty::Date, "the page appears from this day on", "2027-01-15"),
                optional("aliases", Ty::List(&Ty::Route), "former addresses that lead here", "[old-name]"),
                optional("updated", Ty::Date, "the day of the last change of meaning", "2026-11-24"),
                optional("reviewed", Ty::Date, "the day of the last review by a clinician", "2026-11-24"),
                optional("status", Ty::Choice(model::PackStatus::WORDS), "state of a translation", "draft"),
                optional("private", Ty::Text(2000), "a note for editors, never published", "ask the committee"),
                $($field),*
            ],
        }
    };
}

const TITLE: Field = required(
    "title",
    Ty::Text(140),
    "the page's title",
    "Start a fracture liaison service",
);

#[rustfmt::skip]
pub const PAGE: Shape = article! {
    "page",
    TITLE,
    optional("list", Ty::Choice(model::ListKind::WORDS), "a paged list below the text", "toolkits"),
    optional("per_page", Ty::Integer(5, 500), "length of a page of the list; of programs, how many stand on it at most before only countries are listed", "50"),
    optional("layout", Ty::Choice(model::Layout::WORDS), "how the page is laid out", "home"),
    optional("order", Ty::Integer(0, 10000), "place among its siblings", "10"),
    optional("topics", Ty::List(&Ty::Key), "topics of the page", "[policy]"),
    optional("professional", Ty::Boolean, "true shows “information for professionals”", "true"),
};

#[rustfmt::skip]
pub const FILE: Shape = Shape {
    name: "file",
    fields: &[
        required("title", Ty::Text(200), "what the file is", "FLS toolkit"),
        required("url", Ty::Address, "where it is published", "https://www.example.org/toolkit"),
        required("language", Ty::Language, "its language", "en"),
        required("format", Ty::Choice(model::FileFormat::WORDS), "its format", "pdf"),
        optional("edition", Ty::Text(60), "its edition or version", "2nd edition"),
    ],
};

#[rustfmt::skip]
pub const TOOLKIT: Shape = article! {
    "toolkit",
    TITLE,
    required("kind", Ty::Choice(model::ToolkitKind::WORDS), "what it is", "implementation_guide"),
    required("audiences", Ty::List(&Ty::Choice(model::Audience::WORDS)), "whom it is for", "[clinician, manager]"),
    optional("topics", Ty::List(&Ty::Key), "its topics", "[implementation]"),
    optional("countries", Ty::List(&Ty::Country), "countries it is for; none means all", "[FR]"),
    optional("languages", Ty::List(&Ty::Language), "languages it is published in", "[en, fr]"),
    optional("standards", Ty::List(&Ty::Key), "standards of the framework it serves", "[patient-identification]"),
    optional("kpis", Ty::List(&Ty::Key), "KPIs it serves", "[non-spine]"),
    optional("publisher", Ty::Text(140), "who publishes it", "International Osteoporosis Foundation"),
    optional("rights", Ty::Choice(model::Rights::WORDS), "what may be done with it", "link_only"),
    optional("funding", Ty::Text(300), "who paid for it", "Supported by an unrestricted grant of …"),
    optional("checked", Ty::Date, "the day on which its links were checked", "2026-11-24"),
    optional("files", Ty::List(&Ty::Map(&FILE)), "where it is published", ""),
    optional("order", Ty::Integer(0, 10000), "place in lists", "10"),
};

#[rustfmt::skip]
pub const NAME: Shape = Shape {
    name: "author",
    fields: &[
        optional("family", Ty::Text(80), "family name, with its particle", "van den Bergh"),
        optional("given", Ty::Text(80), "given names or initials", "JP"),
        optional("suffix", Ty::Text(20), "Jr, III", "Jr"),
        optional("literal", Ty::Text(200), "the name of a group", "IOF Fracture Working Group"),
    ],
};

#[rustfmt::skip]
pub const PUBLICATION: Shape = article! {
    "publication",
    required("title", Ty::Text(600), "the paper's title, in its own language", "Capture the Fracture: a Best Practice Framework"),
    optional("type", Ty::Choice(model::PublicationType::WORDS), "what it is; a journal article where nothing is said", "article-journal"),
    optional("title-language", Ty::Language, "the language of its title; English where nothing is said", "es"),
    optional("author", Ty::List(&Ty::Map(&NAME)), "its authors, in order", ""),
    optional("authors_complete", Ty::Boolean, "false where only some of the authors are listed", "false"),
    optional("container-title", Ty::Text(200), "the journal or book", "Osteoporosis International"),
    optional("container-title-short", Ty::Text(80), "the journal's abbreviation (NLM)", "Osteoporos Int"),
    optional("issued", Ty::PartialDate, "when it appeared", "2013-04-16"),
    optional("volume", Ty::Text(20), "volume", "\"24\""),
    optional("issue", Ty::Text(20), "issue", "\"8\""),
    optional("page", Ty::Text(40), "pages or article number", "2135-2152"),
    optional("DOI", Ty::Doi, "its DOI", "10.1007/s00198-013-2348-z"),
    optional("PMID", Ty::Pmid, "its number in PubMed", "\"23589162\""),
    optional("PMCID", Ty::Pmcid, "its number in PubMed Central", "PMC3706734"),
    optional("ISSN", Ty::Issn, "the journal's ISSN", "0937-941X"),
    optional("URL", Ty::Address, "where it can be read, where it has no DOI", "https://www.example.org/paper"),
    optional("open_access", Ty::Boolean, "true where everybody can read it", "true"),
    optional("topics", Ty::List(&Ty::Key), "its topics", "[best-practice-framework]"),
    optional("countries", Ty::List(&Ty::Country), "countries it is about", "[NL]"),
    optional("standards", Ty::List(&Ty::Key), "standards it supports", "[patient-identification]"),
    optional("kpis", Ty::List(&Ty::Key), "KPIs it supports", "[non-spine]"),
    optional("missing", Ty::List(&Ty::Choice(model::Gap::WORDS)), "what is not known of it yet", "[issued]"),
    optional("seen_at", Ty::Text(600), "where its data were read", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3706734"),
    optional("note", Ty::Text(600), "a remark about the record, shown on its page", ""),
};

#[rustfmt::skip]
pub const STANDARD: Shape = article! {
    "standard",
    TITLE,
    required("levels", Ty::List(&Ty::Text(400)), "what levels 1, 2 and 3 ask", ""),
};

#[rustfmt::skip]
pub const KPI: Shape = article! {
    "KPI",
    TITLE,
    required("numerator", Ty::Text(400), "what is counted", "patients assessed within 12 weeks"),
    required("denominator", Ty::Text(400), "out of what", "patients recorded"),
};

pub const COUNTRY: Shape = article!("country page", TITLE);

/// What a translation of a page, toolkit or publication says itself; facts come from the source pack.
pub const TRANSLATION: Shape = article!("translation", TITLE);

#[rustfmt::skip]
pub const LOCAL_NAME: Shape = Shape {
    name: "local name",
    fields: &[
        required("text", Ty::Text(200), "the name in its own script", ""),
        required("lang", Ty::Language, "its language", "th"),
    ],
};

#[rustfmt::skip]
pub const PLACE: Shape = Shape {
    name: "site",
    fields: &[
        optional("name", Ty::Text(200), "the hospital's or clinic's name, where it differs", ""),
        required("city", Ty::Text(100), "the city", "Suva"),
        required("latitude", Ty::Number(-90.0, 90.0), "degrees north (WGS 84)", "-18.14"),
        required("longitude", Ty::Number(-180.0, 180.0), "degrees east (WGS 84)", "178.44"),
        required("precision", Ty::Choice(model::Precision::WORDS), "how exact the point is", "city"),
    ],
};

#[rustfmt::skip]
pub const GRADES: Shape = Shape {
    name: "grades",
    fields: &[
        optional("hip", Ty::Choice(model::Grade::WORDS), "achievement in this domain", "gold"),
        optional("other_inpatient", Ty::Choice(model::Grade::WORDS), "achievement in this domain", "gold"),
        optional("outpatient", Ty::Choice(model::Grade::WORDS), "achievement in this domain", "gold"),
        optional("vertebral", Ty::Choice(model::Grade::WORDS), "achievement in this domain", "gold"),
        optional("organisational", Ty::Choice(model::Grade::WORDS), "achievement in this domain", "gold"),
    ],
};

#[rustfmt::skip]
pub const AWARD: Shape = Shape {
    name: "award",
    fields: &[
        required("level", Ty::Choice(model::Level::WORDS), "the level as awarded", "gold"),
        required("date", Ty::Date, "when it was awarded", "2024-05-01"),
        required("framework", Ty::Choice(model::FrameworkVersion::WORDS), "the version of the framework", "\"2022\""),
        required("evidence", Ty::Address, "where the award is published", "https://www.example.org/award"),
    ],
};

#[rustfmt::skip]
pub const LISTING: Shape = Shape {
    name: "listing",
    fields: &[
        required("via", Ty::Key, "the partner that listed it", "international-osteoporosis-foundation"),
        required("date", Ty::Date, "when it was listed", "2020-11-01"),
    ],
};

#[rustfmt::skip]
pub const PATIENTS: Shape = Shape {
    name: "patients per year",
    fields: &[
        required("value", Ty::Integer(1, 1000000), "patients seen in the year", "850"),
        required("year", Ty::Integer(1990, 2100), "the year", "2024"),
        required("source", Ty::Address, "where the number is published", "https://www.example.org/report"),
    ],
};

#[rustfmt::skip]
pub const CONTACT: Shape = Shape {
    name: "contact",
    fields: &[
        required("role", Ty::Text(100), "a role, not a person", "FLS coordinator"),
        required("url", Ty::Contact, "a contact page or the mailbox of the role", "https://www.example.org/contact"),
    ],
};

#[rustfmt::skip]
pub const PROGRAM: Shape = Shape {
    name: "program",
    fields: &[
        required("name", Ty::Text(300), "the program's name in its own language", "Fracture liaison service of …"),
        required("name_lang", Ty::Language, "the language of the name", "en"),
        optional("name_latin", Ty::Text(300), "the name in Latin letters", ""),
        optional("name_local", Ty::Map(&LOCAL_NAME), "the name in another script", ""),
        required("kind", Ty::Choice(model::ProgramKind::WORDS), "what it is", "hospital"),
        required("country", Ty::Country, "its country, also the name of the folder", "FJ"),
        required("sites", Ty::List(&Ty::Map(&PLACE)), "where it works", ""),
        required("state", Ty::Choice(model::ProgramState::WORDS), "where it stands", "listed"),
        optional("grades", Ty::Map(&GRADES), "achievement by domain", ""),
        optional("awards", Ty::List(&Ty::Map(&AWARD)), "awards, oldest first", ""),
        optional("listing", Ty::Map(&LISTING), "who listed it", ""),
        optional("submitted", Ty::Date, "when the questionnaire was submitted", "2025-03-01"),
        optional("languages", Ty::List(&Ty::Language), "languages it works in", "[en]"),
        optional("model", Ty::Choice(model::ProgramModel::WORDS), "what the model is called there", "fls"),
        optional("started", Ty::Integer(1970, 2100), "the year in which it began", "2015"),
        optional("patients_per_year", Ty::Map(&PATIENTS), "how many patients it sees", ""),
        optional("website", Ty::Address, "its page", "https://www.example.org/"),
        optional("contact", Ty::Map(&CONTACT), "how to reach it", ""),
        optional("demo", Ty::Boolean, "true for demonstration records below data/demo", "true"),
    ],
};

#[rustfmt::skip]
pub const SECURITY: Shape = Shape {
    name: "security contact",
    fields: &[
        required("contact", Ty::Contact, "where faults are reported (RFC 9116)", "mailto:security@example.org"),
        required("expires", Ty::Date, "until when this is valid; less than a year ahead", "2027-10-31"),
    ],
};

#[rustfmt::skip]
pub const NAMED_LINK: Shape = Shape {
    name: "name and address",
    fields: &[
        required("name", Ty::Text(140), "the name", "International Osteoporosis Foundation"),
        required("url", Ty::Address, "the address", "https://www.osteoporosis.foundation/"),
    ],
};

#[rustfmt::skip]
pub const SITE: Shape = Shape {
    name: "site",
    fields: &[
        required("title", Ty::Text(140), "the site's name", "Capture the Fracture® Resource Center"),
        optional("tagline", Ty::Text(200), "a line below the name", ""),
        required("base_url", Ty::Address, "where the site is published, with a closing slash", "https://www.example.org/ctf/"),
        required("source_pack", Ty::Key, "the pack that all others are translated from", "en"),
        required("affiliation", Ty::Choice(model::Affiliation::WORDS), "iof only with IOF's consent", "none"),
        optional("repository", Ty::Address, "where the sources are kept", "https://github.com/example/ctf"),
        required("contact", Ty::Contact, "where readers write to", "https://www.example.org/contact"),
        required("security", Ty::Map(&SECURITY), "where faults are reported", ""),
        required("organisation", Ty::Map(&NAMED_LINK), "whose campaign it is", ""),
        required("licence", Ty::Map(&NAMED_LINK), "the licence of the words", ""),
        required("topics", Ty::List(&Ty::Key), "the topics that pages may name", "[kpi, policy]"),
        required("navigation", Ty::List(&Ty::PageId), "pages in the header, in order", "[framework/index]"),
        required("footer", Ty::List(&Ty::PageId), "pages in the footer, in order", "[privacy]"),
        optional("theme", Ty::Key, "the theme's folder below themes", "ctf"),
        optional("map", Ty::Map(&MAP), "where the borders and towns of the maps come from", ""),
    ],
};

#[rustfmt::skip]
pub const MAP: Shape = Shape {
    name: "map",
    fields: &[
        optional("boundaries", Ty::Text(120), "the file of borders", "data/map/boundaries.json"),
        optional("source", Ty::Text(140), "who drew the borders", "Natural Earth 1:50m"),
        optional("as_of", Ty::PartialDate, "when its data were published", "2024"),
        optional("towns", Ty::Text(120), "the file of larger towns", "data/map/towns.json"),
        optional("towns_source", Ty::Text(140), "who listed the towns, and under which licence", "GeoNames, CC BY 4.0"),
        optional("disputed", Ty::Text(120), "a GeoJSON file of disputed borders; each line names its source", "data/map/disputed.geojson"),
        optional("tiles", Ty::Map(&TILES), "streets on a page of their own", ""),
    ],
};

#[rustfmt::skip]
pub const TILES: Shape = Shape {
    name: "source of tiles",
    fields: &[
        required("url", Ty::Tiles, "a PMTiles file, or a service of pictures with {z}, {x} and {y}; below the site, it begins with a slash", "https://tiles.example.org/world.pmtiles"),
        required("kind", Ty::Choice(model::TilesKind::WORDS), "one PMTiles file, or single pictures", "pmtiles"),
        required("attribution", Ty::Text(140), "whose data and drawing they are, as their licence asks", "© OpenStreetMap contributors"),
        optional("attribution_url", Ty::Address, "where that is explained", "https://www.openstreetmap.org/copyright"),
        optional("max_zoom", Ty::Integer(1, 22), "the deepest zoom that has tiles; 19 where nothing is said, and what a PMTiles file says itself", "14"),
    ],
};

#[rustfmt::skip]
pub const REGION: Shape = Shape {
    name: "region",
    fields: &[
        required("key", Ty::Choice(model::Region::WORDS), "IOF's region", "europe"),
        required("countries", Ty::List(&Ty::Country), "its countries and territories", "[FR, DE]"),
    ],
};

#[rustfmt::skip]
pub const COUNTRIES: Shape = Shape {
    name: "list of regions",
    fields: &[required(
        "regions",
        Ty::List(&Ty::Map(&REGION)),
        "IOF's six regions",
        "",
    )],
};

#[rustfmt::skip]
pub const VERIFIED_STANDARD: Shape = Shape {
    name: "verification",
    fields: &[
        required("name", Ty::Boolean, "whether the name was read in the source", "true"),
        required("asks", Ty::Boolean, "whether the demand was read in the source", "false"),
        required("levels", Ty::Boolean, "whether the levels were read in the source", "false"),
    ],
};

#[rustfmt::skip]
pub const STANDARD_FACTS: Shape = Shape {
    name: "standard",
    fields: &[
        required("key", Ty::Key, "its key, the name of its text", "patient-identification"),
        required("number", Ty::Integer(1, 99), "its number in the framework", "1"),
        required("measure", Ty::Choice(model::Measure::WORDS), "how it is measured", "percent"),
        optional("thresholds", Ty::List(&Ty::Integer(0, 100)), "per cent asked at levels 1, 2 and 3", "[50, 70, 90]"),
        optional("kpis", Ty::List(&Ty::Key), "KPIs that measure it", "[non-spine]"),
        required("verified", Ty::Map(&VERIFIED_STANDARD), "what was read in the source", ""),
    ],
};

#[rustfmt::skip]
pub const DOMAIN_FACTS: Shape = Shape {
    name: "domain",
    fields: &[required(
        "key",
        Ty::Choice(model::Domain::WORDS),
        "one of the five domains",
        "hip",
    )],
};

#[rustfmt::skip]
pub const FRAMEWORK: Shape = Shape {
    name: "framework",
    fields: &[
        required("name", Ty::Text(140), "its name", "Best Practice Framework"),
        required("owner", Ty::Text(140), "whose it is", "International Osteoporosis Foundation"),
        required("source", Ty::Key, "the publication it comes from", "akesson-2013"),
        required("verified", Ty::Boolean, "whether all of it was read in the source", "false"),
        required("domains", Ty::List(&Ty::Map(&DOMAIN_FACTS)), "the domains that are graded", ""),
        required("standards", Ty::List(&Ty::Map(&STANDARD_FACTS)), "the standards", ""),
    ],
};

#[rustfmt::skip]
pub const INTERVAL: Shape = Shape {
    name: "interval",
    fields: &[
        required("grade", Ty::Choice(model::BandGrade::WORDS), "low, mid or high", "mid"),
        optional("from", Ty::Number(0.0, 100.0), "lower bound, inside", "50"),
        optional("above", Ty::Number(0.0, 100.0), "lower bound, outside", "80"),
        optional("below", Ty::Number(0.0, 100.0), "upper bound, outside", "50"),
        optional("to", Ty::Number(0.0, 100.0), "upper bound, inside", "80"),
    ],
};

#[rustfmt::skip]
pub const BAND: Shape = Shape {
    name: "band",
    fields: &[
        required("key", Ty::Key, "its key", "default"),
        required("intervals", Ty::List(&Ty::Map(&INTERVAL)), "its intervals, lowest first", ""),
    ],
};

#[rustfmt::skip]
pub const VERIFIED_KPI: Shape = Shape {
    name: "verification",
    fields: &[
        required("name", Ty::Boolean, "whether the name was read in the source", "true"),
        required("denominator", Ty::Boolean, "whether the denominator was read in the source", "false"),
    ],
};

#[rustfmt::skip]
pub const KPI_FACTS: Shape = Shape {
    name: "KPI",
    fields: &[
        required("key", Ty::Key, "its key, the name of its text", "dxa-time"),
        required("number", Ty::Integer(1, 99), "its number in the set", "4"),
        required("type", Ty::Choice(model::KpiType::WORDS), "what it measures", "process"),
        optional("window_weeks", Ty::Integer(1, 520), "within how many weeks", "12"),
        required("bands", Ty::Key, "the key of its bands", "default"),
        optional("standards", Ty::List(&Ty::Key), "standards it measures", "[assessment-timing]"),
        required("verified", Ty::Map(&VERIFIED_KPI), "what was read in the source", ""),
    ],
};

#[rustfmt::skip]
pub const CROSSWALK: Shape = Shape {
    name: "crosswalk line",
    fields: &[
        required("set", Ty::Text(100), "the other set", "FLS-DB (UK)"),
        required("code", Ty::Text(20), "its code there", "B2"),
        required("kpi", Ty::Key, "the KPI here", "non-spine"),
        optional("note", Ty::Text(300), "how they differ", ""),
    ],
};

#[rustfmt::skip]
pub const KPIS: Shape = Shape {
    name: "KPI set",
    fields: &[
        required("source", Ty::Key, "the publication it comes from", "javaid-2020"),
        required("bands", Ty::List(&Ty::Map(&BAND)), "bands by which a value is graded", ""),
        required("kpis", Ty::List(&Ty::Map(&KPI_FACTS)), "the KPIs", ""),
        optional("crosswalk", Ty::List(&Ty::Map(&CROSSWALK)), "the same measures in other sets", ""),
    ],
};

#[rustfmt::skip]
pub const PARTNER: Shape = Shape {
    name: "partner",
    fields: &[
        required("name", Ty::Text(200), "its name", "International Osteoporosis Foundation"),
        required("name_lang", Ty::Language, "the language of the name", "en"),
        required("kind", Ty::Choice(model::PartnerKind::WORDS), "what it is", "foundation"),
        optional("countries", Ty::List(&Ty::Country), "countries it works in; none means all", "[CH]"),
        optional("url", Ty::Address, "its page", "https://www.osteoporosis.foundation/"),
        optional("role", Ty::Choice(model::PartnerRole::WORDS), "its part in the campaign", "founding"),
        required("as_of", Ty::Date, "when this was true", "2026-11-22"),
        optional("review_by", Ty::Date, "when it has to be checked again", "2027-11-22"),
        optional("source", Ty::Address, "where it was read", "https://www.example.org/"),
    ],
};

#[rustfmt::skip]
pub const MENTORSHIP: Shape = Shape {
    name: "mentorship offer",
    fields: &[
        required("organisation", Ty::Text(200), "who offers or seeks it", "International Osteoporosis Foundation"),
        required("role", Ty::Choice(model::MentorRole::WORDS), "mentor or mentee", "mentor"),
        required("modes", Ty::List(&Ty::Choice(model::MentorMode::WORDS)), "how it is done", "[online]"),
        optional("countries", Ty::List(&Ty::Country), "countries it is for; none means all", "[FR]"),
        optional("languages", Ty::List(&Ty::Language), "languages it is held in", "[en]"),
        required("state", Ty::Choice(model::OfferState::WORDS), "open or closed", "open"),
        required("url", Ty::Address, "where to apply", "https://www.example.org/mentors"),
        required("as_of", Ty::Date, "when this was true", "2026-11-22"),
        optional("review_by", Ty::Date, "when it has to be checked again", "2027-11-22"),
    ],
};

#[rustfmt::skip]
pub const STATISTIC_SOURCE: Shape = Shape {
    name: "source",
    fields: &[
        optional("publication", Ty::Key, "the key of a paper in the library", "kanis-2012"),
        optional("title", Ty::Text(300), "its title, where it is no paper", "Capture the Fracture website"),
        optional("url", Ty::Address, "its address", "https://www.capturethefracture.org/"),
    ],
};

#[rustfmt::skip]
pub const STATISTIC: Shape = Shape {
    name: "statistic",
    fields: &[
        required("value", Ty::Number(0.0, 1000000000000.0), "the number", "3"),
        required("unit", Ty::Choice(model::Unit::WORDS), "of what", "seconds"),
        optional("year", Ty::Integer(1900, 2100), "the year it holds for", "2019"),
        required("as_of", Ty::Date, "when it was read", "2026-11-22"),
        optional("review_by", Ty::Date, "when it has to be checked again", "2027-11-22"),
        required("source", Ty::Map(&STATISTIC_SOURCE), "where it was read", ""),
        required("verified", Ty::Boolean, "whether it was read in the primary source", "false"),
        optional("countries", Ty::List(&Ty::Country), "countries it holds for; none means all", "[SE]"),
    ],
};

#[rustfmt::skip]
pub const PACK: Shape = Shape {
    name: "language pack",
    fields: &[
        required("tag", Ty::Language, "its language tag (BCP 47)", "es-MX"),
        required("name", Ty::Text(60), "the language's name in itself", "español (México)"),
        required("direction", Ty::Choice(model::Direction::WORDS), "reading direction", "ltr"),
        required("status", Ty::Choice(model::PackStatus::WORDS), "source, draft or reviewed", "draft"),
        optional("fallback", Ty::List(&Ty::Language), "packs that stand in, in order", "[es]"),
        optional("maintainers", Ty::List(&Ty::Text(140)), "who keeps it: organisations or roles", ""),
    ],
};

#[rustfmt::skip]
pub const TERM: Shape = Shape {
    name: "term",
    fields: &[
        required("id", Ty::Key, "its key, the same in all packs", "fls"),
        required("term", Ty::Text(140), "the term", "Fracture liaison service"),
        required("definition", Ty::Text(800), "what it means", ""),
        optional("synonyms", Ty::List(&Ty::Text(140)), "other names", "[FLS]"),
        optional("see", Ty::List(&Ty::Key), "ids of related terms", "[pfc]"),
    ],
};

#[rustfmt::skip]
pub const GLOSSARY: Shape = Shape {
    name: "glossary",
    fields: &[required("terms", Ty::List(&Ty::Map(&TERM)), "its terms", "")],
};

#[rustfmt::skip]
pub const STATISTIC_LABEL: Shape = Shape {
    name: "statistic label",
    fields: &[
        required("key", Ty::Key, "the statistic's key", "fracture-every-seconds"),
        required("label", Ty::Text(200), "what the number tells", "Time between two fragility fractures worldwide"),
        optional("short", Ty::Text(60), "a shorter label for charts", "November 2020"),
        optional("note", Ty::Text(400), "what has to be known about it", ""),
    ],
};

#[rustfmt::skip]
pub const CHART_WORDS: Shape = Shape {
    name: "words of a chart",
    fields: &[
        required("key", Ty::Key, "the chart's key", "mapped-programs"),
        required("title", Ty::Text(140), "what the chart shows", "Services in the campaign's network"),
        required("description", Ty::Text(400), "what can be read from it, in a sentence or two", "The number has grown in every announcement."),
    ],
};

#[rustfmt::skip]
pub const STATISTIC_WORDS: Shape = Shape {
    name: "list of labels",
    fields: &[
        required("labels", Ty::List(&Ty::Map(&STATISTIC_LABEL)), "labels of the statistics", ""),
        optional("charts", Ty::List(&Ty::Map(&CHART_WORDS)), "words of the charts", ""),
    ],
};

#[rustfmt::skip]
pub const CHART: Shape = Shape {
    name: "chart",
    fields: &[
        required("kind", Ty::Choice(model::ChartKind::WORDS), "how it is drawn", "time"),
        required("statistics", Ty::List(&Ty::Key), "the statistics it shows, in order", "[mapped-programs-2020, mapped-programs-2022]"),
    ],
};

#[rustfmt::skip]
pub const CALCULATION_INPUT: Shape = Shape {
    name: "input",
    fields: &[
        required("key", Ty::Key, "its name in formulas: small letters, digits, underscores", "fractures"),
        required("value", Ty::Number(0.0, 1000000000000.0), "the example value", "800"),
        required("unit", Ty::Choice(model::Quantity::WORDS), "of what", "count"),
        required("from", Ty::Number(0.0, 1000000000000.0), "the least that may be entered", "0"),
        required("to", Ty::Number(0.0, 1000000000000.0), "the most that may be entered", "100000"),
        required("step", Ty::Number(0.01, 1000000000000.0), "the step of the field", "1"),
    ],
};

#[rustfmt::skip]
pub const CALCULATION_STEP: Shape = Shape {
    name: "step",
    fields: &[
        required("key", Ty::Key, "its name in formulas: small letters, digits, underscores", "identified"),
        required("formula", Ty::Text(200), "how it is computed, of inputs and earlier steps", "fractures * found / 100"),
        required("unit", Ty::Choice(model::Quantity::WORDS), "of what", "count"),
        optional("decimals", Ty::Integer(0, 2), "decimals of the result; none where nothing is said", "1"),
        optional("total", Ty::Boolean, "true for a result that is emphasised", "true"),
    ],
};

#[rustfmt::skip]
pub const CALCULATION: Shape = Shape {
    name: "calculation",
    fields: &[
        required("inputs", Ty::List(&Ty::Map(&CALCULATION_INPUT)), "the numbers a reader may change", ""),
        required("steps", Ty::List(&Ty::Map(&CALCULATION_STEP)), "what is computed of them, in order", ""),
    ],
};

#[rustfmt::skip]
pub const QUANTITY_LABEL: Shape = Shape {
    name: "label",
    fields: &[
        required("key", Ty::Key, "the key of the input or step", "fractures"),
        required("label", Ty::Text(140), "what it is", "Fragility fractures a year"),
        optional("note", Ty::Text(400), "what has to be known about it", ""),
    ],
};

#[rustfmt::skip]
pub const CALCULATION_WORDS: Shape = Shape {
    name: "words of a calculation",
    fields: &[
        required("key", Ty::Key, "the calculation's key", "business-case"),
        required("title", Ty::Text(140), "what is computed", "What a service costs and saves"),
        required("note", Ty::Text(600), "what has to be known before it is used", ""),
        required("labels", Ty::List(&Ty::Map(&QUANTITY_LABEL)), "a label for every input and step", ""),
    ],
};

#[rustfmt::skip]
pub const CALCULATIONS_WORDS: Shape = Shape {
    name: "list of calculations",
    fields: &[required("calculations", Ty::List(&Ty::Map(&CALCULATION_WORDS)), "words of the calculations", "")],
};

#[rustfmt::skip]
pub const CARD: Shape = Shape {
    name: "card",
    fields: &[
        required("title", Ty::Text(100), "its heading", ""),
        required("text", Ty::Text(300), "a sentence or two", ""),
        required("link", Ty::Text(200), "a relative .md path or id:", "toolkits/index.md"),
    ],
};

#[rustfmt::skip]
pub const CARDS_BLOCK: Shape = Shape {
    name: "block of cards",
    fields: &[required("cards", Ty::List(&Ty::Map(&CARD)), "the cards", "")],
};

#[rustfmt::skip]
pub const LIST_BLOCK: Shape = Shape {
    name: "block",
    fields: &[
        optional("limit", Ty::Integer(1, 50), "at most so many items", "5"),
        optional("topic", Ty::Key, "only items of this topic", "kpi"),
    ],
};

#[rustfmt::skip]
pub const SPECIMEN_BLOCK: Shape = Shape {
    name: "block of a specimen",
    fields: &[required("name", Ty::Key, "the specimen's name", "level-marks")],
};

#[rustfmt::skip]
pub const CHART_BLOCK: Shape = Shape {
    name: "block",
    fields: &[required("chart", Ty::Key, "the chart's key", "mapped-programs")],
};

#[rustfmt::skip]
pub const CALCULATION_BLOCK: Shape = Shape {
    name: "block",
    fields: &[required("calculation", Ty::Key, "the calculation's key", "business-case")],
};

#[rustfmt::skip]
pub const STATISTICS_BLOCK: Shape = Shape {
    name: "block of statistics",
    fields: &[optional("scope", Ty::Choice(model::StatisticScope::WORDS), "only those of the world, of several countries together, or of one country each", "world")],
};

#[rustfmt::skip]
pub const PLAIN_BLOCK: Shape = Shape {
    name: "block",
    fields: &[],
};

#[rustfmt::skip]
pub const THEME: Shape = Shape {
    name: "theme",
    fields: &[
        required("name", Ty::Text(60), "its name", "Capture the Fracture"),
        required("version", Ty::Text(20), "its version", "1.0.0"),
    ],
};
