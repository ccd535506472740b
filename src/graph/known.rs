//! What is surely set where: a forward analysis in which meeting ways keep what all of them know.

use super::model::{Going, Node, StepGraph, StepIx, Way};
use super::places::Places;
use super::proofs::{Change, changes};
use crate::base::{Place, Type};
use crate::program::{ArgValue, Expr, ExprKind, Kind, maybe_unset};

/// What every way to a step has proved.
#[derive(Debug)]
pub struct Known<'g, 'p> {
    graph: &'g StepGraph<'p>,
    places: Places,
    /// Words of 64 places for each node.
    width: usize,
    /// For each node, what is known before it.
    before: Vec<u64>,
    reached: Vec<bool>,
    /// For each edge, what it changes.
    changes: Vec<Change>,
    /// For each edge, whether it cannot happen because the value it fails without is surely there.
    dead: Vec<bool>,
}

/// A place that is followed along ways: looked up once for all of their edges.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    bit: Option<u32>,
    owned: bool,
}

/// A way on which a place has no value.
pub type Missing<'g, 'p> = Vec<Going<'g, 'p>>;

impl<'g, 'p> Known<'g, 'p> {
    /// Walks the graph until nothing changes.
    ///
    /// Ways that lead down the text need one pass; each jump back may need one more.
    #[must_use]
    pub fn of(graph: &'g StepGraph<'p>) -> Self {
        let mut places = Places::default();
        let changes = changes(graph, &mut places);
        let width = places.len().div_ceil(64);
        let nodes = graph.len() + 4;
        let mut known = Self {
            graph,
            places,
            width,
            before: vec![0; nodes * width],
            reached: vec![false; nodes],
            dead: vec![false; changes.len()],
            changes,
        };
        if let Some(reached) = known.reached.get_mut(graph.ordinal(Node::Entry)) {
            *reached = true;
        }
        let mut scratch = vec![0; width];
        known.visit(Node::Entry, &mut scratch);
        while known.sweep(&mut scratch) {}
        known
    }

    /// Whether a place surely has a value before a step.
    #[must_use]
    pub fn holds(&self, step: StepIx, place: &Place) -> bool {
        self.places.find(place).is_some_and(|bit| {
            let word = self.before.get(step.0 as usize * self.width + bit / 64);
            word.is_some_and(|word| word >> (bit % 64) & 1 == 1)
        })
    }

    /// Whether any way leads to a step.
    #[must_use]
    pub fn reaches(&self, step: StepIx) -> bool {
        self.reached.get(step.0 as usize).copied().unwrap_or_default()
    }

    /// Whether an edge cannot happen, because the value it fails without is surely there.
    #[must_use]
    pub fn is_dead(&self, edge: usize) -> bool {
        self.dead.get(edge).copied().unwrap_or_default()
    }

    /// The shortest way to a step on which a place has no value.
    #[must_use]
    pub fn way_without(&self, place: &Place, step: StepIx) -> Option<Missing<'g, 'p>> {
        let place = self.followed(place);
        let follow = |state: usize, going: &Going<'_, 'p>| {
            self.carries(place, going, state == 1).map(usize::from)
        };
        let goal = |node: Node, state: usize| state == 0 && node == Node::Step(step);
        self.graph.route(2, (Node::Entry, 0), follow, goal)
    }

    /// A place, to be followed along ways.
    #[must_use]
    pub fn followed(&self, place: &Place) -> Followed {
        let bit = self.places.find(place).and_then(|bit| u32::try_from(bit).ok());
        let owned = bit.is_some_and(|bit| self.places.owned().contains(&bit));
        Followed { bit, owned }
    }

    /// Whether a place has a value behind an edge, given whether it has one before; none where the
    /// edge cannot happen.
    #[must_use]
    pub fn carries(&self, place: Followed, going: &Going<'_, '_>, before: bool) -> Option<bool> {
        if self.is_dead(going.index) {
            return None;
        }
        let (Some(bit), Some(change)) = (place.bit, self.changes.get(going.index)) else {
            return Some(before);
        };
        Some(change.of_one(bit, place.owned, before))
    }

    /// One pass over the text; whether a jump back took something away from what was passed.
    fn sweep(&mut self, scratch: &mut [u64]) -> bool {
        let mut again = false;
        for (ix, _) in self.graph.steps() {
            if self.reaches(ix) {
                again |= self.visit(Node::Step(ix), scratch);
            }
        }
        again
    }

    /// Carries what is known at a node over its edges; whether something above it changed.
    fn visit(&mut self, node: Node, scratch: &mut [u64]) -> bool {
        let graph = self.graph;
        let at = graph.ordinal(node);
        let mut above_changed = false;
        for going in graph.possible(node) {
            let dead = self.cannot_fail(&going);
            if let Some(slot) = self.dead.get_mut(going.index) {
                *slot = dead;
            }
            if dead {
                continue;
            }
            let before = self.before.get(at * self.width..(at + 1) * self.width);
            scratch.copy_from_slice(before.unwrap_or_default());
            if let Some(change) = self.changes.get(going.index) {
                change.apply(scratch, self.places.owned());
            }
            let to = graph.ordinal(going.to);
            let changed = self.meet(to, scratch);
            let jumps_up = to <= at && matches!(going.to, Node::Step(_)) && node != Node::Entry;
            above_changed |= changed && jumps_up;
        }
        above_changed
    }

    fn meet(&mut self, to: usize, coming: &[u64]) -> bool {
        let Some(there) = self.before.get_mut(to * self.width..(to + 1) * self.width) else {
            return false;
        };
        let Some(reached) = self.reached.get_mut(to) else { return false };
        if !*reached {
            *reached = true;
            there.copy_from_slice(coming);
            return true;
        }
        let mut changed = false;
        for (there, coming) in there.iter_mut().zip(coming) {
            changed |= *there & !coming != 0;
            *there &= coming;
        }
        changed
    }

    /// Whether storing cannot fail here: the value is surely there and of the right type. A block
    /// that is written for it is taken at its word.
    fn cannot_fail(&self, going: &Going<'_, 'p>) -> bool {
        if going.edge.written || !matches!(going.edge.way, Way::Outcome { .. }) {
            return false;
        }
        let Node::Step(ix) = going.from else { return false };
        let Some(step) = self.graph.step(ix) else { return false };
        let Kind::Set { value: Some(value), .. } = &step.kind else { return false };
        let place = step.line.args.iter().find_map(|arg| {
            let ArgValue::Place(_, ty) = &arg.value else { return None };
            Some(ty)
        });
        place.is_none_or(|ty| always_fits(ty, value))
            && maybe_unset(value, &|place| self.holds(ix, place)).is_none()
    }
}

/// Whether every value of an expression fits a place of a type. A fixed text was checked already.
fn always_fits(place: &Type, value: &Expr) -> bool {
    matches!(place, Type::Text | Type::Unknown)
        || *place == value.ty
        || matches!(value.kind, ExprKind::Literal(_))
}
