//! Ways that end as meant and leave an open conversation without an owner.

use super::Case;
use super::owner::{follow_owner, followed};
use crate::graph::{Going, Node, Route, Way};
use crate::lint::ways::{Found, Quest};
use crate::program::{Kind, Workflow};
use crate::vocabulary::Effect;

/// The shortest way from a trigger that ends as meant with an open conversation and no owner, and
/// where no workflow that assigns has taken over.
pub(crate) fn ownerless<'g, 'p>(case: &Case<'_, 'g, 'p>) -> Option<Route<'g, 'p>> {
    let owner = followed(case);
    let follow = |state: usize, going: &Going<'_, '_>| {
        if matches!(going.edge.way, Way::BeginAt) {
            return None;
        }
        follow_owner(case, owner, state, going, &assigns)
    };
    let goal = |node: Node, state: usize| node == Node::End && state == 0;
    match case.ways.shortest(&Quest { states: 8, follow: &follow, goal: &goal }) {
        Found::Way(route) => Some(route),
        Found::Never | Found::Perhaps(_) => None,
    }
}

/// Whether a workflow assigns, or starts another one, which is looked at for itself.
fn assigns(workflow: &Workflow) -> bool {
    let mut open = vec![&workflow.body];
    while let Some(block) = open.pop() {
        for step in &block.steps {
            let starts = matches!(step.kind, Kind::Start { .. });
            if starts || step.decl.effects.contains(&Effect::AssignsOwner) {
                return true;
            }
            open.extend(step.blocks());
        }
    }
    false
}
