//! Today's date. It comes in here and nowhere else, so that a build can be repeated on any day.

use jiff::civil::Date;

/// `given` (`--date`), else `SOURCE_DATE_EPOCH` (seconds since 1970, UTC; reproducible-builds.org), else the clock (UTC).
pub fn today(given: Option<Date>) -> Result<Date, String> {
    if let Some(date) = given {
        return Ok(date);
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .trim()
            .parse::<i64>()
            .map_err(|_| format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds since 1970"))?,
        Err(_) => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs() as i64),
    };
    from_epoch(seconds).ok_or_else(|| format!("{seconds} seconds since 1970 is no date of the calendar"))
}

fn from_epoch(seconds: i64) -> Option<Date> {
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_is_a_day_in_utc() {
        assert_eq!(from_epoch(1_795_478_399).unwrap().to_string(), "2026-11-23");
        assert_eq!(from_epoch(-1).unwrap().to_string(), "1969-12-31");
        assert!(from_epoch(i64::MAX).is_none());
    }
}
