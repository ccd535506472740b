//! What a log says of who owns a contact, and why.

use serde::Serialize;

use super::table::table;
use crate::base::{Name, Value};
use crate::routing::{Candidate, Decision, Standing, Verdict};
use crate::runtime::{Act, Arrival, Ending, Recorded, RunId, Traced, Workspace, render};
use crate::store::Logged;

/// Something that changed, or did not change, who owns the contact.
#[derive(Serialize)]
pub(super) struct Step {
    at: String,
    run: Option<RunId>,
    step: Name,
    what: String,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
}

/// Everything that a log says of the owner, for people.
pub(super) fn explain(workspace: &Workspace, log: &[Logged]) -> String {
    let steps = log.iter().flat_map(|one| steps(workspace, one));
    steps.map(|step| told(&step)).collect()
}

fn title(workspace: &Workspace, agent: &str) -> String {
    workspace.agent(agent).map_or(agent, |agent| agent.title.as_str()).to_owned()
}

/// What one event did to the owner.
pub(super) fn steps(workspace: &Workspace, logged: &Logged) -> Vec<Step> {
    let at = render(workspace, &Value::DateTime(logged.at));
    let step = |run, step, what: String, why: String, decision| Step {
        at: at.clone(),
        run,
        step,
        what,
        why,
        decision,
    };
    let mut found = Vec::new();
    for record in &logged.records {
        let (run, of) = (record.run.clone(), record.step.clone());
        match &record.what {
            Recorded::Trace(Traced::Came(arrival, _)) => {
                if let Arrival::AssignedByHand { agent } = &**arrival {
                    let who = title(workspace, agent);
                    found.push(step(run, of, who, "given by hand".to_owned(), None));
                } else if **arrival == Arrival::UnassignedByHand {
                    found.push(step(
                        run,
                        of,
                        "nobody".to_owned(),
                        "taken off by hand".to_owned(),
                        None,
                    ));
                } else if let (Arrival::Routed(_), Some(decision)) = (&**arrival, &logged.decision)
                {
                    let what = match &decision.verdict {
                        Verdict::Assigned(agent) => title(workspace, agent),
                        Verdict::Kept(agent) => format!("stays with {}", title(workspace, agent)),
                        Verdict::Wait => "waits".to_owned(),
                        Verdict::Failed(_) => "nobody can be the owner".to_owned(),
                    };
                    let why = decision.to_string();
                    found.push(step(run, of, what, why, Some(Decision::clone(decision))));
                }
            }
            Recorded::Trace(Traced::PassedOver { agent }) => {
                let why = format!("{} did not accept in time", title(workspace, agent));
                found.push(step(run, of, "passed on".to_owned(), why, None));
            }
            Recorded::Effect(effect) if effect.act == (Act::Unassign { by_hand: false }) => {
                found.push(step(
                    run,
                    of,
                    "nobody".to_owned(),
                    "taken off by the workflow".to_owned(),
                    None,
                ));
            }
            Recorded::Trace(Traced::Ended(ending)) => {
                if let Some(fault) = ending.fault() {
                    let timed_out = matches!(ending, Ending::TimedOut(_));
                    let what = if timed_out { "the run timed out" } else { "the run failed" };
                    found.push(step(run, of, what.to_owned(), fault.why.to_string(), None));
                }
            }
            Recorded::Effect(_) | Recorded::Trace(_) => {}
        }
    }
    found
}

pub(super) fn told(step: &Step) -> String {
    let place = step.run.as_ref().map(|run| format!("  (`{}` of {})", step.step, run.workflow));
    let mut text = format!("\n{}  {}{}\n", step.at, step.what, place.unwrap_or_default());
    text.push_str(&format!("  {}\n", step.why));
    let Some(decision) = &step.decision else { return text };
    let rows = decision.candidates.iter().map(|one| {
        let turn = if one.turn == 0 { "never".to_owned() } else { format!("turn {}", one.turn) };
        [format!("  {}", one.agent), standing(decision, &one), one.load.to_string(), turn]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        text.push_str(&table(["  agent", "", "open", "last in this pool"], rows));
    }
    if decision.unlisted > 0 {
        text.push_str(&format!("  and {} more\n", decision.unlisted));
    }
    text
}

fn standing(decision: &Decision, candidate: &Candidate) -> String {
    match &candidate.standing {
        Standing::Eligible if decision.owner() == Some(&candidate.agent) => "chosen".to_owned(),
        Standing::Eligible => "eligible".to_owned(),
        Standing::Disabled => "not assignable".to_owned(),
        Standing::Offline => "offline".to_owned(),
        Standing::Busy => "busy".to_owned(),
        Standing::Full(limit) => format!("has {limit}, the limit"),
        Standing::NotBelow(below) => format!("not below {below}"),
        Standing::Lacks(skill) => format!("lacks {skill}"),
        Standing::PassedOver => "did not accept".to_owned(),
    }
}
