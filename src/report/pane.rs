//! One file's part of a finding: its lines, its marks, and rails beside marks of many lines.

use std::collections::BTreeSet;

use super::line::Line;
use super::marks::{Mark as Drawn, Piece, mark, rows};
use super::palette::{Ink, Tint};
use super::show::{width, wrap};
use crate::base::{Source, Span};

/// Lines of a marked stretch that are all shown; of a longer one, the first and the last.
const WHOLE: u32 = 4;

/// A marked stretch of the file.
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) primary: bool,
}

/// A file, what is marked in it, and the place that its head names.
pub(super) struct Pane {
    pub(super) source: Source,
    /// Lines of the file that stand before the text of `source`.
    pub(super) before: u32,
    pub(super) place: String,
    pub(super) marks: Vec<Mark>,
}

/// How a finding is drawn: room and colour.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// Digits of the longest line number.
    pub(super) gutter: usize,
    /// Columns for the text of a line.
    pub(super) room: usize,
    /// The tint of the culprit.
    pub(super) accent: Tint,
}

/// A mark with the lines it covers, and its bytes within the first and the last of them.
struct Placed<'a> {
    mark: &'a Mark,
    first: u32,
    last: u32,
    from: usize,
    to: usize,
}

impl Pane {
    /// The highest line number that is drawn.
    pub(super) fn last_line(&self) -> u32 {
        self.placed().iter().map(|placed| placed.last).max().unwrap_or(0) + self.before
    }

    fn placed(&self) -> Vec<Placed<'_>> {
        self.marks.iter().map(|mark| self.place(mark)).collect()
    }

    fn place<'a>(&self, mark: &'a Mark) -> Placed<'a> {
        let source = &self.source;
        let length = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
        let start = mark.span.start.min(length);
        let end = mark.span.end.clamp(start, length);
        let first = source.line_of(start);
        let last = if end > start { source.line_of(end - 1) } else { first };
        let from = (start - source.line_start(first)) as usize;
        let to = (end - source.line_start(last)) as usize;
        let (from, to) = (from.min(source.line(first).len()), to.min(source.line(last).len()));
        Placed { mark, first, last, from, to }
    }

    /// Draws the lines.
    pub(super) fn draw(&self, ink: &mut Ink, look: Look) {
        let placed = self.placed();
        let mut long: Vec<&Placed<'_>> = placed.iter().filter(|one| one.first < one.last).collect();
        long.sort_by_key(|one| (one.first, std::cmp::Reverse(one.last)));
        let mut before = None;
        for line in self.lines(&placed) {
            if before.is_some_and(|before: u32| before + 1 < line) {
                begin(ink, look, "", "┆");
                rails(ink, look, &long, |one| {
                    if one.first < line && line <= one.last { "│ " } else { "  " }
                });
                ink.end();
            }
            self.line(ink, look, line, &placed, &long);
            before = Some(line);
        }
    }

    /// Which lines are drawn, in order.
    fn lines(&self, placed: &[Placed<'_>]) -> BTreeSet<u32> {
        let mut lines = BTreeSet::new();
        for one in placed {
            if one.last - one.first < WHOLE {
                lines.extend(one.first..=one.last);
            } else {
                lines.extend([one.first, one.last]);
            }
            // A mark on an empty line says little without what stands before it.
            if self.source.line(one.first).trim().is_empty() {
                let filled = |line: &u32| !self.source.line(*line).trim().is_empty();
                lines.extend((1..one.first).rev().take(3).find(filled));
            }
        }
        // A gap of one line costs no more to fill than to show.
        let gaps: Vec<u32> = lines.iter().map(|line| line + 1).collect();
        let fills = gaps.into_iter().filter(|gap| lines.contains(&(gap + 1)));
        let fills: Vec<u32> = fills.collect();
        lines.extend(fills);
        lines
    }

    /// One line with everything under it.
    fn line(
        &self,
        ink: &mut Ink,
        look: Look,
        number: u32,
        placed: &[Placed<'_>],
        long: &[&Placed<'_>],
    ) {
        let text = self.source.line(number);
        let room = look.room.saturating_sub(long.len() * 2);
        let here = |one: &&Placed<'_>| one.first == number && one.last == number;
        let ends = |one: &&&Placed<'_>| one.first == number || one.last == number;
        let main = placed.iter().filter(here).min_by_key(|one| (!one.mark.primary, one.from));
        let main = main.or_else(|| long.iter().find(ends).copied());
        let (from, to) = main.map_or((0, 0), |one| match number {
            _ if one.first == one.last => (one.from, one.to),
            _ if one.first == number => (one.from, one.from),
            _ => (one.to, one.to),
        });
        let line = Line::new(text, from, to, room);
        let blank = |one: &Placed<'_>| {
            text.get(..one.from)
                .is_none_or(|before| before.trim_start_matches('\u{feff}').trim().is_empty())
        };
        let written = (number + self.before).to_string();
        begin(ink, look, &written, "│");
        rails(ink, look, long, |one| match number {
            _ if one.first == number && blank(one) => "╭ ",
            _ if one.first < number && number <= one.last => "│ ",
            _ => "  ",
        });
        let culprits: Vec<(usize, usize)> = placed
            .iter()
            .filter(|one| one.mark.primary && one.first <= number && number <= one.last)
            .map(|one| {
                let from = if one.first == number { one.from } else { 0 };
                (from, if one.last == number { one.to } else { usize::MAX })
            })
            .collect();
        let culprit = |at: usize| culprits.iter().any(|(from, to)| (*from..*to).contains(&at));
        for (marked, piece) in line.pieces(culprit) {
            if marked {
                ink.put(look.accent, &piece)
            } else {
                ink.plain(&piece)
            };
        }
        ink.end();
        let marks: Vec<Drawn<'_>> = placed
            .iter()
            .filter(here)
            .map(|one| mark(&line, (one.from, one.to), &one.mark.text, one.mark.primary))
            .collect();
        for row in rows(marks, room) {
            begin(ink, look, "", "│");
            rails(ink, look, long, |one| {
                let begun = one.first < number || (one.first == number && blank(one));
                if begun && number <= one.last { "│ " } else { "  " }
            });
            pieces(ink, look, &row);
            ink.end();
        }
        for (index, one) in long.iter().enumerate() {
            let opens = one.first == number && !blank(one);
            if !opens && one.last != number {
                continue;
            }
            let at = if opens { one.from } else { one.to.saturating_sub(1) };
            let (column, _) = line.columns(at, at + 1);
            let later = |other: &Placed<'_>| other.last > number || !std::ptr::eq(other, *one);
            begin(ink, look, "", "│");
            rails(ink, look, long.get(..index).unwrap_or_default(), |other| {
                let open = other.first <= number && number < other.last && later(other);
                if open { "│ " } else { "  " }
            });
            let tint = tint(look, one.mark.primary);
            let rest = (long.len() - index - 1) * 2;
            let rule = format!("{}─{}", if opens { "╭" } else { "╰" }, "─".repeat(rest + column));
            ink.put(tint, &rule).put(tint, if one.mark.primary { "^" } else { "-" });
            if !opens && !one.mark.text.is_empty() {
                closing_words(ink, look, one.mark, column, room);
            }
            ink.end();
        }
    }
}

/// The words behind the corner that closes a rail; what does not fit goes to lines of its own.
fn closing_words(ink: &mut Ink, look: Look, mark: &Mark, column: usize, room: usize) {
    let tint = tint(look, mark.primary);
    let space = room.saturating_sub(column + 2).max(24);
    for (index, text) in wrap(&mark.text, space).iter().enumerate() {
        if index > 0 {
            ink.end();
            begin(ink, look, "", "│");
            ink.plain(&" ".repeat(look.room - room + column + 1));
        }
        ink.plain(" ").put(tint, text);
    }
}

/// Begins a row: number, frame, blank.
pub(super) fn begin(ink: &mut Ink, look: Look, number: &str, bar: &str) {
    let gap = look.gutter.saturating_sub(number.len());
    ink.plain(" ").plain(&" ".repeat(gap)).put(Tint::Frame, &format!("{number} {bar}")).plain(" ");
}

fn rails<'a>(
    ink: &mut Ink,
    look: Look,
    long: &[&'a Placed<'a>],
    sign: impl Fn(&Placed<'a>) -> &'static str,
) {
    for one in long {
        ink.put(tint(look, one.mark.primary), sign(one));
    }
}

fn pieces(ink: &mut Ink, look: Look, row: &[Piece]) {
    let mut at = 0;
    for (column, text, primary) in row {
        ink.plain(&" ".repeat(column.saturating_sub(at)));
        ink.put(tint(look, *primary), text);
        at = column + width(text);
    }
}

const fn tint(look: Look, primary: bool) -> Tint {
    if primary { look.accent } else { Tint::Cause }
}
