//! Decisions and their reasons, as data and in plain words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Candidate, Candidates, Order, Pool, RequestId, Standing};
use crate::base::{Instant, Name};

/// What was decided for a request, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The request.
    pub request: RequestId,
    /// For whom.
    pub contact: Name,
    /// Among whom.
    pub pool: Pool,
    /// In which order.
    pub by: Order,
    /// Since when it was asked for.
    pub since: Instant,
    /// Where the request waits, its place in the queue, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Whether an agent who did not accept in time was taken off the contact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_off: bool,
    /// Whether only those online qualified.
    pub only_online: bool,
    /// What.
    pub verdict: Verdict,
    /// Who was looked at: first those who qualify, in order of turn, then the others.
    pub candidates: Candidates,
    /// How many more members the pool has.
    pub unlisted: u32,
    /// The version of the roster it was taken on.
    pub version: u64,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This agent is the new owner.
    Assigned(Name),
    /// The present owner stays.
    Kept(Name),
    /// Nobody now; the request waits.
    Wait,
    /// Nobody, and waiting would not help.
    Failed(Failure),
}

/// Why waiting would not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The agent or team is not in the workspace any more.
    Gone,
    /// The pool has no members.
    EmptyPool,
    /// None of its members may be assigned to.
    NobodyEnabled,
    /// None of them has the skills.
    NobodySkilled,
    /// Nobody can own fewer than no conversations.
    BelowZero,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "it is not in the workspace",
            Self::EmptyPool => "nobody is in it",
            Self::NobodyEnabled => "nobody in it may be assigned to",
            Self::NobodySkilled => "nobody in it has the skills",
            Self::BelowZero => "nobody owns fewer than no conversations",
        })
    }
}

impl fmt::Display for Decision {
    /// `next in turn among 3 online: bo, chen, dana; amara is offline`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.verdict, &self.pool) {
            (Verdict::Failed(why), _) => return write!(f, "{why}"),
            (Verdict::Kept(_), _) => return f.write_str("owns the contact already and qualifies"),
            (Verdict::Assigned(_), Pool::Agent(_)) => return f.write_str("asked for by name"),
            (Verdict::Wait, _) => return self.write_out(f, "nobody qualifies: "),
            (Verdict::Assigned(_), Pool::Workspace | Pool::Team(_)) => {}
        }
        let eligible: Vec<Candidate> =
            self.candidates.iter().filter(|one| one.standing == Standing::Eligible).collect();
        let online = if self.only_online { " online" } else { "" };
        match (eligible.as_slice(), self.by) {
            ([_], _) if self.unlisted == 0 && self.only_online && self.others_are_online() => {
                f.write_str("the only one who qualifies")?;
            }
            ([_], _) if self.unlisted == 0 => write!(f, "the only one{online}")?,
            (_, Order::RoundRobin) => f.write_str("next in turn among ")?,
            ([first, ..], Order::LeastOpen) => {
                write!(f, "fewest open ({}) among ", first.load)?;
            }
            ([], Order::LeastOpen) => {}
        }
        if eligible.len() > 1 || self.unlisted > 0 {
            if self.unlisted == 0 {
                write!(f, "{}{online}: ", eligible.len())?;
            } else {
                write!(f, "many{online}: ")?;
            }
            for (index, candidate) in eligible.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                write!(f, "{comma}{}", candidate.agent)?;
                if self.by == Order::LeastOpen {
                    write!(f, " {}", candidate.load)?;
                }
            }
            if self.unlisted > 0 {
                f.write_str(", …")?;
            }
        }
        self.write_out(f, "; ")
    }
}

impl Decision {
    /// Whether somebody is online and does not qualify all the same.
    fn others_are_online(&self) -> bool {
        self.candidates.iter().any(|one| {
            !matches!(one.standing, Standing::Eligible | Standing::Offline | Standing::Busy)
        })
    }

    /// Whether the owner stays.
    #[must_use]
    pub const fn was_kept(&self) -> bool {
        matches!(self.verdict, Verdict::Kept(_))
    }

    /// The owner it gives the contact.
    #[must_use]
    pub const fn owner(&self) -> Option<&Name> {
        match &self.verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => Some(agent),
            Verdict::Wait | Verdict::Failed(_) => None,
        }
    }

    /// `chen and dana are offline, bo is full (10 of 10)`.
    fn write_out(&self, f: &mut fmt::Formatter<'_>, before: &str) -> fmt::Result {
        let mut groups: Vec<(Standing, Vec<Name>)> = Vec::new();
        for candidate in &self.candidates {
            let Candidate { agent, standing, .. } = candidate;
            if standing == Standing::Eligible {
                continue;
            }
            match groups.iter_mut().find(|(known, _)| *known == standing) {
                Some((_, group)) => group.push(agent),
                None => groups.push((standing, vec![agent])),
            }
        }
        let mut lead = before;
        for (standing, group) in &groups {
            f.write_str(lead)?;
            lead = ", ";
            for (index, agent) in group.iter().enumerate() {
                let join = match index {
                    0 => "",
                    last if last + 1 == group.len() => " and ",
                    _ => ", ",
                };
                write!(f, "{join}{agent}")?;
            }
            let many = group.len() > 1;
            let (be, have) = if many { ("are", "have") } else { ("is", "has") };
            match standing {
                Standing::Eligible => {}
                Standing::Disabled => write!(f, " {be} not assignable")?,
                Standing::Offline => write!(f, " {be} offline")?,
                Standing::Busy => write!(f, " {be} busy")?,
                Standing::Full(limit) => write!(f, " {have} {limit} open, the limit")?,
                Standing::NotBelow(below) => write!(f, " {be} not below {below} open")?,
                Standing::PassedOver => f.write_str(" did not accept")?,
                Standing::Lacks(skill) => {
                    write!(f, " {} `{skill}`", if many { "lack" } else { "lacks" })?
                }
            }
        }
        Ok(())
    }
}
