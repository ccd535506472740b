//! What must hold in a plan beyond its form, so that the runtime can rely on it.

use std::collections::BTreeSet;

use super::{Hours, Plan, StepKind, Target, WorkflowPlan, WorkspacePlan};
use crate::base::{MAX_JUMPS, MAX_STEPS, Name};

/// Says in one clause what does not hold.
pub(super) fn check(plan: &Plan) -> Result<(), String> {
    match plan {
        Plan::Workflow(workflow) => check_workflow(workflow),
        Plan::Workspace(workspace) => check_workspace(workspace),
    }
}

fn check_workflow(plan: &WorkflowPlan) -> Result<(), String> {
    named("workflow", std::iter::once(&plan.name))?;
    if plan.steps.len() > MAX_STEPS {
        return Err(format!("it has more than {MAX_STEPS} steps"));
    }
    let ids = named("step", plan.steps.iter().map(|step| &step.id))?;
    named("variable", plan.variables.iter().map(|variable| &variable.name))?;
    let known = |target: &Target| match target {
        Target::Step(id) if !ids.contains(id) => {
            Err(format!("a step leads to `{id}`, which does not exist"))
        }
        Target::Step(_) | Target::End | Target::Failed | Target::TimedOut => Ok(()),
    };
    known(&plan.entry)?;
    for step in &plan.steps {
        step.kind.targets().into_iter().try_for_each(known)?;
        if let StepKind::Jump { at_most, .. } = step.kind
            && !(1..=MAX_JUMPS).contains(&at_most)
        {
            return Err(format!("`{}` jumps {at_most} times", step.id));
        }
    }
    Ok(())
}

fn check_workspace(plan: &WorkspacePlan) -> Result<(), String> {
    let agents = named("agent", plan.agents.iter().map(|one| &one.name))?;
    named("team", plan.teams.iter().map(|one| &one.name))?;
    named("field", plan.fields.iter().map(|one| &one.name))?;
    named("tag", plan.tags.iter().map(|one| &one.name))?;
    let channels = named("channel", plan.channels.iter().map(|one| &one.name))?;
    named("template", plan.templates.iter().map(|one| &one.name))?;
    named("sheet", plan.sheets.iter().map(|one| &one.name))?;
    named("secret", plan.secrets.iter())?;
    named("hours", plan.hours.iter().map(|one| &one.name))?;
    for team in &plan.teams {
        if let Some(stranger) = team.members.iter().find(|member| !agents.contains(member)) {
            return Err(format!("team `{}` has no agent `{stranger}` to count on", team.name));
        }
    }
    for template in &plan.templates {
        if !channels.contains(&template.channel) {
            let (name, channel) = (&template.name, &template.channel);
            return Err(format!(
                "template `{name}` is for channel `{channel}`, which is not there"
            ));
        }
    }
    zone(&plan.timezone)?;
    plan.hours.iter().try_for_each(check_hours)
}

fn check_hours(hours: &Hours) -> Result<(), String> {
    hours.timezone.iter().try_for_each(zone)?;
    let days = |days: &[u8]| days.iter().all(|day| (1..=7).contains(day));
    let ranges =
        |ranges: &[(u16, u16)]| ranges.iter().all(|(from, to)| *from < MINUTES && *to <= MINUTES);
    let whole = hours.open.iter().all(|open| days(&open.days) && ranges(&open.ranges));
    if !whole || hours.closed.iter().any(|closed| closed.from > closed.to) {
        return Err(format!("hours `{}` have days or times that do not exist", hours.name));
    }
    Ok(())
}

/// Minutes of a day.
const MINUTES: u16 = 1_440;

fn zone(zone: &Name) -> Result<(), String> {
    match jiff::tz::TimeZone::get(zone) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("nothing is known of the time zone `{zone}`")),
    }
}

/// The names of one kind of thing: none empty, none twice.
fn named<'a>(
    what: &str,
    names: impl Iterator<Item = &'a Name>,
) -> Result<BTreeSet<&'a Name>, String> {
    let mut known = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            return Err(format!("a {what} has no name"));
        }
        if !known.insert(name) {
            return Err(format!("the {what} `{name}` is there twice"));
        }
    }
    Ok(known)
}
