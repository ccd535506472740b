//! What came instead of what was expected: the nearest thing that did happen, wherever it happened.
//!
//! It is asked only when an expectation is not met, and so may take its time.

mod changes;
mod differ;
mod outside;
mod state;
mod text;

use super::expect::Wanted;
use super::play::Play;
use super::written::Marked;
use crate::base::Instant;
use crate::engine::Told;
use crate::runtime::{Act, Recorded};

/// Things that came instead which are shown.
const SHOWN: usize = 5;

/// Something that came instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instead {
    /// What, as a scenario would write it. What differs stands out.
    pub what: Marked,
    /// Why that is not what was expected, or how it came about; empty where it says itself.
    pub why: String,
    /// The text that was expected, and what of it this one does not have.
    pub(super) lacks: Option<Marked>,
}

impl Instead {
    /// Something, and why it is not what was expected.
    pub(super) fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: Marked::plain(what), why: why.into(), lacks: None }
    }
}

/// An expectation as it is written, with what the nearest thing that came instead does not have.
pub(super) fn mark_expected(written: &str, instead: &[Instead]) -> Marked {
    let mut expected = Marked::plain(written);
    if let Some(lacks) = instead.first().and_then(|one| one.lacks.as_ref())
        && let Some((before, _)) = written.split_once(lacks.text.as_str())
    {
        let at = before.len();
        expected.marks = lacks.marks.iter().map(|range| range.start + at..range.end + at).collect();
    }
    expected
}

/// Where something happened, as seen from the line that looks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// Since the last `when` or `after`.
    Now,
    /// Before it, at this moment.
    Earlier(Instant),
}

impl Play<'_> {
    /// What came instead of what is expected, or of nothing like it; nearest first.
    pub(super) fn instead(&self, wanted: &Wanted<'_>, negated: bool) -> Vec<Instead> {
        match wanted {
            Wanted::Text(said, text) => self.instead_of_text(*said, text, negated),
            Wanted::Called(method, url, with) => {
                self.instead_of_request(method, url, with.as_deref(), negated)
            }
            Wanted::Row(line) => self.instead_of_row(line, negated),
            Wanted::At(label) => self.instead_of_step(Some(label), negated),
            Wanted::FailedAt(label) | Wanted::TimedOutAt(label) => {
                self.instead_of_step(Some(label), negated)
            }
            Wanted::Ended => self.instead_of_step(None, negated),
            Wanted::Owner(agent) => self.instead_of_owner(Some(agent)),
            Wanted::Assigned => self.instead_of_owner(None),
            Wanted::Waiting => self.instead_of_waiting(),
            Wanted::Tag(tag) => self.instead_of_tag(tag),
            Wanted::Field(field, line) => self.instead_of_field(field, line),
            Wanted::Open | Wanted::Closed => self.instead_of_standing(),
        }
    }

    /// Everything that was done, and when.
    fn all_acts(&self) -> impl Iterator<Item = (When, &Act)> {
        self.all_told().flat_map(|(when, told)| {
            told.logged.records.iter().filter_map(move |record| match &record.what {
                Recorded::Effect(effect) => Some((when, &effect.act)),
                Recorded::Trace(_) => None,
            })
        })
    }

    /// Everything that happened, and when.
    fn all_told(&self) -> impl DoubleEndedIterator<Item = (When, &Told)> {
        let from = self.since.0;
        self.told.iter().enumerate().map(move |(place, told)| {
            let when = if place < from { When::Earlier(told.logged.at) } else { When::Now };
            (when, told)
        })
    }

    /// `at 10:00:00, before line 36`.
    fn before(&self, at: Instant) -> String {
        let line = self.since.1.and_then(|location| {
            let source = self.sources.get(location.file)?;
            Some(source.line_of(location.span.start))
        });
        let line = line.map(|line| format!(", before line {line}"));
        format!("at {}{}", self.clock(at), line.unwrap_or_default())
    }

    /// A moment as the transcript writes it, with its day where that is not today.
    pub(super) fn clock(&self, at: Instant) -> String {
        let local = |at: Instant| {
            let at = jiff::Timestamp::from_millisecond(at.millis).unwrap_or_default();
            self.engine.published().workspace().zone().to_datetime(at)
        };
        let (there, now) = (local(at), local(self.now));
        let time = there.strftime("%H:%M:%S");
        if there.date() == now.date() {
            time.to_string()
        } else {
            format!("{} {time}", there.date())
        }
    }
}

/// The nearest ones first, and how many more there are.
fn cut(mut all: Vec<(usize, Instead)>) -> Vec<Instead> {
    all.sort_by_key(|(far, _)| *far);
    let more = all.len().saturating_sub(SHOWN);
    let mut instead: Vec<Instead> = all.into_iter().take(SHOWN).map(|(_, one)| one).collect();
    if more > 0 {
        instead.push(Instead::new(format!("and {more} more"), ""));
    }
    instead
}
