//! What every store has to do, as cases that are played on it.
//!
//! In: a function that makes a fresh, empty store. Out: a [`Report`] of which cases the store
//! passed, and what came instead in those it failed. Every case has a store of its own, in which
//! workspaces become known by their first `Publish`. A case never panics and catches nothing: a
//! store that panics ends the suite, as it would end a process that serves.
//!
//! ```
//! use rondel::store::{MemoryAgents, conformance};
//!
//! let report = conformance::agent_store(MemoryAgents::default);
//! assert!(report.is_passed(), "{report}");
//! ```

mod agents;
mod crowd;
mod runs;

use std::fmt;

use crate::base::Instant;
use crate::store::{AgentStore, RunStore};

/// The moment at which everything happens, unless a case is about time.
const AT: Instant = Instant { millis: 1_772_442_000_000 };

/// Whether a case went well; if not, what came instead.
type Outcome = Result<(), String>;

/// Something a store has to do.
struct Case<S> {
    name: &'static str,
    play: fn(&S) -> Outcome,
}

const fn case<S>(name: &'static str, play: fn(&S) -> Outcome) -> Case<S> {
    Case { name, play }
}

/// How a store did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases that went well, in order.
    pub passed: Vec<&'static str>,
    /// Cases that did not, and what came instead.
    pub failed: Vec<(&'static str, String)>,
}

impl Report {
    /// Whether everything went well; a report of nothing says nothing.
    #[must_use]
    pub const fn is_passed(&self) -> bool {
        self.failed.is_empty() && !self.passed.is_empty()
    }

    /// How many cases were played.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.passed.len() + self.failed.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, why) in &self.failed {
            writeln!(f, "failed: {name}\n        {why}")?;
        }
        write!(f, "{} cases: {} passed, ", self.count(), self.passed.len())?;
        write!(f, "{} failed", self.failed.len())
    }
}

/// Plays every case for keepers of rosters, each on a fresh store.
pub fn agent_store<S: AgentStore + Sync>(make: impl Fn() -> S) -> Report {
    play(make, agents::cases())
}

/// Plays every case for keepers of contacts and runs, each on a fresh store. A keeper that keeps
/// no log on purpose fails those that ask for it.
pub fn run_store<S: RunStore + Sync>(make: impl Fn() -> S) -> Report {
    play(make, runs::cases())
}

fn play<S>(make: impl Fn() -> S, cases: Vec<Case<S>>) -> Report {
    let mut report = Report::default();
    for case in cases {
        match (case.play)(&make()) {
            Ok(()) => report.passed.push(case.name),
            Err(why) => report.failed.push((case.name, why)),
        }
    }
    report
}

/// That something is as it should be.
fn same<T: PartialEq<U> + fmt::Debug, U: fmt::Debug>(what: &str, found: T, wanted: U) -> Outcome {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found:?} instead of {wanted:?}")) }
}

/// That something holds.
fn holds(what: &str, is_so: bool) -> Outcome {
    if is_so { Ok(()) } else { Err(format!("{what} does not hold")) }
}
