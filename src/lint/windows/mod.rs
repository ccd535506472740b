//! How long ago the contact last wrote when a message leaves, along every way.
//!
//! Time adds up from one step to the next, at its longest; a reply, or a template, begins it anew.
//! A jump is made as often as it may be. What a workflow starts, or sets off by what it changes,
//! goes on with the time of that one.

mod begun;
mod chain;
mod passing;
mod walk;

pub(super) use chain::{Chain, chain};
pub(super) use walk::{Late, Origin};

use super::changes::names;
use super::channels::{Channel, template_channel};
use super::facts::{Facts, Flow};
use crate::base::{MAX_TRIGGER_CHAIN, Map, Name};
use crate::graph::{Marks, Node, StepGraph, StepIx};
use crate::program::{Kind, Trigger, Workflow};
use crate::vocabulary::{self as decl, Core, Waits, Wrote};
use passing::Ends;
use walk::{Seed, Walk};

/// Longer than any window.
pub(super) const UNKNOWN: i64 = i64::MAX / 4;

/// What is known of a workflow on one channel.
pub(super) struct Case<'a, 'g, 'p> {
    pub(super) facts: &'a Facts<'g, 'p>,
    pub(super) flow: &'a Flow<'g, 'p>,
    pub(super) channel: Channel<'p>,
    /// The steps that a run comes to on this channel; none where none begins on it.
    pub(super) reach: Option<&'a Marks>,
    /// What the workflows do that are waited for.
    throughs: &'a Map<&'p Name, Ends>,
}

/// The steps of each workflow that a run comes to on one channel; none where none begins on it.
struct Reaches(Vec<Option<Marks>>);

impl Reaches {
    fn of(facts: &Facts<'_, '_>, channel: Channel<'_>) -> Self {
        Self(facts.flows.iter().map(|flow| channel.reach(flow)).collect())
    }

    fn at(&self, flow: usize) -> Option<&Marks> {
        self.0.get(flow)?.as_ref()
    }
}

impl<'a, 'g, 'p> Case<'a, 'g, 'p> {
    /// Whether what leaves at a step on this channel is a template.
    fn is_template(&self, ix: StepIx) -> bool {
        let step = self.flow.graph.step(ix);
        step.is_some_and(|step| template_channel(self.facts, step) == Some(self.channel.name))
    }
}

/// Every message of a program that may leave on a channel after its window has closed.
pub(super) fn late<'g, 'p>(
    facts: &Facts<'g, 'p>,
    channel: Channel<'p>,
    chain: &Chain<'p>,
) -> Vec<Late<'g, 'p>> {
    let Some(limit) = channel.window() else { return Vec::new() };
    let window = limit.most;
    let reaches = Reaches::of(facts, channel);
    let throughs = throughs(facts, channel, &reaches);
    let case =
        |(at, flow)| Case { facts, flow, channel, reach: reaches.at(at), throughs: &throughs };
    let cases: Vec<Case<'_, 'g, 'p>> = facts.flows.iter().enumerate().map(case).collect();
    let mut found: Vec<Late<'g, 'p>> = Vec::new();
    let mut seeds: Vec<Vec<Seed<'p>>> =
        cases.iter().map(|case| begins(case.flow.graph.workflow(), channel)).collect();
    let mut fresh: Vec<bool> = vec![true; cases.len()];
    // Workflows that start each other are cut off after so many.
    for _ in 0..=MAX_TRIGGER_CHAIN {
        let mut handed: Vec<(&'p Name, Seed<'p>)> = Vec::new();
        for ((case, seeds), fresh) in cases.iter().zip(&seeds).zip(&mut fresh) {
            let whole = !case.flow.is_damaged();
            if std::mem::take(fresh) && whole && !seeds.is_empty() {
                let walk = Walk::of(case, seeds, window.seconds);
                let old = |late: &Late<'_, '_>| found.iter().any(|one| one.is_at(late));
                let new: Vec<Late<'g, 'p>> =
                    walk.late().into_iter().filter(|late| !old(late)).collect();
                found.extend(new);
                handed.extend(walk.handed());
                handed.extend(walk.set_off(chain));
            }
        }
        for (name, seed) in handed {
            let Some(at) = facts.ordinal(name) else { continue };
            if let (Some(seeds), Some(fresh)) = (seeds.get_mut(at), fresh.get_mut(at)) {
                *fresh |= seed.join(seeds, window.seconds);
            }
        }
        if !fresh.contains(&true) {
            break;
        }
    }
    found
}

/// What the workflows do that others start and wait for.
fn throughs<'p>(
    facts: &Facts<'_, 'p>,
    channel: Channel<'p>,
    reaches: &Reaches,
) -> Map<&'p Name, Ends> {
    let mut awaited: Vec<&'p Name> =
        facts.flows.iter().flat_map(|flow| waited_for(flow.graph)).collect();
    awaited.sort_unstable();
    awaited.dedup();
    let ends = |name: &&'p Name, throughs: &Map<&'p Name, Ends>| {
        let at = facts.ordinal(name)?;
        let flow = facts.flows.get(at).filter(|flow| !flow.is_damaged())?;
        let case = Case { facts, flow, channel, reach: reaches.at(at), throughs };
        Some((*name, case.ends()))
    };
    let nothing = Map::default();
    let mut throughs: Map<&'p Name, Ends> =
        awaited.iter().filter_map(|name| ends(name, &nothing)).collect();
    // What those do that wait for no other is known now.
    awaited.retain(|name| {
        facts.flow(name).is_some_and(|flow| waited_for(flow.graph).next().is_some())
    });
    // Workflows that wait for each other are cut off after so many.
    for _ in 0..MAX_TRIGGER_CHAIN {
        let found: Vec<(&'p Name, Ends)> =
            awaited.iter().filter_map(|name| ends(name, &throughs)).collect();
        if found.iter().all(|(name, ends)| throughs.get(name) == Some(ends)) {
            break;
        }
        throughs.extend(found);
    }
    throughs
}

/// The workflows that one starts and waits for.
fn waited_for<'p>(graph: &StepGraph<'p>) -> impl Iterator<Item = &'p Name> {
    let meant =
        |decl: &decl::Step| decl.core == Core::Start && matches!(decl.waits, Waits::IfSet(_));
    graph.steps_of(meant).filter_map(|(_, step)| {
        let waits =
            matches!(step.decl.waits, Waits::IfSet(word) if step.line.setting(word).is_some());
        started(&step.kind).filter(|_| waits)
    })
}

/// How a run begins by the triggers of a workflow that can fire on a channel.
fn begins<'p>(workflow: &'p Workflow, channel: Channel<'_>) -> Vec<Seed<'p>> {
    let mut seeds = Vec::new();
    for trigger in workflow.triggers.iter().filter(|trigger| channel.starts(trigger)) {
        let seed = begin(trigger);
        // One of each kind is enough; the first says where it comes from.
        if !seeds.iter().any(|one: &Seed<'_>| one.ago == seed.ago) {
            seeds.push(seed);
        }
    }
    seeds
}

fn begin(trigger: &Trigger) -> Seed<'_> {
    let writes = match trigger.decl.wrote {
        Wrote::Now => true,
        Wrote::NowIf(setting, words) => trigger
            .line
            .setting(setting)
            .is_none_or(|line| words.iter().any(|word| names(line, word))),
        Wrote::Lately | Wrote::Unknown => false,
    };
    let known = trigger.when.iter().filter_map(|when| super::moments::wrote_within(when, true));
    let ago = match (known.min(), trigger.decl.wrote) {
        (Some(ago), _) => ago,
        (None, Wrote::Unknown) => UNKNOWN,
        (None, Wrote::Now | Wrote::NowIf(..) | Wrote::Lately) => 0,
    };
    Seed { at: Node::Entry, ago, origin: Origin::Trigger { trigger, writes } }
}

/// The step that a label of a workflow stands at.
fn labelled(flow: &Flow<'_, '_>, label: &str) -> Option<StepIx> {
    flow.graph.find(label)
}

/// The workflow that a step starts, and the label it starts at.
fn started(kind: &Kind) -> Option<&Name> {
    match kind {
        Kind::Start { workflow } => Some(&workflow.0),
        Kind::Act | Kind::Set { .. } | Kind::Branch { .. } | Kind::Jump { .. } | Kind::End => None,
    }
}
