//! How one language writes numbers, dates and names, and how it sorts (ICU4X, CLDR data compiled in).

use std::cmp::Ordering;

use icu::calendar::{Gregorian, Iso};
use icu::collator::CollatorBorrowed;
use icu::datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD};
use icu::decimal::{DecimalFormatter, input::Decimal};
use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};

use crate::model::Date;

/// The ways of one language. Each part that CLDR lacks for it is taken from English.
pub struct Tongue {
    plurals: Option<PluralRules>,
    decimals: Option<DecimalFormatter>,
    dates: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    collator: Option<CollatorBorrowed<'static>>,
    regions: Option<RegionDisplayNames>,
    languages: Option<LanguageDisplayNames>,
}

impl std::fmt::Debug for Tongue {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("Tongue")
    }
}

impl Tongue {
    pub fn new(tag: &str) -> Self {
        let locale: Locale = tag.parse().unwrap_or(icu::locale::locale!("en"));
        let english = icu::locale::locale!("en");
        let either = [&locale, &english];
        Self {
            plurals: either
                .iter()
                .find_map(|l| PluralRules::try_new((*l).into(), Default::default()).ok()),
            decimals: either
                .iter()
                .find_map(|l| DecimalFormatter::try_new((*l).into(), Default::default()).ok()),
            dates: either
                .iter()
                .find_map(|l| FixedCalendarDateTimeFormatter::try_new((*l).into(), YMD::long()).ok()),
            collator: either
                .iter()
                .find_map(|l| CollatorBorrowed::try_new((*l).into(), Default::default()).ok()),
            regions: either
                .iter()
                .find_map(|l| RegionDisplayNames::try_new((*l).into(), Default::default()).ok()),
            languages: either
                .iter()
                .find_map(|l| LanguageDisplayNames::try_new((*l).into(), Default::default()).ok()),
        }
    }

    /// A whole number with the language's digits and separators.
    pub fn number(&self, number: i64) -> String {
        self.decimal(&number.to_string())
    }

    /// A decimal number, given as `12.5`; every digit stays.
    pub fn decimal(&self, text: &str) -> String {
        match (&self.decimals, text.parse::<Decimal>()) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            _ => text.to_owned(),
        }
    }

    /// CLDR's plural category of a whole number.
    pub fn plural_category(&self, number: i64) -> &'static str {
        let rules = self.plurals.as_ref();
        category_word(rules.map_or(PluralCategory::Other, |rules| rules.category_for(number)))
    }

    /// All plural categories that the language has.
    pub fn plural_categories(&self) -> Vec<&'static str> {
        let rules = self.plurals.as_ref();
        rules.map_or_else(
            || vec!["other"],
            |rules| rules.categories().map(category_word).collect(),
        )
    }

    /// A day in the Gregorian calendar, in long form: 24 November 2026.
    pub fn date(&self, date: Date) -> String {
        let iso = icu::calendar::Date::try_new_iso(i32::from(date.year()), date.month() as u8, date.day() as u8);
        match (&self.dates, iso) {
            (Some(formatter), Ok(iso)) => formatter.format(&in_gregorian(iso)).to_string(),
            _ => date.to_string(),
        }
    }

    /// The name of a country or territory; the code where CLDR has none.
    pub fn country(&self, code: &str) -> String {
        let name = code.parse().ok().and_then(|region| self.regions.as_ref()?.of(region));
        name.map_or_else(|| code.to_owned(), str::to_owned)
    }

    /// The name of a language; the tag where CLDR has none.
    pub fn language(&self, tag: &str) -> String {
        let Ok(id) = tag.parse::<icu::locale::LanguageIdentifier>() else {
            return tag.to_owned();
        };
        let name = self.languages.as_ref().and_then(|names| names.of(id.language));
        match (name, id.region, id.script) {
            (Some(name), None, None) => name.to_owned(),
            (Some(name), Some(region), _) => format!("{name} ({})", self.country(region.as_str())),
            (Some(name), None, Some(script)) => format!("{name} ({script})"),
            (None, ..) => tag.to_owned(),
        }
    }

    /// Bytes in whose order names are in the language's own (UTS #10 §4.3); for names that are compared many times.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let Some(collator) = &self.collator else {
            return text.as_bytes().to_vec();
        };
        let mut key = Vec::with_capacity(2 * text.len());
        // Writing to memory cannot fail.
        let Ok(()) = collator.write_sort_key_to(text, &mut key);
        key
    }

    /// The language's own order of names.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator
            .as_ref()
            .map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
            .then_with(|| a.cmp(b))
    }
}

fn category_word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

fn in_gregorian(date: icu::calendar::Date<Iso>) -> icu::calendar::Date<Gregorian> {
    date.to_calendar(Gregorian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_names_follow_the_language() {
        let date = Date::constant(2026, 11, 24);
        let english = Tongue::new("en");
        assert_eq!(
            (english.number(12345), english.date(date)),
            ("12,345".into(), "November 24, 2026".into())
        );
        assert_eq!(
            (english.country("FJ"), english.language("es-MX")),
            ("Fiji".into(), "Spanish (Mexico)".into())
        );
        assert_eq!(Tongue::new("en-GB").date(date), "24 November 2026");
        // The Gregorian year, not the Buddhist one that Thai uses by default.
        assert!(Tongue::new("th").date(date).ends_with("2026"));
        assert_eq!(Tongue::new("ar").plural_category(3), "few");
        assert_eq!(Tongue::new("sv").compare("ö", "z"), Ordering::Greater);
    }

    #[test]
    fn keys_sort_as_names_compare() {
        for tag in ["en", "sv", "de", "es", "lt", "th", "ja", "ar"] {
            let tongue = Tongue::new(tag);
            let mut names = [
                "ö",
                "Z",
                "z",
                "a-b",
                "ab",
                "a b",
                "Ångström",
                "côte",
                "coté",
                "CO2",
                "",
                "ไทย",
                "あ",
                "ア",
                "عظم",
                "10",
                "9",
            ];
            names.sort_by(|a, b| tongue.compare(a, b));
            for pair in names.windows(2) {
                let (a, b) = (tongue.sort_key(pair[0]), tongue.sort_key(pair[1]));
                assert_eq!((a, pair[0]).cmp(&(b, pair[1])), Ordering::Less, "{tag}: {pair:?}");
            }
        }
    }
}
