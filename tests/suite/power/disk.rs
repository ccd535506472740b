//! What is on a disk, what of it is synced, and what is left of it when the power goes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rondel::base::{Instant, Key, Name};
use rondel::plan::WorkflowPlan;
use rondel::routing::{RosterCommand, RosterReply, RosterSnapshot};
use rondel::runtime::{ContactState, Outbound};
use rondel::store::{
    AgentStore, Claim, CommandKey, Commit, Counts, DeadLetter, Field, Home, Inbound, Logged,
    RunStore, Sqlite, StoreError, Syncs, Work, WorkerId, WorkspaceId,
};

use super::super::numbers::Numbers;

/// What a disk writes at once.
const SECTOR: usize = 512;
/// Of so many looks, one is a cut.
const SELDOM: usize = 12;

/// A file, its log, and the calls that it has not taken in.
#[derive(Clone, Debug, Default, PartialEq)]
struct Image {
    file: Vec<u8>,
    log: Vec<u8>,
    redo: Vec<u8>,
}

impl Image {
    fn of(path: &Path) -> Self {
        let read = |path: PathBuf| std::fs::read(path).unwrap_or_default();
        let written = |end: &str| {
            let mut bytes = read(beside(path, end));
            // The room behind what was ever written.
            while bytes.ends_with(&[0; SECTOR]) {
                bytes.truncate(bytes.len() - SECTOR);
            }
            bytes
        };
        Self { file: read(path.to_owned()), log: written("-wal"), redo: written("-redo") }
    }
}

/// A moment at which the power goes.
#[derive(Debug)]
pub(crate) struct Cut {
    synced: Image,
    written: Image,
    /// Events whose senders were told.
    pub(crate) acknowledged: usize,
    /// Messages that left, and whether their channel would recognise them.
    pub(crate) left: Vec<(Key, String, bool)>,
}

impl Cut {
    /// Whether something was written that may be lost.
    pub(crate) fn loses(&self) -> bool {
        self.synced != self.written
    }

    /// Writes what is left.
    pub(crate) fn write(&self, path: &Path, mut chance: Numbers) {
        let file = lose(&self.synced.file, &self.written.file, &mut chance);
        // There was room for both logs from the beginning: what was not written is zero.
        let mut beside_it = |synced: &[u8], written: &[u8]| {
            let mut synced = synced.to_vec();
            synced.resize(synced.len().max(written.len()), 0);
            lose(&synced, written, &mut chance)
        };
        let log = beside_it(&self.synced.log, &self.written.log);
        let redo = beside_it(&self.synced.redo, &self.written.redo);
        std::fs::write(path, file).unwrap();
        std::fs::write(beside(path, "-wal"), log).unwrap();
        std::fs::write(beside(path, "-redo"), redo).unwrap();
    }
}

/// What is left of what was written, part by part: all of it, nothing, or something else.
fn lose(synced: &[u8], written: &[u8], chance: &mut Numbers) -> Vec<u8> {
    let more = written.len().saturating_sub(synced.len());
    let mut left = synced.to_vec();
    left.resize(synced.len() + chance.below(more + 1), 0);
    let same = synced.iter().zip(written).take_while(|(old, new)| old == new).count();
    // Everything up to a place reaches the disk, or this and that.
    let place = (chance.below(2) == 0).then(|| same + chance.below(written.len() - same + 1));
    for start in (0..left.len()).step_by(SECTOR) {
        let end = (start + SECTOR).min(left.len());
        let part = |of: &[u8]| of.get(start..end.min(of.len())).unwrap_or_default().to_vec();
        let new = part(written);
        if part(synced) == new {
            continue;
        }
        let reaches = place.map_or_else(|| chance.below(2) == 0, |place| end <= place);
        let torn = place.map_or_else(|| chance.below(5) == 0, |place| start < place && place < end);
        if reaches || torn {
            left[start..start + new.len()].copy_from_slice(&new);
        }
        for (at, byte) in left[start..end].iter_mut().enumerate().filter(|_| torn) {
            // What is not written over stays as it is.
            if synced.get(start + at) != written.get(start + at) {
                *byte ^= chance.next().to_le_bytes()[0];
            }
        }
    }
    left
}

fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(what);
    PathBuf::from(name)
}

pub(crate) fn remove(path: &Path) {
    for what in ["", "-wal", "-redo", "-shm", "-lock"] {
        let _ = std::fs::remove_file(beside(path, what));
    }
}

/// Whoever looks at the disk.
#[derive(Debug)]
pub(crate) struct Eye {
    store: Sqlite,
    path: PathBuf,
    chance: Numbers,
    synced: Image,
    syncs: Syncs,
    acknowledged: usize,
    most: usize,
    pub(crate) left: Vec<(Key, String, bool)>,
    pub(crate) cuts: Vec<Cut>,
}

impl Eye {
    pub(crate) fn new(store: &Sqlite, path: &Path, chance: Numbers, most: usize) -> Self {
        Self {
            store: store.clone(),
            path: path.to_owned(),
            chance,
            // Whatever is there when a store was opened is synced.
            synced: if most > 0 { Image::of(path) } else { Image::default() },
            syncs: store.syncs(),
            acknowledged: 0,
            most,
            left: Vec::new(),
            cuts: Vec::new(),
        }
    }

    /// The sender of an event was told that it arrived.
    pub(crate) fn acknowledged(&mut self, place: usize) {
        self.acknowledged = self.acknowledged.max(place + 1);
    }
}

/// Somebody who is there behind every call to a store.
pub(crate) trait Look: std::fmt::Debug + Send {
    fn look(&mut self);
}

impl Look for Eye {
    /// Looks at what was synced since, and has the power go now and then.
    fn look(&mut self) {
        if self.cuts.len() >= self.most {
            return;
        }
        let (before, syncs) = (self.syncs, self.store.syncs());
        let seen = Image::of(&self.path);
        if syncs.log != before.log {
            self.synced.log = seen.log;
        }
        if syncs.redo != before.redo {
            self.synced.redo = seen.redo;
        }
        self.syncs = syncs;
        // What is put off comes into the log in parts, as it would with others who write.
        if self.chance.below(2) == 0 {
            self.store.flush().unwrap();
        }
        let written = Image::of(&self.path);
        if written.file != self.synced.file {
            // The log was written back, which begins with syncing it and ends with syncing the file.
            (self.synced.file, self.synced.log) = (written.file.clone(), written.log.clone());
        }
        if self.chance.below(SELDOM) == 0 {
            let synced = self.synced.clone();
            let (acknowledged, left) = (self.acknowledged, self.left.clone());
            self.cuts.push(Cut { synced, written, acknowledged, left });
        }
    }
}

/// A store that is looked at behind every call.
pub(crate) struct Watched<L = Eye> {
    pub(crate) store: Sqlite,
    pub(crate) eye: Arc<Mutex<L>>,
}

/// Functions that do what the store does, and have somebody look.
macro_rules! watched {
    ($($name:ident($($word:ident: $type:ty),*) -> $out:ty;)*) => {$(
        async fn $name(&self, $($word: $type),*) -> Result<$out, StoreError> {
            let done = self.store.$name($($word),*).await;
            self.eye.lock().unwrap().look();
            done
        }
    )*};
}

impl<L: Look> AgentStore for Watched<L> {
    watched! {
        apply(here: &WorkspaceId, key: &CommandKey, command: RosterCommand, at: Instant) -> RosterReply;
        apply_later(
            here: &WorkspaceId, by: &WorkerId, key: &CommandKey, command: RosterCommand, at: Instant
        ) -> RosterReply;
        apply_many(
            here: &WorkspaceId, all: Vec<(CommandKey, RosterCommand)>, at: Instant
        ) -> Vec<RosterReply>;
        snapshot(here: &WorkspaceId) -> RosterSnapshot;
    }

    fn home(&self) -> Option<Home> {
        AgentStore::home(&self.store)
    }
}

impl<L: Look> RunStore for Watched<L> {
    watched! {
        accept(here: &WorkspaceId, events: Vec<Inbound>, done: Vec<Key>) -> Vec<bool>;
        accept_later(
            here: &WorkspaceId, by: &WorkerId, events: Vec<Inbound>, done: Vec<Key>
        ) -> Vec<bool>;
        knows(here: &WorkspaceId, event: &Name) -> bool;
        enter(here: &WorkspaceId, by: &WorkerId) -> ();
        next(here: &WorkspaceId, by: &WorkerId) -> Option<Work>;
        due(here: &WorkspaceId, by: &WorkerId, now: Instant) -> Option<Work>;
        commit(here: &WorkspaceId, by: &WorkerId, commit: Commit) -> ();
        commit_later(here: &WorkspaceId, by: &WorkerId, commit: Commit) -> ();
        sync(here: &WorkspaceId, by: &WorkerId) -> ();
        release(here: &WorkspaceId, event: &Inbound) -> ();
        bury(here: &WorkspaceId, letter: DeadLetter) -> ();
        unfinished(here: &WorkspaceId, by: Option<&WorkerId>) -> Vec<(Outbound, Claim)>;
        doubt(here: &WorkspaceId, effects: Vec<Key>) -> ();
        find(here: &WorkspaceId, field: Field, text: &str) -> Option<Name>;
        contact(here: &WorkspaceId, id: &str) -> Option<ContactState>;
        contacts(here: &WorkspaceId, after: Option<&Name>, limit: usize) -> Vec<ContactState>;
        log(here: &WorkspaceId, contact: Option<&str>) -> Vec<Logged>;
        counts(here: &WorkspaceId) -> Counts;
        keep_plans(here: &WorkspaceId, plans: Vec<WorkflowPlan>) -> ();
        plans(here: &WorkspaceId) -> Vec<WorkflowPlan>;
        dead(here: &WorkspaceId) -> Vec<DeadLetter>;
    }

    fn home(&self) -> Option<Home> {
        RunStore::home(&self.store)
    }
}
