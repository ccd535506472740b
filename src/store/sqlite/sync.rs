//! The store's thread: commits what was done, syncs the log, and tells whoever waits for that.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use futures_channel::oneshot::{self, Receiver};

use super::closed;
use super::session::{Session, Thread};
use crate::store::StoreError;

/// How long nobody has asked for anything when what may be durable later is made so.
const REST: Duration = Duration::from_millis(10);

/// Where everybody comes with what they ask for, one after the other.
#[derive(Debug)]
pub(super) struct Desk {
    session: Mutex<Session>,
    /// Something is there for the thread to do.
    asked: Condvar,
    syncs: AtomicU64,
}

impl Desk {
    pub(super) const fn new(session: Session) -> Self {
        Self { session: Mutex::new(session), asked: Condvar::new(), syncs: AtomicU64::new(0) }
    }

    pub(super) fn lock(&self) -> Result<MutexGuard<'_, Session>, StoreError> {
        // Whoever panicked may have left half a call in the open transaction.
        self.session.lock().map_err(|_| closed())
    }

    pub(super) fn syncs(&self) -> u64 {
        self.syncs.load(Ordering::Relaxed)
    }

    /// Something is in the open transaction that nobody waits for.
    pub(super) fn begun(&self, session: &mut Session) {
        if session.thread == Thread::Sleeps {
            self.wake(session);
        }
    }

    /// When everything that was done so far is durable.
    pub(super) fn synced(&self, session: &mut Session) -> Receiver<Result<(), StoreError>> {
        let (waiter, synced) = oneshot::channel();
        session.waiters.push(waiter);
        if session.thread != Thread::Works {
            self.wake(session);
        }
        synced
    }

    /// Has the thread end when everything that was done is durable.
    pub(super) fn close(&self) {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.close();
        self.wake(&mut session);
    }

    fn wake(&self, session: &mut Session) {
        session.thread = Thread::Works;
        self.asked.notify_one();
    }

    /// Commits and syncs until the store is closed.
    fn work(&self, log: &File) {
        let mut session = self.enter();
        loop {
            if session.waiters.is_empty() && !session.is_over() {
                session = self.rest(session);
            } else {
                session = self.round(session, log);
                if session.is_over() {
                    // What was done while the disk was busy, and nobody waits for.
                    drop(self.round(session, log));
                    return;
                }
            }
        }
    }

    /// As [`Desk::lock`], for the thread: where somebody panicked, nobody waits for ever.
    fn enter(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(|poisoned| {
            let mut session = poisoned.into_inner();
            session.end(closed());
            session
        })
    }

    /// Waits until there is something to do.
    fn rest<'a>(&'a self, mut session: MutexGuard<'a, Session>) -> MutexGuard<'a, Session> {
        session.thread = Thread::Rests;
        let woken = self.asked.wait_timeout(session, REST);
        let (mut session, rested) = woken.unwrap_or_else(PoisonError::into_inner);
        if rested.timed_out() && session.waiters.is_empty() && !session.is_over() {
            if session.is_synced() {
                session.thread = Thread::Sleeps;
                session = self.asked.wait(session).unwrap_or_else(PoisonError::into_inner);
            } else {
                // Nobody asks for anything: what may be durable later is made so now.
                drop(self.synced(&mut session));
            }
        }
        session.thread = Thread::Works;
        session
    }

    /// Makes durable what was done so far, and tells whoever waits for that.
    fn round<'a>(
        &'a self,
        mut session: MutexGuard<'a, Session>,
        log: &File,
    ) -> MutexGuard<'a, Session> {
        if session.flush().is_err() {
            // Whoever waited was told.
            return session;
        }
        let (waiters, written) = (std::mem::take(&mut session.waiters), session.written());
        let told = if session.is_synced() {
            Ok(())
        } else {
            drop(session);
            let synced = log.sync_data();
            self.syncs.fetch_add(1, Ordering::Relaxed);
            session = self.enter();
            match synced {
                Ok(()) => {
                    session.reached_the_disk(written);
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
}

/// Starts the thread. What an earlier process wrote is durable from here on, whatever became of it.
pub(super) fn start(desk: &Arc<Desk>, log: File) -> io::Result<JoinHandle<()>> {
    log.sync_data()?;
    let desk = desk.clone();
    thread::Builder::new().name("rondel-store".to_owned()).spawn(move || desk.work(&log))
}
