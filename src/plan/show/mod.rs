//! The readable form of plans, made to be reviewed in a diff: one step a line, where it leads
//! below it, everything in the words of the language. It is never read back.

mod block;
mod expression;
mod line;
mod step;
mod text;
mod workflow;
mod workspace;

pub use expression::show_expression;
pub use line::{show_operand, show_trigger_settings};
pub use step::{ShownWay, show_head, show_settings, show_ways};
pub use workflow::{show_event, show_promise, show_target};
pub use workspace::{show_closed, show_opening};

use super::{PLAN_VERSION, Plan};

/// A plan for reviewers: the same content gives the same text. Lines of the source are left out,
/// so that only a change of meaning shows.
#[must_use]
pub fn show(plan: &Plan) -> String {
    let mut out = format!("# rondel plan {PLAN_VERSION}, {}\n", plan.hash());
    match plan {
        Plan::Workflow(plan) => workflow::put_workflow(plan, &mut out),
        Plan::Workspace(plan) => workspace::put_workspace(plan, &mut out),
    }
    out
}

/// Minutes since midnight as a time: `09:00`.
pub(super) fn minutes(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
