//! `rondel why`: why a contact has the owner it has.

use clap::Args;
use serde::Serialize;

use super::Exit;
use super::look::{Format, Look, Opened, json, stored, table};
use super::output::Output;
use crate::base::{Name, nearest};
use crate::project::Problem;
use crate::routing::{Candidate, Decision, Standing, Verdict};
use crate::runtime::{Act, Arrival, Ending, Recorded, RunId, Traced};
use crate::store::{Logged, RunStore, wait};

/// Say why a contact has the owner it has
///
/// Every decision that was taken for the contact, oldest first: who was looked at, who qualified,
/// in which order, and why the others did not.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rondel why c42 --store shop.db\n  rondel why c42 --store shop.db --format json"
)]
pub(super) struct Why {
    /// The id of the contact
    #[arg(value_name = "CONTACT")]
    contact: String,

    #[command(flatten)]
    look: Look,
}

/// Something that changed, or did not change, who owns the contact.
#[derive(Serialize)]
struct Step {
    at: String,
    run: Option<RunId>,
    step: Name,
    what: String,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
}

impl Why {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        self.look.at(output, |opened, output| {
            let state = opened.store.contact(&opened.here, &self.contact);
            let Some(state) = wait(state).map_err(stored)? else {
                return Err(self.unknown(opened)?);
            };
            let log = opened.store.log(&opened.here, Some(&self.contact));
            let log = wait(log).map_err(stored)?;
            let steps: Vec<Step> = log.iter().flat_map(|one| steps(opened, one)).collect();
            if self.look.format == Format::Json {
                output.answer(&json(&steps));
                return Ok(Exit::Clean);
            }
            let name = state.contact.full_name();
            let owner = state.contact.owner.as_ref();
            let owner = owner.map_or("nobody".to_owned(), |owner| opened.agent(owner));
            let called = Opened::called(name.as_ref(), &state.contact.id);
            output.answer(&format!("{called} is owned by {owner}\n"));
            if steps.is_empty() {
                output.answer("\nno workflow asked for an owner, and no person gave it one\n");
            }
            for step in &steps {
                output.answer(&told(step));
            }
            Ok(Exit::Clean)
        })
    }

    fn unknown(&self, opened: &Opened) -> Result<Problem, Problem> {
        let some = wait(opened.store.contacts(&opened.here, None, 10_000)).map_err(stored)?;
        let known = some.iter().map(|state| state.contact.id.as_str());
        let problem = Problem::new(format!("the store knows no contact `{}`", self.contact));
        Ok(match nearest(&self.contact, known) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        })
    }
}

/// What one event did to the owner.
fn steps(opened: &Opened, logged: &Logged) -> Vec<Step> {
    let at = opened.moment(logged.at);
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
                    let who = opened.agent(agent);
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
                        Verdict::Assigned(agent) => opened.agent(agent),
                        Verdict::Kept(agent) => format!("stays with {}", opened.agent(agent)),
                        Verdict::Wait => "waits".to_owned(),
                        Verdict::Failed(_) => "nobody can be the owner".to_owned(),
                    };
                    let why = decision.to_string();
                    found.push(step(run, of, what, why, Some(Decision::clone(decision))));
                }
            }
            Recorded::Trace(Traced::PassedOver { agent }) => {
                let why = format!("{} did not accept in time", opened.agent(agent));
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

fn told(step: &Step) -> String {
    let place = step.run.as_ref().map(|run| format!("  (`{}` of {})", step.step, run.workflow));
    let mut text = format!("\n{}  {}{}\n", step.at, step.what, place.unwrap_or_default());
    text.push_str(&format!("  {}\n", step.why));
    let Some(decision) = &step.decision else { return text };
    let rows = decision.candidates.iter().map(|one| {
        let turn = if one.turn == 0 { "never".to_owned() } else { format!("turn {}", one.turn) };
        [format!("  {}", one.agent), standing(decision, one), one.load.to_string(), turn]
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
