//! Reading events line by line, and telling what comes of them.

use super::attention::needs_attention;
use super::door::{LetIn, Said, check};
use super::line::read_line;
use super::misfit::Misfit;
use super::{Engine, Entry, Heard, Lines, RunCounts, Summary, Transcript, What, tell};
use crate::base::{Instant, Name, Value};
use crate::plan::Plans;
use crate::runtime::{
    Act, Arrival, Change, Ending, Incoming, Published, Recorded, Traced, Unpublishable,
};
use crate::store::{
    AgentStore, Field, Inbound, Inward, MemoryAgents, MemoryRuns, RunStore, StoreError,
    WorkspaceId, wait,
};
use crate::world::{Pending, Recorder};

/// Later than anything.
const FOREVER: Instant = Instant { millis: i64::MAX };

/// A workspace and its workflows, at work on a stream of events. Time is the events' time.
pub struct Replay<A = MemoryAgents, R = MemoryRuns> {
    engine: Engine<A, R, Recorder>,
    now: Instant,
    strict: bool,
    last: Option<Instant>,
    over: bool,
    lines: Lines,
    counts: RunCounts,
    messages: u64,
    assigned: std::collections::BTreeMap<Name, u64>,
    /// What happened since it was last taken, where somebody listens.
    heard: Option<Vec<Heard>>,
}

impl Replay {
    /// A workspace in memory, in which nothing has happened yet.
    ///
    /// # Errors
    /// When the workspace names a time zone that does not exist, or a plan holds a step that this
    /// version does not know.
    pub fn new(plans: Plans) -> Result<Self, Unpublishable> {
        let published = Published::load(plans)?;
        let plan = published.workspace().plan();
        let agents = MemoryAgents::default().with(&WorkspaceId(plan.name.clone()), plan);
        Ok(Self::on(published, agents, MemoryRuns::without_log()))
    }
}

impl<A: AgentStore, R: RunStore> Replay<A, R> {
    /// A workspace on these stores.
    pub fn on(published: Published, agents: A, runs: R) -> Self {
        Self {
            engine: Engine::new(published, agents, runs, Recorder::default()).telling(),
            now: Instant { millis: i64::MIN },
            strict: false,
            last: None,
            over: false,
            lines: Lines::default(),
            counts: RunCounts::default(),
            messages: 0,
            assigned: std::collections::BTreeMap::new(),
            heard: None,
        }
    }

    /// Keeps what is heard until [`Replay::take_heard`] takes it.
    #[must_use]
    pub fn listening(mut self) -> Self {
        self.heard = Some(Vec::new());
        self
    }

    /// What was heard since it was last asked.
    pub fn take_heard(&mut self) -> Vec<Heard> {
        self.heard.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Takes up what was left when the stores were used last: the clock, and what was begun.
    /// Gives what came of that.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub fn resume(&mut self) -> Result<Vec<Entry>, StoreError> {
        let counts = wait(self.engine.runs().counts(self.engine.here()))?;
        if let Some(latest) = counts.latest {
            self.now = latest;
        }
        wait(self.engine.recover(self.now))?;
        Ok(self.told())
    }

    /// With `strict`, a bad line ends the run before anything after it is applied.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The first event later than this moment ends the run; what is due by then still fires.
    #[must_use]
    pub const fn up_to(mut self, last: Instant) -> Self {
        self.last = Some(last);
        self
    }

    /// Whether a bad line, or the end of the time that was asked for, has ended the run.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.over
    }

    /// The workspace at work.
    pub const fn engine(&self) -> &Engine<A, R, Recorder> {
        &self.engine
    }

    /// A transcript in the workspace's zone.
    #[must_use]
    pub fn transcript(&self) -> Transcript {
        Transcript::new(self.engine.published().workspace().zone().clone())
    }

    /// Applies a line; `number` counts from 1. Gives what came of it, in order.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub fn line(&mut self, number: u64, text: &str) -> Result<Vec<Entry>, StoreError> {
        if self.over {
            self.lines.unread += 1;
            return Ok(Vec::new());
        }
        self.lines.read += 1;
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            self.lines.blank += 1;
            return Ok(Vec::new());
        }
        let read = read_line(text).and_then(|line| check(self.engine.published(), line));
        let let_in = match read {
            Ok(let_in) => let_in,
            Err(misfit) => return Ok(self.bad(number, &misfit)),
        };
        if let Some(misfit) = self.stranger(&let_in)? {
            return Ok(self.bad(number, &misfit));
        }
        if wait(self.engine.runs().knows(self.engine.here(), &let_in.id))? {
            self.lines.duplicates += 1;
            let text = format!("event `{}` was seen before", let_in.id);
            return Ok(self.aside(number, What::Duplicate, &text));
        }
        if self.last.is_some_and(|last| let_in.at > last) {
            self.over = true;
            self.lines.read -= 1;
            self.lines.unread += 1;
            return self.until(self.last.unwrap_or(self.now));
        }
        self.lines.applied += 1;
        self.apply(number, let_in)
    }

    /// Lets time pass until a moment: whatever is due by then fires.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub fn until(&mut self, moment: Instant) -> Result<Vec<Entry>, StoreError> {
        let at = moment.max(self.now);
        self.settle(at, None)?;
        wait(self.engine.fire_due(at))?;
        self.now = at;
        Ok(self.told())
    }

    /// Whatever waits for an answer takes its usual course now.
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub fn settled(&mut self) -> Result<Vec<Entry>, StoreError> {
        self.settle(FOREVER, None)?;
        Ok(self.told())
    }

    fn apply(&mut self, number: u64, let_in: LetIn) -> Result<Vec<Entry>, StoreError> {
        let at = let_in.at.max(self.now);
        let mut entries = Vec::new();
        let answers = matches!(let_in.said, Said::Result(..));
        if !answers {
            self.settle(at, let_in.contact.as_ref())?;
        }
        wait(self.engine.fire_due(at))?;
        entries.extend(self.told());
        self.now = at;
        if let_in.at < at {
            self.lines.late += 1;
            let text = format!("event `{}` is handled at the latest moment seen", let_in.id);
            entries.extend(self.aside(number, What::Late, &text));
        }
        self.let_in(number, let_in)?;
        wait(self.engine.work(at))?;
        entries.extend(self.told());
        Ok(entries)
    }

    /// Puts a line that was let in into the inbox.
    fn let_in(&mut self, number: u64, let_in: LetIn) -> Result<(), StoreError> {
        let LetIn { id, contact, mut known, said, .. } = let_in;
        let at = self.now;
        let line = Some(number);
        let mut done = None;
        let (contact, arrival) = match said {
            Said::Agent(agent, change) => {
                let event = Inward::Agent { id, at, agent, change };
                let inbound = Inbound { line, decision: None, event };
                return wait(self.engine.accept(vec![inbound])).map(|_| ());
            }
            Said::Time => {
                let inbound = Inbound { line, decision: None, event: Inward::Clock { id, at } };
                return wait(self.engine.accept(vec![inbound])).map(|_| ());
            }
            Said::Contact(arrival) => (contact.unwrap_or_default(), arrival),
            Said::Found { by, text, arrival } => {
                let found = self.find(&by, &text)?;
                if found.is_none() && by != "contact_id" {
                    let value = Some(Value::Text(text.clone()));
                    known.push(Change::Field { field: by, value });
                }
                (found.unwrap_or(text), arrival)
            }
            Said::Result(from, answer) => {
                let contact = contact.unwrap_or_default();
                let pending = self.engine.world().take(&contact, |kind| from.answers(kind));
                done = pending.as_ref().map(|one| one.key);
                let arrival = match pending {
                    Some(one) => Arrival::Result { run: one.run, wait: one.key, answer },
                    None => Arrival::Stray { from: Name::new_static(from.word()) },
                };
                (contact, arrival)
            }
        };
        if let Some(heard) = self.heard.as_mut().filter(|_| !known.is_empty()) {
            heard.push(Heard::Known(contact.clone(), known.clone()));
        }
        let incoming = Incoming { id, at, contact, known, arrival };
        let inbound = Inbound { line, ..Inbound::new(incoming) };
        match done {
            Some(key) => wait(self.engine.answer(Some(inbound), key)),
            None => wait(self.engine.accept(vec![inbound])).map(|_| ()),
        }
    }

    /// What waits for an answer takes its usual course where nobody has answered: messages and rows
    /// at once, requests and assistants when the time for it is over by a moment, or something else
    /// happens to their contact.
    fn settle(&mut self, until: Instant, contact: Option<&Name>) -> Result<(), StoreError> {
        let end = |pending: &Pending| pending.at.plus(pending.kind.patience());
        let is_over =
            |pending: &Pending| end(pending) <= until || contact == Some(&pending.contact);
        while let Some(pending) = self.engine.world().take_first(is_over) {
            // Behind the last event no time passes any more.
            let at = if until == FOREVER { self.now } else { end(&pending).min(until) };
            let at = at.max(self.now);
            let event = pending.kind.silence().map(|answer| {
                let id = pending.key.behind("answer/");
                let arrival = Arrival::Result { run: pending.run, wait: pending.key, answer };
                let contact = pending.contact;
                Inbound::new(Incoming { id, at, contact, known: Vec::new(), arrival })
            });
            wait(self.engine.fire_due(at))?;
            self.now = at;
            wait(self.engine.answer(event, pending.key))?;
            wait(self.engine.work(self.now))?;
        }
        Ok(())
    }

    /// Why a webhook cannot be taken that names a contact by an id nobody has heard of.
    fn stranger(&self, let_in: &LetIn) -> Result<Option<Misfit>, StoreError> {
        let Said::Found { by, text, .. } = &let_in.said else { return Ok(None) };
        if by != "contact_id" || self.find(by, text)?.is_some() {
            return Ok(None);
        }
        Ok(Some(Misfit::new(format!("no contact has the id `{text}`"))))
    }

    fn find(&self, by: &str, text: &Name) -> Result<Option<Name>, StoreError> {
        let (runs, here) = (self.engine.runs(), self.engine.here());
        let field = match by {
            "email" => Field::Email,
            "phone" => Field::Phone,
            _ => {
                let known = wait(runs.contact(here, text))?;
                return Ok(known.map(|state| state.contact.id));
            }
        };
        wait(runs.find(here, field, text))
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
    ///
    /// # Errors
    /// When a store cannot be reached, or holds what makes no sense.
    pub fn finish(mut self) -> Result<(Vec<Entry>, Summary), StoreError> {
        self.settle(FOREVER, None)?;
        let entries = self.told();
        let (here, runs) = (self.engine.here(), self.engine.runs());
        let snapshot = wait(self.engine.agents().snapshot(here))?;
        let counts = wait(runs.counts(here))?;
        let given = |agent: &crate::plan::Agent| {
            let count = self.assigned.get(&agent.name).copied().unwrap_or_default();
            (agent.name.clone(), count)
        };
        let agents = self.engine.published().workspace().plan().agents.iter();
        let summary = Summary {
            lines: self.lines,
            contacts: counts.contacts,
            runs: RunCounts { waiting: counts.runs, ..self.counts },
            messages: self.messages,
            assigned: agents.filter(|agent| !agent.unassignable).map(given).collect(),
            waiting: snapshot.waiting.into_iter().map(|request| request.contact).collect(),
            attention: wait(needs_attention(runs, here))?,
            timers: counts.timers,
        };
        Ok((entries, summary))
    }

    /// Takes what happened, counts it, and puts it into words.
    fn told(&mut self) -> Vec<Entry> {
        let told = self.engine.take_told();
        for one in &told {
            for record in &one.logged.records {
                self.count(&record.what);
            }
            let owner = one.logged.decision.as_deref().filter(|decision| !decision.was_kept());
            if let Some(agent) = owner.and_then(|decision| decision.owner()) {
                *self.assigned.entry(agent.clone()).or_default() += 1;
            }
        }
        if let Some(heard) = &mut self.heard {
            heard.extend(told.iter().cloned().map(Heard::Told));
        }
        let workspace = self.engine.published().workspace();
        told.iter().flat_map(|one| tell(workspace, one)).collect()
    }

    fn count(&mut self, what: &Recorded) {
        let counts = &mut self.counts;
        match what {
            Recorded::Effect(effect) if matches!(effect.act, Act::Send(_)) => self.messages += 1,
            Recorded::Trace(Traced::Starts(_)) => counts.started += 1,
            Recorded::Trace(Traced::Ended(ending)) => match ending {
                Ending::Completed => counts.completed += 1,
                Ending::Failed(_) => counts.failed += 1,
                Ending::TimedOut(_) => counts.timed_out += 1,
                Ending::Restarted | Ending::Closed | Ending::Stopped(_) => counts.stopped += 1,
            },
            Recorded::Effect(_) | Recorded::Trace(_) => {}
        }
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
        let now = self.now.max(Instant::default());
        vec![Entry { line: Some(number), ..Entry::new(now, what, text) }]
    }
}
