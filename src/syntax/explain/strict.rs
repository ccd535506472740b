//! The second look: a stretch that could not be read is parsed by a strict rule, only to learn
//! where reading stopped and what was expected there.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::describe::expected;
use crate::base::Span;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lower::Lower;

/// Where reading stopped, and in words what was expected there.
pub(super) struct Stop {
    pub(super) at: u32,
    pub(super) expected: Option<String>,
}

/// Parses `here` by `rule`, and says where that fails; none if it does not.
pub(super) fn look(lower: &Lower<'_, '_>, rule: Rule, here: Span) -> Option<Stop> {
    let error = Grammar::parse(rule, lower.slice(here)).err()?;
    let offset = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => expected(positives),
        ErrorVariant::CustomError { .. } => None,
    };
    Some(Stop { at: here.start + u32::try_from(offset).unwrap_or(0), expected })
}

/// The words of a plain report: what was expected, and what stands there instead.
pub(super) fn unexpected(lower: &mut Lower<'_, '_>, rule: Rule, from: u32, here: Span) {
    if lower.faults.silent(lower.at(here).0) {
        return;
    }
    let stop = look(lower, rule, Span::new(from, here.end));
    let at = stop.as_ref().map_or(here.start, |stop| stop.at).clamp(here.start, here.end);
    let found = found(lower.slice(Span::new(at, here.end)));
    let end = at + u32::try_from(found.len()).unwrap_or(0);
    let expected = stop.and_then(|stop| stop.expected);
    let span = lower.at(Span::new(at, end)).0;
    let message = match (&expected, found.is_empty()) {
        (Some(expected), false) => format!("expected {expected}, found `{found}`"),
        (Some(expected), true) => format!("expected {expected}, and the line ends"),
        (None, false) => format!("cannot read `{found}` here"),
        (None, true) => "the line ends too early".to_owned(),
    };
    let report = lower.faults.report(span, message).label("this does not fit here");
    let help = "take it away, or write a text in double quotes if people are to read it";
    let report = if found.is_empty() { report } else { report.help(help) };
    lower.faults.push(report);
}

/// The word, number, text or sign that a stretch begins with.
pub(super) fn found(text: &str) -> &str {
    let text = text.trim_start();
    let mut letters = text.char_indices();
    let Some((_, first)) = letters.next() else { return "" };
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let end = if first == '"' {
        text.char_indices().skip(1).find(|(_, letter)| *letter == '"').map(|(at, _)| at + 1)
    } else if part(first) {
        letters.find(|(_, letter)| !part(*letter)).map(|(at, _)| at)
    } else {
        Some(first.len_utf8())
    };
    let end = end.unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}
