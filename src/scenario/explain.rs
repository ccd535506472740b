//! A failure for people: what was expected, what came instead, and everything before.

use std::ops::Range;

use super::Outcome;
use super::written::Marked;
use crate::engine::{Part, Transcript};
use crate::report::{Palette, Tint, safe, width};

/// Columns of the word before what was expected and what came.
const LEAD: usize = 10;

/// A failure with everything that led to it; nothing where there is none.
#[must_use]
pub fn explain(outcome: &Outcome, transcript: &mut Transcript, palette: Palette) -> String {
    let Some(failure) = &outcome.failure else { return String::new() };
    let mut text = palette.paint(Tint::Frame, &failure.at.to_string());
    text.push('\n');
    text.push_str(&drawn("expected", &failure.expected, Tint::Added, "", palette));
    for (index, one) in failure.instead.iter().enumerate() {
        let lead = if index == 0 { "instead" } else { "" };
        text.push_str(&drawn(lead, &one.what, Tint::Error, &one.why, palette));
    }
    if outcome.entries.is_empty() {
        text.push_str(&palette.paint(Tint::Quiet, "  nothing happened before"));
        text.push('\n');
        return text;
    }
    text.push_str(&palette.paint(Tint::Quiet, "  what happened before:"));
    text.push('\n');
    for entry in &outcome.entries {
        let told = transcript.paint(entry, |part, text| match tint(part) {
            Some(tint) => palette.paint(tint, text),
            None => text.to_owned(),
        });
        for line in told.lines() {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        }
    }
    text
}

/// How a part of a transcript is coloured.
#[must_use]
pub const fn tint(part: Part) -> Option<Tint> {
    match part {
        Part::Day => Some(Tint::Strong),
        Part::Time | Part::Why => Some(Tint::Quiet),
        Part::Incoming => Some(Tint::Frame),
        Part::Outgoing => Some(Tint::Added),
        Part::Problem => Some(Tint::Error),
        Part::Name | Part::Text => None,
    }
}

/// A line with its lead, and below it signs under what stands out.
fn drawn(lead: &str, line: &Marked, tint: Tint, why: &str, palette: Palette) -> String {
    let mut shown = String::new();
    let mut signs = String::new();
    let mut from = 0;
    let mut part = |range: Range<usize>, marked: bool| {
        let Some(part) = line.text.get(range) else { return };
        let part = safe(part);
        let sign = if marked { "^" } else { " " };
        signs.push_str(&sign.repeat(width(&part)));
        shown.push_str(&if marked { palette.paint(tint, &part) } else { part.into_owned() });
    };
    for mark in &line.marks {
        part(from..mark.start, false);
        part(mark.clone(), true);
        from = mark.end;
    }
    part(from..line.text.len(), false);
    if !why.is_empty() {
        shown.push_str(&palette.paint(Tint::Quiet, &format!("  · {}", safe(why))));
    }
    let lead = format!("  {lead:<LEAD$}");
    let mut text = format!("{}{shown}\n", palette.paint(Tint::Strong, &lead));
    if signs.contains('^') {
        let signs = palette.paint(tint, signs.trim_end());
        text.push_str(&format!("  {:LEAD$}{signs}\n", ""));
    }
    text
}
