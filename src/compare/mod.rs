//! What a change of a program changes: two sets of plans side by side, told by what they do.
//!
//! In: the plans of two programs, and where the texts are known, the facts that promises are
//! followed on. Out: a [`Comparison`], and its renderings for people and for mermaid. Where steps
//! stand in a file, comments and layout make no difference, since plans do not hold them; and two
//! plans of different content always have one. It knows no step by name, and not where plans came
//! from.

mod alike;
mod chart;
mod items;
mod mermaid;
mod model;
mod order;
mod pairs;
mod promises;
mod said;
mod steps;
mod tell;
mod ways;
mod workflow;
mod workspace;

use crate::base::Name;
use crate::lint::Facts;
use crate::plan::{PlanHash, WorkflowPlan, WorkspacePlan};

pub use mermaid::mermaid;
pub use model::{
    COMPARISON_VERSION, Change, Compared, Comparison, Detail, Document, ItemChange, PathStep,
    Place, PromiseChange, StepChange, Way, WayChange, WorkflowChange,
};
pub use tell::{summary, tell};

/// One of the two programs.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a, 'g, 'p> {
    /// Its workspace; none where nothing is known of it.
    pub workspace: Option<&'a WorkspacePlan>,
    /// Its workflows, by name.
    pub workflows: &'a [WorkflowPlan],
    /// What its promises are followed on; none where only the plans are there.
    pub facts: Option<&'a Facts<'g, 'p>>,
}

/// What is different in the newer of two programs. A workspace of which one side knows nothing is
/// not spoken of.
#[must_use]
pub fn compare(old: &Side<'_, '_, '_>, new: &Side<'_, '_, '_>) -> Comparison {
    let workspace = match (old.workspace, new.workspace) {
        (Some(old), Some(new)) => workspace::compare(old, new),
        (None, _) | (_, None) => Vec::new(),
    };
    let both = pair_workflows(old.workflows, new.workflows);
    let workflows: Vec<WorkflowChange> =
        both.iter().filter_map(|(old, new)| workflow::compare(*old, *new)).collect();
    let mut comparison = Comparison { promises: Vec::new(), workspace, workflows };
    let may_differ = !comparison.is_same() || both.iter().any(|(old, new)| differ(*old, *new));
    if may_differ {
        comparison.promises = promises::compare(old, new, &both);
    }
    comparison
}

/// A workflow before and after; one of them is there.
type Pair<'a> = (Option<&'a WorkflowPlan>, Option<&'a WorkflowPlan>);

fn differ(old: Option<&WorkflowPlan>, new: Option<&WorkflowPlan>) -> bool {
    let hash = |plan: Option<&WorkflowPlan>| plan.map(PlanHash::of_workflow);
    hash(old) != hash(new)
}

/// Workflows of one name, and those that have another name and are otherwise the same.
fn pair_workflows<'a>(old: &'a [WorkflowPlan], new: &'a [WorkflowPlan]) -> Vec<Pair<'a>> {
    let named = |plans: &'a [WorkflowPlan], name: &str| plans.iter().find(|one| one.name == name);
    let gone = old.iter().filter(|plan| named(new, &plan.name).is_none());
    let mut gone: Vec<(PlanHash, &WorkflowPlan)> = gone.map(|plan| (unnamed(plan), plan)).collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for plan in new {
        let before = named(old, &plan.name).or_else(|| {
            let content = unnamed(plan);
            let at = gone.iter().position(|(other, _)| *other == content)?;
            Some(gone.remove(at).1)
        });
        pairs.push((before, Some(plan)));
    }
    pairs.extend(gone.into_iter().map(|(_, plan)| (Some(plan), None)));
    pairs.sort_by_key(|(old, new)| new.or(*old).map(|plan| &plan.name));
    pairs
}

/// The hash of a workflow without what it is called.
fn unnamed(plan: &WorkflowPlan) -> PlanHash {
    let (name, title) = (Name::default(), Name::default());
    PlanHash::of_workflow(&WorkflowPlan { name, title, ..plan.clone() })
}
