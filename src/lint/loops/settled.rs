//! Which conditions come out the same in every round of a loop.

use super::all_changes;
use super::hop::{Hop, awake};
use crate::base::{Place, Root};
use crate::graph::{Going, Node, Way};
use crate::lint::changes::{Change, Stored, all, copied, is_tags, tags, values};
use crate::lint::conditions::{holds, same};
use crate::lint::expressions::reads;
use crate::lint::facts::{Facts, Flow};
use crate::program::{Expr, ExprKind, Kind, Line};
use crate::solve::{Cases, solve};
use crate::vocabulary::{self as decl, Effect};

/// What moves while some workflows set each other off.
pub(super) struct Moving<'p> {
    changes: Vec<Change<'p>>,
    owner: bool,
    messages: bool,
}

impl<'p> Moving<'p> {
    pub(super) fn of(facts: &Facts<'_, 'p>, hops: &[Hop<'p>]) -> Self {
        let does = |effects: &[Effect]| {
            hops.iter().any(|hop| {
                facts.flows.get(hop.from).is_some_and(|flow| {
                    let does =
                        |decl: &decl::Step| decl.effects.iter().any(|one| effects.contains(one));
                    flow.graph.steps_of(does).next().is_some()
                })
            })
        };
        Self {
            changes: all_changes(facts, hops),
            owner: does(&[Effect::AssignsOwner, Effect::DropsOwner]),
            messages: does(&[Effect::Sends]),
        }
    }

    /// Whether a change is made anew in each round: something undoes it, or its value is another
    /// each time.
    pub(super) fn is_undone(&self, change: &Change<'_>) -> bool {
        self.grows(change) || self.changes.iter().any(|other| other.undoes(change))
    }

    /// Whether a stored value is made of what the loop stores, so that it is another each time; or
    /// is a copy of such a value.
    fn grows(&self, change: &Change<'_>) -> bool {
        let Change::Store(_, Stored::Value(value)) = change else { return false };
        match copied(value) {
            Some(from) => self.changes.iter().any(|other| match other {
                Change::Store(to, Stored::Value(value)) => *to == from && self.is_made(value),
                Change::Store(..) | Change::Tag(..) | Change::Open | Change::Close(_) => false,
            }),
            None => self.is_made(value),
        }
    }

    /// Whether an expression computes with what the loop stores. What only chooses or copies comes
    /// to rest.
    fn is_made(&self, value: &Expr) -> bool {
        let computes = if let ExprKind::Binary(operator, ..) = &value.kind {
            operator.is_arithmetic()
        } else {
            matches!(&value.kind, ExprKind::Template(pieces) if pieces.len() > 1)
        };
        let mut found = false;
        if computes {
            reads(value, &mut |place| found |= !self.is_still(place));
        }
        value.each_part(|part| found |= self.is_made(part));
        found
    }

    /// Whether a place can hold the value that a line names.
    pub(super) fn may_hold(&self, place: &Place, line: &Line) -> bool {
        let Some(wanted) = values(line).into_iter().next() else { return true };
        self.changes.iter().any(|change| match change {
            Change::Store(one, Stored::Value(value)) if *one == place => {
                let ExprKind::Literal(literal) = &value.kind else { return true };
                same(literal, &wanted) != Some(false)
            }
            Change::Store(one, Stored::Unknown) => *one == place,
            Change::Store(..) | Change::Tag(..) | Change::Open | Change::Close(_) => false,
        })
    }

    /// What has to be true of the contact for one hop to be followed by another; none where no way
    /// leads there, or one whose conditions the loop itself may change.
    pub(super) fn way(
        &self,
        facts: &Facts<'_, 'p>,
        hop: &Hop<'p>,
        next: &Hop<'p>,
    ) -> Option<Cases> {
        let flow = facts.flows.get(hop.to)?;
        let mut assumed = Cases::any();
        for when in hop.trigger.iter().flat_map(|trigger| &trigger.when) {
            assumed = self.assume(flow, hop, when, true, assumed)?;
        }
        let graph = flow.graph;
        let passes = |going: &Going<'_, 'p>| match going.edge.way {
            Way::Begin => hop.at.is_none(),
            Way::BeginAt => {
                let label = graph.step_at(going.to).map(|step| &step.id);
                hop.at.is_some() && label == hop.at
            }
            Way::Next(_)
            | Way::Outcome { .. }
            | Way::Arm { .. }
            | Way::NoArm
            | Way::Jump
            | Way::Stop => {
                awake(flow, going.from) && self.taken(flow, hop, going, Cases::any()).is_some()
            }
        };
        let follow = |_: usize, going: &Going<'_, 'p>| passes(going).then_some(0);
        let goal = |node: Node, _: usize| node == Node::Step(next.ix);
        let route = graph.route(1, (Node::Entry, 0), follow, goal)?;
        for going in &route {
            assumed = self.taken(flow, hop, going, assumed)?;
        }
        Some(assumed)
    }

    /// What is assumed where an edge is taken.
    fn taken(
        &self,
        flow: &Flow<'_, '_>,
        hop: &Hop<'_>,
        going: &Going<'_, '_>,
        mut assumed: Cases,
    ) -> Option<Cases> {
        let Some(step) = flow.graph.step_at(going.from) else { return Some(assumed) };
        let Kind::Branch { arms } = &step.kind else { return Some(assumed) };
        let taken = match going.edge.way {
            Way::Arm { ordinal, .. } => ordinal as usize,
            Way::NoArm => arms.len() + 1,
            Way::Begin
            | Way::BeginAt
            | Way::Next(_)
            | Way::Outcome { .. }
            | Way::Jump
            | Way::Stop => {
                return Some(assumed);
            }
        };
        for (at, arm) in (1..).zip(arms).take(taken) {
            assumed = self.assume(flow, hop, &arm.when, at == taken, assumed)?;
        }
        Some(assumed)
    }

    fn assume(
        &self,
        flow: &Flow<'_, '_>,
        hop: &Hop<'_>,
        cond: &Expr,
        truth: bool,
        assumed: Cases,
    ) -> Option<Cases> {
        // What the hop changed says nothing any more where the workflow changes it again.
        let told = hop.change.filter(|change| all(flow.graph).all(|other| !other.is_of(change)));
        let tells = |test: &Expr| told.and_then(|change| change.tells(test));
        match holds(cond, &tells) {
            Some(found) => (found == truth).then_some(assumed),
            None => {
                let still = self.stays(cond, &tells);
                still.then(|| assumed.and(&solve(cond, truth).cases).0)
            }
        }
    }

    /// Whether nothing in the loop changes what a condition comes out as.
    fn stays(&self, cond: &Expr, tells: &dyn Fn(&Expr) -> Option<bool>) -> bool {
        if tells(cond).is_some() {
            return true;
        }
        if let ExprKind::Logic(_, sides) = &cond.kind {
            return sides.iter().all(|side| self.stays(side, tells));
        }
        if let ExprKind::Not(of) = &cond.kind {
            return self.stays(of, tells);
        }
        if let ExprKind::Binary(_, list, asked) = &cond.kind
            && is_tags(list)
            && let Some(asked) = tags(asked)
        {
            let touched =
                |change: &Change<'_>| matches!(change, Change::Tag(tag, _) if asked.contains(tag));
            return !self.changes.iter().any(touched);
        }
        let mut still = true;
        reads(cond, &mut |place| still &= self.is_still(place));
        still
    }

    /// Whether a place holds the same in every round.
    fn is_still(&self, place: &Place) -> bool {
        let changed = |is: &dyn Fn(&Change<'_>) -> bool| self.changes.iter().any(is);
        match place.of {
            Root::Contact if place.name == "tags" => {
                !changed(&|change| matches!(change, Change::Tag(..)))
            }
            Root::Contact => {
                !changed(&|change| matches!(change, Change::Store(one, _) if *one == place))
            }
            Root::Assignee => !self.owner,
            Root::Conversation => {
                !self.messages
                    && !changed(&|change| matches!(change, Change::Open | Change::Close(_)))
            }
            Root::Workspace | Root::Now | Root::Today | Root::Hours | Root::Secret => true,
            Root::Message | Root::Trigger | Root::Var => false,
        }
    }
}
