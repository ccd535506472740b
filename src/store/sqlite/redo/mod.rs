//! The redo log: what was called since the file last took everything in.
//!
//! A turn touches a page in most of the tables, and a commit writes each of them. So what a turn did
//! is made durable as it was called, in one write to a file beside the store's, and the transaction
//! stays open for more. What the transaction loses is called again from here.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::num::TryFromIntError;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::rows::write;
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::routing::RosterCommand;
use crate::store::{CommandKey, DeadLetter, WorkerId, WorkspaceId};

/// Bytes of calls behind which the transaction is committed: those of a hundred turns; in tests of this
/// room so few that it often is.
pub(super) const ROOM: usize = if cfg!(test) { 8 * 1_024 } else { 256 * 1_024 };
/// Bytes before the content of a record: its length, its sum, and the number of the call.
const HEAD: usize = 16;
/// Bytes of a length.
const LENGTH: usize = 4;

/// What was called. What it was called with that is written anyway follows as texts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Call<'a> {
    /// The texts are the events.
    Accept {
        here: WorkspaceId,
        done: Cow<'a, [Key]>,
    },
    /// The texts are the contact's state, if it `has_state`, what is kept to be asked for, if it
    /// `has_log`, and the effects.
    Commit {
        here: WorkspaceId,
        worker: WorkerId,
        event: Option<Name>,
        version: u64,
        has_state: bool,
        has_log: bool,
        of: Option<Name>,
    },
    Apply {
        here: WorkspaceId,
        key: CommandKey,
        command: Cow<'a, RosterCommand>,
        at: Instant,
    },
    Bury {
        here: WorkspaceId,
        letter: Cow<'a, DeadLetter>,
    },
    Doubt {
        here: WorkspaceId,
        effects: Cow<'a, [Key]>,
    },
    KeepPlans {
        here: WorkspaceId,
        plans: Cow<'a, [WorkflowPlan]>,
    },
}

/// Calls that are not known to be on the disk in the file itself. Their records stand in a file from its
/// beginning on, as they do here.
#[derive(Debug, Default)]
pub(super) struct Redo {
    /// Tells them from those of another store, or process, that had the file before.
    pub(super) store: u32,
    /// The number of the last call.
    last: u64,
    records: Vec<u8>,
    /// So many bytes have room in the file.
    room: usize,
    /// How many bytes of the records the last commit has taken in, were handed to the disk, and are on it.
    committed: usize,
    sent: usize,
    synced: usize,
    /// Calls are done again, and are taken down already.
    pub(super) is_repeated: bool,
}

impl Redo {
    /// The log of a store whose last commit had so many calls.
    pub(super) fn new(store: u32, done: u64) -> Self {
        Self { store, last: done, ..Self::default() }
    }

    /// Takes over what is left in a file of calls that the last commit has not. None where calls are
    /// missing between the two.
    pub(super) fn resume(self, file: &[u8]) -> Option<Self> {
        let mut rest = file;
        let mut last = None;
        let mut redo = self;
        while let Some((number, length)) = redo.record(rest) {
            // What stands behind the last one is older.
            if last.is_some_and(|last| number != last + 1) {
                break;
            }
            last = Some(number);
            let (record, behind) = rest.split_at_checked(length)?;
            if number > redo.last {
                if number != redo.last + 1 {
                    return None;
                }
                redo.last = number;
                redo.records.extend_from_slice(record);
            }
            rest = behind;
        }
        redo.sent = redo.records.len();
        redo.synced = redo.sent;
        Some(redo)
    }

    /// The number and the length of the whole record that stands first.
    fn record(&self, bytes: &[u8]) -> Option<(u64, usize)> {
        let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
        let (sum, summed) = rest.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let summed = summed.get(..length.checked_sub(2 * LENGTH)?)?;
        let number = summed.first_chunk()?;
        (self.sum(summed) == u32::from_le_bytes(*sum))
            .then(|| (u64::from_le_bytes(*number), length))
    }

    fn sum(&self, bytes: &[u8]) -> u32 {
        let mut sum = crc32fast::Hasher::new_with_initial(self.store);
        sum.update(bytes);
        sum.finalize()
    }

    /// Takes a call down, unless it is done again.
    pub(super) fn note<'a>(
        &mut self,
        call: &Call<'_>,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        if self.is_repeated {
            return Ok(());
        }
        let head = write(call)?;
        let start = self.records.len();
        let sealed = self.put(&head, texts);
        if sealed.is_err() {
            self.records.truncate(start);
        }
        sealed.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)).into())
    }

    /// Adds a record. Fails where one of its lengths cannot be written.
    fn put<'a>(
        &mut self,
        head: &str,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), TryFromIntError> {
        let (start, number) = (self.records.len(), self.last + 1);
        self.records.extend_from_slice(&[0; 2 * LENGTH]);
        self.records.extend_from_slice(&number.to_le_bytes());
        self.put_text(head)?;
        texts.into_iter().try_for_each(|text| self.put_text(text))?;
        let length = u32::try_from(self.records.len() - start)?;
        let sum = self.sum(self.records.get(start + 2 * LENGTH..).unwrap_or_default());
        let places = self.records.get_mut(start..).unwrap_or_default().chunks_exact_mut(LENGTH);
        for (place, number) in places.zip([length, sum]) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        self.last = number;
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Result<(), TryFromIntError> {
        self.records.extend_from_slice(&u32::try_from(text.len())?.to_le_bytes());
        self.records.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// So many bytes have room in the file.
    pub(super) fn give_room(&mut self, bytes: u64) {
        self.room = usize::try_from(bytes).unwrap_or(ROOM).min(ROOM);
    }

    /// The number of the last call.
    pub(super) const fn last(&self) -> u64 {
        self.last
    }

    /// Whether the transaction is to stay open for more.
    pub(super) const fn has_room(&self) -> bool {
        self.records.len() <= self.room
    }

    /// Whether all calls are on the disk.
    pub(super) const fn is_synced(&self) -> bool {
        self.synced == self.records.len()
    }

    /// Whether something was committed that was not handed to the disk before.
    pub(super) const fn is_ahead(&self) -> bool {
        self.committed > self.sent
    }

    /// Whether calls are to be committed.
    pub(super) const fn is_open(&self) -> bool {
        self.committed < self.records.len()
    }

    /// What is to be written now, and where: it counts as handed to the disk.
    pub(super) fn send(&mut self) -> Option<(u64, Vec<u8>)> {
        let new = self.records.get(self.sent..).filter(|new| !new.is_empty())?.to_vec();
        let place = u64::try_from(self.sent).ok()?;
        self.sent = self.records.len();
        Some((place, new))
    }

    /// What was handed to the disk last is on it.
    pub(super) const fn reached_the_disk(&mut self) {
        self.synced = self.sent;
    }

    /// All calls are in the file's own log.
    pub(super) const fn commit(&mut self) {
        self.committed = self.records.len();
    }

    /// How many bytes of calls are in the file's own log.
    pub(super) const fn committed(&self) -> usize {
        self.committed
    }

    /// So many bytes of calls are on the disk in the file's own log: the next calls stand in their place.
    pub(super) fn settle(&mut self, bytes: usize) {
        self.records.drain(..bytes.min(self.records.len()));
        self.committed = self.committed.saturating_sub(bytes);
        (self.sent, self.synced) = (0, 0);
    }

    /// The transaction is undone: only what was committed or handed to the disk was called.
    pub(super) fn undo(&mut self) {
        let kept = self.committed.max(self.sent);
        let undone = Records(self.records.get(kept..).unwrap_or_default()).count();
        self.last = self.last.saturating_sub(undone as u64);
        self.records.truncate(kept);
    }

    /// Has calls done again that are not in the file, and not taken down once more.
    pub(super) fn repeat(&mut self) -> Vec<u8> {
        self.is_repeated = true;
        self.records.get(self.committed..).unwrap_or_default().to_vec()
    }

    /// Calls are new ones from here on.
    pub(super) const fn go_on(&mut self) {
        self.is_repeated = false;
    }
}

/// Goes through whole records, each of which is the texts of a call.
pub(super) struct Records<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Texts<'a>;

    fn next(&mut self) -> Option<Texts<'a>> {
        let length = usize::try_from(u32::from_le_bytes(*self.0.first_chunk()?)).ok()?;
        let (record, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        record.get(HEAD..).map(Texts)
    }
}

/// The texts of a call: what was called, and what follows.
pub(super) struct Texts<'a>(&'a [u8]);

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (text, rest) =
            rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}
