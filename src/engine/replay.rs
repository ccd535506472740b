//! Reading events line by line, and telling what comes of them.

use super::core::Core;
use super::door::Door;
use super::line::read_line;
use super::misfit::Misfit;
use super::{Arrival, Entry, Lines, RunCounts, Summary, Transcript, What};
use crate::plan::{WorkflowPlan, WorkspacePlan};
use crate::runtime::{UnknownZone, Workflow, Workspace};

/// A workspace and its workflows, at work on a stream of events. Time is the events' time.
pub struct Replay {
    core: Core,
    strict: bool,
    over: bool,
    lines: Lines,
}

impl Replay {
    /// A workspace in which nothing has happened yet. Programs that this build cannot run should
    /// be asked for with [`refuse`](super::refuse()) first.
    ///
    /// # Errors
    /// When the workspace names a time zone that does not exist.
    pub fn new(
        workspace: WorkspacePlan,
        workflows: Vec<WorkflowPlan>,
    ) -> Result<Self, UnknownZone> {
        let workspace = Workspace::load(workspace)?;
        let workflows = workflows.into_iter().map(Workflow::load).collect();
        let core = Core::new(workspace, workflows);
        Ok(Self { core, strict: false, over: false, lines: Lines::default() })
    }

    /// With `strict`, a bad line ends the run before anything after it is applied.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Whether a bad line has ended the run.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.over
    }

    /// A transcript in the workspace's zone.
    #[must_use]
    pub fn transcript(&self) -> Transcript {
        Transcript::new(self.core.workspace.zone().clone())
    }

    /// Applies a line; `number` counts from 1. Gives what came of it, in order.
    pub fn line(&mut self, number: u64, text: &str) -> Vec<Entry> {
        if self.over {
            self.lines.unread += 1;
            return Vec::new();
        }
        self.lines.read += 1;
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            self.lines.blank += 1;
            return Vec::new();
        }
        let door = Door { workspace: &self.core.workspace, workflows: &self.core.workflows };
        let read = read_line(text).and_then(|line| door.check(line));
        let incoming = match read.and_then(|incoming| self.core.known(incoming)) {
            Ok(incoming) => incoming,
            Err(misfit) => return self.bad(number, &misfit),
        };
        let at = incoming.at.max(self.core.now);
        if !self.core.runs.accept(&incoming.id) {
            self.lines.duplicates += 1;
            let text = format!("event `{}` was seen before", incoming.id);
            return self.aside(number, What::Duplicate, &text);
        }
        self.lines.applied += 1;
        self.core.starts = 0;
        let answers = matches!(incoming.arrival, Arrival::SendResult { .. });
        if !answers {
            self.core.settle();
        }
        self.core.fire_due(at);
        self.core.line = Some(number);
        self.core.now = at;
        if incoming.at < at {
            self.lines.late += 1;
            let text = format!("event `{}` is handled at the latest moment seen", incoming.id);
            let entry = Entry { line: Some(number), ..Entry::new(at, What::Late, text) };
            self.core.entries.push(entry);
        }
        self.core.arrive(incoming);
        self.core.drain();
        std::mem::take(&mut self.core.entries)
    }

    /// A line that cannot be read at all, such as one that is no UTF-8.
    pub fn unreadable(&mut self, number: u64, why: &str) -> Vec<Entry> {
        if self.over {
            self.lines.unread += 1;
            return Vec::new();
        }
        self.lines.read += 1;
        self.bad(number, &Misfit::new(why))
    }

    /// Ends the stream: what still came of the last line, and the account of everything.
    pub fn finish(mut self) -> (Vec<Entry>, Summary) {
        self.core.settle();
        let core = &self.core;
        let waiting = core.agents.look(&core.here, |roster| roster.snapshot().waiting);
        let waiting = waiting.unwrap_or_default().into_iter().map(|request| request.contact);
        let given = |agent: &crate::plan::Agent| {
            let count = core.assigned.get(&agent.name).copied().unwrap_or_default();
            (agent.name.clone(), count)
        };
        let agents = core.workspace.plan().agents.iter();
        let still = u64::try_from(core.runs.running().count()).unwrap_or(u64::MAX);
        let summary = Summary {
            lines: self.lines,
            contacts: core.runs.contacts().count(),
            runs: RunCounts { waiting: still, ..core.counts },
            messages: core.world.messages(),
            assigned: agents.filter(|agent| !agent.unassignable).map(given).collect(),
            waiting: waiting.collect(),
            attention: core.runs.attention().cloned().collect(),
            timers: core.runs.timers.len(),
        };
        (std::mem::take(&mut self.core.entries), summary)
    }

    fn bad(&mut self, number: u64, misfit: &Misfit) -> Vec<Entry> {
        self.lines.bad += 1;
        self.over = self.strict;
        let mut entries =
            self.aside(number, What::Bad, &format!("line {number}: {}", misfit.message));
        if let (Some(entry), Some(help)) = (entries.last_mut(), &misfit.help) {
            entry.why.clone_from(help);
        }
        entries
    }

    fn aside(&mut self, number: u64, what: What, text: &str) -> Vec<Entry> {
        let now = self.core.now.max(crate::base::Instant::default());
        vec![Entry { line: Some(number), ..Entry::new(now, what, text) }]
    }
}
