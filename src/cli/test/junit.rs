//! How scenarios went, as JUnit XML: a suite for each file.

use super::Trials;
use crate::engine::Transcript;
use crate::report::{Case, Palette, Suite, suites};
use crate::scenario::{Outcome, explain};

pub(super) fn junit(trials: &Trials<'_>) -> String {
    let mut all: Vec<Suite> = Vec::new();
    for root in &trials.broken {
        let message = "the program has errors";
        let failure = Some((message.to_owned(), "`rondel check` says which".to_owned()));
        let name = "its scenarios can be tried".to_owned();
        let case = Case { name, failure, is_broken: true, ..Case::default() };
        all.push(Suite { name: root.clone(), cases: vec![case] });
    }
    for (outcome, zone) in &trials.outcomes {
        let case = case(outcome, &mut Transcript::new(zone.clone()));
        match all.iter_mut().find(|suite| suite.name == outcome.at.file) {
            Some(suite) => suite.cases.push(case),
            None => all.push(Suite { name: outcome.at.file.clone(), cases: vec![case] }),
        }
    }
    suites("rondel test", &all)
}

fn case(outcome: &Outcome, transcript: &mut Transcript) -> Case {
    let failure = outcome.failure.as_ref().map(|failure| {
        let message = format!("expected {}", failure.expected.text);
        (message, explain(outcome, transcript, Palette::PLAIN))
    });
    Case {
        name: outcome.title.to_string(),
        class: outcome.workflow.to_string(),
        line: Some(outcome.at.line),
        failure,
        is_broken: false,
    }
}
