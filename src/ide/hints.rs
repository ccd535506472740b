//! What stands between the lines: hints in the text, and lenses above it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::View;
use super::line::{Line, Meaning, lines};
use super::names::{Occurrence, Sort, Thing, occurrences};
use crate::base::{FileId, Location, Name, Span};
use crate::program::Workflow;
use crate::syntax::{Expr, ExprKind, Operand, Statement};

/// A hint that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte that it stands before.
    pub offset: u32,
    /// What it says.
    pub text: String,
    /// What it is about.
    pub kind: HintKind,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// How many ways lead to a label, as its lens says too.
    Ways,
    /// What the clock of a scenario shows.
    Clock,
    /// The day of the week of a date.
    Day,
}

impl HintKind {
    /// What it means, for who wonders.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Ways => "how many jumps and starts lead here",
            Self::Clock => "what the clock shows then, unless a change of the clock lies between",
            Self::Day => "the day of the week",
        }
    }
}

/// A line above a line, which can be clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Where it belongs.
    pub span: Span,
    /// What it is about.
    pub kind: LensKind,
}

/// What a lens is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// A scenario that can be run.
    Scenario {
        /// The workflow it tries.
        workflow: Name,
        /// Its title.
        title: Name,
    },
    /// A label, and the places that lead to it.
    Ways(Vec<Location>),
    /// A workflow, the places that start it, and how many scenarios try it.
    Workflow {
        /// Its name.
        name: Name,
        /// Where it is started.
        started: Vec<Location>,
        /// How many scenarios try it.
        scenarios: usize,
    },
}

/// The hints of a stretch of a file, in order of place.
///
/// A label says how many ways lead to it, a day which day of the week it is, and a line of a
/// scenario that lets time pass what the clock shows then.
#[must_use]
pub fn hints(view: &View<'_>, file: FileId, within: Span) -> Vec<Hint> {
    let Some(ast) = view.ast(file) else { return Vec::new() };
    let ways = ways(view, file);
    let mut found = Vec::new();
    let mut clock: Option<DateTime> = None;
    lines(ast, &mut |line| {
        let statement = line.statement;
        if matches!(line.meaning, Meaning::Item(_)) {
            clock = None;
        }
        clock = passed(line, clock, &mut found);
        if let Some(label) = &statement.label {
            let place = Location { file, span: label.at.0 };
            let count = ways.iter().find(|(at, _)| *at == place).map_or(0, |(_, ways)| ways.len());
            if count > 0 {
                let text =
                    if count == 1 { "1 way in".to_owned() } else { format!("{count} ways in") };
                found.push(Hint { offset: label.at.0.end + 1, text, kind: HintKind::Ways });
            }
        }
        statement.operands.iter().flat_map(Operand::exprs).for_each(|expr| days(expr, &mut found));
    });
    found.retain(|hint| within.start <= hint.offset && hint.offset <= within.end);
    found.sort_by_key(|hint| hint.offset);
    found
}

/// The lenses of a file, in order of place.
#[must_use]
pub fn lenses(view: &View<'_>, file: FileId) -> Vec<Lens> {
    let mut found = Vec::new();
    let all = occurrences(view);
    for workflow in view.program.workflows.iter().filter(|one| one.file == file) {
        let thing = Thing::Declared(Sort::Workflow, workflow.name.clone());
        let uses = all.iter().filter(|one| !one.introduces && one.thing == thing);
        let uses = uses.map(|one| one.location).filter(|place| in_workflow(view, *place));
        let tried = view.program.scenarios.iter().filter(|one| one.workflow == workflow.name);
        let kind = LensKind::Workflow {
            name: workflow.name.clone(),
            started: uses.collect(),
            scenarios: tried.count(),
        };
        found.push(Lens { span: workflow.location.span, kind });
    }
    for (place, ways) in ways(view, file) {
        if !ways.is_empty() {
            found.push(Lens { span: place.span, kind: LensKind::Ways(ways) });
        }
    }
    for scenario in view.program.scenarios.iter().filter(|one| one.location.file == file) {
        let (workflow, title) = (scenario.workflow.clone(), scenario.title.clone());
        let kind = LensKind::Scenario { workflow, title };
        found.push(Lens { span: scenario.location.span, kind });
    }
    found.sort_by_key(|lens| lens.span);
    found
}

/// The labels of a file, each with the places in workflows that lead to it.
fn ways(view: &View<'_>, file: FileId) -> Vec<(Location, Vec<Location>)> {
    let all = occurrences(view);
    let is_label = |one: &&Occurrence| matches!(one.thing, Thing::Label(..));
    let own = all.iter().filter(|one| one.introduces && one.location.file == file);
    let own: Vec<&Occurrence> = own.filter(is_label).collect();
    let mut ways: BTreeMap<&Thing, Vec<Location>> =
        own.iter().map(|label| (&label.thing, Vec::new())).collect();
    for one in all.iter().filter(|one| !one.introduces) {
        if let Some(ways) = ways.get_mut(&one.thing)
            && in_workflow(view, one.location)
        {
            ways.push(one.location);
        }
    }
    let with =
        |label: &&Occurrence| (label.location, ways.get(&label.thing).cloned().unwrap_or_default());
    own.iter().map(with).collect()
}

fn in_workflow(view: &View<'_>, place: Location) -> bool {
    let holds = |one: &Workflow| one.file == place.file && one.span.holds(place.span);
    view.program.workflows.iter().any(holds)
}

/// What the clock shows after a line of a scenario, with a hint where time has passed.
fn passed(line: Line<'_>, clock: Option<DateTime>, found: &mut Vec<Hint>) -> Option<DateTime> {
    let Meaning::Scenario(_) = line.meaning else { return clock };
    let Some(first) = first(line.statement) else { return clock };
    match (line.statement.verb.text.as_str(), &first.kind) {
        ("at", ExprKind::DateTime(moment)) => Some(*moment),
        ("after", ExprKind::Duration(length)) => {
            let now = clock?.checked_add(jiff::SignedDuration::from_secs(length.seconds)).ok()?;
            let text = now.strftime("%a %-d %b %H:%M").to_string();
            found.push(Hint { offset: first.at.0.end, text, kind: HintKind::Clock });
            Some(now)
        }
        _ => clock,
    }
}

/// The days of the week of the dates in an operand.
fn days(expr: &Expr, found: &mut Vec<Hint>) {
    if let ExprKind::Range(from, to) = &expr.kind {
        days(from, found);
        days(to, found);
    }
    let day = if let ExprKind::Date(date) = &expr.kind {
        *date
    } else if let ExprKind::DateTime(moment) = &expr.kind {
        moment.date()
    } else {
        return;
    };
    let text = day.strftime("%a").to_string();
    found.push(Hint { offset: expr.at.0.end, text, kind: HintKind::Day });
}

fn first(statement: &Statement) -> Option<&Expr> {
    let Some(Operand::One(first)) = statement.operands.first() else { return None };
    Some(first)
}
