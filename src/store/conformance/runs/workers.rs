//! Several workers on one store: whose an event is, whose an effect, and what is owed to a contact.

use super::book::{Book, after, agent_event, commit_of, effect, event, event_about, set_timers};
use crate::base::{Key, Name};
use crate::runtime::{Act, Outbound, Outgoing};
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{Commit, RunStore, StoreError, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("a worker that starts again gives back what it was at", gives_back),
        case("events keep their places when a worker starts again", places),
        case("a worker that starts again leaves others at their events", leaves_others),
        case("a timer fires again when the worker it was handed to starts again", timer_again),
        case("an effect belongs to the worker who committed it", whose),
        case("effects of every worker are seen together", everybodys),
        case("an event comes with what the roster was not told of its contact", owed),
        case("a timer comes with what the roster was not told of its contact", owed_timer),
        case("messages are not owed to the roster", no_messages),
        case("two events about one agent are never out at once", one_agent),
        case("an event that was applied cannot be applied by another worker", applied_once),
        case("an event that was given up cannot be applied", given_up),
    ]
}

fn gives_back<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), agent_event("e2"), event("e3", "c3")])?;
    book.take("e1")?;
    book.take("e2")?;
    book.take("e3")?;
    same("to do", book.next_id()?, None::<String>)?;
    book.enter()?;
    same("applied", book.apply_all()?, ["e1", "e2", "e3"])?;
    book.enter()?;
    same("to do in the end", book.next_id()?, None::<String>)
}

fn places<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1"), event("e3", "c3")])?;
    book.take("e1")?;
    book.take("e3")?;
    book.enter()?;
    same("applied", book.apply_all()?, ["e1", "e2", "e3"])
}

fn leaves_others<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let other = book.as_worker("other");
    book.accept(&[event("e1", "c1"), agent_event("e2"), event("e3", "c3")])?;
    let first = book.take("e1")?;
    book.take("e2")?;
    other.take("e3")?;
    other.enter()?;
    same("handed out", other.next_id()?, Some("e3".to_owned()))?;
    same("nothing else", other.next_id()?, None::<String>)?;
    book.settle(&first, |_| {})?;
    same("the log", book.logged(None)?, ["e1"])
}

fn timer_again<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.bring("e1", "c1", |state| set_timers(state, &[after(5)]))?;
    same("due", book.due_contact(after(9))?, Some("c1".to_owned()))?;
    let other = book.as_worker("other");
    other.enter()?;
    same("at work", other.due_contact(after(9))?, None::<String>)?;
    book.enter()?;
    same("due again", other.due_contact(after(9))?, Some("c1".to_owned()))
}

/// Effects as they are listed, by the name they were given.
fn listed<S: RunStore>(book: &Book<'_, S>, all: bool) -> Result<Vec<String>, String> {
    let worker = Some(&book.worker).filter(|_| !all);
    let rows = wait(book.store.unfinished(&book.here, worker));
    let rows = rows.map_err(|error| error.to_string())?;
    Ok(rows.into_iter().map(|(row, _)| row.contact.to_string()).collect())
}

fn ask<S: RunStore>(book: &Book<'_, S>, id: &str, outbox: Vec<Outbound>) -> Outcome {
    book.accept(&[event(id, "c1")])?;
    book.commit(Commit { outbox: outbox.into(), ..commit_of(&book.take(id)?) })
}

fn whose<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let other = book.as_worker("other");
    ask(&book, "e1", vec![effect("f1"), effect("f2")])?;
    ask(&other, "e2", vec![effect("f3")])?;
    ask(&book, "e3", vec![effect("f4")])?;
    book.accept_done(&[], vec![Key::of_text("f2")])?;
    same("of the one", listed(&book, false)?, ["f1", "f4"])?;
    same("of the other", listed(&other, false)?, ["f3"])?;
    other.accept_done(&[], vec![Key::of_text("f1")])?;
    same("done by the other", listed(&book, false)?, ["f4"])?;
    same("of nobody", listed(&book.as_worker("nobody"), false)?, Vec::<String>::new())
}

fn everybodys<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", vec![effect("f1")])?;
    ask(&book.as_worker("other"), "e2", vec![effect("f2")])?;
    ask(&book, "e3", vec![effect("f3")])?;
    same("of everybody", listed(&book, true)?, ["f1", "f2", "f3"])
}

/// Something the roster has to hear of a contact.
fn for_roster(name: &str, contact: &str) -> Outbound {
    Outbound { contact: contact.into(), ..effect(name) }
}

fn keys(owed: &[Outbound]) -> Vec<Key> {
    owed.iter().map(|one| one.effect.key).collect()
}

fn owed<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let outbox = vec![for_roster("f2", "c1"), for_roster("f1", "c1"), for_roster("f3", "c2")];
    ask(&book, "e1", outbox)?;
    ask(&book, "e2", vec![for_roster("f4", "c1")])?;
    book.accept_done(&[], vec![Key::of_text("f1")])?;
    let other = book.as_worker("other");
    book.accept(&[event("e3", "c1"), event("e4", "c2"), event("e5", "c3")])?;
    let wanted = |names: &[&str]| names.iter().map(|name| Key::of_text(name)).collect::<Vec<_>>();
    same("of c1", keys(&other.take("e3")?.owed), wanted(&["f2", "f4"]))?;
    same("of c2", keys(&other.take("e4")?.owed), wanted(&["f3"]))?;
    same("of c3", keys(&other.take("e5")?.owed), wanted(&[]))
}

fn owed_timer<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let mut commit = commit_of(&book.take("e1")?);
    commit.outbox = [for_roster("f1", "c1")].into();
    if let Some(state) = &mut commit.state {
        set_timers(state, &[after(5)]);
    }
    book.commit(commit)?;
    let owed = book.due(after(9))?.map(|work| keys(&work.owed));
    same("owed", owed, Some(vec![Key::of_text("f1")]))
}

fn no_messages<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let mut message = for_roster("f1", "c1");
    let act = Act::Send(Outgoing { text: Name::new_static("Hi"), ..Outgoing::default() });
    message.effect = crate::runtime::Effect { key: message.effect.key, act }.into();
    ask(&book, "e1", vec![message])?;
    book.accept(&[event("e2", "c1")])?;
    same("owed", keys(&book.take("e2")?.owed), Vec::<Key>::new())
}

fn one_agent<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let other = book.as_worker("other");
    book.accept(&[event_about("e1", "ana"), event_about("e2", "ana"), event_about("e3", "bo")])?;
    let first = book.take("e1")?;
    let third = other.take("e3")?;
    same("while both are worked on", other.next_id()?, None::<String>)?;
    other.settle(&third, |_| {})?;
    same("while the first is worked on", other.next_id()?, None::<String>)?;
    book.settle(&first, |_| {})?;
    other.take("e2")?;
    Ok(())
}

fn applied_once<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let other = book.as_worker("other");
    book.accept(&[agent_event("e1")])?;
    let first = book.take("e1")?;
    book.enter()?;
    let second = other.take("e1")?;
    other.settle(&second, |_| {})?;
    same("the commit", book.try_commit(commit_of(&first)), Err(StoreError::Conflict))?;
    same("the log", book.logged(None)?, ["e1"])
}

fn given_up<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let work = book.take("e1")?;
    let letter = crate::store::DeadLetter { id: "e1".into(), at: after(1), why: "damaged".into() };
    wait(store.bury(&book.here, letter)).map_err(|error| error.to_string())?;
    same("the commit", book.try_commit(commit_of(&work)), Err(StoreError::Conflict))?;
    same("the contact", book.contact("c1")?, None)
}
