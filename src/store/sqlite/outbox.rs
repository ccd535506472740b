//! Effects that are not done. Most of them are done before the transaction is committed, and are never
//! written then.

use std::collections::BTreeSet;

use rusqlite::params;

use super::failure::Failure;
use super::redo::Call;
use super::rows::read_kept;
use super::session::Session;
use crate::base::{Key, Name};
use crate::runtime::Outbound;
use crate::store::{Claim, WorkerId, WorkspaceId};

/// What the roster has to hear of a contact, oldest first.
pub(super) const OWED: &str =
    "SELECT effect FROM outbox WHERE workspace = ?1 AND owed = ?2 ORDER BY seq";

/// An effect that the open transaction asked for and that is not written yet.
#[derive(Debug)]
pub(super) struct Held {
    workspace: WorkspaceId,
    worker: WorkerId,
    place: i64,
    outbound: Outbound,
    text: String,
}

impl Held {
    fn is(&self, workspace: &WorkspaceId, key: Key) -> bool {
        self.outbound.effect.key == key && self.workspace == *workspace
    }
}

impl Session {
    /// Keeps what the world has to do, each with how it is written.
    pub(super) fn put_effects(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        outbox: Vec<(Outbound, String)>,
    ) {
        // Behind those of every commit before, however many effects each asked for.
        let first = self.last_entry.unwrap_or_default().saturating_add(1) << 20;
        for ((outbound, text), place) in outbox.into_iter().zip(first..) {
            let key = outbound.effect.key;
            // One that is asked for again is no second one.
            if !self.is_asked(id, key) && !self.held.iter().any(|held| held.is(id, key)) {
                let (workspace, worker) = (id.clone(), worker.clone());
                self.held.push(Held { workspace, worker, place, outbound, text });
            }
        }
    }

    /// Whether an effect is written.
    fn is_asked(&self, id: &WorkspaceId, key: Key) -> bool {
        !self.asked.is_empty() && self.asked.contains(&(id.clone(), key))
    }

    /// Whether something may be written that the roster has to hear of a contact.
    fn may_owe(&self, id: &WorkspaceId, contact: &Name) -> bool {
        !self.owed.is_empty() && self.owed.contains(&(id.clone(), contact.clone()))
    }

    fn put_effect(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        place: i64,
        outbound: &Outbound,
        text: &str,
    ) -> Result<(), rusqlite::Error> {
        let mut put = self.db.prepare_cached(
            "INSERT OR IGNORE INTO outbox (workspace, key, seq, doubt, effect, worker, owed)
             VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
        )?;
        let (name, worker) = (id.0.as_str(), worker.0.as_str());
        let routes = outbound.effect.act.routes();
        let owed = routes.then_some(outbound.contact.as_str());
        put.execute(params![name, outbound.effect.key.to_string(), place, text, worker, owed])?;
        if routes {
            self.owed.insert((id.clone(), outbound.contact.clone()));
        }
        Ok(())
    }

    /// Writes what the open transaction asked for and what is not done yet.
    pub(super) fn write_effects(&mut self) -> Result<(), rusqlite::Error> {
        for held in std::mem::take(&mut self.held) {
            let Held { workspace, worker, place, outbound, text } = held;
            self.put_effect(&workspace, &worker, place, &outbound, &text)?;
            self.asked.insert((workspace, outbound.effect.key));
        }
        Ok(())
    }

    /// Effects are done.
    pub(super) fn forget_effects(&mut self, id: &WorkspaceId, done: &[Key]) -> Result<(), Failure> {
        for key in done {
            if let Some(index) = self.held.iter().position(|held| held.is(id, *key)) {
                self.held.remove(index);
                continue;
            }
            if !self.is_asked(id, *key) {
                continue;
            }
            let mut forget =
                self.db.prepare_cached("DELETE FROM outbox WHERE workspace = ?1 AND key = ?2")?;
            forget.execute(params![id.0.as_str(), key.to_string()])?;
            self.asked.remove(&(id.clone(), *key));
        }
        Ok(())
    }

    /// Every effect that is written.
    pub(super) fn all_asked(&self) -> Result<BTreeSet<(WorkspaceId, Key)>, rusqlite::Error> {
        let mut all = self.db.prepare("SELECT workspace, key FROM outbox")?;
        let rows = all.query_map([], |row| {
            let key = row.get::<_, String>(1)?.parse().unwrap_or_default();
            Ok((WorkspaceId(row.get::<_, String>(0)?.into()), key))
        })?;
        rows.collect()
    }

    /// Every contact of which the roster has to hear something that is written.
    pub(super) fn contacts_owed(&self) -> Result<BTreeSet<(WorkspaceId, Name)>, rusqlite::Error> {
        let sql = "SELECT DISTINCT workspace, owed FROM outbox WHERE owed IS NOT NULL";
        let mut all = self.db.prepare(sql)?;
        let rows = all.query_map([], |row| {
            let (workspace, contact): (String, String) = (row.get(0)?, row.get(1)?);
            Ok((WorkspaceId(workspace.into()), contact.into()))
        })?;
        rows.collect()
    }

    /// What the roster has to hear of a contact, oldest first.
    pub(super) fn owed(
        &mut self,
        id: &WorkspaceId,
        contact: &Name,
    ) -> Result<Vec<Outbound>, Failure> {
        let mut owed = Vec::new();
        if self.may_owe(id, contact) {
            for text in self.texts(OWED, &[&id.0.as_str(), &contact.as_str()])? {
                owed.push(read_kept("an effect", &text)?);
            }
            if owed.is_empty() {
                self.owed.remove(&(id.clone(), contact.clone()));
            }
        }
        // Most of what is held are messages.
        let held = self.held.iter().filter(|held| held.outbound.effect.act.routes());
        let held = held.filter(|held| held.workspace == *id && held.outbound.contact == *contact);
        owed.extend(held.map(|held| held.outbound.clone()));
        Ok(owed)
    }

    pub(super) fn unfinished(
        &mut self,
        id: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> Result<Vec<(Outbound, Claim)>, Failure> {
        self.write_effects()?;
        let mut all = self.db.prepare_cached(
            "SELECT effect, doubt FROM outbox
             WHERE workspace = ?1 AND (?2 IS NULL OR worker = ?2) ORDER BY seq",
        )?;
        let mut rows = all.query(params![id.0.as_str(), worker.map(|one| one.0.as_str())])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let claim = if row.get(1)? { Claim::InDoubt } else { Claim::Claimed };
            found.push((read_kept("an effect", &row.get::<_, String>(0)?)?, claim));
        }
        Ok(found)
    }

    /// Nobody knows whether effects were done.
    pub(super) fn doubt(&mut self, id: &WorkspaceId, effects: &[Key]) -> Result<(), Failure> {
        self.redo.note(&Call::Doubt { here: id.clone(), effects: effects.into() }, [])?;
        self.write_effects()?;
        let mut doubt = self
            .db
            .prepare_cached("UPDATE outbox SET doubt = 1 WHERE workspace = ?1 AND key = ?2")?;
        for key in effects {
            doubt.execute(params![id.0.as_str(), key.to_string()])?;
        }
        Ok(())
    }
}
