//! How scenarios went, for people: a line each, and behind them everything about those that failed.

use super::Trials;
use crate::cli::output::Output;
use crate::engine::Transcript;
use crate::report::{Palette, Tint, safe};
use crate::scenario::{Counts, Outcome, explain};

pub(super) fn tell(trials: &Trials<'_>, output: &mut Output) {
    let palette = output.palette();
    for (outcome, _) in &trials.outcomes {
        output.answer(&headline(outcome, palette));
    }
    output.answer(&failures(trials, palette));
    let line = summary(trials, output.human_remarks().palette);
    output.remark(&line);
}

/// The same where something else is what was asked for: only what failed, and the sum.
pub(super) fn tell_aside(trials: &Trials<'_>, output: &mut Output) {
    let palette = output.human_remarks().palette;
    let failures = failures(trials, palette);
    output.remark(&failures);
    output.remark(&summary(trials, palette));
}

/// Everything about those that failed.
fn failures(trials: &Trials<'_>, palette: Palette) -> String {
    let mut text = String::new();
    for (outcome, zone) in trials.outcomes.iter().filter(|(outcome, _)| !outcome.passed()) {
        text.push_str(&format!("\n{}", headline(outcome, palette)));
        let mut transcript = Transcript::new(zone.clone());
        for line in explain(outcome, &mut transcript, palette).lines() {
            text.push_str(format!("  {line}").trim_end());
            text.push('\n');
        }
    }
    if trials.counts.failed > 0 {
        text.push('\n');
    }
    text
}

/// `ok      leads: the first one`.
fn headline(outcome: &Outcome, palette: Palette) -> String {
    let (word, tint) = if outcome.passed() { ("ok", Tint::Added) } else { ("FAILED", Tint::Error) };
    let word = palette.paint(tint, &format!("{word:<6}"));
    format!("{word}  {}: {}\n", outcome.workflow, safe(&outcome.title))
}

/// `12 scenarios: 11 passed, 1 failed; 3 left out by the filter`.
fn summary(trials: &Trials<'_>, palette: Palette) -> String {
    let Counts { passed, failed, left_out, not_tried } = trials.counts;
    let tried = passed + failed;
    let scenarios = counted(tried, "scenario");
    let mut parts = vec![match (tried, failed) {
        (0, _) => palette.paint(Tint::Strong, "no scenarios"),
        (_, 0) => palette.paint(Tint::Added, &format!("{scenarios} passed")),
        _ => {
            let failed = palette.paint(Tint::Error, &format!("{failed} failed"));
            format!("{scenarios}: {passed} passed, {failed}")
        }
    }];
    if not_tried > 0 {
        parts.push(format!("{not_tried} not tried"));
    }
    if left_out > 0 {
        parts.push(format!("{left_out} left out by the filter"));
    }
    if !trials.broken.is_empty() {
        let programs = counted(trials.broken.len(), "program");
        let broken = format!("{programs} with errors not tried");
        parts.push(palette.paint(Tint::Error, &broken));
    }
    format!("{}\n", parts.join("; "))
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
