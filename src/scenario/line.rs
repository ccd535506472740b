//! A line of a scenario that is being written down.

/// A line, and what becomes of it where it turns out not to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// What is tried in its place where it turns out not to be so.
    pub(super) otherwise: Option<String>,
    /// Whether it goes without a word then.
    pub(super) is_guess: bool,
}

impl Line {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), otherwise: None, is_guess: false }
    }

    pub(super) fn comment(text: &str) -> Self {
        Self::new(format!("# {}", text.replace(['\n', '\r'], " ")))
    }

    pub(super) fn is_comment(&self) -> bool {
        self.text.starts_with('#')
    }
}
