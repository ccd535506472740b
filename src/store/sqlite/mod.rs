//! The keeper in one file: SQLite, written by one thread.
//!
//! Whatever is asked for waits in a channel; the thread takes all that waits into one transaction,
//! so that many callers share one write to the disk, and nobody waits for company. A reply is given
//! when the transaction is durable. The file is in WAL mode with `synchronous=FULL`: with less, what
//! was acknowledged is lost when the power goes.

mod agents;
mod call;
mod lock;
mod open;
mod rows;
mod runs;
mod schema;
mod session;
mod tables;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub use open::OpenError;

use super::StoreError;
use crate::base::Name;
use call::{Call, Failure, Task};
use session::Session;

/// Rosters, contacts, runs, inbox, outbox, timers and log in one file. Clones share it; it is closed
/// when the last of them is gone.
#[derive(Clone, Debug)]
pub struct Sqlite {
    writer: Arc<Writer>,
}

#[derive(Debug)]
struct Writer {
    tasks: Option<Sender<Box<dyn Task>>>,
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

impl Sqlite {
    /// Opens a store, or makes it. Only one process may have a file open for writing.
    ///
    /// # Errors
    /// When it is open elsewhere, is no store, was written by a newer version, or is damaged. Such a
    /// file is left as it is.
    pub fn open(path: &Path, missing: Missing) -> Result<Self, OpenError> {
        let (connection, lock) = open::open(path, missing)?;
        let session =
            Session::load(connection).map_err(|error| OpenError::damaged(path, &error))?;
        let (tasks, inbox) = mpsc::channel();
        let work = move || {
            session::work(session, &inbox);
            // Held until the file is closed.
            drop(lock);
        };
        let thread = thread::Builder::new().name("rondel-store".to_owned()).spawn(work);
        let thread = thread.map_err(|error| OpenError::io(path, &error))?;
        Ok(Self { writer: Arc::new(Writer { tasks: Some(tasks), thread: Some(thread) }) })
    }

    /// Opens a store only to look at it, also while another process writes to it.
    ///
    /// # Errors
    /// As [`Sqlite::open`]; whatever would change it fails later.
    pub fn view(path: &Path) -> Result<Self, OpenError> {
        let connection = open::view(path)?;
        let session =
            Session::view(connection).map_err(|error| OpenError::damaged(path, &error))?;
        let (tasks, inbox) = mpsc::channel();
        let work = move || session::work(session, &inbox);
        let thread = thread::Builder::new().name("rondel-view".to_owned()).spawn(work);
        let thread = thread.map_err(|error| OpenError::io(path, &error))?;
        Ok(Self { writer: Arc::new(Writer { tasks: Some(tasks), thread: Some(thread) }) })
    }

    /// Has the thread do something, and gives its answer when that is durable.
    async fn call<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Session) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (call, answer) = Call::new(act);
        let gone = || StoreError::Unavailable(Name::new_static("the store is closed"));
        let tasks = self.writer.tasks.as_ref().ok_or_else(gone)?;
        tasks.send(Box::new(call)).map_err(|_| gone())?;
        answer.await.unwrap_or(Err(StoreError::Unknown))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Without senders the thread ends when everything asked for is done.
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            debug_assert!(ended.is_ok(), "the store's thread panicked");
        }
    }
}
