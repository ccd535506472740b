//! What engines reach when they hold the conversation: the contacts who read, and the agents who take turns.

use std::cell::RefCell;
use std::hint::black_box;

use crate::Clock;
use crate::triage::{self, AGENTS, Fingerprint, OFFLINE};

/// Takes messages, and knows whose turn it is.
#[derive(Debug)]
pub struct Outside {
    /// The hash of all messages, while it is kept.
    kept: Option<Fingerprint>,
    messages: u64,
    next: usize,
    names: Vec<String>,
}

impl Default for Outside {
    fn default() -> Self {
        let names = (0..AGENTS).map(|agent| format!("Agent{agent}")).collect();
        Self { kept: None, messages: 0, next: 0, names }
    }
}

impl Outside {
    /// A message to a contact.
    pub fn send(&mut self, message: &str) {
        self.messages += 1;
        match &mut self.kept {
            Some(kept) => kept.take(message),
            None => _ = black_box(message),
        }
    }

    /// The next agent who is online.
    pub fn assign(&mut self) -> usize {
        loop {
            let agent = self.next;
            self.next = (self.next + 1) % AGENTS;
            if !OFFLINE.contains(&agent) {
                return agent;
            }
        }
    }

    /// What an agent is called.
    pub fn agent(&self, agent: usize) -> &str {
        &self.names[agent]
    }
}

/// Prints the cost of each repetition of `pass`, which holds all conversations, one after the other.
///
/// The first pass is not measured: its messages are hashed and compared. Later ones are counted.
///
/// # Errors
/// When other messages were sent.
pub fn repeat(
    peer: &str,
    conversations: usize,
    reps: u32,
    outside: &RefCell<Outside>,
    mut pass: impl FnMut(usize) -> Result<(), String>,
) -> Result<(), String> {
    outside.replace(Outside { kept: Some(Fingerprint::default()), ..Outside::default() });
    pass(conversations)?;
    let messages = outside.borrow().kept.unwrap_or_default();
    messages.check(conversations)?;
    for rep in 0..reps {
        outside.replace(Outside::default());
        let (cpu_s, done) = Clock::Thread.time(|| ((), pass(conversations)));
        done?;
        let sent = outside.borrow().messages;
        if sent != triage::messages(conversations) {
            return Err(format!("{peer} sent {sent} messages"));
        }
        println!("{}", triage::json(peer, rep, conversations, cpu_s, messages));
    }
    Ok(())
}

/// The two arguments of a driver that holds conversations: how many, and how often.
///
/// # Errors
/// A sentence for people.
pub fn counts(words: &mut impl Iterator<Item = String>) -> Result<(usize, u32), String> {
    let (Some(conversations), Some(reps)) = (words.next(), words.next()) else {
        return Err("usage: N REPS".to_owned());
    };
    let conversations =
        conversations.parse().map_err(|_| format!("`{conversations}`: no count"))?;
    Ok((conversations, reps.parse().map_err(|_| format!("`{reps}`: no count"))?))
}
