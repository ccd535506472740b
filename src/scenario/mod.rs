//! Scenarios: what a workflow should do, tried out.
//!
//! In: a checked program and its plans. Out: for each scenario what happened, and the first
//! expectation that was not met. Time is the scenario's, nothing leaves the machine, and what lies
//! outside answers as the scenario says.

pub mod coverage;
mod expect;
mod given;
mod play;
mod script;
pub mod suggest;
mod texts;
mod values;
mod when;
mod written;

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::{Name, Sources};
use crate::engine::{Entry, Transcript};
use crate::plan::Plans;
use crate::program::{Program, Scenario};
use crate::runtime::{Record, Unpublishable};

/// How a scenario went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The workflow it tries.
    pub workflow: Name,
    /// Its title.
    pub title: Name,
    /// Where it stands: `leads.rondel:45:10`.
    pub place: String,
    /// What happened, up to the end or to the failure.
    pub entries: Vec<Entry>,
    /// The same as runs left it.
    pub records: Vec<Record>,
    /// How many expectations were met.
    pub met: u32,
    /// What was not as expected.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where the line stands: `leads.rondel:52:3`.
    pub place: String,
    /// What was expected, as it is written.
    pub expected: String,
    /// What came instead, as far as there is something like it.
    pub instead: Vec<String>,
}

impl Outcome {
    /// Whether everything was as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

/// How scenarios are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The most threads that try them.
    pub threads: NonZeroUsize,
}

impl Default for Manner {
    fn default() -> Self {
        Self { threads: NonZeroUsize::MIN }
    }
}

/// Tries the scenarios of a program that are meant. Their order is that of the program, whatever the
/// number of threads.
///
/// # Errors
/// When the plans cannot be run.
pub fn test(
    program: &Program,
    plans: &Plans,
    sources: &Sources,
    manner: Manner,
    meant: impl Fn(&Scenario) -> bool,
) -> Result<Vec<Outcome>, Unpublishable> {
    let scenarios: Vec<&Scenario> = program.scenarios.iter().filter(|one| meant(one)).collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(scenarios.len()));
    let failed = Mutex::new(None);
    let work = || {
        while let Some((place, scenario)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            scenarios.get(place).map(|scenario| (place, scenario))
        } {
            match play::play(scenario, plans, sources) {
                Ok(outcome) => lock(&done).push((place, outcome)),
                Err(error) => *lock(&failed) = Some(error),
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..manner.threads.get().min(scenarios.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    if let Some(error) = lock(&failed).take() {
        return Err(error);
    }
    let mut outcomes = std::mem::take(&mut *lock(&done));
    outcomes.sort_by_key(|(place, _)| *place);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A failure with everything that led to it, for people.
#[must_use]
pub fn explain(outcome: &Outcome, transcript: &mut Transcript) -> String {
    let Some(failure) = &outcome.failure else { return String::new() };
    let mut text = format!("{}: expected {}\n", failure.place, failure.expected);
    for (index, instead) in failure.instead.iter().enumerate() {
        let lead = if index == 0 { "instead" } else { "" };
        text.push_str(&format!("  {lead:<9}{instead}\n"));
    }
    if outcome.entries.is_empty() {
        text.push_str("  nothing happened before\n");
        return text;
    }
    text.push_str("  what happened before:\n");
    for entry in &outcome.entries {
        for line in transcript.render(entry).lines() {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}
