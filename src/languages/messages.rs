//! Words of the interface: Fluent files in a small subset, parsed by fluent-syntax and resolved over ICU4X, whose plural
//! rules are those of a current CLDR (fluent-bundle's are of CLDR 36).
//!
//! The subset is what a PO file can hold: text, `{ $variable }`, string literals, and one selector per message over a
//! number's plural category. No terms, attributes, functions or references.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use fluent_syntax::ast;

use super::tongue::Tongue;
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};

/// How deep brackets may nest in a message; the subset needs three.
const MAX_DEPTH: usize = 64;

/// Messages whose ids begin so are said by the script of the map: `map/words.json` publishes every one of them.
pub const OF_SCRIPT: &str = "map_";

/// Messages by their ids.
#[derive(Clone, Debug, Default)]
pub struct Messages(pub BTreeMap<String, Arc<Message>>);

#[derive(Debug, PartialEq)]
pub struct Message {
    pub file: RelPath,
    pub span: Range<usize>,
    pattern: Vec<Part>,
}

#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Variable(String),
    Plural {
        variable: String,
        variants: Vec<(String, Vec<Part>)>,
        default: usize,
    },
}

/// A message for a script, which fills it in itself: a variable is written `{name}`.
#[derive(Debug, PartialEq)]
pub enum Unfilled {
    Text(String),
    /// A text for each plural category of the language, and for each number that the message names.
    Plural(BTreeMap<String, String>),
}

/// A value for a `$variable`.
#[derive(Clone, Debug)]
pub enum Argument {
    Number(i64),
    Text(String),
}

impl Messages {
    /// The messages of a Fluent file.
    pub fn parse(text: &str, file: &RelPath, found: &mut Vec<Diagnostic>) -> Self {
        let text = shallow(text);
        let text: &str = &text;
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    found.push(
                        Diagnostic::new(&codes::FLUENT_SYNTAX, file, inside(text, &error.pos), format!("the message cannot be read: {}", error.kind))
                            .help("a message is `id = text`; go on in further lines with four spaces; close each `{` with `}`"),
                    );
                }
                resource
            }
        };
        let mut messages = BTreeMap::new();
        for entry in resource.body {
            let (id, value) = match entry {
                ast::Entry::Message(message) => (message.id.name, message.value),
                ast::Entry::Term(term) => {
                    found.push(refused(
                        file,
                        place(text, term.id.name),
                        "terms (`-name = …`) are not used here",
                    ));
                    continue;
                }
                _ => continue,
            };
            let span = place(text, id);
            let Some(pattern) = value else {
                found.push(refused(file, span, "the message has no text"));
                continue;
            };
            match parts(&pattern, true) {
                Ok(pattern) => {
                    let message = Message {
                        file: file.clone(),
                        span: span.clone(),
                        pattern,
                    };
                    if messages.insert(id.to_owned(), Arc::new(message)).is_some() {
                        found.push(refused(file, span, "the message stands twice"));
                    }
                }
                Err(why) => found.push(refused(file, span, why)),
            }
        }
        Self(messages)
    }

    /// The text of a message without variables.
    pub fn plain(&self, id: &str) -> Option<&str> {
        match self.0.get(id)?.pattern.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// A message with its variables filled in; an argument that is not given reads as its name, which the checks refuse.
    pub fn format(&self, id: &str, arguments: &[(&str, Argument)], tongue: &Tongue) -> Option<String> {
        let mut out = String::new();
        write(&self.0.get(id)?.pattern, arguments, tongue, &mut out);
        Some(out)
    }

    /// A message as a script takes it.
    pub fn unfilled(&self, id: &str, tongue: &Tongue) -> Option<Unfilled> {
        let pattern = &self.0.get(id)?.pattern;
        let plural = pattern.iter().find_map(|part| match part {
            Part::Plural { variants, .. } => Some(variants),
            _ => None,
        });
        let Some(variants) = plural else {
            return Some(Unfilled::Text(open(pattern, "")));
        };
        let named = variants.iter().map(|(key, _)| key.as_str());
        let numbers = named.filter(|key| key.parse::<i64>().is_ok());
        let keys: BTreeSet<&str> = tongue.plural_categories().into_iter().chain(numbers).collect();
        let texts = keys.into_iter().map(|key| (key.to_owned(), open(pattern, key)));
        Some(Unfilled::Plural(texts.collect()))
    }

    /// The variables that a message uses.
    pub fn variables(&self, id: &str) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        if let Some(message) = self.0.get(id) {
            collect(&message.pattern, &mut names);
        }
        names
    }
}

/// `text` with brackets deeper than [`MAX_DEPTH`] blanked, byte for byte: the parser goes down the stack with each of
/// them, and an overflow cannot be caught. What they stood in is then refused like every nested choice.
fn shallow(text: &str) -> Cow<'_, str> {
    let mut bytes = Cow::Borrowed(text.as_bytes());
    let (mut depth, mut line_start) = (0, true);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if line_start && byte.is_ascii_alphabetic() => depth = 0,
            b'{' | b'(' if byte == b'{' || depth > 0 => depth += 1,
            b'}' | b')' => depth = usize::saturating_sub(depth, 1),
            _ => {}
        }
        if depth > MAX_DEPTH && matches!(byte, b'{' | b'(') {
            bytes.to_mut()[at] = b' ';
        }
        line_start = byte == b'\n';
    }
    match bytes {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
    }
}

fn refused(file: &RelPath, span: Range<usize>, why: &str) -> Diagnostic {
    Diagnostic::new(&codes::FLUENT_SYNTAX, file, span, why)
        .help("a message is text with `{ $name }` for what is filled in; one choice by number is written `{ $n -> [one] … *[other] … }`")
}

/// The parser counts bytes, and beyond the end where something is missing there.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.floor_char_boundary(span.end).max(start)
}

/// Where the message `id` begins: its slice is one of `text`.
fn place(text: &str, id: &str) -> Range<usize> {
    let start = (id.as_ptr() as usize)
        .saturating_sub(text.as_ptr() as usize)
        .min(text.len());
    start..(start + id.len()).min(text.len())
}

fn parts(pattern: &ast::Pattern<&str>, outer: bool) -> Result<Vec<Part>, &'static str> {
    let mut parts: Vec<Part> = Vec::new();
    for element in &pattern.elements {
        let part = match element {
            ast::PatternElement::TextElement { value } => Part::Text((*value).to_owned()),
            ast::PatternElement::Placeable { expression } => match expression {
                ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }) => {
                    let text = fluent_syntax::unicode::unescape_unicode_to_string(value);
                    if crate::source::hidden(&text).next().is_some() {
                        return Err("the text in braces stands for an invisible character");
                    }
                    Part::Text(text.into_owned())
                }
                ast::Expression::Inline(ast::InlineExpression::VariableReference { id }) => {
                    Part::Variable(id.name.to_owned())
                }
                ast::Expression::Select {
                    selector: ast::InlineExpression::VariableReference { id },
                    variants,
                } if outer => plural(id.name, variants)?,
                ast::Expression::Select { .. } => {
                    return Err("a choice stands inside another, or chooses by something else than a variable");
                }
                ast::Expression::Inline(_) => {
                    return Err("only `{ $variable }` and `{ \"text\" }` may stand in braces");
                }
            },
        };
        match (parts.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => parts.push(part),
        }
    }
    Ok(parts)
}

fn plural(variable: &str, variants: &[ast::Variant<&str>]) -> Result<Part, &'static str> {
    let default = variants.iter().position(|variant| variant.default).unwrap_or(0);
    let variants = variants
        .iter()
        .map(|variant| {
            let key = match &variant.key {
                ast::VariantKey::Identifier { name } => *name,
                ast::VariantKey::NumberLiteral { value } => *value,
            };
            Ok((key.to_owned(), parts(&variant.value, false)?))
        })
        .collect::<Result<_, &'static str>>()?;
    Ok(Part::Plural {
        variable: variable.to_owned(),
        variants,
        default,
    })
}

fn write(parts: &[Part], arguments: &[(&str, Argument)], tongue: &Tongue, out: &mut String) {
    let argument = |name: &str| arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Variable(name) => match argument(name) {
                Some(Argument::Number(number)) => out.push_str(&tongue.number(*number)),
                Some(Argument::Text(text)) => out.push_str(text),
                None => out.push_str(name),
            },
            Part::Plural {
                variable,
                variants,
                default,
            } => {
                let chosen = match argument(variable) {
                    Some(Argument::Number(number)) => {
                        let exact = number.to_string();
                        let category = tongue.plural_category(*number);
                        let by = |key: &str| variants.iter().position(|(name, _)| name == key);
                        by(&exact).or_else(|| by(category))
                    }
                    Some(Argument::Text(text)) => variants.iter().position(|(name, _)| name == text),
                    None => None,
                };
                if let Some((_, parts)) = variants.get(chosen.unwrap_or(*default)) {
                    write(parts, arguments, tongue, out);
                }
            }
        }
    }
}

/// The text for one plural category or number, variables as `{name}`.
fn open(parts: &[Part], key: &str) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Variable(name) => format!("{{{name}}}"),
        Part::Plural { variants, default, .. } => {
            let chosen = variants.iter().position(|(name, _)| name == key).unwrap_or(*default);
            variants
                .get(chosen)
                .map_or_else(String::new, |(_, parts)| open(parts, key))
        }
    };
    parts.iter().map(part).collect()
}

fn collect<'a>(parts: &'a [Part], names: &mut BTreeSet<&'a str>) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Variable(name) => drop(names.insert(name)),
            Part::Plural { variable, variants, .. } => {
                names.insert(variable);
                variants.iter().for_each(|(_, parts)| collect(parts, names));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> (Messages, Vec<Diagnostic>) {
        let mut found = Vec::new();
        (Messages::parse(text, &"ui.ftl".into(), &mut found), found)
    }

    #[test]
    fn plurals_follow_cldr() {
        let (messages, found) = messages("n = { $n ->\n    [one] ein Programm\n   *[other] { $n } Programme\n }\n");
        assert!(found.is_empty(), "{found:?}");
        let of = |n| {
            messages
                .format("n", &[("n", Argument::Number(n))], &Tongue::new("de"))
                .unwrap()
        };
        assert_eq!(
            (of(1), of(1000)),
            ("ein Programm".to_owned(), "1.000 Programme".to_owned())
        );
        assert!(messages.variables("n").contains("n"));
    }

    #[test]
    fn a_script_gets_a_text_for_each_category_of_its_language() {
        let (messages, _) = messages(
            "a = At { $place }\nn = So { $n ->\n    [0] none\n    [one] { $n } mark\n   *[other] { $n } marks\n } here\n",
        );
        let of = |id, tag| messages.unfilled(id, &Tongue::new(tag)).unwrap();
        assert_eq!(of("a", "en"), Unfilled::Text("At {place}".into()));
        let plural = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
            Unfilled::Plural(pairs.collect())
        };
        let other = "So {n} marks here";
        assert_eq!(
            of("n", "en"),
            plural(&[("0", "So none here"), ("one", "So {n} mark here"), ("other", other)])
        );
        assert_eq!(of("n", "ja"), plural(&[("0", "So none here"), ("other", other)]));
        assert!(matches!(of("n", "ar"), Unfilled::Plural(texts) if texts.len() == 7 && texts["few"] == other));
    }

    #[test]
    fn deep_brackets_end_with_an_error_and_not_with_the_program() {
        for deep in ["{", "{ A(", "{ $a -> [a] "] {
            let text = format!("before = B\ndeep = {}\neaten = E\nafter = A\n", deep.repeat(100_000));
            let (messages, found) = messages(&text);
            assert_eq!(
                (messages.plain("before"), messages.plain("after")),
                (Some("B"), Some("A")),
                "{deep}"
            );
            assert!(
                !found.is_empty() && found.iter().all(|d| d.entry.code == "L001"),
                "{deep}"
            );
        }
    }

    #[test]
    fn what_is_not_of_the_subset_is_told_with_its_place() {
        let text = "a = { -brand }\n-brand = X\nb = { NUMBER($n) }\nc = { \"\\u0041\" }k\ne = { \"\\u202E\" }\nd = {\n";
        let (messages, found) = messages(text);
        assert_eq!((messages.0.len(), messages.plain("c")), (1, Some("Ak")));
        assert!(
            found.len() >= 5 && found.iter().all(|d| d.entry.code == "L001"),
            "{found:?}"
        );
        assert_eq!(
            &text[found
                .iter()
                .find(|d| d.message.starts_with("only"))
                .unwrap()
                .span
                .clone()],
            "a"
        );
    }
}
