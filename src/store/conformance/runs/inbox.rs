//! Events: taken in once, and handed out in order, to one worker at a time.

use super::book::{Book, after, agent_event, event, event_at};
use crate::base::{Name, Value};
use crate::runtime::{Arrival, Change, Incoming};
use crate::store::conformance::{AT, Case, Outcome, case, holds, same};
use crate::store::{AgentChange, Inbound, Inward, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("an event is new once", new_once),
        case("of several events each is told whether it is new", each_is_told),
        case("an event that was applied is not new again", applied_is_known),
        case("an id that was seen keeps its first content", first_content),
        case("a store knows which ids it took in", knows),
        case("events are handed out in the order in which they were taken in", in_order),
        case("their moments do not change the order of events", order_not_moments),
        case("an event is handed out as it was taken in", as_it_was),
        case("an event that takes a limit away is handed out as it was taken in", no_limit),
        case("events about agents and the clock come in their place, without a contact", others),
        case("the first event of a contact comes without a contact", first_of_contact),
        case("two events of one contact are never out at once", one_at_once),
        case("events of other contacts go on meanwhile", others_go_on),
        case("an event that is worked on is not handed out a second time", not_twice),
        case("an event that was given back comes again", released),
        case("an event that was given back keeps its place", keeps_place),
        case("nothing taken in gives nothing to do", nothing),
    ]
}

fn new_once<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("the first time", book.accept(&[event("e1", "c1")])?, [true])?;
    same("the second time", book.accept(&[event("e1", "c1")])?, [false])?;
    same("applied", book.apply_all()?, ["e1"])
}

fn each_is_told<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e2", "c1")])?;
    let events = [event("e1", "c1"), event("e2", "c1"), event("e3", "c2"), event("e1", "c1")];
    same("new", book.accept(&events)?, [true, false, true, false])?;
    same("applied", book.apply_all()?, ["e2", "e1", "e3"])
}

fn applied_is_known<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    book.apply_all()?;
    same("new", book.accept(&[event("e1", "c1")])?, [false])?;
    same("to do", book.next_id()?, None::<String>)
}

fn first_content<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e1", "c2")])?;
    same("the contact", book.take("e1")?.event.contact().cloned(), Some("c1".into()))
}

fn knows<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), agent_event("e2")])?;
    book.apply_all()?;
    book.accept(&[event("e3", "c1")])?;
    let mut found = Vec::new();
    for id in ["e1", "e2", "e3", "e4"] {
        let known = wait(store.knows(&book.here, &id.into()));
        found.push(known.map_err(|error| error.to_string())?);
    }
    same("known", found, [true, true, true, false])
}

fn in_order<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let ids: Vec<String> = (0..40).map(|number| format!("e{}", number * 7 % 40)).collect();
    let events: Vec<Inbound> =
        ids.iter().zip(0..).map(|(id, number)| event(id, &format!("c{}", number % 5))).collect();
    for few in events.chunks(3) {
        book.accept(few)?;
    }
    same("applied", book.apply_all()?, ids)
}

fn order_not_moments<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let at = |id, seconds| event_at(id, "c1", after(seconds));
    book.accept(&[at("late", 60), at("early", -60), at("now", 0)])?;
    same("applied", book.apply_all()?, ["late", "early", "now"])
}

fn as_it_was<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let body = vec![("größe".into(), Value::Text("a \"b\" \\ \n 👩‍💻".into()))];
    let incoming = Incoming {
        id: "e/1".into(),
        at: after(-5),
        contact: "c'1".into(),
        known: vec![Change::TagAdded { tag: "vip".into() }],
        arrival: Arrival::Webhook { name: "order".into(), body },
    };
    let given = Inbound { line: Some(7), ..Inbound::new(incoming) };
    book.accept(std::slice::from_ref(&given))?;
    same("the event", &*book.take("e/1")?.event, &given)
}

fn no_limit<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let limits = [None, Some(None), Some(Some(2))];
    for (number, limit) in (0..).zip(limits) {
        let change = AgentChange { limit, ..AgentChange::default() };
        let id = Name::from(format!("e{number}"));
        let event = Inward::Agent { id: id.clone(), at: AT, agent: "ana".into(), change };
        let given = Inbound { line: None, decision: None, event };
        book.accept(std::slice::from_ref(&given))?;
        let work = book.take(&id)?;
        same("the event", &*work.event, &given)?;
        book.settle(&work, |_| {})?;
    }
    Ok(())
}

fn others<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let clock =
        Inbound { line: None, decision: None, event: Inward::Clock { id: "e3".into(), at: AT } };
    book.accept(&[event("e1", "c1"), agent_event("e2"), clock, event("e4", "c1")])?;
    for id in ["e1", "e2", "e3", "e4"] {
        let work = book.take(id)?;
        let is_for_contact = work.event.contact().is_some();
        same("a state", work.state.is_some(), is_for_contact && id == "e4")?;
        book.settle(&work, |_| {})?;
    }
    same("to do", book.next_id()?, None::<String>)
}

fn first_of_contact<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let work = book.take("e1")?;
    holds("no state", work.state.is_none())?;
    same("version", work.version, 0)?;
    same("the contact", book.contact("c1")?, None)
}

fn one_at_once<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1"), event("e3", "c1")])?;
    let first = book.take("e1")?;
    same("while the first is worked on", book.next_id()?, None::<String>)?;
    book.settle(&first, |_| {})?;
    book.take("e2")?;
    same("while the second is worked on", book.next_id()?, None::<String>)
}

fn others_go_on<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let all = [("e1", "c1"), ("e2", "c1"), ("e3", "c2"), ("e4", "c2"), ("e5", "c3")];
    book.accept(&all.map(|(id, contact)| event(id, contact)))?;
    let one = book.take("e1")?;
    let three = book.take("e3")?;
    book.take("e5")?;
    same("everybody is busy", book.next_id()?, None::<String>)?;
    book.settle(&three, |_| {})?;
    book.take("e4")?;
    book.settle(&one, |_| {})?;
    book.take("e2")?;
    Ok(())
}

fn not_twice<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), agent_event("e2"), event("e3", "c3")])?;
    let ids: Vec<_> = [book.next_id()?, book.next_id()?, book.next_id()?, book.next_id()?]
        .into_iter()
        .flatten()
        .collect();
    same("handed out", ids, ["e1", "e2", "e3"])
}

fn released<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1"), agent_event("e3")])?;
    for _ in 0..3 {
        let work = book.take("e1")?;
        book.release(&work)?;
    }
    let work = book.take("e1")?;
    book.settle(&work, |_| {})?;
    let work = book.take("e2")?;
    book.settle(&work, |_| {})?;
    let work = book.take("e3")?;
    book.release(&work)?;
    same("the rest", book.apply_all()?, ["e3"])?;
    same("the log", book.logged(None)?, ["e1", "e2", "e3"])
}

fn keeps_place<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c2"), event("e3", "c3"), event("e4", "c1")])?;
    let one = book.take("e1")?;
    let two = book.take("e2")?;
    book.release(&one)?;
    book.release(&two)?;
    same("applied", book.apply_all()?, ["e1", "e2", "e3", "e4"])
}

fn nothing<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("accepted", book.accept(&[])?.len(), 0)?;
    same("next", book.next_id()?, None::<String>)?;
    same("due", book.due_contact(after(1_000))?, None::<String>)
}
