//! Whether anybody notices that a program is spoilt.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use rondel::base::{Name, Sources};
use rondel::compile::{Checked, check_with, plans};
use rondel::lint::{Care, RULES};
use rondel::plan::{PlanHash, Plans};
use rondel::report::{Code, Report, Severity};
use rondel::scenario::{Manner, test};

use super::super::programs::Program;
use super::spoiler::Change;

const PROMISES: Code = Code("promise-broken");
const SYNTAX: Code = Code("syntax");

/// Who notices first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Its plans are those of the program that it was.
    Same,
    /// A rule, and whether nothing is compiled because of what it finds while names are bound.
    Rule { code: Code, refused: bool },
    /// A promise is broken.
    Promise,
    /// A scenario fails.
    Scenario,
    /// Nobody.
    Survived,
}

/// An example as it is, to compare with.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) files: Vec<Program>,
    plans: Vec<PlanHash>,
}

impl Example {
    pub(super) fn new(files: Vec<Program>) -> Self {
        let sources = sources(&files, None);
        let checked = look_through(&sources);
        let name = &files[0].name;
        // Then whatever is found in a spoilt one is new.
        assert!(checked.reports.is_empty(), "{name}: {:?}", checked.reports);
        let plans = plans(&checked, &sources).expect("an example can be compiled");
        Self { files, plans: hashes(&plans) }
    }

    /// Judges one change of the file with that number.
    pub(super) fn judge(&self, file: usize, change: &Change) -> Verdict {
        let sources = sources(&self.files, Some((file, &change.text)));
        let checked = look_through(&sources);
        let plans = plans(&checked, &sources);
        if plans.as_ref().is_some_and(|plans| hashes(plans) == self.plans) {
            return Verdict::Same;
        }
        found(&checked).unwrap_or_else(|| {
            let plans = plans.expect("nothing was found");
            tried(&checked, &plans, &sources, &change.workflow)
        })
    }
}

/// A folder's sources, one of them with another text.
fn sources(files: &[Program], changed: Option<(usize, &str)>) -> Sources {
    let mut sources = Sources::default();
    for (place, file) in files.iter().enumerate() {
        let other = changed.filter(|(changed, _)| *changed == place).map(|(_, text)| text);
        sources.add(&file.name, other.unwrap_or(&file.text));
    }
    sources
}

fn look_through(sources: &Sources) -> Checked {
    check_with(sources, NonZeroUsize::MIN, Care::Pedantic, &[])
}

fn hashes(plans: &Plans) -> Vec<PlanHash> {
    let workflows = plans.workflows.iter().map(PlanHash::of_workflow);
    workflows.chain([PlanHash::of_workspace(&plans.workspace)]).collect()
}

/// The worst that is found; of what is equally bad, what a rule finds before a broken promise.
fn found(checked: &Checked) -> Option<Verdict> {
    let syntax = checked.reports.iter().find(|report| report.code == SYNTAX);
    assert!(syntax.is_none(), "what is spoilt is still a program: {syntax:?}");
    let order = |report: &&Report| (report.severity, report.code == PROMISES);
    let Report { code, severity, .. } = checked.reports.iter().min_by_key(order)?;
    if *code == PROMISES {
        return Some(Verdict::Promise);
    }
    let while_bound = RULES.iter().any(|rule| rule.code == *code && rule.looks.is_empty());
    Some(Verdict::Rule { code: *code, refused: while_bound && *severity == Severity::Error })
}

/// What the scenarios say, those of the spoilt workflow first.
fn tried(checked: &Checked, plans: &Plans, sources: &Sources, workflow: &Name) -> Verdict {
    let mut scenarios: Vec<_> = checked.program.scenarios.iter().collect();
    scenarios.sort_by_key(|one| one.workflow != *workflow);
    for scenario in scenarios {
        let this = |one: &rondel::program::Scenario| std::ptr::eq(one, scenario);
        let outcomes = test(&checked.program, plans, sources, Manner::default(), this);
        if !outcomes.is_ok_and(|outcomes| outcomes.iter().all(|outcome| outcome.passed())) {
            return Verdict::Scenario;
        }
    }
    Verdict::Survived
}

/// How many were noticed by whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) same: usize,
    pub(super) rules: BTreeMap<Code, usize>,
    pub(super) refused: usize,
    pub(super) promises: usize,
    pub(super) scenarios: usize,
    pub(super) survived: usize,
}

impl Tally {
    pub(super) fn take(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::Rule { code, refused } => {
                *self.rules.entry(*code).or_default() += 1;
                self.refused += usize::from(*refused);
            }
            Verdict::Promise => self.promises += 1,
            Verdict::Scenario => self.scenarios += 1,
            Verdict::Survived => self.survived += 1,
        }
    }

    pub(super) fn by_rules(&self) -> usize {
        self.rules.values().sum()
    }

    pub(super) fn caught(&self) -> usize {
        self.by_rules() + self.promises + self.scenarios
    }

    /// All that mean something else than before.
    pub(super) fn made(&self) -> usize {
        self.caught() + self.survived
    }

    /// How many of a hundred were noticed.
    pub(super) fn percent(&self) -> f64 {
        100.0 * self.caught() as f64 / self.made().max(1) as f64
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.same += other.same;
        for (code, count) in &other.rules {
            *self.rules.entry(*code).or_default() += count;
        }
        self.refused += other.refused;
        self.promises += other.promises;
        self.scenarios += other.scenarios;
        self.survived += other.survived;
    }
}
