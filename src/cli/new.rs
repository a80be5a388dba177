//! `ctf new`

use std::process::ExitCode;

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use crate::model::{is_key, key_from};
use crate::publish;
use crate::shapes::{self, Shape, Ty};
use crate::source::today::today;

#[derive(Args)]
pub struct Options {
    /// What to write
    #[arg(value_enum)]
    kind: Kind,
    /// Its title or name
    title: String,
    /// The country of a program, such as FR
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// The project's root
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: Utf8PathBuf,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
enum Kind {
    Toolkit,
    Paper,
    Program,
    Partner,
    Chart,
    Calculation,
    Page,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let key = key_from(&options.title);
    if !is_key(&key) {
        return Err(format!(
            "`{}` gives no file name: write a title with letters or digits",
            options.title
        ));
    }
    let country = options.country.as_deref().unwrap_or("").to_lowercase();
    let (path, shape) = match options.kind {
        Kind::Toolkit => (format!("content/en/toolkits/{key}.md"), &shapes::TOOLKIT),
        Kind::Paper => (format!("content/en/literature/{key}.md"), &shapes::PUBLICATION),
        Kind::Page => (format!("content/en/{key}.md"), &shapes::PAGE),
        Kind::Partner => (format!("data/partners/{key}.yml"), &shapes::PARTNER),
        Kind::Chart => (format!("data/charts/{key}.yml"), &shapes::CHART),
        Kind::Calculation => (format!("data/calculations/{key}.yml"), &shapes::CALCULATION),
        // The code names a folder: two letters, and nothing that leads elsewhere.
        Kind::Program if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_lowercase()) => {
            return Err("a program needs its country: add --country FR".to_owned());
        }
        Kind::Program => (format!("data/programs/{country}/{key}.yml"), &shapes::PROGRAM),
    };
    let day = today(None)?.to_string();
    let given = [
        (
            if matches!(options.kind, Kind::Program | Kind::Partner) {
                "name"
            } else {
                "title"
            },
            options.title.as_str(),
        ),
        ("country", &country.to_uppercase()),
        ("updated", &day),
        ("as_of", &day),
    ];
    let record = record(shape, &given, 0);
    let text = if path.ends_with(".md") {
        format!("---\n{record}---\n\nWrite the text here. Its first heading is `## …`.\n")
    } else {
        record
    };
    publish::write_new(&options.root.join(&path), &text).map_err(|error| error.to_string())?;
    println!("{path}\nFill in what is marked, delete what you do not need, then run `ctf check {path}`.");
    Ok(ExitCode::SUCCESS)
}

/// Every key of a record: required ones to fill in, the others as remarks to choose from.
fn record(shape: &Shape, given: &[(&str, &str)], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let mut text = String::new();
    for field in shape.fields.iter().filter(|field| field.name != "demo") {
        let value = given
            .iter()
            .find(|(key, value)| *key == field.name && depth == 0 && !value.is_empty());
        let remark = if field.required || value.is_some() { "" } else { "# " };
        text.push_str(&format!(
            "{indent}# {}: {}{}\n",
            field.doc,
            field.ty.describe(),
            if field.required { " (required)" } else { "" }
        ));
        let inner = match (&field.ty, value) {
            (_, Some((_, value))) => format!(" {}", quoted(value)),
            (Ty::Map(inner), None) if field.required => format!("\n{}", record(inner, &[], depth + 1).trim_end()),
            (Ty::List(Ty::Map(inner)), None) if field.required => {
                format!("\n{}", as_item(&record(inner, &[], depth + 2)))
            }
            (Ty::Map(_) | Ty::List(Ty::Map(_)), None) => String::new(),
            _ => format!(" {}", example(field.example, &field.ty)),
        };
        text.push_str(&format!("{indent}{remark}{}:{inner}\n", field.name));
    }
    text
}

/// The lines of a record as the first item of a list.
fn as_item(record: &str) -> String {
    let mut lines: Vec<String> = record.trim_end().lines().map(str::to_owned).collect();
    if let Some(first) = lines.iter_mut().find(|line| !line.trim_start().starts_with('#')) {
        let indent = first.len() - first.trim_start().len();
        first.replace_range(indent.saturating_sub(2)..indent, "- ");
    }
    lines.join("\n")
}

fn example(example: &str, ty: &Ty) -> String {
    let written = example.starts_with(['[', '"'])
        || matches!(
            ty,
            Ty::Integer(..) | Ty::Number(..) | Ty::Boolean | Ty::Date | Ty::Choice(_) | Ty::Country
        );
    if written { example.to_owned() } else { quoted(example) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml;

    #[test]
    fn what_is_written_has_the_shape_of_its_record() {
        for shape in [
            &shapes::TOOLKIT,
            &shapes::PUBLICATION,
            &shapes::PROGRAM,
            &shapes::PARTNER,
            &shapes::CHART,
            &shapes::CALCULATION,
            &shapes::PAGE,
        ] {
            let text = record(shape, &[("country", "FR")], 0);
            let mut found = Vec::new();
            let file = "x.yml".into();
            let node = yaml::parse(&text, 0, &file, &mut found).unwrap();
            shape.check(&node, &file, &mut found);
            assert!(found.is_empty(), "{}: {found:?}\n{text}", shape.name);
        }
    }
}
