//! What has to be durable, and when: before something leaves, and before somebody is told.
//!
//! A turn, what the roster is asked for and answers, and what came of an effect need not be durable
//! by themselves: lost together, all of it happens again. So they are put off until the next thing
//! that leaves, where rosters and runs have one home.

use super::Engine;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Key};
use crate::routing::{RosterCommand, RosterReply};
use crate::store::{AgentStore, CommandKey, Commit, Inbound, RunStore, StoreError};
use crate::world::World;

/// What an engine puts off.
#[derive(Clone, Copy, Debug)]
pub(super) struct PutOff {
    /// Whether anything may be.
    may: bool,
    /// Whether an event was taken in or applied that is not durable yet.
    pub(super) owes: bool,
    /// How much of what is to be told is durable.
    pub(super) told: usize,
}

impl PutOff {
    /// Nothing, unless the stores have one home: then what is lost there is lost in both.
    pub(super) fn on<A: AgentStore, R: RunStore>(agents: &A, runs: &R) -> Self {
        let may = runs.home().is_some_and(|home| agents.home() == Some(home));
        Self { may, owes: false, told: 0 }
    }
}

impl<A: AgentStore, R: RunStore, W: World> Engine<A, R, W> {
    /// Takes events in and applies them, with whatever else is to be done, and gives for each whether
    /// it is new: [`Engine::accept`] and [`Engine::work`] in one, for whoever waits for both. It
    /// returns when the events are durable; where nothing leaves, that is the only time that somebody
    /// waits for the disk.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense. Whether the events were taken in
    /// is not known then: send them again.
    pub async fn take(
        &mut self,
        events: Vec<Inbound>,
        now: Instant,
    ) -> Result<Vec<bool>, StoreError> {
        if !self.put_off.may {
            let fresh = self.accept(events).await?;
            return self.work(now).await.map(|()| fresh);
        }
        // Refused to a worker whose work was lost, until everything is taken up again.
        self.settle().await?;
        self.put_off.owes = true;
        let taken = self.runs.accept_later(&self.here, &self.worker, events, Vec::new()).await;
        self.unsettled |= taken.is_err();
        let fresh = taken?;
        self.work(now).await?;
        self.catch_up().await?;
        Ok(fresh)
    }

    /// Takes in what nobody outside is told of.
    pub(super) async fn take_in(
        &self,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<(), StoreError> {
        if events.is_empty() && done.is_empty() {
            return Ok(());
        }
        let (here, worker) = (&self.here, &self.worker);
        let taken = if self.put_off.may {
            self.runs.accept_later(here, worker, events, done).await
        } else {
            self.runs.accept(here, events, done).await
        };
        taken.map(|_| ())
    }

    /// Makes true what an event brought about. Where that may be, it is durable before something
    /// leaves, and what the roster is asked for before that is done together with it.
    pub(super) async fn make_true(&mut self, commit: Commit) -> Result<(), StoreError> {
        let (here, worker) = (&self.here, &self.worker);
        if !self.put_off.may {
            return self.runs.commit(here, worker, commit).await;
        }
        self.put_off.owes = true;
        self.runs.commit_later(here, worker, commit).await
    }

    /// Gives the roster one command.
    pub(super) async fn ask(
        &self,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        if self.put_off.may {
            return self.agents.apply_later(&self.here, &self.worker, key, command, at).await;
        }
        self.agents.apply(&self.here, key, command, at).await
    }

    /// To be called before something leaves: whatever it rests on is durable then.
    pub(super) async fn before_leaving(&mut self) -> Result<(), StoreError> {
        #[cfg(feature = "planted")]
        if planted::is(Plant::LeaveBeforeSync) {
            return Ok(());
        }
        self.catch_up().await
    }

    /// To be called before whoever listens hears what happened.
    pub(super) async fn before_telling(&mut self) -> Result<(), StoreError> {
        if self.told.is_some() { self.catch_up().await } else { Ok(()) }
    }

    /// Makes durable what was put off of events.
    async fn catch_up(&mut self) -> Result<(), StoreError> {
        if self.put_off.owes {
            self.runs.sync(&self.here, &self.worker).await?;
            self.put_off.owes = false;
        }
        self.put_off.told = self.told.as_ref().map_or(0, Vec::len);
        Ok(())
    }

    /// Finds out whether what was put off came to nothing. It is told when it happens, and not before.
    pub(super) async fn look_back(&mut self) {
        let Some(told) = self.told.as_mut().filter(|_| self.put_off.may) else { return };
        if self.runs.sync(&self.here, &self.worker).await.is_err() {
            told.truncate(self.put_off.told);
        }
    }
}
