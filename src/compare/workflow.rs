//! A workflow, before and after.

use super::items::{self, Item};
use super::model::{Change, WorkflowChange};
use super::said::{Said, differences};
use super::steps::Steps;
use crate::plan::{
    Overlap, PlanHash, Settings, Trigger, Variable, WorkflowPlan, show_event, show_expression,
    show_trigger_settings,
};

/// What differs; none where nothing does. What is promised is told elsewhere.
pub(super) fn compare(
    old: Option<&WorkflowPlan>,
    new: Option<&WorkflowPlan>,
) -> Option<WorkflowChange> {
    if let (Some(old), Some(new)) = (old, new)
        && PlanHash::of_workflow(old) == PlanHash::of_workflow(new)
    {
        return None;
    }
    let plan = new.or(old)?;
    let steps = Steps::new(old, new);
    let change = match (old, new) {
        (Some(_), Some(_)) => Change::Changed,
        (Some(_), None) => Change::Removed,
        (None, _) => Change::Added,
    };
    let told = WorkflowChange {
        change,
        name: plan.name.clone(),
        old_name: old.map(|old| old.name.clone()).filter(|old| *old != plan.name),
        details: differences(&says(old), &says(new)),
        triggers: items::compare(&triggers(old), &triggers(new)),
        begin: steps.begin(),
        steps: steps.changes(),
    };
    (!told.is_same()).then_some(told)
}

impl WorkflowChange {
    fn is_same(&self) -> bool {
        self.change == Change::Changed
            && self.old_name.is_none()
            && self.details.is_empty()
            && self.triggers.is_empty()
            && self.begin.is_none()
            && self.steps.is_empty()
    }
}

/// What is said of the whole. Nothing of a plan may be left out, so that none of it changes unseen.
fn says(plan: Option<&WorkflowPlan>) -> Vec<Said> {
    let Some(plan) = plan else { return Vec::new() };
    let WorkflowPlan {
        name: _,
        title,
        settings,
        triggers: _,
        promises: _,
        variables,
        entry: _,
        steps: _,
    } = plan;
    let Settings { once_per_contact, overlap, stop_when } = settings;
    let once = if *once_per_contact { "yes" } else { "no" };
    let second = match overlap {
        Overlap::Skip => "skip",
        Overlap::Restart => "restart",
    };
    let mut says = vec![
        Said::new("title", title.as_str(), title),
        Said::new("once per_contact", once, once_per_contact),
        Said::new("overlap", second, overlap),
    ];
    says.extend(stop_when.iter().map(|stop| Said::of_many("stop when", stop.word(), stop)));
    says.extend(variables.iter().map(|Variable { name, r#type }| {
        Said::new(format!("variable {name}"), r#type.as_str(), r#type)
    }));
    says
}

fn triggers(plan: Option<&WorkflowPlan>) -> Vec<Item> {
    plan.map_or_else(Vec::new, |plan| plan.triggers.iter().map(trigger).collect())
}

fn trigger(trigger: &Trigger) -> Item {
    let Trigger { event, args, settings, when } = trigger;
    let line = show_event(trigger);
    let mut says = vec![Said::new("event", line.as_str(), &(event, args))];
    let shown = show_trigger_settings(trigger);
    says.extend(
        settings
            .iter()
            .zip(shown)
            .map(|(setting, shown)| Said::new(setting.name.as_str(), shown.trim_end(), setting)),
    );
    says.extend(when.iter().map(|when| Said::new("when", show_expression(when), when)));
    let name = line.trim_start_matches("on ").to_owned();
    Item { kind: "on", name, group: Some(event.to_string()), says }
}
