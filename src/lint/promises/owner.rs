//! `ensure owner`: nobody is left without an owner.

use super::{Case, is_end};
use crate::base::{Name, Place, Root};
use crate::graph::{Followed, Going, Node, Way};
use crate::lint::ways::{Found, Quest};
use crate::program::{Kind, Workflow};
use crate::vocabulary::Effect;

const OWNED: usize = 1;
const CLOSED: usize = 2;
const HANDED_OVER: usize = 4;

/// The shortest way that ends with an open conversation and no owner, and where nobody has taken
/// over who promises one.
pub(crate) fn owner<'g, 'p>(case: &Case<'_, 'g, 'p>) -> Found<'g, 'p> {
    let promises =
        |other: &Workflow| other.promises.iter().any(|promise| promise.decl.word == "owner");
    let owner = followed(case);
    let follow =
        |state: usize, going: &Going<'_, '_>| follow_owner(case, owner, state, going, &promises);
    let goal = |node: Node, state: usize| is_end(node) && state == 0;
    case.ways.shortest(&Quest { states: 8, follow: &follow, goal: &goal })
}

/// That somebody owns the contact.
pub(super) fn followed(case: &Case<'_, '_, '_>) -> Followed {
    let owner = Place { of: Root::Assignee, name: Name::new_static("id"), which: None };
    case.flow.known().followed(&owner)
}

/// What is true of the contact behind an edge: owned, closed, handed over to a workflow that
/// `takes_over`. None where the edge cannot happen.
pub(super) fn follow_owner(
    case: &Case<'_, '_, '_>,
    owner: Followed,
    state: usize,
    going: &Going<'_, '_>,
    takes_over: &dyn Fn(&Workflow) -> bool,
) -> Option<usize> {
    if !case.happens(going) {
        return None;
    }
    let owned = case.flow.known().carries(owner, going, state & OWNED != 0)?;
    let mut next = if owned { state | OWNED } else { state & !OWNED };
    if case.does(going.from, Effect::OpensConversation) {
        next &= !CLOSED;
    }
    if case.does(going.from, Effect::ClosesConversation) {
        next |= CLOSED;
    }
    if hands_over(case, going, takes_over) {
        next |= HANDED_OVER;
    }
    Some(next)
}

/// Whether another workflow that looks after the contact takes over on an edge.
fn hands_over(
    case: &Case<'_, '_, '_>,
    going: &Going<'_, '_>,
    takes_over: &dyn Fn(&Workflow) -> bool,
) -> bool {
    let Some(step) = case.flow.graph.step_at(going.from) else { return false };
    let Kind::Start { workflow } = &step.kind else { return false };
    if !matches!(going.edge.way, Way::Next(_)) || workflow.0 == case.flow.graph.workflow().name {
        return false;
    }
    let mut workflows = case.program.workflows.iter();
    workflows.find(|other| other.name == workflow.0).is_some_and(takes_over)
}
