//! A store in memory and one in a file, and what both are called with.

use std::fmt::Debug;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::chance::Chance;
use crate::base::{Instant, Key, Name};
use crate::plan::{Agent, WorkspacePlan};
use crate::routing::RosterCommand;
use crate::store::sqlite::failure::Failure;
use crate::store::sqlite::session::{Part, Reach, Thread};
use crate::store::sqlite::tests::without_thread;
use crate::store::sqlite::{OpenError, Sqlite, inbox};
use crate::store::{
    AgentStore, CommandKey, Commit, DeadLetter, Field, Inbound, Logged, MemoryAgents, MemoryRuns,
    RunStore, StoreError, Work, WorkerId, WorkspaceId, wait,
};

pub(super) const PLACES: [&str; 2] = ["shop", "yard"];
pub(super) const WORKERS: [&str; 3] = ["ana", "bo", "chen"];

/// A call of a store.
#[derive(Clone, Debug)]
pub(super) enum Call {
    Accept(WorkerId, Vec<Inbound>, Vec<Key>),
    AcceptNow(Vec<Inbound>, Vec<Key>),
    Next(WorkerId),
    Due(WorkerId, Instant),
    Commit(WorkerId, Box<Commit>),
    Release(Inbound),
    Enter(WorkerId),
    Bury(DeadLetter),
    Doubt(Vec<Key>),
    Unfinished(Option<WorkerId>),
    Tell(WorkerId, CommandKey, Box<RosterCommand>),
    Look(Name),
}

/// What a store answers, to be compared, and what it handed out.
type Answer = (String, Option<Work>);

/// Where two answers differ.
fn differ(what: &str, expected: &str, found: &str) -> String {
    let alike = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other);
    let from = alike.count().saturating_sub(60);
    let part = |text: &str| text.chars().skip(from).take(240).collect::<String>();
    format!("{what}\nin memory …{}\nin a file …{}", part(expected), part(found))
}

fn said(answer: impl Debug) -> Answer {
    (format!("{answer:?}"), None)
}

fn given(answer: Result<Option<Work>, StoreError>) -> Answer {
    (format!("{answer:?}"), answer.ok().flatten())
}

fn ask(agents: &impl AgentStore, runs: &impl RunStore, at: &WorkspaceId, call: &Call) -> Answer {
    match call.clone() {
        Call::Accept(by, events, done) => said(wait(runs.accept_later(at, &by, events, done))),
        Call::AcceptNow(events, done) => said(wait(runs.accept(at, events, done))),
        Call::Next(by) => given(wait(runs.next(at, &by))),
        Call::Due(by, now) => given(wait(runs.due(at, &by, now))),
        Call::Commit(by, commit) => said(wait(runs.commit_later(at, &by, *commit))),
        Call::Release(event) => said(wait(runs.release(at, &event))),
        Call::Enter(by) => said(wait(runs.enter(at, &by))),
        Call::Bury(letter) => said(wait(runs.bury(at, letter))),
        Call::Doubt(keys) => said(wait(runs.doubt(at, keys))),
        Call::Unfinished(by) => said(wait(runs.unfinished(at, by.as_ref()))),
        Call::Tell(by, key, command) => {
            said(wait(agents.apply_later(at, &by, &key, *command, Instant::default())))
        }
        Call::Look(word) => {
            let mut dead = wait(runs.dead(at)).unwrap_or_default();
            dead.sort_by(|one, other| one.id.cmp(&other.id));
            let runs = (
                wait(runs.knows(at, &word)),
                wait(runs.contact(at, &word)),
                wait(runs.find(at, Field::Email, &word)),
                wait(runs.contacts(at, None, 3)),
                wait(runs.log(at, Some(&word))),
                wait(runs.log(at, None)),
                wait(runs.counts(at)),
                wait(runs.unfinished(at, None)),
            );
            said((runs, dead, wait(agents.snapshot(at))))
        }
    }
}

/// A store in a file that waits for a thread: nothing is committed but when it is to be.
fn quiet(path: &Path) -> Result<Sqlite, OpenError> {
    without_thread(path, Thread::Works)
}

/// Calls the store in the file, without waiting for the disk.
fn ask_file(file: &Sqlite, at: &WorkspaceId, call: &Call) -> Result<Answer, StoreError> {
    let mut session = file.keeper.desk.lock()?;
    Ok(match call.clone() {
        Call::AcceptNow(events, done) => {
            let events = inbox::Written::now(events)?;
            said(session.act(|session| session.accept(at, events, &done)))
        }
        Call::Bury(letter) => said(session.act(|session| session.bury(at, &letter))),
        Call::Doubt(keys) => said(session.act(|session| session.doubt(at, &keys))),
        Call::Accept(..)
        | Call::Next(_)
        | Call::Due(..)
        | Call::Commit(..)
        | Call::Release(_)
        | Call::Enter(_)
        | Call::Unfinished(_)
        | Call::Tell(..)
        | Call::Look(_) => {
            drop(session);
            ask(file, file, at, call)
        }
    })
}

/// Both stores, and what they were called with.
pub(super) struct Pair {
    pub(super) path: PathBuf,
    pub(super) file: Sqlite,
    agents: MemoryAgents,
    runs: MemoryRuns,
    calls: Vec<(WorkspaceId, Call)>,
    /// How many of them a transaction that comes to nothing does not undo.
    kept: usize,
    /// How many of them are written.
    written: usize,
    /// What is on its way to the disk, with how many calls there were.
    part: Option<(Part, usize)>,
}

impl Pair {
    pub(super) fn at(path: PathBuf) -> Outcome<Self> {
        let (file, agents, runs) = (quiet(&path)?, MemoryAgents::default(), MemoryRuns::default());
        let (calls, part) = (Vec::new(), None);
        let mut pair = Self { path, file, agents, runs, calls, kept: 0, written: 0, part };
        for place in PLACES {
            let agents = ["ana", "bo"].map(|name| Agent::new(name, name)).to_vec();
            let plan = WorkspacePlan { agents, ..WorkspacePlan::default() };
            let publish = Box::new(RosterCommand::Publish(Box::new(plan)));
            let key = CommandKey(Key::of_text("publish"));
            let here = WorkspaceId(place.into());
            pair.call(&here, Call::Tell(WorkerId::default(), key, publish))?;
        }
        pair.flush()?;
        Ok(pair)
    }

    pub(super) fn call(&mut self, at: &WorkspaceId, call: Call) -> Outcome<Option<Work>> {
        let (expected, work) = ask(&self.agents, &self.runs, at, &call);
        let (found, _) = ask_file(&self.file, at, &call)?;
        if expected != found {
            return Err(differ(&format!("{call:?}"), &expected, &found).into());
        }
        self.calls.push((at.clone(), call));
        Ok(work)
    }

    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        self.file.flush()?;
        (self.kept, self.written) = (self.calls.len(), self.calls.len());
        Ok(())
    }

    /// Sends to the disk what was called.
    pub(super) fn send(&mut self) -> Outcome {
        self.arrive()?;
        let mut session = self.file.keeper.desk.lock()?;
        if let Some(part) = session.part(Reach::Calls)? {
            self.kept = self.calls.len();
            if matches!(part, Part::Log { .. }) {
                self.written = self.kept;
            }
            self.part = Some((part, self.kept));
        }
        Ok(())
    }

    /// What was sent is there.
    pub(super) fn arrive(&mut self) -> Outcome {
        if let Some((part, calls)) = self.part.take() {
            self.file.keeper.desk.sync(&part)?;
            self.file.keeper.desk.lock()?.reached_the_disk(&part);
            self.written = self.written.max(calls);
        }
        Ok(())
    }

    /// The process dies, and another comes.
    pub(super) fn die(&mut self) -> Outcome {
        self.part = None;
        // Nobody else may have it open.
        self.file = quiet(&self.path.with_extension("nothing"))?;
        self.file = quiet(&self.path)?;
        self.kept = self.written;
        self.is_undone()
    }

    /// Stores in memory that heard only the first calls, of which nobody works on anything.
    fn after(&self, calls: usize) -> (MemoryAgents, MemoryRuns) {
        let (agents, runs) = (MemoryAgents::default(), MemoryRuns::default());
        for (at, call) in self.calls.iter().take(calls) {
            ask(&agents, &runs, at, call);
        }
        for (at, call) in all_enter() {
            ask(&agents, &runs, &at, &call);
        }
        (agents, runs)
    }

    /// What was open came to nothing.
    pub(super) fn is_undone(&mut self) -> Outcome {
        // Some ask for more before they hear of it.
        for (at, call) in all_enter() {
            let Call::Enter(who) = call else { continue };
            ask_file(&self.file, &at, &Call::Next(who))?;
        }
        (self.agents, self.runs) = self.after(self.kept);
        self.calls.truncate(self.kept);
        all_enter().into_iter().try_for_each(|(at, call)| self.call(&at, call).map(drop))
    }

    /// Has what is open come to nothing, in the middle of a call or when it is committed.
    pub(super) fn break_off(&mut self, chance: &mut Chance, ids: &Range<u64>) -> Outcome {
        let (here, who) = (chance.place(), chance.worker());
        let (kind, event) = (chance.below(5), chance.event(ids));
        let mut session = self.file.keeper.desk.lock()?;
        if kind == 0 {
            let opened = RosterCommand::Opened { contact: chance.contact() };
            let key = CommandKey(Key::of_text("broken"));
            session.act(|session| session.apply(&here, key, &opened, Instant::default()))?;
            session.db.execute_batch("ALTER TABLE rosters RENAME TO elsewhere")?;
            assert!(session.flush().is_err());
        } else {
            let broken = session.act(|session| -> Result<(), Failure> {
                match kind {
                    1 => drop(session.next(&here, &who)?),
                    2 => drop(session.due(&here, &who, Instant { millis: 9 })?),
                    3 => drop(session.accept(&here, inbox::Written::later(vec![event])?, &[])?),
                    _ => {}
                }
                Err(Failure::Broken(rusqlite::Error::InvalidQuery))
            });
            assert!(broken.is_err());
        }
        drop(session);
        self.is_undone()
    }

    /// Applies everything that can be.
    pub(super) fn drain(&mut self) -> Outcome {
        for place in PLACES {
            let (at, who) = (WorkspaceId(place.into()), WorkerId(Name::new_static("ana")));
            while let Some(work) = self.call(&at, Call::Next(who.clone()))? {
                let commit = Box::new(Commit::of_log(Logged::new(&work.event)));
                self.call(&at, Call::Commit(who.clone(), commit))?;
            }
        }
        Ok(())
    }

    /// A copy of what is on the disk has what was written, and hands out the rest.
    pub(super) fn copy(&self) -> Outcome {
        let copy = self.path.with_extension("copy");
        for end in ["", "-wal", "-redo"] {
            let [from, to] = [&self.path, &copy].map(|path| format!("{}{end}", path.display()));
            std::fs::copy(from, to)?;
        }
        let (agents, runs) = self.after(self.written);
        let file = quiet(&copy)?;
        for place in PLACES {
            let at = WorkspaceId(place.into());
            for worker in WORKERS.into_iter().cycle().take(600) {
                let next = Call::Next(WorkerId(worker.into()));
                let (expected, work) = ask(&agents, &runs, &at, &next);
                let (found, _) = ask_file(&file, &at, &next)?;
                if expected != found {
                    return Err(differ("a copy", &expected, &found).into());
                }
                let Some(work) = work else { break };
                let commit = Box::new(Commit::of_log(Logged::new(&work.event)));
                let commit = Call::Commit(WorkerId(worker.into()), commit);
                assert_eq!(ask(&agents, &runs, &at, &commit).0, ask_file(&file, &at, &commit)?.0);
            }
            let look = Call::Look("c1".into());
            let (expected, _) = ask(&agents, &runs, &at, &look);
            let (found, _) = ask_file(&file, &at, &look)?;
            if expected != found {
                return Err(differ("a copy", &expected, &found).into());
            }
        }
        drop(file);
        for end in ["", "-wal", "-redo", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
        }
        Ok(())
    }
}

fn all_enter() -> Vec<(WorkspaceId, Call)> {
    let of_one = |place: &str| {
        let place = WorkspaceId(place.into());
        WORKERS.map(|worker| (place.clone(), Call::Enter(WorkerId(worker.into()))))
    };
    PLACES.into_iter().flat_map(of_one).collect()
}
