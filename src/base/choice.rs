//! Which of several options somebody means: by its text, its number, or its beginning.

use super::fold::{fold, same_folded};

/// What somebody said to choose one of several options. Case, and a point or bracket at the end,
/// do not count.
#[derive(Clone, Debug)]
pub struct Pick {
    said: String,
}

impl Pick {
    /// Of what was said.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { said: fold(text) }
    }

    fn bare(&self) -> &str {
        self.said.trim_end_matches(['.', ')', '!'])
    }

    /// Whether it is the text of an option.
    #[must_use]
    pub fn is(&self, option: &str) -> bool {
        let bare = self.bare();
        let is_bare = bare.len() == self.said.len();
        same_folded(option, &self.said) || (!is_bare && same_folded(option, bare))
    }

    /// The place of the option whose number it is, from 0, if it is a number.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        let number: usize = self.bare().parse().ok()?;
        number.checked_sub(1)
    }

    /// Whether the text of an option begins with it.
    #[must_use]
    pub fn begins(&self, option: &str) -> bool {
        let bare = self.bare();
        !bare.is_empty() && fold(option).starts_with(bare)
    }

    /// The place of the option that is meant: the first of its text, else that of its number, else
    /// the only one that begins with it.
    #[must_use]
    pub fn among<T: AsRef<str>>(&self, options: &[T]) -> Option<usize> {
        let by_number = || self.number().filter(|place| *place < options.len());
        let by_beginning = || {
            let mut near = options.iter().enumerate().filter(|(_, one)| self.begins(one.as_ref()));
            near.next().filter(|_| near.next().is_none()).map(|(place, _)| place)
        };
        let by_text = options.iter().position(|option| self.is(option.as_ref()));
        by_text.or_else(by_number).or_else(by_beginning)
    }
}
