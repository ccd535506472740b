//! The line that is typed on a terminal: history, and completion of commands and names.

use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Helper, Result};

/// A line editor.
pub(super) struct Editor {
    inner: rustyline::Editor<Words, DefaultHistory>,
}

impl Editor {
    /// One that completes these words; none where the terminal cannot do it.
    pub(super) fn new(words: Vec<String>) -> Option<Self> {
        let config = Config::builder().completion_type(CompletionType::List).build();
        let mut inner = rustyline::Editor::with_config(config).ok()?;
        inner.set_helper(Some(Words(words)));
        Some(Self { inner })
    }

    /// The next line; none at the end.
    pub(super) fn line(&mut self, prompt: &str) -> Option<String> {
        let line = self.inner.readline(&format!("{prompt}> ")).ok()?;
        if !line.trim().is_empty() {
            // A history that is full forgets the oldest line.
            let _ = self.inner.add_history_entry(&line);
        }
        Some(line)
    }
}

struct Words(Vec<String>);

impl Completer for Words {
    type Candidate = String;

    /// Words that begin as the one before the cursor does, where the line is a command.
    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> Result<(usize, Vec<String>)> {
        let before = line.get(..at).unwrap_or_default();
        let start = before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        let begun = before.get(start..).unwrap_or_default();
        if !line.starts_with('/') {
            return Ok((at, Vec::new()));
        }
        let first = start == 0;
        let known = self.0.iter().filter(|word| word.starts_with('/') == first);
        Ok((start, known.filter(|word| word.starts_with(begun)).cloned().collect()))
    }
}

impl Helper for Words {}
impl Highlighter for Words {}
impl Hinter for Words {
    type Hint = String;
}
impl Validator for Words {}
