//! Making durable what was done: whoever waits for it alone does it themselves; where several wait, or
//! nobody, the store's thread does.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use futures_channel::oneshot;

use super::durable::Durable;
use super::files::Files;
use super::session::{Part, Reach, Session, Thread, Waiter};
use super::{Syncs, closed};
use crate::store::StoreError;

/// How long nothing was made durable when what may be so later is seen to.
pub(super) const REST: Duration = Duration::from_millis(10);
/// The same behind a commit that failed: a disk that is full is so for a while.
const LONG_REST: Duration = Duration::from_secs(1);

/// Where everybody comes with what they ask for, one after the other.
#[derive(Debug)]
pub(super) struct Desk {
    session: Mutex<Session>,
    /// Where it is made durable; nowhere, where it is only looked at.
    files: Option<Files>,
    /// Something is there for the thread to do.
    asked: Condvar,
    redo_syncs: AtomicU64,
    log_syncs: AtomicU64,
}

impl Desk {
    pub(super) const fn new(session: Session, files: Option<Files>) -> Self {
        Self {
            session: Mutex::new(session),
            files,
            asked: Condvar::new(),
            redo_syncs: AtomicU64::new(0),
            log_syncs: AtomicU64::new(0),
        }
    }

    pub(super) fn lock(&self) -> Result<MutexGuard<'_, Session>, StoreError> {
        // Whoever panicked may have left half a call in the open transaction.
        self.session.lock().map_err(|_| closed())
    }

    pub(super) fn syncs(&self) -> Syncs {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        Syncs { redo: count(&self.redo_syncs), log: count(&self.log_syncs) }
    }

    /// Something is in the open transaction, and nobody may ever wait for it.
    pub(super) fn begun(&self, session: &mut Session) {
        if session.thread == Thread::Sleeps {
            session.thread = Thread::Rests;
            self.asked.notify_one();
        }
    }

    /// When everything that was done so far is durable.
    pub(super) fn synced(&self, session: &mut Session) -> Durable<'_> {
        let (waiter, told) = oneshot::channel();
        session.waiters.push(waiter);
        self.begun(session);
        Durable::new(self, told)
    }

    /// Has somebody make durable what is waited for: the caller where nobody else waits, since
    /// waking the thread, and being woken by it, takes as long as some disks do.
    pub(super) fn see_to_it(&self) {
        let mut session = self.seize();
        if session.is_led || session.thread == Thread::Works {
            // Whoever is at it sees to the rest.
            return;
        }
        let mut told = Told::nobody();
        if session.waiters.len() == 1 {
            session.is_led = true;
            (session, told) = self.round(session, Reach::Calls);
            session.is_led = false;
        }
        if !session.waiters.is_empty() {
            self.call(&mut session);
        }
        drop(session);
        told.tell();
    }

    /// Has the thread end when everything that was done is durable.
    pub(super) fn close(&self) {
        let mut session = self.seize();
        session.close();
        self.call(&mut session);
    }

    /// Has the thread make durable what was done.
    fn call(&self, session: &mut Session) {
        session.thread = Thread::Works;
        self.asked.notify_one();
    }

    /// As [`Desk::lock`], for whoever syncs: where somebody panicked, nobody waits for ever.
    fn seize(&self) -> MutexGuard<'_, Session> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge(&mut session);
        session
    }

    /// Where somebody panicked, nothing is done any more.
    fn judge(&self, session: &mut Session) {
        if self.session.is_poisoned() {
            // A call may have ended halfway.
            session.end(closed());
        }
    }

    /// Commits and syncs until the store is closed.
    pub(super) fn work(&self) {
        let mut session = self.seize();
        while !session.is_over() {
            session = match session.thread {
                Thread::Works => self.answer(session, Reach::Calls),
                Thread::Rests => self.rest(session),
                Thread::Sleeps => self.asked.wait(session).unwrap_or_else(PoisonError::into_inner),
            };
            self.judge(&mut session);
        }
        // A caller who syncs now has all there is: nothing is done any more since.
        if !session.is_led {
            // What was done while the disk was busy, and nobody waits for.
            let (session, told) = self.round(session, Reach::File);
            drop(session);
            told.tell();
        }
    }

    /// Makes durable what was done, and tells whoever waits.
    fn answer<'a>(
        &'a self,
        session: MutexGuard<'a, Session>,
        reach: Reach,
    ) -> MutexGuard<'a, Session> {
        let (mut session, told) = self.round(session, reach);
        if session.waiters.is_empty() {
            session.thread = Thread::Rests;
        }
        drop(session);
        told.tell();
        self.seize()
    }

    /// Waits for a moment, whether anything is to be done. If not, what was done is brought into the file,
    /// where others see it.
    fn rest<'a>(&'a self, session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        let before = self.syncs();
        let rest = if session.has_failed { LONG_REST } else { REST };
        let woken = self.asked.wait_timeout(session, rest);
        let (mut session, rested) = woken.unwrap_or_else(PoisonError::into_inner);
        self.judge(&mut session);
        let is_quiet = rested.timed_out() && !session.is_led && self.syncs() == before;
        if !is_quiet || session.thread != Thread::Rests {
            return session;
        }
        if session.is_settled() && session.waiters.is_empty() {
            session.thread = Thread::Sleeps;
            return session;
        }
        session.thread = Thread::Works;
        self.answer(session, Reach::File)
    }

    /// Makes durable what was done so far. Gives what those who waited for it are to be told.
    fn round<'a>(
        &'a self,
        mut session: MutexGuard<'a, Session>,
        reach: Reach,
    ) -> (MutexGuard<'a, Session>, Told) {
        let Ok(part) = session.part(reach) else {
            // Whoever waited was told.
            return (session, Told::nobody());
        };
        let mut waiters = std::mem::take(&mut session.waiters);
        let Some(part) = part else { return (session, Told { waiters, outcome: Ok(()) }) };
        drop(session);
        let synced = self.sync(&part);
        let syncs = match part {
            Part::Calls { .. } => &self.redo_syncs,
            Part::Log { .. } => &self.log_syncs,
        };
        syncs.fetch_add(1, Ordering::Relaxed);
        session = self.seize();
        let outcome = match synced {
            Ok(()) => {
                session.reached_the_disk(&part);
                if session.is_synced() {
                    // Whoever came meanwhile waits for nothing more.
                    waiters.append(&mut session.waiters);
                }
                Ok(())
            }
            Err(error) => {
                // What is on the disk now is not known, and syncing again would not say.
                let why = format!("the disk failed, open the store again: {error}");
                session.end(StoreError::Unavailable(why.into()));
                Err(StoreError::Unknown)
            }
        };
        (session, Told { waiters, outcome })
    }

    /// Brings into the file, and onto the disk, what an earlier process left.
    pub(super) fn settle(&self) -> Result<(), StoreError> {
        let mut session = self.lock()?;
        let store = session.act(Session::name_anew)?;
        if let Some(part) = session.part(Reach::File)? {
            let synced = self.sync(&part);
            synced.map_err(|error| StoreError::Unavailable(error.to_string().into()))?;
            session.reached_the_disk(&part);
        }
        // None are left that are called otherwise.
        session.redo.store = store;
        Ok(())
    }

    pub(super) fn sync(&self, part: &Part) -> io::Result<()> {
        self.files.as_ref().map_or(Ok(()), |files| files.sync(part))
    }
}

/// What those who waited are told when nobody is kept waiting by that: they are woken on the way.
struct Told {
    waiters: Vec<Waiter>,
    outcome: Result<(), StoreError>,
}

impl Told {
    const fn nobody() -> Self {
        Self { waiters: Vec::new(), outcome: Ok(()) }
    }

    fn tell(self) {
        for waiter in self.waiters {
            // Nobody listens any more: then nobody needs to know.
            let _ = waiter.send(self.outcome.clone());
        }
    }
}

/// Starts the thread.
pub(super) fn start(desk: &Arc<Desk>) -> io::Result<JoinHandle<()>> {
    let desk = desk.clone();
    thread::Builder::new().name("rondel-store".to_owned()).spawn(move || desk.work())
}
