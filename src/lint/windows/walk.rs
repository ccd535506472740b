//! The longest ways through a workflow, by the time since the contact last wrote.

use super::Case;
use super::passing::{Ends, Passing, Through};
use crate::base::Name;
use crate::graph::{Going, Node, Route, StepIx, Way};
use crate::lint::channels::speaks;
use crate::program::{Kind, Trigger};
use crate::vocabulary::Effect;

/// Where the time since the contact last wrote began to count.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) enum Origin<'p> {
    /// With the run.
    Trigger {
        /// What began it.
        trigger: &'p Trigger,
        /// Whether the contact wrote then; it is taken to have.
        writes: bool,
    },
    /// With a reply, or with a template, on the way.
    Reply,
    /// In another workflow, that started this one.
    Start {
        /// Which.
        workflow: &'p Name,
        /// By which of its steps.
        step: &'p crate::program::Step,
        /// How many seconds it had been then.
        ago: i64,
    },
}

/// How a run begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seed<'p> {
    /// At the entry, or at a step.
    pub(super) at: Node,
    /// Seconds since the contact last wrote.
    pub(super) ago: i64,
    pub(super) origin: Origin<'p>,
}

impl<'p> Seed<'p> {
    /// Puts it among others, if it tells anything new: one in time and one that is late, of each
    /// place, are enough.
    pub(super) fn join(self, seeds: &mut Vec<Self>, window: i64) -> bool {
        let late = self.ago >= window;
        let same = |one: &&mut Self| one.at == self.at && (one.ago >= window) == late;
        match seeds.iter_mut().find(same) {
            Some(known) if late || known.ago >= self.ago => false,
            Some(known) => {
                *known = self;
                true
            }
            None => {
                seeds.push(self);
                true
            }
        }
    }
}

/// A message that may leave after the window closed.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Late<'g, 'p> {
    /// The workflow's name.
    pub(in crate::lint) workflow: &'p Name,
    /// The step.
    pub(in crate::lint) step: StepIx,
    /// Seconds since the contact last wrote.
    pub(in crate::lint) ago: i64,
    /// Since when they count.
    pub(in crate::lint) origin: Origin<'p>,
    /// The way since then.
    pub(in crate::lint) route: Route<'g, 'p>,
    /// For each edge of it, the seconds that pass.
    pub(in crate::lint) spent: Vec<i64>,
}

impl Late<'_, '_> {
    /// Whether two are of one step.
    pub(in crate::lint) fn is_at(&self, other: &Late<'_, '_>) -> bool {
        self.workflow == other.workflow && self.step == other.step
    }
}

/// The best way to a place so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'p> {
    pub(super) ago: i64,
    origin: Origin<'p>,
    /// Its last edge, in the list of all edges that ever made a way longer.
    last: Option<usize>,
    /// The last of them that is a jump.
    jumped: Option<usize>,
}

/// An edge of a way.
#[derive(Clone, Copy, Debug)]
struct Taken {
    edge: usize,
    before: Option<usize>,
    /// The last jump before it.
    jumped: Option<usize>,
    spent: i64,
    /// How often the way has taken the edge, if it is a jump.
    times: u32,
    /// Whether the time begins anew behind it.
    anew: bool,
}

/// The ways through one workflow.
pub(super) struct Walk<'a, 'c, 'g, 'p> {
    pub(super) case: &'c Case<'a, 'g, 'p>,
    /// Seconds; none where only the time of the whole run matters.
    window: Option<i64>,
    /// For each node, the longest way that is in time, and one that is late; without a window, the
    /// longest on which the contact does not write, and the longest other.
    labels: Vec<[Option<Label<'p>>; 2]>,
    trail: Vec<Taken>,
}

pub(super) const IN_TIME: usize = 0;
pub(super) const OTHER: usize = 1;

impl Case<'_, '_, '_> {
    /// What a run of the workflow does to the time of whoever waits for its end.
    pub(super) fn ends(&self) -> Ends {
        let graph = self.flow.graph;
        let Some(trigger) = graph.workflow().triggers.first() else { return Ends::default() };
        let origin = Origin::Trigger { trigger, writes: false };
        let walk = Walk::run(self, &[Seed { at: Node::Entry, ago: 0, origin }], None);
        let longest = |ends: &[Node], slot: usize| {
            let labels = ends.iter().filter_map(|end| walk.label(*end, slot));
            labels.map(|label| label.ago).max()
        };
        let through =
            |ends: &[Node]| Through { passed: longest(ends, IN_TIME), since: longest(ends, OTHER) };
        let badly = through(&[Node::Failed, Node::TimedOut]);
        let not_begun = Some(badly.passed.unwrap_or_default());
        Ends { well: through(&[Node::End]), badly: Through { passed: not_begun, ..badly } }
    }
}

impl<'a, 'c, 'g, 'p> Walk<'a, 'c, 'g, 'p> {
    /// Walks a workflow from some beginnings.
    pub(super) fn of(case: &'c Case<'a, 'g, 'p>, seeds: &[Seed<'p>], window: i64) -> Self {
        Self::run(case, seeds, Some(window))
    }

    fn run(case: &'c Case<'a, 'g, 'p>, seeds: &[Seed<'p>], window: Option<i64>) -> Self {
        let graph = case.flow.graph;
        let labels = vec![[None; 2]; graph.len() + 4];
        let mut walk = Self { case, window, labels, trail: Vec::new() };
        for seed in seeds {
            walk.put(
                seed.at,
                Label { ago: seed.ago, origin: seed.origin, last: None, jumped: None },
            );
        }
        // What leads down the text is seen in one pass; each further one sees one jump back more.
        walk.visit(Node::Entry);
        for _ in 0..=jumps(case) {
            let mut changed = false;
            for (ix, _) in graph.steps() {
                changed |= walk.visit(Node::Step(ix));
            }
            if !changed {
                break;
            }
        }
        walk
    }

    /// Every message that is late.
    pub(super) fn late(&self) -> Vec<Late<'g, 'p>> {
        let graph = self.case.flow.graph;
        let sending =
            graph.steps().filter(|(ix, _)| self.leaves(*ix) && !self.case.is_template(*ix));
        let late = sending.filter_map(|(ix, _)| {
            let label = self.label(Node::Step(ix), OTHER)?;
            let (route, spent) = self.retrace(label.last);
            let workflow = &graph.workflow().name;
            Some(Late { workflow, step: ix, ago: label.ago, origin: label.origin, route, spent })
        });
        late.collect()
    }

    /// Whether the contact reads something at a step on this channel.
    fn leaves(&self, ix: StepIx) -> bool {
        let graph = self.case.flow.graph;
        graph.declared(ix).is_some_and(|decl| decl.effects.contains(&Effect::Sends))
            && graph
                .step(ix)
                .is_some_and(|step| speaks(step, ix, self.case.channel, self.case.reach))
    }

    pub(super) fn label(&self, node: Node, slot: usize) -> Option<Label<'p>> {
        *self.labels.get(self.case.flow.graph.place(node))?.get(slot)?
    }

    /// Puts a label at a node; whether that tells anything new.
    fn put(&mut self, node: Node, label: Label<'p>) -> bool {
        let other = match self.window {
            Some(window) => label.ago >= window,
            None => matches!(label.origin, Origin::Reply),
        };
        let slot = if other { OTHER } else { IN_TIME };
        let place = self.case.flow.graph.place(node);
        let Some(known) = self.labels.get_mut(place).and_then(|both| both.get_mut(slot)) else {
            return false;
        };
        // The first way that is late is one of the shortest, and as good as any.
        let is_late = other && self.window.is_some();
        if known.is_some_and(|known| is_late || known.ago >= label.ago) {
            return false;
        }
        *known = Some(label);
        true
    }

    /// Carries the labels of a node over its edges; whether that tells anything new of what was
    /// passed already.
    fn visit(&mut self, node: Node) -> bool {
        let graph = self.case.flow.graph;
        let mut changed = false;
        for slot in [IN_TIME, OTHER] {
            let Some(mut label) = self.label(node, slot) else { continue };
            let mut anew = false;
            if let Node::Step(ix) = node
                && self.leaves(ix)
                && ((slot == OTHER && self.window.is_some()) || self.case.is_template(ix))
            {
                // A template goes out at any time, and what is late is reported once.
                label = Label { ago: 0, origin: Origin::Reply, ..label };
                anew = true;
            }
            for going in graph.possible(node) {
                let fresh = self.pass(&going, label, anew);
                changed |= fresh && graph.place(going.to) <= graph.place(node);
            }
        }
        changed
    }

    fn pass(&mut self, going: &Going<'g, 'p>, label: Label<'p>, anew: bool) -> bool {
        // Where another workflow begins this one is said by that one.
        let elsewhere = matches!(going.edge.way, Way::BeginAt);
        let Some(times) = self.times(going, label.jumped).filter(|_| !elsewhere) else {
            return false;
        };
        let later = |spent: i64| (label.ago.saturating_add(spent), spent, false);
        let ways = match self.case.passing(going) {
            Passing::Never => [None, None],
            Passing::Later(spent) => [Some(later(spent)), None],
            Passing::Reply => [Some((0, 0, true)), None],
            Passing::Within(most) => [Some((label.ago.min(most), 0, false)), None],
            Passing::Through(Through { passed, since }) => {
                [passed.map(later), since.map(|since| (since, since, true))]
            }
        };
        let mut changed = false;
        for (ago, spent, reply) in ways.into_iter().flatten() {
            changed |= self.step(going, label, times, (ago, spent, reply), anew);
        }
        changed
    }

    fn step(
        &mut self,
        going: &Going<'g, 'p>,
        label: Label<'p>,
        times: u32,
        (ago, spent, reply): (i64, i64, bool),
        anew: bool,
    ) -> bool {
        let origin = if reply { Origin::Reply } else { label.origin };
        let Label { last: before, jumped, .. } = label;
        let taken = Taken { edge: going.index, before, jumped, spent, times, anew: anew || reply };
        self.trail.push(taken);
        let last = Some(self.trail.len() - 1);
        let jumped = if matches!(going.edge.way, Way::Jump) { last } else { jumped };
        let next = Label { ago, origin, last, jumped };
        let fresh = self.put(going.to, next);
        if !fresh {
            self.trail.pop();
        }
        fresh
    }

    /// How often a way has taken an edge, with this time; none where that is too often.
    fn times(&self, going: &Going<'_, '_>, jumped: Option<usize>) -> Option<u32> {
        if !matches!(going.edge.way, Way::Jump) {
            return Some(1);
        }
        let step = self.case.flow.graph.step_at(going.from)?;
        let Kind::Jump { at_most, .. } = &step.kind else { return Some(1) };
        let mut at = jumped;
        while let Some(taken) = at.and_then(|at| self.trail.get(at)) {
            if taken.edge == going.index {
                return (taken.times < *at_most).then_some(taken.times + 1);
            }
            at = taken.jumped;
        }
        Some(1)
    }

    /// The way to a label since the time began anew, with what passed on each edge.
    fn retrace(&self, last: Option<usize>) -> (Route<'g, 'p>, Vec<i64>) {
        let (mut route, mut spent) = (Vec::new(), Vec::new());
        let mut at = last;
        while let Some(taken) = at.and_then(|at| self.trail.get(at)) {
            route.extend(self.case.flow.graph.going(taken.edge));
            spent.push(taken.spent);
            if taken.anew {
                break;
            }
            at = taken.before;
        }
        route.reverse();
        spent.reverse();
        (route, spent)
    }
}

/// How many jumps back a run may make in all.
fn jumps(case: &Case<'_, '_, '_>) -> u64 {
    let graph = case.flow.graph;
    let back = graph.jumps().filter_map(|(ix, step)| {
        let Kind::Jump { at_most, .. } = &step.kind else { return None };
        let mut ways = graph.possible(Node::Step(ix));
        let is_back =
            |going: Going<'_, '_>| matches!(going.edge.way, Way::Jump) && going.to <= going.from;
        ways.any(is_back).then_some(u64::from(*at_most))
    });
    back.sum::<u64>() + 1
}
