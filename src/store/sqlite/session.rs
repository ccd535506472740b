//! What a store holds, and the transaction that is open.
//!
//! One transaction takes in whatever is done until somebody needs it durable. Where it comes to
//! nothing, all of it is undone: those who wait for the disk are told, and workers who went on
//! without waiting hear of it at their next call, until they enter again.

use std::collections::{BTreeMap, BTreeSet};

use futures_channel::oneshot::Sender;
use rusqlite::Connection;

use super::failure::Failure;
use super::lock::Lock;
use super::{closed, rows};
use crate::base::Name;
use crate::routing::Roster;
use crate::store::{StoreError, WorkerId, WorkspaceId};

/// Whoever waits until what they did is durable.
pub(super) type Waiter = Sender<Result<(), StoreError>>;

/// The file, and what is known of it.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) db: Connection,
    /// As the file has them, with what the open transaction changed.
    pub(super) rosters: BTreeMap<WorkspaceId, Roster>,
    /// Contacts somebody works on.
    pub(super) busy: BTreeMap<(WorkspaceId, Name), WorkerId>,
    /// Events without a contact that somebody works on, by id, and the agents they are about.
    pub(super) at_work: BTreeMap<(WorkspaceId, Name), (WorkerId, Option<Name>)>,
    /// Whoever waits for what is in the open transaction, or for what is written and not synced.
    pub(super) waiters: Vec<Waiter>,
    /// What the thread is at, so that it is woken only where it sleeps.
    pub(super) thread: Thread,
    /// Replies of rosters that were kept since the file was opened.
    pub(super) replies: u64,
    begin: &'static str,
    is_open: bool,
    /// Commits that are in the log, and those that are known to be on the disk.
    written: u64,
    synced: u64,
    /// Workers who went on although what they did is still in the open transaction.
    ahead: BTreeSet<(WorkspaceId, WorkerId)>,
    /// Workers whose work came to nothing after they were told that it was done.
    lost: BTreeSet<(WorkspaceId, WorkerId)>,
    /// What the call that is under way handed out.
    handed: Vec<Handed>,
    /// Why nothing is done any more.
    over: Option<StoreError>,
    /// Until the file is closed.
    lock: Option<Lock>,
}

/// What the thread that syncs is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thread {
    /// It writes or syncs, and will look again.
    Works,
    /// It waits for a moment, whether anything comes.
    Rests,
    /// There is nothing to do.
    Sleeps,
}

/// Something that was given to a worker.
#[derive(Debug)]
pub(super) enum Handed {
    /// An event of a contact, or its timer.
    Contact(WorkspaceId, Name),
    /// An event without a contact, by id.
    Event(WorkspaceId, Name),
}

impl Session {
    pub(super) fn load(db: Connection, lock: Option<Lock>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            rosters: rows::rosters(&db)?,
            db,
            busy: BTreeMap::new(),
            at_work: BTreeMap::new(),
            waiters: Vec::new(),
            thread: Thread::Works,
            replies: 0,
            begin: "BEGIN IMMEDIATE",
            is_open: false,
            written: 0,
            synced: 0,
            ahead: BTreeSet::new(),
            lost: BTreeSet::new(),
            handed: Vec::new(),
            over: None,
            lock,
        })
    }

    /// To be looked at only.
    pub(super) fn view(db: Connection) -> Result<Self, rusqlite::Error> {
        Ok(Self { begin: "BEGIN", ..Self::load(db, None)? })
    }

    /// Whether it is only looked at.
    pub(super) const fn is_view(&self) -> bool {
        self.lock.is_none()
    }

    /// Looks something up, as it is with what the open transaction changed.
    pub(super) fn look<T>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        if self.is_view() {
            // Another process writes: all of it has to be from one moment.
            let found = self.act(look);
            self.flush()?;
            return found;
        }
        self.attempt(look)
    }

    /// Does something inside the open transaction.
    pub(super) fn act<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        self.attempt(|session| {
            if !session.is_open {
                session.db.prepare_cached(session.begin)?.execute([])?;
                session.is_open = true;
            }
            act(session)
        })
    }

    fn attempt<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        if let Some(why) = &self.over {
            return Err(why.clone());
        }
        self.handed.clear();
        match act(self) {
            Ok(done) => Ok(done),
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::Broken(error)) => Err(self.undone(&error)),
        }
    }

    /// Keeps in mind what a worker is given, to be taken back should the call fail.
    pub(super) fn hand_out(&mut self, to: &WorkerId, what: Handed, agent: Option<&Name>) {
        match &what {
            Handed::Contact(id, contact) => {
                self.busy.insert((id.clone(), contact.clone()), to.clone());
            }
            Handed::Event(id, event) => {
                let who = (to.clone(), agent.cloned());
                self.at_work.insert((id.clone(), event.clone()), who);
            }
        }
        self.handed.push(what);
    }

    /// Fails for a worker who was told that something is done, and it came to nothing.
    pub(super) fn heard(&self, id: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        if self.lost.is_empty() || !self.lost.contains(&(id.clone(), worker.clone())) {
            return Ok(());
        }
        let why = "what was to be durable later is lost";
        Err(StoreError::Unavailable(Name::new_static(why)))
    }

    /// A worker goes on although what it did may still come to nothing.
    pub(super) fn rests_on_it(&mut self, id: &WorkspaceId, worker: &WorkerId) {
        let who = (id.clone(), worker.clone());
        if !self.ahead.contains(&who) {
            self.ahead.insert(who);
        }
    }

    /// A worker is at nothing, and knows nothing that could be lost.
    pub(super) fn enter(&mut self, id: &WorkspaceId, worker: &WorkerId) {
        self.busy.retain(|(at, _), by| at != id || by != worker);
        self.at_work.retain(|(at, _), (by, _)| at != id || by != worker);
        self.lost.remove(&(id.clone(), worker.clone()));
    }

    /// Commits what was done, without waiting for the disk.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if !self.is_open {
            return Ok(());
        }
        let committed = self.db.prepare_cached("COMMIT").and_then(|mut one| one.execute([]));
        if let Err(error) = committed {
            return Err(self.undone(&error));
        }
        self.is_open = false;
        self.written += 1;
        self.ahead.clear();
        Ok(())
    }

    /// Whether everything that was done is on the disk.
    pub(super) const fn is_synced(&self) -> bool {
        !self.is_open && self.synced == self.written
    }

    /// The last commit that is in the log.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }

    /// The log is on the disk up to this commit.
    pub(super) const fn reached_the_disk(&mut self, commit: u64) {
        self.synced = commit;
    }

    /// Nothing is done any more.
    pub(super) fn end(&mut self, why: StoreError) {
        for waiter in self.waiters.drain(..) {
            let _ = waiter.send(Err(why.clone()));
        }
        self.over = Some(why);
    }

    /// Whether nothing is done any more.
    pub(super) const fn is_over(&self) -> bool {
        self.over.is_some()
    }

    /// Does nothing any more for those who ask.
    pub(super) fn close(&mut self) {
        self.over.get_or_insert_with(closed);
    }

    /// Undoes the open transaction, also in memory, and says what that means to those who asked.
    fn undone(&mut self, error: &rusqlite::Error) -> StoreError {
        let text = Name::from(error.to_string());
        if !self.db.is_autocommit() {
            // A full disk may have rolled back already.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        self.is_open = false;
        // Nobody was told of what was handed out; what was given back stays given back.
        for handed in self.handed.drain(..) {
            match handed {
                Handed::Contact(id, contact) => drop(self.busy.remove(&(id, contact))),
                Handed::Event(id, event) => drop(self.at_work.remove(&(id, event))),
            }
        }
        match rows::rosters(&self.db) {
            Ok(rosters) => self.rosters = rosters,
            Err(_) => self.rosters.clear(),
        }
        let why = match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                StoreError::Corrupt(text)
            }
            _ => StoreError::Unavailable(text),
        };
        for waiter in self.waiters.drain(..) {
            let _ = waiter.send(Err(why.clone()));
        }
        self.lost.append(&mut self.ahead);
        why
    }
}
