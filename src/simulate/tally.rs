//! How often each fault happened, and how often each invariant was looked at.

use std::collections::BTreeMap;
use std::fmt;

use super::fault::{Boundary, Fault};
use super::invariant::Invariant;

/// Counts of one play or of many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Plays.
    pub plays: u64,
    /// Calls that nodes made.
    pub calls: u64,
    /// Events that were applied.
    pub applied: u64,
    faults: BTreeMap<(Fault, Option<Boundary>), u64>,
    invariants: BTreeMap<Invariant, u64>,
}

impl Tally {
    pub(super) fn of_one() -> Self {
        Self { plays: 1, ..Self::default() }
    }

    pub(super) fn fault(&mut self, fault: Fault, at: Option<Boundary>) {
        *self.faults.entry((fault, at)).or_default() += 1;
    }

    pub(super) fn looked(&mut self, invariant: Invariant, times: u64) {
        *self.invariants.entry(invariant).or_default() += times;
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Self) {
        self.plays += other.plays;
        self.calls += other.calls;
        self.applied += other.applied;
        for (key, count) in &other.faults {
            *self.faults.entry(*key).or_default() += count;
        }
        for (key, count) in &other.invariants {
            *self.invariants.entry(*key).or_default() += count;
        }
    }

    /// How often a fault happened, wherever.
    #[must_use]
    pub fn faults(&self, fault: Fault) -> u64 {
        self.faults.iter().filter(|((one, _), _)| *one == fault).map(|(_, count)| count).sum()
    }

    /// How often an invariant had something to look at.
    #[must_use]
    pub fn invariants(&self, invariant: Invariant) -> u64 {
        self.invariants.get(&invariant).copied().unwrap_or_default()
    }

    /// What never happened although it should: faults, crashes at boundaries, and invariants that
    /// had nothing to look at. `lasts` is whether the store can be opened again.
    #[must_use]
    pub fn missing(&self, lasts: bool) -> Vec<String> {
        let mut missing = Vec::new();
        for fault in Fault::ALL {
            if fault == Fault::Reopen && !lasts {
                continue;
            }
            let at: Vec<_> = Boundary::ALL.into_iter().filter(|at| fault.can_be_at(*at)).collect();
            if at.is_empty() && self.faults(fault) == 0 {
                missing.push(fault.to_string());
            }
            for boundary in at {
                if !self.faults.contains_key(&(fault, Some(boundary))) {
                    missing.push(format!("{fault} {boundary}"));
                }
            }
        }
        for invariant in Invariant::ALL {
            if self.invariants(invariant) == 0 {
                missing.push(invariant.to_string());
            }
        }
        missing
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plays, calls, applied, .. } = self;
        writeln!(f, "{plays} plays, {calls} calls, {applied} events applied")?;
        for fault in Fault::ALL {
            write!(f, "  {:<18}{:>9}", fault.to_string(), self.faults(fault))?;
            let mut lead = "  ";
            for boundary in Boundary::ALL {
                if let Some(count) = self.faults.get(&(fault, Some(boundary))) {
                    write!(f, "{lead}{boundary} {count}")?;
                    lead = ", ";
                }
            }
            writeln!(f)?;
        }
        for invariant in Invariant::ALL {
            writeln!(f, "  {invariant}: looked at {} times", self.invariants(invariant))?;
        }
        Ok(())
    }
}
