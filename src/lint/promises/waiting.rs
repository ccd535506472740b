//! How long a run waits at most at a step.

use super::Case;
use crate::base::{MAX_WAIT_DAYS, Name, Root};
use crate::graph::Node;
use crate::lint::expressions::reads;
use crate::lint::moments::{longest_closed, until};
use crate::program::{ArgValue, Kind, Line, Program, Step};
use crate::vocabulary::{Effect, Sort, Waits};

/// Seconds that a night takes longer in which the clock is put back.
const PUT_BACK: i64 = 3_600;
/// Longer than any promise.
pub(super) const FOREVER: i64 = i64::MAX / 4;

/// Seconds of the longest wait at a node, whatever its outcome.
pub(super) fn longest(case: &Case<'_, '_, '_>, node: Node) -> i64 {
    let Some(step) = case.flow.graph.step_at(node) else { return 0 };
    if !case.flow.graph.waits(node) {
        return 0;
    }
    if let Waits::For(operand) = step.decl.waits {
        return duration(&step.line, operand).unwrap_or_else(|| moment(case.program, &step.line));
    }
    if matches!(step.decl.waits, Waits::IfSet(_)) {
        return other_ends_within(case, step).unwrap_or(FOREVER);
    }
    let timed = step.decl.outcomes.iter().find_map(|outcome| Some((outcome.word, outcome.after?)));
    if let Some((word, by_default)) = timed {
        if case.excluded(node).waits {
            return 0;
        }
        let written = step.outcomes.iter().find(|handled| handled.decl.word == word);
        let written = written.and_then(|handled| duration(&handled.line, "after"));
        return written.unwrap_or(by_default.seconds).saturating_mul(rounds(step));
    }
    if step.decl.effects.contains(&Effect::CallsOut) {
        let once = step.line.setting("timeout").and_then(|line| duration(line, "after"));
        return once.unwrap_or(10).saturating_mul(1 + count(step, "retries").unwrap_or(2));
    }
    0
}

/// Seconds until the moment of a line comes, at most.
fn moment(program: &Program, line: &Line) -> i64 {
    let longest = MAX_WAIT_DAYS * 86_400;
    let moment = line.args.iter().find_map(|arg| {
        let ArgValue::Expr(moment) = &arg.value else { return None };
        Some(moment)
    });
    let Some(moment) = moment else { return longest };
    let mut by_clock = false;
    reads(moment, &mut |place| by_clock |= place.of == Root::Hours);
    let put_back = if by_clock { PUT_BACK } else { 0 };
    let closed = |name: &Name| program.workspace.find(Sort::Hours, name).map(longest_closed);
    until(moment, &closed).saturating_add(put_back).min(longest)
}

/// Seconds in which the workflow that a step starts promises to end.
fn other_ends_within(case: &Case<'_, '_, '_>, step: &Step) -> Option<i64> {
    let Kind::Start { workflow } = &step.kind else { return None };
    let other = case.program.workflows.iter().find(|other| other.name == workflow.0)?;
    let mut promises = other.promises.iter().filter(|promise| promise.decl.word == "ends");
    promises.find_map(|promise| duration(&promise.line, "within"))
}

/// How often the time begins anew: with every text that is sent while the step goes on.
fn rounds(step: &Step) -> i64 {
    if !step.decl.effects.contains(&Effect::WaitsForContact) {
        return 1;
    }
    let knows = |word: &str| step.decl.settings.iter().any(|setting| setting.word == word);
    if knows("max_turns") {
        return count(step, "max_turns").unwrap_or(20).max(1);
    }
    1 + if knows("retries") { count(step, "retries").unwrap_or(2) } else { 0 }
}

fn count(step: &Step, word: &str) -> Option<i64> {
    match step.line.setting(word)?.arg("count") {
        Some(ArgValue::Count(count)) => Some(*count),
        Some(_) | None => None,
    }
}

fn duration(line: &Line, operand: &str) -> Option<i64> {
    match line.arg(operand) {
        Some(ArgValue::Duration(length)) => Some(length.seconds),
        Some(_) | None => None,
    }
}
