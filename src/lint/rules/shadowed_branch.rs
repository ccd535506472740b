//! `shadowed-branch`: an arm that those above it leave nothing.

use super::super::arms::Flaw;
use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::program::Kind;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `shadowed-branch`.
pub(super) const RULE: Rule = Rule {
    code: codes::SHADOWED_BRANCH,
    severity: Severity::Warning,
    about: "The first arm whose condition is true is taken, and those above this one are true of \
            everything that it would be true of. The narrower condition belongs above the wider \
            one.\n\nConditions are understood as far as `constant-condition` says; of others it is \
            never said that they cover anything.",
    bad: r#"workspace shop "Corner Shop" {
  field budget number
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.budget > 100 { comment "A lead." }
    when contact.budget > 5000 { comment "A large lead." }
  }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  field budget number
}

workflow leads "Leads" {
  on conversation_opened
  branch {
    when contact.budget > 5000 { comment "A large lead." }
    when contact.budget > 100 { comment "A lead." }
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
        let (Some(arm), Flaw::Shadowed(above)) = (arms.get(*at), flaw) else { continue };
        let message = "this arm is never taken";
        let at = flow.location(arm.head);
        let mut report = Report::warning(codes::SHADOWED_BRANCH, at, message)
            .label("everything that this is true of was taken")
            .help("put it above the wider conditions, or take it out");
        for arm in above.iter().filter_map(|above| arms.get(*above)) {
            report = report.also(flow.location(arm.head), "by this one");
        }
        reports.push(report);
    }
}
