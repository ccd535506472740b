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
use super::session::{Session, Thread};
use crate::store::StoreError;

/// How long nothing was made durable when what may be so later is seen to.
const REST: Duration = Duration::from_millis(10);

/// Where everybody comes with what they ask for, one after the other.
#[derive(Debug)]
pub(super) struct Desk {
    session: Mutex<Session>,
    /// The log of the file; none where it is only looked at.
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

    /// Has somebody make durable what is waited for: the caller where nobody else waits, which
    /// spares them and the thread from being woken.
    pub(super) fn see_to_it(&self) {
        let mut session = self.enter();
        if session.is_led || session.thread == Thread::Works {
            // Whoever is at it sees to the rest.
            return;
        }
        if session.waiters.len() == 1 {
            session.is_led = true;
            session = self.round(session);
            session.is_led = false;
        }
        if !session.waiters.is_empty() {
            self.call(&mut session);
        }
    }

    /// Has the thread end when everything that was done is durable.
    pub(super) fn close(&self) {
        let mut session = self.enter();
        session.close();
        self.call(&mut session);
    }

    /// Has the thread make durable what was done.
    fn call(&self, session: &mut Session) {
        session.thread = Thread::Works;
        self.asked.notify_one();
    }

    /// As [`Desk::lock`], for whoever syncs: where somebody panicked, nobody waits for ever.
    fn enter(&self) -> MutexGuard<'_, Session> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge(&mut session);
        session
    }

    /// Where somebody panicked, nothing is done any more.
    fn judge(&self, session: &mut Session) {
        if self.session.is_poisoned() {
            session.abandon();
        }
    }

    /// Commits and syncs until the store is closed.
    fn work(&self) {
        let mut session = self.enter();
        while !session.is_over() {
            session = match session.thread {
                Thread::Works => self.answer(session),
                Thread::Rests => self.rest(session),
                Thread::Sleeps => self.asked.wait(session).unwrap_or_else(PoisonError::into_inner),
            };
            self.judge(&mut session);
        }
        // What was done while the disk was busy, and nobody waits for.
        drop(self.round(session));
    }

    /// The thread was called.
    fn answer<'a>(&'a self, session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        let mut session = self.round(session);
        if session.waiters.is_empty() {
            session.thread = Thread::Rests;
        }
        session
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

    /// Makes durable what was done so far, and tells whoever waits for that.
    fn round<'a>(&'a self, mut session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        if session.flush().is_err() {
            // Whoever waited was told.
            return session;
        }
        let (mut waiters, written) = (std::mem::take(&mut session.waiters), session.written());
        let told = if session.is_synced() {
            Ok(())
        } else {
            drop(session);
            let synced = self.sync();
            self.syncs.fetch_add(1, Ordering::Relaxed);
            session = self.enter();
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
        drop(session);
        for waiter in waiters {
            // Nobody listens any more: then nobody needs to know.
            let _ = waiter.send(told.clone());
        }
        self.enter()
    }

    fn sync(&self) -> io::Result<()> {
        self.log.as_ref().map_or(Ok(()), File::sync_data)
    }
}

/// Starts the thread. What an earlier process wrote is durable from here on, whatever became of it.
pub(super) fn start(desk: &Arc<Desk>) -> io::Result<JoinHandle<()>> {
    desk.sync()?;
    let desk = desk.clone();
    thread::Builder::new().name("rondel-store".to_owned()).spawn(move || desk.work())
}
