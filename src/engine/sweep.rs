//! What nobody says: at the start, and every now and then.

use super::Engine;
use crate::base::{Duration, Instant, Key, Name};
use crate::plan::{Plan, WorkspacePlan};
use crate::routing::RosterCommand;
use crate::store::{AgentStore, Inbound, Inward, RunStore, StoreError};
use crate::world::World;

/// How often whoever waits for an owner is looked at again although nothing said so.
const SWEEP: Duration = Duration::seconds(30);

impl<A: AgentStore, R: RunStore, W: World> Engine<A, R, W> {
    /// Takes up what was begun under the worker's name, and tells the roster of the workspace that is
    /// published now. What the world may have been asked before is asked again only where it
    /// recognises that; elsewhere it is in doubt from now on. To be called before the first event,
    /// and again where it failed.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub async fn recover(&mut self, now: Instant) -> Result<(), StoreError> {
        self.runs.enter(&self.here, &self.worker).await?;
        let plan = Box::new(self.published.workspace().plan().clone());
        // Not yet known is version 0, as a workspace in which nothing has happened.
        let version = match self.agents.snapshot(&self.here).await {
            Ok(snapshot) => snapshot.version,
            Err(StoreError::Unavailable(_)) => 0,
            Err(error) => return Err(error),
        };
        let hash = Plan::Workspace(WorkspacePlan::clone(&plan)).hash();
        let id = Name::from(format!("publish/{hash}/{version}"));
        let key = Key::of_text(&id);
        // Whoever applies this event asks with the same key, and so hears whom publishing served,
        // also when this worker stops before it has heard.
        self.accept(vec![at_clock(id, now)]).await?;
        self.command(key, RosterCommand::Publish(plan.clone()), now).await?;
        // Another worker may have applied it in between, and the key is used up.
        let reply = self.command(key.part(0, 1), RosterCommand::Publish(plan), now).await?;
        self.accept(self.answers_to(reply, None, now, None)).await?;
        self.unsettled = true;
        self.work(now).await
    }

    /// Looks at everybody who waits for an owner, unless that was done a moment ago.
    pub(super) async fn sweep(&mut self, now: Instant) -> Result<(), StoreError> {
        if self.swept.is_some_and(|last| now < last.plus(SWEEP)) {
            return Ok(());
        }
        self.swept = Some(now);
        let snapshot = self.agents.snapshot(&self.here).await?;
        if snapshot.waiting.is_empty() {
            return Ok(());
        }
        // As an event, so that whoever applies it after this worker has stopped hears the same.
        let id = Name::from(format!("sweep/{}/{}", snapshot.version, now.millis));
        self.accept(vec![at_clock(id, now)]).await?;
        self.try_work(now).await
    }
}

/// An event that concerns nobody: at it, everybody who waits is looked at.
fn at_clock(id: Name, at: Instant) -> Inbound {
    Inbound { line: None, decision: None, event: Inward::Clock { id, at } }
}
