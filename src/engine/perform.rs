//! Performing effects, and taking up those that were left.

use super::Engine;
use crate::base::Key;
use crate::runtime::{Act, Arrival, Incoming, Outbound};
use crate::store::{AgentStore, Claim, Inbound, RunStore, StoreError};
use crate::world::{Performed, World};

/// What came of effects outside, until the store has taken it in: nobody would say it again. What the
/// roster said, it says again.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// Their answers.
    answers: Vec<Inbound>,
    /// Effects that are done with.
    done: Vec<Key>,
}

impl<A: AgentStore, R: RunStore, W: World> Engine<A, R, W> {
    /// Performs effects, in order; their answers are other events.
    pub(super) async fn perform(&mut self, outbox: &[Outbound]) -> Result<(), StoreError> {
        let (mut answers, mut done) = (Vec::new(), Vec::with_capacity(outbox.len()));
        for outbound in outbox {
            let (key, at, line) = (outbound.effect.key, outbound.at, outbound.line);
            if let Some(command) = super::roster::command(outbound) {
                let reply = self.command(key, command, at).await?;
                answers.extend(self.answers_to(reply, Some(outbound), at, line));
                done.push(key);
                continue;
            }
            if self.put_off.owes && !done.is_empty() {
                // What the roster did is durable together with what asked for it.
                self.report(std::mem::take(&mut answers), std::mem::take(&mut done)).await?;
            }
            self.before_leaving().await?;
            let answer = match self.world.perform(outbound).await {
                Performed::Later => {
                    self.begun.insert(key, ());
                    continue;
                }
                Performed::Done => None,
                Performed::Answered(answer) => Some(answer),
            };
            self.results.done.push(key);
            done.push(key);
            if let (Some(answer), Some(run)) = (answer, outbound.run.clone()) {
                let arrival = Arrival::Result { run, wait: key, answer };
                let id = key.behind("answer/");
                let (contact, known) = (outbound.contact.clone(), Vec::new());
                let incoming = Incoming { id, at, contact, known, arrival };
                let answer = Inbound { line, ..Inbound::new(incoming) };
                self.results.answers.push(answer.clone());
                answers.push(answer);
            }
        }
        self.report(answers, done).await
    }

    /// Has the store take in what came of effects.
    async fn report(&mut self, answers: Vec<Inbound>, done: Vec<Key>) -> Result<(), StoreError> {
        self.take_in(answers, done).await?;
        self.results.answers.clear();
        self.results.done.clear();
        Ok(())
    }

    /// Takes up what is left of something that went wrong half-way, if anything did: gives back the
    /// event that was worked on, and performs the effects that nobody has performed.
    pub(super) async fn settle(&mut self) -> Result<(), StoreError> {
        if !self.unsettled {
            return Ok(());
        }
        self.look_back().await;
        let (answers, done) = (self.results.answers.clone(), self.results.done.clone());
        if !done.is_empty() {
            self.runs.accept(&self.here, answers, done).await?;
            self.results = Results::default();
        }
        self.runs.enter(&self.here, &self.worker).await?;
        let left = self.runs.unfinished(&self.here, Some(&self.worker)).await?;
        let left = left.into_iter().filter(|(_, claim)| *claim == Claim::Claimed);
        let left = left.map(|(outbound, _)| outbound);
        let left = left.filter(|outbound| !self.begun.contains_key(&outbound.effect.key));
        let (left, doubtful): (Vec<_>, Vec<_>) =
            left.partition(|outbound| self.is_ours || self.may_repeat(outbound));
        if !doubtful.is_empty() {
            let keys = doubtful.iter().map(|outbound| outbound.effect.key).collect();
            self.runs.doubt(&self.here, keys).await?;
        }
        self.is_ours = true;
        // Whoever committed these may have had no time to wait for the disk.
        self.runs.sync(&self.here, &self.worker).await?;
        self.perform(&left).await?;
        self.unsettled = false;
        Ok(())
    }

    /// Whether an effect may be performed although nobody knows whether that was done before.
    fn may_repeat(&self, outbound: &Outbound) -> bool {
        let act = &outbound.effect.act;
        if act.routes() || self.world.recognises(outbound) {
            return true;
        }
        let Act::Send(message) = act else { return false };
        let channel = self.published.workspace().channel(&message.channel);
        channel.is_some_and(|channel| channel.resend)
    }
}
