//! The file, and what is refused.

mod lives;
mod lost;
mod random;
mod reaches;
mod repeated;
mod waits;

use std::io;
use std::path::Path;
use std::sync::Arc;

use rusqlite::StatementStatus;

use super::failure::Failure;
use super::inbox::TO_DO;
use super::outbox::OWED;
use super::schema::{APPLICATION, MIGRATIONS};
use super::session::Thread;
use super::{Missing, OpenError, Sqlite, desk};
use crate::base::{Instant, Key, Name};
use crate::runtime::{Act, Arrival, ContactState, Effect, Incoming, Outbound};
use crate::store::{
    Commit, Inbound, Inward, Logged, RunStore, StoreError, WorkerId, WorkspaceId, wait,
};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn here() -> WorkspaceId {
    WorkspaceId("shop".into())
}

fn open(path: &Path) -> Result<Sqlite, OpenError> {
    Sqlite::open(path, Missing::Create)
}

/// A store whose thread stays at what it is at, and never does anything.
pub(super) fn without_thread(path: &Path, at: Thread) -> Result<Sqlite, OpenError> {
    let desk = desk(path, Missing::Create)?;
    if let Ok(mut session) = desk.lock() {
        session.thread = at;
    }
    Ok(Sqlite::at(Arc::new(desk), None))
}

/// Has what is open come to nothing, in a call that fails.
pub(super) fn break_off(store: &Sqlite) {
    let undone: Result<(), StoreError> =
        store.look(|_| Err(Failure::Broken(rusqlite::Error::InvalidQuery)));
    assert!(undone.is_err());
}

fn why(result: Result<Sqlite, OpenError>) -> String {
    result.err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn the_library_is_new_enough() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn the_second_process_is_told() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let first = open(&path);
    assert!(first.is_ok());
    assert!(matches!(open(&path), Err(OpenError::Taken(_))));
    drop(first);
    assert!(open(&path).is_ok());
    Ok(())
}

#[test]
fn foreign_newer_and_damaged_files_are_refused_and_left_as_they_are() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(Sqlite::open(&path("none.db"), Missing::Refuse), Err(OpenError::Missing(_))));
    assert!(!path("none.db").exists());

    std::fs::write(path("text.db"), "not a store at all, but longer than a header")?;
    assert!(why(open(&path("text.db"))).ends_with("is not a store of Rondel; it is left as it is"));

    let other = rusqlite::Connection::open(path("other.db"));
    let made = other.and_then(|other| other.execute_batch("CREATE TABLE t (x)"));
    assert!(made.is_ok());
    let before = std::fs::read(path("other.db"))?;
    assert!(matches!(open(&path("other.db")), Err(OpenError::Foreign(_))));
    assert_eq!(std::fs::read(path("other.db"))?, before);

    assert!(open(&path("newer.db")).is_ok());
    let newer = rusqlite::Connection::open(path("newer.db"));
    assert!(newer.and_then(|db| db.pragma_update(None, "user_version", 99)).is_ok());
    assert!(matches!(open(&path("newer.db")), Err(OpenError::Newer { found: 99, .. })));

    assert!(open(&path("cut.db")).is_ok());
    let whole = std::fs::read(path("cut.db"))?;
    let half = whole.get(..whole.len() / 2).unwrap_or_default();
    std::fs::write(path("cut.db"), half)?;
    assert!(matches!(open(&path("cut.db")), Err(OpenError::Damaged { .. } | OpenError::Io { .. })));
    assert_eq!(std::fs::read(path("cut.db"))?, half);
    Ok(())
}

/// The tables and indexes of a file.
fn form(path: &Path) -> Vec<String> {
    let read = |db: rusqlite::Connection| {
        let mut all = db.prepare("SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1")?;
        let rows = all.query_map([], |row| row.get(0))?;
        rows.collect::<Result<Vec<String>, rusqlite::Error>>()
    };
    rusqlite::Connection::open(path).and_then(read).unwrap_or_default()
}

#[test]
fn a_file_of_each_older_form_becomes_one_of_the_newest() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let new = folder.path().join("new.db");
    assert!(open(&new).is_ok());
    for seen in 1..MIGRATIONS.len() {
        let path = folder.path().join(format!("{seen}.db"));
        let made = rusqlite::Connection::open(&path).and_then(|db| {
            db.pragma_update(None, "journal_mode", "WAL")?;
            MIGRATIONS.iter().take(seen).try_for_each(|script| db.execute_batch(script))?;
            db.execute_batch(
                "INSERT INTO contacts (workspace, id, version, born, runs, email, state)
                   VALUES ('shop', 'c1', 3, 7, 0, 'c1@example.org', 'as it was');
                 INSERT INTO replies (workspace, key, at, reply)
                   VALUES ('shop', 'k1', 8, 'yes');",
            )?;
            db.pragma_update(None, "application_id", APPLICATION)?;
            db.pragma_update(None, "user_version", i64::try_from(seen).unwrap_or(i64::MAX))
        });
        assert_eq!(made, Ok(()));
        assert_ne!(form(&path), form(&new));
        assert!(open(&path).is_ok());
        assert_eq!(form(&path), form(&new));
        let kept = rusqlite::Connection::open(&path).and_then(|db| {
            let sql =
                "SELECT contacts.id || version || born || email || state || key || at || reply
                       FROM contacts JOIN replies USING (workspace)";
            db.query_row(sql, [], |row| row.get::<_, String>(0))
        });
        assert_eq!(kept.as_deref(), Ok("c137c1@example.orgas it wask18yes"), "form {seen}");
    }
    Ok(())
}

#[test]
fn statements_are_not_planned_anew_for_other_values() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, me) = (WorkspaceId("shop".into()), WorkerId::default());
    for number in 0..8 {
        // Each contact has two events; what the first asks the roster for is done behind the second.
        let contact = number / 2;
        let event = event(&format!("e{number}"), &format!("c{contact}"));
        wait(store.accept(&here, vec![event], Vec::new()))?;
        store.flush()?;
        // A call that fails has everything read anew.
        break_off(&store);
        let work = wait(store.next(&here, &me))?.ok_or("nothing to do")?;
        assert_eq!(work.owed.len(), number % 2);
        let (contact, at) = (work.event.contact().cloned().unwrap_or_default(), work.event.at());
        let outbox = [unassign(&contact)].into();
        let state = work.state.unwrap_or_else(|| Box::new(ContactState::new(contact, at)));
        let log = Logged::new(&work.event);
        let (state, version) = (Some(state), work.version);
        let commit = Commit { state, version, outbox, ..Commit::of_log(log) };
        wait(store.commit(&here, &me, commit))?;
        assert!(wait(store.next(&here, &me))?.is_none());
    }
    let session = store.keeper.desk.lock()?;
    for sql in [TO_DO, OWED] {
        let statement = session.db.prepare_cached(sql)?;
        assert!(statement.get_status(StatementStatus::Run) > 3, "{sql}");
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
    }
    Ok(())
}

pub(super) fn event(id: &str, contact: &str) -> Inbound {
    let (known, arrival) = (Vec::new(), Arrival::UnassignedByHand);
    let (id, contact, at) = (id.into(), contact.into(), Instant { millis: 5 });
    Inbound::new(Incoming { id, at, contact, known, arrival })
}

/// More than is read ahead, some of it taken in behind what was not read yet.
#[test]
fn a_long_inbox_is_handed_out_in_order() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let (here, me) = (WorkspaceId("shop".into()), WorkerId::default());
    let some = |numbers: std::ops::Range<usize>| -> Vec<Inbound> {
        numbers.map(|number| event(&format!("e{number}"), &format!("c{}", number % 7))).collect()
    };
    let store = open(&path)?;
    wait(store.accept(&here, some(0..700), Vec::new()))?;
    drop(store);
    let store = open(&path)?;
    for number in 0..1_400 {
        if number % 7 == 0 {
            let behind = some(700 + number..707 + number);
            wait(store.accept_later(&here, &me, behind, Vec::new()))?;
        }
        let work = wait(store.next(&here, &me))?.ok_or("nothing to do")?;
        assert_eq!(*work.event.id(), format!("e{number}"));
        wait(store.commit_later(&here, &me, Commit::of_log(Logged::new(&work.event))))?;
    }
    drop(store);
    let store = open(&path)?;
    assert_eq!(wait(store.counts(&here))?.inbox, 700);
    let next = wait(store.next(&here, &me))?.map(|work| work.event.id().clone());
    assert_eq!(next.as_deref(), Some("e1400"));
    Ok(())
}

/// What the open transaction takes in and asks for is written when it is committed, unless it was
/// applied and done before.
#[test]
fn what_was_put_off_is_in_the_file_when_it_has_to_be() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let (here, me) = (WorkspaceId("shop".into()), WorkerId::default());
    let store = open(&path)?;
    let events = ["e1", "e2", "e3"].map(|id| event(id, &format!("contact of {id}")));
    wait(store.accept_later(&here, &me, events.to_vec(), Vec::new()))?;
    for _ in 0..2 {
        let work = wait(store.next(&here, &me))?.ok_or("nothing to do")?;
        let outbox = [unassign(&work.event.contact().cloned().unwrap_or_default())].into();
        let log = Logged::new(&work.event);
        wait(store.commit_later(&here, &me, Commit { outbox, ..Commit::of_log(log) }))?;
    }
    let done = Key::of_text("contact of e1");
    wait(store.accept_later(&here, &me, Vec::new(), vec![done]))?;
    store.flush()?;
    let seen = rusqlite::Connection::open(&path)?;
    let count = |sql: &str| seen.query_row(sql, [], |row| row.get::<_, String>(0));
    assert_eq!(count("SELECT group_concat(id) FROM inbox WHERE event IS NOT NULL")?, "e3");
    assert_eq!(count("SELECT group_concat(owed) FROM outbox")?, "contact of e2");
    drop(store);
    let store = open(&path)?;
    let next = wait(store.next(&here, &me))?.map(|work| work.event.id().clone());
    assert_eq!(next.as_deref(), Some("e3"));
    let left = wait(store.unfinished(&here, Some(&me)))?;
    assert_eq!(left.len(), 1);
    Ok(())
}

/// An effect that is asked for again is the one that was asked for before, wherever that stands.
#[test]
fn an_effect_that_is_asked_for_again_is_done_once() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = open(&folder.path().join("shop.db"))?;
    let (here, ana) = (WorkspaceId("shop".into()), WorkerId("ana".into()));
    for is_written in [false, true] {
        let all = ["e1", "e2", "e3"].map(|id| event(&format!("{id}/{is_written}"), "c1"));
        wait(store.accept(&here, all.to_vec(), Vec::new()))?;
        for one in 0..2 {
            let work = wait(store.next(&here, &ana))?.ok_or("nothing to do")?;
            assert_eq!(work.owed.len(), one);
            let (outbox, log) = ([unassign(&"c1".into())].into(), Logged::new(&work.event));
            wait(store.commit_later(&here, &ana, Commit { outbox, ..Commit::of_log(log) }))?;
            if is_written {
                store.flush()?;
            }
        }
        let work = wait(store.next(&here, &ana))?.ok_or("nothing to do")?;
        assert_eq!(work.owed.len(), 1);
        wait(store.commit_later(&here, &ana, Commit::of_log(Logged::new(&work.event))))?;
        let done = vec![Key::of_text("c1")];
        wait(store.accept_later(&here, &ana, Vec::new(), done))?;
        assert_eq!(wait(store.unfinished(&here, None))?, []);
    }
    Ok(())
}

fn unassign(contact: &Name) -> Outbound {
    let effect = Effect { key: Key::of_text(contact), act: Act::Unassign { by_hand: true } };
    let (effect, at) = (Arc::new(effect), Instant { millis: 5 });
    Outbound { contact: contact.clone(), run: None, effect, at, line: None }
}

#[test]
fn what_was_handed_out_in_a_transaction_that_was_undone_is_handed_out_again() -> std::io::Result<()>
{
    let folder = tempfile::tempdir()?;
    let Ok(store) = open(&folder.path().join("shop.db")) else { return Err(io::Error::other("")) };
    let here = WorkspaceId("here".into());
    let event = Inward::Clock { id: "e1".into(), at: Instant::default() };
    let event = Inbound { line: None, decision: None, event };
    assert_eq!(wait(store.accept(&here, vec![event], Vec::new())), Ok(vec![true]));
    let broken = store.look(|session| -> Result<(), Failure> {
        let work = session.next(&here, &WorkerId::default())?;
        assert!(work.is_some());
        Err(Failure::Broken(rusqlite::Error::InvalidQuery))
    });
    assert!(broken.is_err());
    let again = wait(store.next(&here, &WorkerId::default())).ok().flatten();
    assert_eq!(again.map(|work| work.event.id().to_string()), Some("e1".to_owned()));
    Ok(())
}

/// Whoever goes on without waiting for the disk must not build on what is not there.
#[test]
fn a_worker_whose_work_came_to_nothing_hears_of_it_until_it_enters()
-> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = without_thread(&folder.path().join("shop.db"), Thread::Rests)?;
    let (here, ana, bo) =
        (WorkspaceId("shop".into()), WorkerId("ana".into()), WorkerId("bo".into()));
    let event = || {
        let event = Inward::Clock { id: "e1".into(), at: Instant::default() };
        vec![Inbound { line: None, decision: None, event }]
    };
    let later = |by: &WorkerId| wait(store.accept_later(&here, by, event(), Vec::new()));
    assert_eq!(later(&ana), Ok(vec![true]));
    break_off(&store);
    assert!(matches!(later(&ana), Err(StoreError::Unavailable(_))));
    assert!(matches!(wait(store.next(&here, &ana)), Err(StoreError::Unavailable(_))));
    assert!(wait(store.next(&here, &bo))?.is_none());
    wait(store.enter(&here, &ana))?;
    assert_eq!(later(&ana), Ok(vec![true]));
    wait(store.sync(&here, &ana))?;
    let syncs = store.syncs();
    wait(store.sync(&here, &ana))?;
    assert_eq!(store.syncs(), syncs, "nothing was to be synced");
    Ok(())
}

/// A contact and an event that cannot be read stop nobody else, and stay visible.
#[test]
fn damaged_rows_stop_nobody_else() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let here = WorkspaceId("shop".into());
    let store = open(&path)?;
    let events = [("e1", "c1"), ("e2", "c2"), ("e3", "c3")];
    wait(store.accept(&here, events.map(|(id, contact)| event(id, contact)).to_vec(), Vec::new()))?;
    drop(store);
    let db = rusqlite::Connection::open(&path)?;
    db.execute_batch(
        "INSERT INTO contacts (workspace, id, version, due, due_order, born, runs, state)
           VALUES ('shop', 'c1', 1, 5, 0, 0, 0, '{}');
         UPDATE inbox SET event = '{}' WHERE id = 'e2';",
    )?;
    drop(db);
    let store = open(&path)?;
    let next = wait(store.next(&here, &WorkerId::default()))?.map(|work| work.event.id().clone());
    assert_eq!(next.as_deref(), Some("e3"));
    assert!(wait(store.due(&here, &WorkerId::default(), Instant { millis: 9 }))?.is_none());
    let dead: Vec<_> = wait(store.dead(&here))?.into_iter().map(|letter| letter.id).collect();
    assert_eq!(dead, ["e1", "e2", "timer/c1/5"]);
    assert!(matches!(wait(store.contact(&here, "c1")), Err(StoreError::Corrupt(_))));
    Ok(())
}
