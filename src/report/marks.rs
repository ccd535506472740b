//! The rows under a source line: underlines, and the words that belong to them.

use super::line::Line;
use super::show::{width, wrap};

/// A marked stretch of one drawn line, in columns.
pub(super) struct Mark<'a> {
    /// First column in, second out; at least one wide.
    pub(super) from: usize,
    /// The column behind it.
    pub(super) to: usize,
    /// What is said; may be empty.
    pub(super) text: &'a str,
    /// Whether it is the culprit.
    pub(super) primary: bool,
}

/// One stretch of a row, and whether it is the culprit's.
pub(super) type Piece = (usize, String, bool);

/// Columns that a label should have before it is put to the left of its mark.
const NARROW: usize = 30;

/// The rows under a line, each in pieces in order of column.
pub(super) fn rows(mut marks: Vec<Mark<'_>>, room: usize) -> Vec<Vec<Piece>> {
    if marks.is_empty() {
        return Vec::new();
    }
    marks.sort_by_key(|mark| (std::cmp::Reverse(mark.from), std::cmp::Reverse(mark.to)));
    let mut first = underline(&marks);
    let mut hanging: Vec<&Mark<'_>> = Vec::new();
    let reach = marks.iter().skip(1).map(|mark| mark.to).max().unwrap_or(0);
    for (index, mark) in marks.iter().enumerate() {
        let fits = mark.to + 1 + width(mark.text) <= room;
        let alone = index == 0 && reach <= mark.from;
        if mark.text.is_empty() {
            continue;
        }
        if alone && fits {
            first.push((mark.to + 1, mark.text.to_owned(), mark.primary));
        } else {
            hanging.push(mark);
        }
    }
    let mut rows = vec![first];
    while let Some((mark, rest)) = hanging.split_first() {
        rows.extend(hang(mark, rest, room));
        hanging = rest.to_vec();
    }
    rows
}

/// The signs of the underline; where marks overlap, the culprit's win.
fn underline(marks: &[Mark<'_>]) -> Vec<Piece> {
    let end = marks.iter().map(|mark| mark.to).max().unwrap_or(0);
    let sign = |column: usize| -> Option<bool> {
        let over = marks.iter().filter(|mark| (mark.from..mark.to).contains(&column));
        over.map(|mark| mark.primary).max()
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for column in 0..end {
        let Some(primary) = sign(column) else { continue };
        let letter = if primary { '^' } else { '-' };
        match pieces.last_mut() {
            Some((from, text, known)) if *known == primary && *from + text.len() == column => {
                text.push(letter);
            }
            _ => pieces.push((column, letter.to_string(), primary)),
        }
    }
    pieces
}

/// The rows of one label that hangs under its mark, past the stems of those still to come.
fn hang(mark: &Mark<'_>, rest: &[&Mark<'_>], room: usize) -> Vec<Vec<Piece>> {
    let mut stems: Vec<(usize, bool)> = rest
        .iter()
        .filter(|other| other.from < mark.from)
        .map(|other| (other.from, other.primary))
        .collect();
    stems.sort_unstable();
    stems.dedup_by_key(|(column, _)| *column);
    let shared = rest.iter().any(|other| other.from == mark.from);
    let space = room.saturating_sub(mark.from + 3);
    let left = stems.last().map_or(0, |(column, _)| column + 2);
    let to_the_left = mark.from.saturating_sub(left + 3);
    let turned = !shared && space < width(mark.text).min(NARROW) && to_the_left > space;
    let lines = wrap(mark.text, if turned { to_the_left } else { space.max(NARROW) });
    let count = lines.len();
    let mut rows = Vec::new();
    for (index, text) in lines.into_iter().enumerate() {
        let mut row: Vec<Piece> =
            stems.iter().map(|(column, primary)| (*column, "│".to_owned(), *primary)).collect();
        if turned {
            let begin = mark.from.saturating_sub(2 + width(&text));
            row.push((begin, text, mark.primary));
            let corner = if index + 1 == count { "─╯" } else { " │" };
            row.push((mark.from.saturating_sub(1), corner.to_owned(), mark.primary));
        } else {
            let corner = match (index, shared) {
                (0, false) => "╰─ ",
                (0, true) => "├─ ",
                (_, false) => "   ",
                (_, true) => "│  ",
            };
            row.push((mark.from, format!("{corner}{text}"), mark.primary));
        }
        rows.push(row);
    }
    rows
}

/// The mark of a stretch of bytes of a drawn line.
pub(super) fn mark<'a>(
    line: &Line<'_>,
    (from, to): (usize, usize),
    text: &'a str,
    primary: bool,
) -> Mark<'a> {
    let (from, to) = line.columns(from, to);
    Mark { from, to, text, primary }
}

#[cfg(test)]
mod tests {
    use super::{Mark, rows};

    fn drawn(marks: Vec<Mark<'_>>, room: usize) -> Vec<String> {
        let draw = |row: Vec<super::Piece>| {
            let mut text = String::new();
            for (column, piece, _) in row {
                let gap = column.saturating_sub(super::width(&text));
                text.push_str(&" ".repeat(gap));
                text.push_str(&piece);
            }
            text
        };
        rows(marks, room).into_iter().map(draw).collect()
    }

    #[test]
    fn labels_stand_beside_the_last_mark_and_hang_under_the_others() {
        let marks = vec![
            Mark { from: 2, to: 5, text: "one", primary: false },
            Mark { from: 8, to: 10, text: "two", primary: false },
            Mark { from: 14, to: 18, text: "three", primary: true },
        ];
        let expected = ["  ---   --    ^^^^ three", "  │     ╰─ two", "  ╰─ one"];
        assert_eq!(drawn(marks, 80), expected);
    }

    #[test]
    fn overlapping_marks_hang_from_their_starts() {
        let marks = vec![
            Mark { from: 0, to: 9, text: "the whole", primary: false },
            Mark { from: 3, to: 5, text: "the culprit", primary: true },
        ];
        assert_eq!(drawn(marks, 80), ["---^^----", "│  ╰─ the culprit", "╰─ the whole"]);
    }

    #[test]
    fn a_label_at_the_right_edge_turns_to_the_left() {
        let marks =
            vec![Mark { from: 36, to: 38, text: "this is said at the edge", primary: true }];
        let expected =
            [format!("{}^^", " ".repeat(36)), "          this is said at the edge ─╯".to_owned()];
        assert_eq!(drawn(marks, 40), expected);
    }
}
