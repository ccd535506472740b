//! How far calls reach, and when.

use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::super::files::Files;
use super::super::redo::ROOM;
use super::super::session::{Reach, Session, Thread};
use super::super::sync::Desk;
use super::super::{Missing, Sqlite, desk, inbox};
use super::{Outcome, event, here, without_thread};
use crate::store::{RunStore, StoreError, WorkerId, wait};

/// How many events another process sees.
fn seen(path: &Path) -> u64 {
    let other = rusqlite::Connection::open(path);
    let count = other
        .and_then(|db| db.query_row("SELECT COUNT(*) FROM inbox", [], |row| row.get::<_, i64>(0)));
    count.ok().and_then(|count| u64::try_from(count).ok()).unwrap_or_default()
}

fn accept(session: &mut Session, id: &str) -> Result<(), StoreError> {
    let events = inbox::Written::now(vec![event(id, "c1")])?;
    session.act(|session| session.accept(&here(), events, &[])).map(drop)
}

#[test]
fn calls_that_find_no_room_are_in_the_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = without_thread(&path, Thread::Rests)?;
    let mut count = 0;
    while store.syncs().log == 0 && count < ROOM {
        assert_eq!(seen(&path), 0);
        wait(store.accept(&here(), vec![event(&format!("e{count}"), "c1")], Vec::new()))?;
        count += 1;
    }
    assert_eq!((store.syncs().log, seen(&path)), (1, count as u64));
    assert!(store.keeper.desk.lock()?.is_settled());
    Ok(())
}

#[test]
fn calls_behind_which_nothing_comes_are_in_the_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = Sqlite::open(&path, Missing::Create)?;
    wait(store.accept(&here(), vec![event("e1", "c1")], Vec::new()))?;
    let later = vec![event("e2", "c1")];
    wait(store.accept_later(&here(), &WorkerId::default(), later, Vec::new()))?;
    let is_there = (0..1_000).any(|_| {
        thread::sleep(Duration::from_millis(5));
        seen(&path) == 2
    });
    assert!(is_there);
    Ok(())
}

/// A commit that is not on its way to the disk yet is not there with the one before.
#[test]
fn a_commit_is_durable_with_its_own_sync() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = without_thread(&folder.path().join("shop.db"), Thread::Rests)?;
    let mut session = store.keeper.desk.lock()?;
    accept(&mut session, "e1")?;
    let part = session.part(Reach::File)?.ok_or("nothing is to be synced")?;
    accept(&mut session, "e2")?;
    session.flush()?;
    session.reached_the_disk(&part);
    assert!(!session.is_synced() && !session.is_settled());
    assert!(session.part(Reach::Calls)?.is_some(), "the call is nowhere");
    Ok(())
}

/// A store that is there already, on other files than its own.
fn on(path: &Path, files: impl FnOnce(&Path) -> io::Result<Files>) -> Outcome<Desk> {
    let (db, lock) = super::super::open::open(path, Missing::Refuse)?;
    let (store, done) = super::super::open::done(&db)?.ok_or("no redo log")?;
    let (_, redo) = Files::open(path, store, done)?;
    let desk = Desk::new(Session::load(db, Some(lock), redo)?, Some(files(path)?));
    desk.lock()?.thread = Thread::Rests;
    Ok(desk)
}

/// Nobody knows what is on a disk that failed, and nothing goes on behind it.
#[test]
fn a_disk_that_fails_is_the_end() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    drop(desk(&path, Missing::Create)?);
    let failing = on(&path, Files::failing)?;
    let store = Sqlite::at(failing.into(), None);
    let first = wait(store.accept(&here(), vec![event("e1", "c1")], Vec::new()));
    assert_eq!(first, Err(StoreError::Unknown));
    let second = wait(store.accept(&here(), vec![event("e2", "c1")], Vec::new()));
    assert!(matches!(second, Err(StoreError::Unavailable(_))), "{second:?}");
    drop(store);
    assert_eq!(seen(&path), 0);
    Ok(())
}

/// What may not be on the disk in the file itself stays among the calls.
#[cfg(unix)]
#[test]
fn calls_are_kept_until_the_file_is_on_the_disk() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    drop(desk(&path, Missing::Create)?);
    let failing = on(&path, Files::without_log)?;
    // Opening counts on nothing that was not synced.
    assert!(failing.settle().is_err());
    let store = Sqlite::at(failing.into(), None);
    assert_eq!(wait(store.accept(&here(), vec![event("e1", "c1")], Vec::new())), Ok(vec![true]));
    store.keeper.desk.close();
    store.keeper.desk.work();
    let session = store.keeper.desk.lock()?;
    assert!(!session.is_settled());
    assert!(session.redo.committed() > 0, "calls were given up");
    Ok(())
}
