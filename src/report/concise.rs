//! Findings a line each, for eyes in a hurry, editors and `grep`.

use super::Batch;
use super::human::{first, place};
use super::palette::{Palette, Tint};
use super::ruler::Ruler;
use super::show::safe;
use super::{Report, Severity};
use crate::base::{MAX_SHOWN, Sources};

/// `file:line:column: severity[code]: message`, a line each.
///
/// *Limits*: the first 200 are written and the others counted, as [`super::Human::draw_all`] does.
#[must_use]
pub fn concise(batches: &[Batch<'_>], palette: Palette) -> String {
    let mut ruler = Ruler::default();
    let (shown, left) = first(batches, MAX_SHOWN);
    let mut text: String = shown
        .into_iter()
        .map(|(report, sources)| line(report, sources, palette, &mut ruler))
        .collect();
    if left > 0 {
        text.push_str(&format!("and {left} more; `--format json` lists them all\n"));
    }
    text
}

fn line<'a>(
    report: &Report,
    sources: &'a Sources,
    palette: Palette,
    ruler: &mut Ruler<'a>,
) -> String {
    let tint = match report.severity {
        Severity::Error => Tint::Error,
        Severity::Warning => Tint::Warning,
        Severity::Note => Tint::Note,
    };
    let place = palette.paint(Tint::Strong, &place(sources, report.location(), ruler));
    let lead = palette.paint(tint, &format!("{}[{}]", report.severity, report.code.0));
    format!("{place}: {lead}: {}\n", safe(&report.message))
}
