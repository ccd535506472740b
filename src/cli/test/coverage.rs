//! What scenarios went through: as a table for people, and for programs.

use clap::ValueEnum;

use crate::base::Sources;
use crate::cli::output::Output;
use crate::cli::table::table;
use crate::report::Tint;
use crate::scenario::coverage::{Coverage, CoverageDocument, Covered, Goal, Share, lcov};
use crate::scenario::suggest::Advice;

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

/// What the scenarios of one program went through.
pub(super) struct Measured<'a> {
    pub(super) coverage: Coverage,
    /// What input reaches the rest, by workflows; empty where nobody asks.
    pub(super) advice: Vec<Vec<Advice>>,
    pub(super) sources: &'a Sources,
}

/// Tells what was gone through.
pub(super) fn tell(form: Form, measured: &[Measured<'_>], output: &mut Output) {
    match form {
        Form::Text => text(measured, output),
        Form::Lcov => {
            for one in measured {
                output.answer(&lcov(&one.coverage, one.sources));
            }
        }
        Form::Json => {
            let programs = measured.iter().map(|one| (&one.coverage, &*one.advice, one.sources));
            output.answer(&CoverageDocument::new(programs).render());
        }
    }
}

/// How much was gone through of everything.
pub(super) fn whole(measured: &[Measured<'_>]) -> Share {
    let each = measured.iter().map(|one| one.coverage.steps().and(one.coverage.outcomes()));
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
    let workflows = || measured.iter().flat_map(|one| &one.coverage.workflows);
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
    for one in measured {
        missing(one, output);
    }
    for one in measured {
        impossible(one, output);
    }
}

fn row(name: &str, steps: Share, outcomes: Share) -> [String; 4] {
    let of = |share: Share| match share.all {
        0 => String::new(),
        all => format!("{} of {all}", share.reached),
    };
    [name.to_owned(), of(steps), of(outcomes), percent(steps.and(outcomes))]
}

/// What is missing, each with the input that reaches it.
fn missing(measured: &Measured<'_>, output: &mut Output) {
    let palette = output.palette();
    let nothing = Vec::new();
    let advice = measured.advice.iter().chain(std::iter::repeat(&nothing));
    for (workflow, advice) in measured.coverage.workflows.iter().zip(advice) {
        let mut behind = 0;
        for (goal, advice) in workflow.missing().zip(advice) {
            if advice.is_behind {
                behind += 1;
                continue;
            }
            let mark = palette.paint(Tint::Warning, "not covered");
            output.answer(&format!("\n{mark}  {}\n", line(workflow, goal, measured.sources)));
            if advice.is_left {
                output.answer("  not looked for: cover what stands above, and ask again\n");
            } else if advice.lines.is_empty() {
                output.answer("  no lines were found that reach it\n");
            }
            for line in &advice.lines {
                output.answer(&format!("  {line}\n"));
            }
        }
        if behind > 0 {
            let plural = if behind == 1 { "step" } else { "steps" };
            let name = &workflow.workflow;
            output.answer(&format!("\n{behind} more {plural} of {name} behind these outcomes\n"));
        }
    }
}

/// What no run can go through.
fn impossible(measured: &Measured<'_>, output: &mut Output) {
    let palette = output.palette();
    for workflow in &measured.coverage.workflows {
        for goal in workflow.impossible() {
            let mark = palette.paint(Tint::Quiet, "impossible");
            output.answer(&format!("\n{mark}   {}\n", line(workflow, goal, measured.sources)));
        }
    }
}

fn line(workflow: &Covered, goal: &Goal, sources: &Sources) -> String {
    let place = sources.get(workflow.location.file).map(|source| {
        let at = source.position(goal.location.span.start);
        format!("{}:{}:{}", source.name(), at.line, at.column)
    });
    let place = place.unwrap_or_default();
    match (goal.step.as_str(), goal.outcome.as_str()) {
        (step, "") => format!("{place}  `{step}`"),
        (step, outcome) => format!("{place}  `{outcome}` of `{step}`"),
    }
}
