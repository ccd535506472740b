//! Events that were given up: visible, and in nobody's way.

use super::book::{Book, after, agent_event, event, event_at};
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{DeadLetter, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("an event that was given up stays visible, with why and when", visible),
        case("an event that was given up is not handed out again", not_again),
        case("the contact's next event goes on", next_goes_on),
        case("events that were given up come oldest first", oldest_first),
        case("an event that was given up is not new again", known),
        case("an event about an agent can be given up too", about_agent),
        case("giving up leaves the contact, the log and the latest moment as they are", the_rest),
    ]
}

fn letter(id: &str) -> DeadLetter {
    DeadLetter { id: id.into(), at: after(90), why: format!("`{id}` cannot be read").into() }
}

fn bury<S: RunStore>(book: &Book<'_, S>, id: &str) -> Outcome {
    wait(book.store.bury(&book.here, letter(id))).map_err(|error| error.to_string())
}

fn dead<S: RunStore>(book: &Book<'_, S>) -> Result<Vec<DeadLetter>, String> {
    wait(book.store.dead(&book.here)).map_err(|error| error.to_string())
}

fn visible<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("before", dead(&book)?.len(), 0)?;
    book.accept(&[event("e1", "c1")])?;
    book.take("e1")?;
    bury(&book, "e1")?;
    same("after", dead(&book)?, [letter("e1")])
}

fn not_again<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let work = book.take("e1")?;
    book.release(&work)?;
    book.take("e1")?;
    bury(&book, "e1")?;
    same("to do", book.next_id()?, None::<String>)?;
    same("not applied", book.counts()?.inbox, 0)
}

fn next_goes_on<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1"), event("e3", "c2")])?;
    book.take("e1")?;
    bury(&book, "e1")?;
    same("applied", book.apply_all()?, ["e2", "e3"])?;
    same("the log", book.logged(Some("c1"))?, ["e2"])
}

fn oldest_first<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    for id in ["e3", "e1", "e2"] {
        book.accept(&[event(id, "c1")])?;
        book.take(id)?;
        bury(&book, id)?;
    }
    same("dead", dead(&book)?, [letter("e3"), letter("e1"), letter("e2")])
}

fn known<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    book.take("e1")?;
    bury(&book, "e1")?;
    same("new", book.accept(&[event("e1", "c1")])?, [false])?;
    same("to do", book.next_id()?, None::<String>)
}

fn about_agent<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[agent_event("e1"), event("e2", "c1")])?;
    book.take("e1")?;
    bury(&book, "e1")?;
    same("dead", dead(&book)?, [letter("e1")])?;
    same("applied", book.apply_all()?, ["e2"])
}

fn the_rest<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.bring("e1", "c1", |_| {})?;
    book.accept(&[event_at("e2", "c1", after(3))])?;
    book.take("e2")?;
    let before = (book.contact("c1")?, book.log(None)?);
    bury(&book, "e2")?;
    same("contact and log", (book.contact("c1")?, book.log(None)?), before)?;
    same("latest", book.counts()?.latest, Some(after(3)))
}
