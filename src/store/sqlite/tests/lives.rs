//! Processes that die, and powers that go, between any two steps of what makes calls durable: by chance,
//! in many orders. What was acknowledged is there, and nothing that was not called.

#![expect(clippy::indexing_slicing, reason = "where the model is wrong, it is to fail")]

use super::super::redo::{Call, Records, Redo};
use super::random::Chance;
use crate::base::Key;
use crate::store::WorkspaceId;

const WALKS: u64 = 4_000;
const STEPS: usize = 60;

/// A commit: how many calls it has, and which store its calls are of.
#[derive(Clone, Copy)]
struct Commit {
    done: usize,
    store: u32,
}

/// What is on its way to the disk.
enum Part {
    Calls { place: usize, calls: Vec<u8> },
    Log { commit: usize, calls: usize },
}

struct Life {
    redo: Redo,
    /// All calls there are, oldest first.
    calls: Vec<String>,
    /// How many of them somebody was told that they are durable.
    told: usize,
    /// Commits that are in the log; those up to one are on the disk.
    log: Vec<Commit>,
    synced: usize,
    /// The redo log on the disk.
    disk: Vec<u8>,
    part: Option<Part>,
    /// How many calls there were when it was sent.
    sent: usize,
    made: u32,
}

impl Life {
    fn new() -> Self {
        let mut life = Self {
            redo: Redo::new(1, 0),
            calls: Vec::new(),
            told: 0,
            log: vec![Commit { done: 0, store: 1 }],
            synced: 0,
            disk: vec![0; 512],
            part: None,
            sent: 0,
            made: 1,
        };
        life.begin();
        life
    }

    fn call(&mut self) {
        self.made += 1;
        let text = format!("{:08}", self.made);
        let key = [Key::of_text("k1")];
        let call = Call::Doubt { here: WorkspaceId("shop".into()), effects: (&key).into() };
        assert!(self.redo.note(&call, [text.as_str()]).is_ok());
        self.calls.push(text);
    }

    fn store(&self) -> u32 {
        self.log[self.log.len() - 1].store
    }

    fn commit(&mut self, store: u32) {
        self.redo.commit();
        self.log.push(Commit { done: self.calls.len(), store });
    }

    fn send(&mut self, into_file: bool) {
        if self.part.is_some() {
            return;
        }
        if into_file {
            self.commit(self.store());
            let part = Part::Log { commit: self.log.len() - 1, calls: self.redo.committed() };
            self.part = Some(part);
        } else if let Some((place, calls)) = self.redo.send() {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            self.part = Some(Part::Calls { place, calls });
        }
        self.sent = self.calls.len();
    }

    fn arrive(&mut self) {
        match self.part.take() {
            Some(Part::Calls { place, calls }) => {
                self.write(place, &calls);
                self.redo.reached_the_disk();
            }
            Some(Part::Log { commit, calls }) => {
                self.synced = commit;
                self.redo.settle(calls);
            }
            None => return,
        }
        self.told = if self.redo.is_synced() { self.calls.len() } else { self.sent };
    }

    fn write(&mut self, place: usize, calls: &[u8]) {
        self.disk.resize(self.disk.len().max(place + calls.len()), 0);
        self.disk[place..place + calls.len()].copy_from_slice(calls);
    }

    fn undo(&mut self) {
        self.redo.undo();
        self.calls.truncate(usize::try_from(self.redo.last()).unwrap_or_default());
        assert!(self.told <= self.calls.len(), "something durable came to nothing");
        let done = self.log[self.log.len() - 1].done;
        assert_eq!(self.again(), self.calls[done..]);
    }

    /// What is called again.
    fn again(&mut self) -> Vec<String> {
        let calls = self.redo.repeat();
        self.redo.go_on();
        Records(&calls).filter_map(|mut texts| texts.nth(1).map(str::to_owned)).collect()
    }

    /// The process dies, or the power goes.
    fn end(&mut self, chance: &mut Chance, is_power: bool) {
        let last = self.log.len() - 1;
        let lost = if is_power { chance.below((last - self.synced) as u64 + 1) } else { 0 };
        let left = last - usize::try_from(lost).unwrap_or_default();
        if let Some(Part::Calls { place, calls }) = self.part.take() {
            let whole = usize::try_from(chance.below(calls.len() as u64 + 1)).unwrap_or_default();
            if is_power {
                for (index, part) in calls.chunks(64).enumerate() {
                    if chance.once_in(2) {
                        self.write(place + index * 64, part);
                    }
                }
            } else {
                self.write(place, &calls[..whole]);
            }
        }
        self.part = None;
        self.log.truncate(left + 1);
        let Commit { done, store } = self.log[left];
        let redo = Redo::new(store, done as u64).resume(&self.disk);
        assert!(redo.is_some(), "some are missing");
        self.redo = redo.unwrap_or_default();
        let mut found = self.calls[..done].to_vec();
        found.extend(self.again());
        assert!(self.calls.starts_with(&found), "{:?} is not {found:?}", self.calls);
        assert!(found.len() >= self.told, "{} of {} are left", found.len(), self.told);
        self.calls = found;
        if chance.once_in(4) {
            // The next one dies as well before it is through.
            let store = self.store();
            self.commit(store + 1);
            return self.end(chance, is_power);
        }
        self.begin();
    }

    fn begin(&mut self) {
        let store = self.store() + 1;
        self.commit(store);
        self.synced = self.log.len() - 1;
        self.redo.settle(self.redo.committed());
        self.redo.store = store;
        self.told = self.calls.len();
    }
}

#[test]
fn what_is_durable_outlasts_every_life() {
    for walk in 0..WALKS {
        let (mut chance, mut life) = (Chance(walk), Life::new());
        for _ in 0..STEPS {
            match chance.below(16) {
                0..=5 => life.call(),
                6..=8 => life.send(false),
                9 => life.send(true),
                10..=12 => life.arrive(),
                13 => life.commit(life.store()),
                14 => life.undo(),
                _ => {
                    let is_power = chance.once_in(2);
                    life.end(&mut chance, is_power);
                }
            }
        }
    }
}
