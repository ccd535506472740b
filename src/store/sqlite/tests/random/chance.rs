//! What chance brings to both stores.

use std::ops::Range;
use std::sync::Arc;

use super::pair::{PLACES, WORKERS};
use crate::base::{Instant, Key, Name, Value};
use crate::routing::{Pool, Request, RequestId, RosterCommand, Status};
use crate::runtime::{
    Act, Arrival, Brought, ContactState, Effect, Incoming, Outbound, Run, RunId, State, Version,
    Wait, WaitFor,
};
use crate::store::{AgentChange, Commit, Inbound, Inward, Logged, Work, WorkerId, WorkspaceId};

/// What chance brings.
pub(in crate::store::sqlite::tests) struct Chance(pub(in crate::store::sqlite::tests) u64);

impl Chance {
    pub(in crate::store::sqlite::tests) const fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub(in crate::store::sqlite::tests) const fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(all.len()).unwrap_or_default();
        if length == 0 { None } else { all.get(usize::try_from(self.below(length)).ok()?) }
    }

    /// Takes one of them away.
    pub(super) fn out_of<T>(&mut self, all: &mut Vec<T>) -> Option<T> {
        let length = u64::try_from(all.len()).ok().filter(|length| *length > 0)?;
        Some(all.swap_remove(usize::try_from(self.below(length)).ok()?))
    }

    pub(super) fn place(&mut self) -> WorkspaceId {
        WorkspaceId(Name::from(*self.one_of(&PLACES).unwrap_or(&"")))
    }

    pub(super) fn worker(&mut self) -> WorkerId {
        WorkerId(Name::from(*self.one_of(&WORKERS).unwrap_or(&"")))
    }

    pub(super) fn contact(&mut self) -> Name {
        format!("c{}", self.below(5)).into()
    }

    pub(super) fn key(&mut self, contact: &str) -> Key {
        Key::of_text(&format!("{contact}/{}", self.below(6)))
    }

    /// An event; the same id is always the same event.
    pub(super) fn event(&mut self, ids: &Range<u64>) -> Inbound {
        let number = ids.start + self.below(ids.end - ids.start);
        let (id, at) = (Name::from(format!("e{number}")), Instant { millis: 7 });
        let event = match number % 9 {
            0 => Inward::Clock { id, at },
            1 => {
                let change = AgentChange { enabled: Some(true), ..AgentChange::default() };
                Inward::Agent { id, at, agent: "ana".into(), change }
            }
            _ => {
                let contact = format!("c{}", number % 5).into();
                let (known, arrival) = (Vec::new(), Arrival::UnassignedByHand);
                return Inbound::new(Incoming { id, at, contact, known, arrival });
            }
        };
        Inbound { line: None, decision: None, event }
    }

    fn effects(&mut self, contact: &Name) -> Arc<[Outbound]> {
        let mut one = |_| {
            let number = self.below(6);
            let key = Key::of_text(&format!("{contact}/{number}"));
            let act = match number % 3 {
                0 => Act::Comment { text: "hello".into(), mention: Vec::new() },
                _ => Act::Unassign { by_hand: true },
            };
            let effect = Arc::new(Effect { key, act });
            let at = Instant::default();
            Outbound { contact: contact.clone(), run: None, effect, at, line: None }
        };
        let length = one_or_two(&mut one);
        length.into()
    }

    /// What comes of something that was handed out.
    pub(super) fn commit(&mut self, work: &Work) -> Commit {
        let log = Logged::new(&work.event);
        let Some(contact) = work.event.contact() else { return Commit::of_log(log) };
        let new = || Box::new(ContactState::new(contact.clone(), work.event.at()));
        let mut state = work.state.clone().unwrap_or_else(new);
        state.turns += 1;
        if self.once_in(2) {
            let dues: Vec<u64> = (0..self.below(3)).map(|_| 5 + self.below(6)).collect();
            set_timers(&mut state, &dues);
        }
        if self.once_in(3) {
            let text = Value::Text(format!("{}@example.org", self.below(3)).into());
            state.contact.fields.insert(Name::new_static("email"), text);
        } else if self.once_in(3) {
            state.contact.fields.remove("email");
        }
        let outbox = if self.once_in(2) { self.effects(contact) } else { Arc::default() };
        Commit { state: Some(state), version: work.version, outbox, ..Commit::of_log(log) }
    }

    pub(super) fn command(&mut self) -> RosterCommand {
        let contact = self.contact();
        match self.below(6) {
            0 => RosterCommand::Closed { contact },
            1 => RosterCommand::Unassign { contact },
            2 => {
                let all = [Status::Online, Status::Busy, Status::Offline];
                let status = *self.one_of(&all).unwrap_or(&Status::Online);
                RosterCommand::Status { agent: "ana".into(), status }
            }
            3 | 4 => {
                let id = RequestId(self.key("request"));
                let request = Request::new(id, contact, Pool::Workspace, Instant::default());
                RosterCommand::Assign(request)
            }
            _ => RosterCommand::Opened { contact },
        }
    }
}

fn one_or_two(one: &mut impl FnMut(()) -> Outbound) -> Vec<Outbound> {
    let (first, second) = (one(()), one(()));
    if first.effect.key == second.effect.key { vec![first] } else { vec![first, second] }
}

/// Has the contact wait until each of these moments.
pub(in crate::store::sqlite::tests) fn set_timers(state: &mut ContactState, dues: &[u64]) {
    let contact = &state.contact.id;
    let one = |(number, due): (u32, &u64)| {
        let id = RunId::new("care".into(), contact.clone(), number);
        let brought = Brought { event: "manual".into(), values: Vec::new(), message: None };
        let key = Key::of_text(&format!("{contact}/{number}"));
        let due = Some(Instant { millis: i64::try_from(*due).unwrap_or_default() });
        let (step, what) = ("wait".into(), WaitFor::Moment);
        let mut run = Run::new(id, Version::default(), brought);
        run.state = State::Waiting(Wait { key, step, what, due, since: 0 });
        run
    };
    state.runs = (1..).zip(dues).map(one).collect();
}
