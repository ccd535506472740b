//! Handing out events and timers, each with what is known of its contact.

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::{read_kept, write};
use super::session::{Handed, Session};
use crate::base::{Instant, Name};
use crate::runtime::{Arrival, ContactState, Incoming, Outbound};
use crate::store::{DeadLetter, Inbound, StoreError, Work, WorkerId, WorkspaceId};

/// The events that were not applied yet, oldest first.
pub(super) const PENDING: &str = "SELECT contact, id, event, at FROM inbox
     WHERE workspace = ?1 AND event IS NOT NULL AND why IS NULL ORDER BY seq";
/// What the roster has to hear of a contact, oldest first.
pub(super) const OWED: &str =
    "SELECT effect FROM outbox WHERE workspace = ?1 AND owed = ?2 ORDER BY seq";

impl Session {
    pub(super) fn next(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Work>, Failure> {
        let mut damaged = Vec::new();
        let found = self.first_sound(id, &mut damaged)?;
        // What cannot be read must not hold up the others for ever.
        for letter in damaged {
            self.bury(id, &letter)?;
        }
        let Some((event, found)) = found else { return Ok(None) };
        let owed = match event.contact() {
            Some(contact) => {
                let owed = self.owed(id, contact)?;
                self.hand_out(worker, Handed::Contact(id.clone(), contact.clone()), None);
                owed
            }
            None => {
                let handed = Handed::Event(id.clone(), event.id().clone());
                self.hand_out(worker, handed, event.agent());
                Vec::new()
            }
        };
        let (state, version) = found.map_or((None, 0), |(state, version)| (Some(state), version));
        Ok(Some(Work { event: Arc::new(event), state, version, owed }))
    }

    /// The first event that nobody works on and that can be read, with its contact; those before it
    /// that cannot are taken down.
    #[expect(clippy::type_complexity, reason = "an event and its contact, taken apart at once")]
    fn first_sound(
        &self,
        id: &WorkspaceId,
        damaged: &mut Vec<DeadLetter>,
    ) -> Result<Option<(Inbound, Option<(Box<ContactState>, u64)>)>, Failure> {
        let mut pending = self.db.prepare_cached(PENDING)?;
        let mut rows = pending.query(params![id.0.as_str()])?;
        while let Some(row) = rows.next()? {
            let contact = row.get::<_, Option<String>>(0)?.map(Name::from);
            let is_free = match &contact {
                Some(contact) => !self.is_busy(id, contact),
                None => !self.is_at_work(id, row.get(1)?),
            };
            if !is_free {
                continue;
            }
            let text: String = row.get(2)?;
            let event = read_kept::<Inbound>("the event", &text);
            if event.as_ref().is_ok_and(|event| self.is_at_work_on(id, event.agent())) {
                continue;
            }
            let found = event.and_then(|event| match event.contact() {
                Some(contact) => Ok((self.state(id, contact)?, event)),
                None => Ok((None, event)),
            });
            match found {
                Ok((state, event)) => return Ok(Some((event, state))),
                Err(Failure::Refused(StoreError::Corrupt(why))) => {
                    let (id, at) = (row.get::<_, String>(1)?, Instant { millis: row.get(3)? });
                    damaged.push(DeadLetter { id: id.into(), at, why });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn is_busy(&self, id: &WorkspaceId, contact: &Name) -> bool {
        !self.busy.is_empty() && self.busy.contains_key(&(id.clone(), contact.clone()))
    }

    fn is_at_work_on(&self, id: &WorkspaceId, agent: Option<&Name>) -> bool {
        let of = |(at, _): &(WorkspaceId, Name)| at == id;
        let mut others = self.at_work.iter().filter(|(key, _)| of(key));
        agent.is_some() && others.any(|(_, (_, other))| other.as_ref() == agent)
    }

    fn is_at_work(&self, id: &WorkspaceId, event: String) -> bool {
        !self.at_work.is_empty() && self.at_work.contains_key(&(id.clone(), event.into()))
    }

    pub(super) fn state(
        &self,
        id: &WorkspaceId,
        contact: &str,
    ) -> Result<Option<(Box<ContactState>, u64)>, Failure> {
        let mut one = self.db.prepare_cached(
            "SELECT state, version FROM contacts WHERE workspace = ?1 AND id = ?2",
        )?;
        let row = one
            .query_row(params![id.0.as_str(), contact], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        let Some((text, version)) = row else { return Ok(None) };
        let state = read_kept(&format!("contact `{contact}`"), &text)?;
        Ok(Some((state, u64::try_from(version).unwrap_or_default())))
    }

    pub(super) fn due(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, Failure> {
        let mut all = self.db.prepare_cached(
            "SELECT id, due FROM contacts WHERE workspace = ?1 AND due <= ?2
             ORDER BY due, due_order",
        )?;
        let rows = all.query_map(params![id.0.as_str(), now.millis], |row| {
            Ok((Name::from(row.get::<_, String>(0)?), Instant { millis: row.get(1)? }))
        })?;
        let mut damaged = Vec::new();
        let mut found = None;
        for row in rows {
            let (contact, at) = row?;
            if self.is_busy(id, &contact) {
                continue;
            }
            match self.state(id, &contact) {
                Ok(state) => {
                    found = Some((contact, at, state));
                    break;
                }
                Err(Failure::Refused(StoreError::Corrupt(why))) => damaged.push((contact, at, why)),
                Err(error) => return Err(error),
            }
        }
        drop(all);
        for (contact, at, why) in damaged {
            self.bury_timer(id, &contact, at, why)?;
        }
        let Some((contact, at, state)) = found else { return Ok(None) };
        let owed = self.owed(id, &contact)?;
        self.hand_out(worker, Handed::Contact(id.clone(), contact.clone()), None);
        let (state, version) = state.map_or((None, 0), |(state, version)| (Some(state), version));
        let (known, arrival) = (Vec::new(), Arrival::Due);
        let incoming = Incoming { id: Name::default(), at, contact, known, arrival };
        Ok(Some(Work { event: Arc::new(Inbound::new(incoming)), state, version, owed }))
    }

    /// A timer of a contact that cannot be read does not fire; that stays visible.
    fn bury_timer(
        &self,
        id: &WorkspaceId,
        contact: &Name,
        at: Instant,
        why: Name,
    ) -> Result<(), Failure> {
        let name = id.0.as_str();
        let letter = DeadLetter { id: format!("timer/{contact}/{}", at.millis).into(), at, why };
        let mut put = self.db.prepare_cached(
            "INSERT OR IGNORE INTO inbox (workspace, id, at, contact, why)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        put.execute(params![
            name,
            letter.id.as_str(),
            at.millis,
            contact.as_str(),
            write(&letter)?
        ])?;
        let mut stop = self
            .db
            .prepare_cached("UPDATE contacts SET due = NULL WHERE workspace = ?1 AND id = ?2")?;
        stop.execute(params![name, contact.as_str()])?;
        Ok(())
    }

    /// What the roster has to hear of a contact, oldest first.
    fn owed(&self, id: &WorkspaceId, contact: &Name) -> Result<Vec<Outbound>, Failure> {
        let texts = self.texts(OWED, &[&id.0.as_str(), &contact.as_str()])?;
        texts.iter().map(|text| read_kept("an effect", text)).collect()
    }
}
