//! `ownerless-end`: some ways give the contact an owner, and one does not.

use super::super::expressions::{operands, reads};
use super::super::facts::{Facts, Flow};
use super::super::paths::decisions;
use super::super::promises::{Case, ownerless};
use super::super::rule::{Look, Rule};
use super::nobody_eligible::is_reported;
use crate::base::Root;
use crate::program::{Kind, Step};
use crate::report::{self, Report, Reports, Severity};
use crate::vocabulary::{Effect, codes};

/// `ownerless-end`.
pub(super) const RULE: Rule = Rule {
    code: codes::OWNERLESS_END,
    severity: Severity::Warning,
    about: "The workflow gives contacts an owner, and on one of its ways the run ends as meant with the \
            conversation open and nobody to look after it. The contact waits for an answer that nobody \
            owes.\n\nThis assumes that a contact has no owner when the run begins, unless a condition \
            on the way says otherwise. So only workflows are looked at that begin when contacts come to a \
            conversation: not those that agents, webhooks or other workflows set off. A way that closes the conversation, \
            or hands over to a workflow that assigns, is fine; one that fails or times out leads into the list of \
            those who need attention, and other rules speak of it. Where `ensure owner` is promised, \
            `promise-broken` takes the place of this rule.",
    bad: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  tag wholesale
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.tags contains wholesale { assign to agent amara }
  }
  send "Thank you for writing to us."
}
"#,
    good: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
  tag wholesale
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.tags contains wholesale { assign to agent amara }
    else { assign to agent bo }
  }
  send "Thank you for writing to us."
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    reports.extend(report(facts, flow));
}

fn report<'p>(facts: &Facts<'_, 'p>, flow: &Flow<'_, 'p>) -> Option<Report> {
    let workflow = flow.graph.workflow();
    let mut steps = flow.steps();
    let (_, assigns) = steps.find(|(ix, step)| {
        step.decl.effects.contains(&Effect::AssignsOwner) && flow.reached().has(*ix)
    })?;
    if workflow.promises.iter().any(|promise| promise.decl.word == "owner") || !begins_alone(flow) {
        return None;
    }
    let case = Case::of(facts.program, flow);
    let route = ownerless(&case)?;
    let caused = |step: &Step| is_reported(facts.program, step);
    if route.iter().filter_map(|going| flow.graph.step_at(going.from)).any(caused) {
        return None;
    }
    let message = "a run can end with the conversation open and nobody who owns it";
    let mut report = Report::warning(codes::OWNERLESS_END, workflow.location, message)
        .label("unless the contact had an owner before")
        .also(assigns.line.head, "other ways give the contact an owner")
        .help("assign the contact on this way, close the conversation, or start a workflow that assigns");
    report.path = decisions(flow.graph, &route);
    let last = route.last().and_then(|last| flow.graph.step_at(last.from));
    let location = last.map_or(workflow.location, |step| step.line.head);
    report.path.push(report::Step { location, text: "the run has ended".to_owned() });
    Some(report)
}

/// Whether contacts without an owner come to the workflow: something that happens when they come to
/// a conversation starts it, and no condition asks what did.
fn begins_alone(flow: &Flow<'_, '_>) -> bool {
    let triggers = &flow.graph.workflow().triggers;
    if triggers.iter().all(|trigger| trigger.decl.arrives) {
        return true;
    }
    triggers.iter().any(|trigger| trigger.decl.arrives)
        && !flow.steps().any(|(_, step)| {
            let mut asks = false;
            if matches!(step.kind, Kind::Branch { .. }) {
                operands(step, &mut |expr, _| {
                    reads(expr, &mut |place| asks |= place.of == Root::Trigger);
                });
            }
            asks
        })
}
