//! Which values are possible where: a forward analysis in which meeting ways keep what is true of
//! any of them.
//!
//! Values of the contact, its conversation and the moment hold within a turn alone: while a run
//! waits, others may change them. Variables of the run and what the trigger brought stay.

mod change;

use std::collections::BTreeSet;

pub(in crate::lint) use change::{Asked, Change, changes};

use super::facts::Flow;
use super::solutions::Solutions;
use crate::graph::{Known, Node, StepGraph, StepIx};
use crate::solve::{Case, Cases, Subject, solve};

/// A step whose case has changed as often keeps nothing that changes again.
const PATIENCE: u8 = 8;

/// What is possible before each step.
#[derive(Debug)]
pub(in crate::lint) struct Possible {
    /// For each step; none where no way leads.
    before: Vec<Option<Case>>,
}

impl Possible {
    /// Walks a workflow until nothing changes.
    pub(in crate::lint) fn of(flow: &Flow<'_, '_>) -> Self {
        let graph = flow.graph;
        let changes = flow.changes();
        if !changes.iter().any(Change::tells_anything) {
            return Self { before: vec![Some(Case::default()); graph.len()] };
        }
        let mut walk = Walk {
            graph,
            known: flow.known(),
            changes,
            before: vec![None; graph.len()],
            visits: vec![0; graph.len()],
            open: BTreeSet::new(),
        };
        walk.carry(Node::Entry, &Case::default());
        while let Some(ix) = walk.open.pop_first() {
            let at = graph.ordinal_of(ix);
            if let Some(Some(case)) = walk.before.get(at).cloned() {
                walk.carry(Node::Step(ix), &case);
            }
        }
        Self { before: walk.before }
    }

    /// What is possible before a step; none where no way leads there.
    pub(in crate::lint) fn before(&self, graph: &StepGraph<'_>, step: StepIx) -> Option<&Case> {
        self.before.get(graph.ordinal_of(step))?.as_ref()
    }
}

/// What every edge changes of what more than one condition asks about, or what is stored and asked
/// about: the rest tells nothing of another place in the text.
pub(in crate::lint) fn asked_changes(graph: &StepGraph<'_>, solutions: &Solutions) -> Vec<Change> {
    let mut once = BTreeSet::new();
    let mut often = BTreeSet::new();
    for arms in solutions.iter() {
        let cases = arms.iter().flat_map(|arm| [&arm.is(true).cases, &arm.is(false).cases]);
        let asked = cases.flat_map(Cases::iter).flat_map(Case::iter).map(|(subject, _)| subject);
        let here: BTreeSet<&Subject> = asked.collect();
        for subject in here {
            if !once.insert(subject) {
                often.insert(subject.clone());
            }
        }
    }
    let mut changes = changes(graph, solutions, Asked::Only(&once));
    for change in &changes {
        often.extend(change.tells().cloned());
    }
    for when in graph.workflow().triggers.iter().flat_map(|trigger| &trigger.when) {
        let solved = solve(when, true).cases;
        let asked = solved.iter().flat_map(Case::iter).map(|(subject, _)| subject);
        often.extend(asked.filter(|subject| once.contains(subject)).cloned());
    }
    changes.iter_mut().for_each(|change| change.keep_only(&often));
    changes
}

struct Walk<'a, 'g, 'p> {
    graph: &'g StepGraph<'p>,
    known: &'a Known<'g, 'p>,
    changes: &'a [Change],
    before: Vec<Option<Case>>,
    visits: Vec<u8>,
    /// Steps whose case has changed since they were looked at.
    open: BTreeSet<StepIx>,
}

impl Walk<'_, '_, '_> {
    /// Carries a case over every edge of a node.
    fn carry(&mut self, node: Node, case: &Case) {
        for going in self.graph.possible(node) {
            let Node::Step(to) = going.to else { continue };
            if self.known.is_dead(going.index) {
                continue;
            }
            let Some(change) = self.changes.get(going.index) else { continue };
            let coming = change.apply(case).into_iter().reduce(|one, other| one.or(&other));
            if let Some(coming) = coming {
                self.meet(to, coming);
            }
        }
    }

    fn meet(&mut self, step: StepIx, coming: Case) {
        let at = self.graph.ordinal_of(step);
        let (Some(there), Some(visits)) = (self.before.get_mut(at), self.visits.get_mut(at)) else {
            return;
        };
        let Some(known) = there else {
            *there = Some(coming);
            self.open.insert(step);
            return;
        };
        let mut met = known.or(&coming);
        if met == *known {
            return;
        }
        *visits = visits.saturating_add(1);
        if *visits > PATIENCE {
            let narrow = met.clone();
            met.retain(|subject| known.get(subject) == narrow.get(subject));
        }
        *known = met;
        self.open.insert(step);
    }
}
