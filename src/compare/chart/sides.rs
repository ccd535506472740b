//! The steps and lines of both sides, as they are drawn.

use std::collections::HashMap;

use super::{Drawn, Line, Spot};
use crate::base::Name;
use crate::compare::model::{Change, StepChange, Way, WayChange, WorkflowChange};
use crate::plan::{ShownWay, Step, Target, WorkflowPlan, show_ways};

/// Both workflows, and what is known of their steps.
pub(super) struct Sides<'a, 't> {
    old: Option<&'a WorkflowPlan>,
    new: Option<&'a WorkflowPlan>,
    told: &'t WorkflowChange,
    /// The place of every newer step.
    newer: HashMap<&'a Name, usize>,
    /// The place of every older step.
    older: HashMap<&'a Name, usize>,
    /// What became of newer steps.
    changes: HashMap<&'t Name, &'t StepChange>,
    /// What became of steps that are gone, by their older ids.
    gone: HashMap<&'t Name, &'t StepChange>,
    /// The newer ids of steps that have another one now.
    renamed: HashMap<&'t Name, &'t Name>,
}

impl<'a, 't> Sides<'a, 't> {
    pub(super) fn new(
        old: Option<&'a WorkflowPlan>,
        new: Option<&'a WorkflowPlan>,
        told: &'t WorkflowChange,
    ) -> Self {
        let places = |plan: Option<&'a WorkflowPlan>| {
            let steps = plan.map_or(&[][..], |plan| &plan.steps);
            steps.iter().enumerate().map(|(at, step)| (&step.id, at)).collect()
        };
        let (gone, here): (Vec<&StepChange>, Vec<&StepChange>) =
            told.steps.iter().partition(|step| step.change == Change::Removed);
        let renamed = here.iter().filter_map(|step| Some((step.old_id.as_ref()?, &step.id)));
        Self {
            old,
            new,
            told,
            newer: places(new),
            older: places(old),
            renamed: renamed.collect(),
            changes: here.iter().map(|step| (&step.id, *step)).collect(),
            gone: gone.iter().map(|step| (&step.id, *step)).collect(),
        }
    }

    pub(super) fn steps(&self) -> Vec<Drawn<'a>> {
        let here = self.new.into_iter().flat_map(|plan| plan.steps.iter().enumerate());
        let here = here.map(|(at, step)| {
            let told = self.changes.get(&step.id);
            let change = told.filter(|told| !told.is_quiet()).map(|told| told.change);
            Drawn { spot: Spot::Step(at), step, change }
        });
        let gone = self.old.into_iter().flat_map(|plan| plan.steps.iter().enumerate());
        let gone = gone.filter(|(_, step)| self.gone.contains_key(&step.id));
        let gone = gone.map(|(at, step)| Drawn {
            spot: Spot::Gone(at),
            step,
            change: Some(Change::Removed),
        });
        here.chain(gone).collect()
    }

    /// Where a target of the newer workflow stands.
    fn spot(&self, to: &Target) -> Spot {
        match to {
            Target::Step(id) => self.newer.get(id).map_or(Spot::End, |at| Spot::Step(*at)),
            Target::End => Spot::End,
            Target::Failed => Spot::Failed,
            Target::TimedOut => Spot::TimedOut,
        }
    }

    /// Where a target of the older workflow stands.
    fn old_spot(&self, to: &Target) -> Spot {
        let Target::Step(id) = to else { return self.spot(to) };
        if self.gone.contains_key(id) {
            return self.older.get(id).map_or(Spot::End, |at| Spot::Gone(*at));
        }
        let id = self.renamed.get(id).copied().unwrap_or(id);
        self.newer.get(id).map_or(Spot::End, |at| Spot::Step(*at))
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        self.begin(&mut lines);
        for (at, step) in self.new.into_iter().flat_map(|plan| plan.steps.iter().enumerate()) {
            let told = self.changes.get(&step.id).copied();
            for way in drawn(step) {
                let change = self.change_of(told, &way);
                add(&mut lines, Spot::Step(at), self.spot(way.to), &way, change);
            }
            for way in told.into_iter().flat_map(StepChange::telling_ways) {
                self.was(Spot::Step(at), way, &mut lines);
            }
        }
        for (at, step) in self.old.into_iter().flat_map(|plan| plan.steps.iter().enumerate()) {
            if self.gone.contains_key(&step.id) {
                for way in drawn(step) {
                    let to = self.old_spot(way.to);
                    add(&mut lines, Spot::Gone(at), to, &way, Some(Change::Removed));
                }
            }
        }
        lines
    }

    fn begin(&self, lines: &mut Vec<Line>) {
        let plain = |to: Spot, change: Option<Change>| Line {
            from: Spot::Begin,
            to,
            names: Vec::new(),
            written: true,
            change,
        };
        if let Some(plan) = self.new {
            let change = self.told.begin.as_ref().map(|_| Change::Added);
            lines.push(plain(self.spot(&plan.entry), change));
        }
        if let Some(old) = self.told.begin.as_ref().and_then(|way| way.old.as_ref()) {
            let to = self.old_spot(&old.to);
            if matches!(to, Spot::Gone(_)) || self.told.begin.iter().any(|way| !way.implied) {
                lines.push(plain(to, Some(Change::Removed)));
            }
        }
    }

    /// What became of a way of a newer step.
    fn change_of(&self, told: Option<&StepChange>, way: &ShownWay<'_>) -> Option<Change> {
        let told = told?;
        if told.change == Change::Added {
            return Some(Change::Added);
        }
        let is_it = |one: &&Way| one.outcome == way.name && one.to == *way.to;
        let change = told.ways.iter().find(|one| one.new.as_ref().filter(is_it).is_some())?;
        match &change.old {
            Some(old) if self.old_spot(&old.to) == self.spot(way.to) => Some(Change::Changed),
            Some(_) | None => Some(Change::Added),
        }
    }

    /// A way of a newer step as it was, if it led elsewhere.
    fn was(&self, from: Spot, told: &WayChange, lines: &mut Vec<Line>) {
        let Some(old) = &told.old else { return };
        let to = self.old_spot(&old.to);
        let leads_on = told.new.as_ref().is_some_and(|new| self.spot(&new.to) == to);
        let is_beside = told.implied && !matches!(to, Spot::Gone(_));
        if leads_on || is_beside {
            return;
        }
        let names = if old.goes_on { Vec::new() } else { vec![old.outcome.clone()] };
        let (written, change) = (!old.by_default, Some(Change::Removed));
        join(lines, Line { from, to, names, written, change });
    }
}

/// The ways of a step that are worth a line: what goes on as if nothing had happened has none.
fn drawn(step: &Step) -> Vec<ShownWay<'_>> {
    let mut ways = show_ways(&step.kind);
    let on = ways.iter().find(|way| way.goes_on && !way.is_idle).map(|way| way.to.clone());
    ways.retain(|way| {
        let is_written = match way.outcome {
            Some(_) => !way.by_default,
            None => way.goes_on || way.when.is_some(),
        };
        !way.is_idle && (is_written || Some(way.to) != on.as_ref())
    });
    ways
}

fn add(lines: &mut Vec<Line>, from: Spot, to: Spot, way: &ShownWay<'_>, change: Option<Change>) {
    let names = if way.goes_on { Vec::new() } else { vec![way.name.clone()] };
    join(lines, Line { from, to, names, written: !way.by_default, change });
}

/// Lines between the same two things are one, unless one of them has no name.
fn join(lines: &mut Vec<Line>, line: Line) {
    let is_one = |known: &&mut Line| {
        (known.from, known.to, known.change) == (line.from, line.to, line.change)
            && known.names.is_empty() == line.names.is_empty()
    };
    // Only the lines of one step, which stand together, can be one.
    match lines.iter_mut().rev().take(64).find(is_one) {
        Some(known) => {
            known.names.extend(line.names);
            known.written |= line.written;
        }
        None => lines.push(line),
    }
}
