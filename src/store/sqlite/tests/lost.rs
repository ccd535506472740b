//! Transactions that come to nothing although the power did not go, and who hears of it.

use std::path::Path;

use super::super::session::Thread;
use super::super::{OpenError, Sqlite};
use super::{Outcome, break_off, event, without_thread};
use crate::base::{Instant, Key, Name};
use crate::plan::WorkspacePlan;
use crate::routing::RosterCommand;
use crate::store::{
    AgentStore, CommandKey, Commit, Logged, RunStore, StoreError, WorkerId, WorkspaceId, wait,
};

/// Nothing is committed but by whoever waits for that.
fn open(path: &Path) -> Result<Sqlite, OpenError> {
    without_thread(path, Thread::Rests)
}

fn names() -> (WorkspaceId, WorkerId, WorkerId) {
    (WorkspaceId("shop".into()), WorkerId("ana".into()), WorkerId("bo".into()))
}

/// Has a worker be given an event that another took in, and that comes to nothing.
fn lose(store: &Sqlite, to: &WorkerId) -> Outcome {
    let (here, ana, _) = names();
    wait(store.accept_later(&here, &ana, vec![event("e1", "c1")], Vec::new()))?;
    assert_eq!(id_of_next(store, &here, to)?.as_deref(), Some("e1"));
    break_off(store);
    Ok(())
}

const fn is_told(result: &Result<(), StoreError>) -> bool {
    matches!(result, Err(StoreError::Unavailable(_)))
}

fn id_of_next(
    store: &Sqlite,
    here: &WorkspaceId,
    to: &WorkerId,
) -> Result<Option<Name>, StoreError> {
    Ok(wait(store.next(here, to))?.map(|work| work.event.id().clone()))
}

/// Before something leaves, an engine asks only whether what it did is durable.
#[test]
fn what_came_to_nothing_is_not_durable_to_its_worker() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, ana, bo) = names();
    wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?;
    let work = wait(store.next(&here, &ana))?.ok_or("nothing to do")?;
    wait(store.commit_later(&here, &ana, Commit::of_log(Logged::new(&work.event))))?;
    break_off(&store);
    assert!(is_told(&wait(store.sync(&here, &ana))));
    assert_eq!(wait(store.sync(&here, &bo)), Ok(()));
    wait(store.enter(&here, &ana))?;
    assert_eq!(wait(store.sync(&here, &ana)), Ok(()));
    assert_eq!(id_of_next(&store, &here, &ana)?.as_deref(), Some("e1"));
    Ok(())
}

/// What is handed out may say what another worker did and what is not durable yet.
#[test]
fn whoever_was_given_what_came_to_nothing_hears_of_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, _, bo) = names();
    let plan = Box::new(WorkspacePlan::default());
    let key = CommandKey(Key::of_text("publish"));
    wait(store.apply(&here, &key, RosterCommand::Publish(plan), Instant::default()))?;
    lose(&store, &bo)?;
    let asked = RosterCommand::Opened { contact: "c1".into() };
    let key = CommandKey(Key::of_text("opened"));
    let told = wait(store.apply_later(&here, &bo, &key, asked, Instant::default()));
    assert!(is_told(&told.map(drop)));
    assert!(is_told(&wait(store.unfinished(&here, Some(&bo))).map(drop)));
    wait(store.enter(&here, &bo))?;
    assert_eq!(id_of_next(&store, &here, &bo)?, None);
    Ok(())
}

#[test]
fn an_event_that_is_sent_again_is_applied_once() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, ana, bo) = names();
    lose(&store, &bo)?;
    wait(store.enter(&here, &ana))?;
    assert_eq!(id_of_next(&store, &here, &ana)?, None);
    assert_eq!(wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?, [true]);
    let commit = Commit::of_log(Logged::new(&event("e1", "c1")));
    wait(store.commit(&here, &ana, commit.clone()))?;
    assert_eq!(id_of_next(&store, &here, &ana)?, None);
    wait(store.enter(&here, &bo))?;
    assert_eq!(id_of_next(&store, &here, &bo)?, None);
    assert_eq!(wait(store.commit(&here, &ana, commit)), Err(StoreError::Conflict));
    Ok(())
}

/// A commit that fails says nothing of a call that has returned.
#[test]
fn what_a_worker_was_told_to_do_stays_theirs() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, ana, bo) = names();
    wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?;
    let mut session = store.keeper.desk.lock()?;
    session.act(|session| session.accept(&here, Vec::new(), &[]))?;
    let work = session.look(|session| session.next(&here, &ana))?;
    assert!(work.is_some());
    session.db.execute_batch("ROLLBACK")?;
    assert!(session.flush().is_err());
    drop(session);
    assert_eq!(id_of_next(&store, &here, &bo)?, None);
    wait(store.enter(&here, &ana))?;
    assert_eq!(id_of_next(&store, &here, &bo)?.as_deref(), Some("e1"));
    Ok(())
}

/// A roster that cannot be read for a moment is not a new one.
#[test]
fn what_cannot_be_read_anew_is_read_later() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    let (here, ..) = names();
    let publish = |key: &str| {
        let plan = Box::new(WorkspacePlan::default());
        let key = CommandKey(Key::of_text(key));
        wait(store.apply(&here, &key, RosterCommand::Publish(plan), Instant::default()))
    };
    let known = publish("one")?.version;
    let opened = RosterCommand::Opened { contact: "c1".into() };
    let key = CommandKey(Key::of_text("opened"));
    let version = wait(store.apply(&here, &key, opened, Instant::default()))?.version;
    assert!(version > known);
    store.flush()?;
    let other = rusqlite::Connection::open(&path)?;
    other.execute_batch("ALTER TABLE rosters RENAME TO elsewhere")?;
    break_off(&store);
    assert!(is_told(&publish("two").map(drop)));
    other.execute_batch("ALTER TABLE elsewhere RENAME TO rosters")?;
    assert!(publish("two")?.version >= version);
    assert_eq!(wait(store.snapshot(&here))?.version, publish("two")?.version);
    Ok(())
}

#[test]
fn whoever_only_looks_has_nothing_to_wait_for() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let (here, ana, _) = names();
    let store = open(&path)?;
    wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?;
    store.flush()?;
    let view = Sqlite::view(&path)?;
    assert_eq!(wait(view.counts(&here))?.inbox, 1);
    assert_eq!(wait(view.sync(&here, &ana)), Ok(()));
    Ok(())
}
