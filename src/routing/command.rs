//! What the roster is asked, what it answers, and what changes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Decision, Pool, Request, RequestId, Status};
use crate::base::Name;
use crate::plan::WorkspacePlan;

/// A command to the roster of one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterCommand {
    /// Find an owner, or wait for one.
    Assign(Request),
    /// Forget a waiting request.
    Withdraw(RequestId),
    /// A person gives the contact to an agent.
    AssignByHand {
        /// The contact.
        contact: Name,
        /// The new owner.
        agent: Name,
    },
    /// The contact has no owner any more.
    Unassign {
        /// The contact.
        contact: Name,
    },
    /// The contact's conversation was opened.
    Opened {
        /// The contact.
        contact: Name,
    },
    /// The contact's conversation was closed.
    Closed {
        /// The contact.
        contact: Name,
    },
    /// An agent comes, goes or is busy.
    Status {
        /// The agent.
        agent: Name,
        /// From now on.
        status: Status,
    },
    /// An agent's limit is another.
    Limit {
        /// The agent.
        agent: Name,
        /// Most open conversations; none is no limit.
        limit: Option<u32>,
    },
    /// An agent may, or may no longer, be assigned to.
    Enabled {
        /// The agent.
        agent: Name,
        /// Whether they may.
        enabled: bool,
    },
    /// An agent is now in exactly these teams.
    Teams {
        /// The agent.
        agent: Name,
        /// The teams.
        teams: Vec<Name>,
    },
    /// A new version of the workspace.
    Publish(Box<WorkspacePlan>),
    /// Serve whoever can be served.
    Sweep,
}

/// A small change of the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum RosterChange {
    /// An agent's status.
    Status {
        /// The agent.
        agent: Name,
        /// From now on.
        status: Status,
    },
    /// Whether an agent may be assigned to.
    Enabled {
        /// The agent.
        agent: Name,
        /// Whether they may.
        enabled: bool,
    },
    /// An agent's limit.
    Limit {
        /// The agent.
        agent: Name,
        /// Most open conversations.
        limit: Option<u32>,
    },
    /// An agent's teams.
    Teams {
        /// The agent.
        agent: Name,
        /// All of them.
        teams: Vec<Name>,
    },
    /// A contact's owner.
    Owner {
        /// The contact.
        contact: Name,
        /// The owner.
        owner: Option<Name>,
    },
    /// Whether a contact's conversation is open.
    Open {
        /// The contact.
        contact: Name,
        /// Whether it is.
        open: bool,
    },
    /// An agent was given a turn in a pool.
    Turn {
        /// The pool.
        pool: Pool,
        /// The agent.
        agent: Name,
        /// Its number; higher is later.
        turn: u64,
    },
    /// A request waits.
    Queued {
        /// The request.
        request: Box<Request>,
        /// Its place in order of arrival.
        place: u64,
    },
    /// A request waits no longer.
    Unqueued {
        /// Which.
        request: RequestId,
    },
    /// The workspace is another.
    Published {
        /// The new one.
        workspace: Box<WorkspacePlan>,
    },
}

/// What a command brought about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterReply {
    /// What was decided for the request of the command itself.
    pub decision: Option<Arc<Decision>>,
    /// Waiting requests that were served, in the order they were.
    pub served: Vec<Served>,
    /// Requests that wait no longer and were not served.
    pub withdrawn: Vec<Request>,
    /// An agent, team or contact of the command that nobody knows.
    pub unknown: Option<Name>,
    /// The version of the roster that it was given on: later replies have higher ones.
    pub version: u64,
}

/// A request that had waited and was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// The request.
    pub request: Request,
    /// What was decided.
    pub decision: Arc<Decision>,
}
