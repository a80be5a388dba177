//! The few lines around a span, cut to the width of a screen, with everything invisible made visible.

use std::ops::Range;

use super::place::{Lines, Place};
use super::visible;

/// Columns of source shown; longer lines are cut around the span.
const WIDTH: usize = 160;
/// Of these, columns kept for what stands before the span.
const BEFORE: usize = 40;
/// A span of more lines is shown by its first ones.
const LINES: usize = 4;

/// What a report shows of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Lines as printed, without a final line feed.
    pub source: String,
    /// Number of the first of them in the file.
    pub first_line: usize,
    /// The span, in bytes of `source`.
    pub mark: Range<usize>,
    /// The span's last line in the file, where the excerpt ends before it.
    pub continues_to: Option<usize>,
}

impl Excerpt {
    pub fn new(lines: &Lines, place: &Place) -> Self {
        // A span that ends with a line feed ends on that line, not before the first character of the next.
        let last = place.end_line - usize::from(place.end_column == 1 && place.end_line > place.line);
        let cut = last - place.line >= LINES;
        let shown = if cut { place.line + LINES - 2 } else { last };
        let alone = lines.text()[place.span.clone()].chars().count() == 1;

        let mut excerpt = Self {
            source: String::new(),
            first_line: place.line,
            mark: 0..0,
            continues_to: cut.then_some(last),
        };
        for number in place.line..=shown {
            if number > place.line {
                excerpt.source.push('\n');
            }
            let line = lines.line(number);
            let start = place.span.start.clamp(line.start, line.end) - line.start;
            let end = place.span.end.clamp(line.start, line.end) - line.start;
            let mark = push_window(&mut excerpt.source, &lines.text()[line], start..end, alone);
            if number == place.line {
                excerpt.mark.start = mark.start;
            }
            excerpt.mark.end = mark.end;
        }
        excerpt
    }
}

/// Appends the part of `line` around `span` and gives the span's bytes in `out`.
fn push_window(out: &mut String, line: &str, span: Range<usize>, alone: bool) -> Range<usize> {
    // A middle line of a long span is marked whole: show its beginning.
    let (ahead, used) = reach(line[span.start..].chars(), WIDTH - BEFORE);
    let (behind, _) = reach(line[..span.start].chars().rev(), WIDTH - used);
    let left = span.start - behind;
    let (shown, _) = reach(line[left..].chars(), WIDTH);
    let right = left + shown.max(behind + ahead);

    if left > 0 {
        out.push('…');
    }
    let (mut start, mut end) = (None, None);
    for (offset, c) in line[left..right].char_indices() {
        let at = left + offset;
        if at >= span.start {
            start.get_or_insert(out.len());
        }
        if at >= span.end {
            end.get_or_insert(out.len());
        }
        if alone && visible::is_joiner(c) && span.contains(&at) {
            visible::push_escape(out, c);
        } else {
            visible::push(out, c);
        }
    }
    let (start, end) = (start.unwrap_or(out.len()), end.unwrap_or(out.len()));
    if right < line.len() {
        out.push('…');
    }
    start..end
}

/// How many bytes of these characters fit into so many columns, and the columns they fill.
fn reach(characters: impl Iterator<Item = char>, columns: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for c in characters {
        let width = visible::width(c);
        if used + width > columns {
            break;
        }
        used += width;
        bytes += c.len_utf8();
    }
    (bytes, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, span: Range<usize>) -> Excerpt {
        let lines = Lines::new(text.into());
        let place = lines.place(&span);
        Excerpt::new(&lines, &place)
    }

    fn marked(text: &str, span: Range<usize>) -> String {
        let excerpt = excerpt(text, span);
        excerpt.source[excerpt.mark].to_owned()
    }

    #[test]
    fn the_mark_follows_what_escapes_and_tabs_displace() {
        assert_eq!(marked("a\tb\u{1b}c: wrong\n", 7..12), "wrong");
        assert_eq!(marked("x\u{202e}y", 1..4), "\\u{202e}");
        assert_eq!(marked("می\u{200c}خ", 4..7), "\\u{200c}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let text = format!("{}wrong{}", "a".repeat(100_000), "b".repeat(100_000));
        let excerpt = excerpt(&text, 100_000..100_005);
        let expected = format!("…{}wrong{}…", "a".repeat(40), "b".repeat(115));
        assert_eq!(excerpt.source, expected);
        assert_eq!(&excerpt.source[excerpt.mark], "wrong");
    }

    #[test]
    fn the_end_of_a_long_line_uses_the_whole_width() {
        let text = "a".repeat(1_000);
        assert_eq!(excerpt(&text, 1_000..1_000).source, format!("…{}", "a".repeat(160)));
    }

    #[test]
    fn a_long_span_is_shown_by_its_first_lines() {
        let excerpt = excerpt("1\n2\n3\n4\n5\n6\n", 2..12);
        assert_eq!((excerpt.source.as_str(), excerpt.first_line), ("2\n3\n4", 2));
        assert_eq!((excerpt.mark, excerpt.continues_to), (0..5, Some(6)));
    }

    #[test]
    fn a_line_feed_belongs_to_its_line() {
        assert_eq!(
            excerpt("ab\ncd\n", 0..3),
            Excerpt {
                source: "ab".into(),
                first_line: 1,
                mark: 0..2,
                continues_to: None
            }
        );
    }
}
