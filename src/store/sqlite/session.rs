//! What a store holds, and the transaction that is open.
//!
//! One transaction takes in whatever is done until somebody needs it durable. Where it comes to
//! nothing, all of it is undone: those who wait for the disk are told, and workers who went on
//! without waiting hear of it at their next call, until they enter again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures_channel::oneshot::Sender;
use rusqlite::Connection;

use super::failure::Failure;
use super::inbox::Inbox;
use super::lock::Lock;
use super::outbox::Held;
use super::redo::Redo;
use super::rows::Kept;
use super::warm::Warm;
use super::{closed, rows};
use crate::base::{Key, Name};
use crate::store::{Inbound, StoreError, WorkerId, WorkspaceId};

/// Whoever waits until what they did is durable.
pub(super) type Waiter = Sender<Result<(), StoreError>>;

/// The file, and what is known of it.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) db: Connection,
    /// As the file has them, with what the open transaction changed.
    pub(super) rosters: BTreeMap<WorkspaceId, Kept>,
    /// What is to be applied, and who works on what.
    pub(super) inboxes: BTreeMap<WorkspaceId, Inbox>,
    /// Events whose rows the open transaction made, and not their texts yet, with where they stand.
    pub(super) unwritten: Vec<(i64, String)>,
    /// Effects that the open transaction asked for and that are not written yet.
    pub(super) held: Vec<Held>,
    /// Those that are written.
    pub(super) asked: BTreeSet<(WorkspaceId, Key)>,
    /// Contacts of which the roster may have to hear something that is written.
    pub(super) owed: BTreeSet<(WorkspaceId, Name)>,
    pub(super) warm: Warm,
    /// The last entry of the log.
    pub(super) last_entry: Option<i64>,
    /// Whoever waits for what is in the open transaction, or for what is written and not synced.
    pub(super) waiters: Vec<Waiter>,
    /// What the thread is at, so that it is woken only where it sleeps.
    pub(super) thread: Thread,
    /// Whether the last commit failed.
    pub(super) has_failed: bool,
    /// Whether one of the callers makes durable what was done.
    pub(super) is_led: bool,
    /// Replies of rosters that were kept since the file was opened.
    pub(super) replies: u64,
    /// What was called since everything was in the file.
    pub(super) redo: Redo,
    begin: &'static str,
    is_open: bool,
    /// Whether what is kept in memory is what the file has, with what the open transaction changed.
    is_read: bool,
    /// Commits that are in the log, and those that are known to be on the disk.
    written: u64,
    synced: u64,
    /// Workers who went on although what they did is still in the open transaction.
    ahead: BTreeSet<(WorkspaceId, WorkerId)>,
    /// Workers whose work came to nothing after they were told that it was done.
    lost: BTreeSet<(WorkspaceId, WorkerId)>,
    /// What the call that is under way handed out.
    pub(super) handed: Vec<(WorkspaceId, Arc<Inbound>)>,
    /// Why nothing is done any more.
    over: Option<StoreError>,
    /// Until the file is closed.
    lock: Option<Lock>,
}

/// What the thread that syncs is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thread {
    /// It was called, and writes or syncs.
    Works,
    /// It will look in a moment, whether anything is left to do.
    Rests,
    /// There is nothing to do.
    Sleeps,
}

/// How far what was done is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the disk, as it was called.
    Calls,
    /// Into the file.
    File,
}

/// Something that has to reach the disk.
#[derive(Debug)]
pub(super) enum Part {
    /// Calls, and where they are to stand in the redo log.
    Calls { place: u64, calls: Vec<u8> },
    /// The file's own log, up to a commit. As many bytes of calls are in it.
    Log { commit: u64, calls: usize },
}

impl Session {
    pub(super) fn load(db: Connection, lock: Option<Lock>, redo: Redo) -> Result<Self, StoreError> {
        let mut session = Self {
            rosters: BTreeMap::new(),
            db,
            inboxes: BTreeMap::new(),
            unwritten: Vec::new(),
            held: Vec::new(),
            asked: BTreeSet::new(),
            owed: BTreeSet::new(),
            warm: Warm::default(),
            last_entry: None,
            waiters: Vec::new(),
            thread: Thread::Works,
            has_failed: false,
            is_led: false,
            replies: 0,
            redo,
            begin: "BEGIN IMMEDIATE",
            is_open: false,
            is_read: false,
            // What an earlier process wrote may not have reached the disk.
            written: 1,
            synced: 0,
            ahead: BTreeSet::new(),
            lost: BTreeSet::new(),
            handed: Vec::new(),
            over: None,
            lock,
        };
        session.read()?;
        Ok(session)
    }

    /// Reads what is kept in memory, forgets what was in the open transaction, and does again what it has
    /// to have.
    fn read(&mut self) -> Result<(), StoreError> {
        self.read_rows().map_err(|error| why(&error))?;
        if let Err(failure) = self.catch_up() {
            self.roll_back();
            return Err(match failure {
                Failure::Refused(error) => {
                    StoreError::Corrupt(format!("a call cannot be done again: {error}").into())
                }
                Failure::Broken(error) => why(&error),
            });
        }
        self.is_read = true;
        Ok(())
    }

    fn read_rows(&mut self) -> Result<(), rusqlite::Error> {
        self.is_read = false;
        self.unwritten.clear();
        self.held.clear();
        self.warm.clear();
        self.inboxes.values_mut().for_each(Inbox::forget);
        self.rosters.clear();
        self.rosters = rows::rosters(&self.db)?;
        if !self.is_view() {
            self.owed = self.contacts_owed()?;
            self.asked = self.all_asked()?;
            let last = "SELECT MAX(seq) FROM log";
            self.last_entry = self.db.query_row(last, [], |row| row.get(0))?;
        }
        Ok(())
    }

    /// To be looked at only.
    pub(super) fn view(db: Connection) -> Result<Self, StoreError> {
        Ok(Self { begin: "BEGIN", ..Self::load(db, None, Redo::default())? })
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
            session.open_transaction()?;
            act(session)
        })
    }

    /// Opens a transaction, unless one is open.
    pub(super) fn open_transaction(&mut self) -> Result<(), rusqlite::Error> {
        if !self.is_open {
            self.db.prepare_cached(self.begin)?.execute([])?;
            self.is_open = true;
        }
        Ok(())
    }

    fn attempt<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        if let Some(why) = &self.over {
            return Err(why.clone());
        }
        if !self.is_read {
            self.read()?;
        }
        let done = act(self).map_err(|failure| match failure {
            Failure::Refused(error) => error,
            Failure::Broken(error) => self.undone(&error),
        });
        // Whoever asked is told.
        self.handed.clear();
        done
    }

    /// Fails for a worker who was told that something is done, and it came to nothing.
    pub(super) fn heard(&self, id: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        if self.lost.is_empty() || !self.lost.contains(&(id.clone(), worker.clone())) {
            return Ok(());
        }
        let why = "what was to be durable later is lost";
        Err(StoreError::Unavailable(Name::new_static(why)))
    }

    /// A worker goes on with what may still come to nothing: what it did, or was given.
    pub(super) fn rests_on_it(&mut self, id: &WorkspaceId, worker: &WorkerId) {
        if !self.is_open {
            return;
        }
        let who = (id.clone(), worker.clone());
        if !self.ahead.contains(&who) {
            self.ahead.insert(who);
        }
    }

    /// A worker is at nothing, and knows nothing that could be lost.
    pub(super) fn enter(&mut self, id: &WorkspaceId, worker: &WorkerId) -> Result<(), Failure> {
        self.put_back(id, |waiting| waiting.enter(worker))?;
        self.lost.remove(&(id.clone(), worker.clone()));
        Ok(())
    }

    /// Commits what was done, without waiting for the disk.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if !self.is_open {
            return Ok(());
        }
        let written = self.write_down();
        self.has_failed = written.is_err();
        if let Err(error) = written {
            return Err(self.undone(&error));
        }
        self.is_open = false;
        self.written += 1;
        self.redo.commit();
        self.ahead.clear();
        Ok(())
    }

    /// What has to reach the disk so that everything is durable that was done so far; nothing where all of
    /// that is there. What was called is enough, as long as there is room for it.
    pub(super) fn part(&mut self, reach: Reach) -> Result<Option<Part>, StoreError> {
        if reach == Reach::Calls && self.redo.has_room() {
            self.ahead.clear();
            return Ok(self.redo.send().map(|(place, calls)| Part::Calls { place, calls }));
        }
        self.flush()?;
        let (commit, calls) = (self.written, self.redo.committed());
        Ok((commit != self.synced).then_some(Part::Log { commit, calls }))
    }

    /// A part is on the disk.
    pub(super) fn reached_the_disk(&mut self, part: &Part) {
        match part {
            Part::Calls { .. } => self.redo.reached_the_disk(),
            Part::Log { commit, calls } => {
                self.synced = *commit;
                self.redo.settle(*calls);
            }
        }
    }

    /// Writes what the open transaction put off, and commits it.
    fn write_down(&mut self) -> Result<(), rusqlite::Error> {
        self.write_events()?;
        self.write_effects()?;
        self.write_heads()?;
        if self.redo.is_open() {
            let last = i64::try_from(self.redo.last()).unwrap_or(i64::MAX);
            self.db.prepare_cached("UPDATE redo SET done = ?1")?.execute([last])?;
        }
        self.db.prepare_cached("COMMIT")?.execute([]).map(drop)
    }

    /// Whether everything that was done is on the disk.
    pub(super) const fn is_synced(&self) -> bool {
        self.redo.is_synced()
    }

    /// Whether the file itself has all of it, and that is on the disk.
    pub(super) const fn is_settled(&self) -> bool {
        !self.is_open && self.synced == self.written
    }

    /// Nothing is done any more, and what was begun is undone.
    pub(super) fn end(&mut self, why: StoreError) {
        self.roll_back();
        self.disappoint(&why);
        self.over = Some(why);
    }

    /// Tells whoever waits that what is open came to nothing. What is committed and not synced they may
    /// wait for as well, and nobody knows what becomes of that.
    fn disappoint(&mut self, why: &StoreError) {
        let why = if self.redo.is_ahead() { &StoreError::Unknown } else { why };
        for waiter in self.waiters.drain(..) {
            let _ = waiter.send(Err(why.clone()));
        }
    }

    /// Whether nothing is done any more.
    pub(super) const fn is_over(&self) -> bool {
        self.over.is_some()
    }

    /// Does nothing any more for those who ask.
    pub(super) fn close(&mut self) {
        self.over.get_or_insert_with(closed);
    }

    fn roll_back(&mut self) {
        if !self.db.is_autocommit() {
            // A full disk may have rolled back already.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        self.is_open = false;
    }

    /// Undoes the open transaction, also in memory, and says what that means to those who asked.
    fn undone(&mut self, error: &rusqlite::Error) -> StoreError {
        self.roll_back();
        // Nobody was told of what was handed out; what was given back stays given back.
        for (id, event) in self.handed.drain(..) {
            if let Some(inbox) = self.inboxes.get_mut(&id) {
                inbox.waiting.release(&event);
            }
        }
        self.redo.undo();
        // Where that fails, it is tried again before anything else is done.
        let _ = self.read();
        let why = why(error);
        self.disappoint(&why);
        self.lost.append(&mut self.ahead);
        why
    }
}

/// What an error of the file means to whoever asked.
fn why(error: &rusqlite::Error) -> StoreError {
    let text = Name::from(error.to_string());
    let is_unreadable = matches!(error, rusqlite::Error::FromSqlConversionFailure(..));
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            StoreError::Corrupt(text)
        }
        _ if is_unreadable => StoreError::Corrupt(text),
        _ => StoreError::Unavailable(text),
    }
}
