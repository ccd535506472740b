//! Rosters in memory.

use std::collections::VecDeque;
use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::workspaces::Workspaces;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Map};
use crate::plan::WorkspacePlan;
#[cfg(feature = "planted")]
use crate::routing::RosterChange;
use crate::routing::{Roster, RosterCommand, RosterReply, RosterSnapshot, roster_step};
use crate::store::{AgentStore, CommandKey, StoreError, WorkspaceId};

/// Replies that are kept for a command that comes again; older ones are forgotten.
const KEPT_REPLIES: usize = 10_000;

/// Rosters behind a mutex.
#[derive(Debug, Default)]
pub struct MemoryAgents {
    kept: Mutex<Workspaces<Kept>>,
}

/// The same rosters a second time: what happens to one of them says nothing of the other.
impl Clone for MemoryAgents {
    fn clone(&self) -> Self {
        Self { kept: Mutex::new(self.lock().clone()) }
    }
}

/// One workspace.
#[derive(Clone, Debug)]
struct Kept {
    roster: Roster,
    replies: Map<CommandKey, Reply>,
    order: VecDeque<CommandKey>,
    /// The roster before the last command.
    #[cfg(feature = "planted")]
    before: Option<Roster>,
}

/// A reply as it is kept. Most say nothing but that something was done.
#[derive(Clone, Debug)]
enum Reply {
    /// The version of the roster that it was given on.
    Plain(u64),
    Other(Box<RosterReply>),
}

impl Reply {
    fn of(reply: &RosterReply) -> Self {
        let RosterReply { decision, served, withdrawn, unknown, version } = reply;
        let nobody = served.is_empty() && withdrawn.is_empty();
        match decision.is_none() && nobody && unknown.is_none() {
            true => Self::Plain(*version),
            false => Self::Other(Box::new(reply.clone())),
        }
    }

    fn whole(&self) -> RosterReply {
        match self {
            Self::Plain(version) => RosterReply { version: *version, ..RosterReply::default() },
            Self::Other(reply) => RosterReply::clone(reply),
        }
    }
}

impl Kept {
    fn new(plan: &WorkspacePlan) -> Self {
        Self {
            roster: Roster::new(plan),
            replies: Map::default(),
            order: VecDeque::new(),
            #[cfg(feature = "planted")]
            before: None,
        }
    }

    #[cfg(feature = "planted")]
    fn race(
        &mut self,
        command: &RosterCommand,
        at: Instant,
        good: (RosterReply, Vec<RosterChange>),
    ) -> (RosterReply, Vec<RosterChange>) {
        let now = planted::is(Plant::CapRace).then(|| self.roster.clone());
        let stale = std::mem::replace(&mut self.before, now);
        let stale = stale.filter(|_| matches!(command, RosterCommand::Assign(_)));
        stale.map_or(good, |stale| roster_step(&stale, command, at))
    }
}

impl MemoryAgents {
    /// Takes in a workspace in which nothing has happened yet.
    #[must_use]
    pub fn with(self, workspace: &WorkspaceId, plan: &WorkspacePlan) -> Self {
        self.lock().put(workspace.clone(), Kept::new(plan));
        self
    }

    /// What [`AgentStore::apply`] does, without a future.
    ///
    /// # Errors
    /// When nobody knows the workspace.
    pub fn apply_now(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: &RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        apply(&mut self.lock(), workspace, key, command, at)
    }

    /// Looks at a roster; none where nobody knows the workspace.
    pub fn look<T>(&self, workspace: &WorkspaceId, look: impl FnOnce(&Roster) -> T) -> Option<T> {
        self.lock().get(workspace).map(|kept| look(&kept.roster))
    }

    fn lock(&self) -> MutexGuard<'_, Workspaces<Kept>> {
        // A command that panicked has applied nothing: changes are applied in one go.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AgentStore for MemoryAgents {
    fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> impl Future<Output = Result<RosterReply, StoreError>> + Send {
        future::ready(self.apply_now(workspace, key, &command, at))
    }

    fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> impl Future<Output = Result<Vec<RosterReply>, StoreError>> + Send {
        // Held for all of them: nobody else's command comes in between.
        let mut all = self.lock();
        let one = |(key, command): &(_, _)| apply(&mut all, workspace, key, command, at);
        future::ready(commands.iter().map(one).collect())
    }

    fn snapshot(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<RosterSnapshot, StoreError>> + Send {
        let snapshot = self.look(workspace, Roster::snapshot);
        future::ready(snapshot.ok_or_else(|| missing(workspace)))
    }
}

fn apply(
    all: &mut Workspaces<Kept>,
    workspace: &WorkspaceId,
    key: &CommandKey,
    command: &RosterCommand,
    at: Instant,
) -> Result<RosterReply, StoreError> {
    if let RosterCommand::Publish(plan) = command
        && all.get(workspace).is_none()
    {
        all.put(workspace.clone(), Kept::new(plan));
    }
    let kept = all.get(workspace).ok_or_else(|| missing(workspace))?;
    #[cfg(feature = "planted")]
    if planted::is(Plant::DoubleAssign) && matches!(command, RosterCommand::Assign(_)) {
        kept.replies.remove(key);
    }
    if let Some(reply) = kept.replies.get(key) {
        return Ok(reply.whole());
    }
    let (reply, changes) = roster_step(&kept.roster, command, at);
    #[cfg(feature = "planted")]
    let (reply, changes) = kept.race(command, at, (reply, changes));
    kept.roster.apply(&changes);
    kept.replies.insert(*key, Reply::of(&reply));
    kept.order.push_back(*key);
    if kept.order.len() > KEPT_REPLIES
        && let Some(oldest) = kept.order.pop_front()
    {
        kept.replies.remove(&oldest);
    }
    Ok(reply)
}

fn missing(workspace: &WorkspaceId) -> StoreError {
    StoreError::Unavailable(format!("no workspace `{}`", workspace.0).into())
}

#[cfg(test)]
mod tests {
    use super::MemoryAgents;
    use crate::base::{Instant, Key};
    use crate::plan::{Agent, WorkspacePlan};
    use crate::routing::{Pool, Request, RequestId, RosterCommand, Verdict};
    use crate::store::{AgentStore, CommandKey, WorkspaceId, ready};

    fn plan(limit: u32) -> WorkspacePlan {
        let agent = Agent { limit: Some(limit), ..Agent::new("a1", "A") };
        WorkspacePlan { agents: vec![agent], ..WorkspacePlan::default() }
    }

    fn request(number: usize) -> RosterCommand {
        RosterCommand::Assign(Request::new(
            RequestId(Key::of_text(&format!("r{number}"))),
            format!("c{number}").into(),
            Pool::Workspace,
            Instant::default(),
        ))
    }

    #[test]
    fn the_same_key_gives_the_first_reply_again() {
        let here = WorkspaceId("here".into());
        let store = MemoryAgents::default().with(&here, &plan(1));
        let key = CommandKey(Key::of_text("k"));
        let apply = || ready(store.apply(&here, &key, request(1), Instant::default()));
        let first = apply();
        assert!(matches!(&first, Some(Ok(reply)) if reply.decision.is_some()));
        assert_eq!(first, apply());
        let snapshot = ready(store.snapshot(&here));
        assert!(matches!(snapshot, Some(Ok(snapshot)) if snapshot.version == 1));
    }

    /// From RocketChat/Rocket.Chat#37776, `race-three-workers-cap-3`.
    #[test]
    fn three_workers_at_once_never_exceed_a_limit() {
        let here = WorkspaceId("here".into());
        let store = MemoryAgents::default().with(&here, &plan(3));
        let opened = |number: usize| RosterCommand::Opened { contact: format!("c{number}").into() };
        let assigned: usize = std::thread::scope(|scope| {
            let work = |worker: usize| {
                let (store, here) = (&store, &here);
                scope.spawn(move || {
                    let mine = (worker * 3)..(worker * 3 + 3);
                    let one = |number: usize, command, word: &str| {
                        let key = CommandKey(Key::of_text(&format!("{word}{number}")));
                        store.apply_now(here, &key, &command, Instant::default())
                    };
                    mine.filter(|number| {
                        let _ = one(*number, opened(*number), "o");
                        let reply = one(*number, request(*number), "a");
                        let decision = reply.ok().and_then(|reply| reply.decision);
                        decision.is_some_and(|one| matches!(one.verdict, Verdict::Assigned(_)))
                    })
                    .count()
                })
            };
            let workers: Vec<_> = (0..3).map(work).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or(100)).sum()
        });
        assert_eq!(assigned, 3);
        assert_eq!(store.look(&here, |roster| (roster.load("a1"), roster.waiting())), Some((3, 6)));
    }
}
