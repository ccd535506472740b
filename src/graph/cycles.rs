//! Ways that come back to where they were without waiting for anybody.

use petgraph::algo::kosaraju_scc;
use petgraph::visit::EdgeFiltered;

use super::model::{Going, Node, StepGraph, StepIx, Way};
use super::search::{Marks, Route};
use crate::program::Kind;

/// How many steps a turn may take going round, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turns(pub u64);

/// Steps that lead round and round within one turn.
#[derive(Clone, Debug)]
pub struct Ring<'g, 'p> {
    /// In order of the source.
    pub steps: Vec<StepIx>,
    /// The shortest way round.
    pub round: Route<'g, 'p>,
    /// The steps of one turn before the jump limits end it.
    pub turns: Turns,
}

impl<'p> StepGraph<'p> {
    /// Every ring of steps none of which waits.
    ///
    /// Only jumps lead back, and each is made a limited number of times in a run, however the
    /// rings lie in each other.
    #[must_use]
    pub fn rings_without_wait(&self) -> Vec<Ring<'_, 'p>> {
        if !self.leads_back() {
            return Vec::new();
        }
        let awake: Vec<bool> = self.nodes().map(|node| !self.waits(node)).collect();
        let is_awake = |at: usize| awake.get(at).copied().unwrap_or_default();
        let spinning = EdgeFiltered::from_fn(&self.graph, |edge| {
            use petgraph::visit::EdgeRef;
            let (from, to) = (edge.source().index(), edge.target().index());
            edge.weight().possible && is_awake(from) && is_awake(to)
        });
        let reached = self.reached();
        let components = kosaraju_scc(&spinning).into_iter().map(|component| {
            let mut steps: Vec<StepIx> = component
                .into_iter()
                .filter_map(|index| match self.node(index) {
                    Node::Step(ix) => Some(ix),
                    Node::Entry | Node::End | Node::Failed | Node::TimedOut => None,
                })
                .collect();
            steps.sort_unstable();
            steps
        });
        let mut rings: Vec<_> = components
            .filter(|steps| steps.first().is_some_and(|first| reached.has(*first)))
            .filter_map(|steps| self.ring(steps))
            .collect();
        rings.sort_by(|one, other| one.steps.cmp(&other.steps));
        rings
    }

    /// Whether any jump leads to itself or to what stands above it.
    fn leads_back(&self) -> bool {
        let mut ways = self.jumps().flat_map(|(ix, _)| self.possible(Node::Step(ix)));
        ways.any(|going| self.ordinal(going.to) <= self.ordinal(going.from))
    }

    fn ring(&self, steps: Vec<StepIx>) -> Option<Ring<'_, 'p>> {
        let mut inside = Marks::new(self);
        for step in &steps {
            inside.put(step.0 as usize);
        }
        let round = self.round(&steps, &inside)?;
        let turns = self.turns(&steps, &inside);
        Some(Ring { steps, round, turns })
    }

    /// The shortest way from a step of the ring back to it.
    fn round(&self, steps: &[StepIx], inside: &Marks) -> Option<Route<'_, 'p>> {
        let stays = |going: &Going<'_, 'p>| match going.to {
            Node::Step(to) => inside.has(to),
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => false,
        };
        // State 1 is "on the way"; the start is left in state 0 and come back to in state 1.
        let rounds = self.jumps_inside(steps, inside).filter_map(|(_, to, _)| {
            let goal = |node: Node, state: usize| state == 1 && node == Node::Step(to);
            self.route(2, (Node::Step(to), 0), |_, going| stays(going).then_some(1), goal)
        });
        rounds.min_by_key(Vec::len)
    }

    /// The jumps that stay inside: the step, where to, how often.
    fn jumps_inside<'a>(
        &'a self,
        steps: &'a [StepIx],
        inside: &'a Marks,
    ) -> impl Iterator<Item = (StepIx, StepIx, u32)> + 'a {
        steps.iter().filter_map(move |ix| {
            let Kind::Jump { at_most, .. } = &self.step(*ix)?.kind else { return None };
            let mut ways = self.possible(Node::Step(*ix));
            let to = ways.find_map(|going| match (going.edge.way, going.to) {
                (Way::Jump, Node::Step(to)) if inside.has(to) => Some(to),
                _ => None,
            })?;
            Some((*ix, to, *at_most))
        })
    }

    /// For each jump inside, how often it is made times the longest way to it from where a jump
    /// leads; and once the longest way in.
    fn turns(&self, steps: &[StepIx], inside: &Marks) -> Turns {
        let jumps: Vec<_> = self.jumps_inside(steps, inside).collect();
        let mut starts: Vec<StepIx> = jumps.iter().map(|(_, to, _)| *to).collect();
        starts.sort_unstable();
        let from_jumps = self.longest(steps, inside, &starts);
        let from_anywhere = self.longest(steps, inside, steps);
        let way_in = from_anywhere.iter().copied().max().unwrap_or_default();
        let rounds = jumps.iter().map(|(from, _, at_most)| {
            let at = steps.partition_point(|step| step < from);
            u64::from(*at_most) * from_jumps.get(at).copied().unwrap_or_default()
        });
        Turns(rounds.sum::<u64>() + way_in)
    }

    /// For each step of the ring, the number of steps of the longest way to it that begins at one
    /// of `starts` and makes no jump. Such ways only lead down the text, so one pass is enough.
    fn longest(&self, steps: &[StepIx], inside: &Marks, starts: &[StepIx]) -> Vec<u64> {
        let mut longest = vec![0_u64; steps.len()];
        for (at, step) in steps.iter().enumerate() {
            let start = u64::from(starts.binary_search(step).is_ok());
            let Some(own) = longest.get_mut(at) else { continue };
            *own = (*own).max(start);
            let own = *own;
            if own == 0 {
                continue;
            }
            for going in self.possible(Node::Step(*step)) {
                let Node::Step(to) = going.to else { continue };
                if matches!(going.edge.way, Way::Jump) || !inside.has(to) {
                    continue;
                }
                let slot = steps.partition_point(|step| *step < to);
                if let Some(next) = longest.get_mut(slot) {
                    *next = (*next).max(own + 1);
                }
            }
        }
        longest
    }
}
