//! The bridge between the towers: what the runtime needs to know of a program, and nothing more.
//!
//! In: a checked program. Out: one [`WorkflowPlan`] a workflow and one [`WorkspacePlan`], their
//! versioned file form with a content hash, and a readable form made to be reviewed in a diff.

mod check;
mod expr;
mod file;
mod hash;
mod lower;
mod plans;
mod read;
mod show;
#[cfg(test)]
mod tests;
mod workflow;
mod workspace;

pub use expr::{Expr, Literal, PathPart, Piece, Place, Root};
#[cfg(feature = "schema")]
pub use file::schemas;
pub use file::write;
pub use hash::PlanHash;
pub(crate) use lower::expression;
pub use lower::plans;
pub use plans::{Difference, Plan, PlanFile, Plans, Staleness, differences, files, is_plan_file};
pub use read::{PlanError, read};
pub use show::{
    ShownWay, show, show_closed, show_event, show_expression, show_head, show_opening,
    show_operand, show_promise, show_settings, show_target, show_trigger_settings, show_ways,
};
pub use workflow::{
    Arg, Arm, Outcome, Overlap, Setting, Settings, Step, StepKind, StopWhen, Target, Trigger,
    Variable, WorkflowPlan,
};
pub use workspace::{
    Agent, Channel, Closed, Field, Hours, Opening, Sheet, Tag, Team, Template, WorkspacePlan,
};

/// The version of the file form. A file of a higher one is refused.
pub const PLAN_VERSION: u32 = 1;
