//! `loop-without-wait`: a cycle that waits for nobody.

use super::super::facts::{Facts, Flow};
use super::super::paths::every_step;
use super::super::rule::{Look, Rule};
use crate::base::MAX_TURN_STEPS;
use crate::graph::{Ring, StepGraph, Way};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `loop-without-wait`.
pub(super) const RULE: Rule = Rule {
    code: codes::LOOP_WITHOUT_WAIT,
    severity: Severity::Error,
    about: "Steps lead back to where they began, and none of them waits for the contact, an agent, \
            another system or the clock. A turn of more than 1,000 steps fails, so this is an error \
            where the limits of the jumps allow as many. Where they end it earlier it is a warning: \
            nothing has changed between one round and the next but what the steps themselves \
            changed.\n\nA jump is made 10 times in a run where no `at_most` says otherwise, however \
            loops lie in each other. The steps of a turn are counted along the longest way.",
    bad: r#"workflow hello "Hello" {
  on conversation_opened
  again: tag greeted
  jump to again { at_most 1000 }
}
"#,
    good: r#"workflow hello "Hello" {
  on conversation_opened
  again: tag greeted
  wait 1h
  jump to again { at_most 1000 }
}
"#,
    looks: &[Look::Whole(check)],
};

fn check(_: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    for ring in flow.graph.rings_without_wait() {
        reports.extend(report(flow.graph, &ring));
    }
}

fn report(graph: &StepGraph<'_>, ring: &Ring<'_, '_>) -> Option<Report> {
    let back = ring.round.iter().rev().find(|going| matches!(going.edge.way, Way::Jump))?;
    let jump = graph.step_at(back.from)?;
    let top = graph.step_at(back.to)?;
    let steps = ring.turns.0;
    let (severity, message, help) = if steps >= u64::from(MAX_TURN_STEPS) {
        let message = "this loop can use up the 1,000 steps of a turn and waits for nobody";
        let help =
            "wait for an answer or for some time inside the loop, or write a lower `at_most`";
        (Severity::Error, message.to_owned(), help)
    } else {
        let message =
            format!("this loop waits for nobody until its limits end it after {steps} steps");
        let help = "wait for an answer or for some time inside the loop, or do without the jump";
        (Severity::Warning, message, help)
    };
    let mut report = Report::new(codes::LOOP_WITHOUT_WAIT, severity, jump.line.head, message)
        .label("goes back")
        .also(top.line.head, "comes back to here")
        .help(help);
    report.path = every_step(graph, &ring.round);
    Some(report)
}
