//! Chance calls a store in memory and one in a file alike, and they answer alike: also behind a
//! transaction that came to nothing, after which the one in memory begins again and hears only what
//! had been committed, and in copies that are made of the file while it is open.

mod chance;
mod pair;

use std::path::PathBuf;

pub(super) use chance::{Chance, set_timers};
use pair::{Call, Pair};

use super::Outcome;
use crate::base::{Instant, Key};
use crate::store::{CommandKey, Commit, DeadLetter, Logged, Work, WorkspaceId};

const SEQUENCES: u64 = 100;
const CALLS: u64 = 250;

fn play(seed: u64, path: PathBuf) -> Outcome<usize> {
    let mut chance = Chance(seed);
    let mut pair = Pair::at(path)?;
    // What was handed out and may still be given back, and what was handed out at any time.
    let mut hands: Vec<(WorkspaceId, Work)> = Vec::new();
    let mut all: Vec<(WorkspaceId, Work)> = Vec::new();
    let mut calls = 0;
    for number in 0..CALLS {
        let ids = (number / 3)..(number / 3 + 40);
        let (at, who) = (chance.place(), chance.worker());
        let call = match chance.below(100) {
            0..=19 => {
                let length = if chance.once_in(20) { 20 } else { chance.below(4) };
                let events = (0..length).map(|_| chance.event(&ids)).collect();
                let done = (0..chance.below(4)).map(|_| {
                    let contact = chance.contact();
                    chance.key(&contact)
                });
                let done = done.collect();
                if chance.once_in(3) {
                    Call::AcceptNow(events, done)
                } else {
                    Call::Accept(who, events, done)
                }
            }
            20..=44 => Call::Next(who),
            45..=49 => {
                let now = i64::try_from(chance.below(12)).unwrap_or_default();
                Call::Due(who, Instant { millis: now })
            }
            50..=69 => {
                let Some((at, work)) = chance.out_of(&mut hands) else { continue };
                let commit = Box::new(chance.commit(&work));
                pair.call(&at, Call::Commit(who, commit))?;
                continue;
            }
            70..=72 => {
                let Some((at, work)) = chance.one_of(&all).cloned() else { continue };
                let commit = Box::new(chance.commit(&work));
                pair.call(&at, Call::Commit(who, commit))?;
                continue;
            }
            73 | 74 => {
                let event = chance.event(&ids);
                Call::Commit(who, Box::new(Commit::of_log(Logged::new(&event))))
            }
            75..=77 => {
                let Some((at, work)) = chance.out_of(&mut hands) else { continue };
                pair.call(&at, Call::Release(work.event.as_ref().clone()))?;
                continue;
            }
            78 => Call::Enter(who),
            79 => {
                let Some((at, work)) = chance.out_of(&mut hands) else { continue };
                if work.event.id().is_empty() {
                    continue;
                }
                let (id, why) = (work.event.id().clone(), "it is bad".into());
                let letter = DeadLetter { id, at: Instant::default(), why };
                pair.call(&at, Call::Bury(letter))?;
                continue;
            }
            80 => {
                let contact = chance.contact();
                Call::Doubt(vec![chance.key(&contact)])
            }
            81 => Call::Unfinished(chance.once_in(2).then_some(who)),
            82..=86 => {
                let key = CommandKey(Key::of_text(&format!("k{}", chance.below(1 + number))));
                Call::Tell(who, key, Box::new(chance.command()))
            }
            87..=90 => {
                let words = [chance.contact(), format!("e{}", ids.start + 5).into()];
                let word = chance.one_of(&words).cloned().unwrap_or_default();
                Call::Look(word)
            }
            91..=95 => {
                match chance.below(4) {
                    0 => pair.flush()?,
                    1 => pair.arrive()?,
                    _ => pair.send()?,
                }
                continue;
            }
            96 => {
                pair.copy()?;
                continue;
            }
            97 => {
                hands.clear();
                pair.die()?;
                continue;
            }
            98 if chance.once_in(2) => {
                pair.drain()?;
                continue;
            }
            98 | 99 => {
                hands.clear();
                pair.break_off(&mut chance, &ids)?;
                continue;
            }
            _ => continue,
        };
        calls += 1;
        if let Some(work) = pair.call(&at, call)? {
            all.push((at.clone(), work.clone()));
            hands.push((at, work));
        }
    }
    Ok(calls)
}

#[test]
fn memory_and_a_file_answer_alike() -> Outcome {
    // In memory where the system has such a place.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())?;
    let mut calls = 0;
    for seed in 0..SEQUENCES {
        let path = folder.path().join(format!("{seed}.db"));
        calls += play(seed, path).map_err(|error| format!("seed {seed}: {error}"))?;
    }
    assert!(calls > 5_000, "only {calls} calls");
    Ok(())
}
