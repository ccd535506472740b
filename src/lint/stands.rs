//! What is known of runs somewhere on their ways.
//!
//! Many ways lead to the same: so each thing that can be known is kept once and goes by a number,
//! and what an edge makes of it is found out once.

use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;

use super::facts::Flow;
use crate::base::Map;
use crate::graph::{Going, Node, Way};
use crate::program::Kind;
use crate::solve::Case;

/// What is known of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stand {
    /// How often each jump was made.
    made: u32,
    /// What is possible.
    case: u32,
}

/// Everything that was found to be known of any run of a workflow.
#[derive(Debug)]
pub(super) struct Stands<'a, 'g, 'p> {
    flow: &'a Flow<'g, 'p>,
    /// Jumps that can be made more than once, where anybody asks.
    again: Option<HashSet<Node>>,
    made: Kept<Vec<(Node, u32)>>,
    cases: Kept<Case>,
    /// The cases behind an edge, by those before it.
    behind: Map<(u32, usize), Rc<[u32]>>,
}

impl<'a, 'g, 'p> Stands<'a, 'g, 'p> {
    /// Nothing yet.
    pub(super) fn of(flow: &'a Flow<'g, 'p>) -> Self {
        let (made, cases, behind) = (Kept::default(), Kept::default(), Map::default());
        Self { flow, again: None, made, cases, behind }
    }

    /// What is known where a run begins: nothing.
    pub(super) fn first(&mut self) -> Stand {
        Stand { made: self.made.keep(Vec::new()), case: self.cases.keep(Case::default()) }
    }

    /// What a run carries behind an edge; nothing where it cannot take it.
    pub(super) fn follow(
        &mut self,
        from: Stand,
        going: &Going<'_, '_>,
    ) -> impl Iterator<Item = Stand> + use<> {
        let made = self.jumps(from.made, going);
        let cases = made.map(|made| (made, self.cases(from.case, going.index)));
        cases.into_iter().flat_map(|(made, cases)| {
            (0..cases.len()).filter_map(move |at| Some(Stand { made, case: *cases.get(at)? }))
        })
    }

    fn cases(&mut self, before: u32, edge: usize) -> Rc<[u32]> {
        if let Some(known) = self.behind.get(&(before, edge)) {
            return Rc::clone(known);
        }
        let change = self.flow.changes().get(edge).zip(self.cases.get(before));
        let cases = change.map(|(change, case)| change.apply(&case)).unwrap_or_default();
        let cases: Rc<[u32]> = cases.into_iter().map(|case| self.cases.keep(case)).collect();
        self.behind.insert((before, edge), Rc::clone(&cases));
        cases
    }

    /// How often each jump was made behind an edge; none where one may not be made, or may still
    /// be.
    fn jumps(&mut self, before: u32, going: &Going<'_, '_>) -> Option<u32> {
        let graph = self.flow.graph;
        let step = graph.step_at(going.from);
        let Some(Kind::Jump { at_most, .. }) = step.map(|step| &step.kind) else {
            return Some(before);
        };
        let jumps = matches!(going.edge.way, Way::Jump);
        let again = self.again.get_or_insert_with(|| graph.jumps_back().collect());
        if !again.contains(&going.from) {
            return jumps.then_some(before);
        }
        let made = self.made.get(before)?;
        let known = made.binary_search_by_key(&going.from, |(node, _)| *node);
        let so_far = known.ok().and_then(|at| made.get(at)).map_or(0, |(_, made)| *made);
        if !jumps {
            return (so_far >= *at_most).then_some(before);
        }
        if so_far >= *at_most {
            return None;
        }
        let mut made = made.to_vec();
        let once_more = (going.from, so_far + 1);
        match known {
            Ok(at) => made.get_mut(at).map_or((), |known| *known = once_more),
            Err(at) => made.insert(at, once_more),
        }
        Some(self.made.keep(made))
    }
}

/// Things, each kept once and known by a number.
#[derive(Debug)]
struct Kept<T> {
    numbers: Map<Rc<T>, u32>,
    all: Vec<Rc<T>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { numbers: Map::default(), all: Vec::new() }
    }
}

impl<T: Eq + Hash> Kept<T> {
    /// The number of a thing.
    fn keep(&mut self, thing: T) -> u32 {
        if let Some(number) = self.numbers.get(&thing) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let thing = Rc::new(thing);
        self.all.push(Rc::clone(&thing));
        self.numbers.insert(thing, number);
        number
    }

    /// The thing of a number.
    fn get(&self, number: u32) -> Option<Rc<T>> {
        self.all.get(number as usize).map(Rc::clone)
    }
}
