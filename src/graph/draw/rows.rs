//! The rows of an outline, before they are laid out: a tree of steps and what follows from each.

use super::text::{head, stretch};
use crate::base::Sources;
use crate::graph::{Going, Node, StepGraph, StepIx, Way};
use crate::program::{Block, Kind, Step};

/// A row and the rows below it.
pub(super) struct Row {
    pub(super) what: What,
    pub(super) below: Vec<Row>,
}

/// What a row shows.
pub(super) enum What {
    /// A step: its label, its text, what is said behind it, its id where that is no label.
    Step { label: Option<String>, text: String, mark: String, id: Option<String> },
    /// An outcome and what is said behind it.
    Outcome { name: String, mark: String },
    /// An end of the run.
    End { text: String },
}

/// Makes the rows of one workflow.
pub(super) struct Rows<'g, 'p> {
    pub(super) graph: &'g StepGraph<'p>,
    pub(super) sources: &'g Sources,
}

impl<'p> Rows<'_, 'p> {
    /// The rows of the whole body.
    pub(super) fn body(&self) -> Vec<Row> {
        let mut next = 0;
        let mut rows = self.block(&self.graph.workflow().body, &mut next);
        let mut ways = self.graph.nodes().flat_map(|node| self.graph.possible(node));
        if ways.any(|going| going.to == Node::End && !matches!(going.edge.way, Way::Stop)) {
            let what = What::End { text: "end".to_owned() };
            rows.push(Row { what, below: Vec::new() });
        }
        rows
    }

    fn block(&self, block: &'p Block, next: &mut u32) -> Vec<Row> {
        block.steps.iter().map(|step| self.step(step, next)).collect()
    }

    /// `next` counts steps in order of the source.
    fn step(&self, step: &'p Step, next: &mut u32) -> Row {
        let ix = StepIx(*next);
        *next += 1;
        let mut below = self.arms(step, next);
        for handled in &step.outcomes {
            let own = |going: &Going<'_, 'p>| match going.edge.way {
                Way::Outcome { handled: Some(of), .. } => std::ptr::eq(of, handled),
                Way::Outcome { handled: None, .. }
                | Way::Begin
                | Way::BeginAt
                | Way::Next(_)
                | Way::Arm { .. }
                | Way::NoArm
                | Way::Jump
                | Way::Stop => false,
            };
            let name = self.ways(ix).find(own).map(|going| going.edge.to_string());
            let name = name.unwrap_or_else(|| handled.decl.word.to_owned());
            let block = handled.block.as_ref();
            below.push(self.outcome(name, block, next));
        }
        if let Some(block) = &step.otherwise {
            let taken: Vec<String> = self
                .ways(ix)
                .filter(|going| going.edge.by_else && matches!(going.edge.way, Way::Outcome { .. }))
                .map(|going| going.edge.to_string())
                .collect();
            let name = if taken.is_empty() {
                "else".to_owned()
            } else {
                format!("else ({})", taken.join(", "))
            };
            below.push(self.outcome(name, Some(block), next));
        }
        below.extend(self.defaults(ix));
        let label = step.label.map(|_| step.id.to_string());
        let id = step.label.is_none().then(|| step.id.to_string());
        let what =
            What::Step { label, text: head(step, self.sources), mark: self.mark(ix, step), id };
        Row { what, below }
    }

    fn ways(&self, ix: StepIx) -> impl Iterator<Item = Going<'_, 'p>> {
        self.graph.ways(Node::Step(ix))
    }

    fn arms(&self, step: &'p Step, next: &mut u32) -> Vec<Row> {
        let Kind::Branch { arms } = &step.kind else { return Vec::new() };
        let single = step.decl.body != crate::vocabulary::Body::Arms;
        let row = |arm: &'p crate::program::Arm| {
            let name = if single {
                "then".to_owned()
            } else {
                stretch(self.graph, arm.head, self.sources)
            };
            self.outcome(name, Some(&arm.block), next)
        };
        arms.iter().map(row).collect()
    }

    fn outcome(&self, name: String, block: Option<&'p Block>, next: &mut u32) -> Row {
        let below = block.map(|block| self.block(block, next)).unwrap_or_default();
        let mark = if below.is_empty() { "↓".to_owned() } else { String::new() };
        Row { what: What::Outcome { name, mark }, below }
    }

    /// What ends the run without a word in the program.
    fn defaults(&self, ix: StepIx) -> Vec<Row> {
        let ends = self.ways(ix).filter(|going| going.edge.possible && !going.edge.written);
        let rows = ends.filter_map(|going| {
            let mark = match going.to {
                Node::Failed => "✗ the run fails",
                Node::TimedOut => "✗ the run times out",
                Node::Entry | Node::Step(_) | Node::End => return None,
            };
            let what = What::Outcome { name: going.edge.to_string(), mark: mark.to_owned() };
            Some(Row { what, below: Vec::new() })
        });
        rows.collect()
    }

    /// What is said behind a step's text: where a jump leads, that the run ends.
    fn mark(&self, ix: StepIx, step: &Step) -> String {
        match &step.kind {
            Kind::End => "■".to_owned(),
            Kind::Jump { at_most, .. } => {
                let jump = self.ways(ix).find(|going| matches!(going.edge.way, Way::Jump));
                let back = jump.is_some_and(|going| going.to <= Node::Step(ix));
                let times = if *at_most == 1 { "time" } else { "times" };
                let arrow = if back { "↑" } else { "↓" };
                let once = self.ways(ix).any(|going| !going.edge.possible);
                if once { arrow.to_owned() } else { format!("{arrow} at most {at_most} {times}") }
            }
            Kind::Act | Kind::Set { .. } | Kind::Branch { .. } | Kind::Start { .. } => {
                String::new()
            }
        }
    }
}
