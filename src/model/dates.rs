//! Dates of the Gregorian calendar, ISO 8601.

pub use jiff::civil::Date;

/// `2026-11-24`, nothing else.
pub fn date_from_text(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if shape { text.parse().ok() } else { None }
}

/// A date as publications have it: a year, a month of a year, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// `2013`, `2013-04` or `2013-04-16`.
    pub fn from_text(text: &str) -> Option<Self> {
        let day = |date: Date, month, day| Self {
            year: date.year(),
            month,
            day,
        };
        match text.len() {
            4 => date_from_text(&format!("{text}-01-01")).map(|d| day(d, None, None)),
            7 => date_from_text(&format!("{text}-01")).map(|d| day(d, Some(d.month()), None)),
            _ => date_from_text(text).map(|d| day(d, Some(d.month()), Some(d.day()))),
        }
    }

    /// The first day it can mean.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::constant(1, 1, 1))
    }

    /// As CSL's `date-parts` has it.
    pub fn parts(self) -> Vec<i16> {
        let mut parts = vec![self.year];
        parts.extend(self.month.map(i16::from));
        parts.extend(self.day.map(i16::from));
        parts
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_calendar_are_dates() {
        assert!(date_from_text("2024-02-29").is_some());
        for bad in ["2023-02-29", "24-02-2023", "2023-2-9", "2023-02-29T00:00", "yesterday"] {
            assert!(date_from_text(bad).is_none(), "{bad}");
        }
        for text in ["2013", "2013-04", "2013-04-16"] {
            assert_eq!(PartialDate::from_text(text).unwrap().to_string(), text);
        }
        assert!(PartialDate::from_text("2013-13").is_none());
    }
}
