//! A recording becomes a scenario by being tried: lines that are not so when it is are left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Recording;
use crate::base::Sources;
use crate::compile::{check, plans};
use crate::format::format;
use crate::program::Scenario;
use crate::report::Severity;
use crate::runtime::Published;
use crate::scenario::line::Line;
use crate::scenario::play::misses;
use crate::scenario::written::quoted;

/// What a recorded scenario is called.
const TITLE: &str = "recorded talk";

/// A scenario that passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its title.
    pub title: String,
    /// The whole text of the file, with the scenario at its end.
    pub text: String,
    /// How many lines had to be left out because it did not go so when it was tried.
    pub left_out: usize,
}

/// Why a recording cannot become a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprovable {
    /// Nobody did anything.
    #[error("nothing has happened that a scenario could tell")]
    Nothing,
    /// There is no workflow that it could try.
    #[error("there is no workflow that a scenario could try")]
    NoWorkflow,
    /// The program has errors with it, elsewhere than in its lines.
    #[error("with the scenario the program has an error: {0}")]
    Broken(String),
}

/// Tries a recording at the end of a file of the program, until every line that is left is so. The
/// file may be a new one.
///
/// # Errors
/// When nothing happened, or the program has errors elsewhere.
pub fn prove(recording: &Recording, mut sources: Sources, file: &str) -> Result<Proof, Unprovable> {
    if recording.is_empty() {
        return Err(Unprovable::Nothing);
    }
    let program = check(&sources).program;
    let first = program.workflows.first().map(|workflow| workflow.name.clone());
    let workflow = recording.workflow.clone().or(first).ok_or(Unprovable::NoWorkflow)?;
    let of_it = |one: &&Scenario| one.workflow == workflow;
    let titles: Vec<&Scenario> = program.scenarios.iter().filter(of_it).collect();
    let numbers = std::iter::successors(Some(2_u32), |number| number.checked_add(1));
    let title = std::iter::once(TITLE.to_owned())
        .chain(numbers.map(|number| format!("{TITLE} {number}")))
        .find(|title| titles.iter().all(|one| one.title != title.as_str()))
        .unwrap_or_else(|| TITLE.to_owned());

    let known = sources.iter().find(|(_, source)| source.name() == file).map(|(id, _)| id);
    let id = known.unwrap_or_else(|| sources.add(file, ""));
    let before = sources.get(id).map(|source| source.text().to_owned()).unwrap_or_default();
    let mut draft = Draft {
        before: before_it(&before),
        head: format!("scenario {} for {workflow} {{", quoted(&title)),
        lines: recording.lines(),
        left_out: 0,
    };
    loop {
        let text = draft.text();
        sources.replace(id, &text);
        let checked = check(&sources);
        let mut wrong = Vec::new();
        for report in checked.reports.iter().filter(|report| report.severity == Severity::Error) {
            let location = report.location();
            let line = sources.get(location.file).map(|source| source.line_of(location.span.start));
            let place = line.filter(|_| location.file == id).and_then(|line| draft.place(line));
            let Some(place) = place else { return Err(Unprovable::Broken(report.message.clone())) };
            wrong.push((place, report.message.clone()));
        }
        if wrong.is_empty() {
            let broken = || Unprovable::Broken("it cannot be run".to_owned());
            let plans = plans(&checked, &sources).ok_or_else(broken)?;
            let published = Published::load(plans);
            let published = published.map_err(|why| Unprovable::Broken(why.to_string()))?;
            let scenarios = &checked.program.scenarios;
            let own = |one: &&Scenario| one.workflow == workflow && one.title == title.as_str();
            let scenario = scenarios.iter().find(own).ok_or_else(broken)?;
            for failure in misses(scenario, &Arc::new(published), &sources) {
                let Some(place) = draft.place(failure.at.line) else { continue };
                let came = failure.instead.first().map(|one| match one.why.as_str() {
                    "" => one.what.text.clone(),
                    why => format!("{}, {why}", one.what.text),
                });
                wrong.push((place, format!("when tried: {}", came.unwrap_or_default())));
            }
        }
        if wrong.is_empty() {
            let text = format!("{}{}", draft.before, format(id, &draft.own()).text);
            return Ok(Proof { title, text, left_out: draft.left_out });
        }
        draft.leave_out(wrong);
    }
}

/// A scenario at the end of a file.
struct Draft {
    /// Everything before it, up to its own line.
    before: String,
    head: String,
    lines: Vec<Option<Line>>,
    left_out: usize,
}

impl Draft {
    /// The whole file.
    fn text(&self) -> String {
        format!("{}{}", self.before, self.own())
    }

    /// What is put behind everything else.
    fn own(&self) -> String {
        let mut own = format!("{}\n", self.head);
        for line in &self.lines {
            if let Some(line) = line {
                own.push_str(&format!("  {}", line.text));
            }
            own.push('\n');
        }
        own.push_str("}\n");
        // A file keeps the line ends it has.
        if self.before.contains("\r\n") { own.replace('\n', "\r\n") } else { own }
    }

    /// Which of the lines stands on a line of the file, from 1.
    fn place(&self, line: u32) -> Option<usize> {
        let head = self.before.matches('\n').count() + 1;
        let place = usize::try_from(line).ok()?.checked_sub(head + 1)?;
        (place < self.lines.len()).then_some(place)
    }

    /// Takes lines out; what is no guess stays as a comment with the reason.
    fn leave_out(&mut self, wrong: Vec<(usize, String)>) {
        let mut gone = BTreeSet::new();
        for (place, why) in wrong {
            let Some(Some(line)) = self.lines.get_mut(place) else { continue };
            if let Some(otherwise) = line.otherwise.take() {
                line.text = otherwise;
            } else if line.is_guess {
                gone.insert(place);
            } else if !line.is_comment() {
                *line = Line::comment(&format!("Left out: {} ({why})", line.text));
                self.left_out += 1;
            }
        }
        let mut places = 0..;
        self.lines.retain(|_| places.next().is_none_or(|place| !gone.contains(&place)));
    }
}

/// The text before a scenario at the end of a file: what stands there, and a blank line.
fn before_it(text: &str) -> String {
    let kept = text.trim_end();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if kept.is_empty() { String::new() } else { format!("{kept}{end}{end}") }
}
