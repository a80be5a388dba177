//! The shape of a record: which keys it has and what their values are. One table per kind drives the check, `ctf new`,
//! the editors' field lists and the JSON Schema.

use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes, nearest};
use crate::model;
use crate::source::yaml::{Member, Node, Value};

/// What a record of one kind holds.
#[derive(Debug)]
pub struct Shape {
    /// As editors call it: `toolkit`.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// One key of a record.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub ty: Ty,
    pub required: bool,
    /// One line for editors.
    pub doc: &'static str,
    /// A value as an editor would write it.
    pub example: &'static str,
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Ty {
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words.
    Choice(&'static [&'static str]),
    Integer(i64, i64),
    Number(f64, f64),
    Boolean,
    Date,
    /// A year, a month or a day.
    PartialDate,
    /// An https address.
    Address,
    /// An https address, or a path of the site that begins with a slash.
    Tiles,
    /// An https address or a role mailbox.
    Contact,
    /// ISO 3166-1 alpha-2, upper case.
    Country,
    /// BCP 47.
    Language,
    /// The key of another record, a topic or an own key.
    Key,
    /// The id of a page.
    PageId,
    /// The path of a page on the site, as `aliases` have it: `old/name`.
    Route,
    Doi,
    Pmid,
    Pmcid,
    Issn,
    List(&'static Ty),
    Map(&'static Shape),
}

impl Ty {
    /// In words, for messages and field lists.
    pub fn describe(&self) -> String {
        match self {
            Self::Text(max) => format!("text of at most {max} characters"),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
            Self::Integer(min, max) => format!("a whole number from {min} to {max}"),
            Self::Number(min, max) => format!("a number from {min} to {max}"),
            Self::Boolean => "true or false".to_owned(),
            Self::Date => "a date like 2026-11-24".to_owned(),
            Self::PartialDate => "a date like 2013-04-16, 2013-04 or 2013".to_owned(),
            Self::Address => "an https address like https://www.example.org/".to_owned(),
            Self::Tiles => "an https address, or a path of this site that begins with a slash".to_owned(),
            Self::Contact => "an https address or the mailbox of a role (mailto:info@…)".to_owned(),
            Self::Country => "a country code like FR".to_owned(),
            Self::Language => "a language tag like en or es-MX".to_owned(),
            Self::Key => "a key of lower-case letters, digits and hyphens".to_owned(),
            Self::PageId => "the id of a page, like toolkits/start-an-fls".to_owned(),
            Self::Route => "a path of the site, like old-name".to_owned(),
            Self::Doi => "a DOI like 10.1007/s00198-013-2348-z".to_owned(),
            Self::Pmid => "a PMID like 23589162".to_owned(),
            Self::Pmcid => "a PMCID like PMC3706734".to_owned(),
            Self::Issn => "an ISSN like 0937-941X".to_owned(),
            Self::List(item) => format!("a list; each item {}", item.describe()),
            Self::Map(shape) => format!(
                "a group of keys ({})",
                shape.fields.iter().map(|f| f.name).collect::<Vec<_>>().join(", ")
            ),
        }
    }
}

impl Shape {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Tells everything that is wrong with `node` as a record of this shape. True where nothing is.
    pub fn check(&self, node: &Node, file: &RelPath, found: &mut Vec<Diagnostic>) -> bool {
        let before = found.len();
        Checker { file, found }.map(self, node, None);
        found.len() == before
    }
}

struct Checker<'a> {
    file: &'a RelPath,
    found: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    fn at(&self, entry: &'static crate::diagnostics::Entry, node: &Node, message: String) -> Diagnostic {
        Diagnostic::new(entry, self.file, node.span.clone(), message)
    }

    fn map(&mut self, shape: &Shape, node: &Node, key: Option<&str>) {
        let Value::Map(members) = &node.value else {
            let what = key.map_or(format!("a {} must be a group of keys", shape.name), |key| {
                format!("`{key}` must be a group of keys")
            });
            let names: Vec<_> = shape.fields.iter().map(|field| field.name).collect();
            let told = self
                .at(&codes::WRONG_TYPE, node, what)
                .help(format!("write its keys on lines of their own: {}", names.join(", ")));
            return self.tell(told);
        };
        for member in members {
            match shape.field(&member.key) {
                Some(field) => self.value(&field.ty, &member.node, field.name),
                None => self.unknown(shape, member),
            }
        }
        for field in shape.fields.iter().filter(|field| field.required) {
            let missing = !members.iter().any(|member| member.key == field.name);
            // A key that is probably this one, misspelt, has been told already.
            if missing
                && !members
                    .iter()
                    .any(|m| shape.field(&m.key).is_none() && nearest(&m.key, [field.name]).is_some())
            {
                let start = node.span.start..node.span.start;
                let told = Diagnostic::new(
                    &codes::MISSING_KEY,
                    self.file,
                    start,
                    format!("the {} has no `{}`", shape.name, field.name),
                )
                .help(format!(
                    "add a line such as `{}: {}` ({})",
                    field.name, field.example, field.doc
                ));
                self.tell(told);
            }
        }
    }

    fn unknown(&mut self, shape: &Shape, member: &Member) {
        let names = shape.fields.iter().map(|field| field.name);
        let told = Diagnostic::new(
            &codes::UNKNOWN_KEY,
            self.file,
            member.key_span.clone(),
            format!("a {} has no key `{}`", shape.name, member.key),
        );
        let told = match nearest(&member.key, names.clone()) {
            Some(near) => told
                .help(format!("did you mean `{near}`?"))
                .fix(member.key_span.clone(), near),
            None => told.help(format!("its keys are: {}", names.collect::<Vec<_>>().join(", "))),
        };
        self.tell(told);
    }

    fn value(&mut self, ty: &Ty, node: &Node, key: &str) {
        match ty {
            Ty::Map(shape) => self.map(shape, node, Some(key)),
            Ty::List(item) => match &node.value {
                Value::List(items) => items.iter().for_each(|node| self.value(item, node, key)),
                _ => {
                    let told = self.at(&codes::WRONG_TYPE, node, format!("`{key}` must be a list"));
                    self.tell(told.help(format!(
                        "write each item on a line of its own after `- `; each item is {}",
                        item.describe()
                    )));
                }
            },
            _ => match &node.value {
                Value::Scalar { text, .. } => self.scalar(ty, node, text, key),
                _ => {
                    let told = self.at(
                        &codes::WRONG_TYPE,
                        node,
                        format!("`{key}` must be {}, not a list or group", ty.describe()),
                    );
                    self.tell(told.help("write one value; put it in double quotes if it holds `: `, `{` or `[`"));
                }
            },
        }
    }

    fn scalar(&mut self, ty: &Ty, node: &Node, text: &str, key: &str) {
        if text.trim().is_empty() || node.is_null() {
            let told = self.at(&codes::EMPTY_TEXT, node, format!("`{key}` is empty"));
            return self.tell(told.help(format!(
                "write {}; if the key may be left out, you can delete the line instead",
                ty.describe()
            )));
        }
        if let Some((entry, message)) = fault(ty, text, key) {
            let mut told = self.at(entry, node, message);
            told = match ty {
                Ty::Choice(words) => match nearest(text, words.iter().copied()) {
                    Some(near) => told
                        .help(format!("did you mean `{near}`?"))
                        .fix(node.span.clone(), near),
                    None => told.help(format!("write {}", ty.describe())),
                },
                Ty::Key if !model::key_from(text).is_empty() => {
                    told.help(format!("write for example `{}`", model::key_from(text)))
                }
                Ty::Country if text.len() == 2 => told
                    .help("country codes are two capital letters (ISO 3166-1)")
                    .fix(node.span.clone(), text.to_uppercase()),
                _ => told.help(format!("write {}", ty.describe())),
            };
            self.tell(told);
        }
        let personal = !matches!(ty, Ty::Contact) && model::is_email(text);
        if personal {
            let told = self.at(&codes::PERSONAL_EMAIL, node, format!("`{key}` holds an e-mail address"));
            self.tell(told.help("records carry no personal data: link to a contact page instead"));
        }
    }
}

/// What is wrong with `text` as a value of type `ty`.
fn fault(ty: &Ty, text: &str, key: &str) -> Option<(&'static crate::diagnostics::Entry, String)> {
    let told = |entry, message: &str| Some((entry, format!("`{key}`: {message}")));
    let not_a = |entry| {
        Some((
            entry,
            format!("`{key}` is `{}`, which is not {}", short(text), ty.describe()),
        ))
    };
    match ty {
        Ty::Text(max) => {
            let length = text.chars().count();
            (length > *max).then(|| {
                (
                    &codes::TEXT_TOO_LONG,
                    format!("`{key}` has {length} characters; at most {max} fit"),
                )
            })
        }
        Ty::Choice(words) if !words.contains(&text) => not_a(&codes::NOT_A_CHOICE),
        Ty::Integer(min, max)
            if !text
                .parse::<i64>()
                .is_ok_and(|n| (*min..=*max).contains(&n) && plain_number(text)) =>
        {
            not_a(&codes::BAD_NUMBER)
        }
        Ty::Number(min, max)
            if !text
                .parse::<f64>()
                .is_ok_and(|n| n.is_finite() && *min <= n && n <= *max && plain_number(text)) =>
        {
            not_a(&codes::BAD_NUMBER)
        }
        Ty::Boolean if text != "true" && text != "false" => not_a(&codes::NOT_A_BOOLEAN),
        Ty::Date if model::date_from_text(text).is_none() => not_a(&codes::BAD_DATE),
        Ty::PartialDate if model::PartialDate::from_text(text).is_none() => not_a(&codes::BAD_DATE),
        Ty::Address => model::https_fault(text).and_then(|fault| told(&codes::BAD_URL, fault)),
        Ty::Tiles => model::TilesUrl::fault(text).and_then(|fault| told(&codes::BAD_URL, fault)),
        Ty::Contact => model::role_contact_fault(text).and_then(|fault| told(&codes::BAD_URL, fault)),
        Ty::Country if !(text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())) => not_a(&codes::BAD_COUNTRY),
        Ty::Language => model::language_fault(text).and_then(|fault| told(&codes::BAD_LANGUAGE, &fault)),
        Ty::Key if !model::is_word(text) => not_a(&codes::BAD_KEY),
        Ty::PageId | Ty::Route if !text.trim_matches('/').split('/').all(model::is_key) => not_a(&codes::BAD_KEY),
        Ty::Doi => model::doi_fault(text).and_then(|fault| told(&codes::BAD_IDENTIFIER, &fault)),
        Ty::Pmid => model::pmid_fault(text).and_then(|fault| told(&codes::BAD_IDENTIFIER, &fault)),
        Ty::Pmcid => model::pmcid_fault(text).and_then(|fault| told(&codes::BAD_IDENTIFIER, &fault)),
        Ty::Issn => model::issn_fault(text).and_then(|fault| told(&codes::BAD_IDENTIFIER, &fault)),
        _ => None,
    }
}

/// No signs of other notations: `012`, `1e3`, `+5`, `0x1f` are not what an editor means by a number.
fn plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    !leading_zero && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// `text` cut for a message.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml;

    const INNER: Shape = Shape {
        name: "site",
        fields: &[Field {
            name: "city",
            ty: Ty::Text(20),
            required: true,
            doc: "",
            example: "Suva",
        }],
    };
    const SHAPE: Shape = Shape {
        name: "program",
        fields: &[
            Field {
                name: "name",
                ty: Ty::Text(5),
                required: true,
                doc: "its name",
                example: "X",
            },
            Field {
                name: "state",
                ty: Ty::Choice(&["listed", "awarded"]),
                required: false,
                doc: "",
                example: "listed",
            },
            Field {
                name: "sites",
                ty: Ty::List(&Ty::Map(&INNER)),
                required: false,
                doc: "",
                example: "",
            },
            Field {
                name: "n",
                ty: Ty::Number(-90.0, 90.0),
                required: false,
                doc: "",
                example: "1",
            },
        ],
    };

    fn codes_of(text: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        let file = "x.yml".into();
        let node = yaml::parse(text, 0, &file, &mut found).unwrap();
        SHAPE.check(&node, &file, &mut found);
        found.iter().map(|d| d.entry.code).collect()
    }

    #[test]
    fn every_fault_is_told_at_once() {
        assert_eq!(
            codes_of("name: Abc\nstate: listed\nn: -1.5\nsites: [{city: Suva}]\n"),
            [""; 0]
        );
        assert_eq!(
            codes_of("nmae: A\nstate: listd\nn: 1e3\nsites: [{town: x}, y]\n"),
            ["Y007", "Y010", "Y011", "Y007", "Y008", "Y009"]
        );
        assert_eq!(codes_of("name: Abcdef\nn: 012\n"), ["Y018", "Y011"]);
        assert_eq!(codes_of("name:\nn: 91\n"), ["Y017", "Y011"]);
        assert_eq!(codes_of("name: a@b.c\n"), ["Y023"]);
    }

    #[test]
    fn a_misspelt_key_is_offered_right() {
        let mut found = Vec::new();
        let file = "x.yml".into();
        let node = yaml::parse("nmae: A\n", 0, &file, &mut found).unwrap();
        SHAPE.check(&node, &file, &mut found);
        assert_eq!(found[0].fix.as_ref().unwrap().replacement, "name");
        assert_eq!(found.len(), 1);
    }
}
