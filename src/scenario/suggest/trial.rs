//! A scenario that is written and played at once.

use std::sync::Arc;

use crate::base::{FileId, Sources};
use crate::compile::Trees;
use crate::engine::Told;
use crate::lint::Facts;
use crate::plan::Plans;
use crate::runtime::{Published, Unpublishable};
use crate::scenario::coverage::Tally;
use crate::scenario::play::{Stand, watch};
use crate::scenario::written::quoted;

/// The name of the file in which a scenario stands that is only tried.
const FILE: &str = "suggested.rondel";

/// What a scenario is called that is only tried.
const TITLE: &str = "suggested, and not yet called anything";

/// A program with which scenarios are tried.
pub(super) struct Trial<'a, 'g, 'p> {
    facts: &'a Facts<'g, 'p>,
    published: Arc<Published>,
    /// The texts of the program, to which the scenario comes.
    sources: Sources,
    trees: Trees,
}

/// What came of a scenario.
pub(super) struct Played {
    /// How things stood after each line.
    pub(super) stands: Vec<Stand>,
    /// Everything that happened.
    pub(super) told: Vec<Told>,
    /// Where its runs went.
    pub(super) gone: Tally,
}

impl<'a, 'g, 'p> Trial<'a, 'g, 'p> {
    /// A program with its plans.
    ///
    /// # Errors
    /// When the plans cannot be run.
    pub(super) fn new(facts: &'a Facts<'g, 'p>, plans: &Plans) -> Result<Self, Unpublishable> {
        let published = Arc::new(Published::load(plans.clone())?);
        let sources = facts.sources.clone();
        let trees = Trees::of(&sources);
        Ok(Self { facts, published, sources, trees })
    }

    /// What is published.
    pub(super) fn published(&self) -> &Published {
        &self.published
    }

    /// Nothing gone through yet.
    pub(super) fn tally(&self) -> Tally {
        Tally::of(self.facts.flows.iter().map(|flow| flow.graph))
    }

    /// Plays the lines of a scenario; none where they are no scenario, or are not as expected.
    pub(super) fn play(&self, workflow: &str, lines: &[String]) -> Option<Played> {
        let mut sources = self.sources.clone();
        let file: FileId = sources.add(FILE, &written(workflow, TITLE, lines));
        let program = self.trees.with(file, &sources)?;
        let mut scenarios = program.scenarios.iter();
        let scenario = scenarios.find(|scenario| scenario.location.file == file)?;
        let (outcome, stands) = watch(scenario, &self.published, &sources);
        if !outcome.passed() {
            return None;
        }
        let mut gone = self.tally();
        gone.take(self.facts.flows.iter().map(|flow| flow.graph), outcome.records());
        Some(Played { stands, told: outcome.told, gone })
    }
}

/// A scenario in the layout of the language.
pub(super) fn written(workflow: &str, title: &str, lines: &[String]) -> String {
    let mut text = format!("scenario {} for {workflow} {{\n", quoted(title));
    let mut begun = false;
    for line in lines {
        let happens = ["when ", "after "].iter().any(|word| line.starts_with(word));
        // A blank line parts how the world is from what happens in it.
        if happens && !std::mem::replace(&mut begun, true) && !text.ends_with("{\n") {
            text.push('\n');
        }
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str("}\n");
    text
}
