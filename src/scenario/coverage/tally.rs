//! How often everything was gone through.

use super::follow::Follow;
use crate::base::{Map, Name};
use crate::graph::{Node, StepGraph, StepIx};
use crate::runtime::{Act, Record, Recorded, RunId, Traced};

/// How often the runs of a program went where, by its graphs.
#[derive(Clone, Debug)]
pub struct Tally {
    flows: Vec<Counts>,
    /// Runs whose records told of a step that no way leads to.
    lost: u32,
}

/// How often the runs of one workflow went where.
#[derive(Clone, Debug)]
struct Counts {
    begun: u32,
    steps: Vec<u32>,
    edges: Vec<u32>,
}

impl Tally {
    /// Nothing yet, of these workflows.
    #[must_use]
    pub fn of<'g, 'p: 'g>(graphs: impl IntoIterator<Item = &'g StepGraph<'p>>) -> Self {
        let counts = |graph: &StepGraph<'_>| Counts {
            begun: 0,
            steps: vec![0; graph.len()],
            edges: vec![0; graph.edge_count()],
        };
        Self { flows: graphs.into_iter().map(counts).collect(), lost: 0 }
    }

    /// Takes in what happened to one contact, from its beginning and in order. The graphs are those
    /// that the tally is of.
    pub fn take<'a, 'g, 'p: 'g>(
        &mut self,
        graphs: impl IntoIterator<Item = &'g StepGraph<'p>>,
        records: impl IntoIterator<Item = &'a Record>,
    ) {
        let graphs: Vec<&StepGraph<'p>> = graphs.into_iter().collect();
        let mut runs: Map<&RunId, (usize, Follow<'_, '_>)> = Map::default();
        // The label at which a workflow is about to be started by another one.
        let mut label: Option<(&Name, &Name)> = None;
        for record in records {
            if let Recorded::Effect(effect) = &record.what
                && let Act::Start(other) = &effect.act
            {
                label = other.at.as_ref().map(|at| (&other.workflow, at));
            }
            let Some(id) = &record.run else { continue };
            if let Recorded::Trace(Traced::Starts(_)) = &record.what {
                let mut found = graphs.iter().enumerate();
                let Some((at, graph)) =
                    found.find(|(_, graph)| graph.workflow().name == id.workflow)
                else {
                    continue;
                };
                let at_label = label.take().filter(|(workflow, _)| **workflow == id.workflow);
                runs.insert(id, (at, Follow::begin(graph, at_label.map(|(_, at)| at))));
                if let Some(counts) = self.flows.get_mut(at) {
                    counts.begun += 1;
                }
                continue;
            }
            let Some((at, follow)) = runs.get_mut(id) else { continue };
            let (Some(graph), Some(counts)) = (graphs.get(*at), self.flows.get_mut(*at)) else {
                continue;
            };
            let was_lost = follow.is_lost();
            follow.record(record, &mut |edge| counts.pass(graph, edge));
            self.lost += u32::from(follow.is_lost() && !was_lost);
        }
    }

    /// Takes in what another one counted of the same workflows.
    pub fn add(&mut self, other: &Self) {
        let sum = |to: &mut Vec<u32>, from: &[u32]| {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = to.saturating_add(*from));
        };
        for (to, from) in self.flows.iter_mut().zip(&other.flows) {
            to.begun = to.begun.saturating_add(from.begun);
            sum(&mut to.steps, &from.steps);
            sum(&mut to.edges, &from.edges);
        }
        self.lost = self.lost.saturating_add(other.lost);
    }

    /// How many times runs came to a step, all together.
    #[must_use]
    pub fn visits(&self) -> u32 {
        self.flows.iter().flat_map(|counts| &counts.steps).sum()
    }

    /// How many runs of the workflow at a place began.
    pub(super) fn begun(&self, flow: usize) -> u32 {
        self.flows.get(flow).map_or(0, |counts| counts.begun)
    }

    /// How often a step of the workflow at a place was come to.
    pub(super) fn step(&self, flow: usize, step: usize) -> u32 {
        self.flows.get(flow).and_then(|counts| counts.steps.get(step)).copied().unwrap_or_default()
    }

    /// How often an edge of the workflow at a place was taken.
    pub(in crate::scenario) fn edge(&self, flow: usize, edge: usize) -> u32 {
        self.flows.get(flow).and_then(|counts| counts.edges.get(edge)).copied().unwrap_or_default()
    }

    /// Runs whose records told of a step that no way leads to: records of another version of the
    /// program. What they went through before is counted.
    #[must_use]
    pub const fn lost(&self) -> u32 {
        self.lost
    }
}

impl Counts {
    fn pass(&mut self, graph: &StepGraph<'_>, edge: usize) {
        if let Some(times) = self.edges.get_mut(edge) {
            *times += 1;
        }
        let to = graph.going(edge).map(|going| going.to);
        if let Some(Node::Step(ix)) = to {
            self.come_to(graph, ix);
        }
    }

    fn come_to(&mut self, graph: &StepGraph<'_>, ix: StepIx) {
        if let Some(times) = self.steps.get_mut(graph.ordinal_of(ix)) {
            *times += 1;
        }
    }
}
