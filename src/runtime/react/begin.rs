//! Starting runs.

use std::sync::Arc;

use super::{MAX_STARTS, Origin, React, Work};
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{MAX_TRIGGER_CHAIN, Name};
use crate::plan::{Overlap, Trigger};
use crate::runtime::{
    Answer, Brought, EffectKey, EventKind, Happening, Over, Record, Recorded, Run, RunId,
    StartOther, State, Traced, Workflow, matches,
};

impl<'a> React<'a> {
    /// Starts a run of every workflow that something triggers, in the order of their names.
    pub(super) fn happen(&mut self, happening: &Happening, origin: Option<&Origin>) {
        let chain = origin.map_or(0, |origin| origin.chain + 1);
        for workflow in self.published.started_by(happening.event()).rev() {
            // What a workflow changes never starts itself again.
            if origin.is_some_and(|origin| origin.run.workflow == *workflow.name()) {
                continue;
            }
            if let Some(brought) = self.brought(workflow, happening, |_| true)
                && !self.cut(workflow.name(), chain)
            {
                self.work.push_front(Work::Start(workflow, brought, chain));
            }
        }
    }

    /// The workflows that something triggers by a trigger that is meant, with what it brings.
    pub(super) fn triggered(
        &self,
        happening: &Happening,
        meant: fn(&Trigger) -> bool,
    ) -> Vec<(&'a Workflow, Brought)> {
        let starts = self.published.started_by(happening.event());
        let starts = starts.filter_map(|one| Some((&**one, self.brought(one, happening, meant)?)));
        starts.collect()
    }

    /// What a workflow is brought, if something triggers it by a trigger that is meant.
    fn brought(
        &self,
        workflow: &Workflow,
        happening: &Happening,
        meant: fn(&Trigger) -> bool,
    ) -> Option<Brought> {
        let (workspace, contact) = (self.published.workspace(), &self.state.contact);
        matches(workflow, workspace, contact, happening, self.now, meant)
    }

    fn cut(&mut self, workflow: &Name, chain: u32) -> bool {
        let cut = chain > MAX_TRIGGER_CHAIN || self.starts >= MAX_STARTS;
        if cut {
            self.note(Traced::Cut(workflow.clone()));
        }
        cut
    }

    /// Starts a run of one workflow, unless its settings say otherwise.
    pub(super) fn start(&mut self, workflow: &Workflow, brought: Brought, chain: u32) {
        match self.admit(workflow) {
            Ok(old) => self.begin(workflow, old, brought, |run| run.chain = chain),
            Err(why) => {
                let why = Name::new_static(why);
                self.note(Traced::NotStarted(workflow.name().clone(), why));
            }
        }
    }

    /// The run that a new one takes the place of; or why there may be none.
    fn admit(&self, workflow: &Workflow) -> Result<Option<RunId>, &'static str> {
        let name = workflow.name();
        let settings = workflow.settings();
        if settings.once_per_contact && self.state.was_in(name) {
            return Err("once per contact, and it was in");
        }
        let old = self.state.runs.iter().find(|run| run.id.workflow == *name);
        #[cfg(feature = "planted")]
        let old = old.filter(|_| !planted::is(Plant::TwoRuns));
        match (old, settings.overlap) {
            (Some(_), Overlap::Skip) => Err("the contact is in it now"),
            (Some(old), Overlap::Restart) => Ok(Some(old.id.clone())),
            (None, _) => Ok(None),
        }
    }

    fn begin(
        &mut self,
        workflow: &Workflow,
        old: Option<RunId>,
        brought: Brought,
        with: impl FnOnce(&mut Run),
    ) {
        if let Some(old) = old {
            self.advance(&old, EventKind::Over(Over::Restarted));
        }
        let event = brought.event.clone();
        let id = self.state.enrol(workflow.name());
        let mut run = Run::new(id, workflow.version(), brought);
        with(&mut run);
        self.starts += 1;
        self.course.records.push(Record {
            run: Some(run.id.clone()),
            step: Name::default(),
            what: Recorded::Trace(Traced::Starts(event)),
        });
        let place = self.state.runs.len();
        // Most contacts are in one workflow at a time.
        self.state.runs.reserve_exact(1);
        self.state.runs.push(run);
        self.take_turn(place, EventKind::Started);
    }

    /// Starts a workflow that a step of another asks for, and answers that step.
    pub(super) fn start_for(&mut self, origin: &Origin, wait: EffectKey, other: StartOther) {
        let published = self.published;
        let answer = |answer| Work::Advance(origin.run.clone(), EventKind::Answer(wait, answer));
        let chain = origin.chain + 1;
        let found = published.workflow(&other.workflow);
        let label = |one: &&Arc<Workflow>| other.at.as_ref().is_none_or(|at| one.has_step(at));
        let refused: Name = match found.filter(label) {
            None => format!("there is no workflow `{}` any more", other.workflow).into(),
            Some(workflow) if self.cut(workflow.name(), chain) => {
                Name::new_static("workflows set each other off too often")
            }
            Some(workflow) => match self.admit(workflow) {
                Err(why) => Name::new_static(why),
                Ok(old) => {
                    let parent = other.and_wait.then(|| Box::new((origin.run.clone(), wait)));
                    let manual = Name::new_static("manual");
                    let brought = Brought { event: manual, values: other.with, message: None };
                    // The other has its first turn before this one goes on.
                    self.begin(workflow, old, brought, |run| {
                        run.chain = chain;
                        run.state = State::New(other.at);
                        run.parent = parent;
                    });
                    self.work.push_front(answer(Answer::Begun));
                    return;
                }
            },
        };
        self.note(Traced::NotStarted(other.workflow.clone(), refused.clone()));
        self.work.push_front(answer(Answer::NotBegun(refused)));
    }
}
