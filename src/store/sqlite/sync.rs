//! Making durable what was done: whoever waits for it alone does it themselves; where several wait, or
//! nobody, the store's thread does.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use futures_channel::oneshot;

use super::closed;
use super::durable::Durable;
use super::session::{Session, Thread, Waiter};
use crate::store::StoreError;

/// How long nothing was made durable when what may be so later is seen to.
const REST: Duration = Duration::from_millis(10);

/// Where everybody comes with what they ask for, one after the other.
#[derive(Debug)]
pub(super) struct Desk {
    session: Mutex<Session>,
    /// The log of the file; none where nobody syncs it.
    log: Option<File>,
    /// Something is there for the thread to do.
    asked: Condvar,
    syncs: AtomicU64,
}

impl Desk {
    pub(super) const fn new(session: Session, log: Option<File>) -> Self {
        let (asked, syncs) = (Condvar::new(), AtomicU64::new(0));
        Self { session: Mutex::new(session), log, asked, syncs }
    }

    pub(super) fn lock(&self) -> Result<MutexGuard<'_, Session>, StoreError> {
        // Whoever panicked may have left half a call in the open transaction.
        self.session.lock().map_err(|_| closed())
    }

    pub(super) fn syncs(&self) -> u64 {
        self.syncs.load(Ordering::Relaxed)
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
            (session, told) = self.round(session);
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
                Thread::Works => self.answer(session),
                Thread::Rests => self.rest(session),
                Thread::Sleeps => self.asked.wait(session).unwrap_or_else(PoisonError::into_inner),
            };
            self.judge(&mut session);
        }
        // A caller who syncs now has all there is: nothing is done any more since.
        if !session.is_led {
            // What was done while the disk was busy, and nobody waits for.
            let (session, told) = self.round(session);
            drop(session);
            told.tell();
        }
    }

    /// The thread was called.
    fn answer<'a>(&'a self, session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        let (mut session, told) = self.round(session);
        if session.waiters.is_empty() {
            session.thread = Thread::Rests;
        }
        drop(session);
        told.tell();
        self.seize()
    }

    /// Waits for a moment, whether anything is to be done.
    fn rest<'a>(&'a self, session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        let before = session.synced();
        let woken = self.asked.wait_timeout(session, REST);
        let (mut session, rested) = woken.unwrap_or_else(PoisonError::into_inner);
        let is_quiet = rested.timed_out() && !session.is_led && session.synced() == before;
        if is_quiet && session.thread == Thread::Rests {
            let is_done = session.is_synced() && session.waiters.is_empty();
            session.thread = if is_done { Thread::Sleeps } else { Thread::Works };
        }
        session
    }

    /// Makes durable what was done so far. Gives what those who waited for it are to be told.
    fn round<'a>(
        &'a self,
        mut session: MutexGuard<'a, Session>,
    ) -> (MutexGuard<'a, Session>, Told) {
        if session.flush().is_err() {
            // Whoever waited was told.
            return (session, Told::nobody());
        }
        let (mut waiters, written) = (std::mem::take(&mut session.waiters), session.written());
        let outcome = if session.is_synced() {
            Ok(())
        } else {
            drop(session);
            let synced = self.sync();
            self.syncs.fetch_add(1, Ordering::Relaxed);
            session = self.seize();
            match synced {
                Ok(()) => {
                    session.reached_the_disk(written);
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
            }
        };
        (session, Told { waiters, outcome })
    }

    fn sync(&self) -> io::Result<()> {
        self.log.as_ref().map_or(Ok(()), File::sync_data)
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

/// Starts the thread. What an earlier process wrote is durable from here on, whatever became of it.
pub(super) fn start(desk: &Arc<Desk>) -> io::Result<JoinHandle<()>> {
    desk.sync()?;
    let desk = desk.clone();
    thread::Builder::new().name("rondel-store".to_owned()).spawn(move || desk.work())
}
