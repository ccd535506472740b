//! `after-close`: a message after the conversation was closed.

use super::super::conditions::{compared, holds};
use super::super::facts::{Facts, Flow};
use super::super::paths::decisions;
use super::super::rule::{Look, Rule};
use crate::base::{Literal, Name, Place, Root};
use crate::graph::{Going, Node, Route, StepIx, Way};
use crate::program::{Expr, Kind};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Effect, codes};

/// `after-close`.
pub(super) const RULE: Rule = Rule {
    code: codes::AFTER_CLOSE,
    severity: Severity::Warning,
    about: "A message or a question leaves after the workflow closed the conversation, with no \
            `open conversation` between. Agents do not see what belongs to no open conversation, \
            and an answer to a question does not open it again.\n\nOnly what the workflow itself \
            closes counts, not that it began when somebody else did; the contact is taken not to \
            write meanwhile. A condition on `conversation.status` is believed, and a workflow that is \
            started between and can open the conversation is taken to do so. Of several messages \
            in a row the first is reported.",
    bad: r#"workflow goodbye "Goodbye" {
  on message_received { contains "bye" }
  close conversation
  send "Thank you, and goodbye!"
}
"#,
    good: r#"workflow goodbye "Goodbye" {
  on message_received { contains "bye" }
  send "Thank you, and goodbye!"
  close conversation
}
"#,
    looks: &[Look::Whole(check)],
};

const OPEN: usize = 0;
const CLOSED: usize = 1;

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    let does = |effect| flow.steps().any(|(_, step)| step.decl.effects.contains(&effect));
    if !does(Effect::ClosesConversation) || !does(Effect::Sends) {
        return;
    }
    let case = Case { facts, flow };
    let mut said = Vec::new();
    while let Some((ix, route)) = case.next(&said) {
        said.push(ix);
        reports.push(case.report(ix, &route));
    }
}

struct Case<'a, 'g, 'p> {
    facts: &'a Facts<'g, 'p>,
    flow: &'a Flow<'g, 'p>,
}

impl<'g, 'p> Case<'_, 'g, 'p> {
    /// The nearest message after a close that was not reported yet, and the way there.
    fn next(&self, said: &[StepIx]) -> Option<(StepIx, Route<'g, 'p>)> {
        let graph = self.flow.graph;
        let follow = |state: usize, going: &Going<'_, 'p>| Some(self.state(state, going));
        let goal = |node: Node, state: usize| match node {
            Node::Step(ix) => {
                state == CLOSED && !said.contains(&ix) && self.does(node, Effect::Sends)
            }
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => false,
        };
        let route = graph.route(2, (Node::Entry, OPEN), follow, goal)?;
        let Node::Step(ix) = route.last()?.to else { return None };
        Some((ix, route))
    }

    fn state(&self, state: usize, going: &Going<'_, 'p>) -> usize {
        if self.does(going.from, Effect::ClosesConversation) {
            return CLOSED;
        }
        let opens = self.does(going.from, Effect::OpensConversation)
            || self.does(going.from, Effect::Sends)
            || self.starts_opening(going.from)
            || denies_close(self.flow, going);
        if opens { OPEN } else { state }
    }

    fn does(&self, node: Node, effect: Effect) -> bool {
        self.flow.graph.step_at(node).is_some_and(|step| step.decl.effects.contains(&effect))
    }

    fn starts_opening(&self, node: Node) -> bool {
        self.flow.graph.step_at(node).is_some_and(|step| match &step.kind {
            Kind::Start { workflow } => self.facts.opening().has(&workflow.0),
            Kind::Act | Kind::Set { .. } | Kind::Branch { .. } | Kind::Jump { .. } | Kind::End => {
                false
            }
        })
    }

    fn report(&self, ix: StepIx, route: &Route<'g, 'p>) -> Report {
        let graph = self.flow.graph;
        let message = "this message leaves after the conversation was closed";
        let report = Report::warning(codes::AFTER_CLOSE, graph.head(ix), message)
            .label("the conversation is closed here")
            .help(
                "send it before the conversation is closed, or write `open conversation` before it",
            );
        let close =
            route.iter().rposition(|going| self.does(going.from, Effect::ClosesConversation));
        let closed_at = close.and_then(|at| graph.step_at(route.get(at)?.from));
        let mut report = match closed_at {
            Some(step) => report.also(step.line.head, "closed by this"),
            None => report,
        };
        let behind = close.and_then(|at| route.get(at..)).unwrap_or_default();
        report.path = decisions(graph, behind);
        report
    }
}

/// Whether an edge is only taken where the conversation is not closed.
fn denies_close(flow: &Flow<'_, '_>, going: &Going<'_, '_>) -> bool {
    let Some(step) = flow.graph.step_at(going.from) else { return false };
    let Kind::Branch { arms } = &step.kind else { return false };
    let taken = match going.edge.way {
        Way::Arm { ordinal, .. } => ordinal as usize,
        Way::NoArm => arms.len() + 1,
        Way::Begin | Way::BeginAt | Way::Next(_) | Way::Outcome { .. } | Way::Jump | Way::Stop => {
            return false;
        }
    };
    let at = taken.saturating_sub(1);
    arms.get(at).is_some_and(|arm| closed(&arm.when) == Some(false))
        || arms.iter().take(at).any(|arm| closed(&arm.when) == Some(true))
}

/// What a condition comes out as in a closed conversation.
fn closed(cond: &Expr) -> Option<bool> {
    let value = |place: &Place| {
        let is_status = place.of == Root::Conversation && place.name == "status";
        is_status.then(|| Literal::Text(Name::new_static("closed")))
    };
    holds(cond, &|test| compared(test, &value))
}
