//! From a step to the workflow that its change starts.

use crate::base::{Map, Name};
use crate::graph::{Node, StepIx};
use crate::lint::changes::{Change, Changing, changes};
use crate::lint::facts::{Facts, Flow};
use crate::lint::hearing::Hearing;
use crate::program::{ArgValue, Kind, Step, Trigger, Workflow};
use crate::vocabulary::{self as decl, Core};

/// One workflow sets another off.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Hop<'p> {
    /// The ordinal of the workflow.
    pub(in crate::lint) from: usize,
    /// Its step.
    pub(in crate::lint) ix: StepIx,
    /// What that changes; none where it starts the other by name.
    pub(in crate::lint) change: Option<Change<'p>>,
    /// The ordinal of the other.
    pub(in crate::lint) to: usize,
    /// The trigger of the other that fires; none where it is started by name.
    pub(in crate::lint) trigger: Option<&'p Trigger>,
    /// The label of the other that it is started at.
    pub(in crate::lint) at: Option<&'p Name>,
}

/// Every hop that needs nobody.
pub(super) fn hops<'p>(facts: &Facts<'_, 'p>) -> Vec<Hop<'p>> {
    let listeners = Listeners::of(facts);
    let changing = Changing::of_all();
    let mut hops = Vec::new();
    for (from, flow) in facts.flows.iter().enumerate().filter(|(_, flow)| !flow.is_damaged()) {
        let meant = |decl: &decl::Step| decl.core == Core::Start || changing.has(decl);
        for (ix, step) in flow.graph.steps_of(meant) {
            let mut own = Vec::new();
            if let Kind::Start { workflow } = &step.kind {
                own.extend(listeners.start(from, ix, step, &workflow.0));
            }
            // An answer that is stored came of a wait.
            if !flow.graph.step_waits(ix) {
                for change in changes(step) {
                    listeners.changed(from, ix, change, &mut own);
                }
            }
            if hops.len() > super::MOST_AT_ALL {
                return hops;
            }
            if !own.is_empty() && is_over(flow, ix) {
                hops.extend(own);
            }
        }
    }
    hops
}

/// Whether a run can be over behind a step without a wait, or does not keep others from beginning.
fn is_over(flow: &Flow<'_, '_>, ix: StepIx) -> bool {
    let workflow = flow.graph.workflow();
    let is_end = |node: Node, _: usize| matches!(node, Node::End | Node::Failed | Node::TimedOut);
    restarts(workflow)
        || flow
            .graph
            .route(1, (Node::Step(ix), 0), |_, going| awake(flow, going.from).then_some(0), is_end)
            .is_some()
}

/// Whether a run goes on at once at a node.
pub(super) fn awake(flow: &Flow<'_, '_>, node: Node) -> bool {
    let Node::Step(ix) = node else { return true };
    !flow.graph.waits(node) || flow.excluded(ix).waits
}

fn restarts(workflow: &Workflow) -> bool {
    let overlap = workflow.settings.iter().find(|line| line.word == "overlap");
    overlap.is_some_and(|line| {
        line.args.iter().any(|arg| matches!(&arg.value, ArgValue::Name(word) if word == "restart"))
    })
}

fn starts_again(workflow: &Workflow) -> bool {
    workflow.settings.iter().all(|line| line.word != "once")
}

/// The triggers that changes set off, by what they listen to.
struct Listeners<'p> {
    workflows: Map<&'p Name, usize>,
    restarting: Vec<bool>,
    lasting: Vec<bool>,
    hearing: Hearing<'p, usize>,
}

impl<'p> Listeners<'p> {
    fn of(facts: &Facts<'_, 'p>) -> Self {
        let all = || facts.flows.iter().map(|flow| flow.graph.workflow()).enumerate();
        let whole = |workflow: &&'p Workflow| !workflow.damaged && starts_again(workflow);
        let hearing = all().filter(|(_, workflow)| whole(workflow));
        let hearing = hearing
            .flat_map(|(at, workflow)| workflow.triggers.iter().map(move |trigger| (at, trigger)));
        Self {
            workflows: all().map(|(at, workflow)| (&workflow.name, at)).collect(),
            restarting: all().map(|(_, workflow)| restarts(workflow)).collect(),
            lasting: all().map(|(_, workflow)| whole(&workflow)).collect(),
            hearing: Hearing::of(hearing),
        }
    }

    fn start(&self, from: usize, ix: StepIx, step: &'p Step, name: &Name) -> Option<Hop<'p>> {
        let to = *self.workflows.get(name)?;
        let lasts = self.lasting.get(to).copied().unwrap_or_default();
        let itself = to == from && !self.restarting.get(to).copied().unwrap_or_default();
        let labels = step.line.settings.iter().flat_map(|line| &line.args);
        let mut labels = labels.filter_map(|arg| {
            let ArgValue::Name(label) = &arg.value else { return None };
            Some(label)
        });
        let hop = Hop { from, ix, change: None, to, trigger: None, at: labels.next() };
        (lasts && !itself).then_some(hop)
    }

    fn changed(&self, from: usize, ix: StepIx, change: Change<'p>, hops: &mut Vec<Hop<'p>>) {
        for (to, trigger) in self.hearing.may_hear(&change) {
            let fires = change.fires(trigger) == Some(true)
                && trigger.when.iter().all(|when| change.tells(when) != Some(false));
            // What a workflow changes never starts itself again.
            if to != from && fires {
                let (change, trigger) = (Some(change), Some(trigger));
                hops.push(Hop { from, ix, change, to, trigger, at: None });
            }
        }
    }
}
