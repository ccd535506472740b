//! What scenarios went through: as a table for people, and for programs.

use clap::ValueEnum;

use crate::base::Sources;
use crate::cli::output::Output;
use crate::cli::table::table;
use crate::report::Tint;
use crate::scenario::coverage::{Coverage, CoverageDocument, Covered, Goal, Share, lcov};

/// How coverage is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A table for people, and what is missing
    Text,
    /// The form of lcov, for editors and CI services
    Lcov,
    /// One document with everything, for programs
    Json,
}

/// The coverage of one program, with its texts.
pub(super) type Measured<'a> = (Coverage, &'a Sources);

/// Tells what was gone through.
pub(super) fn tell(form: Form, measured: &[Measured<'_>], output: &mut Output) {
    match form {
        Form::Text => text(measured, output),
        Form::Lcov => {
            for (coverage, sources) in measured {
                output.answer(&lcov(coverage, sources));
            }
        }
        Form::Json => {
            let programs = measured.iter().map(|(coverage, sources)| (coverage, *sources));
            output.answer(&CoverageDocument::new(programs).render());
        }
    }
}

/// How much was gone through of everything.
pub(super) fn all_of(measured: &[Measured<'_>]) -> Share {
    let each = measured.iter().map(|(one, _)| one.steps().and(one.outcomes()));
    each.fold(Share::default(), Share::and)
}

/// `87.5 %`.
pub(super) fn percent(share: Share) -> String {
    let tenths = share.tenths_of_percent();
    match tenths % 10 {
        0 => format!("{} %", tenths / 10),
        rest => format!("{}.{rest} %", tenths / 10),
    }
}

fn text(measured: &[Measured<'_>], output: &mut Output) {
    let row = |name: &str, steps: Share, outcomes: Share| {
        let of = |share: Share| match share.all {
            0 => String::new(),
            all => format!("{} of {all}", share.reached),
        };
        [name.to_owned(), of(steps), of(outcomes), percent(steps.and(outcomes))]
    };
    let workflows = || measured.iter().flat_map(|(coverage, _)| &coverage.workflows);
    let mut rows: Vec<_> =
        workflows().map(|one| row(&one.workflow, one.steps(), one.outcomes())).collect();
    if rows.len() > 1 {
        let steps = workflows().map(Covered::steps).fold(Share::default(), Share::and);
        let outcomes = workflows().map(Covered::outcomes).fold(Share::default(), Share::and);
        rows.push(row("together", steps, outcomes));
    }
    if rows.is_empty() {
        return;
    }
    output.answer("\n");
    output.answer(&table(["workflow", "steps", "outcomes", "covered"], rows));
    let listed = |title: &str, goals: fn(&Covered) -> Vec<&Goal>, output: &mut Output| {
        let mut is_first = true;
        for (coverage, sources) in measured {
            for workflow in &coverage.workflows {
                for goal in goals(workflow) {
                    if std::mem::take(&mut is_first) {
                        let title = output.palette().paint(Tint::Strong, title);
                        output.answer(&format!("\n{title}\n"));
                    }
                    output.answer(&format!("  {}\n", line(workflow, goal, sources)));
                }
            }
        }
    };
    listed("not gone through:", |one| one.missing().collect(), output);
    listed("what no run can go through:", |one| one.impossible().collect(), output);
}

fn line(workflow: &Covered, goal: &Goal, sources: &Sources) -> String {
    let place = sources.get(workflow.location.file).map(|source| {
        let at = source.position(goal.location.span.start);
        format!("{}:{}:{}", source.name(), at.line, at.column)
    });
    let place = place.unwrap_or_default();
    let Goal { step, outcome, .. } = goal;
    if outcome.is_empty() {
        format!("{place}: `{step}`")
    } else {
        format!("{place}: `{outcome}` of `{step}`")
    }
}
