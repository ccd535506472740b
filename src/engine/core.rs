//! The loop: whatever is to be done is done in order, what follows from it first.

use std::collections::{BTreeMap, VecDeque};

use super::{Entry, RunCounts, What};
use crate::base::{Instant, Name};
use crate::routing::{Roster, Status};
use crate::runtime::{
    Act, Brought, Change, Contact, Effect, EffectKey, Ending, Event, EventKind, Happening, Run,
    RunId, Trace, Traced, View, WaitFor, Workflow, Workspace, turn,
};
use crate::store::{Attention, Commit, MemoryAgents, Runs, WorkspaceId};
use crate::world::Recorder;

/// Runs that one line may start. More than any sensible program; a set of workflows that set each
/// other off must not take the machine down.
pub(super) const MAX_STARTS: u32 = 1_000;

/// Whose doing something is.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) run: RunId,
    pub(super) workflow: Name,
    pub(super) contact: Name,
    pub(super) chain: u32,
}

/// Something to be done.
pub(super) enum Work {
    /// An event for a run.
    Advance(RunId, EventKind),
    /// An effect for the world.
    Perform(Origin, Effect),
    /// Something that may start workflows.
    Happen { contact: Name, happening: Happening, origin: Option<Origin> },
    /// A run of the workflow at this place of the list, for what a trigger brought.
    Start { index: usize, contact: Name, brought: Brought, chain: u32 },
    /// A line of the transcript, in its place.
    Tell(Box<Entry>),
}

/// Everything the engine holds.
pub(super) struct Core {
    pub(super) workspace: Workspace,
    /// In order of their names.
    pub(super) workflows: Vec<Workflow>,
    pub(super) here: WorkspaceId,
    pub(super) agents: MemoryAgents,
    pub(super) runs: Runs,
    pub(super) world: Recorder,
    pub(super) now: Instant,
    pub(super) line: Option<u64>,
    pub(super) entries: Vec<Entry>,
    pub(super) fresh: Vec<Work>,
    pub(super) commands: u64,
    pub(super) starts: u32,
    /// Messages whose runs wait for the channel: accepted unless the next line says otherwise.
    pub(super) unsettled: VecDeque<(Name, RunId, EffectKey)>,
    pub(super) counts: RunCounts,
    pub(super) assigned: BTreeMap<Name, u64>,
}

impl Core {
    pub(super) fn new(workspace: Workspace, mut workflows: Vec<Workflow>) -> Self {
        workflows.sort_by(|one, other| one.name().cmp(other.name()));
        let here = WorkspaceId(workspace.plan().name.clone());
        let agents = MemoryAgents::default().with(&here, workspace.plan());
        Self {
            workspace,
            workflows,
            here,
            agents,
            runs: Runs::default(),
            world: Recorder::default(),
            now: Instant { millis: i64::MIN },
            line: None,
            entries: Vec::new(),
            fresh: Vec::new(),
            commands: 0,
            starts: 0,
            unsettled: VecDeque::new(),
            counts: RunCounts::default(),
            assigned: BTreeMap::new(),
        }
    }

    /// Does what has come up, and whatever follows from it, until nothing is left.
    pub(super) fn drain(&mut self) {
        let mut work: VecDeque<Work> = self.fresh.drain(..).collect();
        while let Some(next) = work.pop_front() {
            match next {
                Work::Advance(run, kind) => self.advance(&run, kind),
                Work::Perform(origin, effect) => self.perform(&origin, &effect),
                Work::Happen { contact, happening, origin } => {
                    self.happen(&contact, &happening, origin.as_ref());
                }
                Work::Start { index, contact, brought, chain } => {
                    self.start(index, &contact, brought, chain);
                }
                Work::Tell(entry) => self.entries.push(*entry),
            }
            for item in self.fresh.drain(..).rev() {
                // What a workflow sets off waits until all that its own event starts have begun.
                let starts = work.iter().rposition(|one| matches!(one, Work::Start { .. }));
                match starts.filter(|_| matches!(item, Work::Happen { .. })) {
                    Some(last) => work.insert(last + 1, item),
                    None => work.push_front(item),
                }
            }
        }
    }

    /// Fires every timer that is due.
    pub(super) fn fire_due(&mut self, until: Instant) {
        while let Some(timer) = self.runs.timers.take_due(until) {
            self.now = self.now.max(timer.due);
            self.line = None;
            self.fresh.push(Work::Advance(timer.run, EventKind::Due { wait: timer.wait }));
            self.drain();
        }
    }

    /// Messages that nobody refused were accepted.
    pub(super) fn settle(&mut self) {
        while let Some((_, run, wait)) = self.unsettled.pop_front() {
            self.fresh.push(Work::Advance(run, EventKind::Sent { wait }));
            self.drain();
        }
    }

    /// Gives a run that is not over an event.
    pub(super) fn advance(&mut self, id: &RunId, kind: EventKind) {
        let Some(run) = self.runs.run(id).cloned() else { return };
        let leaves_queue = matches!(
            kind,
            EventKind::Due { .. }
                | EventKind::Closed
                | EventKind::Restarted
                | EventKind::Stopped { .. }
        );
        if let Some(wait) = run.wait().filter(|wait| leaves_queue && wait.what == WaitFor::Owner) {
            let waited = self.withdraw(&wait.key);
            if let EventKind::Due { wait: due } = &kind {
                // The answer may be on its way already: then the timer is late.
                if *due != wait.key || !waited {
                    return;
                }
                let entry = self.of_run(&run, &wait.step, What::TimeUp, "nobody took it in time");
                self.entries.push(entry);
            }
        }
        self.take_turn(run, kind);
    }

    /// Reads, gives the turn, commits, and queues what there is to perform.
    pub(super) fn take_turn(&mut self, run: Run, kind: EventKind) {
        let place = self.workflows.binary_search_by(|one| one.name().cmp(&run.workflow));
        let Some(workflow) = place.ok().and_then(|at| self.workflows.get(at)) else { return };
        let mut contact = match self.runs.find(&run.contact) {
            Some(contact) => contact.clone(),
            None => Contact::new(run.contact.clone(), self.now),
        };
        let owner_status = self.owner_status(&contact);
        let expected = self.runs.run(&run.id).map(|run| run.sequence);
        let before = run.sequence;
        let event = Event { at: self.now, kind };
        let view = View {
            workspace: &self.workspace,
            contact: &contact,
            owner_status: owner_status.as_ref(),
        };
        let turn = turn(workflow, run, &event, view);
        if turn.run.sequence == before {
            return;
        }
        let origin = Origin {
            run: turn.run.id.clone(),
            workflow: turn.run.workflow.clone(),
            contact: turn.run.contact.clone(),
            chain: turn.run.chain,
        };
        let happenings = apply_effects(&mut contact, &turn.effects, self.now);
        let outbox = turn.effects.clone();
        let run = turn.run.clone();
        if self.runs.commit(Commit { run, expected, contact, outbox }).is_err() {
            return;
        }
        let mut traces = turn.trace.into_iter().peekable();
        for (index, effect) in turn.effects.into_iter().enumerate() {
            while let Some(trace) = traces.next_if(|trace| trace.after <= index) {
                self.tell(&turn.run, trace);
            }
            self.fresh.push(Work::Perform(origin.clone(), effect));
        }
        for trace in traces {
            self.tell(&turn.run, trace);
        }
        for happening in happenings {
            let contact = turn.run.contact.clone();
            let origin = Some(origin.clone());
            self.fresh.push(Work::Happen { contact, happening, origin });
        }
        if let Some(ending) = turn.run.ending() {
            self.ended(&turn.run, ending);
        }
    }

    fn owner_status(&self, contact: &Contact) -> Option<Name> {
        let owner = contact.owner.as_ref()?;
        let status = self.agents.look(&self.here, |roster: &Roster| roster.status(owner));
        status.flatten().map(|status: Status| Name::new_static(status.word()))
    }

    fn tell(&mut self, run: &Run, trace: Trace) {
        let (what, text, why) = super::perform::in_words(&self.workspace, &trace.what);
        let mut entry = self.of_run(run, &trace.step, what, &text);
        entry.why = why;
        if let Traced::Ended { ending: Ending::Failed(fault) | Ending::TimedOut(fault) } =
            trace.what
        {
            entry.source = fault.source;
        }
        self.fresh.push(Work::Tell(Box::new(entry)));
    }

    fn ended(&mut self, run: &Run, ending: &Ending) {
        let (fault, timed_out) = match ending {
            Ending::Completed => {
                self.counts.completed += 1;
                return;
            }
            Ending::Restarted | Ending::Closed | Ending::Stopped(_) => {
                self.counts.stopped += 1;
                return;
            }
            Ending::Failed(fault) => (fault, false),
            Ending::TimedOut(fault) => (fault, true),
        };
        if timed_out {
            self.counts.timed_out += 1;
        } else {
            self.counts.failed += 1;
        }
        if self.runs.find(&run.contact).is_some_and(|contact| contact.owner.is_none()) {
            self.runs.needs_attention(Attention {
                contact: run.contact.clone(),
                workflow: run.workflow.clone(),
                at: self.now,
                fault: fault.clone(),
                timed_out,
            });
        }
    }

    /// An entry about a contact.
    pub(super) fn of_contact(&self, contact: &Name, what: What, text: &str) -> Entry {
        let mut entry = Entry::new(self.now, what, text);
        entry.line = self.line;
        entry.name = self.name_of(contact);
        entry.contact = Some(contact.clone());
        entry
    }

    /// An entry about a run.
    pub(super) fn of_run(&self, run: &Run, step: &Name, what: What, text: &str) -> Entry {
        let mut entry = self.of_contact(&run.contact, what, text);
        entry.run = Some(run.id.clone());
        entry.step = Some(step.clone()).filter(|step| !step.is_empty());
        entry
    }

    fn name_of(&self, contact: &Name) -> Name {
        let known = self.runs.find(contact).and_then(Contact::full_name);
        known.unwrap_or_else(|| contact.clone())
    }
}

/// Makes the changes of a turn true, and says what happened by them.
fn apply_effects(contact: &mut Contact, effects: &[Effect], now: Instant) -> Vec<Happening> {
    let mut happenings = Vec::new();
    for effect in effects {
        match &effect.act {
            Act::Change(change) => {
                let before = contact.clone();
                if contact.apply(change, now) {
                    happenings.extend(happened(&before, contact, change, "workflow"));
                }
            }
            Act::Send(out) => {
                let source = Name::new_static("workflow");
                contact.apply(&Change::Sent { text: out.text.clone(), source }, now);
            }
            Act::Unassign => contact.owner = None,
            Act::Assign(_) | Act::Comment { .. } => {}
        }
    }
    happenings
}

/// What a change that was made means to triggers.
pub(super) fn happened(
    before: &Contact,
    after: &Contact,
    change: &Change,
    source: &'static str,
) -> Option<Happening> {
    Some(match change {
        Change::TagAdded { tag } => Happening::TagUpdated { tag: tag.clone(), added: true },
        Change::TagRemoved { tag } => Happening::TagUpdated { tag: tag.clone(), added: false },
        Change::Field { field, value } => Happening::FieldUpdated {
            field: field.clone(),
            from: before.field(field),
            to: value.clone(),
        },
        Change::Lifecycle { stage } => {
            Happening::LifecycleUpdated { from: before.lifecycle.clone(), to: stage.clone() }
        }
        Change::Opened { source, channel } => Happening::ConversationOpened {
            source: source.clone(),
            channel: channel.clone().or_else(|| after.conversation.channel.clone()),
            first_time: after.conversation.opened <= 1,
        },
        Change::Closed { category, .. } => Happening::ConversationClosed {
            source: Name::new_static(source),
            category: category.clone(),
            agent: None,
        },
        Change::Owner { .. } | Change::Received { .. } | Change::Sent { .. } => return None,
    })
}
