//! Every kind of finding, with a permanent code. `ctf explain CODE` prints an entry; a test holds that each has a
//! case folder.

use super::Severity;

/// A kind of finding. Codes are never reused or renumbered.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// `S` source, `Y` YAML and fields, `M` Markdown, `R` relations, `L` language packs, `T` theme, `P` proof.
    pub code: &'static str,
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Why it matters and what to do, in an editor's words: one paragraph, then perhaps an example in lines that
    /// begin with two spaces.
    pub explanation: &'static str,
}

/// Defines each entry of a group as a constant and lists them in the order of their codes. An explanation may end
/// with an example: `-` how it was, `+` how it should be.
macro_rules! catalogue {
    ($(
        $name:ident $code:literal $severity:ident $title:literal
        $explanation:literal
        $(- $wrong:literal + $right:literal)?
    )*) => {
        $(pub static $name: Entry = Entry {
            code: $code,
            severity: Severity::$severity,
            title: $title,
            explanation: concat!(
                $explanation
                $(, "\n\n  wrong:  ", $wrong, "\n  right:  ", $right)?
            ),
        };)*

        pub(super) const GROUP: &[&Entry] = &[$(&$name),*];
    };
}

mod languages;
mod markdown;
mod proof;
mod relations;
mod source;
mod theme;
mod yaml;

pub use languages::*;
pub use markdown::*;
pub use proof::*;
pub use relations::*;
pub use source::*;
pub use theme::*;
pub use yaml::*;

const GROUPS: [&[&Entry]; 7] = [
    source::GROUP,
    yaml::GROUP,
    markdown::GROUP,
    relations::GROUP,
    languages::GROUP,
    theme::GROUP,
    proof::GROUP,
];

const COUNT: usize = {
    let (mut count, mut group) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].len();
        group += 1;
    }
    count
};

/// All entries, group by group in the order in which the stages run, within a group in the order of their codes.
pub static ENTRIES: &[&Entry] = &{
    let mut all = [GROUPS[0][0]; COUNT];
    let (mut filled, mut group) = (0, 0);
    while group < GROUPS.len() {
        let mut index = 0;
        while index < GROUPS[group].len() {
            all[filled] = GROUPS[group][index];
            filled += 1;
            index += 1;
        }
        group += 1;
    }
    all
};

/// The entry with this code, in any letter case.
pub fn find(code: &str) -> Option<&'static Entry> {
    ENTRIES
        .iter()
        .copied()
        .find(|entry| entry.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order_within_their_group() {
        assert_eq!(ENTRIES.len(), COUNT);
        for group in GROUPS {
            for pair in group.windows(2) {
                assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
                assert_eq!(pair[0].code.as_bytes()[0], pair[1].code.as_bytes()[0]);
            }
        }
        for entry in ENTRIES {
            assert_eq!(find(&entry.code.to_lowercase()), Some(*entry));
        }
        assert_eq!(find("S999"), None);
    }

    #[test]
    fn every_entry_is_explained_in_two_to_five_sentences() {
        for entry in ENTRIES {
            let prose = entry.explanation.lines().next().unwrap_or_default();
            let sentences = prose.matches(". ").count() + 1;
            assert!((2..=5).contains(&sentences), "{}: {sentences} sentences", entry.code);
            assert!(prose.ends_with('.') && !entry.title.ends_with('.'), "{}", entry.code);
            assert!(
                !entry.explanation.contains("  \n") && entry.title.len() < 80,
                "{}",
                entry.code
            );
        }
    }

    #[test]
    fn examples_fit_a_terminal() {
        for line in ENTRIES.iter().flat_map(|entry| entry.explanation.lines()) {
            assert!(!line.starts_with(' ') || line.chars().count() <= 80, "{line}");
        }
    }
}
