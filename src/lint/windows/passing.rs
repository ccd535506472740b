//! What passing an edge does to the time since the contact last wrote.

use super::{Case, started};
use crate::base::Name;
use crate::graph::{Going, Node, StepIx, Way};
use crate::lint::moments::{until, wrote_within};
use crate::program::{ArgValue, Expr, Kind, Line, Step};
use crate::vocabulary::{Core, Effect, Waits, Without};

/// The time since the contact last wrote, behind an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passing {
    /// The edge is none that can be taken.
    Never,
    /// So many seconds longer ago.
    Later(i64),
    /// The contact has just written.
    Reply,
    /// At most so many seconds ago, as a condition says.
    Within(i64),
    /// Another workflow has run meanwhile.
    Through(Through),
}

/// What the run of a workflow does to the time of whoever waits for its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Through {
    /// Seconds of the longest way on which the contact does not write.
    pub(super) passed: Option<i64>,
    /// Seconds since the contact wrote, on the longest other way.
    pub(super) since: Option<i64>,
}

/// The same by how that run ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// As meant.
    pub(super) well: Through,
    /// As failed or timed out, or by never having begun.
    pub(super) badly: Through,
}

impl Case<'_, '_, '_> {
    /// What an edge does.
    pub(super) fn passing(&self, going: &Going<'_, '_>) -> Passing {
        if !going.edge.possible || !self.channel.passes(self.flow, going) {
            return Passing::Never;
        }
        let Node::Step(ix) = going.from else { return Passing::Later(0) };
        if let Way::Outcome { decl, .. } = going.edge.way
            && self.flow.excluded(ix).outcome(decl)
        {
            return Passing::Never;
        }
        let graph = self.flow.graph;
        let decides = graph.declared(ix).is_some_and(|decl| decl.core == Core::Branch);
        if !decides && !graph.step_waits(ix) {
            return Passing::Later(0);
        }
        let Some(step) = graph.step(ix) else { return Passing::Later(0) };
        if let Kind::Branch { arms } = &step.kind {
            let taken = match going.edge.way {
                Way::Arm { ordinal, .. } => ordinal as usize,
                Way::Begin
                | Way::BeginAt
                | Way::Next(_)
                | Way::Outcome { .. }
                | Way::NoArm
                | Way::Jump
                | Way::Stop => arms.len() + 1,
            };
            let told = (1..).zip(arms).take(taken);
            let within = told.filter_map(|(at, arm)| wrote_within(&arm.when, at == taken)).min();
            return within.map_or(Passing::Later(0), Passing::Within);
        }
        self.wait(ix, step, going)
    }

    fn wait(&self, ix: StepIx, step: &Step, going: &Going<'_, '_>) -> Passing {
        let has = |effect| step.decl.effects.contains(&effect);
        if let Some(other) = started(&step.kind) {
            let Some(ends) = self.throughs.get(other) else { return Passing::Later(0) };
            return Passing::Through(if goes_badly(going) { ends.badly } else { ends.well });
        }
        if let Waits::For(operand) = step.decl.waits {
            return Passing::Later(self.until(&step.line, operand));
        }
        if let Way::Outcome { decl, handled } = going.edge.way {
            if decl.answers {
                return Passing::Reply;
            }
            if let Some(by_default) = decl.after {
                let written = handled.and_then(|handled| duration(&handled.line, "after"));
                return Passing::Later(written.unwrap_or(by_default.seconds));
            }
        } else if has(Effect::WaitsForContact) {
            return Passing::Reply;
        }
        // Whoever waits in a queue is served at the end of it at the latest.
        let goes_well = match going.edge.way {
            Way::Outcome { decl, .. } => decl.without == Without::Next,
            Way::Next(_) => true,
            Way::Begin | Way::BeginAt | Way::Arm { .. } | Way::NoArm | Way::Jump | Way::Stop => {
                false
            }
        };
        if goes_well && has(Effect::AssignsOwner) {
            let waits = !self.flow.excluded(ix).waits;
            return Passing::Later(if waits { longest_queue(step) } else { 0 });
        }
        Passing::Later(0)
    }

    fn until(&self, line: &Line, operand: &str) -> i64 {
        if let Some(length) = duration(line, operand) {
            return length;
        }
        let moment = line.args.iter().find_map(|arg| {
            let ArgValue::Expr(moment) = &arg.value else { return None };
            Some(moment)
        });
        moment.map_or(0, |moment: &Expr| until(moment, &|hours: &Name| self.facts.closed(hours)))
    }
}

/// Whether an edge is taken where what was asked for did not come about.
fn goes_badly(going: &Going<'_, '_>) -> bool {
    matches!(going.edge.way, Way::Outcome { decl, .. } if decl.without != Without::Next)
}

/// Seconds for which somebody waits in a queue at most.
fn longest_queue(step: &Step) -> i64 {
    let timed = step.decl.outcomes.iter().find_map(|outcome| Some((outcome.word, outcome.after?)));
    let Some((word, by_default)) = timed else { return 0 };
    let written = step.outcomes.iter().find(|handled| handled.decl.word == word);
    let written = written.and_then(|handled| duration(&handled.line, "after"));
    written.unwrap_or(by_default.seconds)
}

fn duration(line: &Line, operand: &str) -> Option<i64> {
    let ArgValue::Duration(length) = line.arg(operand)? else { return None };
    Some(length.seconds)
}
