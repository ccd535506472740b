//! What every benchmark driver shares, so that all of them count the same way.
//!
//! In: a folder of source files, or a number of conversations. Out: texts, CPU seconds, and one line of
//! JSON per repetition.

mod clock;
mod corpus;
pub mod outside;
mod sample;
pub mod triage;

pub use clock::Clock;
pub use corpus::{Corpus, File};
pub use sample::Sample;

/// The two arguments of a peer driver: how often to repeat, and the corpus, already read.
///
/// # Errors
/// A sentence for people, when an argument is missing or the folder holds no file with the extension.
pub fn arguments(extension: &str) -> Result<(u32, Corpus), String> {
    let mut words = std::env::args().skip(1);
    let (Some(reps), Some(dir)) = (words.next(), words.next()) else {
        return Err("usage: REPS DIR".to_owned());
    };
    let reps = reps.parse().map_err(|_| format!("`{reps}` is not a count"))?;
    Ok((reps, Corpus::read(dir.as_ref(), extension)?))
}
