//! Calls that are done again, since a transaction lost what they did or a process died before it was
//! committed.

use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::redo::{Call, Records, Texts};
use super::rows::read_deep;
use super::session::Session;
use super::{commits, inbox};
use crate::base::Name;
use crate::store::{StoreError, WorkerId, WorkspaceId};

impl Session {
    /// Does again what was called since the last commit.
    pub(super) fn catch_up(&mut self) -> Result<(), Failure> {
        if !self.redo.is_open() {
            return Ok(());
        }
        let calls = self.redo.repeat();
        let opened = self.open_transaction().map_err(Failure::from);
        let done = opened.and_then(|()| Records(&calls).try_for_each(|texts| self.again(texts)));
        self.redo.go_on();
        done
    }

    /// Has the calls of this process told from those of earlier ones: a loss of power may have left some
    /// behind others that it took.
    pub(super) fn name_anew(&mut self) -> Result<u32, Failure> {
        let sql = "UPDATE redo SET store = random() RETURNING store & 0xFFFFFFFF";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    fn again(&mut self, mut texts: Texts<'_>) -> Result<(), Failure> {
        match read_deep("a call", texts.next().ok_or_else(cut_off)?)? {
            Call::Accept { here, done } => {
                let events = texts.map(inbox::Written::read).collect::<Result<_, _>>()?;
                self.accept(&here, events, &done).map(drop)
            }
            Call::Commit { here, worker, event, version, has_state, has_log, of } => {
                let mut text = || texts.next().ok_or_else(cut_off);
                let state = has_state.then(&mut text).transpose()?;
                let log = has_log.then(&mut text).transpose()?;
                let log = log.map(|text| (of, text.to_owned()));
                let state = state.map(|text| with_text("a contact", text)).transpose()?;
                let effects = texts.map(|text| with_text("an effect", text));
                let outbox = effects.collect::<Result<_, _>>()?;
                self.commit(&here, &worker, commits::Written { event, version, state, outbox, log })
            }
            Call::Apply { here, key, command, at } => {
                self.apply(&here, key, &command, at).map(drop)
            }
            Call::Bury { here, letter } => self.bury(&here, &letter),
            Call::Doubt { here, effects } => self.doubt(&here, &effects),
            Call::KeepPlans { here, plans } => self.keep_plans(&here, &plans),
        }
    }

    /// Takes a commit down, which nothing can refuse any more.
    pub(super) fn note_commit(
        &mut self,
        here: &WorkspaceId,
        worker: &WorkerId,
        written: &commits::Written,
    ) -> Result<(), Failure> {
        let commits::Written { event, version, state, outbox, log } = written;
        let call = Call::Commit {
            here: here.clone(),
            worker: worker.clone(),
            event: event.clone(),
            version: *version,
            has_state: state.is_some(),
            has_log: log.is_some(),
            of: log.as_ref().and_then(|(contact, _)| contact.clone()),
        };
        let state = state.iter().map(|(_, text)| text.as_str());
        let log = log.iter().map(|(_, text)| text.as_str());
        let outbox = outbox.iter().map(|(_, text)| text.as_str());
        self.redo.note(&call, state.chain(log).chain(outbox))
    }
}

/// Something that was written, and how.
fn with_text<T: DeserializeOwned>(what: &str, text: &str) -> Result<(T, String), Failure> {
    Ok((read_deep(what, text)?, text.to_owned()))
}

fn cut_off() -> Failure {
    Failure::Refused(StoreError::Corrupt(Name::new_static("a call is cut off")))
}
