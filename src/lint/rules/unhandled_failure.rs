//! `unhandled-failure`: another system or workflow fails, and the run ends unseen.

use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use super::promise_broken::blames;
use crate::graph::{Node, StepIx, Way};
use crate::program::{ArgValue, Kind, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Effect, codes};

/// `unhandled-failure`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNHANDLED_FAILURE,
    severity: Severity::Warning,
    about: "The run asks another system, an assistant or another workflow for something, and nothing \
            says what happens when that fails. The run then ends as failed in the middle of the talk: what \
            stands below is not done, and the contact hears nothing.\n\nA start fails where the other \
            workflow refuses it, because the contact is in it already or was in it once; and with \
            `and_wait` where the other one fails. A start that nothing can refuse (`overlap restart`, no \
            `once`, no `and_wait`) is not reported, \
            and nothing is in a workflow that only others start, each with `and_wait`: the failure is \
            theirs to handle. Where a promise breaks here, `promise-broken` says so instead.",
    bad: r#"workflow leads "Leads" {
  on conversation_opened
  http get "https://crm.example.com/people"
  send "Welcome!"
}
"#,
    good: r#"workflow leads "Leads" {
  on conversation_opened
  http get "https://crm.example.com/people" {
    failed { comment "The CRM did not answer." }
  }
  send "Welcome!"
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    let found: Vec<Report> =
        flow.steps().filter_map(|(ix, step)| report(facts, flow, ix, step)).collect();
    if !found.is_empty() && !facts.is_waited_for(flow.graph) {
        reports.extend(found);
    }
}

fn report<'g, 'p>(
    facts: &Facts<'g, 'p>,
    flow: &Flow<'g, 'p>,
    ix: StepIx,
    step: &Step,
) -> Option<Report> {
    let effects = step.decl.effects;
    let asks = effects.contains(&Effect::CallsOut) || effects.contains(&Effect::StartsWorkflow);
    if !asks || !flow.reached().has(ix) || is_never_refused(facts, step) {
        return None;
    }
    let word = flow.graph.possible(Node::Step(ix)).find_map(|going| {
        let Way::Outcome { decl, handled: None } = going.edge.way else { return None };
        (going.to == Node::Failed && !going.edge.written).then_some(decl.word)
    })?;
    if blames(facts, flow, ix) {
        return None;
    }
    let verb = step.decl.verb;
    let message = format!("nothing handles the failure of this `{verb}`");
    let label = if effects.contains(&Effect::StartsWorkflow) {
        "where the other workflow does not run, this one ends here as failed"
    } else {
        "without a usable answer the run ends here as failed"
    };
    let report = Report::warning(codes::UNHANDLED_FAILURE, step.line.head, message)
        .label(label)
        .help(format!("write `{word} {{ … }}` into its block, or `else {{ … }}` behind it"));
    Some(report)
}

/// Whether a step starts a workflow that takes every contact at any time, and does not wait for it.
fn is_never_refused(facts: &Facts<'_, '_>, step: &Step) -> bool {
    let Kind::Start { workflow } = &step.kind else { return false };
    let other = facts.flow(&workflow.0).map(|flow| flow.graph.workflow());
    step.line.setting("and_wait").is_none()
        && other.is_some_and(|other| {
            let restarts = |what: &ArgValue| what.called().is_some_and(|what| what == "restart");
            let mut settings = other.settings.iter();
            settings.any(|line| line.word == "overlap" && line.arg("what").is_some_and(restarts))
                && other.settings.iter().all(|line| line.word != "once")
        })
}
