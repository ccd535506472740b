//! Events on their way in. The oldest that are to be applied are in memory, too; what the open
//! transaction takes in and applies is never written whole.

use std::borrow::Cow;
use std::sync::Arc;

use rusqlite::params;

use super::failure::Failure;
use super::redo::Call;
use super::rows::{read_deep, read_kept, write, written};
use super::session::Session;
use crate::base::{Instant, Key, Name};
use crate::store::waiting::{Place, Waiting};
use crate::store::{DeadLetter, Inbound, StoreError, WorkerId, WorkspaceId};

/// Events that nobody works on, of one workspace, that are read ahead; those behind them stay in the
/// file until these are applied. More than most shops ever have waiting, and little memory; in tests
/// of this room so few that most of them go beyond.
const AHEAD: usize = if cfg!(test) { 8 } else { 256 };
/// The events behind a place that are to be applied, oldest first.
pub(super) const TO_DO: &str = "SELECT seq, id, event, at FROM inbox
     WHERE workspace = ?1 AND seq > ?2 AND event IS NOT NULL AND why IS NULL ORDER BY seq LIMIT ?3";

/// What is to be applied, of one workspace.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    pub(super) waiting: Waiting,
    /// Up to which place everything that is to be applied is in memory.
    read_to: i64,
    /// Whether that is all of it.
    is_whole: bool,
}

impl Inbox {
    /// Has everything read anew.
    pub(super) fn forget(&mut self) {
        self.waiting.forget();
        (self.read_to, self.is_whole) = (0, false);
    }
}

/// An event to be taken in.
pub(super) struct Written {
    event: Arc<Inbound>,
    /// As it is written, which takes a while and needs nothing of the store.
    text: String,
    /// Whether its row may do without, as long as the transaction is open.
    may_wait: bool,
}

impl Written {
    /// Events that are written for sure.
    pub(super) fn now(events: Vec<Inbound>) -> Result<Vec<Self>, StoreError> {
        events.into_iter().map(|event| Self::of(event, false)).collect()
    }

    /// Events that may be applied before anything is.
    pub(super) fn later(events: Vec<Inbound>) -> Result<Vec<Self>, StoreError> {
        events.into_iter().map(|event| Self::of(event, true)).collect()
    }

    fn of(event: Inbound, may_wait: bool) -> Result<Self, StoreError> {
        Ok(Self { text: written(&event)?, event: Arc::new(event), may_wait })
    }

    /// An event as it was written.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let event = Arc::new(read_deep("an event", text)?);
        Ok(Self { event, text: text.to_owned(), may_wait: false })
    }
}

impl Session {
    fn inbox(&mut self, id: &WorkspaceId) -> &mut Inbox {
        self.inboxes.entry(id.clone()).or_default()
    }

    pub(super) fn accept(
        &mut self,
        id: &WorkspaceId,
        events: Vec<Written>,
        done: &[Key],
    ) -> Result<Vec<bool>, Failure> {
        let call = Call::Accept { here: id.clone(), done: done.into() };
        self.redo.note(&call, events.iter().map(|event| event.text.as_str()))?;
        self.forget_effects(id, done)?;
        let mut fresh = Vec::with_capacity(events.len());
        for Written { event, text, may_wait } in events {
            let Inbox { waiting, is_whole, .. } = self.inbox(id);
            // One that somebody works on was lost, and comes again: it is read when they are through.
            let is_known = waiting.is_at_work(event.id());
            let has_room = *is_whole && waiting.idle() < AHEAD && !is_known;
            let waits = may_wait && has_room;
            let mut put = self.db.prepare_cached(
                "INSERT OR IGNORE INTO inbox (workspace, id, at, contact, event)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            let (contact, at) = (event.contact().map(Name::as_str), event.at().millis);
            let row = (!waits).then_some(text.as_str());
            let new = put.execute(params![id.0.as_str(), event.id().as_str(), at, contact, row])?;
            drop(put);
            let is_new = new == 1;
            fresh.push(is_new);
            if !is_new {
                continue;
            }
            let place = self.db.last_insert_rowid();
            if waits {
                self.unwritten.push((place, text));
            }
            let inbox = self.inbox(id);
            inbox.is_whole = has_room;
            if has_room {
                inbox.read_to = place;
                inbox.waiting.push(place, event);
            }
        }
        Ok(fresh)
    }

    /// Writes events that the open transaction took in and did not apply yet.
    pub(super) fn write_events(&mut self) -> Result<(), rusqlite::Error> {
        for (place, text) in std::mem::take(&mut self.unwritten) {
            let mut put = self.db.prepare_cached("UPDATE inbox SET event = ?2 WHERE seq = ?1")?;
            put.execute(params![place, text])?;
        }
        Ok(())
    }

    /// Gives a worker the oldest event of a contact, or about an agent, that nobody works on.
    pub(super) fn hand_out(
        &mut self,
        id: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Arc<Inbound>>, Failure> {
        loop {
            let inbox = self.inbox(id);
            if let Some(event) = inbox.waiting.hand_out(worker) {
                return Ok(Some(event));
            }
            if inbox.is_whole {
                return Ok(None);
            }
            self.read_on(id)?;
        }
    }

    /// A worker works on the timer of a contact.
    pub(super) fn work_on_timer(&mut self, id: &WorkspaceId, timer: Arc<Inbound>, by: &WorkerId) {
        self.inbox(id).waiting.work_on(Place::Timer, timer, by);
    }

    /// Reads further events that are to be applied. What cannot be read is given up: it must not
    /// hold up the others for ever.
    fn read_on(&mut self, id: &WorkspaceId) -> Result<(), Failure> {
        let behind = self.inbox(id).read_to;
        let mut all = self.db.prepare_cached(TO_DO)?;
        let most = i64::try_from(AHEAD).unwrap_or(i64::MAX);
        let rows = all.query_map(params![id.0.as_str(), behind, most], |row| {
            let at = Instant { millis: row.get(3)? };
            Ok((row.get(0)?, Name::from(row.get::<_, String>(1)?), row.get::<_, String>(2)?, at))
        })?;
        let rows = rows.collect::<Result<Vec<(i64, Name, String, Instant)>, _>>()?;
        drop(all);
        let mut damaged = Vec::new();
        let inbox = self.inbox(id);
        inbox.is_whole = rows.len() < AHEAD;
        for (place, event, text, at) in rows {
            inbox.read_to = place;
            if inbox.waiting.is_at_work(&event) {
                continue;
            }
            match read_kept::<Inbound>("the event", &text) {
                Ok(event) => inbox.waiting.push(place, Arc::new(event)),
                Err(Failure::Refused(StoreError::Corrupt(why))) => {
                    damaged.push(DeadLetter { id: event, at, why });
                }
                Err(error) => return Err(error),
            }
        }
        damaged.iter().try_for_each(|letter| self.give_up(id, letter))
    }

    /// Takes an event down as applied; gives whether it was still to do.
    pub(super) fn applied(&mut self, id: &WorkspaceId, event: &Name) -> Result<bool, Failure> {
        let waiting = &mut self.inbox(id).waiting;
        let spot = waiting.find(event);
        let place = spot.and_then(|spot| waiting.place(spot));
        let unwritten = self.unwritten.iter().position(|(one, _)| Some(*one) == place);
        let was_to_do = match (unwritten, place) {
            (Some(index), _) => {
                self.unwritten.remove(index);
                true
            }
            (None, Some(place)) => {
                let mut done =
                    self.db.prepare_cached("UPDATE inbox SET event = NULL WHERE seq = ?1")?;
                done.execute(params![place])? == 1
            }
            (None, None) => {
                let mut done = self.db.prepare_cached(
                    "UPDATE inbox SET event = NULL
                     WHERE workspace = ?1 AND id = ?2 AND event IS NOT NULL AND why IS NULL",
                )?;
                done.execute(params![id.0.as_str(), event.as_str()])? == 1
            }
        };
        if let Some(spot) = spot.filter(|_| was_to_do) {
            self.inbox(id).waiting.remove(spot);
        }
        Ok(was_to_do)
    }

    /// The timer of a contact fired.
    pub(super) fn fired(&mut self, id: &WorkspaceId, contact: &Name) {
        let waiting = &mut self.inbox(id).waiting;
        if let Some(spot) = waiting.find_timer(contact) {
            waiting.remove(spot);
        }
    }

    pub(super) fn bury(&mut self, id: &WorkspaceId, letter: &DeadLetter) -> Result<(), Failure> {
        let call = Call::Bury { here: id.clone(), letter: Cow::Borrowed(letter) };
        self.redo.note(&call, [])?;
        self.give_up(id, letter)
    }

    /// Takes an event down that cannot be applied.
    pub(super) fn give_up(&mut self, id: &WorkspaceId, letter: &DeadLetter) -> Result<(), Failure> {
        self.write_events()?;
        self.inbox(id).waiting.bury(&letter.id);
        let mut bury =
            self.db.prepare_cached("UPDATE inbox SET why = ?3 WHERE workspace = ?1 AND id = ?2")?;
        // The whole letter: the row's moment stays that of the event.
        bury.execute(params![id.0.as_str(), letter.id.as_str(), write(letter)?])?;
        Ok(())
    }

    /// Nobody works any more on what is meant. Where its place is not known, it is read again.
    pub(super) fn put_back(
        &mut self,
        id: &WorkspaceId,
        put_back: impl FnOnce(&mut Waiting) -> bool,
    ) -> Result<(), Failure> {
        // What is read again has to be written.
        self.write_events()?;
        let inbox = self.inbox(id);
        if !put_back(&mut inbox.waiting) {
            inbox.forget();
        }
        Ok(())
    }
}
