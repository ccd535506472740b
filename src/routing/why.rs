//! Decisions and their reasons, as data and in plain words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::decide::is_eligible;
use super::draft::Draft;
use super::index::{PoolState, Seat};
use super::roster::{AgentIx, AgentState, PoolIx, Standings};
use super::{Order, Pool, Request, RequestId, Status};
use crate::base::{Instant, Name};

/// Members of a pool that a decision lists in full; of a larger pool only the first in turn.
const LISTED: usize = 32;
/// How many of a larger pool are listed.
const LISTED_OF_MANY: usize = 5;

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
    pub candidates: Vec<Candidate>,
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

/// One agent a decision looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub agent: Name,
    /// Whether they qualified, and if not why.
    pub standing: Standing,
    /// How many open conversations they owned.
    pub load: u32,
    /// When they were last given a turn in this pool; 0 is never.
    pub turn: u64,
}

/// Whether an agent qualified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Yes.
    Eligible,
    /// No: may not be assigned to.
    Disabled,
    /// No: not at work.
    Offline,
    /// No: busy.
    Busy,
    /// No: owns as many conversations as the agent's own limit allows.
    Full(u32),
    /// No: owns as many as the request allows.
    NotBelow(u32),
    /// No: lacks this skill.
    Lacks(Name),
    /// No: was given the contact and did not accept it in time.
    PassedOver,
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
        let eligible: Vec<&Candidate> =
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
        let mut groups: Vec<(&Standing, Vec<&Candidate>)> = Vec::new();
        for candidate in &self.candidates {
            if candidate.standing == Standing::Eligible {
                continue;
            }
            match groups.iter_mut().find(|(standing, _)| *standing == &candidate.standing) {
                Some((_, group)) => group.push(candidate),
                None => groups.push((&candidate.standing, vec![candidate])),
            }
        }
        let mut lead = before;
        for (standing, group) in &groups {
            f.write_str(lead)?;
            lead = ", ";
            for (index, candidate) in group.iter().enumerate() {
                let join = match index {
                    0 => "",
                    last if last + 1 == group.len() => " and ",
                    _ => ", ",
                };
                write!(f, "{join}{}", candidate.agent)?;
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

/// Every member of a small pool, the first in turn of a large one: those who qualify in the order
/// in which they are chosen, then the others. Gives the one who is chosen, too.
pub(super) fn candidates(
    draft: &Draft<'_>,
    request: &Request,
    index: PoolIx,
    pool: &PoolState,
) -> (Vec<Candidate>, Option<AgentIx>) {
    let members = pool.members();
    let many = members.len() > LISTED;
    if many && let Some(ranked) = draft.ranked(index, pool, request) {
        let qualified = ranked.filter(|agent| is_eligible(draft, request, *agent));
        let first = qualified.take(LISTED_OF_MANY).filter_map(|agent| pool.seat(agent));
        let first: Vec<Seat> = first.map(|seat| draft.seat(index, seat)).collect();
        let listed = first.iter().filter_map(|seat| candidate(draft, request, *seat)).collect();
        return (listed, first.first().map(|seat| seat.agent));
    }
    let mut qualified = Vec::with_capacity(members.len());
    let mut others = Vec::new();
    for seat in members {
        let Some(state) = draft.roster.agent(seat.agent) else { continue };
        let (now, seat) = (draft.now(seat.agent), draft.seat(index, *seat));
        if request.admits(now, state) {
            qualified.push((seat.key(request.by, now.load), seat, now.load));
        } else if !many {
            others.push(listed(state, standing(now, state, request), now.load, seat.turn));
        }
    }
    // Turns go round: behind the first come the others nearly as they are.
    let places = qualified.iter().enumerate();
    let first = places.min_by_key(|(_, (key, ..))| *key).map_or(0, |(place, _)| place);
    qualified.rotate_left(first);
    qualified.sort_unstable_by_key(|(key, ..)| *key);
    let most = if many { LISTED_OF_MANY } else { members.len() };
    let mut all = Vec::with_capacity(most);
    for (_, seat, load) in qualified.iter().take(most) {
        if let Some(state) = draft.roster.agent(seat.agent) {
            all.push(listed(state, Standing::Eligible, *load, seat.turn));
        }
    }
    all.append(&mut others);
    (all, qualified.first().map(|(_, seat, _)| seat.agent))
}

/// An agent as a decision sees them.
pub(super) fn candidate(draft: &Draft<'_>, request: &Request, seat: Seat) -> Option<Candidate> {
    let (now, state) = (draft.now(seat.agent), draft.roster.agent(seat.agent)?);
    Some(listed(state, standing(now, state, request), now.load, seat.turn))
}

fn listed(state: &AgentState, standing: Standing, load: u32, turn: u64) -> Candidate {
    Candidate { agent: state.name.clone(), standing, load, turn }
}

/// Whether an agent qualifies for a request; the first reason why not.
pub(super) fn standing(now: Standings, state: &AgentState, request: &Request) -> Standing {
    if !now.enabled {
        return Standing::Disabled;
    }
    if request.passed.contains(&state.name) {
        return Standing::PassedOver;
    }
    if request.filters.only_online {
        match now.status {
            Status::Online => {}
            Status::Busy => return Standing::Busy,
            Status::Offline => return Standing::Offline,
        }
    }
    if let Some(limit) = now.limit.filter(|limit| now.load >= *limit) {
        return Standing::Full(limit);
    }
    if let Some(below) = request.filters.below.filter(|below| now.load >= *below) {
        return Standing::NotBelow(below);
    }
    match request.filters.skills.iter().find(|skill| !state.skills.contains(skill)) {
        Some(skill) => Standing::Lacks(skill.clone()),
        None => Standing::Eligible,
    }
}
