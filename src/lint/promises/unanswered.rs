//! `ensure at_most N unanswered`: the contact is not talked at.

use super::Case;
use crate::graph::{Going, Node, Way};
use crate::lint::ways::{Found, Quest};
use crate::vocabulary::Effect;

/// The shortest way on which more than `most` messages leave with none from the contact between.
pub(crate) fn at_most_unanswered<'g, 'p>(case: &Case<'_, 'g, 'p>, most: usize) -> Found<'g, 'p> {
    let follow = |state: usize, going: &Going<'_, '_>| {
        if !case.happens(going) || state > most {
            return None;
        }
        let answered = case.does(going.from, Effect::WaitsForContact) && is_answer(going);
        let before = if answered { 0 } else { state };
        Some(before + usize::from(case.does(going.to, Effect::Sends)))
    };
    let goal = |_: Node, state: usize| state > most;
    case.ways.shortest(&Quest { states: most + 2, follow: &follow, goal: &goal })
}

/// Whether the contact has said something where a step that waits for it ends in this.
fn is_answer(going: &Going<'_, '_>) -> bool {
    match going.edge.way {
        Way::Next(_) => true,
        Way::Outcome { decl, .. } => decl.after.is_none() && decl.word != "failed",
        Way::Begin | Way::BeginAt | Way::Arm { .. } | Way::NoArm | Way::Jump | Way::Stop => false,
    }
}
