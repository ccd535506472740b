//! What is done to the tables of contacts, inbox, outbox and log inside a transaction.

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};

use super::call::Failure;
use super::rows::{read_kept, write};
use super::session::Session;
use crate::base::{Instant, Key, Name};
use crate::runtime::{Arrival, ContactState, Incoming, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Inbound, StoreError, Work, WorkerId, WorkspaceId,
};

impl Session {
    pub(super) fn accept(
        &mut self,
        id: &WorkspaceId,
        events: &[Inbound],
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
        for event in events {
            let contact = event.contact().map(Name::as_str);
            let (at, body) = (event.at().millis, write(event)?);
            fresh.push(put.execute(params![name, event.id().as_str(), at, contact, body])? == 1);
        }
        Ok(fresh)
    }

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
                self.busy.insert((id.clone(), contact.clone()), worker.clone());
                self.owed(id, contact)?
            }
            None => {
                let who = (worker.clone(), event.agent().cloned());
                self.at_work.insert((id.clone(), event.id().clone()), who);
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
        let mut pending = self.db.prepare_cached(
            "SELECT contact, id, event, at FROM inbox
             WHERE workspace = ?1 AND event IS NOT NULL AND why IS NULL ORDER BY seq",
        )?;
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
        self.busy.insert((id.clone(), contact.clone()), worker.clone());
        let owed = self.owed(id, &contact)?;
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
        let sql = "SELECT effect FROM outbox WHERE workspace = ?1 AND owed = ?2 ORDER BY seq";
        let texts = self.texts(sql, &[&id.0.as_str(), &contact.as_str()])?;
        texts.iter().map(|text| read_kept("an effect", text)).collect()
    }

    pub(super) fn commit(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
        commit: &Commit,
    ) -> Result<(), Failure> {
        let name = id.0.as_str();
        let Commit { event, state, version, outbox, log } = commit;
        if let Some(state) = state
            && self.version(id, &state.contact.id)? != *version
        {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        // The first write: what is refused from here on would leave something behind.
        if let Some(event) = event
            && !self.applied(id, event)?
        {
            return Err(Failure::Refused(StoreError::Conflict));
        }
        if let Some(state) = state {
            let contact = &state.contact;
            let before = self
                .db
                .prepare_cached(
                    "SELECT due, due_order FROM contacts WHERE workspace = ?1 AND id = ?2",
                )?
                .query_row(params![name, contact.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (before, order): (Option<i64>, Option<i64>) = before.unwrap_or_default();
            self.busy.remove(&(id.clone(), contact.id.clone()));
            let due = state.next_due().map(|due| due.millis);
            // Among those due at once, whoever waited longest is first.
            let order = if before == due { order } else { self.commits()? };
            let mut put = self.db.prepare_cached(
                "INSERT OR REPLACE INTO contacts
                 (workspace, id, version, due, due_order, email, phone, born, runs, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?;
            put.execute(params![
                name,
                contact.id.as_str(),
                i64::try_from(*version).unwrap_or(i64::MAX).saturating_add(1),
                due,
                order,
                contact.text("email").map(Name::as_str),
                contact.text("phone").map(Name::as_str),
                contact.created_at.millis,
                i64::try_from(state.runs.len()).unwrap_or(i64::MAX),
                write(state)?,
            ])?;
        }
        if let Some(event) = event {
            self.at_work.remove(&(id.clone(), event.clone()));
        }
        for (row, place) in outbox.iter().zip(0_i64..) {
            // Behind those of every commit before, however many effects each asked for.
            let mut put = self.db.prepare_cached(
                "INSERT OR IGNORE INTO outbox
                 (workspace, key, seq, doubt, effect, worker, owed) VALUES
                 (?1, ?2, ((SELECT COALESCE(MAX(seq), 0) FROM log) + 1 << 20) + ?3, 0, ?4, ?5, ?6)",
            )?;
            let (key, who) = (row.effect.key.to_string(), worker.0.as_str());
            let owed = row.effect.act.routes().then_some(row.contact.as_str());
            put.execute(params![name, key, place, write(row)?, who, owed])?;
        }
        if log.is_empty() {
            return Ok(());
        }
        let mut put = self
            .db
            .prepare_cached("INSERT INTO log (workspace, contact, entry) VALUES (?1, ?2, ?3)")?;
        put.execute(params![name, log.contact.as_ref().map(Name::as_str), write(log)?])?;
        Ok(())
    }

    /// How often a contact was committed.
    fn version(&self, id: &WorkspaceId, contact: &Name) -> Result<u64, Failure> {
        let mut one = self
            .db
            .prepare_cached("SELECT version FROM contacts WHERE workspace = ?1 AND id = ?2")?;
        let found: Option<i64> =
            one.query_row(params![id.0.as_str(), contact.as_str()], |row| row.get(0)).optional()?;
        Ok(found.and_then(|version| u64::try_from(version).ok()).unwrap_or_default())
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
    fn commits(&self) -> Result<Option<i64>, Failure> {
        let mut last = self.db.prepare_cached("SELECT MAX(seq) FROM log")?;
        Ok(last.query_row([], |row| row.get(0))?)
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
