//! Ways through a graph as people read them: what was decided where.

use crate::base::{Location, Map};
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
    let again = again(&steps);
    let mut told: Vec<Step> = Vec::with_capacity(steps.len());
    let mut at = 0;
    while let Some(first) = steps.get(at) {
        let Some((round, times)) = first_round(&steps, &again, at) else {
            told.push(first.clone());
            at += 1;
            continue;
        };
        let from = told.len() + 1;
        told.extend_from_slice(round);
        let more = times - 1;
        let text = match round {
            [_] => format!("and {more} more times"),
            _ => format!("steps {from} to {} happen {more} more times", told.len()),
        };
        told.push(Step { location: first.location, text });
        at += round.len() * times;
    }
    told
}

/// For each step, where the same one comes again. Without a repetition nothing is compared twice:
/// ways can have thousands of steps.
fn again(steps: &[Step]) -> Vec<Option<usize>> {
    let mut seen: Map<(Location, &str), usize> = Map::default();
    let each = steps.iter().enumerate().rev();
    let mut again: Vec<Option<usize>> =
        each.map(|(at, step)| seen.insert((step.location, step.text.as_str()), at)).collect();
    again.reverse();
    again
}

/// The shortest stretch from a step on that is repeated at once, at least twice, and how often it
/// stands there.
fn first_round<'s>(
    steps: &'s [Step],
    again: &[Option<usize>],
    at: usize,
) -> Option<(&'s [Step], usize)> {
    let rest = steps.get(at..)?;
    let next = |at: usize| again.get(at).copied().flatten();
    let lengths = std::iter::successors(next(at), |there| next(*there)).map(|there| there - at);
    lengths.take_while(|length| *length <= rest.len() / 3).find_map(|length| {
        let round = rest.get(..length)?;
        let times = rest.chunks_exact(length).take_while(|chunk| *chunk == round).count();
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
