//! `unhandled-timeout`: a time passes, and nothing says what happens then.

use super::super::facts::{Facts, Flow};
use super::super::pools::{may_wait, nobody};
use super::super::rule::{Look, Rule};
use super::{promise_broken, queue_may_starve};
use crate::base::Duration;
use crate::graph::{Node, StepIx, Way};
use crate::program::Step;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Effect, codes};

/// `unhandled-timeout`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNHANDLED_TIMEOUT,
    severity: Severity::Warning,
    about: "The run waits for the contact, or for an agent to come free, and nothing says what \
            happens when neither comes. After the time that holds where none is written (7 days for a \
            question or a queue, 1 day for an assistant) the run ends as timed out, and somebody has \
            to find the contact in the list of those who need attention.\n\nA line that gives a time \
            and no block is taken at its word: whoever wrote it knows that the run ends then. An assignment \
            waits only where a filter is written or everybody in question has a limit; in a sketch, \
            which declares nobody, a filter decides. Where nobody may be online at all, \
            `queue-may-starve` says so instead, and where a promise breaks here, `promise-broken` does.",
    bad: r#"workflow leads "Leads" {
  on conversation_opened
  ask "What is your budget?" as number
  comment "Has a budget."
}
"#,
    good: r#"workflow leads "Leads" {
  on conversation_opened
  ask "What is your budget?" as number {
    timeout 1h { comment "Gave no budget." }
  }
  comment "Has a budget, or was asked for one."
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    let reached = flow.steps().filter(|(ix, _)| flow.reached().has(*ix));
    for (ix, step) in reached {
        reports.extend(report(facts, flow, ix, step));
    }
}

fn report<'g, 'p>(
    facts: &Facts<'g, 'p>,
    flow: &Flow<'g, 'p>,
    ix: StepIx,
    step: &Step,
) -> Option<Report> {
    let (word, after) = flow.graph.possible(Node::Step(ix)).find_map(|going| {
        let Way::Outcome { decl, handled: None } = going.edge.way else { return None };
        let ends = going.to == Node::TimedOut && !going.edge.written;
        decl.after.filter(|_| ends).map(|after| (decl.word, after))
    })?;
    if step.decl.effects.contains(&Effect::AssignsOwner) {
        let waits = may_wait(facts.program, step) && nobody(facts.program, step).is_none();
        if !waits || queue_may_starve::way(flow, ix, step).is_some() {
            return None;
        }
    }
    if promise_broken::blames(facts, flow, ix) {
        return None;
    }
    let message = format!("nothing handles the `{word}` of this `{}`", step.decl.verb);
    let report = Report::warning(codes::UNHANDLED_TIMEOUT, step.line.head, message)
        .label(format!("after {} the run ends here as timed out", days(after)))
        .help(format!("write `{word} 1h {{ … }}` into its block, or `else {{ … }}` behind it"));
    Some(report)
}

/// A default time in words.
pub(super) fn days(length: Duration) -> String {
    match (length.seconds / 86_400, length.seconds % 86_400) {
        (1, 0) => "1 day".to_owned(),
        (days, 0) => format!("{days} days"),
        (_, _) => format!("`{length}`"),
    }
}
