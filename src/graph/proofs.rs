//! What an edge proves, and what it takes away.

use rust_decimal::Decimal;

use super::fired::Fired;
use super::model::{Going, Node, StepGraph, Way};
use super::places::Places;
use crate::base::{Literal, Name, Place, Root, Type};
use crate::program::{
    Arg, ArgValue, Expr, ExprKind, Kind, Line, Step, Trigger, beyond_zero, narrows, not_zero,
    owner_places,
};
use crate::vocabulary::{Effect, Proof, Wrote};

/// What is known behind an edge, given what is known before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    proves: Vec<u32>,
    takes: Vec<u32>,
    takes_owner: bool,
}

impl Change {
    /// Applies it to a set of places.
    pub(super) fn apply(&self, set: &mut [u64], owned: &[u32]) {
        if self.takes_owner {
            owned.iter().for_each(|bit| clear(set, *bit));
        }
        self.takes.iter().for_each(|bit| clear(set, *bit));
        for bit in &self.proves {
            if let Some(word) = set.get_mut(*bit as usize / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// Applies it to one place alone; whether that has a value afterwards.
    pub(super) fn of_one(&self, bit: u32, owned: bool, before: bool) -> bool {
        let taken = self.takes.contains(&bit) || (self.takes_owner && owned);
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
        self.take_numbers(&mut change, step);
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
            change.takes.push(self.places.intern(place));
        }
        change
    }

    /// Whatever stores a number may store a zero.
    fn take_numbers(&mut self, change: &mut Change, step: &Step) {
        for line in std::iter::once(&step.line).chain(&step.line.settings) {
            for arg in &line.args {
                if let ArgValue::Place(place, Type::Number) = &arg.value {
                    change.takes.push(self.places.intern(&not_zero(place)));
                }
            }
        }
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
        for place in narrows(condition, truth).into_iter().chain(beyond_zero(condition, truth)) {
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
        let Some(ArgValue::Place(place, ty)) = line.arg(operand) else { return };
        change.proves.push(self.places.intern(place));
        if *ty == Type::Number && stores_no_zero(line) {
            change.proves.push(self.places.intern(&not_zero(place)));
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
            let told = |when| narrows(when, true).into_iter().chain(beyond_zero(when, true));
            trigger.when.iter().flat_map(told).chain(comes_on(trigger)).collect::<Vec<_>>()
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

/// Where the contact is heard from, where that is what sets a trigger off: whoever writes, writes
/// on a channel.
fn comes_on(trigger: &Trigger) -> Vec<Place> {
    let written = match trigger.decl.wrote {
        Wrote::Now => true,
        Wrote::NowIf(setting, words) => trigger.line.setting(setting).is_some_and(|line| {
            line.args.iter().all(|arg| {
                let ArgValue::Names(names) = &arg.value else { return false };
                names.iter().all(|(name, _)| words.contains(&name.as_str()))
            })
        }),
        Wrote::Lately | Wrote::Unknown => false,
    };
    if !written {
        return Vec::new();
    }
    let of = Root::Conversation;
    let place = |name| Place { of, name: Name::new_static(name), which: None };
    ["channel", "channel_kind"].map(place).to_vec()
}

/// Whether what a line stores is a fixed number other than zero, or one that its bounds keep from
/// being zero.
fn stores_no_zero(line: &Line) -> bool {
    let fixed = |arg: &Arg| {
        let ArgValue::Expr(Expr { kind: ExprKind::Literal(Literal::Number(number)), .. }) =
            &arg.value
        else {
            return None;
        };
        Some(*number)
    };
    let bound = |word| line.setting(word).and_then(|line| line.args.iter().find_map(fixed));
    bound("min").is_some_and(|least| least > Decimal::ZERO)
        || bound("max").is_some_and(|most| most < Decimal::ZERO)
        || line.args.iter().find_map(fixed).is_some_and(|number| !number.is_zero())
}
