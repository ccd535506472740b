//! The file, and what is refused.

use std::io;
use std::path::Path;

use super::call::Failure;
use super::{Missing, OpenError, Sqlite};
use crate::base::Instant;
use crate::store::{Inbound, Inward, RunStore, WorkspaceId, wait};

fn open(path: &Path) -> Result<Sqlite, OpenError> {
    Sqlite::open(path, Missing::Create)
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

#[test]
fn what_was_handed_out_in_a_transaction_that_was_undone_is_handed_out_again() -> std::io::Result<()>
{
    let folder = tempfile::tempdir()?;
    let Ok(store) = open(&folder.path().join("shop.db")) else { return Err(io::Error::other("")) };
    let here = WorkspaceId("here".into());
    let event = Inward::Clock { id: "e1".into(), at: Instant::default() };
    let event = Inbound { line: None, decision: None, event };
    assert_eq!(wait(store.accept(&here, vec![event], Vec::new())), Ok(vec![true]));
    let id = here.clone();
    let broken = store.call(move |session| -> Result<(), Failure> {
        let work = session.next(&id)?;
        assert!(work.is_some());
        Err(Failure::Broken(rusqlite::Error::InvalidQuery))
    });
    assert!(wait(broken).is_err());
    let again = wait(store.next(&here)).ok().flatten();
    assert_eq!(again.map(|work| work.event.id().to_string()), Some("e1".to_owned()));
    Ok(())
}
