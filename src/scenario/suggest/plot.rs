//! From a way through a workflow to what has to happen for a run to go it.

mod answers;
mod beginning;
mod outside;
mod people;
mod world;

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::script::Script;
use super::stage::Stage;
use super::wishes::{Wish, wishes};
use crate::base::{Duration, Place, Root, Type, Value};
use crate::graph::{Going, Way};
use crate::lint::Demands;
use crate::program::{ArgValue, Expr, Kind, Step};
use crate::scenario::written::literal;
use crate::solve::{Case, Subject, Values};
use crate::vocabulary::{Cause, Outcome};

/// The longest wait, for those whose moment is computed.
const LONGEST: Duration = Duration::days(crate::base::MAX_WAIT_DAYS);

/// What has to happen for a run to go a way; none where nobody can bring that about by the lines
/// of a scenario.
///
/// With `changes`, what has to be so of the contact when the run goes on after a wait is brought
/// about then, as if the program itself had not.
pub(super) fn plot<'g, 'p>(
    stage: Stage<'_, 'p>,
    route: &[Going<'g, 'p>],
    changes: bool,
) -> Option<Script> {
    let (script, begins) = plot_at(stage, route, changes)?;
    if begins == stage.begins {
        return Some(script);
    }
    // What is computed from the present day is another now.
    plot_at(Stage { begins, ..stage }, route, changes).map(|(script, _)| script)
}

/// The same, and when the scenario begins.
fn plot_at<'g, 'p>(
    stage: Stage<'_, 'p>,
    route: &[Going<'g, 'p>],
    changes: bool,
) -> Option<(Script, DateTime)> {
    let demands = Demands::of(stage.graph, route)?;
    let mut plot = Plot {
        stage,
        turns: demands.turns,
        brought: demands.brought,
        answers: demands.answers,
        stored: BTreeMap::new(),
        said: None,
        hours: Vec::new(),
        begins: stage.begins,
        script: Script::default(),
    };
    for at in &demands.open {
        plot.wish(route, *at);
    }
    plot.begin(route.first()?)?;
    let mut turn = 0;
    for (at, going) in route.iter().enumerate() {
        let Some(step) = stage.graph.step_at(going.from) else { continue };
        plot.leave(step, going, at)?;
        if stage.graph.waits(going.from) || matches!(step.kind, Kind::Start { .. }) {
            turn += 1;
            if changes && at + 1 < route.len() {
                plot.become_case(turn);
            }
        }
    }
    Some((plot.script, plot.begins))
}

/// A plot under way.
struct Plot<'a, 'p> {
    stage: Stage<'a, 'p>,
    /// What has to be so of the contact at the beginning of each turn.
    turns: Vec<Case>,
    /// What has to be so of what the trigger brings.
    brought: Case,
    /// What has to be answered, by the place of the edge in the way.
    answers: BTreeMap<usize, Values>,
    /// What the answers of others should store.
    stored: BTreeMap<Place, Values>,
    /// What the message should say that begins the run.
    said: Option<Values>,
    /// Hours that should be open or closed when the run begins.
    hours: Vec<(crate::base::Name, bool)>,
    /// When the scenario begins.
    begins: DateTime,
    script: Script,
}

impl Plot<'_, '_> {
    /// Takes down what would decide a branch as the way goes.
    fn wish(&mut self, route: &[Going<'_, '_>], at: usize) {
        let Some(going) = route.get(at) else { return };
        let step = self.stage.graph.step_at(going.from);
        let Some(Kind::Branch { arms }) = step.map(|step| &step.kind) else { return };
        let taken = going.edge.way.taken();
        for (ordinal, arm) in (1..).zip(arms).take(taken) {
            for wish in wishes(self.stage, &arm.when, ordinal == taken) {
                match wish {
                    Wish::Hours(hours, open) => self.hours.push((hours, open)),
                    Wish::Value(subject, values) => self.want(route, at, &subject, &values),
                }
            }
        }
    }

    /// Takes down a value that something should have at an edge of the way.
    fn want(&mut self, route: &[Going<'_, '_>], at: usize, subject: &Subject, values: &Values) {
        let place = subject.place();
        // Whoever stored it last says what it is.
        let stores = |going: &Going<'_, '_>| {
            let step = self.stage.graph.step_at(going.from)?;
            let answers = matches!(going.edge.way, Way::Next(_) | Way::Outcome { .. });
            (answers && step.line.arg("place").and_then(place_of) == Some(place)).then_some(())
        };
        let asked =
            route.get(..at).unwrap_or_default().iter().rposition(|one| stores(one).is_some());
        let narrow = |known: Option<&Values>| {
            known.map_or_else(|| values.clone(), |known| known.and(values))
        };
        if let Some(asked) = asked {
            let narrowed = narrow(self.answers.get(&asked));
            self.answers.insert(asked, narrowed);
            return;
        }
        match place.of {
            Root::Trigger => {
                let narrowed = narrow(self.brought.get(subject));
                self.brought.put(subject.clone(), narrowed);
            }
            Root::Message => self.said = Some(narrow(self.said.as_ref())),
            Root::Var => {
                let narrowed = narrow(self.stored.get(place));
                self.stored.insert(place.clone(), narrowed);
            }
            Root::Contact
            | Root::Conversation
            | Root::Assignee
            | Root::Now
            | Root::Today
            | Root::Hours
            | Root::Workspace
            | Root::Secret => {
                let narrowed = narrow(self.stored.get(place));
                self.stored.insert(place.clone(), narrowed);
                if let Some(first) = self.turns.first_mut() {
                    let narrowed = narrow(first.get(subject));
                    first.put(subject.clone(), narrowed);
                }
            }
        }
    }

    /// What makes a run leave a step by an edge.
    fn leave(&mut self, step: &Step, going: &Going<'_, '_>, at: usize) -> Option<()> {
        match going.edge.way {
            Way::Outcome { decl, .. } => self.outcome(step, decl, going, at),
            Way::Next(_) => {
                self.goes_on(step, at);
                Some(())
            }
            Way::Begin | Way::BeginAt | Way::Arm { .. } | Way::NoArm | Way::Jump | Way::Stop => {
                Some(())
            }
        }
    }

    fn outcome(
        &mut self,
        step: &Step,
        decl: &Outcome,
        going: &Going<'_, '_>,
        at: usize,
    ) -> Option<()> {
        match decl.by {
            Cause::Choice => self.answer(step, going, at),
            Cause::Misfits => self.misfits(step),
            Cause::Time => {
                self.keep_silent(step);
                let carried = carried(going).or(decl.after)?;
                self.script.happens(format!("after {carried}"));
            }
            Cause::Refusal => self.script.before("given send fails".to_owned()),
            Cause::SheetRefusal => self.script.before("given sheet fails".to_owned()),
            Cause::Owner => self.take_over(step),
            Cause::Status => self.answer_with(step, going)?,
            Cause::NoAnswer => self.fail(step)?,
            Cause::Assistant => self.assist(step, decl.word),
            // A field that names nobody, a value that is unset: the demands say so.
            Cause::Nobody | Cause::NoAssistant | Cause::Unfit | Cause::Repetition => {}
            Cause::NotStarted => return None,
        }
        Some(())
    }

    /// What makes a run go on behind a step that waits.
    fn goes_on(&mut self, step: &Step, at: usize) {
        let line = &step.line;
        if line.arg("type").is_some() {
            self.answer_freely(step, at);
        } else if line.arg("method").is_some() {
            self.answer_well(step);
        } else if let Some(ArgValue::Duration(length)) = line.arg("duration") {
            self.script.happens(format!("after {length}"));
        } else if let Some(ArgValue::Expr(moment)) = line.arg("moment") {
            self.pass_until(moment);
        }
    }

    /// Lets time pass until a moment, if it can be known; else for the longest wait there is.
    fn pass_until(&mut self, moment: &Expr) {
        let at = self.stage.value(moment).filter(|value| matches!(value, Value::DateTime(_)));
        let at = at.and_then(|at| literal(&at, self.stage.workspace.zone()));
        self.script.happens(match at {
            Some(moment) => format!("at {moment}"),
            None => format!("after {LONGEST}"),
        });
    }

    /// A value of a type that is among wanted ones, as it is written.
    fn written(&self, ty: &Type, values: &Values) -> Option<String> {
        if matches!(ty, Type::Agent | Type::Team) {
            return self.named(ty, values);
        }
        literal(&values.one_of(ty)?, self.stage.workspace.zone())
    }
}

/// The time that an outcome carries.
fn carried(going: &Going<'_, '_>) -> Option<Duration> {
    let Way::Outcome { handled: Some(handled), .. } = going.edge.way else { return None };
    match handled.line.args.first().map(|arg| &arg.value) {
        Some(ArgValue::Duration(length)) => Some(*length),
        _ => None,
    }
}

const fn place_of(value: &ArgValue) -> Option<&Place> {
    if let ArgValue::Place(place, _) = value { Some(place) } else { None }
}
