//! The engine's dealings with the agent-state store.

use super::What;
use super::core::{Core, Work};
use crate::base::{Duration, Name};
use crate::routing::{Decision, Request, RequestId, RosterCommand, RosterReply, Served, Verdict};
use crate::runtime::{EffectKey, EventKind, Run, RunId};
use crate::store::CommandKey;

impl Core {
    /// Gives the roster a command, and those it served their answers.
    pub(super) fn command(&mut self, command: &RosterCommand) -> RosterReply {
        self.commands += 1;
        let key = CommandKey(Name::from(self.commands.to_string()));
        let reply = self.agents.apply_now(&self.here, &key, command, self.now);
        reply.unwrap_or_default()
    }

    /// Gives a command whose only answers are those to requests that had waited.
    pub(super) fn serve(&mut self, command: &RosterCommand) -> Vec<Request> {
        let reply = self.command(command);
        self.give_out(reply.served);
        reply.withdrawn
    }

    /// Takes a request out of its queue. Gives whether it had waited.
    pub(super) fn withdraw(&mut self, key: &EffectKey) -> bool {
        let id = RequestId(key.0.clone());
        !self.serve(&RosterCommand::Withdraw(id)).is_empty()
    }

    /// Tells runs that had waited who took their contacts.
    pub(super) fn give_out(&mut self, served: Vec<Served>) {
        for Served { request, decision } in served {
            if let Some(run) = self.run_of(&request) {
                self.decided(&run, &request, decision);
            }
        }
    }

    /// The run that waits for a request.
    pub(super) fn run_of(&self, request: &Request) -> Option<Run> {
        let mut runs = self.runs.of_contact(&request.contact);
        runs.find(|run| run.wait().is_some_and(|wait| wait.key.0 == request.id.0)).cloned()
    }

    /// Tells a run what was decided for it.
    pub(super) fn decided(&mut self, run: &Run, request: &Request, decision: Decision) {
        let Some(wait) = run.wait().cloned() else { return };
        let why = decision.to_string();
        let (what, text, answer) = match &decision.verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => {
                self.has_owner(&request.contact, Some(agent));
                if matches!(decision.verdict, Verdict::Assigned(_)) {
                    *self.assigned.entry(agent.clone()).or_default() += 1;
                }
                let waited = self.now.millis.saturating_sub(request.since.millis) / 1_000;
                let mut text = self.agent_title(agent);
                if waited > 0 {
                    text.push_str(&format!(" after {}", Duration::seconds(waited)));
                }
                let (agent, wait) = (agent.clone(), wait.key.clone());
                (What::Assigned, text, Some(EventKind::Assigned { wait, agent }))
            }
            Verdict::Wait => {
                let place =
                    self.agents.look(&self.here, |roster| roster.place_in_queue(&request.id));
                let place = place.flatten().unwrap_or(1);
                let until = self.clock(wait.due);
                (What::Waits, format!("number {place} in the queue, until {until}"), None)
            }
            Verdict::Failed(_) => {
                let answer =
                    EventKind::NotAssigned { wait: wait.key.clone(), why: why.clone().into() };
                (What::NotAssigned, "nobody can be the owner".to_owned(), Some(answer))
            }
        };
        let mut entry = self.of_run(run, &wait.step, what, &text);
        if let Verdict::Assigned(agent) | Verdict::Kept(agent) = &decision.verdict {
            entry.agent = Some(agent.clone());
        }
        entry.key = Some(wait.key.0);
        entry.why = why;
        entry.decision = Some(Box::new(decision));
        self.entries.push(entry);
        if let Some(answer) = answer {
            self.fresh.push(Work::Advance(run.id.clone(), answer));
        }
    }

    /// Takes down a contact's owner.
    pub(super) fn has_owner(&mut self, contact: &Name, owner: Option<&Name>) {
        self.runs.contact(contact, self.now).owner = owner.cloned();
        if owner.is_some() {
            self.runs.is_looked_after(contact);
        }
    }

    /// The runs of a contact that wait, with their workflows.
    pub(super) fn waiting_runs(&self, contact: &Name) -> Vec<(RunId, Name)> {
        let waiting = self.runs.of_contact(contact).filter(|run| run.wait().is_some());
        waiting.map(|run| (run.id.clone(), run.workflow.clone())).collect()
    }

    /// The full name of an agent.
    pub(super) fn agent_title(&self, agent: &str) -> String {
        let known = self.workspace.agent(agent);
        known.map_or(agent, |agent| agent.title.as_str()).to_owned()
    }
}
