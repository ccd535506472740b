//! One scenario, line by line.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::script::Script;
use super::values::{Values, duration};
use super::{Failure, Outcome};
use crate::base::{Instant, Location, Name, Sources, Value};
use crate::engine::{Engine, Entry, Told, tell};
use crate::plan::Plans;
use crate::program::{ArgValue, Scenario, ScenarioLine};
use crate::routing::RosterCommand;
use crate::runtime::{
    Arrival, Change, ContactState, Ending, Incoming, Published, Record, Recorded, Traced,
    Unpublishable, Workflow, Workspace, instant, render,
};
use crate::store::{
    AgentStore, CommandKey, Commit, Inbound, Logged, MemoryAgents, MemoryRuns, RunStore,
    WorkspaceId, wait,
};

/// Who a scenario is about.
pub(super) const CONTACT: Name = Name::new_static("contact");
/// When a scenario begins that says nothing of it: a Monday at ten.
pub(super) const BEGINNING: DateTime = DateTime::constant(2026, 1, 5, 10, 0, 0, 0);

/// What an expectation that is not met says came instead.
pub(super) type Met = Result<(), Vec<String>>;

/// A scenario under way.
pub(super) struct Play {
    pub(super) engine: Engine<MemoryAgents, MemoryRuns, Script>,
    pub(super) workflow: Arc<Workflow>,
    pub(super) now: Instant,
    /// How many events there were.
    count: u64,
    /// Whether anything has happened.
    begun: bool,
    /// What happened since the last `when` or `after`.
    pub(super) window: Vec<Told>,
    entries: Vec<Entry>,
    records: Vec<Record>,
    /// How the workflow's last run ended.
    pub(super) ending: Option<Ending>,
}

/// How things stand after a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    /// How many records there are.
    pub(super) records: usize,
    /// Who owns the contact.
    pub(super) owner: Option<Name>,
    /// The step at which the workflow's run waits.
    pub(super) waits: Option<Name>,
}

/// Plays a scenario to its end, or to the first expectation that is not met.
pub(super) fn play(
    scenario: &Scenario,
    plans: &Plans,
    sources: &Sources,
) -> Result<Outcome, Unpublishable> {
    play_with(scenario, plans, sources, &mut |_| {})
}

/// The same, and how things stood after each line.
pub(super) fn watch(
    scenario: &Scenario,
    plans: &Plans,
    sources: &Sources,
) -> Result<(Outcome, Vec<Stand>), Unpublishable> {
    let mut stands = Vec::new();
    let outcome = play_with(scenario, plans, sources, &mut |play| stands.push(play.stand()))?;
    Ok((outcome, stands))
}

fn play_with(
    scenario: &Scenario,
    plans: &Plans,
    sources: &Sources,
    after: &mut dyn FnMut(&Play),
) -> Result<Outcome, Unpublishable> {
    let mut outcome = Outcome {
        workflow: scenario.workflow.clone(),
        title: scenario.title.clone(),
        place: place(sources, scenario.location),
        entries: Vec::new(),
        records: Vec::new(),
        met: 0,
        failure: None,
    };
    let Some(mut play) = Play::new(&scenario.workflow, plans)? else { return Ok(outcome) };
    for line in &scenario.lines {
        if let Err(instead) = play.line(line) {
            let expected = written(sources, line);
            let place = place(sources, line.line.head);
            outcome.failure = Some(Failure { place, expected, instead });
            break;
        }
        outcome.met += u32::from(line.decl.word == "expect");
        after(&play);
    }
    outcome.entries = play.entries;
    outcome.records = play.records;
    Ok(outcome)
}

/// `leads.rondel:52:3`.
fn place(sources: &Sources, location: Location) -> String {
    let Some(source) = sources.get(location.file) else { return String::new() };
    let at = source.position(location.span.start);
    format!("{}:{}:{}", source.name(), at.line, at.column)
}

/// A line as it is written, without its first word.
fn written(sources: &Sources, line: &ScenarioLine) -> String {
    let head = line.line.head;
    let text = sources.get(head.file).map(|source| source.text()).unwrap_or_default();
    let from = text.get(head.span.start as usize..).unwrap_or_default();
    let whole = from.lines().next().unwrap_or_default().trim();
    whole.strip_prefix("expect").unwrap_or(whole).trim().to_owned()
}

impl Play {
    /// None where there is no such workflow.
    fn new(name: &Name, plans: &Plans) -> Result<Option<Self>, Unpublishable> {
        let published = Published::load(plans.clone())?;
        let Some(workflow) = published.workflow(name).cloned() else { return Ok(None) };
        let plan = published.workspace().plan();
        let agents = MemoryAgents::default().with(&WorkspaceId(plan.name.clone()), plan);
        let now = instant(published.workspace().zone(), BEGINNING).unwrap_or_default();
        let engine = Engine::new(published, agents, MemoryRuns::without_log(), Script::default());
        let mut play = Self {
            engine: engine.telling(),
            workflow,
            now,
            count: 0,
            begun: false,
            window: Vec::new(),
            entries: Vec::new(),
            records: Vec::new(),
            ending: None,
        };
        play.meet();
        Ok(Some(play))
    }

    /// The contact is on the first channel from the beginning.
    fn meet(&mut self) {
        let mut state = ContactState::new(CONTACT, self.now);
        state.contact.conversation.channel = self.channel(None);
        let (id, at, known) = (Name::default(), self.now, Vec::new());
        let incoming = Incoming { id, at, contact: CONTACT, known, arrival: Arrival::Due };
        let log = Logged::new(&Inbound::new(incoming));
        let commit = Commit { state: Some(Box::new(state)), ..Commit::of_log(log) };
        let met = wait(self.engine.runs().commit(self.engine.here(), self.engine.worker(), commit));
        debug_assert!(met.is_ok(), "a store in memory is always there");
    }

    fn line(&mut self, line: &ScenarioLine) -> Met {
        match line.decl.word {
            "given" => self.given(&line.line),
            "when" => {
                self.window.clear();
                self.begun = true;
                self.when(&line.line);
                Ok(())
            }
            "at" => self.clock(&line.line),
            "after" => {
                self.window.clear();
                let moment = self.now.plus(duration(&line.line, "duration"));
                self.pass(moment);
                Ok(())
            }
            _ => match (self.expect(&line.line), line.negated) {
                (Ok(()), true) => Err(vec!["it did".to_owned()]),
                (Err(_), true) => Ok(()),
                (met, false) => met,
            },
        }
    }

    /// Sets the clock.
    fn clock(&mut self, line: &crate::program::Line) -> Met {
        let Some(ArgValue::Moment(moment)) = line.arg("moment") else { return Ok(()) };
        let zone = self.engine.published().workspace().zone();
        let Some(moment) = instant(zone, *moment) else { return Ok(()) };
        if !self.begun {
            self.now = moment;
            return Ok(());
        }
        if moment < self.now {
            return Err(vec!["time does not go back".to_owned()]);
        }
        self.window.clear();
        self.pass(moment);
        Ok(())
    }

    /// Lets time pass.
    fn pass(&mut self, moment: Instant) {
        let fired = wait(self.engine.fire_due(moment));
        debug_assert!(fired.is_ok(), "a store in memory is always there");
        self.now = moment;
        self.take_told();
    }

    /// Something reaches the contact.
    pub(super) fn happens(&mut self, known: Vec<Change>, arrival: Arrival) {
        self.count += 1;
        let id = Name::from(format!("event {}", self.count));
        let incoming = Incoming { id, at: self.now, contact: CONTACT, known, arrival };
        self.accept(Inbound::new(incoming));
    }

    /// Something is taken in, and whatever follows from it is done.
    pub(super) fn accept(&mut self, event: Inbound) {
        let accepted = wait(self.engine.accept(vec![event]));
        let worked = wait(self.engine.work(self.now));
        debug_assert!(accepted.is_ok() && worked.is_ok(), "a store in memory is always there");
        self.take_told();
    }

    /// The id of the next event.
    pub(super) fn next_id(&mut self) -> Name {
        self.count += 1;
        Name::from(format!("event {}", self.count))
    }

    /// Tells the roster something that nobody else hears of.
    pub(super) fn roster(&mut self, command: RosterCommand) {
        let key = CommandKey(crate::base::Key::of_text(&self.next_id()));
        let (agents, here) = (self.engine.agents(), self.engine.here());
        let applied = wait(agents.apply(here, &key, command, self.now));
        debug_assert!(applied.is_ok(), "a store in memory is always there");
    }

    fn take_told(&mut self) {
        let told = self.engine.take_told();
        for one in &told {
            for record in &one.logged.records {
                if let (Recorded::Trace(Traced::Ended(ending)), Some(run)) =
                    (&record.what, &record.run)
                    && run.workflow == *self.workflow.name()
                {
                    self.ending = Some(Ending::clone(ending));
                }
            }
            self.records.extend_from_slice(&one.logged.records);
            self.entries.extend(tell(self.engine.published().workspace(), one));
        }
        self.window.extend(told);
    }

    /// The contact as it is now.
    pub(super) fn state(&self) -> ContactState {
        let found = wait(self.engine.runs().contact(self.engine.here(), &CONTACT));
        let known = found.ok().flatten();
        known.unwrap_or_else(|| ContactState::new(CONTACT, self.now))
    }

    fn stand(&self) -> Stand {
        let state = self.state();
        let run = state.runs.iter().find(|run| run.id.workflow == *self.workflow.name());
        let waits = run.and_then(|run| run.wait()).map(|wait| wait.step.clone());
        Stand { records: self.records.len(), owner: state.contact.owner, waits }
    }

    /// What the expressions of a line read.
    pub(super) fn values<'a>(&'a self, state: &'a ContactState) -> Values<'a> {
        let published = self.engine.published();
        Values { published, workflow: &self.workflow, state, now: self.now }
    }

    /// The first channel, or the one that is named.
    pub(super) fn channel(&self, named: Option<Name>) -> Option<Name> {
        let plan = self.engine.published().workspace().plan();
        named.or_else(|| plan.channels.first().map(|channel| channel.name.clone()))
    }
}

/// A value as a scenario writes it.
pub(super) fn shown(workspace: &Workspace, value: &Value) -> String {
    let text = render(workspace, value);
    if matches!(value, Value::Text(_)) { format!("\"{text}\"") } else { text }
}
