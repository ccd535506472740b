//! The words of the command line, taken one by one.

use std::collections::VecDeque;
use std::error::Error;

/// Words that nobody has taken yet.
pub struct Words(VecDeque<String>);

impl Words {
    /// All words behind the program's name.
    pub fn of_the_command() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The next word. `what` says what it is, should it be missing.
    pub fn next(&mut self, what: &str) -> Result<String, Box<dyn Error>> {
        self.0.pop_front().ok_or_else(|| format!("{what} is missing").into())
    }

    /// The next word as a number.
    pub fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, Box<dyn Error>> {
        let word = self.next(what)?;
        word.parse().map_err(|_| format!("`{word}` is not {what}").into())
    }

    /// Whether the next word is this one, which is taken then.
    pub fn has(&mut self, word: &str) -> bool {
        let is_next = self.0.front().is_some_and(|next| next == word);
        if is_next {
            self.0.pop_front();
        }
        is_next
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<(), Box<dyn Error>> {
        match self.0.front() {
            Some(word) => Err(format!("nobody knows what `{word}` is for").into()),
            None => Ok(()),
        }
    }
}
