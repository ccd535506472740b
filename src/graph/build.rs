//! From a workflow to its graph.
//!
//! The end of a block leads behind the step the block belongs to. `else` takes every outcome with
//! no block of its own, but never the plain way on: that of the name `next`, or, where only
//! outcomes lead on, the first one declared. An answer without a block is the plain way too.

use std::num::NonZeroUsize;

use petgraph::graph::DiGraph;

use super::model::{Edge, Node, Stand, StepGraph, StepIx, Way};
use super::waits::waits;
use crate::base::share;
use crate::program::{ArgValue, Block, Handled, Kind, Program, Step, Workflow};
use crate::vocabulary::{Body, Core, Without};

impl<'p> StepGraph<'p> {
    /// The graphs of every workflow, in order.
    #[must_use]
    pub fn all(program: &'p Program) -> Vec<Self> {
        Self::all_on(program, NonZeroUsize::MIN)
    }

    /// The same, built on at most so many threads.
    #[must_use]
    pub fn all_on(program: &'p Program, threads: NonZeroUsize) -> Vec<Self> {
        // Everything that needs a look at the steps is done of one workflow before the next.
        let workflows: Vec<&'p Workflow> = program.workflows.iter().collect();
        let linked = share(&workflows, threads, |workflow| {
            let graph = Self::linked(workflow);
            let entered = graph.entered_labels();
            (graph, entered)
        });
        let (mut graphs, entered): (Vec<Self>, Vec<Vec<_>>) = linked.into_iter().unzip();
        let mut entered = entered.concat();
        entered.sort_unstable();
        entered.dedup();
        for graph in &mut graphs {
            let name = graph.workflow.name.as_str();
            let from = entered.partition_point(|(workflow, _)| *workflow < name);
            let labels = entered.get(from..).unwrap_or_default().iter();
            let labels: Vec<&str> = labels
                .take_while(|(workflow, _)| *workflow == name)
                .map(|(_, label)| *label)
                .collect();
            graph.enter(&labels);
        }
        graphs
    }

    /// The graph of one workflow alone. `entered` are the labels at which others start it.
    #[must_use]
    pub fn of(workflow: &'p Workflow, entered: &[&str]) -> Self {
        let mut graph = Self::linked(workflow);
        graph.enter(entered);
        graph
    }

    /// The steps and what leads on from them, with no way in yet.
    fn linked(workflow: &'p Workflow) -> Self {
        let mut graph = Self::flatten(workflow);
        graph.link();
        // No way leads back to where runs come in, so that this can be told without it.
        graph.exclude_exhaustion();
        graph
    }

    /// The steps, without edges yet.
    fn flatten(workflow: &'p Workflow) -> Self {
        let mut stands = Vec::new();
        flatten(&workflow.body, None, &mut stands);
        for at in 0..stands.len() {
            let behind = stands.get(at).map(|stand| match (stand.below, stand.parent) {
                (Some(below), _) => Node::Step(below),
                (None, Some(parent)) => {
                    stands.get(parent.0 as usize).map_or(Node::End, |stand| stand.behind)
                }
                (None, None) => Node::End,
            });
            if let (Some(stand), Some(behind)) = (stands.get_mut(at), behind) {
                stand.behind = behind;
            }
        }
        Self { workflow, stands, graph: DiGraph::new(), first: Vec::new() }
    }

    fn link(&mut self) {
        let steps = self.stands.len();
        self.graph = DiGraph::with_capacity(steps + 4, steps * 2 + 1);
        self.first.reserve(steps + 6);
        for at in 0..self.stands.len() {
            self.graph.add_node(Node::Step(StepIx(ordinal(at))));
        }
        for end in [Node::Entry, Node::End, Node::Failed, Node::TimedOut] {
            self.graph.add_node(end);
        }
        let labels = self.labels();
        for at in 0..self.stands.len() {
            self.begin();
            self.link_step(StepIx(ordinal(at)), &labels);
        }
        self.begin();
    }

    /// What leads in: to the first step, and to the labels at which others start it.
    fn enter(&mut self, entered: &[&str]) {
        let first = if self.is_empty() { Node::End } else { Node::Step(StepIx(0)) };
        self.add(Node::Entry, first, Way::Begin, true, false);
        if !entered.is_empty() {
            let labels = self.labels();
            for to in entered.iter().filter_map(|label| target(&labels, label)) {
                self.add(Node::Entry, Node::Step(to), Way::BeginAt, true, false);
            }
        }
        for _ in 0..4 {
            self.begin();
        }
    }

    /// The labels at which its steps start other workflows, as (workflow, label).
    fn entered_labels(&self) -> Vec<(&'p str, &'p str)> {
        let starts = self.steps_of(|decl| decl.core == Core::Start).filter_map(|(_, step)| {
            let Kind::Start { workflow } = &step.kind else { return None };
            let Some(ArgValue::Name(label)) =
                step.line.setting("at").and_then(|line| line.arg("label"))
            else {
                return None;
            };
            Some((workflow.0.as_str(), label.as_str()))
        });
        starts.collect()
    }

    /// From here on, edges are those of the next node.
    fn begin(&mut self) {
        self.first.push(ordinal(self.graph.edge_count()));
    }

    /// Every label with its step, sorted.
    fn labels(&self) -> Vec<(&'p str, StepIx)> {
        let labelled = self.steps().filter(|(_, step)| step.label.is_some());
        let mut labels: Vec<_> = labelled.map(|(ix, step)| (step.id.as_str(), ix)).collect();
        labels.sort_unstable();
        labels
    }

    fn link_step(&mut self, ix: StepIx, labels: &[(&'p str, StepIx)]) {
        let Some(stand) = self.stand(ix).copied() else { return };
        let step = stand.step;
        let from = Node::Step(ix);
        let mut starts = Starts { graph: self, behind: stand.behind, cursor: ix.0 + 1 };
        match &step.kind {
            Kind::End => self.add(from, Node::End, Way::Stop, true, false),
            Kind::Branch { arms } => {
                let ways: Vec<Node> = arms.iter().map(|arm| starts.next(&arm.block)).collect();
                let otherwise = step.otherwise.as_ref().map(|block| starts.next(block));
                let word = (step.decl.body != Body::Arms).then_some(step.decl.verb);
                for ((ordinal, arm), to) in (1..).zip(arms).zip(ways) {
                    self.add(from, to, Way::Arm { ordinal, word, arm }, true, false);
                }
                let to = otherwise.unwrap_or(stand.behind);
                self.add(from, to, Way::NoArm, otherwise.is_some(), otherwise.is_some());
            }
            Kind::Jump { to, .. } => {
                let blocks = Blocks::of(step, &mut starts);
                self.link_outcomes(from, step, stand.behind, &blocks, None);
                let to = target(labels, &to.0).map_or(stand.behind, Node::Step);
                self.add(from, to, Way::Jump, true, false);
            }
            Kind::Act | Kind::Set { .. } | Kind::Start { .. } => {
                let blocks = Blocks::of(step, &mut starts);
                let plain = plain_outcome(step);
                self.link_outcomes(from, step, stand.behind, &blocks, plain);
                let replaced = step.outcomes.iter().any(|outcome| outcome.decl.replaces_next);
                if let (Some(name), false) = (step.decl.next, replaced) {
                    self.add(from, stand.behind, Way::Next(name), false, false);
                }
            }
        }
    }

    fn link_outcomes(
        &mut self,
        from: Node,
        step: &'p Step,
        behind: Node,
        blocks: &Blocks<'p>,
        plain: Option<&'static str>,
    ) {
        for decl in step.decl.outcomes {
            let by_default = match decl.without {
                Without::Next => behind,
                Without::Failed => Node::Failed,
                Without::TimedOut => Node::TimedOut,
            };
            let elsewhere = blocks.otherwise.filter(|_| plain != Some(decl.word));
            let mut is_written = false;
            for (handled, block) in blocks.of_outcome(decl.word) {
                is_written = true;
                let elsewhere = elsewhere.filter(|_| !decl.replaces_next);
                let to = block.or(elsewhere).unwrap_or(by_default);
                let way = Way::Outcome { decl, handled: Some(handled) };
                let written = block.is_some() || elsewhere.is_some();
                self.add(from, to, way, written, block.is_none() && elsewhere.is_some());
            }
            if decl.always && !is_written {
                let to = elsewhere.unwrap_or(by_default);
                let way = Way::Outcome { decl, handled: None };
                self.add(from, to, way, elsewhere.is_some(), elsewhere.is_some());
            }
        }
    }

    fn add(&mut self, from: Node, to: Node, way: Way<'p>, written: bool, by_else: bool) {
        let (from, to) = (self.index(from), self.index(to));
        self.graph.add_edge(from, to, Edge { way, written, by_else, possible: true });
    }
}

/// The outcome that is the plain way on where no `next` is declared.
fn plain_outcome(step: &Step) -> Option<&'static str> {
    match step.decl.next {
        Some(_) => None,
        None => step.decl.outcomes.first().map(|outcome| outcome.word),
    }
}

fn target(labels: &[(&str, StepIx)], label: &str) -> Option<StepIx> {
    let at = labels.partition_point(|(name, _)| *name < label);
    labels.get(at).filter(|(name, _)| *name == label).map(|(_, ix)| *ix)
}

/// Takes down the steps of a block and of the blocks inside. *Limits*: as deep as blocks nest.
fn flatten<'p>(block: &'p Block, parent: Option<StepIx>, stands: &mut Vec<Stand<'p>>) {
    let mut above: Option<usize> = None;
    for step in &block.steps {
        let at = stands.len();
        let ix = StepIx(ordinal(at));
        if let Some(stand) = above.and_then(|above| stands.get_mut(above)) {
            stand.below = Some(ix);
        }
        let (decl, waits) = (step.decl, waits(step));
        stands.push(Stand { step, decl, waits, parent, below: None, end: 0, behind: Node::End });
        for block in step.blocks() {
            flatten(block, Some(ix), stands);
        }
        let end = ordinal(stands.len());
        if let Some(stand) = stands.get_mut(at) {
            stand.end = end;
        }
        above = Some(at);
    }
}

/// Gives the first node of each block of a step, asked in the order of [`Step::blocks`].
struct Starts<'g, 'p> {
    graph: &'g StepGraph<'p>,
    behind: Node,
    cursor: u32,
}

impl Starts<'_, '_> {
    fn next(&mut self, block: &Block) -> Node {
        if block.steps.is_empty() {
            return self.behind;
        }
        let start = Node::Step(StepIx(self.cursor));
        for _ in &block.steps {
            self.cursor =
                self.graph.stand(StepIx(self.cursor)).map_or(self.cursor, |stand| stand.end);
        }
        start
    }
}

/// Where the blocks of a step with outcomes begin.
struct Blocks<'p> {
    outcomes: Vec<(&'p Handled, Option<Node>)>,
    otherwise: Option<Node>,
}

impl<'p> Blocks<'p> {
    fn of(step: &'p Step, starts: &mut Starts<'_, 'p>) -> Self {
        let mut outcomes = Vec::with_capacity(step.outcomes.len());
        for handled in &step.outcomes {
            outcomes.push((handled, handled.block.as_ref().map(|block| starts.next(block))));
        }
        let otherwise = step.otherwise.as_ref().map(|block| starts.next(block));
        Self { outcomes, otherwise }
    }

    fn of_outcome(&self, word: &str) -> impl Iterator<Item = (&'p Handled, Option<Node>)> {
        self.outcomes.iter().filter(move |(handled, _)| handled.decl.word == word).copied()
    }
}

/// Steps are limited to far below 2³².
fn ordinal(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
