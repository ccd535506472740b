//! `promise-broken`: an `ensure` that some way breaks.

use super::super::facts::Facts;
use super::super::paths::decisions;
use super::super::promises::{
    Case, FOREVER, at_most_unanswered, ends_within, longest, owner, reply_within,
};
use super::super::rule::Rule;
use crate::base::Duration;
use crate::graph::{Node, Route};
use crate::program::{ArgValue, Line, Promise};
use crate::report::{Report, Reports, Severity, Step};
use crate::vocabulary::codes;

/// `promise-broken`.
pub(super) const RULE: Rule = Rule {
    code: codes::PROMISE_BROKEN,
    severity: Severity::Error,
    about: "A workflow promises something with `ensure`, and there is a way through it that breaks \
            the promise. Ways that end as failed or timed out count too. What the program excludes \
            is no way: a team with an agent in it is not empty, and where an agent without a limit \
            can be chosen without a filter, nobody waits.\n\nWaits are taken at their longest: a \
            time-out to its end, once for every text that is sent again; `wait until` as 30 days. A run that another workflow starts at a \
            label counts for every promise but the reply, which the other one gave.",
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
    check: Some(check),
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    for flow in facts.flows.iter().filter(|flow| !flow.is_damaged()) {
        let promises = &flow.graph.workflow().promises;
        if promises.is_empty() {
            continue;
        }
        let case = Case::of(facts.program, flow);
        for promise in promises {
            if let Some(broken) = broken(&case, promise) {
                reports.push(report(&case, promise, &broken));
            }
        }
    }
}

/// A promise that is broken: what that means, how the way ends, and what mends it.
struct Broken<'g, 'p> {
    message: &'static str,
    /// What is wrong with the step that the way ends at, if it ends at one.
    here: &'static str,
    help: &'static str,
    route: Route<'g, 'p>,
    /// Whether the waits on the way matter.
    timed: bool,
}

fn broken<'g, 'p>(case: &Case<'_, 'g, 'p>, promise: &Promise) -> Option<Broken<'g, 'p>> {
    match promise.decl.word {
        "owner" => Some(Broken {
            message: "a run can end without an owner",
            here: "nobody owns the contact here",
            help: "assign the contact on this way, or take the promise out",
            route: owner(case)?,
            timed: false,
        }),
        "reply" => {
            let route = reply_within(case, seconds(&promise.line)?)?;
            let late = route.last().is_some_and(|last| matches!(last.to, Node::Step(_)));
            Some(Broken {
                message: "the contact can be left without a reply for longer than promised",
                here: "the reply comes too late",
                help: if late {
                    "send a message before the wait, or promise a longer time"
                } else {
                    "send a message on this way, or take the promise out"
                },
                route,
                timed: late,
            })
        }
        "at_most" => {
            let Some(ArgValue::Count(count)) = promise.line.arg("count") else { return None };
            Some(Broken {
                message: "more messages than promised can go unanswered",
                here: "this is one message too many",
                help: "wait for an answer before this message, or promise a higher number",
                route: at_most_unanswered(case, usize::try_from(*count).ok()?)?,
                timed: false,
            })
        }
        "ends" => Some(Broken {
            message: "a run can take longer than promised",
            here: "the run goes on for too long",
            help: "shorten the waits on this way, or promise a longer time",
            route: ends_within(case, seconds(&promise.line)?)?,
            timed: true,
        }),
        _ => None,
    }
}

fn seconds(line: &Line) -> Option<i64> {
    match line.arg("within") {
        Some(ArgValue::Duration(length)) => Some(length.seconds),
        Some(_) | None => None,
    }
}

fn report(case: &Case<'_, '_, '_>, promise: &Promise, broken: &Broken<'_, '_>) -> Report {
    let graph = case.flow.graph;
    let mut path = Vec::new();
    for going in &broken.route {
        path.extend(wait(case, going.from).filter(|_| broken.timed));
        path.extend(decisions(graph, std::slice::from_ref(going)));
    }
    if let Some(last) = broken.route.last() {
        let end = match last.to {
            Node::End | Node::Entry => "the run has ended",
            Node::Failed => "the run has failed",
            Node::TimedOut => "the run has timed out",
            Node::Step(_) => broken.here,
        };
        let at = if matches!(last.to, Node::Step(_)) { last.to } else { last.from };
        let location = match at {
            Node::Step(ix) => graph.head(ix),
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => graph.workflow().location,
        };
        path.push(Step { location, text: end.to_owned() });
    }
    let mut report = Report::error(codes::PROMISE_BROKEN, promise.line.head, broken.message)
        .label("promised here")
        .help(broken.help);
    report.path = path;
    report
}

/// The wait at a node, if a run waits there.
fn wait(case: &Case<'_, '_, '_>, node: Node) -> Option<Step> {
    let step = case.flow.graph.step_at(node)?;
    let seconds = longest(case, node);
    let text = match seconds {
        FOREVER.. => "the run can wait here without end".to_owned(),
        1.. => format!("the run can wait here for `{}`", Duration::seconds(seconds)),
        _ => return None,
    };
    Some(Step { location: step.line.head, text })
}
