//! A workflow for reviewers: who gets in, then one step after another and where each leads.

use super::expression::show_expression;
use super::line::{put_line, put_settings, show_line};
use super::step::{show_head, show_settings, show_ways};
use super::text::quoted;
use crate::plan::{Overlap, Setting, Step, Target, Trigger, WorkflowPlan};
use crate::vocabulary as decl;

/// Appends a workflow.
pub(super) fn put_workflow(plan: &WorkflowPlan, out: &mut String) {
    put_line(&format!("workflow {} {}", plan.name, quoted(&plan.title)), 0, out);
    for trigger in &plan.triggers {
        put_trigger(trigger, out);
    }
    if plan.settings.once_per_contact {
        put_line("once per_contact", 1, out);
    }
    let overlap = match plan.settings.overlap {
        Overlap::Skip => "overlap skip",
        Overlap::Restart => "overlap restart",
    };
    put_line(overlap, 1, out);
    if !plan.settings.stop_when.is_empty() {
        let words: Vec<&str> = plan.settings.stop_when.iter().map(|stop| stop.word()).collect();
        put_line(&format!("stop when {}", words.join(", ")), 1, out);
    }
    for promise in &plan.promises {
        put_line(&show_promise(promise), 1, out);
    }
    for variable in &plan.variables {
        put_line(&format!("variable {} {}", variable.name, variable.r#type), 1, out);
    }
    put_way("begin", &plan.entry, out);
    for step in &plan.steps {
        out.push('\n');
        put_step(step, out);
    }
}

fn put_trigger(trigger: &Trigger, out: &mut String) {
    put_line(&show_event(trigger), 1, out);
    let known = decl::find_trigger(&trigger.event);
    put_settings(&trigger.settings, known.map_or(&[], |known| known.settings), 2, out);
    for when in &trigger.when {
        put_line(&format!("when {}", show_expression(when)), 2, out);
    }
}

/// The first line of a trigger: `on message_received`.
#[must_use]
pub fn show_event(trigger: &Trigger) -> String {
    let forms = decl::find_trigger(&trigger.event).map_or(&[][..], |known| known.forms);
    show_line(&format!("on {}", trigger.event), forms, &trigger.args, 1)
}

/// A promise as it is written: `ensure reply within 5m`.
#[must_use]
pub fn show_promise(promise: &Setting) -> String {
    let forms = decl::find_promise(&promise.name).map_or(&[][..], |known| known.forms);
    show_line(&format!("ensure {}", promise.name), forms, &promise.args, 1)
}

fn put_step(step: &Step, out: &mut String) {
    put_line(&format!("{}: {}", step.id, show_head(&step.kind)), 0, out);
    show_settings(&step.kind).iter().for_each(|setting| out.push_str(setting));
    for way in show_ways(&step.kind).into_iter().filter(|way| !way.is_idle) {
        let by_default = if way.by_default { ", by default" } else { "" };
        put_line(&format!("{} -> {}{by_default}", way.name, show_target(way.to)), 1, out);
    }
}

fn put_way(what: &str, to: &Target, out: &mut String) {
    put_line(&format!("{what} -> {}", show_target(to)), 1, out);
}

/// Where a run goes: a step's id, or how it ends.
#[must_use]
pub fn show_target(target: &Target) -> &str {
    match target {
        Target::Step(id) => id,
        Target::End => "(end)",
        Target::Failed => "(end as failed)",
        Target::TimedOut => "(end as timed out)",
    }
}
