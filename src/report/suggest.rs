//! A fix as it will look: the lines it touches, as they stand afterwards.

use super::Fix;
use super::line::Line;
use super::palette::{Ink, Tint};
use super::pane::Look;
use super::show::safe;
use crate::base::{Source, Sources, Span};
use crate::report::Edit;

/// Lines of a fix that are shown.
const SHOWN: usize = 8;

/// What is drawn of a fix.
pub(super) struct Suggestion {
    pub(super) title: String,
    lines: Vec<Changed>,
}

/// One line of the text as it will be, or one that goes away.
struct Changed {
    number: u32,
    text: String,
    /// Where the new words begin and end, in bytes of `text`.
    new: (usize, usize),
    removed: bool,
}

impl Suggestion {
    pub(super) fn last_line(&self) -> u32 {
        self.lines.iter().take(SHOWN).map(|line| line.number).max().unwrap_or(0)
    }

    pub(super) fn draw(&self, ink: &mut Ink, look: Look) {
        for changed in self.lines.iter().take(SHOWN) {
            let (sign, tint) =
                if changed.removed { ("-", Tint::Removed) } else { ("+", Tint::Added) };
            let number = changed.number.to_string();
            ink.plain(&" ".repeat(1 + look.gutter.saturating_sub(number.len())));
            ink.put(Tint::Frame, &number).plain(" ").put(tint, sign).plain(" ");
            let (from, to) = changed.new;
            let line = Line::new(&changed.text, from, to, look.room);
            for (new, piece) in line.pieces(|at| (from..to).contains(&at)) {
                if new {
                    ink.put(tint, &piece)
                } else {
                    ink.plain(&piece)
                };
            }
            ink.end();
        }
    }
}

/// The lines of the first file that a fix touches, as they will be.
pub(super) fn suggest(fix: &Fix, sources: &Sources) -> Suggestion {
    let title = safe(&fix.title).into_owned();
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.location);
    let file = edits.first().map(|edit| edit.location.file);
    edits.retain(|edit| Some(edit.location.file) == file);
    let mut lines = Vec::new();
    let Some(source) = file.and_then(|file| sources.get(file)) else {
        return Suggestion { title, lines };
    };
    let mut rest = edits.as_slice();
    while let Some((edit, others)) = rest.split_first() {
        let last = source.line_of(edit.location.span.end);
        let same = |other: &&&Edit| source.line_of(other.location.span.start) <= last;
        let count = others.iter().take_while(same).count();
        let (group, others) = rest.split_at(count + 1);
        change(source, group, &mut lines);
        rest = others;
    }
    Suggestion { title, lines }
}

/// The lines that a group of edits on neighbouring stretches leaves behind.
fn change(source: &Source, edits: &[&Edit], lines: &mut Vec<Changed>) {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return };
    let number = source.line_of(first.location.span.start);
    let mut at = source.line_start(number);
    let mut text = String::new();
    let mut new = None;
    for edit in edits {
        let span = edit.location.span;
        text.push_str(source.slice(Span::new(at, span.start)));
        let begin = new.map_or(text.len(), |(begin, _)| begin);
        text.push_str(&edit.text);
        new = Some((begin, text.len()));
        at = span.end;
    }
    let end_line = source.line_of(last.location.span.end);
    let end = source.line_start(end_line) + u32::try_from(source.line(end_line).len()).unwrap_or(0);
    text.push_str(source.slice(Span::new(at, end.max(at))));
    if text.trim().is_empty() {
        let old = source.line(number).to_owned();
        let new = (0, old.len());
        lines.push(Changed { number, text: old, new, removed: true });
        return;
    }
    let (from, to) = new.unwrap_or_default();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let end = start + line.len();
        if end >= from && (start < to || (start == to && from == to)) {
            let new = (from.saturating_sub(start), to.saturating_sub(start).min(line.len()));
            let number = number + u32::try_from(index).unwrap_or(0);
            let text = line.trim_end_matches('\r').to_owned();
            lines.push(Changed { number, text, new, removed: false });
        }
        start = end + 1;
    }
}
