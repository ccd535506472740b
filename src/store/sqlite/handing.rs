//! Handing out events and timers, each with what is known of its contact.

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::{read_kept, write};
use super::session::Session;
use crate::base::{Instant, Name};
use crate::runtime::{Arrival, ContactState, Incoming, Outbound};
use crate::store::{DeadLetter, Inbound, StoreError, Work, WorkerId, WorkspaceId};

/// A contact to be worked on: as it is, how often it was committed, and what the roster has to hear of
/// it first.
type Lent = (Option<Box<ContactState>>, u64, Vec<Outbound>);

impl Session {
    pub(super) fn next(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Work>, Failure> {
        while let Some(event) = self.hand_out(id, worker)? {
            self.handed.push((id.clone(), Arc::clone(&event)));
            let Some(contact) = event.contact() else {
                return Ok(Some(Work { event, state: None, version: 0, owed: Vec::new() }));
            };
            match self.lend(id, contact) {
                Ok((state, version, owed)) => {
                    return Ok(Some(Work { event, state, version, owed }));
                }
                // What cannot be read must not hold up the others for ever.
                Err(Failure::Refused(StoreError::Corrupt(why))) => {
                    let letter = DeadLetter { id: event.id().clone(), at: event.at(), why };
                    self.give_up(id, &letter)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// A contact to be worked on.
    fn lend(&mut self, id: &WorkspaceId, contact: &Name) -> Result<Lent, Failure> {
        let warm = self.warm.get(id, contact);
        let warm = warm.and_then(|known| Some((known.state.take()?, known.columns.version)));
        // In builds for tests, what was written has to read back as the same.
        let read = match &warm {
            Some(_) if !cfg!(debug_assertions) => None,
            _ => self.state(id, contact)?,
        };
        let state = match (warm, read) {
            (Some((state, version)), None) => Some((state, whole(version))),
            (None, read) => read,
            (Some((state, version)), Some(read)) => {
                if (&state, whole(version)) != (&read.0, read.1) {
                    let why = format!("contact `{contact}` reads back as another");
                    return Err(Failure::Refused(StoreError::Corrupt(why.into())));
                }
                Some(read)
            }
        };
        let (state, version) = state.unzip();
        Ok((state, version.unwrap_or_default(), self.owed(id, contact)?))
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
        Ok(Some((state, whole(version))))
    }

    pub(super) fn due(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, Failure> {
        while let Some((contact, at)) = self.first_due(id, now)? {
            let (state, version, owed) = match self.lend(id, &contact) {
                Ok(lent) => lent,
                Err(Failure::Refused(StoreError::Corrupt(why))) => {
                    self.bury_timer(id, &contact, at, why)?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let (known, arrival) = (Vec::new(), Arrival::Due);
            let incoming = Incoming { id: Name::default(), at, contact, known, arrival };
            let event = Arc::new(Inbound::new(incoming));
            self.work_on_timer(id, Arc::clone(&event), worker);
            self.handed.push((id.clone(), Arc::clone(&event)));
            return Ok(Some(Work { event, state, version, owed }));
        }
        Ok(None)
    }

    /// The contact whose timer is due first, among those nobody works on, and when that was.
    fn first_due(
        &self,
        id: &WorkspaceId,
        now: Instant,
    ) -> Result<Option<(Name, Instant)>, Failure> {
        let waiting = self.inboxes.get(id).map(|inbox| &inbox.waiting);
        let mut all = self.db.prepare_cached(
            "SELECT id, due FROM contacts WHERE workspace = ?1 AND due <= ?2
             ORDER BY due, due_order",
        )?;
        let mut rows = all.query(params![id.0.as_str(), now.millis])?;
        while let Some(row) = rows.next()? {
            let contact = Name::from(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
            if !waiting.is_some_and(|waiting| waiting.is_busy(&contact)) {
                return Ok(Some((contact, Instant { millis: row.get(1)? })));
            }
        }
        Ok(None)
    }

    /// A timer of a contact that cannot be read does not fire; that stays visible.
    fn bury_timer(
        &mut self,
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
        drop((put, stop));
        self.warm.forget(contact);
        Ok(())
    }
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
