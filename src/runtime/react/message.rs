//! Where a message of the contact goes: to exactly one place.

use std::sync::Arc;

use super::{React, Work};
use crate::base::Name;
use crate::plan::StopWhen;
use crate::runtime::{
    Answer, Change, EventKind, Happening, Message, Run, RunId, Traced, interrupts,
};

impl React<'_> {
    /// The contact wrote. (1) A trigger that interrupts and fits takes it. (2) Else it answers the
    /// youngest open question. (3) Else it is an ordinary message, which opens a closed
    /// conversation.
    pub(super) fn wrote(&mut self, mut message: Message) {
        let conversation = &mut self.state.contact.conversation;
        if message.channel.is_none() {
            message.channel.clone_from(&conversation.channel);
        } else {
            conversation.channel.clone_from(&message.channel);
        }
        let text = message.text.clone().unwrap_or_else(|| message.kind.clone());
        conversation.incoming = Some((self.now, text));
        let channel = message.channel.clone();
        let message = Arc::new(message);
        let happening = Happening::MessageReceived(Arc::clone(&message));
        let interrupting = self.triggered(&happening, interrupts);
        let asks = if interrupting.is_empty() { self.youngest_question() } else { None };
        let is_answer = |run: &Run| asks.as_ref().is_some_and(|(asker, _)| *asker == run.id);
        self.stop(StopWhen::ContactReplies, |run| !is_answer(run));
        if !interrupting.is_empty() {
            let starts = interrupting.into_iter();
            self.work.extend(starts.map(|(workflow, brought)| Work::Start(workflow, brought, 0)));
        } else if let Some((run, wait)) = asks {
            let answer = EventKind::Answer(wait, Answer::Said(message));
            self.work.push_back(Work::Advance(run, answer));
        } else {
            let source = Name::new_static("contact");
            let opened = Change::Opened { source, channel: channel.clone() };
            if let Some(opening) = self.state.contact.apply(&opened, self.now) {
                self.note(Traced::OpenedByMessage(channel));
                self.effect(crate::runtime::Act::Change(opened));
                self.work.push_back(Work::Happen(opening, None));
            }
            self.work.push_back(Work::Happen(happening, None));
        }
    }

    fn youngest_question(&self) -> Option<(RunId, crate::runtime::EffectKey)> {
        let waits = self.state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
        let open = waits.filter(|(_, wait)| wait.what.is_question());
        let youngest = open.max_by_key(|(_, wait)| wait.since);
        youngest.map(|(run, wait)| (run.id.clone(), wait.key))
    }
}
