//! Stretches of programs, as they are shown to people.

use super::View;
use crate::base::Location;

/// Lines of a stretch that are shown.
const SHOWN: usize = 16;

/// What is written at a place, from its own indent on.
pub(super) fn written(view: &View<'_>, place: Location) -> String {
    let line = view
        .source(place.file)
        .map_or(0, |source| place.span.start - source.line_start(source.line_of(place.span.start)));
    let indent = " ".repeat(line as usize);
    cut(&dedent(&format!("{indent}{}", view.slice(place))))
}

/// The first lines of a text.
pub(super) fn cut(text: &str) -> String {
    let all = text.lines().count();
    let mut first: Vec<&str> = text.lines().take(SHOWN).collect();
    if all > SHOWN {
        first.push("…");
    }
    first.join("\n")
}

/// A text without the indent that all of its lines have.
pub(super) fn dedent(text: &str) -> String {
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let indent = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.join("\n")
}
/// A stretch of a program in Markdown.
pub(super) fn quoted(code: &str) -> String {
    format!("```rondel\n{code}\n```\n")
}
