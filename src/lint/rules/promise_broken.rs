//! `promise-broken`: an `ensure` that some way breaks.

use super::super::facts::{Facts, Flow};
use super::super::promises::{Broken, Case, Wanted, broken};
use super::super::rule::{Look, Rule};
use super::super::ways::{Found, MOST_STATES};
use super::nobody_eligible;
use std::borrow::Cow;

use crate::graph::{Node, Route, StepGraph, StepIx};
use crate::program::Promise;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `promise-broken`.
pub(super) const RULE: Rule = Rule {
    code: codes::PROMISE_BROKEN,
    severity: Severity::Error,
    about: "A workflow promises something with `ensure`, and there is a way through it that breaks \
            the promise. Ways that end as failed or timed out count too. What the program excludes \
            is no way: a team with an agent in it is not empty, and where an agent without a limit \
            can be chosen without a filter, nobody waits.\n\nWaits are taken at their longest: a \
            time-out to its end, once for every text that is sent again; `wait until` as long as its moment can \
            be away, 30 days where that cannot be told; a workflow that is waited for as long as it promises with `ensure ends within`, else \
            without end. A run that another workflow starts at a label counts for every promise but \
            the reply, which the other one gave.\n\nNo jump is made more often than its limit says, \
            and no two conditions contradict each other on a way, as far as they compare one value \
            with fixed ones; of others the path says \"if\". While a run waits, others may change the \
            contact; variables stay. Where a workflow has too many ways to follow all of them, one \
            that may be impossible is reported, and the help says so.",
    bad: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
}

workflow leads "Leads" {
  on conversation_opened
  ensure owner
  assign to team sales by round_robin { only online }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
}

workflow leads "Leads" {
  on conversation_opened
  ensure owner
  assign to team sales by round_robin {
    only online
    timeout 10m { assign to agent amara }
  }
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    each_broken(facts, flow, &mut |case, promise, broken| {
        reports.extend(report(facts, case, promise, broken));
    });
}

/// Calls `visit` with every promise that a workflow breaks.
fn each_broken<'g, 'p>(
    facts: &Facts<'g, 'p>,
    flow: &Flow<'g, 'p>,
    visit: &mut dyn FnMut(&Case<'_, 'g, 'p>, &'p Promise, &Broken<'g, 'p>),
) {
    let promises = &flow.graph.workflow().promises;
    if promises.is_empty() {
        return;
    }
    let case = Case::of(facts.program, flow);
    for promise in promises {
        if let Some(wanted) = Wanted::of(promise)
            && let Some(broken) = broken(&case, wanted)
            && let Some(route) = broken.found.route()
            && !is_caused_elsewhere(&case, route)
        {
            visit(&case, promise, &broken);
        }
    }
}

/// A promise that is broken, and the shortest way to that.
#[derive(Clone, Debug)]
pub struct CounterExample<'g, 'p> {
    /// The workflow.
    pub graph: &'g StepGraph<'p>,
    /// What it promises.
    pub promise: &'p Promise,
    /// From the beginning of a run to where the promise is broken.
    pub route: Route<'g, 'p>,
    /// Whether it was too much to follow whether a run can go it.
    pub is_unsure: bool,
}

/// Every promise of a program that is broken, in order.
#[must_use]
pub fn counter_examples<'g, 'p>(facts: &Facts<'g, 'p>) -> Vec<CounterExample<'g, 'p>> {
    let mut all = Vec::new();
    for flow in facts.flows.iter().filter(|flow| !flow.is_damaged()) {
        each_broken(facts, flow, &mut |_, promise, broken| {
            let is_unsure = matches!(broken.found, Found::Perhaps(_));
            let route = broken.found.route().cloned().unwrap_or_default();
            all.push(CounterExample { graph: flow.graph, promise, route, is_unsure });
        });
    }
    all
}

/// Whether a broken promise, which no comment silences, shows that the run ends at a step as
/// failed or timed out.
pub(super) fn blames<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, ix: StepIx) -> bool {
    let find = || {
        let mut steps = Vec::new();
        each_broken(facts, flow, &mut |_, promise, broken| {
            let (code, at) = (codes::PROMISE_BROKEN.0, promise.line.head);
            let mut allows = facts.program.allows.iter();
            if let Some(last) = broken.found.route().and_then(|route| route.last())
                && matches!(last.to, Node::Failed | Node::TimedOut)
                && let Node::Step(step) = last.from
                && !allows.any(|allow| allow.silences(code, at))
            {
                steps.push(step);
            }
        });
        steps
    };
    flow.blamed(find).contains(&ix)
}

/// Whether the way leads through an assignment of which it is reported that it fails for everybody.
fn is_caused_elsewhere(case: &Case<'_, '_, '_>, route: &Route<'_, '_>) -> bool {
    let mut steps = route.iter().filter_map(|going| case.flow.graph.step_at(going.from));
    steps.any(|step| nobody_eligible::is_reported(case.program, step))
}

fn report(
    facts: &Facts<'_, '_>,
    case: &Case<'_, '_, '_>,
    promise: &Promise,
    broken: &Broken<'_, '_>,
) -> Option<Report> {
    let help = match &broken.found {
        Found::Perhaps(_) => Cow::Owned(format!(
            "{}; whether all conditions and limits on this way go together was more than \
             {MOST_STATES} states to follow, so it is taken to be possible",
            broken.help
        )),
        Found::Never | Found::Way(_) => Cow::Borrowed(broken.help),
    };
    let mut report = Report::error(codes::PROMISE_BROKEN, promise.line.head, broken.message)
        .label("promised here")
        .help(help);
    report.path = broken.path(facts, case)?;
    Some(report)
}
