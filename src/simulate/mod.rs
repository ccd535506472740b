//! The fault simulator: whole plays of a small shop, in which everything goes wrong that can.
//!
//! In: a seed, and where state is kept. Out: whether every [`Invariant`] held after every step, a
//! hash of everything that happened, and how often each [`Fault`] did. One seed decides all of it:
//! the program, who writes when, what goes wrong, and in which order the nodes come to their calls.
//! The engines are the ones that work in production, with a wire between them and their stores;
//! they are polled by hand, so that another node can come in between any two calls. This room must
//! never look at a real clock, and nothing in it may depend on threads.
//!
//! ```
//! use rondel::simulate::{Memory, Simulator};
//!
//! let played = Simulator::new()?.play(1, &mut Memory, false)?;
//! assert_eq!(played.failure, None);
//! # Ok::<(), String>(())
//! ```

mod agents;
mod chance;
mod channels;
mod fault;
mod hub;
mod invariant;
mod keepers;
mod ledger;
mod node;
mod play;
mod programs;
mod runs;
mod tally;
mod traffic;
mod wire;

pub use fault::{Boundary, Fault};
pub use invariant::Invariant;
#[cfg(feature = "sqlite")]
pub use keepers::InFile;
pub use keepers::{Keepers, Memory};
pub use play::{Failure, Played};
pub use tally::Tally;

use crate::runtime::Published;

/// Plays seeds.
#[derive(Clone, Debug)]
pub struct Simulator {
    programs: Vec<(&'static str, Published)>,
}

impl Simulator {
    /// One with all of its programs.
    ///
    /// # Errors
    /// When one of them has errors: then something is wrong with the compiler.
    pub fn new() -> Result<Self, String> {
        programs::load().map(|programs| Self { programs })
    }

    /// Plays a seed on fresh stores. With `in_words` it tells everything that happens.
    ///
    /// # Errors
    /// When the stores cannot be opened, or do not answer.
    pub fn play<K: Keepers>(
        &self,
        seed: u64,
        keepers: &mut K,
        in_words: bool,
    ) -> Result<Played, String>
    where
        K::Agents: 'static,
        K::Runs: 'static,
    {
        let place = chance::Chance::new(!seed).place(self.programs.len());
        let Some((name, published)) = self.programs.get(place) else {
            return Err("there is no program".to_owned());
        };
        play::play(seed, (name, published), keepers, in_words)
    }
}
