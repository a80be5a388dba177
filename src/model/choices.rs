//! Closed lists of words. Each is an enum here, a list of choices for editors, and labels `<list>_<word>` in every pack.

/// Defines an enum whose words are what editors write; hyphens are not used.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident $label:literal { $($variant:ident $word:literal),* $(,)? })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// What the pack's label messages begin with.
            pub const LABEL: &'static str = $label;

            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        })*

        /// Every list: the beginning of its label messages and its words.
        pub const CHOICES: &[(&str, &[&str])] = &[$(($label, $name::WORDS)),*];
    };
}

choices! {
    /// Level of recognition, as awarded by the steering committee and never computed (DOMAIN §2).
    Level "level" { Gold "gold", Silver "silver", Bronze "bronze" }
    /// Achievement in one domain; black means insufficient or no information (Javaid 2015, doi:10.1007/s00198-015-3192-0).
    Grade "grade" { Gold "gold", Silver "silver", Bronze "bronze", Black "black" }
    /// The five domains that are graded (same source).
    Domain "domain" { Hip "hip", OtherInpatient "other_inpatient", Outpatient "outpatient", Vertebral "vertebral", Organisational "organisational" }
    /// Where a program stands on the way to recognition.
    ProgramState "state" { UnderReview "under_review", Listed "listed", Awarded "awarded", Withdrawn "withdrawn" }
    ProgramKind "program_kind" { Hospital "hospital", Regional "regional", Network "network", PrimaryCare "primary_care" }
    /// The model's name in its country (DOMAIN §1).
    ProgramModel "model" { Fls "fls", Coordinator "coordinator", CareManager "care_manager", SecondaryPrevention "secondary_prevention" }
    Precision "precision" { Exact "exact", City "city", Region "region" }
    FrameworkVersion "framework" { V2013 "2013", V2017 "2017", V2022 "2022" }
    Region "region" { Africa "africa", AsiaPacific "asia_pacific", Europe "europe", LatinAmerica "latin_america", MiddleEast "middle_east", NorthAmerica "north_america" }
    ToolkitKind "toolkit_kind" {
        ImplementationGuide "implementation_guide", Toolkit "toolkit", SlideKit "slide_kit", PolicyToolkit "policy_toolkit",
        BusinessCase "business_case", ServiceSpecification "service_specification", Calculator "calculator",
        Questionnaire "questionnaire", PatientLeaflet "patient_leaflet", Video "video", Infographic "infographic",
        Guideline "guideline", RegistryToolbox "registry_toolbox",
    }
    Audience "audience" { Clinician "clinician", Manager "manager", Policymaker "policymaker", Society "society", Patient "patient" }
    Rights "rights" { Own "own", LinkOnly "link_only", Redistributable "redistributable" }
    FileFormat "format" { Web "web", Pdf "pdf", Pptx "pptx", Docx "docx", Xlsx "xlsx", Video "video" }
    PublicationType "publication_type" {
        Article "article-journal", Report "report", Chapter "chapter", Book "book", Webpage "webpage", Guideline "guideline",
    }
    /// What a publication's record may declare as not known.
    Gap "missing" {
        Author "author", Title "title", ContainerTitle "container-title", Issued "issued", Volume "volume", Page "page", Doi "DOI",
    }
    Measure "measure" { Process "process", Percent "percent", Weeks "weeks", Scope "scope" }
    KpiType "kpi_type" { Identification "identification", Process "process", OutcomeProxy "outcome_proxy", DataQuality "data_quality" }
    BandGrade "band" { Low "low", Mid "mid", High "high" }
    PartnerKind "partner_kind" {
        Foundation "foundation", Society "society", Company "company", University "university", Government "government",
        PatientOrganisation "patient_organisation", Network "network",
    }
    PartnerRole "partner_role" { Founding "founding", Partner "partner", Society "society" }
    MentorRole "mentorship_role" { Mentor "mentor", Mentee "mentee" }
    MentorMode "mentorship_mode" { OnSite "on_site", Online "online", Workshop "workshop", TrainTheMentor "train_the_mentor" }
    OfferState "offer_state" { Open "open", Closed "closed" }
    Unit "unit" { Seconds "seconds", Percent "percent", Count "count", Ratio "ratio", OneIn "one_in" }
    ChartKind "chart_kind" { Time "time", Bars "bars", Share "share" }
    /// What a number of a calculation measures; money has the reader's own currency.
    Quantity "quantity" { Count "count", Percent "percent", Money "money", Hours "hours", Years "years" }
    PackStatus "pack_status" { Source "source", Draft "draft", Reviewed "reviewed" }
    Direction "direction" { Ltr "ltr", Rtl "rtl" }
    Affiliation "affiliation" { None "none", Iof "iof" }
    /// How street tiles are stored: one file of all, or a picture at each address.
    TilesKind "tiles" { Pmtiles "pmtiles", Raster "raster" }
    Layout "layout" { Page "page", Home "home" }
    /// A property by which a list is narrowed.
    Facet "facet" {
        Kind "kind", Audience "audience", Country "country", Language "language", Standard "standard", Kpi "kpi",
        Role "role", Mode "mode", State "state", Level "level", Grade "grade", Year "year",
    }
    /// Which of the statistics a block shows.
    StatisticScope "scope" { World "world", Regions "regions", Countries "countries" }
    ListKind "list" { Toolkits "toolkits", Publications "publications", Programs "programs", Pages "pages" }
}

/// Lists whose words are shown on pages, so that every pack needs their labels.
pub const SHOWN: &[&str] = &[
    "level",
    "grade",
    "domain",
    "state",
    "program_kind",
    "model",
    "precision",
    "region",
    "toolkit_kind",
    "audience",
    "rights",
    "format",
    "publication_type",
    "missing",
    "measure",
    "kpi_type",
    "band",
    "partner_kind",
    "partner_role",
    "mentorship_role",
    "mentorship_mode",
    "offer_state",
    "facet",
    "quantity",
];

/// The id of the label of `word` in the list that begins with `label`: `toolkit_kind_slide_kit`.
pub fn label_id(label: &str, word: &str) -> String {
    format!("{label}_{}", word.replace('-', "_").to_lowercase())
}
