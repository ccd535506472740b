//! The way of a run through its graph, read from the records it left.
//!
//! Every step that decides or waits leaves a record; between two records a run can only have gone
//! straight on. So the whole way can be told, with the steps that leave none.

use crate::base::{Name, Value, same_folded};
use crate::graph::{Going, Node, StepGraph, Way};
use crate::program::{ArgValue, Handled};
use crate::runtime::{Ending, Record, Recorded, Traced};

/// Where a run is.
#[derive(Debug)]
pub(super) struct Follow<'g, 'p> {
    graph: &'g StepGraph<'p>,
    at: Node,
    /// The edge by which the run leaves where it is, once that is known.
    leaves: Option<usize>,
    /// Whether the records told of a step that no way leads to; nothing is known from there on.
    lost: bool,
}

impl<'g, 'p> Follow<'g, 'p> {
    /// A run that begins, at a label if another workflow started it there.
    pub(super) fn begin(graph: &'g StepGraph<'p>, label: Option<&Name>) -> Self {
        let is_label = |going: &Going<'_, 'p>| {
            label.is_some_and(|label| graph.step_at(going.to).is_some_and(|to| to.id == *label))
        };
        let mut ways = graph.ways(Node::Entry);
        let labelled = ways.find(|going| matches!(going.edge.way, Way::BeginAt) && is_label(going));
        let leaves = labelled.map(|going| going.index);
        Self { graph, at: Node::Entry, leaves, lost: false }
    }

    /// Goes on to where a record was left. `taken` is called with every edge on the way.
    pub(super) fn record(&mut self, record: &Record, taken: &mut dyn FnMut(usize)) {
        if record.step.is_empty() {
            return;
        }
        let Recorded::Trace(traced) = &record.what else { return self.reach(&record.step, taken) };
        match traced {
            Traced::Branched(arm) => {
                self.decide(&record.step, taken, |going| match going.edge.way {
                    Way::Arm { ordinal, .. } => *arm == Some(ordinal),
                    Way::NoArm => arm.is_none(),
                    Way::Begin
                    | Way::BeginAt
                    | Way::Next(_)
                    | Way::Outcome { .. }
                    | Way::Jump
                    | Way::Stop => false,
                })
            }
            Traced::Jumped(..) => {
                self.decide(&record.step, taken, |going| matches!(going.edge.way, Way::Jump));
            }
            Traced::Exhausted => {
                self.decide(&record.step, taken, |going| !matches!(going.edge.way, Way::Jump));
            }
            Traced::Outcome { name, .. } => self.outcome(&record.step, name, taken),
            Traced::Answered { value } => self.answer(&record.step, value, taken),
            Traced::NotStored { .. } => self.not_stored(&record.step, taken),
            Traced::Ended(ending) => self.end(&record.step, ending, taken),
            Traced::Came(..)
            | Traced::OpenedByMessage(_)
            | Traced::Starts(_)
            | Traced::NotStarted(..)
            | Traced::Cut(_)
            | Traced::Stored(..)
            | Traced::Misfit { .. }
            | Traced::Sleeps { .. }
            | Traced::AwaitsAcceptance { .. }
            | Traced::PassedOver { .. }
            | Traced::TimeUp
            | Traced::Noted(_) => self.reach(&record.step, taken),
        }
    }

    fn outcome(&mut self, step: &str, name: &str, taken: &mut dyn FnMut(usize)) {
        let status = name.strip_prefix("status ").and_then(|code| code.parse::<u16>().ok());
        let Some(status) = status else {
            return self.decide(step, taken, |going| match going.edge.way {
                Way::Outcome { decl, .. } => decl.word == name,
                Way::Next(next) => next == name,
                Way::Begin
                | Way::BeginAt
                | Way::Arm { .. }
                | Way::NoArm
                | Way::Jump
                | Way::Stop => false,
            });
        };
        // The exact number wins over its class.
        let mut best = None;
        self.reach_anew(step, taken);
        for going in self.graph.ways(self.at) {
            let Way::Outcome { handled: Some(handled), .. } = going.edge.way else { continue };
            match carried(handled) {
                Some(ArgValue::Status { code, class: false }) if *code == status => {
                    best = Some(going.index);
                    break;
                }
                Some(ArgValue::Status { code, class: true }) if *code == status / 100 => {
                    best = Some(going.index);
                }
                _ => {}
            }
        }
        self.leaves = best;
    }

    fn answer(&mut self, step: &str, value: &Value, taken: &mut dyn FnMut(usize)) {
        let Value::Text(text) = value else { return self.reach_anew(step, taken) };
        self.decide(step, taken, |going| {
            let Way::Outcome { handled: Some(handled), .. } = going.edge.way else { return false };
            matches!(carried(handled), Some(ArgValue::Text(option)) if same_folded(option, text))
        });
    }

    /// Only where storing is the whole step does it lead elsewhere.
    fn not_stored(&mut self, step: &str, taken: &mut dyn FnMut(usize)) {
        let stores = self.graph.find(step).and_then(|ix| self.graph.step(ix));
        if !stores.is_some_and(|step| matches!(step.kind, crate::program::Kind::Set { .. })) {
            return self.reach(step, taken);
        }
        self.decide(step, taken, |going| matches!(going.edge.way, Way::Outcome { .. }));
    }

    fn end(&mut self, step: &str, ending: &Ending, taken: &mut dyn FnMut(usize)) {
        self.reach(step, taken);
        let end = match ending {
            Ending::Completed => Node::End,
            Ending::Failed(_) => Node::Failed,
            Ending::TimedOut(_) => Node::TimedOut,
            Ending::Restarted | Ending::Closed | Ending::Stopped(_) => return,
        };
        if end == Node::End || self.leads_to(end) {
            self.leave(taken);
        }
    }

    fn leads_to(&self, end: Node) -> bool {
        self.leaves.and_then(|edge| self.graph.going(edge)).is_some_and(|going| going.to == end)
    }

    /// Comes to a step and decides how it is left.
    fn decide(
        &mut self,
        step: &str,
        taken: &mut dyn FnMut(usize),
        by: impl Fn(&Going<'g, 'p>) -> bool,
    ) {
        self.reach_anew(step, taken);
        self.leaves = self.graph.ways(self.at).find(by).map(|going| going.index);
    }

    /// Comes to a step in a visit in which nothing is decided yet.
    fn reach_anew(&mut self, step: &str, taken: &mut dyn FnMut(usize)) {
        if self.is_at(step) && self.leaves.is_some() {
            self.leave(taken);
        }
        self.reach(step, taken);
    }

    fn reach(&mut self, step: &str, taken: &mut dyn FnMut(usize)) {
        // A way that comes back leads over a jump, which leaves a record.
        for _ in 0..=self.graph.len() {
            if self.lost || self.is_at(step) {
                return;
            }
            self.leave(taken);
        }
        self.lost = true;
    }

    fn is_at(&self, step: &str) -> bool {
        self.graph.step_at(self.at).is_some_and(|at| at.id == step)
    }

    /// Goes on by the edge that was decided on, or straight on.
    fn leave(&mut self, taken: &mut dyn FnMut(usize)) {
        let decided = self.leaves.take().and_then(|edge| self.graph.going(edge));
        let Some(going) = decided.or_else(|| self.plain()) else {
            self.lost = true;
            return;
        };
        taken(going.index);
        self.at = going.to;
    }

    /// The way of a run that decides nothing.
    fn plain(&self) -> Option<Going<'g, 'p>> {
        self.graph.ways(self.at).find(|going| match going.edge.way {
            Way::Begin | Way::Next(_) | Way::Stop => true,
            Way::BeginAt | Way::Outcome { .. } | Way::Arm { .. } | Way::NoArm | Way::Jump => false,
        })
    }

    /// Whether the records told of a step that no way leads to.
    pub(super) const fn is_lost(&self) -> bool {
        self.lost
    }
}

/// What an outcome carries: the text of an answer, a status.
fn carried(handled: &Handled) -> Option<&ArgValue> {
    handled.line.args.first().map(|arg| &arg.value)
}
