//! What became of each row: a table to read at once, and a CSV that a secretary can work through.

use super::csv;
use super::import::{Fate, Line, Plan};

impl Fate {
    /// As the report names it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::New { .. } => "new",
            Self::Same { .. } => "same as existing",
            Self::Duplicate { .. } => "likely duplicate",
            Self::Unplaced { .. } => "not placed",
        }
    }

    /// Where it goes or stands, and why.
    fn place_and_reason(&self) -> (&str, String) {
        match self {
            Self::New { path, .. } => (path, String::new()),
            Self::Same { file } => (file, String::new()),
            Self::Duplicate { of } => (of, "compare the two: same point, like name, or the same id".to_owned()),
            Self::Unplaced { reasons } => ("", reasons.join("; ")),
        }
    }
}

/// One line for every row of the imported table, in its order; no personal address is in it.
pub fn csv(plan: &Plan) -> String {
    let mut out = String::from("\u{FEFF}");
    out.push_str(&csv::line([
        "line", "status", "name", "country", "file", "reason", "notes",
    ]));
    for line in &plan.lines {
        let (place, reason) = line.fate.place_and_reason();
        let number = line.number.to_string();
        let notes = line.notes.join("; ");
        let cells = [
            &number,
            line.fate.word(),
            text(line, "name"),
            text(line, "country"),
            place,
            &reason,
            &notes,
        ];
        out.push_str(&csv::line(cells));
    }
    out
}

/// For the terminal: counts first, then every row.
pub fn preview(plan: &Plan) -> String {
    let mut out = String::new();
    let counts = ["new", "same as existing", "likely duplicate", "not placed"].map(|word| {
        let count = plan.lines.iter().filter(|line| line.fate.word() == word).count();
        format!("{count} {word}")
    });
    out.push_str(&format!("{} rows: {}\n\n", plan.lines.len(), counts.join(", ")));
    for line in &plan.lines {
        let (place, reason) = line.fate.place_and_reason();
        let said = match &line.fate {
            Fate::New { .. } => format!("new → {place}"),
            Fate::Same { .. } => format!("same as {place}"),
            Fate::Duplicate { .. } => format!("likely duplicate of {place}"),
            Fate::Unplaced { .. } => format!("cannot be placed because {reason}"),
        };
        out.push_str(&format!("{:>6}  {}: {said}\n", line.number, text(line, "name")));
        for note in &line.notes {
            out.push_str(&format!("        note: {note}\n"));
        }
    }
    out
}

fn text<'a>(line: &'a Line, column: &str) -> &'a str {
    line.row.get(column).map_or("–", String::as_str)
}
