//! One step: what it does from its program, where it leads from its graph.

use super::expression::expression;
use super::line::{arg, args, named_values, settings, text};
use super::places::Places;
use crate::graph::{Node, StepGraph, StepIx, Way};
use crate::plan::{Arg, Arm, Outcome, Step, StepKind, Target};
use crate::program::{self, Handled, Kind};
use crate::vocabulary as decl;

/// A step as the runtime runs it.
pub(super) fn step(
    graph: &StepGraph<'_>,
    ix: StepIx,
    from: &program::Step,
    places: &Places<'_>,
) -> Step {
    let ways = Ways::of(graph, ix);
    let kind = match &from.kind {
        Kind::Act => StepKind::Act {
            verb: from.decl.verb.into(),
            args: args(&from.line),
            settings: settings(&from.line),
            next: ways.next,
            outcomes: ways.outcomes,
        },
        Kind::Set { place, value } => StepKind::Set {
            place: place.clone(),
            value: value.as_deref().map(expression),
            failed: ways.outcome("failed"),
            next: ways.next,
        },
        Kind::Branch { .. } => StepKind::Branch { arms: ways.arms, otherwise: ways.next },
        Kind::Jump { at_most, .. } => StepKind::Jump {
            exhausted: ways.outcome("exhausted"),
            to: ways.jump.unwrap_or(ways.next),
            at_most: *at_most,
        },
        Kind::Start { workflow } => {
            let setting = |word: &str| from.line.setting(word);
            StepKind::Start {
                workflow: workflow.0.clone(),
                with: setting("with").map(|line| named_values(line, "values")).unwrap_or_default(),
                at: setting("at").and_then(|line| text(line, "label")),
                and_wait: setting("and_wait").is_some(),
                failed: ways.outcome("failed"),
                next: ways.next,
            }
        }
        Kind::End => StepKind::End,
    };
    Step { id: from.id.clone(), source: places.of(from.line.location), kind }
}

/// Where a run begins.
pub(super) fn entry(graph: &StepGraph<'_>) -> Target {
    let begin = graph.ways(Node::Entry).find(|going| matches!(going.edge.way, Way::Begin));
    begin.map_or(Target::End, |going| target(graph, going.to))
}

fn target(graph: &StepGraph<'_>, node: Node) -> Target {
    match node {
        Node::Step(ix) => graph.step(ix).map_or(Target::End, |step| Target::Step(step.id.clone())),
        Node::Failed => Target::Failed,
        Node::TimedOut => Target::TimedOut,
        Node::Entry | Node::End => Target::End,
    }
}

/// The edges of a step, sorted by what they are.
struct Ways {
    outcomes: Vec<Outcome>,
    arms: Vec<Arm>,
    jump: Option<Target>,
    /// The plain way on; of a branch, the way of no arm.
    next: Target,
}

impl Ways {
    fn of(graph: &StepGraph<'_>, ix: StepIx) -> Self {
        let next = target(graph, graph.behind(ix));
        let mut ways = Self { outcomes: Vec::new(), arms: Vec::new(), jump: None, next };
        for going in graph.ways(Node::Step(ix)) {
            let to = target(graph, going.to);
            match going.edge.way {
                Way::Next(_) | Way::NoArm => ways.next = to,
                Way::Jump => ways.jump = Some(to),
                Way::Arm { arm, .. } => ways.arms.push(Arm { when: expression(&arm.when), to }),
                Way::Outcome { decl, handled } => ways.outcomes.push(Outcome {
                    name: decl.word.into(),
                    with: carried(decl, handled),
                    to,
                    handled: going.edge.written,
                }),
                Way::Begin | Way::BeginAt | Way::Stop => {}
            }
        }
        ways
    }

    /// Where an outcome leads; the plain way on for steps that do not have it.
    fn outcome(&self, name: &str) -> Target {
        let found = self.outcomes.iter().find(|one| one.name == name);
        found.map_or_else(|| self.next.clone(), |one| one.to.clone())
    }
}

/// What an outcome carries: as written, or the time it has when nothing is written.
fn carried(decl: &decl::Outcome, handled: Option<&Handled>) -> Option<Arg> {
    let written = handled.and_then(|handled| handled.line.args.first());
    written.map(|one| arg(&one.value)).or(decl.after.map(Arg::Duration))
}
