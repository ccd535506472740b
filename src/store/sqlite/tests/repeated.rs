//! Calls that are done again, and what a process left that died.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::super::session::{Reach, Thread};
use super::super::{Missing, Sqlite, lock};
use super::random::set_timers;
use super::{Outcome, break_off, event, here, without_thread};
use crate::base::{Instant, Value};
use crate::runtime::{Arrival, ContactState, Incoming};
use crate::store::{Commit, Inbound, Logged, RunStore, Work, WorkerId, wait};

fn open(path: &Path) -> Outcome<Sqlite> {
    Ok(without_thread(path, Thread::Rests)?)
}

/// Everything is durable as it was called.
fn send(store: &Sqlite) -> Outcome {
    let mut session = store.keeper.desk.lock()?;
    if let Some(part) = session.part(Reach::Calls)? {
        store.keeper.desk.sync(&part)?;
        session.reached_the_disk(&part);
    }
    Ok(())
}

/// Its state has other timers from there on.
fn commit(store: &Sqlite, worker: &WorkerId, work: Work, timers: &[u64]) -> Outcome {
    let contact = work.event.contact().cloned().unwrap_or_default();
    let new = || Box::new(ContactState::new(contact, work.event.at()));
    let mut state = work.state.unwrap_or_else(new);
    set_timers(&mut state, timers);
    let (state, version) = (Some(state), work.version);
    let commit = Commit { state, version, ..Commit::of_log(Logged::new(&work.event)) };
    Ok(wait(store.commit_later(&here(), worker, commit))?)
}

/// An event that is too deep to be read is given up when its turn comes, and stops nobody before.
#[test]
fn what_is_nested_deep_is_called_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    let deep = (0..200).fold(Value::Bool(true), |value, _| Value::List(vec![value]));
    let arrival = Arrival::Webhook { name: "order".into(), body: vec![("deep".into(), deep)] };
    let (id, at, contact, known) = ("e1".into(), Instant::default(), "c1".into(), Vec::new());
    let deep = Inbound::new(Incoming { id, at, contact, known, arrival });
    wait(store.accept(&here(), vec![deep, event("e2", "c2")], Vec::new()))?;
    break_off(&store);
    assert_eq!(wait(store.counts(&here()))?.inbox, 2);
    drop(store);
    let store = open(&path)?;
    assert_eq!(wait(store.counts(&here()))?.inbox, 2);
    let next = wait(store.next(&here(), &WorkerId::default()))?;
    assert_eq!(next.map(|work| work.event.id().to_string()).as_deref(), Some("e2"));
    assert_eq!(wait(store.dead(&here()))?.len(), 1);
    Ok(())
}

/// A timer that fired is done again while somebody works on the next one of its contact.
#[test]
fn a_timer_stays_with_whoever_works_on_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, ana, bo) = (here(), WorkerId("ana".into()), WorkerId("bo".into()));
    let at = |millis| Instant { millis };
    wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?;
    let work = wait(store.next(&here, &ana))?.ok_or("nothing to do")?;
    commit(&store, &ana, work, &[5])?;
    let first = wait(store.due(&here, &ana, at(5)))?.ok_or("nothing is due")?;
    commit(&store, &ana, first, &[6])?;
    send(&store)?;
    let second = wait(store.due(&here, &bo, at(6)))?.ok_or("nothing is due")?;
    break_off(&store);
    assert!(wait(store.due(&here, &ana, at(6)))?.is_none(), "somebody works on it");
    wait(store.enter(&here, &bo))?;
    let again = wait(store.due(&here, &bo, at(6)))?.ok_or("nothing is due")?;
    assert_eq!((again.version, again.state == second.state), (2, true));
    Ok(())
}

/// What was durable is seen also while somebody else brings it into the file.
#[test]
fn whoever_looks_waits_for_whoever_is_at_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = open(&path)?;
    wait(store.accept(&here(), vec![event("e1", "c1")], Vec::new()))?;
    drop(store);
    let other = lock::take(&path).map_err(|_| "it is taken")?;
    let seen = thread::scope(|scope| {
        let view = scope.spawn(|| Sqlite::view(&path));
        thread::sleep(Duration::from_millis(15));
        drop(other);
        view.join().map_err(|_| "it panicked")
    })??;
    assert_eq!(wait(seen.counts(&here()))?.inbox, 1);
    Ok(())
}

/// What was acknowledged is in a file that is opened, or looked at, behind a process that died.
#[test]
fn calls_of_a_process_that_died_are_in_the_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    for round in 1..=3 {
        let store = open(&path)?;
        wait(store.accept(&here(), vec![event(&format!("e{round}"), "c1")], Vec::new()))?;
        drop(store);
        if round == 2 {
            let view = Sqlite::view(&path)?;
            assert_eq!(wait(view.counts(&here()))?.inbox, 2);
        }
    }
    assert_eq!(wait(open(&path)?.counts(&here()))?.inbox, 3);
    Ok(())
}

/// A loss of power may take a call and leave the one behind it, which the same call then stands before.
#[test]
fn what_stands_behind_a_call_that_was_lost_is_lost() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let (here, ana) = (here(), WorkerId("ana".into()));
    let store = open(&path)?;
    for id in ["e1", "e2"] {
        wait(store.accept_later(&here, &ana, vec![event(id, "c1")], Vec::new()))?;
    }
    send(&store)?;
    drop(store);
    let mut redo = OpenOptions::new().write(true).open(folder.path().join("shop.db-redo"))?;
    redo.write_all(&[0; 32])?;
    for count in 0..=1 {
        let store = open(&path)?;
        assert_eq!(wait(store.counts(&here))?.inbox, count);
        wait(store.accept(&here, vec![event("e1", "c1")], Vec::new()))?;
    }
    Ok(())
}

/// A view holds a file for a moment, which is no reason not to open it.
#[test]
fn whoever_opens_waits_for_whoever_only_looks() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let other = lock::take(&path).map_err(|_| "it is taken")?;
    assert!(lock::is_taken(&path));
    let opened = thread::scope(|scope| {
        let store = scope.spawn(|| Sqlite::open(&path, Missing::Create));
        thread::sleep(Duration::from_millis(5));
        drop(other);
        store.join().map_err(|_| "it panicked")
    })?;
    assert!(opened.is_ok());
    drop(opened);
    assert!(!lock::is_taken(&path));
    Ok(())
}

/// What customers write stands in both.
#[cfg(unix)]
#[test]
fn calls_are_as_secret_as_the_file() -> Outcome {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    drop(open(&path)?);
    fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    drop(open(&path)?);
    let redo = fs::metadata(folder.path().join("shop.db-redo"))?;
    assert_eq!(redo.permissions().mode() & 0o777, 0o600);
    Ok(())
}
