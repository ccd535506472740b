//! The loop: read, turn, one commit, perform; results are new events.

use std::sync::Arc;

use super::durable::PutOff;
use super::perform::Results;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Key, Map, Name};
use crate::routing::{RosterCommand, RosterReply};
use crate::runtime::{ContactState, Incoming, Outbound, Published, Reaction, Recorded, react};
use crate::store::{
    AgentStore, Commit, DeadLetter, Inbound, Inward, Logged, RunStore, StoreError, Work, WorkerId,
    WorkspaceId,
};
use crate::world::World;

/// Timers of one contact that may be due one after the other at one moment: more than all jumps of a
/// workflow can lead to.
const MOST_AT_ONCE: u32 = 10_000;
/// How often something is tried again when somebody else was quicker, before it counts as an error.
const TRIES: u32 = 100;

/// A workspace at work.
///
/// It holds nothing that matters: whatever it knows is in the stores, and starting up is the same
/// loop as going on.
#[derive(Debug)]
pub struct Engine<A, R, W> {
    pub(super) published: Arc<Published>,
    pub(super) here: WorkspaceId,
    pub(super) worker: WorkerId,
    pub(super) agents: A,
    pub(super) runs: R,
    pub(super) world: W,
    /// Everything that was logged since it was last taken, where somebody listens.
    pub(super) told: Option<Vec<Told>>,
    pub(super) swept: Option<Instant>,
    /// Whether something went wrong half-way, so that what it left has to be looked up.
    pub(super) unsettled: bool,
    /// Whether what the store holds under the worker's name is this engine's own doing.
    pub(super) is_ours: bool,
    /// Effects that the world has begun and whose answers come as events.
    pub(super) begun: Map<Key, ()>,
    /// What came of effects and is not in the store yet.
    pub(super) results: Results,
    pub(super) put_off: PutOff,
}

/// Something that was logged, and what the contact was called then.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What happened.
    pub logged: Logged,
    /// The contact's name, as far as it is known.
    pub name: Option<Name>,
}

impl<A: AgentStore, R: RunStore, W: World> Engine<A, R, W> {
    /// A workspace on these stores and in this world. Several may share what is published.
    pub fn new(published: impl Into<Arc<Published>>, agents: A, runs: R, world: W) -> Self {
        let published = published.into();
        let here = WorkspaceId(published.workspace().plan().name.clone());
        Self {
            published,
            here,
            worker: WorkerId::default(),
            put_off: PutOff::on(&agents, &runs),
            agents,
            runs,
            world,
            told: None,
            swept: None,
            unsettled: false,
            is_ours: false,
            begun: Map::default(),
            results: Results::default(),
        }
    }

    /// Works under a name of its own, where several engines work on one store.
    #[must_use]
    pub fn working_as(mut self, worker: WorkerId) -> Self {
        self.worker = worker;
        self
    }

    /// Keeps what happens until [`Engine::take_told`] takes it.
    #[must_use]
    pub fn telling(mut self) -> Self {
        self.told = Some(Vec::new());
        self
    }

    /// What was logged since it was last asked, as far as it is durable.
    pub fn take_told(&mut self) -> Vec<Told> {
        let durable = std::mem::take(&mut self.put_off.told);
        let Some(told) = &mut self.told else { return Vec::new() };
        let rest = told.split_off(durable.min(told.len()));
        std::mem::replace(told, rest)
    }

    /// What is published.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// The name under which stores know the workspace.
    pub const fn here(&self) -> &WorkspaceId {
        &self.here
    }

    /// The name under which it works.
    pub const fn worker(&self) -> &WorkerId {
        &self.worker
    }

    /// Where rosters are kept.
    pub const fn agents(&self) -> &A {
        &self.agents
    }

    /// Where contacts and runs are kept.
    pub const fn runs(&self) -> &R {
        &self.runs
    }

    /// What lies outside.
    pub const fn world(&self) -> &W {
        &self.world
    }

    /// Takes events in. Gives for each whether it is new.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn accept(&self, events: Vec<Inbound>) -> Result<Vec<bool>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        self.runs.accept(&self.here, events, Vec::new()).await
    }

    /// Takes in an answer to an effect, which is done with it.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn answer(&mut self, event: Option<Inbound>, done: Key) -> Result<(), StoreError> {
        self.begun.remove(&done);
        match event {
            Some(event) => self.runs.accept(&self.here, vec![event], vec![done]).await.map(|_| ()),
            None => self.take_in(Vec::new(), vec![done]).await,
        }
    }

    /// Applies every event that was taken in, and whatever follows from it, until nothing is left.
    /// Where that failed, the next call takes up what was left half-done.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub async fn work(&mut self, now: Instant) -> Result<(), StoreError> {
        let worked = match self.try_work(now).await {
            Ok(()) => self.before_telling().await,
            failed => failed,
        };
        self.unsettled |= worked.is_err();
        worked
    }

    pub(super) async fn try_work(&mut self, now: Instant) -> Result<(), StoreError> {
        self.settle().await?;
        while let Some(work) = self.runs.next(&self.here, &self.worker).await? {
            self.apply(work, now).await?;
        }
        Ok(())
    }

    /// Fires every timer that is due at a moment, earliest first, and does what follows from each.
    /// Where that failed, the next call takes up what was left half-done.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub async fn fire_due(&mut self, now: Instant) -> Result<(), StoreError> {
        let fired = match self.try_fire_due(now).await {
            Ok(()) => self.before_telling().await,
            failed => failed,
        };
        self.unsettled |= fired.is_err();
        fired
    }

    async fn try_fire_due(&mut self, now: Instant) -> Result<(), StoreError> {
        self.settle().await?;
        let (mut last, mut again) = (None, 0_u32);
        while let Some(work) = self.runs.due(&self.here, &self.worker, now).await? {
            let at = work.event.at();
            let this = work.event.contact().map(|contact| (contact.clone(), at));
            again = if last == this { again + 1 } else { 0 };
            if again > MOST_AT_ONCE {
                // Nobody would ever come to the next one.
                let who = this.map(|(contact, _)| contact).unwrap_or_default();
                return Err(StoreError::Corrupt(format!("a timer of `{who}` stays due").into()));
            }
            last = this;
            self.apply(work, at).await?;
            self.try_work(at).await?;
        }
        self.sweep(now).await
    }

    /// Applies one event: one commit, then its effects.
    async fn apply(&mut self, mut work: Work, now: Instant) -> Result<(), StoreError> {
        let to_do = match self.try_apply(&mut work, now).await {
            Ok(to_do) => to_do,
            Err(StoreError::Corrupt(why)) if !work.event.id().is_empty() => {
                // An event that can never be applied must not hold up the others for ever.
                let letter = DeadLetter { id: work.event.id().clone(), at: now, why };
                return self.runs.bury(&self.here, letter).await;
            }
            Err(StoreError::Conflict) => return self.runs.release(&self.here, &work.event).await,
            Err(StoreError::Unknown) => {
                // Whether it happened is in the store: then the event is not handed out again, and
                // what it asked for is among the effects that are not done.
                self.unsettled = true;
                return self.settle().await;
            }
            Err(error) => {
                self.runs.release(&self.here, &work.event).await?;
                return Err(error);
            }
        };
        self.perform(&to_do).await
    }

    /// Commits what an event brings about. Gives what the world has to do then.
    async fn try_apply(
        &mut self,
        work: &mut Work,
        now: Instant,
    ) -> Result<Arc<[Outbound]>, StoreError> {
        let state = work.state.take();
        let inbound = &work.event;
        let log = match &inbound.event {
            Inward::Contact(incoming) => return self.apply_to_contact(work, incoming, state).await,
            Inward::Agent { id, at, agent, change } => {
                let at = (*at).max(now);
                let mut answers = Vec::new();
                let commands = super::roster::commands(agent, change);
                for (command, index) in commands.into_iter().zip(0..) {
                    let key = Key::of_text(id).part(0, index);
                    let reply = self.command(key, command, at).await?;
                    answers.extend(self.answers_to(reply, None, at, inbound.line));
                }
                self.take_in(answers, Vec::new()).await?;
                let agent = Some(Box::new((agent.clone(), change.clone())));
                Logged { at, agent, ..Logged::new(inbound) }
            }
            Inward::Clock { id, at } => {
                let at = (*at).max(now);
                let reply = self.command(Key::of_text(id), RosterCommand::Sweep, at).await?;
                let answers = self.answers_to(reply, None, at, inbound.line);
                self.take_in(answers, Vec::new()).await?;
                // What nobody said is not kept.
                let event = inbound.line.map(|_| id.clone()).unwrap_or_default();
                Logged { at, event, ..Logged::new(inbound) }
            }
        };
        let event = Some(inbound.id().clone());
        self.commit(Commit { event, ..Commit::of_log(log) }).await?;
        Ok(Arc::default())
    }

    async fn apply_to_contact(
        &mut self,
        work: &Work,
        incoming: &Incoming,
        state: Option<Box<ContactState>>,
    ) -> Result<Arc<[Outbound]>, StoreError> {
        let at = incoming.at;
        // The roster hears what concerns a contact in the order in which it was asked for, also
        // when whoever was to tell it is gone or slow. Told twice, it hears it once.
        if !work.owed.is_empty() {
            let routing = work.owed.iter().filter(|one| one.effect.act.routes());
            self.perform(&routing.cloned().collect::<Vec<_>>()).await?;
        }
        let new = || Box::new(ContactState::new(incoming.contact.clone(), at));
        let state = state.unwrap_or_else(new);
        let status = self.owner_status(&state).await?;
        let Reaction { state, records } = react(&self.published, state, incoming, status.as_ref());
        let mut outbox = Vec::with_capacity(records.len());
        for record in &records {
            let Recorded::Effect(effect) = &record.what else { continue };
            if effect.act.leaves() {
                outbox.push(Outbound {
                    contact: incoming.contact.clone(),
                    run: record.run.clone(),
                    effect: Arc::clone(effect),
                    at,
                    line: work.event.line,
                });
            }
        }
        let to_do: Arc<[Outbound]> = outbox.into();
        let log = Logged { records, ..Logged::new(&work.event) };
        let (state, outbox, version) = (Some(state), Arc::clone(&to_do), work.version);
        #[cfg(feature = "planted")]
        if planted::is(Plant::SendBeforeCommit) {
            self.perform(&to_do).await?;
        }
        let commit = Commit { state, version, outbox, ..Commit::of_log(log) };
        #[cfg(feature = "planted")]
        if planted::is(Plant::RepeatAfterUnknown) {
            let again = Commit { version: version + 1, ..commit.clone() };
            match self.commit(commit).await {
                Err(StoreError::Unknown) => self.commit(again).await?,
                first => first?,
            }
            return Ok(to_do);
        }
        self.commit(commit).await?;
        Ok(to_do)
    }

    /// Makes true what an event brought about, and keeps it for whoever listens.
    async fn commit(&mut self, commit: Commit) -> Result<(), StoreError> {
        let listened_to = self.told.is_some() && !commit.log.is_empty();
        let told = listened_to.then(|| Told {
            logged: commit.log.clone(),
            name: commit.state.as_ref().and_then(|state| state.contact.full_name()),
        });
        let first = commit.outbox.first().map(|outbound| outbound.effect.key);
        let committed = self.make_true(commit).await;
        if committed != Err(StoreError::Unknown) {
            committed?;
        } else if !self.has_happened(first, told.as_ref()).await? {
            return committed;
        }
        if let Some(all) = &mut self.told {
            all.extend(told);
        }
        Ok(())
    }

    /// Whether a commit happened although its answer was lost: then the effects that it asked for
    /// stand in the store, or where it asked for none, its log.
    async fn has_happened(
        &self,
        effect: Option<Key>,
        told: Option<&Told>,
    ) -> Result<bool, StoreError> {
        if let Some(key) = effect {
            let begun = self.runs.unfinished(&self.here, Some(&self.worker)).await?;
            return Ok(begun.iter().any(|(outbound, _)| outbound.effect.key == key));
        }
        // Where nobody listens there is nothing left to do, whether it happened or not.
        let Some(Told { logged, .. }) = told else { return Ok(false) };
        let logs = self.runs.log(&self.here, logged.contact.as_deref()).await?;
        Ok(logs.iter().rev().any(|one| one == logged))
    }

    /// Gives the roster a command. A lost answer is asked for again with the same key.
    pub(super) async fn command(
        &self,
        key: Key,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        let key = crate::store::CommandKey(key);
        for _ in 0..TRIES {
            match self.ask(&key, command.clone(), at).await {
                Err(StoreError::Conflict | StoreError::Unknown) => {}
                settled => return settled,
            }
        }
        Err(StoreError::Unavailable(Name::new_static("it gave no answer although asked often")))
    }

    async fn owner_status(&self, state: &ContactState) -> Result<Option<Name>, StoreError> {
        let Some(owner) = &state.contact.owner else { return Ok(None) };
        if !self.published.reads_status() {
            return Ok(None);
        }
        let snapshot = self.agents.snapshot(&self.here).await?;
        let found = snapshot.agents.into_iter().find(|agent| agent.name == *owner);
        Ok(found.map(|agent| Name::new_static(agent.status.word())))
    }
}
