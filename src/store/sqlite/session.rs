//! The store's thread: what it holds, and how it works.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use super::call::Task;
use super::rows;
use crate::base::Name;
use crate::routing::Roster;
use crate::store::{StoreError, WorkerId, WorkspaceId};

/// What is taken into one transaction at most. Bounds how long the first of them waits.
const BATCH: usize = 1_024;

/// The file, and what is known of it.
pub(super) struct Session {
    pub(super) db: Connection,
    /// As the file has them, with what the open transaction changed.
    pub(super) rosters: BTreeMap<WorkspaceId, Roster>,
    /// Contacts somebody works on.
    pub(super) busy: BTreeMap<(WorkspaceId, Name), WorkerId>,
    /// Events without a contact that somebody works on, by id, and the agents they are about.
    pub(super) at_work: BTreeMap<(WorkspaceId, Name), (WorkerId, Option<Name>)>,
    begin: &'static str,
}

impl Session {
    pub(super) fn load(db: Connection) -> Result<Self, rusqlite::Error> {
        let rosters = rows::rosters(&db)?;
        let (busy, at_work) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { db, rosters, busy, at_work, begin: "BEGIN IMMEDIATE" })
    }

    /// To be looked at only.
    pub(super) fn view(db: Connection) -> Result<Self, rusqlite::Error> {
        Ok(Self { begin: "BEGIN", ..Self::load(db)? })
    }
}

/// Does what is asked for until nobody can ask any more.
pub(super) fn work(mut session: Session, tasks: &Receiver<Box<dyn Task>>) {
    while let Ok(first) = tasks.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = tasks.try_recv()
        {
            batch.push(next);
        }
        let (busy, at_work) = (session.busy.clone(), session.at_work.clone());
        let lost = run(&mut session, &mut batch).err().map(|error| {
            // Nobody was told of what was handed out; what was given back stays given back.
            session.busy.retain(|one, _| busy.contains_key(one));
            session.at_work.retain(|one, _| at_work.contains_key(one));
            undone(&mut session, &error)
        });
        for task in batch {
            task.answer(lost.clone());
        }
    }
}

fn run(session: &mut Session, batch: &mut [Box<dyn Task>]) -> Result<(), rusqlite::Error> {
    session.db.execute_batch(session.begin)?;
    for task in batch {
        task.run(session)?;
    }
    session.db.execute_batch("COMMIT")
}

/// Undoes a transaction, also in memory, and says what that means to those who asked.
fn undone(session: &mut Session, error: &rusqlite::Error) -> StoreError {
    let why = Name::from(error.to_string());
    if !session.db.is_autocommit() {
        // A full disk may have rolled back already.
        let _ = session.db.execute_batch("ROLLBACK");
    }
    match rows::rosters(&session.db) {
        Ok(rosters) => session.rosters = rosters,
        Err(_) => session.rosters.clear(),
    }
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            StoreError::Corrupt(why)
        }
        _ => StoreError::Unavailable(why),
    }
}
