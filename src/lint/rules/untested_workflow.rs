//! `untested-workflow`: a workflow that no scenario tries.

use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::base::Name;
use crate::program::Kind;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `untested-workflow`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNTESTED_WORKFLOW,
    severity: Severity::Note,
    about: "No scenario tries the workflow, so nobody hears of it when a change alters what it does. Only \
            `rondel check --pedantic` looks for this.\n\nA workflow counts as tried where a scenario is for it, or \
            for a workflow that starts it; whether the scenario comes to that step is not looked at.",
    bad: r#"workflow welcome "Welcome" {
  on conversation_opened
  send "Welcome!"
}
"#,
    good: r#"workflow welcome "Welcome" {
  on conversation_opened
  send "Welcome!"
}

scenario "a new contact is greeted" for welcome {
  when conversation opened
  expect sent "Welcome!"
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    if facts.program.damaged {
        return;
    }
    let scenarios = facts.program.scenarios.iter();
    let mut tried: Vec<&Name> = scenarios.map(|scenario| &scenario.workflow).collect();
    tried.sort_unstable();
    tried.dedup();
    let mut at = 0;
    while let Some(name) = tried.get(at).copied() {
        at += 1;
        let steps = facts.flow(name).into_iter().flat_map(Flow::steps);
        for (_, step) in steps {
            if let Kind::Start { workflow } = &step.kind
                && !tried.contains(&&workflow.0)
            {
                tried.push(&workflow.0);
            }
        }
    }
    for flow in &facts.flows {
        let workflow = flow.graph.workflow();
        if !tried.contains(&&workflow.name) {
            let message = format!("no scenario tries the workflow `{}`", workflow.name);
            let help =
                format!("write one beside it: `scenario \"…\" for {} {{ … }}`", workflow.name);
            let report = Report::note(codes::UNTESTED_WORKFLOW, workflow.location, message);
            reports.push(report.help(help));
        }
    }
}
