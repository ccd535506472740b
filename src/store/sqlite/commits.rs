//! What an event brought about, all of it or nothing.

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::written;
use super::session::Session;
use crate::base::Name;
use crate::runtime::{ContactState, Outbound};
use crate::store::{Commit, StoreError, WorkerId, WorkspaceId};

/// A commit with everything as it is written, which takes a while and needs nothing of the store.
pub(super) struct Written<'a> {
    commit: &'a Commit,
    state: Option<String>,
    outbox: Vec<(String, String)>,
    log: Option<String>,
}

impl<'a> Written<'a> {
    pub(super) fn of(commit: &'a Commit) -> Result<Self, StoreError> {
        let state = commit.state.as_ref().map(written).transpose()?;
        let effect = |row: &Outbound| Ok((row.effect.key.to_string(), written(row)?));
        let outbox = commit.outbox.iter().map(effect).collect::<Result<_, StoreError>>()?;
        let log = (!commit.log.is_empty()).then(|| written(&commit.log)).transpose()?;
        Ok(Self { commit, state, outbox, log })
    }
}

/// What a contact was found by, and when its timer was due.
#[derive(Default, PartialEq)]
struct Found {
    version: i64,
    due: Option<i64>,
    order: Option<i64>,
    email: Option<String>,
    phone: Option<String>,
}

impl Session {
    pub(super) fn commit(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        written: &Written<'_>,
    ) -> Result<(), Failure> {
        let name = id.0.as_str();
        let Commit { event, state, version, outbox, log } = written.commit;
        let before = match state {
            Some(state) => self.found(id, &state.contact.id)?,
            None => None,
        };
        let seen = before.as_ref().map_or(0, |before| before.version);
        if state.is_some() && u64::try_from(seen).ok() != Some(*version) {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        // The first write: what is refused from here on would leave something behind.
        if let Some(event) = event
            && !self.applied(id, event)?
        {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        let last = self.last_commit()?;
        if let (Some(state), Some(text)) = (state, &written.state) {
            self.put(id, state, text, before, last)?;
            self.busy.remove(&(id.clone(), state.contact.id.clone()));
        }
        if let Some(event) = event
            && !self.at_work.is_empty()
        {
            self.at_work.remove(&(id.clone(), event.clone()));
        }
        // Behind those of every commit before, however many effects each asked for.
        let first = last.unwrap_or_default().saturating_add(1) << 20;
        for ((row, (key, text)), place) in outbox.iter().zip(&written.outbox).zip(first..) {
            let mut put = self.db.prepare_cached(
                "INSERT OR IGNORE INTO outbox (workspace, key, seq, doubt, effect, worker, owed)
                 VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
            )?;
            let owed = row.effect.act.routes().then_some(row.contact.as_str());
            put.execute(params![name, key, place, text, worker.0.as_str(), owed])?;
        }
        if let Some(text) = &written.log {
            let mut put = self.db.prepare_cached(
                "INSERT INTO log (workspace, contact, entry) VALUES (?1, ?2, ?3)",
            )?;
            put.execute(params![name, log.contact.as_ref().map(Name::as_str), text])?;
        }
        Ok(())
    }

    /// Writes a contact, and touches only what is looked up by what changed.
    fn put(
        &self,
        id: &WorkspaceId,
        state: &ContactState,
        text: &str,
        before: Option<Found>,
        last: Option<i64>,
    ) -> Result<(), Failure> {
        let (name, contact) = (id.0.as_str(), &state.contact);
        let (email, phone) = (contact.text("email"), contact.text("phone"));
        let due = state.next_due().map(|due| due.millis);
        let runs = i64::try_from(state.runs.len()).unwrap_or(i64::MAX);
        let Some(before) = before else {
            let mut put = self.db.prepare_cached(
                "INSERT INTO contacts
                 (workspace, id, version, due, due_order, email, phone, born, runs, state)
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            let order = due.and(last);
            put.execute(params![
                name,
                contact.id.as_str(),
                due,
                order,
                email.map(Name::as_str),
                phone.map(Name::as_str),
                contact.created_at.millis,
                runs,
                text,
            ])?;
            return Ok(());
        };
        let same =
            |kept: &Option<String>, now: Option<&Name>| kept.as_deref() == now.map(Name::as_str);
        if before.due == due && same(&before.email, email) && same(&before.phone, phone) {
            let mut put = self.db.prepare_cached(
                "UPDATE contacts SET version = version + 1, runs = ?3, state = ?4
                 WHERE workspace = ?1 AND id = ?2",
            )?;
            put.execute(params![name, contact.id.as_str(), runs, text])?;
            return Ok(());
        }
        // Among those due at once, whoever waited longest is first.
        let order = if before.due == due { before.order } else { last };
        let mut put = self.db.prepare_cached(
            "UPDATE contacts SET version = version + 1, due = ?3, due_order = ?4, email = ?5,
             phone = ?6, runs = ?7, state = ?8 WHERE workspace = ?1 AND id = ?2",
        )?;
        put.execute(params![
            name,
            contact.id.as_str(),
            due,
            order,
            email.map(Name::as_str),
            phone.map(Name::as_str),
            runs,
            text,
        ])?;
        Ok(())
    }

    /// A contact as it was committed last.
    fn found(&self, id: &WorkspaceId, contact: &Name) -> Result<Option<Found>, Failure> {
        let mut one = self.db.prepare_cached(
            "SELECT version, due, due_order, email, phone FROM contacts
             WHERE workspace = ?1 AND id = ?2",
        )?;
        let found = one.query_row(params![id.0.as_str(), contact.as_str()], |row| {
            Ok(Found {
                version: row.get(0)?,
                due: row.get(1)?,
                order: row.get(2)?,
                email: row.get(3)?,
                phone: row.get(4)?,
            })
        });
        Ok(found.optional()?)
    }

    /// Takes an event down as applied; gives whether it was still to do.
    fn applied(&self, id: &WorkspaceId, event: &Name) -> Result<bool, Failure> {
        let mut done = self.db.prepare_cached(
            "UPDATE inbox SET event = NULL
             WHERE workspace = ?1 AND id = ?2 AND event IS NOT NULL AND why IS NULL",
        )?;
        Ok(done.execute(params![id.0.as_str(), event.as_str()])? == 1)
    }

    /// How often something was committed.
    fn last_commit(&self) -> Result<Option<i64>, Failure> {
        let mut last = self.db.prepare_cached("SELECT MAX(seq) FROM log")?;
        Ok(last.query_row([], |row| row.get(0))?)
    }
}
