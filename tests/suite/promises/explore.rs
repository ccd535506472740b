//! Everything that a run of a small program can do, tried.

use rondel::base::{Instant, Name, Value};
use rondel::plan::Plans;
use rondel::program::Promise;
use rondel::runtime::{
    Act, Answer, Brought, Contact, Event, EventKind, Recorded, Run, RunId, View, WaitFor, Workflow,
    Workspace, turn,
};
use rust_decimal::Decimal;

use super::answers::said;
use super::breaks;
use super::random::About;
use super::replay::Gone;

/// Turns that are tried of one program.
const MOST_TURNS: u32 = 1_500;
/// Turns of one run.
const DEEPEST: u32 = 12;

/// Which of the promises some run breaks, in their order.
pub(super) fn broken(plans: &Plans, promises: &[Promise], about: About) -> Vec<bool> {
    let workflow = Workflow::load(&plans.workflows[0]).expect("a workflow");
    let workspace = Workspace::load(plans.workspace.clone()).expect("a workspace");
    let now = Instant { millis: 1_772_442_000_000 };
    let trigger =
        Brought { event: "conversation_opened".into(), values: Vec::new(), message: None };
    let id = RunId::new("w".into(), "c1".into(), 1);
    let run = Run::new(id, workflow.version(), trigger);
    let mut contact = Contact::new("c1".into(), now);
    contact.conversation.is_open = true;
    contact.conversation.channel = Some("web".into());
    let mut explorer = Explorer {
        workflow: &workflow,
        workspace: &workspace,
        promises,
        about,
        begun: now,
        broken: vec![false; promises.len()],
        turns: 0,
    };
    let state = State { run, contact, now, replied: None, in_a_row: 0, most: 0, filtered: false };
    explorer.try_all(&state, &[Next { kind: EventKind::Started, at: now }], 0);
    explorer.broken
}

struct Explorer<'a> {
    workflow: &'a Workflow,
    workspace: &'a Workspace,
    promises: &'a [Promise],
    about: About,
    begun: Instant,
    broken: Vec<bool>,
    turns: u32,
}

#[derive(Clone)]
struct State {
    run: Run,
    contact: Contact,
    now: Instant,
    replied: Option<i64>,
    in_a_row: usize,
    most: usize,
    /// Whether the last request for an owner has a filter.
    filtered: bool,
}

struct Next {
    kind: EventKind,
    at: Instant,
}

impl Explorer<'_> {
    fn try_all(&mut self, state: &State, events: &[Next], depth: u32) {
        for next in events {
            for contact in contacts(&state.contact, self.about) {
                if self.turns >= MOST_TURNS || depth > DEEPEST {
                    return;
                }
                let after = self.turn(state, contact, next);
                self.judge(&after);
                let events = after.events();
                self.try_all(&after, &events, depth + 1);
            }
        }
    }

    fn turn(&mut self, state: &State, mut contact: Contact, next: &Next) -> State {
        self.turns += 1;
        if let EventKind::Answer(_, Answer::Assigned(agent)) = &next.kind {
            contact.owner = Some(agent.clone());
        }
        let mut in_a_row = state.in_a_row;
        if let EventKind::Answer(_, Answer::Said(_)) = &next.kind {
            in_a_row = 0;
        }
        let view = View { workspace: self.workspace, owner_status: None, turns: 0 };
        let event = Event { at: next.at, kind: next.kind.clone() };
        let turn = turn(self.workflow, state.run.clone(), contact, &event, view);
        let (mut most, mut replied, mut filtered) = (state.most, state.replied, state.filtered);
        for record in &turn.records {
            let Recorded::Effect(effect) = &record.what else { continue };
            match &effect.act {
                Act::Send(_) => {
                    in_a_row += 1;
                    most = most.max(in_a_row);
                    replied.get_or_insert((next.at.millis - self.begun.millis) / 1000);
                }
                Act::Assign(request) => filtered = request.only_online,
                _ => {}
            }
        }
        let (run, contact) = (turn.run, turn.contact);
        State { run, contact, now: next.at, replied, in_a_row, most, filtered }
    }

    fn judge(&mut self, state: &State) {
        let gone = Gone {
            run: state.run.clone(),
            contact: state.contact.clone(),
            waited: (state.now.millis - self.begun.millis) / 1000,
            replied: state.replied,
            unanswered: state.most,
            forced: false,
        };
        for (promise, broken) in self.promises.iter().zip(&mut self.broken) {
            *broken |= breaks(promise, &gone);
        }
    }
}

impl State {
    /// What can happen next.
    fn events(&self) -> Vec<Next> {
        let Some(wait) = self.run.wait() else { return Vec::new() };
        let due = wait.due.unwrap_or(self.now);
        let before = Instant { millis: (due.millis - 1).max(self.now.millis) };
        let answer = |answer| Next { kind: EventKind::Answer(wait.key, answer), at: before };
        let late = Next { kind: EventKind::Due(wait.key), at: due };
        match &wait.what {
            WaitFor::Moment => vec![late],
            WaitFor::Withdrawal => vec![answer(Answer::Withdrawn)],
            WaitFor::Owner(_) => {
                let mut events = Vec::new();
                if self.filtered {
                    events.push(late);
                    events.push(answer(Answer::Assigned("amara".into())));
                } else {
                    // Nothing keeps the agent from it: there is nothing to wait for.
                    let assigned = Answer::Assigned("amara".into());
                    let kind = EventKind::Answer(wait.key, assigned);
                    events.push(Next { kind, at: self.now });
                }
                events
            }
            WaitFor::Answer(_) => {
                let said = |text: &str| answer(Answer::Said(said(text)));
                let texts = ["low", "high", "0", "1", "2", "3"].into_iter();
                texts.map(said).chain([late, answer(Answer::Refused("no".into()))]).collect()
            }
            other => panic!("no random program waits for {other:?}"),
        }
    }
}

/// The contact as others may have changed it.
fn contacts(contact: &Contact, about: About) -> Vec<Contact> {
    let with = |field: &'static str, value: Option<Value>| {
        let mut contact = contact.clone();
        contact.fields.remove(field);
        if let Some(value) = value {
            contact.fields.insert(Name::new_static(field), value);
        }
        contact
    };
    let text = |text: &str| Some(Value::Text(text.into()));
    match about {
        About::Plan => ["", "Free", "Pro"]
            .map(|plan| with("plan", text(plan).filter(|_| !plan.is_empty())))
            .to_vec(),
        About::Budget => [None, Some(0), Some(1), Some(2), Some(3)]
            .map(|budget| with("budget", budget.map(|budget| Value::Number(Decimal::from(budget)))))
            .to_vec(),
        About::Note => ["", "a", "b"]
            .map(|note| with("note", text(note).filter(|_| !note.is_empty())))
            .to_vec(),
        About::Tags => [false, true]
            .map(|vip| {
                let tags = if vip { vec![Name::new_static("vip")] } else { Vec::new() };
                Contact { tags, ..contact.clone() }
            })
            .to_vec(),
    }
}
