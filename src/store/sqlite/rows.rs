//! Rosters as rows: the last change of each thing, applied again in order.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Type;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::session::Session;
use crate::base::Name;
use crate::plan::{Agent, WorkspacePlan};
use crate::routing::{Counters, Pool, Roster, RosterChange};
use crate::store::{StoreError, WorkspaceId};

/// Bytes of what most values are written as.
const ROOM: usize = 1_024;

/// A value as it is written.
pub(super) fn write(value: &impl Serialize) -> Result<String, rusqlite::Error> {
    let mut bytes = Vec::with_capacity(ROOM);
    let failed = |error| rusqlite::Error::ToSqlConversionFailure(error);
    serde_json::to_writer(&mut bytes, value).map_err(|error| failed(error.into()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.into()))
}

/// A value as it is written, by whoever is not in the middle of anything.
pub(super) fn written(value: &impl Serialize) -> Result<String, StoreError> {
    write(value).map_err(|error| StoreError::Corrupt(error.to_string().into()))
}

/// A value as it was written; one that cannot be read damages nothing but itself.
pub(super) fn read_kept<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| unreadable(what, &error))
}

/// A value as it was written, however deep it is: what was called must never be out of reach.
pub(super) fn read_deep<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    T::deserialize(&mut reader).map_err(|error| unreadable(what, &error))
}

fn unreadable(what: &str, error: &serde_json::Error) -> Failure {
    Failure::Refused(StoreError::Corrupt(format!("{what} cannot be read: {error}").into()))
}

/// A value as it was written.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, rusqlite::Error> {
    let failed = |error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error));
    serde_json::from_str(text).map_err(failed)
}

/// What a change is kept as: a kind, in the order in which they are applied, and a key.
fn place(change: &RosterChange) -> Option<(i64, String)> {
    let pool = |pool: &Pool| match pool {
        Pool::Workspace => String::new(),
        Pool::Team(team) | Pool::Agent(team) => team.to_string(),
    };
    Some(match change {
        RosterChange::Published { .. } => (0, String::new()),
        // Where an agent stands in a team depends on all of them.
        RosterChange::Teams { .. } => (1, String::new()),
        RosterChange::Enabled { agent, .. } => (2, agent.to_string()),
        RosterChange::Limit { agent, .. } => (3, agent.to_string()),
        RosterChange::Status { agent, .. } => (4, agent.to_string()),
        RosterChange::Owner { contact, .. } => (5, contact.to_string()),
        RosterChange::Open { contact, .. } => (6, contact.to_string()),
        RosterChange::Turn { pool: of, agent, .. } => (7, format!("{}/{agent}", pool(of))),
        RosterChange::Queued { request, .. } => (8, request.id.0.to_string()),
        RosterChange::Unqueued { request } => (8, request.0.to_string()),
    })
}

/// Whether a change takes something away that need not be kept any more.
const fn removes(change: &RosterChange) -> bool {
    matches!(
        change,
        RosterChange::Unqueued { .. }
            | RosterChange::Owner { owner: None, .. }
            | RosterChange::Open { open: false, .. }
    )
}

/// A roster, and what is kept of it beside its rows.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) roster: Roster,
    /// How many changes were made.
    changes: i64,
    /// Whether the row of its counters is behind.
    is_behind: bool,
}

impl Kept {
    pub(super) const fn new(roster: Roster) -> Self {
        Self { roster, changes: 0, is_behind: true }
    }

    /// Writes changes that were made; the counters are written with everything else that is put off.
    pub(super) fn write(
        &mut self,
        db: &Connection,
        workspace: &WorkspaceId,
        changes: &[RosterChange],
    ) -> Result<(), rusqlite::Error> {
        self.is_behind = true;
        let name = workspace.0.as_str();
        let mut forget = db
            .prepare_cached("DELETE FROM roster WHERE workspace = ?1 AND kind = ?2 AND key = ?3")?;
        let mut put = db.prepare_cached(
            "INSERT OR REPLACE INTO roster (workspace, kind, key, seq, change)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for change in changes {
            let Some((kind, mut key)) = place(change) else { continue };
            self.changes += 1;
            if removes(change) {
                forget.execute(params![name, kind, key])?;
                continue;
            }
            if let RosterChange::Published { workspace } = change {
                // What people had set of agents is as the new workspace says again, and a team that
                // comes back begins anew.
                let stale = "DELETE FROM roster WHERE workspace = ?1 AND (kind BETWEEN 1 AND 3 OR
                             (kind = 7 AND substr(key, 1, instr(key, '/') - 1) NOT IN
                              (SELECT value FROM json_each(?2))))";
                let teams = workspace.teams.iter().map(|team| team.name.as_str());
                let pools: Vec<&str> = std::iter::once("").chain(teams).collect();
                db.execute(stale, params![name, write(&pools)?])?;
            }
            if let RosterChange::Teams { .. } = change {
                key = self.changes.to_string();
            }
            put.execute(params![name, kind, key, self.changes, write(change)?])?;
        }
        Ok(())
    }
}

impl Session {
    /// Writes the counters of rosters that were changed.
    pub(super) fn write_heads(&mut self) -> Result<(), rusqlite::Error> {
        for (workspace, kept) in self.rosters.iter_mut().filter(|(_, kept)| kept.is_behind) {
            let mut put = self.db.prepare_cached(
                "INSERT OR REPLACE INTO rosters (workspace, version, last_turn, sequence, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let Counters { version, last_turn, sequence } = kept.roster.counters();
            let name = workspace.0.as_str();
            put.execute(params![
                name,
                count(version),
                count(last_turn),
                count(sequence),
                kept.changes
            ])?;
            kept.is_behind = false;
        }
        Ok(())
    }
}

/// Everybody of whom something is kept, whether the newest workspace still names them or not: who
/// is gone may come back, and has their conversations and turns then.
fn former(changes: &[RosterChange]) -> WorkspacePlan {
    let of_whom = |change: &RosterChange| match change {
        RosterChange::Owner { owner, .. } => owner.clone(),
        RosterChange::Status { agent, .. } | RosterChange::Turn { agent, .. } => {
            Some(agent.clone())
        }
        RosterChange::Enabled { .. }
        | RosterChange::Limit { .. }
        | RosterChange::Teams { .. }
        | RosterChange::Open { .. }
        | RosterChange::Queued { .. }
        | RosterChange::Unqueued { .. }
        | RosterChange::Published { .. } => None,
    };
    let names: BTreeSet<Name> = changes.iter().filter_map(of_whom).collect();
    let agent = |name: Name| Agent { unassignable: true, ..Agent::new(&name, &name) };
    WorkspacePlan { agents: names.into_iter().map(agent).collect(), ..WorkspacePlan::default() }
}

/// Every roster of a file.
pub(super) fn rosters(db: &Connection) -> Result<BTreeMap<WorkspaceId, Kept>, rusqlite::Error> {
    let mut rosters = BTreeMap::new();
    let mut all = db.prepare("SELECT workspace, version, last_turn, sequence, seq FROM rosters")?;
    let mut of_one =
        db.prepare("SELECT change FROM roster WHERE workspace = ?1 ORDER BY kind, seq")?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let heads = all.query_map([], |row| {
        let name: String = row.get(0)?;
        let counters = Counters {
            version: count(row.get(1)?),
            last_turn: count(row.get(2)?),
            sequence: count(row.get(3)?),
        };
        Ok((name, counters, row.get(4)?))
    })?;
    for head in heads {
        let (name, counters, made) = head?;
        let rows = of_one.query_map(params![name], |row| row.get::<_, String>(0))?;
        let changes: Vec<RosterChange> = rows.map(|row| read(&row?)).collect::<Result<_, _>>()?;
        let mut roster = Roster::new(&former(&changes));
        roster.apply(&changes);
        roster.restore(counters);
        let kept = Kept { roster, changes: made, is_behind: false };
        rosters.insert(WorkspaceId(name.into()), kept);
    }
    Ok(rosters)
}
