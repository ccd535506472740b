//! Which events lead to a question, and what has to be true for that.

use super::changes::values;
use super::facts::{Facts, Flow};
use crate::base::{Literal, Location, Name, Place, Root, fold};
use crate::graph::{Going, Node, StepIx, Way};
use crate::program::{ArgValue, Kind, Line, Step, Trigger};
use crate::solve::{Cases, among, solve};
use crate::vocabulary::{self as decl, Core, Effect, Hears, Waits};

/// An event that starts a workflow.
#[derive(Clone, Debug)]
pub(super) struct Started<'p> {
    /// The ordinal of the workflow.
    pub(super) flow: usize,
    /// What starts it.
    pub(super) trigger: &'p Trigger,
    ways: Cases,
    words: Words,
}

/// A question that a workflow comes to without a wait for time.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// Where it is asked, or where the workflow that asks it is started.
    pub(super) location: Location,
    /// In which ways a run comes to it.
    ways: Cases,
}

impl Started<'_> {
    /// Whether one event can start both, as far as their triggers tell.
    pub(super) fn meets(&self, other: &Started<'_>) -> bool {
        self.trigger.decl.event == other.trigger.decl.event
            && self.words.meet(&other.words)
            && self.ways.meets(&other.ways)
    }

    /// Whether one event can lead to both questions.
    pub(super) fn both_ask(&self, own: &Question, other: &Started<'_>, others: &Question) -> bool {
        let each = [&own.ways, &other.ways, &others.ways].into_iter();
        !each.fold(self.ways.clone(), |all, one| all.and(one).0).is_never()
    }
}

/// What a trigger wants of a message.
#[derive(Clone, Debug, Default)]
struct Words {
    contains: Vec<String>,
    matches: Vec<String>,
    interrupts: bool,
}

impl Words {
    fn of(line: &Line) -> Self {
        let texts = |word: &str, changed: fn(&str) -> String| {
            let mut found = Vec::new();
            for arg in line.setting(word).into_iter().flat_map(|line| &line.args) {
                if let ArgValue::Texts(texts) = &arg.value {
                    found.extend(texts.iter().map(|(text, _)| changed(text)));
                }
                found.extend(arg.value.called().map(|text| changed(text)));
            }
            found
        };
        let interrupts = line.setting("interrupts").is_some();
        Self {
            contains: texts("contains", fold),
            matches: texts("matches", str::to_owned),
            interrupts,
        }
    }

    fn is_any(&self) -> bool {
        self.contains.is_empty() && self.matches.is_empty()
    }

    /// Whether one message can be what both want, as far as their words tell.
    fn meet(&self, other: &Self) -> bool {
        // A trigger that interrupts takes the message before the others see it.
        if self.interrupts != other.interrupts {
            return false;
        }
        if self.is_any() || other.is_any() {
            return true;
        }
        let inside = |one: &String, other: &String| one.contains(other) || other.contains(one);
        let mut own = self.contains.iter();
        let share = own.any(|one| other.contains.iter().any(|other| inside(one, other)));
        let none = self.contains.is_empty() && other.contains.is_empty();
        self.matches == other.matches && (share || none)
    }
}

/// Every event that starts a workflow, in order of the source.
pub(super) fn started<'p>(facts: &Facts<'_, 'p>) -> Vec<Started<'p>> {
    let mut found = Vec::new();
    for (at, flow) in facts.flows.iter().enumerate().filter(|(_, flow)| !flow.is_damaged()) {
        let triggers = flow.graph.workflow().triggers.iter();
        found.extend(triggers.filter(|trigger| !trigger.decl.by_hand).map(|trigger| Started {
            flow: at,
            trigger,
            ways: of_trigger(trigger),
            words: Words::of(&trigger.line),
        }));
    }
    found
}

/// The first questions of a workflow, those of the workflows it starts included.
pub(super) fn questions<'p>(facts: &Facts<'_, 'p>, flow: &Flow<'_, 'p>) -> Vec<Question> {
    collect(facts, flow, &mut vec![&flow.graph.workflow().name], DEEP)
}

/// How far workflows that start each other are followed.
const DEEP: u32 = 3;

fn collect<'p>(
    facts: &Facts<'_, 'p>,
    flow: &Flow<'_, 'p>,
    inside: &mut Vec<&'p Name>,
    deep: u32,
) -> Vec<Question> {
    let mut found = Vec::new();
    let meant = |decl: &decl::Step| {
        decl.core == Core::Start || decl.effects.contains(&Effect::WaitsForContact)
    };
    for (ix, step) in flow.graph.steps_of(meant) {
        let asks = step.decl.effects.contains(&Effect::WaitsForContact);
        let other = match &step.kind {
            Kind::Start { workflow } if deep > 0 && !inside.contains(&&workflow.0) => {
                facts.flow(&workflow.0)
            }
            Kind::Act
            | Kind::Set { .. }
            | Kind::Branch { .. }
            | Kind::Jump { .. }
            | Kind::Start { .. }
            | Kind::End => None,
        };
        if !asks && other.is_none() {
            continue;
        }
        let Some(own) = way(flow, ix) else { continue };
        let location = step.line.head;
        if asks {
            found.push(Question { location, ways: own });
        } else if let Some(other) = other {
            inside.push(&other.graph.workflow().name);
            let inner = collect(facts, other, inside, deep - 1).into_iter();
            found.extend(inner.map(|inner| Question { location, ways: own.and(&inner.ways).0 }));
        }
    }
    found
}

/// In which ways a run comes to a step, on the shortest way without a wait for time and without
/// another question before it; none where there is no such way.
fn way(flow: &Flow<'_, '_>, ix: StepIx) -> Option<Cases> {
    let graph = flow.graph;
    let quick = |going: &Going<'_, '_>| match going.edge.way {
        Way::BeginAt => false,
        Way::Outcome { decl, .. } if decl.after.is_some() => false,
        Way::Begin
        | Way::Next(_)
        | Way::Outcome { .. }
        | Way::Arm { .. }
        | Way::NoArm
        | Way::Jump
        | Way::Stop => {
            graph.step_at(going.from).is_none_or(|step| !is_slow(graph.waits(going.from), step))
        }
    };
    let goal = |node: Node, _: usize| node == Node::Step(ix);
    let route = graph.route(1, (Node::Entry, 0), |_, going| quick(going).then_some(0), goal)?;
    let mut assumed = Cases::any();
    for going in &route {
        let Some(step) = graph.step_at(going.from) else { continue };
        let Kind::Branch { arms } = &step.kind else { continue };
        let taken = match going.edge.way {
            Way::Arm { ordinal, .. } => ordinal as usize,
            Way::Begin
            | Way::BeginAt
            | Way::Next(_)
            | Way::Outcome { .. }
            | Way::NoArm
            | Way::Jump
            | Way::Stop => arms.len() + 1,
        };
        for (at, arm) in (1..).zip(arms).take(taken) {
            assumed = assumed.and(&solve(&arm.when, at == taken).cases).0;
        }
    }
    Some(assumed)
}

/// Whether a step makes the next one come later than the event.
fn is_slow(waits: bool, step: &Step) -> bool {
    let asks = step.decl.effects.contains(&Effect::WaitsForContact);
    waits && (asks || matches!(step.decl.waits, Waits::For(_)))
}

/// In which ways a trigger fires, as tests of what it brings.
fn of_trigger(trigger: &Trigger) -> Cases {
    let line = &trigger.line;
    let mut own = Cases::any();
    let mut add = |cases: Cases| own = own.and(&cases).0;
    let place =
        |of: Root, name: &'static str| Place { of, name: Name::new_static(name), which: None };
    for (word, of) in [
        ("source", Root::Conversation),
        ("channel", Root::Conversation),
        ("category", Root::Trigger),
        ("platform", Root::Trigger),
        ("from", Root::Trigger),
        ("to", Root::Trigger),
    ] {
        let values = line.setting(word).map(values).unwrap_or_default();
        if !values.is_empty() {
            add(among(&place(of, word), &values));
        }
    }
    if let Some(line) = line.setting("ads") {
        add(among(&place(Root::Trigger, "ad_name"), &values(line)));
    }
    if line.setting("first_time").is_some() {
        let yes = vec![Literal::Bool(true)];
        add(among(&place(Root::Conversation, "first_time"), &yes));
    }
    // What a trigger is of: a field, a title, a name.
    for arg in &line.args {
        let field =
            if let ArgValue::Place(place, _) = &arg.value { Some(&place.name) } else { None };
        let text = field.or_else(|| arg.value.called());
        let named = text.map(|text| vec![Literal::Text(text.clone())]);
        if let Some(named) = named {
            add(among(&place(Root::Workspace, "trigger"), &named));
        }
    }
    if trigger.decl.hears == Hears::Tagging {
        add(of_tags(line));
    }
    for when in &trigger.when {
        add(solve(when, true).cases);
    }
    own
}

/// A tag that comes, or one that goes.
fn of_tags(line: &Line) -> Cases {
    let tag = Place { of: Root::Trigger, name: Name::new_static("tag"), which: None };
    let comes = Place { of: Root::Trigger, name: Name::new_static("added"), which: None };
    let lines = [("added", true), ("removed", false)];
    let each = lines.iter().filter_map(|(word, yes)| {
        let comes = among(&comes, &[Literal::Bool(*yes)]);
        Some(comes.and(&among(&tag, &values(line.setting(word)?))).0)
    });
    each.reduce(|one, other| one.or(other).0).unwrap_or_else(Cases::any)
}
