//! What an event brought about, all of it or nothing.

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::written;
use super::session::Session;
use super::warm::{Columns, Known};
use crate::base::Name;
use crate::runtime::{ContactState, Outbound};
use crate::store::{Commit, StoreError, WorkerId, WorkspaceId};

/// A commit with everything as it is written, which takes a while and needs nothing of the store.
pub(super) struct Written {
    commit: Commit,
    state: Option<String>,
    /// None for what only the roster is asked for: that may never have to be.
    outbox: Vec<Option<String>>,
    log: Option<String>,
}

impl Written {
    pub(super) fn of(commit: Commit) -> Result<Self, StoreError> {
        let state = commit.state.as_ref().map(written).transpose()?;
        let effect = |row: &Outbound| (!row.effect.act.routes()).then(|| written(row)).transpose();
        let outbox = commit.outbox.iter().map(effect).collect::<Result<_, StoreError>>()?;
        let log = (!commit.log.is_empty()).then(|| written(&commit.log)).transpose()?;
        Ok(Self { commit, state, outbox, log })
    }
}

impl Session {
    pub(super) fn commit(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        written: Written,
    ) -> Result<(), Failure> {
        let Written { commit, state: state_text, outbox: texts, log: log_text } = written;
        let Commit { event, state, version, outbox, log } = commit;
        let before = match &state {
            Some(state) => self.columns(id, &state.contact.id)?,
            None => None,
        };
        let seen = before.as_ref().map_or(0, |before| before.version);
        if state.is_some() && u64::try_from(seen).ok() != Some(version) {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        // The first write: what is refused from here on would leave something behind.
        match (&event, &state) {
            (Some(event), _) if !self.applied(id, event)? => {
                return Err(Failure::Refused(StoreError::Conflict));
            }
            (None, Some(state)) => self.fired(id, &state.contact.id),
            _ => {}
        }
        if let (Some(state), Some(text)) = (state, state_text) {
            let columns = self.put(id, &state, &text, before)?;
            let contact = state.contact.id.clone();
            self.warm.put(id, contact, Known { columns, state: Some(state) });
        }
        self.put_effects(id, worker, &outbox, texts)?;
        if let Some(text) = log_text {
            let mut put = self.db.prepare_cached(
                "INSERT INTO log (workspace, contact, entry) VALUES (?1, ?2, ?3)",
            )?;
            put.execute(params![id.0.as_str(), log.contact.as_ref().map(Name::as_str), text])?;
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
