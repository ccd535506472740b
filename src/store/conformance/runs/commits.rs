//! Commits: all of it or nothing, and only on the contact as it is.

use super::book::after;
use super::book::{Book, commit_of, effect, event, set_text, set_timers};
use crate::runtime::ContactState;
use crate::store::conformance::{Case, Outcome, case, holds, same};
use crate::store::{Commit, Logged, RunStore, StoreError};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("an event that was committed never comes again", never_again),
        case("the next event of a contact comes with the contact as it was committed", carried_on),
        case("every commit of a contact raises its version by one", versions),
        case("a commit on an older version is a conflict", older_version),
        case("a commit on a version that is not there yet is a conflict", future_version),
        case("a commit that conflicts leaves nothing behind", conflict_leaves_nothing),
        case("an event whose commit conflicted comes again with the newer contact", tried_again),
        case(
            "an event whose commit conflicted is not handed out until it is given back",
            still_at_work,
        ),
        case("a commit without a contact applies its event", without_contact),
        case("a commit without an event changes the contact alone", without_event),
        case("a contact is read as it was written", as_written),
        case("of two commits on one version the first wins", first_wins),
    ]
}

fn never_again<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1")])?;
    same("applied", book.apply_all()?, ["e1", "e2"])?;
    same("to do", book.next_id()?, None::<String>)?;
    same("not applied", book.counts()?.inbox, 0)?;
    same("turns", book.contact("c1")?.map(|state| state.turns), Some(2))
}

fn carried_on<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1")])?;
    let first = book.take("e1")?;
    book.settle(&first, |state| set_text(state, "first_name", Some("Ana")))?;
    let second = book.take("e2")?;
    let name = second.state.as_ref().and_then(|state| state.contact.full_name());
    same("the name", name, Some("Ana".into()))?;
    same("the state", second.state.map(|state| *state), book.contact("c1")?)
}

fn versions<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let mut found = Vec::new();
    for id in ["e1", "e2", "e3"] {
        book.accept(&[event(id, "c1")])?;
        let work = book.take(id)?;
        found.push(work.version);
        book.settle(&work, |_| {})?;
    }
    same("versions", found, [0, 1, 2])
}

fn is_conflict(result: Result<(), StoreError>) -> Outcome {
    same("the commit", result, Err(StoreError::Conflict))
}

fn older_version<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c1")])?;
    let first = book.take("e1")?;
    book.settle(&first, |_| {})?;
    let second = book.take("e2")?;
    is_conflict(book.try_commit(Commit { version: 0, ..commit_of(&second) }))
}

fn future_version<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let first = book.take("e1")?;
    is_conflict(book.try_commit(Commit { version: 1, ..commit_of(&first) }))?;
    same("the contact", book.contact("c1")?, None)
}

/// The contact `c1` at version 1, and an event of it that is worked on.
fn at_work<'a, S: RunStore>(store: &'a S) -> Result<(Book<'a, S>, crate::store::Work), String> {
    let book = Book::of(store);
    book.bring("e1", "c1", |state| set_text(state, "email", Some("ana@x.test")))?;
    book.accept(&[event("e2", "c1")])?;
    let work = book.take("e2")?;
    Ok((book, work))
}

fn conflict_leaves_nothing<S: RunStore>(store: &S) -> Outcome {
    let (book, work) = at_work(store)?;
    let before = (book.contact("c1")?, book.log(None)?, book.counts()?);
    let mut commit = Commit { version: 0, ..commit_of(&work) };
    commit.outbox = [effect("f1")].into();
    if let Some(state) = &mut commit.state {
        set_timers(state, &[after(5)]);
        set_text(state, "email", Some("bo@x.test"));
    }
    is_conflict(book.try_commit(commit))?;
    book.release(&work)?;
    same(
        "contact, log and counts",
        (book.contact("c1")?, book.log(None)?, book.counts()?),
        before,
    )?;
    same("due", book.due_contact(after(60))?, None::<String>)
}

fn tried_again<S: RunStore>(store: &S) -> Outcome {
    let (book, work) = at_work(store)?;
    is_conflict(book.try_commit(Commit { version: 7, ..commit_of(&work) }))?;
    book.release(&work)?;
    let again = book.take("e2")?;
    same("version", again.version, 1)?;
    book.settle(&again, |_| {})?;
    same("turns", book.contact("c1")?.map(|state| state.turns), Some(2))?;
    same("the log", book.logged(None)?, ["e1", "e2"])
}

fn still_at_work<S: RunStore>(store: &S) -> Outcome {
    let (book, work) = at_work(store)?;
    book.accept(&[event("e3", "c1")])?;
    is_conflict(book.try_commit(Commit { version: 7, ..commit_of(&work) }))?;
    same("before", book.next_id()?, None::<String>)?;
    book.release(&work)?;
    same("then", book.apply_all()?, ["e2", "e3"])
}

fn without_contact<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[super::book::agent_event("e1")])?;
    let work = book.take("e1")?;
    let mut commit = commit_of(&work);
    holds("no state", commit.state.is_none())?;
    commit.outbox = [effect("f1")].into();
    book.commit(commit)?;
    same("to do", book.next_id()?, None::<String>)?;
    let counts = book.counts()?;
    same("counts", (counts.contacts, counts.inbox, counts.outbox), (0, 0, 1))
}

fn without_event<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let state = ContactState::new("c2".into(), after(0));
    let log = Logged::new(&event("", "c2"));
    book.commit(Commit {
        event: None,
        state: Some(Box::new(state)),
        version: 0,
        outbox: [].into(),
        log,
    })?;
    same("contacts", book.counts()?.contacts, 1)?;
    same("applied", book.apply_all()?, ["e1"])
}

fn as_written<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let mut written = ContactState::new("c/1".into(), after(-9));
    set_timers(&mut written, &[after(5), after(9)]);
    set_text(&mut written, "first_name", Some("Zoë \"Z\" \\ \n 李 👩‍💻"));
    written.contact.tags = vec!["vip".into(), "a b".into()];
    written.contact.owner = Some("ana".into());
    written.enrolled.insert("care".into(), 2);
    (written.turns, written.routed) = (7, u64::from(u32::MAX) + 1);
    book.bring("e1", "c/1", |state| *state = written.clone())?;
    same("the contact", book.contact("c/1")?, Some(written.clone()))?;
    book.accept(&[event("e2", "c/1")])?;
    same("with the next event", book.take("e2")?.state, Some(Box::new(written)))
}

fn first_wins<S: RunStore>(store: &S) -> Outcome {
    let (book, work) = at_work(store)?;
    let named = |name: &str| {
        let mut commit = commit_of(&work);
        if let Some(state) = &mut commit.state {
            set_text(state, "first_name", Some(name));
        }
        commit
    };
    book.commit(named("Ana"))?;
    is_conflict(book.try_commit(named("Bo")))?;
    let name = book.contact("c1")?.and_then(|state| state.contact.full_name());
    same("the name", name, Some("Ana".into()))?;
    same("the log", book.logged(None)?, ["e1", "e2"])
}
