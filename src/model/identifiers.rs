//! Identifiers of publications, by their published forms. Each function tells what is wrong, `None` where nothing is.

/// DOI: `10.` registrant `/` suffix (ISO 26324; DOI Handbook §2.2), without `https://doi.org/` or `doi:`.
pub fn doi_fault(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    for prefix in [
        "https://doi.org/",
        "http://doi.org/",
        "http://dx.doi.org/",
        "https://dx.doi.org/",
        "doi:",
    ] {
        if lower.starts_with(prefix) {
            return Some(format!("a DOI is written without `{prefix}`"));
        }
    }
    let well_formed = text
        .strip_prefix("10.")
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(registrant, suffix)| {
            (4..=9).contains(&registrant.len())
                && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !suffix.is_empty()
                && suffix
                    .chars()
                    .all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"`{}|\\^".contains(c))
        });
    (!well_formed).then(|| "a DOI looks like 10.1007/s00198-013-2348-z".to_owned())
}

/// PMID: one to eight digits.
pub fn pmid_fault(text: &str) -> Option<String> {
    let digits =
        !text.is_empty() && text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    (!digits).then(|| "a PMID is a number of at most eight digits, like 23589162".to_owned())
}

/// PMCID: `PMC` and digits.
pub fn pmcid_fault(text: &str) -> Option<String> {
    let good = text
        .strip_prefix("PMC")
        .is_some_and(|digits| !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit()));
    (!good).then(|| "a PMCID looks like PMC3706734".to_owned())
}

/// ISSN: eight characters in two groups, the last a check digit modulo 11 (ISO 3297).
pub fn issn_fault(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 9
        && bytes[4] == b'-'
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| i == 4 || b.is_ascii_digit() || (i == 8 && *b == b'X'));
    if !shape {
        return Some("an ISSN looks like 0937-941X".to_owned());
    }
    let digits: Vec<u32> = bytes
        .iter()
        .filter(|b| **b != b'-')
        .map(|b| if *b == b'X' { 10 } else { u32::from(b - b'0') })
        .collect();
    let sum: u32 = digits
        .iter()
        .zip((1..=8).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    (!sum.is_multiple_of(11)).then(|| "its check digit does not fit: a digit is mistyped".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_their_published_forms() {
        assert_eq!(doi_fault("10.1007/s00198-013-2348-z"), None);
        assert_eq!(doi_fault("10.20960/revosteoporosmetabminer.00017"), None);
        assert!(doi_fault("https://doi.org/10.1007/x").is_some());
        assert!(doi_fault("10.1007").is_some() && doi_fault("10.1007/a b").is_some());
        assert_eq!(
            (
                pmid_fault("23589162"),
                pmcid_fault("PMC3706734"),
                issn_fault("0937-941X")
            ),
            (None, None, None)
        );
        assert!(
            pmid_fault("PMID 1").is_some() && pmcid_fault("3706734").is_some() && issn_fault("0937-9411").is_some()
        );
    }
}
