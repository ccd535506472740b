//! `constant-condition`: a condition that is always true, or never.

use super::super::arms::{Flaw, constant};
use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::base::Location;
use crate::program::Kind;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `constant-condition`.
pub(super) const RULE: Rule = Rule {
    code: codes::CONSTANT_CONDITION,
    severity: Severity::Warning,
    about: "A `when` is true of everybody, or of nobody: by itself, or because of what was decided \
            or stored on every way to it. Somebody mistook a number, a word, or `and` for `or`.\n\n\
            Comparisons of one value with fixed ones, `is set`, `in`, `between`, what a list has, \
            and their combinations are understood; other conditions may be either. A choice holds \
            one of its options. While a run waits, others may change the contact, so what was \
            decided before counts for variables alone.",
    bad: r#"workspace shop "Corner Shop" {
  field budget number
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.budget > 500 and contact.budget < 100 { comment "Worth a call." }
  }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  field budget number
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.budget > 500 or contact.budget < 100 { comment "Worth a call." }
  }
}
"#,
    looks: &[Look::Flow(check)],
};

fn check(_: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    for (ix, at, flaw) in flow.flaws() {
        let Some(Kind::Branch { arms }) = flow.graph.step(*ix).map(|step| &step.kind) else {
            continue;
        };
        if let (Some(arm), Flaw::Constant(truth, why)) = (arms.get(*at), flaw) {
            reports.push(report(flow.location(arm.head), *truth, why.clone()));
        }
    }
    triggers(flow, reports);
}

fn triggers(flow: &Flow<'_, '_>, reports: &mut Reports) {
    for when in flow.graph.workflow().triggers.iter().flat_map(|trigger| &trigger.when) {
        if let Some(truth) = constant(when) {
            reports.push(report(flow.location(when.span), truth, None));
        }
    }
}

fn report(at: Location, truth: bool, why: Option<String>) -> Report {
    let (message, help) = if truth {
        ("this condition is always true", "take the condition out, or correct it")
    } else {
        ("this condition is never true", "correct the condition, or take out what stands behind it")
    };
    let label = why.unwrap_or_else(|| if truth { "always true" } else { "never true" }.to_owned());
    Report::warning(codes::CONSTANT_CONDITION, at, message).label(label).help(help)
}
