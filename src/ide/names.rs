//! Every place at which a name stands, by the thing that it names.

use super::values::{Value, collected, each_step, values};
use super::{Spot, View};
use crate::base::{FileId, Location, Name, Place, Root, Span};
use crate::program::{ArgValue, Expr, ExprKind, Scenario, Step, Trigger, Workflow};
use crate::syntax::Key;
pub use crate::vocabulary::Sort;
use crate::vocabulary::{Keys, Kind, Meant, Operand};

/// A thing that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Declared for the whole program.
    Declared(Sort, Name),
    /// A label, and the workflow it stands in.
    Label(Name, Name),
    /// A variable, and the workflow whose runs have it.
    Variable(Name, Name),
}

/// A place at which a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What is named.
    pub thing: Thing,
    /// The name alone, without quotes.
    pub location: Location,
    /// Whether it is introduced here: declared, labelled, or stored into for the first time.
    pub introduces: bool,
}

impl Thing {
    /// The name.
    #[must_use]
    pub const fn name(&self) -> &Name {
        match self {
            Self::Declared(_, name) | Self::Label(name, _) | Self::Variable(name, _) => name,
        }
    }

    /// What people call such a thing: `agent`, `label`.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Declared(sort, _) => sort.noun(),
            Self::Label(..) => Sort::Label.noun(),
            Self::Variable(..) => "variable",
        }
    }

    /// Whether it is known by a text rather than by a name.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Declared(Sort::Lifecycle | Sort::ClosingNote | Sort::Shortcut, _))
    }
}

/// Every place at which a name stands, in order of file and place.
#[must_use]
pub fn occurrences(view: &View<'_>) -> Vec<Occurrence> {
    let mut walk = Walk { view: *view, found: Vec::new() };
    let program = view.program;
    for one in &program.workspace.declarations {
        walk.put(Thing::Declared(one.sort, one.name.clone()), one.location, true);
    }
    for workflow in &program.workflows {
        walk.workflow(workflow);
    }
    for scenario in &program.scenarios {
        walk.scenario(scenario);
    }
    for one in &program.uses {
        if one.sort != Sort::Label {
            walk.put(Thing::Declared(one.sort, one.name.clone()), one.location, false);
        } else if let Some(of) = workflow_around(view, one.location) {
            walk.put(Thing::Label(one.name.clone(), of), one.location, false);
        }
    }
    let mut found = walk.found;
    // Where a name stands twice over, that it is introduced is what counts.
    found.sort_by(|one, other| {
        (one.location, !one.introduces, &one.thing).cmp(&(
            other.location,
            !other.introduces,
            &other.thing,
        ))
    });
    found.dedup_by(|later, first| later.location == first.location && later.thing == first.thing);
    found
}

/// The name at a place, and what it names; of several things, the first that is declared.
#[must_use]
pub fn named(view: &View<'_>, at: Spot) -> Option<Occurrence> {
    let all = occurrences(view);
    let here: Vec<&Occurrence> = all.iter().filter(|one| at.touches(one.location)).collect();
    let is_known =
        |one: &&&Occurrence| all.iter().any(|other| other.introduces && other.thing == one.thing);
    here.iter().find(is_known).or(here.first()).map(|one| (*one).clone())
}

/// The workflow whose labels are meant at a place: the one around it, or the one that the
/// scenario around it tries.
fn workflow_around(view: &View<'_>, place: Location) -> Option<Name> {
    let holds = |one: &&Workflow| one.file == place.file && one.span.holds(place.span);
    if let Some(workflow) = view.program.workflows.iter().find(holds) {
        return Some(workflow.name.clone());
    }
    let begun = |one: &&Scenario| {
        one.location.file == place.file && one.location.span.start <= place.span.start
    };
    let scenarios = view.program.scenarios.iter().filter(begun);
    let around = scenarios.max_by_key(|one| one.location.span.start)?;
    Some(around.workflow.clone())
}

struct Walk<'a> {
    view: View<'a>,
    found: Vec<Occurrence>,
}

impl Walk<'_> {
    fn put(&mut self, thing: Thing, location: Location, introduces: bool) {
        let location = bare(&self.view, location);
        if self.view.slice(location).is_empty() {
            return;
        }
        self.found.push(Occurrence { thing, location, introduces });
    }

    fn workflow(&mut self, workflow: &Workflow) {
        let name = workflow.name.clone();
        self.put(Thing::Declared(Sort::Workflow, name), workflow.location, true);
        for trigger in &workflow.triggers {
            self.introduced(trigger, workflow);
        }
        each_step(&workflow.body, &mut |step| self.step(workflow, step));
        values(workflow, &mut |value| match value {
            Value::Expr(Expr { kind: ExprKind::Read(of, _), span, .. }) => {
                self.variable(workflow, of, *span);
            }
            Value::Place(of, span) => self.variable(workflow, of, span),
            Value::Expr(_) => {}
        });
    }

    /// What gets its name where a trigger waits for it.
    fn introduced(&mut self, trigger: &Trigger, workflow: &Workflow) {
        for arg in &trigger.line.args {
            let operand = Operand::of(trigger.decl.forms, arg.name);
            let Some(Meant::New(sort)) = operand.map(|one| one.meant) else { continue };
            let Some(name) = arg.value.called() else { continue };
            let location = Location { file: workflow.file, span: arg.span };
            self.put(Thing::Declared(sort, name.clone()), location, true);
        }
    }

    /// The names of a step that are not in the list of uses.
    fn step(&mut self, workflow: &Workflow, step: &Step) {
        if let Some(span) = step.label {
            let location = Location { file: workflow.file, span };
            self.put(Thing::Label(step.id.clone(), workflow.name.clone()), location, true);
        }
        for setting in &step.line.settings {
            for arg in &setting.args {
                let ArgValue::Name(label) = &arg.value else { continue };
                let decl = step.decl.settings.iter().find(|one| one.word == setting.word);
                let operand = decl.and_then(|decl| Operand::of(decl.forms, arg.name));
                let Some(Meant::LabelOf(of)) = operand.map(|one| one.meant) else { continue };
                let Some(of) = step.line.arg(of).and_then(ArgValue::called) else { continue };
                let location = Location { file: workflow.file, span: arg.span };
                self.put(Thing::Label(label.clone(), of.clone()), location, false);
            }
        }
    }

    /// The places that a scenario fills in the assistant's stead, by their names.
    fn scenario(&mut self, scenario: &Scenario) {
        for line in &scenario.lines {
            for arg in &line.line.args {
                let ArgValue::Record(_) = &arg.value else { continue };
                let operand = Operand::of(line.decl.forms, arg.name);
                if operand.is_none_or(|one| one.kind != Kind::Record(Keys::Collected)) {
                    continue;
                }
                let mut workflows = self.view.program.workflows.iter();
                let tried = workflows.find(|one| one.name == scenario.workflow);
                let Some(workflow) = tried else { continue };
                let record = Location { file: scenario.location.file, span: arg.span };
                for key in self.view.keys(record) {
                    self.key(key, record.file, workflow);
                }
            }
        }
    }

    fn key(&mut self, key: &Key, file: FileId, workflow: &Workflow) {
        let places = collected(workflow);
        let Some((place, _)) = places.iter().find(|(place, _)| place.name == key.text) else {
            return;
        };
        let name = place.name.clone();
        let thing = match place.of {
            Root::Contact => Thing::Declared(Sort::Field, name),
            Root::Var => Thing::Variable(name, workflow.name.clone()),
            Root::Assignee
            | Root::Conversation
            | Root::Message
            | Root::Trigger
            | Root::Workspace
            | Root::Now
            | Root::Today
            | Root::Hours
            | Root::Secret => return,
        };
        self.put(thing, Location { file, span: key.at.0 }, false);
    }

    fn variable(&mut self, workflow: &Workflow, of: &Place, span: Span) {
        if of.of != Root::Var {
            return;
        }
        let location = Location { file: workflow.file, span };
        let first = workflow.variables.iter().find(|one| one.name == of.name);
        let introduces = first.is_some_and(|one| one.location == location);
        let thing = Thing::Variable(of.name.clone(), workflow.name.clone());
        self.put(thing, location, introduces);
    }
}

/// The name without the quotes of a text.
fn bare(view: &View<'_>, location: Location) -> Location {
    let written = view.slice(location);
    let quoted = written.len() >= 2 && written.starts_with('"') && written.ends_with('"');
    if !quoted {
        return location;
    }
    let Span { start, end } = location.span;
    Location { span: Span::new(start + 1, end - 1), ..location }
}
