//! The steps of a workflow, before and after.

use std::collections::{HashMap, HashSet};

use super::lines::Lines;
use super::{detail, sign};
use crate::base::Name;
use crate::compare::{Change, Place, StepChange, Way, WayChange, WorkflowChange};
use crate::graph::draw::{cut, one_line};
use crate::plan::{Target, show_target};
use crate::report::Tint;

/// Steps that are named in a row before the rest is only counted.
const MOST_NAMES: usize = 8;

/// Every step that does something else. Those that only have another name, or stand elsewhere, are
/// named in the end.
pub(super) fn tell(told: &WorkflowChange, lines: &mut Lines) {
    let names = Names::of(told);
    told.begin.iter().filter(|way| !way.implied).for_each(|way| changed_way(way, &names, 1, lines));
    for step in &told.steps {
        match step.change {
            Change::Changed if step.is_quiet() => {}
            Change::Changed => changed(step, &names, lines),
            Change::Added => added(step, lines),
            Change::Removed => head(step, &cut(&one_line(&step.text), lines.columns()), lines),
        }
    }
    let quiet = || told.steps.iter().filter(|step| step.is_quiet());
    let renamed =
        quiet().filter_map(|step| step.old_id.as_ref().map(|old| format!("{old} → {}", step.id)));
    in_a_row("another name", renamed.collect(), lines);
    let moved = quiet().filter(|step| !step.details.is_empty()).map(|step| step.id.to_string());
    in_a_row("another place", moved.collect(), lines);
}

/// What older steps are called now, so that one step has one name in all that is told.
struct Names<'a> {
    newer: HashMap<&'a Name, &'a Name>,
    gone: HashSet<&'a Name>,
}

impl<'a> Names<'a> {
    fn of(told: &'a WorkflowChange) -> Self {
        let here = told.steps.iter().filter(|step| step.change != Change::Removed);
        let gone = told.steps.iter().filter(|step| step.change == Change::Removed);
        Self {
            newer: here.filter_map(|step| Some((step.old_id.as_ref()?, &step.id))).collect(),
            gone: gone.map(|step| &step.id).collect(),
        }
    }

    /// An older way, with the newer name of where it led.
    fn newer(&self, way: &Way) -> Way {
        let to = match &way.to {
            Target::Step(id) if !self.gone.contains(id) => {
                Target::Step(self.newer.get(id).copied().unwrap_or(id).clone())
            }
            Target::Step(_) | Target::End | Target::Failed | Target::TimedOut => way.to.clone(),
        };
        Way { to, ..way.clone() }
    }

    /// Whether an older way led to a step that is gone.
    fn is_gone(&self, way: &Way) -> bool {
        matches!(&way.to, Target::Step(id) if self.gone.contains(id))
    }
}

fn in_a_row(what: &str, names: Vec<String>, lines: &mut Lines) {
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(MOST_NAMES);
    let mut text: Vec<String> = names.into_iter().take(MOST_NAMES).collect();
    if more > 0 {
        text.push(format!("and {more} more"));
    }
    lines.broken(1, "", Tint::Quiet, &format!("{what}: {}", text.join(", ")));
}

fn head(step: &StepChange, text: &str, lines: &mut Lines) {
    let (sign, tint) = sign(step.change);
    lines.begin(1).put(tint, sign).put(Tint::Strong, &step.id);
    if let Some(old) = &step.old_id {
        lines.plain(&format!(" (was {old})"));
    }
    lines.plain(": ").text(text);
    if let (Some(Place { file, line }), true) = (&step.place, step.change != Change::Removed) {
        lines.plain("  ").put(Tint::Quiet, &format!("{file}:{line}"));
    }
    lines.end();
}

/// A new step, with all of its text.
fn added(step: &StepChange, lines: &mut Lines) {
    let mut text = step.text.lines();
    head(step, text.next().unwrap_or_default(), lines);
    for line in text {
        lines.begin(3).put(Tint::Added, line).end();
    }
    step.details.iter().for_each(|one| detail::tell(one, Change::Added, 3, lines));
    // A step that only goes on has nothing to say of where.
    let ways = || step.ways.iter().filter_map(|way| way.new.as_ref());
    let on = ways().find(|way| way.goes_on).map(|way| &way.to);
    let is_telling = |way: &&Way| !way.by_default && !way.goes_on && Some(&way.to) != on;
    if ways().any(|way| is_telling(&way)) {
        for way in ways().filter(|way| way.goes_on || is_telling(way)) {
            lines.begin(3).put(Tint::Added, &format!("{} -> {}", way.outcome, end(way))).end();
        }
    }
}

fn changed(step: &StepChange, names: &Names<'_>, lines: &mut Lines) {
    head(step, &cut(&one_line(&step.text), lines.columns()), lines);
    for one in step.details.iter().filter(|one| !one.is_place()) {
        detail::tell(one, Change::Changed, 3, lines);
    }
    for way in step.telling_ways().filter(|way| !way.implied) {
        changed_way(way, names, 3, lines);
    }
}

fn changed_way(told: &WayChange, names: &Names<'_>, indent: usize, lines: &mut Lines) {
    match (&told.old, &told.new) {
        (Some(old), Some(new)) => {
            let gone = if names.is_gone(old) { ", which is gone" } else { "" };
            let old = &names.newer(old);
            let stays = old.to == new.to && gone.is_empty();
            let was = match (old.outcome == new.outcome, stays) {
                (true, true) if old.by_default => "by default".to_owned(),
                (true, true) => "written".to_owned(),
                (true, false) => format!("{}{gone}", end(old)),
                (false, true) => old.outcome.clone(),
                (false, false) => format!("{} -> {}{gone}", old.outcome, end(old)),
            };
            lines.begin(indent).text(&new.outcome).plain(" -> ").put(Tint::Added, &end(new));
            if lines.fits(indent, &format!("{} -> {}, was {was}", new.outcome, end(new))) {
                lines.plain(", was ").put(Tint::Removed, &was).end();
            } else {
                lines.end();
                lines.begin(indent + 1).plain("was ").put(Tint::Removed, &was).end();
            }
        }
        (None, Some(new)) => {
            let text = format!("+ {} -> {}", new.outcome, end(new));
            lines.begin(indent).put(Tint::Added, &text).end();
        }
        (Some(old), None) => {
            let old = names.newer(old);
            let text = format!("- {} -> {}", old.outcome, end(&old));
            lines.begin(indent).put(Tint::Removed, &text).end();
        }
        (None, None) => {}
    }
}

fn end(way: &Way) -> String {
    let by_default = if way.by_default { " by default" } else { "" };
    format!("{}{by_default}", show_target(&way.to))
}
