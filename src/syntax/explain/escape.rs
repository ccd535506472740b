//! Faults inside of texts: escapes and interpolations.

use super::strict;
use crate::base::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::lower::Lower;

/// A backslash that begins no escape; `after` is what stands behind it.
pub(in crate::syntax) fn escape(lower: &mut Lower<'_, '_>, here: Span, after: &str) {
    let line = after.split('\n').next().unwrap_or_default();
    let near: String = std::iter::once('\\').chain(line.chars().take(8)).collect();
    let start = lower.slice(here).find(&near).unwrap_or(0);
    let start = here.start + u32::try_from(start).unwrap_or(0);
    let letter = after.chars().next().unwrap_or(' ');
    let span =
        lower.at(Span::new(start, start + 1 + u32::try_from(letter.len_utf8()).unwrap_or(0))).0;
    if letter == 'u' {
        let report = lower.faults.report(span, "this escape names no letter");
        let help = "write the letter itself, or its number in braces: `\\u{1F44B}`";
        lower.faults.push(report.label("`\\u` is followed by a number in braces").help(help));
        return;
    }
    let backslash = lower.at(Span::new(start, start + 1)).0;
    let location = lower.faults.location(backslash);
    let report = lower
        .faults
        .report(span, format!("there is no escape `\\{letter}`"))
        .label("the escapes are `\\n`, `\\t`, `\\\"`, `\\\\`, `\\$` and `\\u{…}`")
        .help("write `\\\\` for a backslash")
        .fix("write the backslash twice", location, "\\\\");
    lower.faults.push(report);
}

/// `${}`.
pub(in crate::syntax) fn empty_hole(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let report = lower
        .faults
        .report(span, "nothing stands between `${` and `}`")
        .help("write a value between `${` and `}`, like `${contact.name else \"there\"}`, or `\\$` for a dollar sign");
    lower.faults.push(report);
}

/// An interpolation that goes on where its value has ended.
pub(in crate::syntax) fn hole(lower: &mut Lower<'_, '_>, here: Span, hole: Span) {
    let text = lower.slice(hole);
    let value = lower.slice(Span::new(here.start + 2, hole.start)).trim();
    let span = lower.at(hole).0;
    if value.is_empty() && text.starts_with('{') {
        let inner = text.trim_matches(['{', '}', ' ']);
        let report = lower.faults.report(span, "a value stands between single braces");
        lower.faults.push(report.help(format!("write `${{{inner}}}`")));
        return;
    }
    if super::junk::habit(lower, here.start + 2, hole) {
        return;
    }
    strict::unexpected(lower, Rule::expression_only, here.start + 2, hole);
}
