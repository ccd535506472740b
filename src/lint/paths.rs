//! Ways through a graph as people read them: what was decided where.

use crate::base::Location;
use crate::graph::{Going, Node, StepGraph, Way};
use crate::report::Step;

/// The decisions on a way, in order; what goes straight on is left out.
pub(super) fn decisions(graph: &StepGraph<'_>, route: &[Going<'_, '_>]) -> Vec<Step> {
    route.iter().filter(|going| decides(graph, going)).map(|going| decision(graph, going)).collect()
}

/// Every step of a way, in order.
pub(super) fn every_step(graph: &StepGraph<'_>, route: &[Going<'_, '_>]) -> Vec<Step> {
    route.iter().map(|going| decision(graph, going)).collect()
}

/// The same steps, with those that come again and again told once.
pub(super) fn in_rounds(steps: Vec<Step>) -> Vec<Step> {
    let mut told: Vec<Step> = Vec::with_capacity(steps.len());
    let mut rest = steps.as_slice();
    while let Some(first) = rest.first() {
        let Some((round, times)) = first_round(rest) else {
            told.push(first.clone());
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let from = told.len() + 1;
        told.extend_from_slice(round);
        let again = times - 1;
        let text = match round {
            [_] => format!("and {again} more times"),
            _ => format!("steps {from} to {} happen {again} more times", told.len()),
        };
        told.push(Step { location: first.location, text });
        rest = rest.get(round.len() * times..).unwrap_or_default();
    }
    told
}

/// The shortest beginning that is repeated at once, at least twice, and how often it stands there.
fn first_round(steps: &[Step]) -> Option<(&[Step], usize)> {
    (1..=steps.len() / 3).find_map(|length| {
        let round = steps.get(..length)?;
        let times = steps.chunks_exact(length).take_while(|chunk| *chunk == round).count();
        (times > 2).then_some((round, times))
    })
}

/// Whether a run could have left the node for elsewhere, or comes to where the text does not lead.
fn decides(graph: &StepGraph<'_>, going: &Going<'_, '_>) -> bool {
    match going.edge.way {
        Way::Begin => false,
        Way::BeginAt | Way::Jump | Way::Arm { .. } => true,
        Way::Next(_) | Way::Outcome { .. } | Way::NoArm | Way::Stop => {
            graph.possible(going.from).any(|other| other.to != going.to)
        }
    }
}

/// What happens on an edge.
pub(super) fn decision(graph: &StepGraph<'_>, going: &Going<'_, '_>) -> Step {
    let step = graph.step_at(going.from);
    let head = step.map_or(graph.workflow().location, |step| step.line.head);
    let id = step.map_or("", |step| step.id.as_str());
    let to = graph.step_at(going.to).map_or("", |step| step.id.as_str());
    let (location, text) = match going.edge.way {
        Way::Begin => (head, "the run begins".to_owned()),
        Way::BeginAt => {
            let at = graph.step_at(going.to).map_or(head, |step| step.line.head);
            (at, format!("another workflow starts this one at `{to}`"))
        }
        Way::Next("next") => (head, format!("`{id}` goes on to the next step")),
        Way::Next(name) => (head, format!("`{id}` ends in `{name}`")),
        Way::Outcome { handled, .. } => {
            let at = handled.map_or(head, |handled| handled.line.head);
            (at, format!("`{id}` ends in `{}`", going.edge))
        }
        Way::Arm { arm, word, .. } => {
            let at = Location { file: head.file, span: arm.head };
            (at, format!("the condition of this `{}` is true", word.unwrap_or("when")))
        }
        Way::NoArm => (head, format!("no condition of this `{}` is true", verb(graph, going.from))),
        Way::Jump => (head, format!("the run jumps to `{to}`")),
        Way::Stop => (head, "the run ends".to_owned()),
    };
    Step { location, text }
}

fn verb(graph: &StepGraph<'_>, node: Node) -> &'static str {
    graph.step_at(node).map_or("", |step| step.decl.verb)
}
