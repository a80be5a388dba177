//! Records of `data/`: facts that have no language.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::RelPath;
use crate::model::*;
use crate::shapes::Fields;

/// `data/site.yml`.
#[derive(Clone, Debug)]
pub struct SiteFacts {
    pub file: RelPath,
    pub title: String,
    pub tagline: Option<String>,
    pub base_url: Spanned<String>,
    pub source_pack: PackId,
    pub affiliation: Affiliation,
    pub repository: Option<String>,
    pub contact: String,
    pub security_contact: String,
    pub security_expires: Spanned<Date>,
    pub organisation: NamedLink,
    pub licence: NamedLink,
    pub topics: Vec<String>,
    pub navigation: Vec<Spanned<String>>,
    pub footer: Vec<Spanned<String>>,
    pub theme: String,
    pub map: MapFacts,
}

/// Where the borders and towns of the maps come from.
#[derive(Clone, Debug, Default)]
pub struct MapFacts {
    /// The file, where it is another than the usual one.
    pub boundaries: Option<Spanned<String>>,
    pub source: Option<String>,
    pub as_of: Option<PartialDate>,
    /// The file of towns; without it no names of towns are shown.
    pub towns: Option<Spanned<String>>,
    pub towns_source: Option<String>,
    /// The file of disputed borders; its features name their sources.
    pub disputed: Option<Spanned<String>>,
    pub tiles: Option<TilesFacts>,
}

/// Streets, which a page of their own shows.
#[derive(Clone, Debug)]
pub struct TilesFacts {
    pub url: Spanned<TilesUrl>,
    pub kind: TilesKind,
    pub attribution: String,
    pub attribution_url: Option<String>,
    /// The deepest zoom that has tiles.
    pub max_zoom: Option<u8>,
}

impl TilesFacts {
    fn read(fields: Fields) -> Option<Self> {
        Some(Self {
            url: fields.read("url", TilesUrl::from_text)?,
            kind: fields.read("kind", TilesKind::from_word)?.value,
            attribution: fields.text("attribution")?.value,
            attribution_url: fields.text("attribution_url").map(|url| url.value),
            max_zoom: fields.parse("max_zoom").map(|zoom| zoom.value),
        })
    }
}

impl MapFacts {
    fn read(fields: Fields) -> Self {
        Self {
            boundaries: fields.text("boundaries"),
            source: fields.text("source").map(|source| source.value),
            as_of: fields.read("as_of", PartialDate::from_text).map(|day| day.value),
            towns: fields.text("towns"),
            towns_source: fields.text("towns_source").map(|source| source.value),
            disputed: fields.text("disputed"),
            tiles: fields.group("tiles").and_then(TilesFacts::read),
        }
    }

    pub fn boundaries(&self) -> &str {
        self.boundaries
            .as_ref()
            .map_or("data/map/boundaries.json", |path| &path.value)
    }
}

#[derive(Clone, Debug)]
pub struct NamedLink {
    pub name: String,
    pub url: String,
}

impl NamedLink {
    fn read(fields: Fields) -> Option<Self> {
        Some(Self {
            name: fields.text("name")?.value,
            url: fields.text("url")?.value,
        })
    }
}

impl SiteFacts {
    pub fn read(fields: Fields, file: &RelPath) -> Option<Self> {
        let security = fields.group("security")?;
        Some(Self {
            file: file.clone(),
            title: fields.text("title")?.value,
            tagline: fields.text("tagline").map(|t| t.value),
            base_url: fields.text("base_url")?,
            source_pack: fields.text("source_pack")?.value.into(),
            affiliation: fields.read("affiliation", Affiliation::from_word)?.value,
            repository: fields.text("repository").map(|t| t.value),
            contact: fields.text("contact")?.value,
            security_contact: security.text("contact")?.value,
            security_expires: security.date("expires")?,
            organisation: NamedLink::read(fields.group("organisation")?)?,
            licence: NamedLink::read(fields.group("licence")?)?,
            topics: fields.texts("topics").into_iter().map(|t| t.value).collect(),
            navigation: fields.texts("navigation"),
            footer: fields.texts("footer"),
            theme: fields.text("theme").map_or_else(|| "ctf".to_owned(), |t| t.value),
            map: fields.group("map").map(MapFacts::read).unwrap_or_default(),
        })
    }
}

/// `data/countries.yml`: country code → IOF's region.
#[derive(Clone, Debug, Default)]
pub struct Countries(pub BTreeMap<String, Region>);

impl Countries {
    pub fn read(fields: Fields) -> Self {
        let mut countries = BTreeMap::new();
        for region in fields.groups("regions") {
            let Some(key) = region.read("key", Region::from_word) else {
                continue;
            };
            countries.extend(
                region
                    .texts("countries")
                    .into_iter()
                    .map(|code| (code.value, key.value)),
            );
        }
        Self(countries)
    }
}

/// `data/framework.yml`.
#[derive(Clone, Debug)]
pub struct Framework {
    pub file: RelPath,
    pub name: String,
    pub owner: String,
    pub source: Spanned<String>,
    pub domains: Vec<Domain>,
    pub standards: Vec<Standard>,
}

/// A standard's facts; its words lie in `content/<pack>/framework/<key>.md`.
#[derive(Clone, Debug)]
pub struct Standard {
    pub key: Spanned<String>,
    pub number: u8,
    pub measure: Measure,
    /// Per cent asked at levels 1, 2 and 3.
    pub thresholds: Vec<u8>,
    pub kpis: Vec<Spanned<String>>,
    pub verified_name: bool,
    pub verified_asks: bool,
    pub verified_levels: bool,
}

impl Framework {
    pub fn read(fields: Fields, file: &RelPath) -> Option<Self> {
        let standard = |fields: Fields| {
            let verified = fields.group("verified")?;
            Some(Standard {
                key: fields.text("key")?,
                number: fields.parse("number")?.value,
                measure: fields.read("measure", Measure::from_word)?.value,
                thresholds: fields
                    .list("thresholds", |n| n.parse().ok())
                    .into_iter()
                    .map(|n| n.value)
                    .collect(),
                kpis: fields.texts("kpis"),
                verified_name: verified.flag("name"),
                verified_asks: verified.flag("asks"),
                verified_levels: verified.flag("levels"),
            })
        };
        Some(Self {
            file: file.clone(),
            name: fields.text("name")?.value,
            owner: fields.text("owner")?.value,
            source: fields.text("source")?,
            domains: fields
                .groups("domains")
                .filter_map(|d| d.read("key", Domain::from_word))
                .map(|d| d.value)
                .collect(),
            standards: fields.groups("standards").filter_map(standard).collect(),
        })
    }
}

/// `data/kpis.yml`.
#[derive(Clone, Debug)]
pub struct KpiSet {
    pub file: RelPath,
    pub source: Spanned<String>,
    pub bands: Vec<Band>,
    pub kpis: Vec<Kpi>,
    pub crosswalk: Vec<CrosswalkLine>,
}

/// Intervals that grade a value in per cent, lowest first.
#[derive(Clone, Debug)]
pub struct Band {
    pub key: Spanned<String>,
    pub intervals: Vec<Interval>,
}

/// An interval of per cent; `None` for a bound means the end of the scale.
#[derive(Clone, Debug)]
pub struct Interval {
    pub grade: BandGrade,
    pub lower: Option<Bound>,
    pub upper: Option<Bound>,
    pub span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    pub value: f64,
    pub inside: bool,
}

#[derive(Clone, Debug)]
pub struct Kpi {
    pub key: Spanned<String>,
    pub number: u8,
    pub kind: KpiType,
    pub window_weeks: Option<u16>,
    pub bands: Spanned<String>,
    pub standards: Vec<Spanned<String>>,
    pub verified_name: bool,
    pub verified_denominator: bool,
}

#[derive(Clone, Debug)]
pub struct CrosswalkLine {
    pub set: String,
    pub code: String,
    pub kpi: Spanned<String>,
    pub note: Option<String>,
}

impl KpiSet {
    pub fn read(fields: Fields, file: &RelPath) -> Option<Self> {
        let bound = |fields: Fields, inside: &str, outside: &str| {
            let at = |key: &str, inside| {
                fields.parse::<f64>(key).map(|value| Bound {
                    value: value.value,
                    inside,
                })
            };
            at(inside, true).or_else(|| at(outside, false))
        };
        let interval = |fields: Fields| {
            Some(Interval {
                grade: fields.read("grade", BandGrade::from_word)?.value,
                lower: bound(fields, "from", "above"),
                upper: bound(fields, "to", "below"),
                span: fields.span(),
            })
        };
        let band = |fields: Fields| {
            Some(Band {
                key: fields.text("key")?,
                intervals: fields.groups("intervals").filter_map(interval).collect(),
            })
        };
        let kpi = |fields: Fields| {
            let verified = fields.group("verified")?;
            Some(Kpi {
                key: fields.text("key")?,
                number: fields.parse("number")?.value,
                kind: fields.read("type", KpiType::from_word)?.value,
                window_weeks: fields.parse("window_weeks").map(|weeks| weeks.value),
                bands: fields.text("bands")?,
                standards: fields.texts("standards"),
                verified_name: verified.flag("name"),
                verified_denominator: verified.flag("denominator"),
            })
        };
        let line = |fields: Fields| {
            Some(CrosswalkLine {
                set: fields.text("set")?.value,
                code: fields.text("code")?.value,
                kpi: fields.text("kpi")?,
                note: fields.text("note").map(|note| note.value),
            })
        };
        Some(Self {
            file: file.clone(),
            source: fields.text("source")?,
            bands: fields.groups("bands").filter_map(band).collect(),
            kpis: fields.groups("kpis").filter_map(kpi).collect(),
            crosswalk: fields.groups("crosswalk").filter_map(line).collect(),
        })
    }
}

/// `data/programs/<cc>/<id>.yml`: a post-fracture care coordination program.
#[derive(Clone, Debug)]
pub struct Program {
    pub file: RelPath,
    /// `programs/<cc>/<name of the file>`.
    pub id: Id,
    pub name: Spanned<String>,
    pub name_lang: String,
    pub name_latin: Option<String>,
    pub name_local: Option<(String, String)>,
    pub kind: ProgramKind,
    pub country: Spanned<String>,
    pub sites: Vec<Place>,
    pub state: Spanned<ProgramState>,
    pub grades: BTreeMap<Domain, Grade>,
    /// Oldest first. The last is the level in force: it is stored as awarded, never computed.
    pub awards: Vec<Award>,
    pub listing: Option<Listing>,
    pub submitted: Option<Spanned<Date>>,
    pub languages: Vec<String>,
    pub model: Option<ProgramModel>,
    pub started: Option<Spanned<i16>>,
    pub patients_per_year: Option<PatientsPerYear>,
    pub website: Option<String>,
    pub contact: Option<Contact>,
    pub demo: bool,
    pub span: Range<usize>,
}

/// A point where a program works. Degrees, WGS 84.
#[derive(Clone, Debug)]
pub struct Place {
    pub name: Option<String>,
    pub city: String,
    pub latitude: Spanned<f64>,
    pub longitude: Spanned<f64>,
    pub precision: Precision,
}

#[derive(Clone, Debug)]
pub struct Award {
    pub level: Level,
    pub date: Spanned<Date>,
    pub framework: FrameworkVersion,
    pub evidence: String,
}

#[derive(Clone, Debug)]
pub struct Listing {
    pub via: Spanned<String>,
    pub date: Spanned<Date>,
}

#[derive(Clone, Debug)]
pub struct PatientsPerYear {
    pub value: u32,
    pub year: i16,
    pub source: String,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub role: String,
    pub url: String,
}

impl Program {
    pub fn read(fields: Fields, file: &RelPath, id: Id) -> Option<Self> {
        let place = |fields: Fields| {
            Some(Place {
                name: fields.text("name").map(|name| name.value),
                city: fields.text("city")?.value,
                latitude: fields.parse("latitude")?,
                longitude: fields.parse("longitude")?,
                precision: fields.read("precision", Precision::from_word)?.value,
            })
        };
        let award = |fields: Fields| {
            Some(Award {
                level: fields.read("level", Level::from_word)?.value,
                date: fields.date("date")?,
                framework: fields.read("framework", FrameworkVersion::from_word)?.value,
                evidence: fields.text("evidence")?.value,
            })
        };
        let grades = fields.group("grades");
        let grade = |domain: &Domain| Some((*domain, grades?.read(domain.word(), Grade::from_word)?.value));
        let patients = |fields: Fields| {
            Some(PatientsPerYear {
                value: fields.parse("value")?.value,
                year: fields.parse("year")?.value,
                source: fields.text("source")?.value,
            })
        };
        Some(Self {
            file: file.clone(),
            id,
            name: fields.text("name")?,
            name_lang: fields.text("name_lang")?.value,
            name_latin: fields.text("name_latin").map(|name| name.value),
            name_local: fields
                .group("name_local")
                .and_then(|local| Some((local.text("text")?.value, local.text("lang")?.value))),
            kind: fields.read("kind", ProgramKind::from_word)?.value,
            country: fields.text("country")?,
            sites: fields.groups("sites").filter_map(place).collect(),
            state: fields.read("state", ProgramState::from_word)?,
            grades: Domain::ALL.iter().filter_map(grade).collect(),
            awards: fields.groups("awards").filter_map(award).collect(),
            listing: fields.group("listing").and_then(|listing| {
                Some(Listing {
                    via: listing.text("via")?,
                    date: listing.date("date")?,
                })
            }),
            submitted: fields.date("submitted"),
            languages: fields.texts("languages").into_iter().map(|tag| tag.value).collect(),
            model: fields.read("model", ProgramModel::from_word).map(|model| model.value),
            started: fields.parse("started"),
            patients_per_year: fields.group("patients_per_year").and_then(patients),
            website: fields.text("website").map(|url| url.value),
            contact: fields.group("contact").and_then(|contact| {
                Some(Contact {
                    role: contact.text("role")?.value,
                    url: contact.text("url")?.value,
                })
            }),
            demo: fields.flag("demo"),
            span: fields.span(),
        })
    }

    /// The award in force, for programs that are awarded.
    pub fn award(&self) -> Option<&Award> {
        (self.state.value == ProgramState::Awarded)
            .then(|| self.awards.last())
            .flatten()
    }
}

/// `data/partners/<key>.yml`.
#[derive(Clone, Debug)]
pub struct Partner {
    pub file: RelPath,
    pub key: String,
    pub name: String,
    pub name_lang: String,
    pub kind: PartnerKind,
    pub countries: Vec<Spanned<String>>,
    pub url: Option<String>,
    pub role: Option<PartnerRole>,
    pub as_of: Spanned<Date>,
    pub review_by: Option<Spanned<Date>>,
}

impl Partner {
    pub fn read(fields: Fields, file: &RelPath, key: &str) -> Option<Self> {
        Some(Self {
            file: file.clone(),
            key: key.to_owned(),
            name: fields.text("name")?.value,
            name_lang: fields.text("name_lang")?.value,
            kind: fields.read("kind", PartnerKind::from_word)?.value,
            countries: fields.texts("countries"),
            url: fields.text("url").map(|url| url.value),
            role: fields.read("role", PartnerRole::from_word).map(|role| role.value),
            as_of: fields.date("as_of")?,
            review_by: fields.date("review_by"),
        })
    }
}

/// `data/mentorship/<key>.yml`.
#[derive(Clone, Debug)]
pub struct MentorshipOffer {
    pub file: RelPath,
    pub key: String,
    pub organisation: String,
    pub role: MentorRole,
    pub modes: Vec<MentorMode>,
    pub countries: Vec<Spanned<String>>,
    pub languages: Vec<String>,
    pub state: OfferState,
    pub url: String,
    pub as_of: Spanned<Date>,
    pub review_by: Option<Spanned<Date>>,
}

impl MentorshipOffer {
    pub fn read(fields: Fields, file: &RelPath, key: &str) -> Option<Self> {
        Some(Self {
            file: file.clone(),
            key: key.to_owned(),
            organisation: fields.text("organisation")?.value,
            role: fields.read("role", MentorRole::from_word)?.value,
            modes: fields
                .list("modes", MentorMode::from_word)
                .into_iter()
                .map(|mode| mode.value)
                .collect(),
            countries: fields.texts("countries"),
            languages: fields.texts("languages").into_iter().map(|tag| tag.value).collect(),
            state: fields.read("state", OfferState::from_word)?.value,
            url: fields.text("url")?.value,
            as_of: fields.date("as_of")?,
            review_by: fields.date("review_by"),
        })
    }
}

/// `data/statistics/<key>.yml`: one number with its source.
#[derive(Clone, Debug)]
pub struct Statistic {
    pub file: RelPath,
    pub key: String,
    /// As written, so that no digit is lost.
    pub value: String,
    pub unit: Unit,
    pub year: Option<i16>,
    pub as_of: Spanned<Date>,
    pub review_by: Option<Spanned<Date>>,
    pub publication: Option<Spanned<String>>,
    pub source: Option<NamedLink>,
    pub source_span: Range<usize>,
    pub verified: bool,
    pub countries: Vec<Spanned<String>>,
}

impl Statistic {
    pub fn read(fields: Fields, file: &RelPath, key: &str) -> Option<Self> {
        let source = fields.group("source")?;
        Some(Self {
            file: file.clone(),
            key: key.to_owned(),
            value: fields.text("value")?.value,
            unit: fields.read("unit", Unit::from_word)?.value,
            year: fields.parse("year").map(|year| year.value),
            as_of: fields.date("as_of")?,
            review_by: fields.date("review_by"),
            publication: source.text("publication"),
            source: source.text("title").and_then(|title| {
                Some(NamedLink {
                    name: title.value,
                    url: source.text("url")?.value,
                })
            }),
            source_span: source.span(),
            verified: fields.flag("verified"),
            countries: fields.texts("countries"),
        })
    }
}
