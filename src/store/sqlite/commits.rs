//! What an event brought about, all of it or nothing.

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::written;
use super::session::Session;
use super::warm::{Columns, Known};
use crate::base::Name;
use crate::runtime::{ContactState, Outbound};
use crate::store::{Commit, Logged, StoreError, WorkerId, WorkspaceId};

/// A commit with everything as it is written, which takes a while and needs nothing of the store.
pub(super) struct Written {
    pub(super) event: Option<Name>,
    /// How often the contact had been committed when it was read.
    pub(super) version: u64,
    pub(super) state: Option<(Box<ContactState>, String)>,
    pub(super) outbox: Vec<(Outbound, String)>,
    /// What is kept of it, and of which contact.
    pub(super) log: Option<(Option<Name>, String)>,
}

impl Written {
    pub(super) fn of(commit: Commit) -> Result<Self, StoreError> {
        let Commit { event, state, version, outbox, log } = commit;
        let with_text = |state| written(&state).map(|text| (state, text));
        let state = state.map(with_text).transpose()?;
        let effect = |row: &Outbound| Ok((row.clone(), written(row)?));
        let outbox = outbox.iter().map(effect).collect::<Result<_, StoreError>>()?;
        let of_contact = |log: Logged| Ok((log.contact.clone(), written(&log)?));
        let log = Some(log).filter(|log| !log.is_empty()).map(of_contact).transpose()?;
        Ok(Self { event, version, state, outbox, log })
    }
}

impl Session {
    pub(super) fn commit(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        written: Written,
    ) -> Result<(), Failure> {
        let before = match &written.state {
            Some((state, _)) => self.columns(id, &state.contact.id)?,
            None => None,
        };
        let seen = before.as_ref().map_or(0, |before| before.version);
        if written.state.is_some() && u64::try_from(seen).ok() != Some(written.version) {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        // The first write: what is refused from here on would leave something behind.
        match (&written.event, &written.state) {
            (Some(event), _) if !self.applied(id, event)? => {
                return Err(Failure::Refused(StoreError::Conflict));
            }
            // Done again, it was taken off whoever worked on it; somebody may work on the next one.
            (None, Some((state, _))) if !self.redo.is_repeated => {
                self.fired(id, &state.contact.id);
            }
            _ => {}
        }
        self.note_commit(id, worker, &written)?;
        let Written { state, outbox, log, .. } = written;
        if let Some((state, text)) = state {
            let columns = self.put(id, &state, &text, before)?;
            let contact = state.contact.id.clone();
            self.warm.put(id, contact, Known { columns, state: Some(state) });
        }
        self.put_effects(id, worker, outbox);
        if let Some((contact, text)) = log {
            let mut put = self.db.prepare_cached(
                "INSERT INTO log (workspace, contact, entry) VALUES (?1, ?2, ?3)",
            )?;
            put.execute(params![id.0.as_str(), contact.as_ref().map(Name::as_str), text])?;
            self.last_entry = Some(self.db.last_insert_rowid());
        }
        Ok(())
    }

    /// Writes a contact, and touches only what is looked up by what changed. Gives what its row says.
    fn put(
        &self,
        id: &WorkspaceId,
        state: &ContactState,
        text: &str,
        before: Option<Columns>,
    ) -> Result<Columns, Failure> {
        let (name, contact) = (id.0.as_str(), &state.contact);
        let due = state.next_due().map(|due| due.millis);
        // Among those due at once, whoever waited longest is first.
        let order = match &before {
            Some(before) if before.due == due => before.order,
            _ => due.and(self.last_entry),
        };
        let columns = Columns {
            version: before.as_ref().map_or(0, |before| before.version) + 1,
            due,
            order,
            email: contact.text("email").cloned(),
            phone: contact.text("phone").cloned(),
        };
        let (email, phone) =
            (columns.email.as_ref().map(Name::as_str), columns.phone.as_ref().map(Name::as_str));
        let runs = i64::try_from(state.runs.len()).unwrap_or(i64::MAX);
        let (who, version) = (contact.id.as_str(), columns.version);
        let is_found_as = |before: &Columns| {
            let Columns { version: _, due, order, email, phone } = before;
            (due, order, email, phone)
                == (&columns.due, &columns.order, &columns.email, &columns.phone)
        };
        if before.is_none() {
            let mut put = self.db.prepare_cached(
                "INSERT INTO contacts
                 (workspace, id, version, due, due_order, email, phone, born, runs, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?;
            let born = contact.created_at.millis;
            put.execute(params![name, who, version, due, order, email, phone, born, runs, text])?;
        } else if before.as_ref().is_some_and(is_found_as) {
            let mut put = self.db.prepare_cached(
                "UPDATE contacts SET version = ?3, runs = ?4, state = ?5
                 WHERE workspace = ?1 AND id = ?2",
            )?;
            put.execute(params![name, who, version, runs, text])?;
        } else {
            let mut put = self.db.prepare_cached(
                "UPDATE contacts SET version = ?3, due = ?4, due_order = ?5, email = ?6, phone = ?7,
                 runs = ?8, state = ?9 WHERE workspace = ?1 AND id = ?2",
            )?;
            put.execute(params![name, who, version, due, order, email, phone, runs, text])?;
        }
        Ok(columns)
    }

    /// What the row of a contact says, if there is one.
    fn columns(&mut self, id: &WorkspaceId, contact: &Name) -> Result<Option<Columns>, Failure> {
        if let Some(known) = self.warm.get(id, contact) {
            return Ok(Some(known.columns.clone()));
        }
        let mut one = self.db.prepare_cached(
            "SELECT version, due, due_order, email, phone FROM contacts
             WHERE workspace = ?1 AND id = ?2",
        )?;
        let found = one.query_row(params![id.0.as_str(), contact.as_str()], |row| {
            let text = |at| row.get::<_, Option<String>>(at).map(|text| text.map(Name::from));
            Ok(Columns {
                version: row.get(0)?,
                due: row.get(1)?,
                order: row.get(2)?,
                email: text(3)?,
                phone: text(4)?,
            })
        });
        Ok(found.optional()?)
    }
}
