//! A workflow for reviewers: who gets in, then one step after another and where each leads.

use super::expression::{show_expression, show_record};
use super::line::{put_line, put_settings, show_arg, show_line};
use super::text::quoted;
use crate::plan::{Outcome, Overlap, Setting, Step, StepKind, Target, Trigger, WorkflowPlan};
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
        put_promise(promise, out);
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
    let known = decl::find_trigger(&trigger.event);
    let forms = known.map_or(&[][..], |known| known.forms);
    let line = show_line(&format!("on {}", trigger.event), forms, &trigger.args, 1);
    put_line(&line, 1, out);
    put_settings(&trigger.settings, known.map_or(&[], |known| known.settings), 2, out);
    for when in &trigger.when {
        put_line(&format!("when {}", show_expression(when)), 2, out);
    }
}

fn put_promise(promise: &Setting, out: &mut String) {
    let forms = decl::find_promise(&promise.name).map_or(&[][..], |known| known.forms);
    put_line(&show_line(&format!("ensure {}", promise.name), forms, &promise.args, 1), 1, out);
}

fn put_step(step: &Step, out: &mut String) {
    let head = |line: &str, out: &mut String| put_line(&format!("{}: {line}", step.id), 0, out);
    match &step.kind {
        StepKind::Act { verb, args, settings, outcomes, next } => {
            let known = decl::find_step(verb);
            head(&show_line(verb, known.map_or(&[][..], |known| known.forms), args, 0), out);
            put_settings(settings, known.map_or(&[], |known| known.settings), 1, out);
            for outcome in outcomes {
                put_outcome(outcome, known, out);
            }
            match known {
                Some(known) => known.next.iter().for_each(|name| put_way(name, next, out)),
                None => put_way("next", next, out),
            }
        }
        StepKind::Set { place, value: Some(value), failed, next } => {
            head(&format!("set {} = {}", place, show_expression(value)), out);
            put_way("failed", failed, out);
            put_way("next", next, out);
        }
        StepKind::Set { place, value: None, next, .. } => {
            head(&format!("clear {}", place), out);
            put_way("next", next, out);
        }
        StepKind::Branch { arms, otherwise } => {
            head("branch", out);
            for arm in arms {
                put_way(&format!("when {}", show_expression(&arm.when)), &arm.to, out);
            }
            put_way("else", otherwise, out);
        }
        StepKind::Jump { to, at_most, exhausted } => {
            head("jump", out);
            put_way(&format!("at_most {at_most}"), to, out);
            put_way("exhausted", exhausted, out);
        }
        StepKind::Start { workflow, with, at, and_wait, failed, next } => {
            head(&format!("start {workflow}"), out);
            if !with.is_empty() {
                put_line(&format!("with {}", show_record(with)), 1, out);
            }
            at.iter().for_each(|label| put_line(&format!("at {label}"), 1, out));
            if *and_wait {
                put_line("and_wait", 1, out);
            }
            put_way("failed", failed, out);
            put_way(if *and_wait { "ended" } else { "started" }, next, out);
        }
        StepKind::End => head("stop", out),
    }
}

fn put_outcome(outcome: &Outcome, step: Option<&decl::Step>, out: &mut String) {
    let known = step.into_iter().flat_map(|step| step.outcomes);
    let known = known.into_iter().find(|known| outcome.name == known.word);
    let operand = known.and_then(|known| known.forms.iter().flat_map(|form| form.iter()).next());
    let with = outcome.with.as_ref().map(|with| match operand {
        Some(operand) if !operand.before.is_empty() => {
            format!(" {} {}", operand.before, show_arg(with))
        }
        Some(_) | None => format!(" {}", show_arg(with)),
    });
    let what = format!("{}{}", outcome.name, with.unwrap_or_default());
    let by_default = if outcome.handled { "" } else { ", by default" };
    put_line(&format!("{what} -> {}{by_default}", show_target(&outcome.to)), 1, out);
}

fn put_way(what: &str, to: &Target, out: &mut String) {
    put_line(&format!("{what} -> {}", show_target(to)), 1, out);
}

fn show_target(target: &Target) -> &str {
    match target {
        Target::Step(id) => id,
        Target::End => "(end)",
        Target::Failed => "(end as failed)",
        Target::TimedOut => "(end as timed out)",
    }
}
