//! `self-trigger`: a workflow changes what it is triggered by.

use super::super::changes::{Change, changes};
use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::graph::{Node, StepIx};
use crate::program::Trigger;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Hears, codes};

/// `self-trigger`.
pub(super) const RULE: Rule = Rule {
    code: codes::SELF_TRIGGER,
    severity: Severity::Warning,
    about: "A workflow changes what it is triggered by: a tag, a field, the lifecycle, or whether the \
            conversation is open. What a workflow changes never starts itself again, so that \
            nothing happens where one might expect another run.\n\nA change that changes nothing is \
            none: the tag that came is there, the value that fired is stored, the conversation that \
            was closed is closed, as long as the workflow itself does not undo it before.",
    bad: r#"workspace shop "Corner Shop" {
  field plan choice "Free", "Pro"
}

workflow plans "Plans" {
  on contact_field_updated contact.plan
  set contact.plan = "Free"
}
"#,
    good: r#"workspace shop "Corner Shop" {
  field plan choice "Free", "Pro"
  tag downgraded
}

workflow plans "Plans" {
  on contact_field_updated contact.plan { to "Free" }
  tag downgraded
}
"#,
    looks: &[Look::Whole(check)],
};

fn check(_: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    let triggers = &flow.graph.workflow().triggers;
    let hearing: Vec<&Trigger> =
        triggers.iter().filter(|trigger| trigger.decl.hears != Hears::Nothing).collect();
    if hearing.is_empty() {
        return;
    }
    let mut said: Vec<&Trigger> = Vec::new();
    for (ix, step) in flow.steps().filter(|(ix, _)| flow.reached().has(*ix)) {
        for change in changes(step) {
            let own = hearing.iter().find(|trigger| {
                let known = said.iter().any(|one| std::ptr::eq(*one, **trigger));
                !known && starts(flow, ix, change, trigger)
            });
            if let Some(trigger) = own {
                said.push(trigger);
                reports.push(report(flow, ix, change, trigger));
            }
        }
    }
}

/// Whether a change is one that the trigger of its own workflow would fire on.
fn starts(flow: &Flow<'_, '_>, ix: StepIx, change: Change<'_>, trigger: &Trigger) -> bool {
    change.fires(trigger) == Some(true)
        && trigger.when.iter().all(|when| change.tells(when) != Some(false))
        && (!is_so(change, trigger) || is_undone_before(flow, ix, change))
}

/// Whether what the trigger says is so already: the change would be none.
fn is_so(change: Change<'_>, trigger: &Trigger) -> bool {
    match change {
        Change::Open | Change::Close(_) => true,
        Change::Tag(..) => trigger.line.settings.iter().any(|line| !line.args.is_empty()),
        Change::Store(..) => trigger.line.setting("to").is_some(),
    }
}

/// Whether the workflow undoes it on some way to a step.
fn is_undone_before(flow: &Flow<'_, '_>, ix: StepIx, change: Change<'_>) -> bool {
    let mut steps = flow.steps().filter(|(at, _)| flow.reached().has(*at));
    steps.any(|(at, step)| {
        let undoes = changes(step).iter().any(|other| other.undoes(&change));
        let leads = || {
            let goal = |node: Node, _: usize| node == Node::Step(ix);
            flow.graph.route(1, (Node::Step(at), 0), |_, _| Some(0), goal).is_some()
        };
        undoes && at != ix && leads()
    })
}

fn report(flow: &Flow<'_, '_>, ix: StepIx, change: Change<'_>, trigger: &Trigger) -> Report {
    let name = &flow.graph.workflow().name;
    let message = format!("`{name}` {} and is triggered by that", change.said());
    Report::warning(codes::SELF_TRIGGER, flow.graph.head(ix), message)
        .label("does not start it again")
        .also(trigger.line.head, "starts on this")
        .help("make the trigger narrower, or jump back to a label to run the steps again")
}
