//! What may be durable later is true at once.

use super::book::{Book, commit_of, effect, event};
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{RunStore, StoreError, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("an event that is durable later is handed out at once", handed_out),
        case("an event is new once, whenever it is durable", new_once),
        case("a commit that is durable later counts at once", counts),
        case("a commit that is durable later is one for everybody", conflict),
        case("effects of a commit that is durable later are done with later", effects),
        case("everything is there when it is durable", synced),
    ]
}

fn later<S: RunStore>(book: &Book<'_, S>, ids: &[&str]) -> Result<Vec<bool>, String> {
    let events = ids.iter().map(|id| event(id, "c1")).collect();
    let fresh = wait(book.store.accept_later(&book.here, &book.worker, events, Vec::new()));
    fresh.map_err(|error| format!("accept later: {error}"))
}

fn handed_out<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("new", later(&book, &["e1", "e2"])?, [true, true])?;
    let known = wait(store.knows(&book.here, &"e2".into()));
    same("known", known, Ok(true))?;
    same("applied", book.apply_all()?, ["e1", "e2"])
}

fn new_once<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("new", later(&book, &["e1"])?, [true])?;
    same("again", book.accept(&[event("e1", "c1"), event("e2", "c1")])?, [false, true])?;
    same("again later", later(&book, &["e2", "e3"])?, [false, true])
}

fn counts<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    later(&book, &["e1", "e2"])?;
    let first = book.take("e1")?;
    let committed = wait(store.commit_later(&book.here, &book.worker, commit_of(&first)));
    same("committed", committed, Ok(()))?;
    let second = book.take("e2")?;
    same("version", second.version, first.version + 1)?;
    same("turns", second.state.as_ref().map(|state| state.turns), Some(1))?;
    book.settle(&second, |_| {})?;
    same("the log", book.logged(None)?, ["e1", "e2"])
}

fn conflict<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    later(&book, &["e1"])?;
    let work = book.take("e1")?;
    let again = || wait(store.commit_later(&book.here, &book.worker, commit_of(&work)));
    same("first", again(), Ok(()))?;
    same("second", again(), Err(StoreError::Conflict))?;
    same("third", book.try_commit(commit_of(&work)), Err(StoreError::Conflict))
}

fn effects<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    later(&book, &["e1"])?;
    let mut commit = commit_of(&book.take("e1")?);
    commit.outbox = vec![effect("one"), effect("two")].into();
    let keys: Vec<_> = commit.outbox.iter().map(|one| one.effect.key).collect();
    same("commit", wait(store.commit_later(&book.here, &book.worker, commit)), Ok(()))?;
    same("to do", book.counts()?.outbox, 2)?;
    let done = wait(store.accept_later(&book.here, &book.worker, Vec::new(), keys));
    same("done", done, Ok(Vec::new()))?;
    same("nothing to do", book.counts()?.outbox, 0)
}

fn synced<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("nothing to wait for", wait(store.sync(&book.here, &book.worker)), Ok(()))?;
    later(&book, &["e1"])?;
    same("something to wait for", wait(store.sync(&book.here, &book.worker)), Ok(()))?;
    same("applied", book.apply_all()?, ["e1"])?;
    same("nothing new", wait(store.sync(&book.here, &book.worker)), Ok(()))
}
