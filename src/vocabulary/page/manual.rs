//! What is said of one declared word at the place where it stands, as Markdown.

use super::article::Article;
use super::lines::{outcome, setting};
use super::{articles, markdown, others, steps};
use crate::vocabulary::{
    Declaration, Form, Item, Kind, Outcome, Promise, ScenarioLine, Setting, Step, Trigger,
};

/// A declared word in one of its meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// At the top of a file.
    Item(&'static Item),
    /// In the workspace.
    Declaration(&'static Declaration),
    /// Behind `on`.
    Trigger(&'static Trigger),
    /// Behind `ensure`.
    Promise(&'static Promise),
    /// A step.
    Step(&'static Step),
    /// A setting of anything.
    Setting(&'static Setting),
    /// An outcome of a step.
    Outcome(&'static Step, &'static Outcome),
    /// In a scenario.
    Scenario(&'static ScenarioLine),
}

impl Entry {
    /// The ways in which a line of it goes on.
    #[must_use]
    pub const fn forms(self) -> &'static [Form] {
        match self {
            Self::Item(one) => one.forms,
            Self::Declaration(one) => one.forms,
            Self::Trigger(one) => one.forms,
            Self::Promise(one) => one.forms,
            Self::Step(one) => one.forms,
            Self::Setting(one) => one.forms,
            Self::Outcome(_, one) => one.forms,
            Self::Scenario(one) => one.forms,
        }
    }

    /// Whether a word stands in a line of it as it is: `team` in `assign to team NAME`.
    #[must_use]
    pub fn says(self, word: &str) -> bool {
        self.forms().iter().copied().flatten().any(|operand| {
            operand.before.split_ascii_whitespace().any(|fixed| fixed == word)
                || matches!(operand.kind, Kind::Word(words) if words.contains(&word))
        })
    }
}

/// Levels of headings above a page: editors show it in little room.
const LEVEL: usize = 4;

/// The page of a word in one of its meanings, as Markdown.
#[must_use]
pub fn manual(entry: Entry) -> String {
    match entry {
        Entry::Item(item) => written(&others::item(item)),
        Entry::Declaration(declaration) => written(&others::declaration(declaration)),
        Entry::Trigger(trigger) => written(&others::trigger(trigger)),
        Entry::Promise(promise) => written(&others::promise(promise)),
        Entry::Step(step) => written(&steps::step(step)),
        Entry::Scenario(line) => written(&others::scenario_line(line)),
        Entry::Setting(line) => cells(&setting(line), ""),
        Entry::Outcome(step, one) => {
            cells(&outcome(one), &format!("An outcome of `{}`. Without a block: ", step.verb))
        }
    }
}

/// Every page of a word that stands in no such place: an operator, a function, a type, a value.
#[must_use]
pub fn manual_of(word: &str) -> Option<String> {
    let pages: Vec<String> = articles(word).iter().map(written).collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn written(article: &Article) -> String {
    markdown(article, LEVEL)
}

/// A row of a table of settings or outcomes: how it is written, what it does, and what else.
fn cells(row: &[String], lead: &str) -> String {
    let mut cells = row.iter();
    let way = cells.next().map(String::as_str).unwrap_or_default();
    let about = cells.next().map(String::as_str).unwrap_or_default();
    let rest = cells.next().map(|rest| format!("\n\n{lead}{rest}")).unwrap_or_default();
    format!("```text\n{way}\n```\n\n{about}{rest}\n")
}
