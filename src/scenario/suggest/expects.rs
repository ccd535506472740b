//! What came of each line, as expectations.

use super::stage::Stage;
use crate::base::Name;
use crate::engine::Told;
use crate::runtime::{Act, Change, Ending, Record, Recorded, Traced};
use crate::scenario::play::Stand;
use crate::scenario::written::{literal, quoted};

/// The lines of a scenario with what should come of them.
pub(super) fn expects(
    stage: Stage<'_, '_>,
    lines: &[String],
    stands: &[Stand],
    happened: &[Told],
) -> Vec<String> {
    let mut told = Vec::with_capacity(lines.len() * 2);
    let mut from = 0;
    let mut owner: Option<Name> = None;
    let last = lines.len().saturating_sub(1);
    for (at, (line, stand)) in lines.iter().zip(stands).enumerate() {
        told.push(line.clone());
        let window = happened.get(from..stand.told).unwrap_or_default();
        let window: Vec<&Record> = window.iter().flat_map(|told| &told.logged.records).collect();
        from = stand.told;
        if line.starts_with("when ") || line.starts_with("after ") {
            let mut lines: Vec<String> = Vec::new();
            for line in window.iter().filter_map(|record| expected(stage, record)) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            told.extend(lines);
            if stand.owner != owner
                && let Some(agent) = &stand.owner
            {
                told.push(format!("expect assigned {agent}"));
            }
            if at == last {
                told.extend(ends(stage, &window, stand));
            }
        }
        owner.clone_from(&stand.owner);
    }
    told
}

/// What a record lets one expect.
fn expected(stage: Stage<'_, '_>, record: &Record) -> Option<String> {
    record.run.as_ref()?;
    let Recorded::Effect(effect) = &record.what else { return None };
    match &effect.act {
        Act::Send(out) if out.asks => Some(format!("expect asked {}", quoted(&out.text))),
        Act::Send(out) => Some(format!("expect sent {}", quoted(&out.text))),
        Act::Comment { text, .. } => Some(format!("expect comment {}", quoted(text))),
        Act::Http(request) => {
            let url = request.url.masked();
            Some(format!("expect http {} {} called", request.method, quoted(&url)))
        }
        Act::Row(row) => {
            let cells: Vec<(Name, String)> =
                row.cells.iter().map(|(key, text)| (key.clone(), quoted(text))).collect();
            Some(format!("expect row {}", crate::scenario::written::listed(&cells)))
        }
        Act::Change(Change::TagAdded { tag }) => Some(format!("expect tag {tag}")),
        Act::Change(Change::TagRemoved { tag }) => Some(format!("expect not tag {tag}")),
        Act::Change(Change::Field { field, value: Some(value) }) => {
            let value = literal(value, stage.workspace.zone())?;
            Some(format!("expect field {field} = {value}"))
        }
        Act::Change(Change::Closed { .. }) => Some("expect closed".to_owned()),
        Act::Change(
            Change::Field { value: None, .. } | Change::Lifecycle { .. } | Change::Opened { .. },
        )
        | Act::Assign(_)
        | Act::Withdraw { .. }
        | Act::AssignByHand { .. }
        | Act::Unassign { .. }
        | Act::Assist(_)
        | Act::Start(_) => None,
    }
}

/// Where the run is in the end.
fn ends(stage: Stage<'_, '_>, window: &[&Record], stand: &Stand) -> Option<String> {
    let workflow = &stage.graph.workflow().name;
    let is_label = |id: &str| {
        let step = stage.graph.find(id).and_then(|ix| stage.graph.step(ix));
        step.is_some_and(|step| step.label.is_some())
    };
    if let Some(step) = &stand.waits {
        return is_label(step).then(|| format!("expect at {step}"));
    }
    let ending = window.iter().rev().find_map(|record| {
        let of = record.run.as_ref().is_some_and(|run| run.workflow == *workflow);
        match &record.what {
            Recorded::Trace(Traced::Ended(ending)) if of => Some(ending),
            Recorded::Trace(_) | Recorded::Effect(_) => None,
        }
    })?;
    match ending {
        Ending::Completed => Some("expect ended".to_owned()),
        Ending::Failed(fault) => {
            is_label(&fault.step).then(|| format!("expect failed at {}", fault.step))
        }
        Ending::TimedOut(fault) => {
            is_label(&fault.step).then(|| format!("expect timed out at {}", fault.step))
        }
        Ending::Restarted | Ending::Closed | Ending::Stopped(_) => None,
    }
}
