//! What records tell of changes, whoever made them.

use crate::base::{Name, Value};
use crate::engine::Told;
use crate::runtime::{Act, Arrival, Change, Record, Recorded, Traced};

/// What came from outside.
pub(super) fn arrivals(told: &Told) -> impl Iterator<Item = &Arrival> {
    told.logged.records.iter().filter_map(|record| match &record.what {
        Recorded::Trace(Traced::Came(arrival, _)) => Some(&**arrival),
        Recorded::Trace(_) | Recorded::Effect(_) => None,
    })
}

/// The change that a record tells of.
fn change(record: &Record) -> Option<&Change> {
    let Recorded::Effect(effect) = &record.what else { return None };
    if let Act::Change(change) = &effect.act { Some(change) } else { None }
}

/// What came from outside and changed something.
fn arrival(record: &Record) -> Option<&Arrival> {
    let Recorded::Trace(Traced::Came(arrival, true)) = &record.what else { return None };
    Some(arrival)
}

/// Whether a tag came, or went.
pub(super) fn changes_tag(record: &Record, tag: &Name, added: bool) -> bool {
    let by_hand = matches!(
        arrival(record), Some(Arrival::Tag { tag: one, added: was }) if one == tag && *was == added
    );
    let by_run = match change(record) {
        Some(Change::TagAdded { tag: one }) => added && one == tag,
        Some(Change::TagRemoved { tag: one }) => !added && one == tag,
        _ => false,
    };
    by_hand || by_run
}

/// Whether a field took a value.
pub(super) fn sets(record: &Record, field: &Name, wanted: &Option<Value>) -> bool {
    match (change(record), arrival(record)) {
        (Some(Change::Field { field: one, value }), _)
        | (_, Some(Arrival::Field { field: one, value })) => one == field && value == wanted,
        (_, _) => false,
    }
}

/// Whether the conversation was opened, or closed.
pub(super) fn opens_or_closes(record: &Record, opens: bool) -> bool {
    if matches!(&record.what, Recorded::Trace(Traced::OpenedByMessage(_))) {
        return opens;
    }
    match (change(record), arrival(record)) {
        (Some(Change::Opened { .. }), _) | (_, Some(Arrival::Opened { .. })) => opens,
        (Some(Change::Closed { .. }), _) | (_, Some(Arrival::Closed { .. })) => !opens,
        (_, _) => false,
    }
}
