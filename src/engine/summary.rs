//! What became of every line, and of every lead.

use std::fmt;

use serde::Serialize;

use super::moment;
use crate::base::{Instant, Name};
use crate::runtime::Fault;

/// Waiting contacts that people are shown by name; programs get all.
const SHOWN: usize = 20;

/// A contact whose run failed or timed out, and whom nobody owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attention {
    /// The contact.
    pub contact: Name,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// The workflow.
    pub workflow: Name,
    /// Since when.
    #[serde(serialize_with = "moment::serialize")]
    pub at: Instant,
    /// The step, its source line, and why.
    pub fault: Fault,
    /// Whether it ran out of time.
    pub timed_out: bool,
}

/// The account at the end of a run of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// What became of the lines.
    pub lines: Lines,
    /// Contacts that are known.
    pub contacts: u64,
    /// What became of the runs.
    pub runs: RunCounts,
    /// Messages sent.
    pub messages: u64,
    /// How many leads each agent was given, in declared order.
    pub assigned: Vec<(Name, u64)>,
    /// Contacts that still wait for an owner, in the order in which they would be served.
    pub waiting: Vec<Name>,
    /// Contacts that nobody owns although a run of theirs failed or timed out.
    pub attention: Vec<Attention>,
    /// Timers due later than the last event; they did not fire.
    pub timers: u64,
}

/// What became of the lines: every one is counted once, and `late` ones are among the applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// All that were read.
    pub read: u64,
    /// New events.
    pub applied: u64,
    /// Events whose id was seen before.
    pub duplicates: u64,
    /// Lines that were skipped.
    pub bad: u64,
    /// Lines without anything on them.
    pub blank: u64,
    /// Lines behind the one that ended the run.
    pub unread: u64,
    /// Applied events whose moment had passed; handled at the latest moment seen.
    pub late: u64,
}

/// What became of the runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RunCounts {
    /// All that began.
    pub started: u64,
    /// Ended at their last step, or at `stop`.
    pub completed: u64,
    /// Ended because a step failed.
    pub failed: u64,
    /// Ended because a step timed out.
    pub timed_out: u64,
    /// Ended because the conversation was closed, or something else ended them on purpose.
    pub stopped: u64,
    /// Not over.
    pub waiting: u64,
}

impl Summary {
    /// One JSON object without line ends, keys always in the same order.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lines { read, applied, duplicates, bad, blank, unread, late } = self.lines;
        write!(f, "{:<10}{}: {applied} applied", "lines", read + unread)?;
        let parts = [
            (duplicates, "seen before"),
            (bad, "bad and skipped"),
            (blank, "blank"),
            (unread, "not read any more"),
        ];
        for (count, what) in parts {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        if late > 0 {
            write!(f, "; {late} of the applied came late")?;
        }
        let runs = self.runs;
        write!(f, "\n{:<10}{}: {} completed", "runs", runs.started, runs.completed)?;
        let parts = [
            (runs.stopped, "stopped"),
            (runs.failed, "failed"),
            (runs.timed_out, "timed out"),
            (runs.waiting, "not over"),
        ];
        for (count, what) in parts {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        write!(f, "\n{:<10}{}", "messages", self.messages)?;
        let total: u64 = self.assigned.iter().map(|(_, count)| count).sum();
        write!(f, "\n{:<10}{total}", "assigned")?;
        let mut lead = ": ";
        for (agent, count) in &self.assigned {
            write!(f, "{lead}{agent} {count}")?;
            lead = ", ";
        }
        write!(f, "\n{:<10}{}", "waiting", self.waiting.len())?;
        lead = ": ";
        for contact in self.waiting.iter().take(SHOWN) {
            write!(f, "{lead}{contact}")?;
            lead = ", ";
        }
        if self.waiting.len() > SHOWN {
            write!(f, " and {} more", self.waiting.len() - SHOWN)?;
        }
        if self.timers > 0 {
            let timers = self.timers;
            let plural = if timers == 1 { "timer is" } else { "timers are" };
            write!(f, "\n{:<10}{timers} {plural} due after the last event", "timers")?;
        }
        write!(f, "\n{:<10}{}", "attention", self.attention.len())?;
        for attention in &self.attention {
            let verb = if attention.timed_out { "timed out" } else { "failed" };
            let fault = &attention.fault;
            write!(f, "\n  {} {verb} at `{}`", attention.contact, fault.step)?;
            if let Some((file, line)) = &fault.source {
                write!(f, " ({file}:{line})")?;
            }
            write!(f, ": {}", fault.why)?;
        }
        Ok(())
    }
}
