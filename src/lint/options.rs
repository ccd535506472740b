//! The options that a question offers.

use super::facts::{Facts, Flow};
use crate::base::{Location, Name, Root, Span, Type};
use crate::graph::StepIx;
use crate::program::{ArgValue, Line, Step};
use crate::vocabulary::{self as decl, Agreement, Sort};

/// An option as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offered<'p> {
    /// Its text.
    pub(super) text: &'p str,
    /// Where that stands.
    pub(super) location: Location,
}

/// The steps of a workflow that may offer some.
pub(super) fn offering<'p>(flow: &Flow<'_, 'p>) -> impl Iterator<Item = (StepIx, &'p Step)> {
    flow.graph.steps_of(|decl| outcome(decl).is_some())
}

/// The outcome that each option of a step is.
fn outcome(decl: &decl::Step) -> Option<&'static str> {
    decl.agreements.iter().find_map(|agreement| match *agreement {
        Agreement::Options { outcome } => Some(outcome),
        Agreement::Bounds { .. }
        | Agreement::DateFormats { .. }
        | Agreement::OneChannel { .. }
        | Agreement::NamesNobody { .. }
        | Agreement::Needs { .. }
        | Agreement::Gaps { .. } => None,
    })
}

/// The options of a step: those it writes, or those of the place where the answer is kept.
pub(super) fn offered<'p>(facts: &Facts<'_, 'p>, step: &'p Step) -> Vec<Offered<'p>> {
    let chooses = step.line.args.iter().any(
        |arg| matches!(&arg.value, ArgValue::Type(ty, _) if matches!(ty.base, Type::Choice(_))),
    );
    let Some(outcome) = outcome(step.decl).filter(|_| chooses) else { return Vec::new() };
    let written = step.outcomes.iter().filter(|handled| handled.decl.word == outcome);
    let written = written.flat_map(|handled| {
        let file = handled.line.head.file;
        handled.line.args.iter().filter_map(move |arg| {
            let ArgValue::Text(text) = &arg.value else { return None };
            Some(Offered { text, location: Location { file, span: arg.span } })
        })
    });
    let written: Vec<Offered<'p>> = written.collect();
    if written.is_empty() { of_place(facts, step) } else { written }
}

fn of_place<'p>(facts: &Facts<'_, 'p>, step: &Step) -> Vec<Offered<'p>> {
    let place = step.line.args.iter().find_map(|arg| {
        let ArgValue::Place(place, Type::Choice(_)) = &arg.value else { return None };
        Some(place).filter(|place| place.of == Root::Contact)
    });
    let Some(place) = place else { return Vec::new() };
    let workspace = &facts.program.workspace;
    let Some(field) = workspace.find(Sort::Field, &place.name) else {
        let stages = workspace.all(Sort::Lifecycle).filter(|_| place.name == "lifecycle");
        return stages.map(|one| Offered { text: &one.name, location: one.location }).collect();
    };
    let file = field.location.file;
    let offer =
        |(text, span): &'p (Name, Span)| Offered { text, location: Location { file, span: *span } };
    texts(&field.line).map(offer).collect()
}

/// The fixed texts of a line, with their places.
pub(super) fn texts(line: &Line) -> impl Iterator<Item = &(Name, Span)> {
    let lists = line.args.iter().filter_map(|arg| {
        let ArgValue::Texts(texts) = &arg.value else { return None };
        Some(texts)
    });
    lists.flatten()
}
