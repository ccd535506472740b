//! What scenarios should go through: every step, and every outcome that the program says
//! something about.

use crate::base::Location;
use crate::graph::{Going, Node, StepGraph, StepIx, Way};

/// Something that scenarios should go through.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    /// The step.
    pub(super) step: StepIx,
    /// The edges, any of which will do; none where it is the step itself.
    pub(super) edges: Vec<usize>,
    /// The outcome as it is written; empty where it is the step itself.
    pub(super) outcome: String,
    /// Where it stands.
    pub(super) location: Location,
}

/// Everything in a workflow that scenarios should go through, in order of the source: the steps,
/// and after each the outcomes that are written, its arms, and what happens when none is true.
pub(super) fn aims(graph: &StepGraph<'_>) -> Vec<Aim> {
    let mut aims = Vec::with_capacity(graph.len() * 2);
    for (ix, step) in graph.steps() {
        let own =
            Aim { step: ix, edges: Vec::new(), outcome: String::new(), location: step.line.head };
        aims.push(own);
        // `else` is one block, however many outcomes lead into it.
        let mut others: Option<Aim> = None;
        for going in graph.ways(Node::Step(ix)) {
            let Some((outcome, location)) = written(graph, ix, &going) else { continue };
            let aim = Aim { step: ix, edges: vec![going.index], outcome, location };
            match &mut others {
                Some(others) if aim.outcome == others.outcome => others.edges.push(going.index),
                _ if aim.outcome == ELSE => others = Some(aim),
                _ => aims.push(aim),
            }
        }
        aims.extend(others);
    }
    aims
}

const ELSE: &str = "else";

/// How an edge is written, if the program says something about it, and where.
fn written(graph: &StepGraph<'_>, ix: StepIx, going: &Going<'_, '_>) -> Option<(String, Location)> {
    let step = graph.step(ix)?;
    let file = step.line.head.file;
    let otherwise = || match &step.otherwise {
        Some(block) => Location { file, span: block.span },
        None => step.line.head,
    };
    match going.edge.way {
        Way::Outcome { handled: Some(handled), .. } => {
            Some((going.edge.to_string(), handled.line.head))
        }
        Way::Outcome { handled: None, .. } => {
            going.edge.by_else.then(|| (ELSE.to_owned(), otherwise()))
        }
        Way::Arm { arm, .. } => Some((going.edge.to_string(), Location { file, span: arm.head })),
        Way::NoArm => Some((ELSE.to_owned(), otherwise())),
        Way::Begin | Way::BeginAt | Way::Next(_) | Way::Jump | Way::Stop => None,
    }
}
