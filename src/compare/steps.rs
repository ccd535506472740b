//! The steps of a workflow, before and after.

use super::alike::pair;
use super::model::{Change, Detail, Place, StepChange, WayChange};
use super::pairs::Pairs;
use super::said::{Said, differences};
use super::ways::{self, Ids};
use crate::base::Name;
use crate::plan::{
    Arg, Setting, Step, StepKind, Target, WorkflowPlan, show_expression, show_head, show_operand,
    show_settings, show_ways,
};

/// The steps of both sides, and which are which.
pub(super) struct Steps<'a> {
    old: &'a [Step],
    new: &'a [Step],
    entries: (Option<&'a Target>, Option<&'a Target>),
    pairs: Pairs,
    ids: Ids<'a>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(old: Option<&'a WorkflowPlan>, new: Option<&'a WorkflowPlan>) -> Self {
        let steps = |plan: Option<&'a WorkflowPlan>| plan.map_or(&[][..], |plan| &plan.steps);
        let entries = (old.map(|plan| &plan.entry), new.map(|plan| &plan.entry));
        let (old, new) = (steps(old), steps(new));
        let pairs = pair(old, new);
        let mut ids = Ids::default();
        for (at, step) in old.iter().enumerate() {
            match pairs.newer(at).and_then(|at| new.get(at)) {
                Some(newer) => {
                    ids.newer.insert(&step.id, &newer.id);
                }
                None => ids.behind_gone.extend(ways::on(&step.kind).map(|to| (&step.id, to))),
            }
        }
        let added = pairs.lone_new().filter_map(|at| new.get(at));
        ids.behind_new = added.filter_map(|step| Some((&step.id, ways::on(&step.kind)?))).collect();
        Self { old, new, entries, pairs, ids }
    }

    /// Where a run begins, if that is elsewhere.
    pub(super) fn begin(&self) -> Option<WayChange> {
        ways::begin(self.entries.0, self.entries.1, &self.ids)
    }

    /// Every step that is not as it was.
    pub(super) fn changes(&self) -> Vec<StepChange> {
        let moved = self.pairs.moved();
        let mut changes = Vec::new();
        for (before, after) in self.pairs.merged() {
            let was = before.and_then(|at| self.old.get(at));
            let is = after.and_then(|at| self.new.get(at));
            let Some(mut change) = self.change(was, is) else { continue };
            if let (Some(before), Some(after)) = (before, after)
                && moved.get(after).copied().unwrap_or_default()
            {
                let (old, new) = (before_of(self.old, before), before_of(self.new, after));
                change.details.push(Detail::of_place(old, new));
            }
            if !change.is_same() {
                changes.push(change);
            }
        }
        changes
    }

    fn change(&self, old: Option<&Step>, new: Option<&Step>) -> Option<StepChange> {
        let step = new.or(old)?;
        let (was, is) = (old.map(|step| &step.kind), new.map(|step| &step.kind));
        let (change, mut details) = match (was, is) {
            (Some(was), Some(is)) => (Change::Changed, differences(&says(was), &says(is))),
            (Some(was), None) => (Change::Removed, differences(&settings(was), &[])),
            (None, is) => (Change::Added, differences(&[], &is.map(settings).unwrap_or_default())),
        };
        let (ways, in_another_order) = ways::compare(was, is, &self.ids);
        if in_another_order {
            details.push(Detail {
                what: "order of outcomes".to_owned(),
                old: was.map(outcomes),
                new: is.map(outcomes),
            });
        }
        Some(StepChange {
            change,
            id: step.id.clone(),
            old_id: old.map(|old| old.id.clone()).filter(|old| *old != step.id),
            text: show_head(&step.kind),
            place: step.source.clone().map(|(file, line)| Place { file, line }),
            details,
            ways,
        })
    }
}

impl StepChange {
    fn is_same(&self) -> bool {
        self.change == Change::Changed
            && self.old_id.is_none()
            && self.details.is_empty()
            && self.ways.is_empty()
    }
}

/// Everything that is said in a step, but where it leads. Nothing of a plan may be left out, so
/// that none of it changes unseen.
pub(super) fn says(kind: &StepKind) -> Vec<Said> {
    let mut says = match kind {
        StepKind::Act { verb, args, settings: _, outcomes: _, next: _ } => {
            let mut says = vec![Said::new("step", verb.as_str(), &("act", verb))];
            let arg =
                |(name, arg): &(Name, Arg)| Said::new(name.as_str(), show_operand(arg, 0), arg);
            says.extend(args.iter().map(arg));
            says
        }
        StepKind::Set { place, value, failed: _, next: _ } => {
            let verb = if value.is_some() { "set" } else { "clear" };
            let mut says =
                vec![Said::new("step", verb, &verb), Said::new("place", place.to_string(), place)];
            let value = value.as_ref();
            says.extend(value.map(|value| Said::new("value", show_expression(value), value)));
            says
        }
        StepKind::Branch { arms: _, otherwise: _ } => vec![Said::new("step", "branch", &"branch")],
        // How often is a part of the way's name.
        StepKind::Jump { to: _, at_most: _, exhausted: _ } => {
            vec![Said::new("step", "jump", &"jump")]
        }
        StepKind::Start { workflow, with: _, at: _, and_wait: _, failed: _, next: _ } => vec![
            Said::new("step", "start", &"start"),
            Said::new("workflow", workflow.as_str(), workflow),
        ],
        StepKind::End => vec![Said::new("step", "stop", &"stop")],
    };
    says.extend(settings(kind));
    says
}

/// The settings of a step.
fn settings(kind: &StepKind) -> Vec<Said> {
    let shown = show_settings(kind).into_iter().map(|lines| without_indent(&lines));
    match kind {
        StepKind::Act { settings, .. } => {
            let said = |(setting, shown): (&Setting, String)| {
                Said::new(setting.name.as_str(), shown, setting)
            };
            settings.iter().zip(shown).map(said).collect()
        }
        StepKind::Start { with, at, and_wait, .. } => {
            let with = (!with.is_empty()).then(|| ("with", super::said::to_the_letter(with)));
            let at = at.as_ref().map(|at| ("at", at.to_string()));
            let and_wait = and_wait.then(|| ("and_wait", String::new()));
            let said = with.into_iter().chain(at).chain(and_wait);
            said.zip(shown).map(|((what, exact), shown)| Said::new(what, shown, &exact)).collect()
        }
        StepKind::Set { .. } | StepKind::Branch { .. } | StepKind::Jump { .. } | StepKind::End => {
            Vec::new()
        }
    }
}

fn without_indent(lines: &str) -> String {
    let lines = lines.lines().map(|line| line.strip_prefix("  ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn outcomes(kind: &StepKind) -> String {
    let names = show_ways(kind).into_iter().map(|way| way.name);
    names.collect::<Vec<_>>().join(", ")
}

/// What a step stands behind.
fn before_of(steps: &[Step], at: usize) -> Option<&str> {
    steps.get(at.checked_sub(1)?).map(|step| step.id.as_str())
}
