//! Slips that are certain, mended in a copy of the text before it is parsed.
//!
//! In: a text that the scan stopped at. Out: the mended text, the way back to the written one,
//! and one report for each slip. What follows a slip is then read as its author meant it, instead
//! of being lost with it. Nothing here looks at meaning.

mod blocks;
mod brackets;
mod lines;
mod quotes;
mod signs;
mod walk;

use super::faults::Faults;
use super::origin::{Change, Origin};
use crate::base::Span;
use crate::report::Report;

/// One slip: where, what is said about it, and what the copy says instead.
pub(super) struct Slip {
    at: u32,
    report: Option<Report>,
    changes: Vec<Change>,
    /// Whether it may be the echo of another slip on its line.
    echoes: bool,
}

/// Mends a copy of the text, and reports what it mended.
pub(super) fn mend(text: &str, faults: &mut Faults<'_>) -> (String, Origin) {
    let mut walk = walk::Walk::new(text, faults);
    walk.run();
    let (mut slips, lines) = walk.finish();
    slips.extend(blocks::mend(text, &lines, faults));
    // Of two changes at one place, the one that was found first comes first.
    let mut changes = Vec::new();
    for slip in slips {
        if let Some(report) = slip.report {
            if slip.echoes { faults.push(report) } else { faults.also(report) }
        }
        changes.extend(slip.changes);
    }
    Origin::change(text, changes)
}

impl Slip {
    fn new(report: Report, changes: Vec<Change>) -> Self {
        Self { at: report.location().span.start, report: Some(report), changes, echoes: false }
    }

    /// A slip in the structure, where one fault may show in several places.
    fn structural(mut report: Report, changes: Vec<Change>) -> Self {
        if let Some(fix) = &mut report.fix {
            fix.safe = false;
        }
        Self { echoes: true, ..Self::new(report, changes) }
    }
}

/// A replacement of a stretch.
fn replace(span: Span, text: impl Into<String>) -> Change {
    Change { span, text: text.into() }
}

/// Offsets are below the size limit.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
