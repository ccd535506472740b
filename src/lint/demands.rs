//! What has to be so for a run to go a way.

use std::collections::BTreeMap;

use super::possible::{Asked, Change, changes};
use super::solutions::Solutions;
use crate::base::Root;
use crate::graph::{Going, StepGraph, Way};
use crate::program::{ExprKind, Kind};
use crate::solve::{Case, Cases, Subject, Values, solve};

/// What has to be so for a run to go a way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// What the trigger brings.
    pub brought: Case,
    /// What the contact, its conversation and the moment have to be when each turn begins, from
    /// the one that begins the run.
    pub turns: Vec<Case>,
    /// What is answered on an edge, by its place in the way, from 0.
    pub answers: BTreeMap<usize, Values>,
    /// The edges, by their places in the way, whose conditions nobody can foresee.
    pub open: Vec<usize>,
}

impl Demands {
    /// What has to be so for a run to go a way; none where it cannot go it.
    #[must_use]
    pub fn of(graph: &StepGraph<'_>, route: &[Going<'_, '_>]) -> Option<Self> {
        let changes = changes(graph, &Solutions::of(graph), Asked::All);
        let begun = Self { turns: vec![Case::default()], ..Self::default() };
        Walk { graph, changes: &changes, route }.go(0, begun, Sources::default())
    }
}

/// Who said what something is.
#[derive(Clone, Debug)]
enum Source {
    /// It was so when the turn began.
    Turn(usize),
    /// The trigger brought it.
    Brought,
    /// The contact or another system answered it, on the edge of this place in the way.
    Answer(usize),
    /// The program.
    Fixed(Values),
    /// Nobody who could be asked.
    Unknown,
}

/// Who said what is known, as far as it is not as the turn began.
#[derive(Clone, Debug, Default)]
struct Sources {
    known: BTreeMap<Subject, Source>,
    /// Whose values are others than when the turn began.
    changed: Vec<Root>,
}

impl Sources {
    fn of(&self, subject: &Subject, turn: usize) -> Source {
        if let Some(source) = self.known.get(subject) {
            return source.clone();
        }
        let root = subject.place().of;
        if root == Root::Trigger {
            Source::Brought
        } else if root == Root::Var {
            Source::Fixed(Values::unset())
        } else if self.changed.contains(&root) {
            Source::Unknown
        } else {
            Source::Turn(turn)
        }
    }
}

struct Walk<'a, 'g, 'p> {
    graph: &'g StepGraph<'p>,
    changes: &'a [Change],
    route: &'a [Going<'g, 'p>],
}

impl Walk<'_, '_, '_> {
    /// The demands of the rest of the way. Of several cases the first is tried that leads on.
    fn go(&self, at: usize, mut demands: Demands, mut sources: Sources) -> Option<Demands> {
        let Some(going) = self.route.get(at) else { return Some(demands) };
        let change = self.changes.get(going.index)?;
        if change.is_turn() {
            demands.turns.push(Case::default());
            sources.known.retain(|subject, _| subject.is_own());
            sources.changed.clear();
        }
        if is_open(self.graph, going) {
            demands.open.push(at);
        }
        let needs = change.needs().cloned().unwrap_or_else(Cases::any);
        needs.iter().find_map(|need| {
            let (mut demands, mut sources) = (demands.clone(), sources.clone());
            for (subject, values) in need.iter() {
                let source = sources.of(subject, demands.turns.len().saturating_sub(1));
                demands.ask(at, subject, values, source)?;
            }
            self.store(at, going, change, &mut demands, &mut sources);
            self.go(at + 1, demands, sources)
        })
    }

    /// Takes down what an edge stores.
    fn store(
        &self,
        at: usize,
        going: &Going<'_, '_>,
        change: &Change,
        demands: &mut Demands,
        sources: &mut Sources,
    ) {
        let copied = change.copies().map(|(from, to)| {
            let turn = demands.turns.len().saturating_sub(1);
            (Subject::Value(to.clone()), sources.of(&Subject::Value(from.clone()), turn))
        });
        sources.changed.extend(change.roots());
        sources.known.retain(|subject, _| !change.roots().any(|root| root == subject.place().of));
        for place in change.stored() {
            sources.known.retain(|subject, _| subject.place() != place);
            sources.known.insert(Subject::Value(place.clone()), Source::Unknown);
        }
        let step = self.graph.step_at(going.from);
        let is_set = step.is_some_and(|step| matches!(step.kind, Kind::Set { .. }));
        for (subject, values) in change.knows() {
            let is_answer = !is_set && matches!(subject, Subject::Value(_));
            let source = if is_answer {
                demands.answers.insert(at, values.clone());
                Source::Answer(at)
            } else if is_set && !values.is_single() {
                Source::Unknown
            } else {
                Source::Fixed(values.clone())
            };
            sources.known.insert(subject.clone(), source);
        }
        sources.known.extend(copied);
    }
}

impl Demands {
    /// Demands that something is among values; none where it cannot be.
    fn ask(&mut self, at: usize, subject: &Subject, values: &Values, of: Source) -> Option<()> {
        let narrow = |case: &mut Case| {
            let known = case.get(subject).map_or_else(|| values.clone(), |known| known.and(values));
            if known.is_empty() {
                return None;
            }
            case.put(subject.clone(), known);
            Some(())
        };
        match of {
            Source::Turn(turn) => narrow(self.turns.get_mut(turn)?),
            Source::Brought => narrow(&mut self.brought),
            Source::Answer(edge) => {
                let known = self.answers.get(&edge)?.and(values);
                if known.is_empty() {
                    return None;
                }
                self.answers.insert(edge, known);
                Some(())
            }
            Source::Fixed(known) => (!known.and(values).is_empty()).then_some(()),
            Source::Unknown => {
                if !self.open.contains(&at) {
                    self.open.push(at);
                }
                Some(())
            }
        }
    }
}

/// Whether an edge is taken for a reason that nobody can foresee.
fn is_open(graph: &StepGraph<'_>, going: &Going<'_, '_>) -> bool {
    let step = graph.step_at(going.from);
    if let Some(Kind::Set { value: Some(value), .. }) = step.map(|step| &step.kind) {
        let is_read = matches!(value.kind, ExprKind::Read(..));
        return matches!(going.edge.way, Way::Outcome { .. }) && !is_read;
    }
    let Some(Kind::Branch { arms }) = step.map(|step| &step.kind) else { return false };
    let taken = going.edge.way.taken();
    let mut asked = (1..).zip(arms).take(taken);
    asked.any(|(at, arm)| !solve(&arm.when, at == taken).exact)
}
