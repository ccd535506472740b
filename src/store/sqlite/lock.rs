//! One process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::files::beside;

/// Held as long as the store is open. The system takes it off a process that dies.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not read")] File);

/// Why there is no lock.
pub(super) enum NoLock {
    /// Another process has it.
    Taken,
    Io(io::Error),
}

/// Takes the lock of a store.
pub(super) fn take(store: &Path) -> Result<Lock, NoLock> {
    let options =
        OpenOptions::new().write(true).create(true).truncate(false).open(beside(store, "-lock"));
    let file = options.map_err(NoLock::Io)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(NoLock::Taken),
        Err(TryLockError::Error(error)) => Err(NoLock::Io(error)),
    }
}

/// Whether a process has a store open to write, as far as whoever may only read can tell.
pub(super) fn is_taken(store: &Path) -> bool {
    let lock = File::open(beside(store, "-lock"));
    lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}
