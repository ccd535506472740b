//! What is done to the tables of inbox and outbox, and what is counted.

use rusqlite::{OptionalExtension, params};

use super::failure::Failure;
use super::rows::{read_kept, write, written};
use super::session::Session;
use crate::base::{Instant, Key, Name};
use crate::runtime::Outbound;
use crate::store::{Claim, Counts, DeadLetter, Inbound, StoreError, WorkerId, WorkspaceId};

/// An event as it is written, which takes a while and needs nothing of the store.
pub(super) struct Written<'a> {
    event: &'a Inbound,
    text: String,
}

impl<'a> Written<'a> {
    pub(super) fn all(events: &'a [Inbound]) -> Result<Vec<Self>, StoreError> {
        events.iter().map(|event| Ok(Self { event, text: written(event)? })).collect()
    }
}

impl Session {
    pub(super) fn accept(
        &mut self,
        id: &WorkspaceId,
        events: &[Written<'_>],
        done: &[Key],
    ) -> Result<Vec<bool>, Failure> {
        let name = id.0.as_str();
        for key in done {
            let mut forget =
                self.db.prepare_cached("DELETE FROM outbox WHERE workspace = ?1 AND key = ?2")?;
            forget.execute(params![name, key.to_string()])?;
        }
        let mut put = self.db.prepare_cached(
            "INSERT OR IGNORE INTO inbox (workspace, id, at, contact, event)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut fresh = Vec::with_capacity(events.len());
        for Written { event, text } in events {
            let (contact, at) = (event.contact().map(Name::as_str), event.at().millis);
            fresh.push(put.execute(params![name, event.id().as_str(), at, contact, text])? == 1);
        }
        Ok(fresh)
    }

    pub(super) fn bury(&mut self, id: &WorkspaceId, letter: &DeadLetter) -> Result<(), Failure> {
        let event = letter.id.as_str();
        let mut one =
            self.db.prepare_cached("SELECT contact FROM inbox WHERE workspace = ?1 AND id = ?2")?;
        let contact: Option<Option<String>> =
            one.query_row(params![id.0.as_str(), event], |row| row.get(0)).optional()?;
        if let Some(Some(contact)) = contact {
            self.busy.remove(&(id.clone(), contact.into()));
        }
        self.at_work.remove(&(id.clone(), letter.id.clone()));
        let mut bury =
            self.db.prepare_cached("UPDATE inbox SET why = ?3 WHERE workspace = ?1 AND id = ?2")?;
        // The whole letter: the row's moment stays that of the event.
        bury.execute(params![id.0.as_str(), event, write(letter)?])?;
        Ok(())
    }

    pub(super) fn unfinished(
        &self,
        id: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> Result<Vec<(Outbound, Claim)>, Failure> {
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

    pub(super) fn texts(
        &self,
        sql: &str,
        with: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<String>, Failure> {
        let mut all = self.db.prepare_cached(sql)?;
        let rows = all.query_map(with, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn counts(&self, id: &WorkspaceId) -> Result<Counts, Failure> {
        let count = |sql: &str| -> Result<u64, Failure> {
            let found: Option<i64> =
                self.db.prepare_cached(sql)?.query_row(params![id.0.as_str()], |row| row.get(0))?;
            Ok(u64::try_from(found.unwrap_or_default()).unwrap_or_default())
        };
        let latest: Option<i64> = self
            .db
            .prepare_cached("SELECT MAX(at) FROM inbox WHERE workspace = ?1")?
            .query_row(params![id.0.as_str()], |row| row.get(0))?;
        Ok(Counts {
            contacts: count("SELECT COUNT(*) FROM contacts WHERE workspace = ?1")?,
            runs: count("SELECT SUM(runs) FROM contacts WHERE workspace = ?1")?,
            timers: count("SELECT COUNT(due) FROM contacts WHERE workspace = ?1")?,
            inbox: count(
                "SELECT COUNT(*) FROM inbox
                 WHERE workspace = ?1 AND event IS NOT NULL AND why IS NULL",
            )?,
            outbox: count("SELECT COUNT(*) FROM outbox WHERE workspace = ?1")?,
            latest: latest.map(|millis| Instant { millis }),
        })
    }

    pub(super) fn dead(&self, id: &WorkspaceId) -> Result<Vec<DeadLetter>, Failure> {
        let sql = "SELECT why FROM inbox WHERE workspace = ?1 AND why IS NOT NULL ORDER BY seq";
        let texts = self.texts(sql, &[&id.0.as_str()])?;
        texts.iter().map(|text| read_kept("a dead letter", text)).collect()
    }
}
