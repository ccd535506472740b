//! What an edge proves, and what it takes away.

use super::fired::Fired;
use super::model::{Going, Node, StepGraph, Way};
use super::places::Places;
use crate::base::Place;
use crate::program::{ArgValue, Expr, Kind, Line, Step, Trigger, narrows, owner_places};
use crate::vocabulary::{Effect, Proof};

/// What is known behind an edge, given what is known before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    proves: Vec<u32>,
    takes: Option<u32>,
    takes_owner: bool,
}

impl Change {
    /// Applies it to a set of places.
    pub(super) fn apply(&self, set: &mut [u64], owned: &[u32]) {
        if self.takes_owner {
            owned.iter().for_each(|bit| clear(set, *bit));
        }
        if let Some(bit) = self.takes {
            clear(set, bit);
        }
        for bit in &self.proves {
            if let Some(word) = set.get_mut(*bit as usize / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// Applies it to one place alone; whether that has a value afterwards.
    pub(super) fn of_one(&self, bit: u32, owned: bool, before: bool) -> bool {
        let taken = self.takes == Some(bit) || (self.takes_owner && owned);
        (before && !taken) || self.proves.contains(&bit)
    }
}

fn clear(set: &mut [u64], bit: u32) {
    if let Some(word) = set.get_mut(bit as usize / 64) {
        *word &= !(1 << (bit % 64));
    }
}

/// What every edge of a graph changes, by its ordinal.
pub(super) fn changes(graph: &StepGraph<'_>, places: &mut Places) -> Vec<Change> {
    let mut changes = Vec::with_capacity(graph.edge_count());
    let owner = owner_places();
    let triggers = graph.workflow().triggers.as_slice();
    let mut proofs = Proofs { places, owner: &owner, triggers };
    for node in graph.nodes() {
        let step = graph.step_at(node);
        for going in graph.ways(node) {
            changes.push(match step {
                Some(step) => proofs.of_way(step, &going),
                None if node == Node::Entry => proofs.of_beginning(graph, &going),
                None => Change::default(),
            });
        }
    }
    changes
}

struct Proofs<'a> {
    places: &'a mut Places,
    owner: &'a [Place],
    triggers: &'a [Trigger],
}

impl Proofs<'_> {
    fn of_way(&mut self, step: &Step, going: &Going<'_, '_>) -> Change {
        let mut change = Change::default();
        match going.edge.way {
            Way::Next(_) => self.prove(&mut change, step, step.decl.proves),
            Way::Outcome { decl, .. } => {
                self.prove(&mut change, step, decl.proves);
                // Whoever did not accept while the time ran was taken off again.
                change.takes_owner = decl.after.is_some()
                    && step.decl.effects.contains(&Effect::AssignsOwner)
                    && step.line.setting("accept").is_some();
            }
            Way::Arm { ordinal, .. } => self.prove_arms(&mut change, step, ordinal as usize),
            Way::NoArm => self.prove_arms(&mut change, step, usize::MAX),
            Way::Begin | Way::BeginAt | Way::Jump | Way::Stop => {}
        }
        change.takes_owner |= step.decl.effects.contains(&Effect::DropsOwner);
        if let Kind::Set { place, value: None } = &step.kind {
            change.takes = Some(self.places.intern(place));
        }
        change
    }

    /// What is true of the way into the `ordinal`-th arm: the conditions before it are not true,
    /// its own is.
    fn prove_arms(&mut self, change: &mut Change, step: &Step, ordinal: usize) {
        let Kind::Branch { arms } = &step.kind else { return };
        for (at, arm) in (1..).zip(arms).take(ordinal) {
            self.prove_condition(change, &arm.when, at == ordinal);
        }
        if self.triggers.len() < 2 {
            return;
        }
        let mut fired = Fired::any(self.triggers);
        for (at, arm) in (1..).zip(arms).take(ordinal) {
            fired.narrow(&arm.when, at == ordinal);
        }
        for place in fired.brings() {
            change.proves.push(self.places.intern(&place));
        }
    }

    fn prove_condition(&mut self, change: &mut Change, condition: &Expr, truth: bool) {
        for place in narrows(condition, truth) {
            change.proves.push(self.places.intern(&place));
        }
    }

    fn prove(&mut self, change: &mut Change, step: &Step, proofs: &[Proof]) {
        for proof in proofs {
            match proof {
                Proof::Place(operand) => self.prove_operand(change, &step.line, operand),
                Proof::SettingPlace(setting, operand) => {
                    let lines = step.line.settings.iter().filter(|line| line.word == *setting);
                    lines.for_each(|line| self.prove_operand(change, line, operand));
                }
                Proof::Owner => {
                    for place in self.owner {
                        change.proves.push(self.places.intern(place));
                    }
                }
            }
        }
    }

    fn prove_operand(&mut self, change: &mut Change, line: &Line, operand: &str) {
        if let Some(ArgValue::Place(place, _)) = line.arg(operand) {
            change.proves.push(self.places.intern(place));
        }
    }

    /// A run begins with what the conditions of every trigger prove; at a label of another's
    /// choice with nothing.
    fn of_beginning(&mut self, graph: &StepGraph<'_>, going: &Going<'_, '_>) -> Change {
        let mut change = Change::default();
        if !matches!(going.edge.way, Way::Begin) {
            return change;
        }
        let each = graph.workflow().triggers.iter().map(|trigger| {
            trigger.when.iter().flat_map(|when| narrows(when, true)).collect::<Vec<_>>()
        });
        let common = each.reduce(|mut one, other| {
            one.retain(|place| other.contains(place));
            one
        });
        for place in common.unwrap_or_default() {
            change.proves.push(self.places.intern(&place));
        }
        change
    }
}
