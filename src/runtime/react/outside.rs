//! What comes from outside, and what it does to the contact.

use super::{React, Work};
use crate::base::Name;
use crate::plan::StopWhen;
use crate::runtime::{
    Act, Answer, Arrival, Change, EventKind, Happening, Incoming, Recorded, Traced, WaitFor,
};

impl React<'_> {
    /// Takes in what came, and puts down what is to be done.
    pub(super) fn arrive(&mut self, incoming: &Incoming) {
        let came = self.course.records.len();
        self.came(&incoming.arrival);
        if !self.take_in(&incoming.arrival)
            && let Some(record) = self.course.records.get_mut(came)
            && let Recorded::Trace(Traced::Came(_, changed)) = &mut record.what
        {
            *changed = false;
        }
    }

    /// Takes down what came; a word of the roster belongs to the run that waits for it.
    fn came(&mut self, arrival: &Arrival) {
        let mut arrival = arrival.clone();
        let (mut run, mut step) = (None, Name::default());
        if let Arrival::Routed(routed) = &mut arrival
            && let Some(request) = routed.request
        {
            let waits = self.state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
            let mut meant = waits.filter(|(_, wait)| wait.key == request);
            if let Some((found, wait)) = meant.next() {
                routed.until = wait.due;
                (run, step) = (Some(found.id.clone()), wait.step.clone());
            }
        }
        let what = Recorded::Trace(Traced::Came(Box::new(arrival), true));
        self.course.records.push(crate::runtime::Record { run, step, what });
    }

    /// Gives whether anything is different now.
    fn take_in(&mut self, arrival: &Arrival) -> bool {
        match arrival {
            Arrival::Opened { channel, source } => {
                if channel.is_some() {
                    self.state.contact.conversation.channel.clone_from(channel);
                }
                self.change(Change::Opened { source: source.clone(), channel: channel.clone() })
            }
            Arrival::Closed { by, category } => self.closed(by.as_ref(), category.as_ref()),
            Arrival::Wrote(message) => {
                self.wrote(message.clone());
                true
            }
            Arrival::AgentWrote { agent, message } => {
                let text = message.text.clone().unwrap_or_else(|| message.kind.clone());
                self.state.contact.was_sent(&text, self.now, "user");
                let accepts = self.accepted(agent);
                self.stop(StopWhen::AgentReplies, |run| !accepts.contains(&run.id));
                true
            }
            Arrival::Accepted { agent } => !self.accepted(agent).is_empty(),
            Arrival::AssignedByHand { agent } => {
                self.stop(StopWhen::AssignedByHand, |_| true);
                self.effect(Act::AssignByHand { agent: agent.clone() });
                true
            }
            Arrival::UnassignedByHand => {
                let owned = self.state.contact.owner.is_some();
                if owned {
                    self.effect(Act::Unassign { by_hand: true });
                }
                owned
            }
            Arrival::Tag { tag, added: true } => self.change(Change::TagAdded { tag: tag.clone() }),
            Arrival::Tag { tag, added: false } => {
                self.change(Change::TagRemoved { tag: tag.clone() })
            }
            Arrival::Field { field, value } => {
                self.change(Change::Field { field: field.clone(), value: value.clone() })
            }
            Arrival::Lifecycle { stage } => self.change(Change::Lifecycle { stage: stage.clone() }),
            Arrival::Webhook { name, body } => {
                let (name, body) = (name.clone(), body.clone());
                self.brings(Happening::Webhook { name, body })
            }
            Arrival::Shortcut { title, agent, form } => {
                let (title, agent, form) = (title.clone(), agent.clone(), form.clone());
                self.brings(Happening::Shortcut { title, agent, form })
            }
            Arrival::AdClicked { ad_id, ad_name, platform } => {
                let (ad_id, ad_name) = (ad_id.clone(), ad_name.clone());
                self.brings(Happening::AdClicked { ad_id, ad_name, platform: platform.clone() })
            }
            Arrival::Started { workflow, with } => {
                let (workflow, with) = (workflow.clone(), with.clone());
                self.brings(Happening::Manual { workflow, with })
            }
            Arrival::Result { run, wait, answer } => {
                let answer = EventKind::Answer(*wait, answer.clone());
                self.work.push_back(Work::Advance(run.clone(), answer));
                true
            }
            Arrival::Stray { .. } => false,
            Arrival::Routed(routed) => self.routed(routed),
            Arrival::Due => self.due(),
        }
    }

    /// A change from outside; it may start workflows.
    fn change(&mut self, change: Change) -> bool {
        let Some(happening) = self.state.contact.apply(&change, self.now) else { return false };
        if matches!(change, Change::Opened { .. }) {
            self.effect(Act::Change(change));
        }
        self.brings(happening)
    }

    fn brings(&mut self, happening: Happening) -> bool {
        self.work.push_back(Work::Happen(happening, None));
        true
    }

    fn closed(&mut self, by: Option<&Name>, category: Option<&Name>) -> bool {
        let closed = Change::Closed { category: category.cloned(), summary: None };
        if self.state.contact.apply(&closed, self.now).is_none() {
            return false;
        }
        self.was_closed(None);
        self.effect(Act::Change(closed));
        let source = Name::new_static(if by.is_some() { "user" } else { "api" });
        let (category, agent) = (category.cloned(), by.cloned());
        self.brings(Happening::ConversationClosed { source, category, agent })
    }

    /// Fires every wait whose time is over, in order of due time.
    fn due(&mut self) -> bool {
        let waits = self.state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
        let mut due: Vec<_> = waits
            .filter(|(_, wait)| wait.is_up(self.now))
            .filter_map(|(run, wait)| Some((wait.due?, wait.since, run.id.clone(), wait.key)))
            .collect();
        due.sort_unstable_by_key(|one| (one.0, one.1));
        let any = !due.is_empty();
        let events =
            due.into_iter().map(|(.., run, wait)| Work::Advance(run, EventKind::Due(wait)));
        self.work.extend(events);
        any
    }

    /// The agent accepts, if a run waits for that; gives the runs.
    fn accepted(&mut self, agent: &Name) -> Vec<crate::runtime::RunId> {
        let meant = |what: &WaitFor| matches!(what, WaitFor::Acceptance(who) if who.0 == *agent);
        let waits = self.waits_for(meant);
        for (run, wait) in &waits {
            let accepted = EventKind::Answer(*wait, Answer::Accepted);
            self.work.push_back(Work::Advance(run.clone(), accepted));
        }
        waits.into_iter().map(|(run, _)| run).collect()
    }
}
