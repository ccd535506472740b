//! The bound: `bench-handwritten N REPS` holds the conversation with a `match` on the state and a map of
//! conversations by number. No log, no reasons, no versions, nothing that survives; only this one dialogue.

use std::cell::RefCell;
use std::fmt::Write;

use bench_measure::outside::{Outside, counts, repeat};
use bench_measure::triage::{answer, name, plan};
use hashbrown::HashMap;

/// Where a conversation is.
enum State {
    /// The question was put.
    Asked,
    /// An agent has it.
    Handed(usize),
}

struct Conversation {
    name: String,
    plan: &'static str,
    state: State,
}

#[derive(Default)]
struct Machine {
    conversations: HashMap<usize, Conversation>,
    text: String,
}

impl Machine {
    #[inline(never)]
    fn opened(&mut self, outside: &mut Outside, id: usize, name: String, plan: &'static str) {
        self.text.clear();
        _ = write!(self.text, "Hi {name}, welcome to Acme!");
        outside.send(&self.text);
        outside.send("What can we help with?");
        self.conversations.insert(id, Conversation { name, plan, state: State::Asked });
    }

    #[inline(never)]
    fn answered(&mut self, outside: &mut Outside, id: usize, answer: &str) {
        let Some(conversation) = self.conversations.get_mut(&id) else { return };
        match conversation.state {
            State::Asked => {
                let team = match answer {
                    "Sales" => "sales",
                    "Support" => "support",
                    "Billing" => "billing",
                    _ => return,
                };
                if conversation.plan == "enterprise" {
                    outside.send("You are a priority customer.");
                }
                let agent = outside.assign();
                conversation.state = State::Handed(agent);
                self.text.clear();
                let agent = outside.agent(agent);
                _ = write!(self.text, "You are now talking to {agent} from {team}.");
                outside.send(&self.text);
            }
            State::Handed(agent) => _ = (agent, &conversation.name),
        }
    }
}

fn main() -> Result<(), String> {
    let (conversations, reps) = counts(&mut std::env::args().skip(1))?;
    let outside = RefCell::new(Outside::default());
    repeat("handwritten", conversations, reps, &outside, |count| {
        let outside = &mut *outside.borrow_mut();
        let mut machine = Machine::default();
        for i in 0..count {
            machine.opened(outside, i, name(i), plan(i));
            machine.answered(outside, i, answer(i));
            machine.conversations.remove(&i);
        }
        Ok(())
    })
}
