//! CSV (RFC 4180): written with commas and CRLF, read with whatever a spreadsheet wrote.

use super::{COLUMNS, DERIVED, Row};

/// A foreign table: its header and its rows, each with the line it begins on.
#[derive(Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<(u64, Vec<String>)>,
    /// What a person should know about how it was read.
    pub told: Vec<String>,
}

/// A cell. What a spreadsheet would take for a formula gets an apostrophe before it, and so does a text that begins with one.
pub fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        "'"
    } else {
        ""
    };
    if text.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
        return format!("\"{guard}{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// The text that [`cell`] guarded.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => text,
    }
}

/// A line of cells.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    cells.join(",") + "\r\n"
}

/// Rows as a file of all columns; with `derived`, also what published files add for readers.
pub fn write(rows: &[Row], derived: bool) -> Vec<u8> {
    let more: &[&str] = if derived { &DERIVED[..3] } else { &[] };
    let columns = || COLUMNS.iter().chain(more).copied();
    let mut out = line(columns());
    for row in rows {
        out.push_str(&line(
            columns().map(|column| row.get(column).map_or("", String::as_str)),
        ));
    }
    out.into_bytes()
}

/// The table of a text. The delimiter is the one that occurs most in the header; `sep=;` before it is Excel's way to say so.
pub fn read(text: &str) -> Result<Table, String> {
    let (said, text, skipped) = match text.strip_prefix("sep=") {
        Some(rest) => {
            let (first, behind) = rest.split_once('\n').unwrap_or((rest, ""));
            (first.bytes().next(), behind, 1)
        }
        None => (None, text, 0),
    };
    let delimiter = said.unwrap_or_else(|| delimiter(text));
    let mut told = Vec::new();
    if delimiter != b',' {
        let name = if delimiter == b'\t' { "tab" } else { "semicolon" };
        told.push(format!("the cells are parted by {name}s"));
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let plain = |cell: &str| unguarded(cell.trim_start_matches([' ', '\u{A0}'])).to_owned();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("the file is no CSV: {error}"))?;
        let line = record.position().map_or(0, ::csv::Position::line) + skipped;
        lines.push((line, record.iter().map(plain).collect::<Vec<_>>()));
    }
    let mut lines = lines
        .into_iter()
        .skip_while(|(_, cells)| cells.iter().all(|cell| cell.trim().is_empty()));
    let (_, header) = lines.next().ok_or("the file is empty")?;
    Ok(Table {
        header,
        rows: lines.collect(),
        told,
    })
}

fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // Of equals the first: a comma is what the standard asks.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(byte, _)| *byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_ends_no_row() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@sum"), "\"'@sum\"");
        for text in ["=1", "'=1", "''x", "'x", "x"] {
            let table = read(&format!("a,b\r\n{},x\r\n", cell(text))).unwrap();
            assert_eq!(table.rows[0].1[0], text);
        }
        assert_eq!(unguarded("'n Boer"), "'n Boer");
    }

    #[test]
    fn delimiters_are_seen_and_lines_counted() {
        let table = read("sep=;\n\"a, b, c\";d\n\"1\n2\";3\n4;5\n").unwrap();
        assert_eq!(table.header, ["a, b, c", "d"]);
        assert_eq!(table.rows[0].0, 3);
        assert_eq!(table.rows[1].0, 5);
        assert_eq!(read("\"a, b, c\"\td\n").unwrap().header.len(), 2);
        assert_eq!(read("a\n1\n").unwrap().rows.len(), 1);
        assert!(read("\n\n").is_err());
    }
}
