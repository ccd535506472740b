//! A scenario that is written and played at once.

use std::cell::Cell;
use std::sync::Arc;

use crate::base::{FileId, Sources};
use crate::compile::Trees;
use crate::engine::Told;
use crate::lint::Facts;
use crate::plan::Plans;
use crate::program::Scenario;
use crate::runtime::{Published, Unpublishable};
use crate::scenario::coverage::Tally;
use crate::scenario::play::{misses, watch};
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
    /// The steps of the program, all of which are read again for each scenario that is tried.
    steps: usize,
    /// Steps that may still be gone through before the search is given up.
    left: Cell<usize>,
}

/// What came of a scenario.
pub(super) struct Played {
    /// How much had happened after each line.
    pub(super) counts: Vec<usize>,
    /// Everything that happened.
    pub(super) told: Vec<Told>,
    /// Where its runs went.
    pub(super) gone: Tally,
}

impl<'a, 'g, 'p> Trial<'a, 'g, 'p> {
    /// A program with its plans, and how many steps are gone through before the search is given up.
    ///
    /// # Errors
    /// When the plans cannot be run.
    pub(super) fn new(
        facts: &'a Facts<'g, 'p>,
        plans: &Plans,
        most: usize,
    ) -> Result<Self, Unpublishable> {
        let published = Arc::new(Published::load(plans.clone())?);
        let sources = facts.sources.clone();
        let trees = Trees::of(&sources);
        let steps = facts.flows.iter().map(|flow| flow.graph.edge_count()).sum();
        Ok(Self { facts, published, sources, trees, steps, left: Cell::new(most) })
    }

    /// Whether so much was gone through that nothing more is looked for.
    pub(super) fn is_over(&self) -> bool {
        self.left.get() == 0
    }

    /// Takes down how many steps were gone through.
    pub(super) fn spend(&self, steps: usize) {
        self.left.set(self.left.get().saturating_sub(steps));
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
        self.with(workflow, lines, |scenario, sources| {
            let (outcome, counts) = watch(scenario, &self.published, sources);
            if !outcome.passed() {
                return None;
            }
            let mut gone = self.tally();
            gone.take(self.facts.flows.iter().map(|flow| flow.graph), outcome.records());
            Some(Played { counts, told: outcome.told, gone })
        })?
    }

    /// The lines without those that are not as expected.
    pub(super) fn without_misses(&self, workflow: &str, lines: Vec<String>) -> Vec<String> {
        let missed = self.with(workflow, &lines, |scenario, sources| {
            let missed = misses(scenario, &self.published, sources);
            missed.into_iter().map(|failure| failure.at.line).collect::<Vec<u32>>()
        });
        let missed = missed.unwrap_or_default();
        let text = written(workflow, TITLE, &lines);
        // The first line is the head; a blank one is none of the lines.
        let numbered = (1..).zip(text.lines()).skip(1).filter(|(_, line)| !line.is_empty());
        let kept = numbered.zip(lines).filter(|((number, _), _)| !missed.contains(number));
        kept.map(|(_, line)| line).collect()
    }

    /// Reads the lines beside the program.
    fn with<T>(
        &self,
        workflow: &str,
        lines: &[String],
        look: impl FnOnce(&Scenario, &Sources) -> T,
    ) -> Option<T> {
        self.spend(self.steps);
        let mut sources = self.sources.clone();
        let file: FileId = sources.add(FILE, &written(workflow, TITLE, lines));
        let program = self.trees.with(file, &sources)?;
        let scenario = program.scenarios.iter().find(|one| one.location.file == file)?;
        Some(look(scenario, &sources))
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
