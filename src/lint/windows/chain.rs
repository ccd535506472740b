//! Which workflows others set off by what they change of the contact.

use crate::base::{Map, Name};
use crate::graph::StepIx;
use crate::lint::changes::{Changing, changes};
use crate::lint::facts::Facts;
use crate::lint::hearing::Hearing;
use crate::program::Trigger;
use crate::vocabulary::{self as decl, Effect};

/// A workflow that begins because a step of another one changes something.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct SetOff<'p> {
    /// The step of the other one.
    pub(super) by: StepIx,
    /// The workflow's name.
    pub(super) workflow: &'p Name,
    /// Its trigger that hears of it.
    pub(super) trigger: &'p Trigger,
}

/// How many are looked at, of all workflows together: more than any program that people wrote has.
const MOST: usize = 100_000;

/// What the steps of each workflow set off, by its name.
pub(in crate::lint) type Chain<'p> = Map<&'p Name, Vec<SetOff<'p>>>;

/// What every workflow of a program sets off.
pub(in crate::lint) fn chain<'p>(facts: &Facts<'_, 'p>) -> Chain<'p> {
    let workflows = facts.flows.iter().map(|flow| flow.graph.workflow());
    let hearing =
        Hearing::of(workflows.flat_map(|workflow| {
            workflow.triggers.iter().map(|trigger| (&workflow.name, trigger))
        }));
    let changing = Changing::of_all();
    let mut chain = Chain::default();
    let mut left = MOST;
    for flow in facts.flows.iter().filter(|flow| !flow.is_damaged()) {
        let own = &flow.graph.workflow().name;
        let mut found = Vec::new();
        // Where an answer is stored, the contact has just written.
        let meant = |decl: &decl::Step| {
            !decl.effects.contains(&Effect::WaitsForContact) && changing.has(decl)
        };
        for (by, step) in flow.graph.steps_of(meant) {
            for change in changes(step) {
                let fires = hearing.may_hear(&change).filter(|(name, trigger)| {
                    change.fires(trigger) != Some(false)
                        && *name != own
                        && trigger.when.iter().all(|when| change.tells(when) != Some(false))
                });
                found.extend(fires.map(|(workflow, trigger)| SetOff { by, workflow, trigger }));
            }
        }
        found.truncate(left);
        left -= found.len();
        if !found.is_empty() {
            chain.insert(own, found);
        }
    }
    chain
}
