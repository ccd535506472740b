//! One line of source as it is drawn: cut around what matters, with a column for every byte.

use super::show::{Cell, cells};

/// Bytes on either side of the culprit that are looked at in a very long line.
const NEAR: usize = 1_024;
/// What stands where a line is cut.
const CUT: &str = "…";

/// A line, or the part of it that is drawn.
pub(super) struct Line<'a> {
    cells: Vec<Cell<'a>>,
    cut_left: bool,
    cut_right: bool,
}

impl<'a> Line<'a> {
    /// Lays out `text` in at most `room` columns, so that the bytes `from..to` are seen.
    pub(super) fn new(text: &'a str, from: usize, to: usize, room: usize) -> Self {
        let first = if from > NEAR { floor(text, from - NEAR) } else { 0 };
        let last = floor(text, from.saturating_add(NEAR * 2).min(text.len()));
        let part = text.get(first..last).unwrap_or_default();
        let (part, first) = match part.strip_prefix('\u{feff}') {
            Some(rest) if first == 0 => (rest, '\u{feff}'.len_utf8()),
            _ => (part, first),
        };
        let mut line = Self {
            cells: cells(part, first),
            cut_left: first > '\u{feff}'.len_utf8(),
            cut_right: last < text.len(),
        };
        line.narrow(from, to, room);
        line
    }

    /// Drops cells on both sides until the line fits.
    fn narrow(&mut self, from: usize, to: usize, room: usize) {
        let total = self.width();
        if total <= room {
            return;
        }
        let (begin, end) = self.columns(from, to);
        let keeps_start = !self.cut_left && end < room;
        let wanted = if keeps_start { 0 } else { begin.saturating_sub(room / 3) };
        // Near the end of a line, rather show more of what stands before.
        let wanted = wanted.min((total + 1).saturating_sub(room));
        let mut column = usize::from(self.cut_left);
        let mut skipped = 0;
        for cell in &self.cells {
            if column >= wanted {
                break;
            }
            column += cell.width;
            skipped += 1;
        }
        self.cells.drain(..skipped);
        self.cut_left |= skipped > 0;
        let mut column = usize::from(self.cut_left);
        let mut kept = 0;
        let whole = column + self.cells.iter().map(|cell| cell.width).sum::<usize>() <= room;
        for cell in &self.cells {
            if !whole && column + cell.width + 1 > room {
                break;
            }
            column += cell.width;
            kept += 1;
        }
        self.cut_right |= kept < self.cells.len();
        self.cells.truncate(kept);
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        let cells: usize = self.cells.iter().map(|cell| cell.width).sum();
        cells + usize::from(self.cut_left) + usize::from(self.cut_right)
    }

    /// The columns of a stretch of bytes, at least one wide: first in, second out. What lies in a
    /// part that was cut away is at the cut.
    pub(super) fn columns(&self, from: usize, to: usize) -> (usize, usize) {
        let before = |inside: &dyn Fn(&Cell<'_>) -> bool| -> usize {
            self.cells.iter().take_while(|cell| inside(cell)).map(|cell| cell.width).sum()
        };
        let left = usize::from(self.cut_left);
        let is_left = self.cells.first().is_some_and(|cell| from < cell.at) && self.cut_left;
        let begin = if is_left { 0 } else { left + before(&|cell| cell.at + cell.len <= from) };
        let mut end = left + before(&|cell| cell.at < to);
        if self.cut_right && self.cells.last().is_some_and(|cell| to > cell.at + cell.len) {
            end += 1;
        }
        (begin, end.max(begin + 1))
    }

    /// The drawn text in pieces: what lies outside the bytes `from..to`, and what lies inside.
    pub(super) fn pieces(&self, inside: impl Fn(usize) -> bool) -> Vec<(bool, String)> {
        let mut pieces: Vec<(bool, String)> = Vec::new();
        let mut push = |marked: bool, text: &str| match pieces.last_mut() {
            Some((known, piece)) if *known == marked => piece.push_str(text),
            _ => pieces.push((marked, text.to_owned())),
        };
        if self.cut_left {
            push(false, CUT);
        }
        for cell in &self.cells {
            push(inside(cell.at), &cell.shown);
        }
        if self.cut_right {
            push(false, CUT);
        }
        pieces
    }
}

/// The nearest start of a letter at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Line;

    fn drawn(line: &Line<'_>) -> String {
        line.pieces(|_| false).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_short_line_stays_whole() {
        let line = Line::new("send \"👨‍👩‍👧\" oops", 26, 30, 40);
        assert_eq!(drawn(&line), "send \"👨‍👩‍👧\" oops");
        assert_eq!(line.columns(26, 30), (10, 14));
    }

    #[test]
    fn a_long_line_is_cut_around_the_culprit() {
        let text = format!("{}HERE{}", "a".repeat(5_000), "b".repeat(5_000));
        let line = Line::new(&text, 5_000, 5_004, 30);
        assert_eq!(line.width(), 30);
        let (from, to) = line.columns(5_000, 5_004);
        assert_eq!(drawn(&line).get(2 + from..2 + to), Some("HERE"));
        assert_eq!(line.columns(0, 3), (0, 1));
    }

    #[test]
    fn the_end_of_a_long_line_is_shown_to_its_end() {
        let text = format!("{}END", "a".repeat(200));
        let line = Line::new(&text, 203, 203, 30);
        assert!(drawn(&line).ends_with("aEND"));
        assert_eq!(line.columns(203, 203).0, line.width());
    }
}
