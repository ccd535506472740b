//! Effects that are not done. What only the roster is asked for is often done before anything is
//! written, and then never is.

use std::collections::BTreeSet;

use rusqlite::params;

use super::failure::Failure;
use super::rows::{read_kept, write};
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
}

impl Held {
    fn is(&self, workspace: &WorkspaceId, key: Key) -> bool {
        self.outbound.effect.key == key && self.workspace == *workspace
    }
}

impl Session {
    /// Keeps what the world has to do; `texts` has it as it is written, where it is to be.
    pub(super) fn put_effects(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        outbox: &[Outbound],
        texts: Vec<Option<String>>,
    ) -> Result<(), Failure> {
        // Behind those of every commit before, however many effects each asked for.
        let first = self.last_entry.unwrap_or_default().saturating_add(1) << 20;
        for ((outbound, text), place) in outbox.iter().zip(texts).zip(first..) {
            let text = match text {
                // It may be written already, and is no second one then.
                None if self.may_owe(id, &outbound.contact) => Some(write(outbound)?),
                given => given,
            };
            if let Some(text) = text {
                self.put_effect(id, worker, place, outbound, &text)?;
            } else if !self.held.iter().any(|held| held.is(id, outbound.effect.key)) {
                let (workspace, worker) = (id.clone(), worker.clone());
                self.held.push(Held { workspace, worker, place, outbound: outbound.clone() });
            }
        }
        Ok(())
    }

    /// Whether something may be written that the roster has to hear of a contact. Nothing is held of
    /// it then.
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
            let Held { workspace, worker, place, outbound } = held;
            let text = write(&outbound)?;
            self.put_effect(&workspace, &worker, place, &outbound, &text)?;
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
            let mut forget =
                self.db.prepare_cached("DELETE FROM outbox WHERE workspace = ?1 AND key = ?2")?;
            forget.execute(params![id.0.as_str(), key.to_string()])?;
        }
        Ok(())
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
        let held = self.held.iter().filter(|held| held.workspace == *id);
        let held = held.map(|held| &held.outbound).filter(|held| held.contact == *contact);
        owed.extend(held.cloned());
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
