//! The words of the field as types: what has been parsed cannot be wrong afterwards.
//!
//! In: text. Out: values that keep their rule (a key, a country code, an https address). Never: know of files or pages.

mod address;
mod choices;
mod dates;
mod identifiers;

use std::ops::{Deref, Range};
use std::sync::Arc;

pub use address::{TilesUrl, https_fault, is_email, role_contact_fault};
pub use choices::*;
pub use dates::{Date, PartialDate, date_from_text};
pub use identifiers::{doi_fault, issn_fault, pmcid_fault, pmid_fault};

/// A value and the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The identity of a page or record, the same in every pack: `toolkits/start-an-fls`, `programs/fj/example-suva`.
pub type Id = Arc<str>;

/// A pack's folder name, lower case as in its URLs: `en`, `es-mx`.
pub type PackId = Arc<str>;

/// Whether `text` is a key: lower-case letters and digits in groups joined by single hyphens, at most 80 characters.
pub fn is_key(text: &str) -> bool {
    text.len() <= 80
        && text
            .split('-')
            .all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Whether `text` is a topic or region key: like a key, underscores allowed.
pub fn is_word(text: &str) -> bool {
    is_key(&text.replace('_', "-"))
}

/// A key that `text` could become.
pub fn key_from(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut key = String::new();
    for c in text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
    {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.ends_with('-') && !key.is_empty() {
            key.push('-');
        }
    }
    key.truncate(80);
    key.trim_end_matches('-').to_owned()
}

/// Whether `text` is a language tag in canonical form (BCP 47): `es-MX`, `zh-Hant`.
pub fn language_fault(text: &str) -> Option<String> {
    match text.parse::<icu::locale::Locale>() {
        Err(_) => Some(format!("`{text}` is not a language tag")),
        Ok(locale) if locale.id.language.is_unknown() => Some(format!("`{text}` names no language")),
        Ok(locale) => {
            let canonical = locale.to_string();
            (canonical != text).then(|| format!("`{text}` is written `{canonical}`"))
        }
    }
}

/// Whether a language is written from right to left (CLDR).
pub fn is_right_to_left(tag: &str) -> bool {
    tag.parse::<icu::locale::LanguageIdentifier>()
        .is_ok_and(|id| icu::locale::LocaleDirectionality::new_common().is_right_to_left(&id))
}

/// `rtl` or `ltr`, as the attribute `dir` has it.
pub fn direction_of(tag: &str) -> &'static str {
    if is_right_to_left(tag) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_texts_become_keys() {
        assert!(is_key("start-an-fls") && is_key("1-a"));
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "../x", "é"] {
            assert!(!is_key(bad), "{bad}");
        }
        assert_eq!(key_from("Exämple FLS – São Paulo!"), "example-fls-sao-paulo");
    }

    #[test]
    fn language_tags_are_canonical() {
        assert_eq!(language_fault("es-MX"), None);
        assert_eq!(language_fault("zh-Hant"), None);
        assert!(language_fault("es_mx").is_some());
        assert!(language_fault("english language").is_some());
        assert_eq!(
            (direction_of("ar"), direction_of("en"), direction_of("ur")),
            ("rtl", "ltr", "rtl")
        );
    }
}
