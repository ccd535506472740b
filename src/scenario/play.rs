//! One scenario, line by line.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::expect::Wanted;
use super::instead::{Instead, mark_expected};
use super::script::Script;
use super::values::{Values, duration};
use super::{Failure, Outcome, Spot};
use crate::base::{Instant, Location, Name, Sources};
use crate::engine::{Engine, Entry, Told, tell};
use crate::program::{ArgValue, Line, Scenario, ScenarioLine};
use crate::routing::RosterCommand;
use crate::runtime::{
    Arrival, Change, ContactState, Ending, Incoming, Published, Recorded, Traced, Workflow, instant,
};
use crate::store::{
    AgentStore, CommandKey, Commit, Inbound, Logged, MemoryAgents, MemoryRuns, RunStore,
    WorkspaceId, wait,
};

/// Who a scenario is about.
pub(super) const CONTACT: Name = Name::new_static("contact");
/// When a scenario begins that says nothing of it: a Monday at ten.
pub(super) const BEGINNING: DateTime = DateTime::constant(2026, 1, 5, 10, 0, 0, 0);

/// Whether a line could be done and was met, or what came instead, nearest first.
pub(super) type Met = Result<(), Vec<Instead>>;

/// A scenario under way.
pub(super) struct Play<'a> {
    pub(super) sources: &'a Sources,
    pub(super) engine: Engine<MemoryAgents, MemoryRuns, Script>,
    pub(super) workflow: Arc<Workflow>,
    pub(super) now: Instant,
    /// How many events there were.
    count: u64,
    /// Whether anything has happened.
    begun: bool,
    /// Everything that happened.
    pub(super) told: Vec<Told>,
    /// Where in it the last `when`, `after` or `at` stands, and that line.
    pub(super) since: (usize, Option<Location>),
    /// How the workflow's last run ended.
    pub(super) ending: Option<Ending>,
}

/// Plays a scenario to its end, or to the first line that is not met.
pub(super) fn play(scenario: &Scenario, published: &Arc<Published>, sources: &Sources) -> Outcome {
    play_with(scenario, published, sources, &mut |_| {})
}

/// The same, and how much had been told after each line.
pub(super) fn watch(
    scenario: &Scenario,
    published: &Arc<Published>,
    sources: &Sources,
) -> (Outcome, Vec<usize>) {
    let mut counts = Vec::new();
    let outcome = play_with(scenario, published, sources, &mut |play| counts.push(play.told.len()));
    (outcome, counts)
}

fn play_with(
    scenario: &Scenario,
    published: &Arc<Published>,
    sources: &Sources,
    after: &mut dyn FnMut(&Play<'_>),
) -> Outcome {
    let mut outcome = Outcome {
        workflow: scenario.workflow.clone(),
        title: scenario.title.clone(),
        at: Spot::of(sources, scenario.location),
        entries: Vec::new(),
        told: Vec::new(),
        met: 0,
        failure: None,
    };
    let Some(mut play) = Play::new(&scenario.workflow, published, sources) else { return outcome };
    for line in &scenario.lines {
        if let Err(instead) = play.line(line) {
            outcome.failure = Some(play.failure(line, instead));
            break;
        }
        outcome.met += u32::from(line.decl.word == "expect");
        after(&play);
    }
    outcome.entries = play.entries();
    outcome.told = play.told;
    outcome
}

/// Plays a scenario to its end, whatever is not met, and gives all of that.
pub(super) fn misses(
    scenario: &Scenario,
    published: &Arc<Published>,
    sources: &Sources,
) -> Vec<Failure> {
    let Some(mut play) = Play::new(&scenario.workflow, published, sources) else {
        return Vec::new();
    };
    let mut missed = Vec::new();
    for line in &scenario.lines {
        if let Err(instead) = play.line(line) {
            missed.push(play.failure(line, instead));
        }
    }
    missed
}

impl<'a> Play<'a> {
    /// None where there is no such workflow.
    fn new(name: &Name, published: &Arc<Published>, sources: &'a Sources) -> Option<Self> {
        let workflow = published.workflow(name)?.clone();
        let plan = published.workspace().plan();
        let agents = MemoryAgents::default().with(&WorkspaceId(plan.name.clone()), plan);
        let now = instant(published.workspace().zone(), BEGINNING).unwrap_or_default();
        let runs = MemoryRuns::without_log();
        let engine = Engine::new(Arc::clone(published), agents, runs, Script::default());
        let mut play = Self {
            sources,
            engine: engine.telling(),
            workflow,
            now,
            count: 0,
            begun: false,
            told: Vec::new(),
            since: (0, None),
            ending: None,
        };
        play.meet();
        Some(play)
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
                self.looks_from(&line.line);
                self.begun = true;
                self.when(&line.line);
                Ok(())
            }
            "at" => self.set_clock(&line.line),
            "after" => {
                self.looks_from(&line.line);
                let moment = self.now.plus(duration(&line.line, "duration"));
                self.pass(moment);
                Ok(())
            }
            _ => {
                let wanted = Wanted::of(&line.line);
                match self.holds(&wanted) == line.negated {
                    true => Err(self.instead(&wanted, line.negated)),
                    false => Ok(()),
                }
            }
        }
    }

    /// From a line on, `expect` looks at what happens.
    fn looks_from(&mut self, line: &Line) {
        self.since = (self.told.len(), Some(line.head));
    }

    /// A line that is not met, beside what came instead.
    fn failure(&self, line: &ScenarioLine, instead: Vec<Instead>) -> Failure {
        let whole = self.sources.slice(line.line.head);
        let first = whole.lines().next().unwrap_or_default().trim();
        let text = first.strip_prefix("expect ").unwrap_or(first);
        let expected = mark_expected(text, &instead);
        Failure { at: Spot::of(self.sources, line.line.head), expected, instead }
    }

    /// Everything that happened, in words.
    fn entries(&self) -> Vec<Entry> {
        let workspace = self.engine.published().workspace();
        self.told.iter().flat_map(|one| tell(workspace, one)).collect()
    }

    /// Sets the clock.
    fn set_clock(&mut self, line: &Line) -> Met {
        let Some(ArgValue::Moment(moment)) = line.arg("moment") else { return Ok(()) };
        let zone = self.engine.published().workspace().zone();
        let Some(moment) = instant(zone, *moment) else {
            let why = "no clock comes to this moment";
            return Err(vec![Instead::new(format!("it is {}", self.clock(self.now)), why)]);
        };
        if !self.begun {
            self.now = moment;
            return Ok(());
        }
        if moment < self.now {
            let why = "time does not go back";
            return Err(vec![Instead::new(format!("it is {}", self.clock(self.now)), why)]);
        }
        self.looks_from(line);
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
        }
        self.told.extend(told);
    }

    /// The contact as it is now.
    pub(super) fn state(&self) -> ContactState {
        let found = wait(self.engine.runs().contact(self.engine.here(), &CONTACT));
        let known = found.ok().flatten();
        known.unwrap_or_else(|| ContactState::new(CONTACT, self.now))
    }

    /// What the expressions of a line read.
    pub(super) fn values<'v>(&'v self, state: &'v ContactState) -> Values<'v> {
        let published = self.engine.published();
        Values { published, workflow: &self.workflow, state, now: self.now }
    }

    /// The first channel, or the one that is named.
    pub(super) fn channel(&self, named: Option<Name>) -> Option<Name> {
        let plan = self.engine.published().workspace().plan();
        named.or_else(|| plan.channels.first().map(|channel| channel.name.clone()))
    }
}
