//! What an edge of the graph changes of what is known, and what it needs.

use std::collections::BTreeSet;

use crate::base::{Name, Place, Root, Type, fold};
use crate::graph::{Going, Node, StepGraph, Way};
use crate::lint::solutions::Solutions;
use crate::program::{ArgValue, Expr, ExprKind, Kind, Line, Step, Trigger, needs};
use crate::solve::{Case, Cases, Held, Subject, Values, fixed, solve};
use crate::vocabulary::{Effect, Proof};

/// What is different behind an edge.
#[derive(Clone, Debug, Default)]
pub(in crate::lint) struct Change {
    /// Whether others may have changed everything that is not the run's own.
    waits: bool,
    /// Whose values are others now.
    roots: Vec<Root>,
    /// Places that may hold something else now.
    stored: Vec<Place>,
    /// A place that holds what another one held. Elsewhere, for there are many edges and few copies.
    copied: Option<Box<(Place, Place)>>,
    /// What is known then.
    known: Vec<(Subject, Values)>,
    /// What has to be so for it to happen.
    needs: Option<Cases>,
}

impl Change {
    /// The cases behind the edge; none where it cannot happen.
    pub(in crate::lint) fn apply(&self, before: &Case) -> Vec<Case> {
        let mut cases: Vec<Case> = match &self.needs {
            None => vec![before.clone()],
            Some(needs) => needs.iter().filter_map(|need| before.and(need)).collect(),
        };
        cases.iter_mut().for_each(|case| self.store(case));
        cases
    }

    /// Takes down what is stored.
    fn store(&self, case: &mut Case) {
        let copied = self.copied.as_deref().and_then(|(from, to)| {
            let values = case.get(&Subject::Value(from.clone()))?;
            Some((Subject::Value(to.clone()), Values::set(values.held.clone())))
        });
        if self.waits {
            case.retain(Subject::is_own);
        }
        if !self.roots.is_empty() {
            case.retain(|subject| !self.roots.contains(&subject.place().of));
        }
        self.stored.iter().for_each(|place| case.forget(place));
        for (subject, values) in self.known.iter().cloned().chain(copied) {
            case.put(subject, values);
        }
    }

    /// Whether another turn begins on it.
    pub(in crate::lint) const fn is_turn(&self) -> bool {
        self.waits
    }

    /// Whose values are others behind it.
    pub(in crate::lint) fn roots(&self) -> impl Iterator<Item = Root> {
        self.roots.iter().copied()
    }

    /// Places that may hold something else behind it.
    pub(in crate::lint) fn stored(&self) -> impl Iterator<Item = &Place> {
        self.stored.iter()
    }

    /// The place whose value another one has behind it, and that one.
    pub(in crate::lint) fn copies(&self) -> Option<&(Place, Place)> {
        self.copied.as_deref()
    }

    /// What is known behind it.
    pub(in crate::lint) fn knows(&self) -> impl Iterator<Item = &(Subject, Values)> {
        self.known.iter()
    }

    /// What has to be so for it to happen.
    pub(in crate::lint) const fn needs(&self) -> Option<&Cases> {
        self.needs.as_ref()
    }

    /// What is known behind it, whatever was before.
    pub(super) fn tells(&self) -> impl Iterator<Item = &Subject> {
        self.known.iter().map(|(subject, _)| subject)
    }

    /// Whether anything is known behind it that was not known before.
    pub(in crate::lint) fn tells_anything(&self) -> bool {
        let needs = self.needs.iter().flat_map(Cases::iter).flat_map(Case::iter);
        !self.known.is_empty() || self.copied.is_some() || needs.count() > 0
    }

    /// Leaves out what nobody asks about.
    pub(in crate::lint) fn keep_only(&mut self, subjects: &BTreeSet<Subject>) {
        self.known.retain(|(subject, _)| subjects.contains(subject));
        if let Some(needs) = &mut self.needs {
            needs.retain(|subject| subjects.contains(subject));
        }
    }

    /// Something is stored, and what is known of it if anybody asks.
    fn put(&mut self, place: &Place, asked: &Asked<'_>, values: impl FnOnce() -> Values) {
        self.stored.push(place.clone());
        self.know(Subject::Value(place.clone()), asked, values);
    }

    fn know(&mut self, subject: Subject, asked: &Asked<'_>, values: impl FnOnce() -> Values) {
        if asked.about(&subject) {
            self.known.push((subject, values()));
        }
    }
}

/// What anybody asks about: the rest need not be found out.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) enum Asked<'a> {
    /// Everything.
    All,
    /// These alone.
    Only(&'a BTreeSet<&'a Subject>),
}

impl Asked<'_> {
    fn about(&self, subject: &Subject) -> bool {
        match self {
            Self::All => true,
            Self::Only(subjects) => subjects.contains(subject),
        }
    }

    /// That a place has a value, as far as anybody asks.
    fn set(&self, place: Place) -> Cases {
        let subject = Subject::Value(place);
        if self.about(&subject) {
            Cases::of(subject, Values::set(Held::all()))
        } else {
            Cases::any()
        }
    }
}

/// What every edge of a graph changes of what is asked about, by its ordinal.
pub(in crate::lint) fn changes(
    graph: &StepGraph<'_>,
    solutions: &Solutions,
    asked: Asked<'_>,
) -> Vec<Change> {
    let mut changes = Vec::with_capacity(graph.edge_count());
    for node in graph.nodes() {
        let step = graph.step_at(node);
        for going in graph.ways(node) {
            changes.push(match step {
                Some(step) => of_way(graph, solutions, step, &going, &asked),
                None => of_beginning(graph, node, &going),
            });
        }
    }
    changes
}

/// A run begins where the conditions of one of its triggers are true.
fn of_beginning(graph: &StepGraph<'_>, node: Node, going: &Going<'_, '_>) -> Change {
    let mut change = Change::default();
    if node == Node::Entry && matches!(going.edge.way, Way::Begin) {
        let each = graph.workflow().triggers.iter().map(fires);
        change.needs = each.reduce(|one, other| one.or(other).0);
    }
    change
}

fn fires(trigger: &Trigger) -> Cases {
    let each = trigger.when.iter().map(|when| solve(when, true).cases);
    each.fold(Cases::any(), |all, one| all.and(&one).0)
}

fn of_way(
    graph: &StepGraph<'_>,
    solutions: &Solutions,
    step: &Step,
    going: &Going<'_, '_>,
    asked: &Asked<'_>,
) -> Change {
    let mut change = Change::default();
    match &step.kind {
        Kind::Branch { .. } => {
            let Node::Step(ix) = going.from else { return change };
            let taken = going.edge.way.taken();
            let each = (1..).zip(solutions.at(graph, ix)).take(taken);
            let each = each.map(|(at, arm)| &arm.is(at == taken).cases);
            change.needs = Some(each.fold(Cases::any(), |all, one| all.and(one).0));
        }
        Kind::Set { place, value } => {
            set(&mut change, step, going, (place, value.as_deref()), asked)
        }
        Kind::Act | Kind::Start { .. } => act(&mut change, graph, step, going, asked),
        Kind::Jump { .. } | Kind::End => {}
    }
    change
}

fn set(
    change: &mut Change,
    step: &Step,
    going: &Going<'_, '_>,
    (place, value): (&Place, Option<&Expr>),
    asked: &Asked<'_>,
) {
    if !matches!(going.edge.way, Way::Next(_)) {
        // A value of the right type is not stored only where there is none.
        if let Some(Expr { kind: ExprKind::Read(from, _), ty, .. }) = value
            && place_type(&step.line).is_none_or(|of| of == ty)
        {
            change.needs = Some(Cases::of(Subject::Value(from.clone()), Values::unset()));
        }
        return;
    }
    if let Some(value) = value {
        let each = needs(value).into_iter().map(|place| asked.set(place));
        change.needs = each.reduce(|all, one| all.and(&one).0);
    }
    if place.of == Root::Contact {
        // A name is made of two others.
        change.stored.push(Place { name: Name::new_static("name"), ..place.clone() });
    }
    let Some(value) = value else {
        change.put(place, asked, Values::unset);
        return;
    };
    let ty = place_type(&step.line).unwrap_or(&value.ty);
    let held = fixed(ty, value);
    if let (None, ExprKind::Read(from, _)) = (&held, &value.kind) {
        change.copied = Some(Box::new((from.clone(), place.clone())));
    }
    change.put(place, asked, || Values::set(held.unwrap_or_else(|| Held::of(ty))));
}

fn place_type(line: &Line) -> Option<&Type> {
    line.args.iter().find_map(
        |arg| {
            if let ArgValue::Place(_, ty) = &arg.value { Some(ty) } else { None }
        },
    )
}

/// What a request to the world changes.
fn act(
    change: &mut Change,
    graph: &StepGraph<'_>,
    step: &Step,
    going: &Going<'_, '_>,
    asked: &Asked<'_>,
) {
    change.waits = graph.waits(going.from);
    for effect in step.decl.effects {
        match effect {
            Effect::AssignsOwner | Effect::DropsOwner => change.roots.push(Root::Assignee),
            Effect::OpensConversation | Effect::ClosesConversation | Effect::Sends => {
                change.roots.push(Root::Conversation);
            }
            // The other workflow has its turn before this one goes on.
            Effect::StartsWorkflow => change.waits = true,
            Effect::AddsTags => tags(change, step, true, asked),
            Effect::RemovesTags => tags(change, step, false, asked),
            Effect::WaitsForContact
            | Effect::Stores
            | Effect::Empties
            | Effect::CallsOut
            | Effect::CarriesSecrets
            | Effect::Comments => {}
        }
    }
    let outcomes = step.outcomes.iter().map(|handled| &handled.line);
    for line in std::iter::once(&step.line).chain(&step.line.settings).chain(outcomes) {
        for arg in &line.args {
            if let ArgValue::Place(place, _) = &arg.value {
                change.stored.push(place.clone());
            }
        }
    }
    let proves = match going.edge.way {
        Way::Next(_) => step.decl.proves,
        Way::Outcome { decl, .. } => decl.proves,
        Way::Begin | Way::BeginAt | Way::Arm { .. } | Way::NoArm | Way::Jump | Way::Stop => &[],
    };
    for proof in proves {
        let Proof::Place(operand) = proof else { continue };
        let Some(ArgValue::Place(place, ty)) = step.line.arg(operand) else { continue };
        change.put(place, asked, || Values::set(answered(going).unwrap_or_else(|| Held::of(ty))));
    }
}

/// The text that an outcome stands for: the answer that was given.
fn answered(going: &Going<'_, '_>) -> Option<Held> {
    let Way::Outcome { handled: Some(handled), .. } = going.edge.way else { return None };
    let Some(ArgValue::Text(text)) = handled.line.args.first().map(|arg| &arg.value) else {
        return None;
    };
    Some(Held::only(text))
}

fn tags(change: &mut Change, step: &Step, there: bool, asked: &Asked<'_>) {
    let place = Place { of: Root::Contact, name: Name::new_static("tags"), which: None };
    let word = Name::new_static(if there { "true" } else { "false" });
    for arg in &step.line.args {
        let ArgValue::Names(names) = &arg.value else { continue };
        for (name, _) in names {
            let subject = Subject::Has(place.clone(), fold(name).into());
            change.know(subject, asked, || Values::set(Held::only(&word)));
        }
    }
}
