//! A keeper of rosters behind the wire.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::fault::Boundary;
use super::wire::Wire;
use crate::base::Instant;
use crate::routing::{RosterCommand, RosterReply, RosterSnapshot, Verdict};
use crate::store::{AgentStore, CommandKey, Home, StoreError, WorkerId, WorkspaceId, wait};

/// A keeper that may be out of reach, and whose replies may be lost.
#[derive(Debug)]
pub(super) struct FarAgents<A> {
    pub(super) wire: Wire,
    pub(super) kept: Arc<A>,
}

impl<A: AgentStore + Send + Sync> FarAgents<A> {
    async fn tell(
        &self,
        key: &CommandKey,
        command: &RosterCommand,
        kept: impl Fn() -> Result<RosterReply, StoreError>,
    ) -> Result<RosterReply, StoreError> {
        let node = self.wire.node;
        self.wire
            .call(Boundary::Apply, |hub| {
                let reply = kept()?;
                hub.say(node, format_args!("apply {} -> {}", In(command), Out(&reply)));
                hub.ledger.commanded(key.0, command, &reply);
                Ok(reply)
            })
            .await
    }
}

impl<A: AgentStore + Send + Sync> AgentStore for FarAgents<A> {
    async fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        let kept = || wait(self.kept.apply(workspace, key, command.clone(), at));
        self.tell(key, &command, kept).await
    }

    async fn apply_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        let kept = || wait(self.kept.apply_later(workspace, worker, key, command.clone(), at));
        self.tell(key, &command, kept).await
    }

    fn home(&self) -> Option<Home> {
        self.wire.home()
    }

    fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> impl Future<Output = Result<Vec<RosterReply>, StoreError>> + Send {
        let workspace = workspace.clone();
        async move {
            let mut replies = Vec::with_capacity(commands.len());
            for (key, command) in commands {
                replies.push(self.apply(&workspace, &key, command, at).await?);
            }
            Ok(replies)
        }
    }

    async fn snapshot(&self, workspace: &WorkspaceId) -> Result<RosterSnapshot, StoreError> {
        self.wire.call(Boundary::Snapshot, |_| wait(self.kept.snapshot(workspace))).await
    }
}

/// A command in a few words.
struct In<'a>(&'a RosterCommand);

impl fmt::Display for In<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            RosterCommand::Assign(request) => {
                write!(f, "assign {} {}", request.contact, request.passed.len())
            }
            RosterCommand::Withdraw(request) => write!(f, "withdraw {}", request.0),
            RosterCommand::AssignByHand { contact, agent } => {
                write!(f, "assign {contact} by hand to {agent}")
            }
            RosterCommand::Unassign { contact } => write!(f, "unassign {contact}"),
            RosterCommand::Opened { contact } => write!(f, "opened {contact}"),
            RosterCommand::Closed { contact } => write!(f, "closed {contact}"),
            RosterCommand::Status { agent, status } => {
                write!(f, "{agent} is {}", status.word())
            }
            RosterCommand::Limit { agent, limit } => write!(f, "limit of {agent} {limit:?}"),
            RosterCommand::Enabled { agent, enabled } => write!(f, "{agent} enabled {enabled}"),
            RosterCommand::Teams { agent, teams } => write!(f, "teams of {agent} {teams:?}"),
            RosterCommand::Publish(_) => f.write_str("publish"),
            RosterCommand::Sweep => f.write_str("sweep"),
        }
    }
}

/// A reply in a few words.
struct Out<'a>(&'a RosterReply);

impl fmt::Display for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.version)?;
        if let Some(decision) = &self.0.decision {
            match &decision.verdict {
                Verdict::Assigned(agent) => write!(f, ", assigned {agent}")?,
                Verdict::Kept(agent) => write!(f, ", kept {agent}")?,
                Verdict::Wait => f.write_str(", waits")?,
                Verdict::Failed(_) => f.write_str(", failed")?,
            }
        }
        for served in &self.0.served {
            let owner = served.decision.owner().map(crate::base::Name::as_str);
            write!(f, ", served {} by {}", served.request.contact, owner.unwrap_or("nobody"))?;
        }
        for request in &self.0.withdrawn {
            write!(f, ", withdrew {}", request.contact)?;
        }
        Ok(())
    }
}
