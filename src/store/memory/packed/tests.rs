//! What was packed is unpacked as it was.

use std::sync::Arc;

use jiff::civil;
use rust_decimal::Decimal;

use super::{Cover, Packed, Packer};
use crate::base::{Duration, Instant, Key, Name, Value};
use crate::runtime::{
    Brought, ContactState, Ending, Fault, Message, Run, RunId, State, Trouble, Wait, WaitFor,
};

const AT: Instant = Instant { millis: 1_772_442_000_000 };

fn values() -> Vec<Value> {
    let text = Name::new_static;
    vec![
        Value::Text(text("a text that is too long to be kept in place")),
        Value::Agent(text("amara")),
        Value::Team(text("sales")),
        Value::Channel(text("web")),
        Value::Tag(text("vip")),
        Value::Bool(true),
        Value::Bool(false),
        Value::Number(Decimal::new(-1_050, 2)),
        Value::Date(civil::date(-44, 3, 15)),
        Value::Time(civil::time(23, 59, 58, 999_999_999)),
        Value::DateTime(Instant { millis: i64::MIN }),
        Value::Duration(Duration::seconds(i64::MAX)),
        Value::List(vec![Value::Bool(true), Value::List(Vec::new())]),
        Value::Record(vec![(text("b"), Value::Bool(true)), (text("a"), Value::Text(text("")))]),
    ]
}

fn states_of_runs() -> Vec<State> {
    let fault = |source| Fault { step: "ask_1".into(), source, why: "no reason".into() };
    let passed = || vec![Name::new_static("bo"), Name::new_static("chen")];
    let waits = [
        WaitFor::Owner(Vec::new()),
        WaitFor::Owner(passed()),
        WaitFor::Withdrawal,
        WaitFor::Acceptance(Box::new(("amara".into(), passed(), AT))),
        WaitFor::Channel,
        WaitFor::Answer(2),
        WaitFor::Moment,
        WaitFor::Http,
        WaitFor::Assistant(300),
        WaitFor::Sheet,
        WaitFor::Other(false),
        WaitFor::Other(true),
    ];
    let waits = waits.into_iter().zip(0..).map(|(what, since)| {
        let key = if since % 2 == 0 { root().part(7, 1) } else { Key::of_text("another") };
        let due = (since % 3 == 0).then_some(AT);
        State::Waiting(Wait { key, step: "ask_1".into(), what, due, since })
    });
    let endings = [
        Ending::Completed,
        Ending::Failed(Box::new(fault(Some(("leads.rondel".into(), 7))))),
        Ending::TimedOut(Box::new(fault(None))),
        Ending::Restarted,
        Ending::Closed,
        Ending::Stopped("contact_replies".into()),
    ];
    let new = [State::New(None), State::New(Some("again".into()))];
    new.into_iter().chain(waits).chain(endings.into_iter().map(State::Ended)).collect()
}

fn root() -> Key {
    Key::of_text("root")
}

/// A contact that has one of everything, and a run in each state there is.
fn whole() -> ContactState {
    let mut state = ContactState::new("c1".into(), AT);
    state.contact.owner = Some("amara".into());
    state.contact.tags = vec!["vip".into(), "new".into()];
    for (value, number) in values().into_iter().zip(0..) {
        state.contact.fields.insert(Name::from(format!("field_{number}")), value);
    }
    state.contact.fields.insert("email".into(), Value::Text("a@example.com".into()));
    let conversation = &mut state.contact.conversation;
    conversation.opened = 3;
    conversation.is_open = true;
    conversation.source = Some("contact".into());
    conversation.channel = Some("web".into());
    conversation.opened_at = Some(AT);
    conversation.incoming = Some((AT, "Hello".into()));
    conversation.outgoing = Some((AT, "Hello, how can we help you with your bicycle?".into()));
    conversation.outgoing_source = Some("workflow".into());
    let message = |text: Option<Name>| {
        Arc::new(Message { text, kind: "text".into(), channel: Some("web".into()) })
    };
    for (at, number) in states_of_runs().into_iter().zip(1..) {
        let values = vec![("tag".into(), Value::Tag("vip".into()))];
        let said = (number % 2 == 0).then(|| message(Some("Hi".into())));
        let brought = Brought { event: "message_received".into(), values, message: said };
        let id = RunId::new("triage".into(), "c1".into(), number);
        let mut run = Run::new(id.clone(), "00000000000000ff".parse().unwrap_or_default(), brought);
        run.root = root();
        run.state = at;
        (run.visits, run.sequence, run.chain) = (u32::MAX, number, 2);
        run.variables.insert("team".into(), Value::Team("sales".into()));
        run.jumps.insert("jump_1".into(), 4);
        if number % 3 == 0 {
            run.message = Some(message(None));
            run.parent = Some(Box::new((id, Key::of_text("parent"))));
        }
        state.runs.push(run);
    }
    state.enrolled.insert("triage".into(), 12);
    (state.turns, state.routed) = (u64::MAX, 9);
    let fault = Fault { step: "ask_1".into(), source: None, why: "no reason".into() };
    let run = RunId::new("triage".into(), "c1".into(), 1);
    state.trouble = Some(Box::new(Trouble { run, at: AT, fault, timed_out: true }));
    state
}

fn packed(state: &ContactState) -> Packed {
    let cover = Cover { version: 1, due: None, runs: state.runs.len(), addressed: true };
    Packer::default().pack(state, cover)
}

#[test]
fn a_contact_is_unpacked_as_it_was_packed() {
    for state in [whole(), ContactState::new("c2".into(), AT)] {
        let (due, runs) = (Some((AT, 70)), state.runs.len());
        let cover = Cover { version: 300, due, runs, addressed: runs > 0 };
        let packed = Packer::default().pack(&state, cover);
        assert_eq!(packed.id(), state.contact.id);
        assert_eq!(packed.cover(), Some(cover));
        assert_eq!(packed.state(), Some((Box::new(state), 300)));
    }
}

#[test]
fn a_field_is_found_without_unpacking() {
    let packed = packed(&whole());
    assert_eq!(packed.text("email"), Some((AT, "a@example.com")));
    assert_eq!(packed.text("phone"), None);
    // No text.
    assert_eq!(packed.text("field_5"), None);
}

#[test]
fn what_is_damaged_is_no_contact() {
    let Packed(text) = packed(&whole());
    for length in (0..text.len()).filter(|length| text.is_char_boundary(*length)) {
        let cut = Packed(text.get(..length).unwrap_or_default().into());
        assert!(cut.state().is_none(), "{length}");
    }
}
