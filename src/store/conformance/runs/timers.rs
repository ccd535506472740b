//! Timers: in order, never early, and once.

use super::book::{Book, after, event, set_timers};
use crate::base::Instant;
use crate::runtime::Arrival;
use crate::store::conformance::{Case, Outcome, case, holds, same};
use crate::store::{Inward, RunStore};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("a timer is never early", never_early),
        case("timers fire in order of their moments", in_order),
        case("of timers of one moment those set first fire first", longest_first),
        case("a timer says its moment and brings the contact", what_it_brings),
        case("a timer that fired does not fire again", once),
        case("a timer that was put off does not fire at its old moment", put_off),
        case("a timer that was put forward fires at its new moment", put_forward),
        case("a timer that was taken away does not fire", taken_away),
        case("a timer that was moved back and forth fires once", back_and_forth),
        case("of several waits of a contact the first counts, then the next", several),
        case("a timer that is worked on is not handed out a second time", not_twice),
        case("a timer that was given back comes again", released),
        case("a timer of a contact that is worked on comes when that is over", busy),
        case("a timer of a contact whose event was given back still comes", busy_then_released),
        case("an event waits while the contact's timer is worked on", event_waits),
        case("a timer whose commit conflicts comes again", conflict),
    ]
}

/// A contact with timers.
fn wait_until<S: RunStore>(book: &Book<'_, S>, contact: &str, dues: &[Instant]) -> Outcome {
    let id = format!("wait/{contact}/{dues:?}");
    book.bring(&id, contact, |state| set_timers(state, dues))
}

/// Fires every timer that is due, each of which then waits for nothing more.
fn fire<S: RunStore>(book: &Book<'_, S>, now: Instant) -> Result<Vec<String>, String> {
    let mut fired = Vec::new();
    while let Some(work) = book.due(now)? {
        book.settle(&work, |state| state.runs.clear())?;
        fired.extend(work.event.contact().map(ToString::to_string));
        if fired.len() > 1_000 {
            return Err("timers fire again and again".to_owned());
        }
    }
    Ok(fired)
}

fn never_early<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    let before = Instant { millis: after(10).millis - 1 };
    same("a moment before", book.due_contact(before)?, None::<String>)?;
    same("at the moment", book.due_contact(after(10))?, Some("c1".to_owned()))
}

fn in_order<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    for (contact, seconds) in [("c1", 30), ("c2", 10), ("c3", 40), ("c4", 20), ("c5", 99)] {
        wait_until(&book, contact, &[after(seconds)])?;
    }
    same("fired", fire(&book, after(50))?, ["c2", "c4", "c1", "c3"])?;
    same("the last", fire(&book, after(99))?, ["c5"])
}

fn longest_first<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    for contact in ["c3", "c1", "c2", "c4"] {
        wait_until(&book, contact, &[after(10)])?;
    }
    // One that stays as it was keeps its place, one that was another begins anew.
    wait_until(&book, "c1", &[after(10), after(20)])?;
    wait_until(&book, "c3", &[after(20)])?;
    wait_until(&book, "c3", &[after(10), after(30)])?;
    same("fired", fire(&book, after(10))?, ["c1", "c2", "c4", "c3"])
}

fn what_it_brings<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    let work = book.due(after(60))?.ok_or("no timer")?;
    let Inward::Contact(incoming) = &work.event.event else { return Err("no contact".into()) };
    same("what", &incoming.arrival, &Arrival::Due)?;
    same("when", incoming.at, after(10))?;
    same("version", work.version, 1)?;
    same("the contact", work.state.map(|state| *state), book.contact("c1")?)
}

fn once<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    same("fired", fire(&book, after(10))?, ["c1"])?;
    same("later", fire(&book, after(1_000))?.len(), 0)?;
    same("timers", book.counts()?.timers, 0)
}

fn put_off<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    wait_until(&book, "c1", &[after(20)])?;
    same("the old moment", fire(&book, after(19))?.len(), 0)?;
    same("the new moment", fire(&book, after(20))?, ["c1"])
}

fn put_forward<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(20)])?;
    wait_until(&book, "c1", &[after(10)])?;
    same("the new moment", fire(&book, after(10))?, ["c1"])?;
    same("the old moment", fire(&book, after(20))?.len(), 0)
}

fn taken_away<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    wait_until(&book, "c1", &[])?;
    same("due", fire(&book, after(60))?.len(), 0)?;
    same("timers", book.counts()?.timers, 0)
}

fn back_and_forth<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    for (number, seconds) in [(0, 10), (1, 20), (2, 10), (3, 30), (4, 10)] {
        book.bring(&format!("e{number}"), "c1", |state| set_timers(state, &[after(seconds)]))?;
    }
    same("fired", fire(&book, after(60))?, ["c1"])
}

fn several<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(30), after(10), after(20)])?;
    wait_until(&book, "c2", &[after(15)])?;
    let first = book.due(after(60))?.ok_or("no timer")?;
    same("the first", first.event.at(), after(10))?;
    book.settle(&first, |state| set_timers(state, &[after(30), after(20)]))?;
    same("the others", fire(&book, after(16))?, ["c2"])?;
    let second = book.due(after(60))?.ok_or("no second timer")?;
    same("the second", second.event.at(), after(20))
}

fn not_twice<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    wait_until(&book, "c2", &[after(20)])?;
    same("the first", book.due_contact(after(60))?, Some("c1".to_owned()))?;
    same("the second", book.due_contact(after(60))?, Some("c2".to_owned()))?;
    same("no third", book.due_contact(after(60))?, None::<String>)
}

fn released<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    let work = book.due(after(10))?.ok_or("no timer")?;
    book.release(&work)?;
    same("again", fire(&book, after(10))?, ["c1"])?;
    same("to do", book.next_id()?, None::<String>)
}

fn busy<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    book.accept(&[event("e1", "c1")])?;
    let work = book.take("e1")?;
    same("meanwhile", book.due_contact(after(60))?, None::<String>)?;
    book.settle(&work, |_| {})?;
    same("then", fire(&book, after(60))?, ["c1"])
}

fn busy_then_released<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    book.accept(&[event("e1", "c1")])?;
    let work = book.take("e1")?;
    same("meanwhile", book.due_contact(after(60))?, None::<String>)?;
    book.release(&work)?;
    same("then", fire(&book, after(60))?, ["c1"])
}

fn event_waits<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    let timer = book.due(after(10))?.ok_or("no timer")?;
    book.accept(&[event("e1", "c1"), event("e2", "c2")])?;
    let other = book.take("e2")?;
    same("meanwhile", book.next_id()?, None::<String>)?;
    book.settle(&timer, |state| state.runs.clear())?;
    book.settle(&other, |_| {})?;
    same("then", book.apply_all()?, ["e1"])
}

fn conflict<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    wait_until(&book, "c1", &[after(10)])?;
    let timer = book.due(after(10))?.ok_or("no timer")?;
    let commit = crate::store::Commit { version: 9, ..super::book::commit_of(&timer) };
    holds("the commit is refused", book.try_commit(commit).is_err())?;
    book.release(&timer)?;
    same("again", fire(&book, after(10))?, ["c1"])
}
