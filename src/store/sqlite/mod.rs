//! The keeper in one file: SQLite in WAL mode, synced by whoever waits for that.
//!
//! Whoever asks for something does it themselves, one after the other, inside the transaction that
//! is open; nobody waits for company. What was called is taken down as well, in the redo log. Whoever
//! needs something durable has all calls so far written to the file of that log and syncs it, if nobody
//! else waits. Where several wait, the store's thread does that, and tells everybody whose work was in
//! it, so that many callers share one write to the disk, and others go on meanwhile. What may be durable
//! later is so with whatever is durable next, at the latest a moment after nothing else was.
//!
//! The transaction is committed when the redo log has no room for more, and when nothing else was to be
//! done for a moment. Where it comes to nothing before, and where a file is opened whose process died,
//! the calls that are on the disk are done again.
//!
//! What the transaction takes in and is done with before it is committed is never written whole:
//! events that are applied, and effects that are done. What is often asked for is in memory as well:
//! the next events, and the contacts that were committed last. Where a transaction comes to nothing, all
//! of that is read anew.
//!
//! The file's own log is synced here and not by SQLite, which could do so only while nobody else works:
//! its `synchronous` is `NORMAL`, which keeps the file whole, and the redo log begins anew when the
//! file's was synced behind a commit that has all calls.

mod again;
mod agents;
mod commits;
mod durable;
mod failure;
mod files;
mod handing;
mod inbox;
mod lock;
mod open;
mod outbox;
mod redo;
mod rows;
mod runs;
mod schema;
mod session;
mod sync;
mod tables;
#[cfg(test)]
mod tests;
mod warm;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, MutexGuard};
use std::thread::{self, JoinHandle};

pub use open::OpenError;

use super::{Home, StoreError, WorkerId, WorkspaceId};
use crate::base::Name;
use failure::Failure;
use files::Files;
use session::Session;
use sync::Desk;

/// Rosters, contacts, runs, inbox, outbox, timers and log in one file. Clones share it; it is closed
/// when the last of them is gone.
#[derive(Clone, Debug)]
pub struct Sqlite {
    keeper: Arc<Keeper>,
}

#[derive(Debug)]
struct Keeper {
    desk: Arc<Desk>,
    home: Home,
    thread: Option<JoinHandle<()>>,
}

/// Whether a file that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is.
    Create,
    /// It is an error.
    Refuse,
}

/// How often the disk was waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Syncs {
    /// With the calls that the file has not taken in.
    pub redo: u64,
    /// With the file's own log.
    pub log: u64,
}

impl Syncs {
    /// Both.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.redo + self.log
    }
}

/// How often somebody looks again whether a file is free, or has taken in all calls: one that is busy
/// never has.
const LOOKS: usize = 3;

/// Stores that were opened in this process.
static OPENED: AtomicU64 = AtomicU64::new(0);

impl Sqlite {
    /// Opens a store, or makes it. Only one process may have a file open for writing.
    ///
    /// # Errors
    /// When it is open elsewhere, is no store, was written by a newer version, or is damaged. Such a
    /// file is left as it is.
    pub fn open(path: &Path, missing: Missing) -> Result<Self, OpenError> {
        let mut looks = 0..LOOKS;
        let desk = loop {
            match desk(path, missing) {
                // Whoever only looks may have it for a moment.
                Err(OpenError::Taken(_)) if looks.next().is_some() => thread::sleep(sync::REST),
                done => break Arc::new(done?),
            }
        };
        let thread = sync::start(&desk).map_err(|error| OpenError::io(path, &error))?;
        Ok(Self::at(desk, Some(thread)))
    }

    /// Opens a store only to look at it, also while another process writes to it. What a process left
    /// that died is brought into the file first, for which the file has to be writable.
    ///
    /// # Errors
    /// As [`Sqlite::open`]; whatever would change it fails later.
    pub fn view(path: &Path) -> Result<Self, OpenError> {
        let db = open::view(path)?;
        for _ in 0..LOOKS {
            let done = open::done(&db).map_err(|error| OpenError::damaged(path, &error))?;
            if !done.is_some_and(|(store, done)| files::is_behind(path, store, done)) {
                break;
            }
            match desk(path, Missing::Refuse) {
                Ok(_) => {}
                // A process that is at it brings everything into the file before long.
                Err(error) if matches!(error, OpenError::Taken(_)) || lock::is_taken(path) => {
                    thread::sleep(sync::REST);
                }
                Err(error) => return Err(error),
            }
        }
        let session = Session::view(db).map_err(|error| OpenError::store(path, error))?;
        Ok(Self::at(Arc::new(Desk::new(session, None)), None))
    }

    fn at(desk: Arc<Desk>, thread: Option<JoinHandle<()>>) -> Self {
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        let home = Home(format!("sqlite/{number}").into());
        Self { keeper: Arc::new(Keeper { desk, home, thread }) }
    }

    /// How often something was made durable since the file was opened: for tests, and for whoever
    /// wants to know what a workflow costs.
    #[must_use]
    pub fn syncs(&self) -> Syncs {
        self.keeper.desk.syncs()
    }

    /// Writes what is not in the file yet, without waiting for the disk: other processes see it
    /// then, and it outlasts this one, but not a loss of power.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn flush(&self) -> Result<(), StoreError> {
        self.keeper.desk.lock()?.flush()
    }

    /// Looks something up.
    fn look<T>(
        &self,
        look: impl FnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        self.keeper.desk.lock()?.look(look)
    }

    /// The desk, for a worker of whom nothing is lost.
    fn heard(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<MutexGuard<'_, Session>, StoreError> {
        let session = self.keeper.desk.lock()?;
        session.heard(workspace, worker)?;
        Ok(session)
    }

    /// Does something for a worker, to be durable later.
    fn later<T>(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        act: impl FnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let mut session = self.heard(workspace, worker)?;
        let done = session.act(act)?;
        if session.is_view() {
            return session.flush().map(|()| done);
        }
        session.rests_on_it(workspace, worker);
        self.keeper.desk.begun(&mut session);
        Ok(done)
    }

    /// Gives a worker what it goes on with, which may rest on what is to be durable later.
    fn give<T>(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        give: impl FnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let mut session = self.heard(workspace, worker)?;
        let given = session.look(give)?;
        session.rests_on_it(workspace, worker);
        Ok(given)
    }

    /// Does something, and waits until it is durable.
    async fn now<T>(
        &self,
        act: impl FnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let (done, synced) = {
            let mut session = self.keeper.desk.lock()?;
            let done = session.act(act)?;
            if session.is_view() {
                return session.flush().map(|()| done);
            }
            (done, self.keeper.desk.synced(&mut session))
        };
        synced.await.map(|()| done)
    }

    /// Waits until everything that was done so far is durable, for a worker of whom nothing is lost.
    async fn synced(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        let synced = {
            let mut session = self.heard(workspace, worker)?;
            session.look(|_| Ok(()))?;
            if session.is_view() || session.is_synced() {
                return Ok(());
            }
            self.keeper.desk.synced(&mut session)
        };
        synced.await
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.desk.close();
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            debug_assert!(ended.is_ok(), "the store's thread panicked");
        }
    }
}

/// Opens a file, and brings into it what is left of calls.
fn desk(path: &Path, missing: Missing) -> Result<Desk, OpenError> {
    let (db, lock) = open::open(path, missing)?;
    let done = open::done(&db).map_err(|error| OpenError::damaged(path, &error))?;
    let (store, done) = done.unwrap_or_default();
    let (files, redo) = Files::open(path, store, done)?;
    let failed = |error| OpenError::store(path, error);
    let desk = Desk::new(Session::load(db, Some(lock), redo).map_err(failed)?, Some(files));
    desk.settle().map_err(failed)?;
    Ok(desk)
}

/// Why nothing is done any more.
fn closed() -> StoreError {
    StoreError::Unavailable(Name::new_static("the store is closed"))
}
