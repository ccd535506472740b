//! Scenarios: what a workflow should do, tried out.
//!
//! In: a checked program and its plans. Out: for each scenario what happened, and the first
//! expectation that was not met. Time is the scenario's, nothing leaves the machine, and what lies
//! outside answers as the scenario says.

pub mod coverage;
mod expect;
mod explain;
mod given;
mod instead;
mod line;
mod play;
mod record;
mod results;
mod script;
pub mod suggest;
mod texts;
mod values;
mod when;
mod window;
mod written;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::{Location, Name, Sources};
use crate::engine::{Entry, Told};
use crate::plan::Plans;
use crate::program::{Program, Scenario};
use crate::runtime::{Published, Record, Unpublishable};

pub use explain::{explain, tint};
pub use instead::Instead;
pub use record::{Proof, Recording, Unprovable, prove};
pub use results::{Came, Counts, Happened, Missed, Results, Tried, VERSION};
pub use written::Marked;

/// How a scenario went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The workflow it tries.
    pub workflow: Name,
    /// Its title.
    pub title: Name,
    /// Where it stands.
    pub at: Spot,
    /// What happened, up to the end or to the failure.
    pub entries: Vec<Entry>,
    /// The same as the log has it.
    pub told: Vec<Told>,
    /// How many expectations were met.
    pub met: u32,
    /// What was not as expected.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where the line stands.
    pub at: Spot,
    /// What was expected, as it is written, and what of it the nearest thing does not have.
    pub expected: Marked,
    /// What came instead, nearest first.
    pub instead: Vec<Instead>,
}

/// A place in a file, as people count: `leads.rondel:45:10`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Spot {
    /// Where something begins.
    fn of(sources: &Sources, location: Location) -> Self {
        let Some(source) = sources.get(location.file) else { return Self::default() };
        let at = source.position(location.span.start);
        Self { file: source.name().to_owned(), line: at.line, column: at.column }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Outcome {
    /// Everything that happened, as runs left it.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.told.iter().flat_map(|told| &told.logged.records)
    }

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
    /// Whether nothing is told of those behind the first that fails.
    pub fail_fast: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { threads: NonZeroUsize::MIN, fail_fast: false }
    }
}

/// Tries the scenarios of a program that are meant. Their order is that of the program, and what is
/// told of them does not depend on the number of threads.
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
    if scenarios.is_empty() {
        return Ok(Vec::new());
    }
    let published = Arc::new(Published::load(plans.clone())?);
    let next = AtomicUsize::new(0);
    // The first that failed: whoever finds an earlier one puts it here.
    let last = AtomicUsize::new(usize::MAX);
    let done = Mutex::new(Vec::with_capacity(scenarios.len()));
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(scenario) = scenarios.get(place) else { break };
            if place > last.load(Ordering::Relaxed) {
                break;
            }
            let outcome = play::play(scenario, &published, sources);
            if manner.fail_fast && !outcome.passed() {
                last.fetch_min(place, Ordering::Relaxed);
            }
            lock(&done).push((place, outcome));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..manner.threads.get().min(scenarios.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut outcomes = std::mem::take(&mut *lock(&done));
    let last = last.into_inner();
    outcomes.retain(|(place, _)| *place <= last);
    outcomes.sort_by_key(|(place, _)| *place);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
