//! How scenarios went, for people.

use crate::cli::output::Output;
use crate::engine::Transcript;
use crate::report::{Tint, safe};
use crate::scenario::{Outcome, explain};

/// Says how a scenario went, and all that led to its failure.
pub(super) fn say(outcome: &Outcome, mut transcript: Transcript, output: &mut Output) {
    let palette = output.palette();
    let (word, tint) = if outcome.passed() { ("ok", Tint::Added) } else { ("FAILED", Tint::Error) };
    let title = safe(&outcome.title);
    let word = palette.paint(tint, &format!("{word:<6}"));
    output.answer(&format!("{word}  {}: {title}\n", outcome.workflow));
    if !outcome.passed() {
        for line in explain(outcome, &mut transcript).lines() {
            output.answer(&format!("  {line}\n"));
        }
        output.answer("\n");
    }
}
