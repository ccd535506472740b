//! Written outcomes: what they carry and what happens then.

use super::bind::{self, bind_line, head_of};
use super::ids::Ids;
use super::scope::Scope;
use super::steps::bind_block;
use super::{Arg, ArgValue, Handled, Line, Step};
use crate::base::Span;
use crate::report::Report;
use crate::syntax::Statement;
use crate::vocabulary::{Outcome, codes};

/// Binds a line of a step's block that is one of its outcomes.
pub(crate) fn outcome_of(
    statement: &Statement,
    outcome: &'static Outcome,
    step: &Step,
    args: &[Arg],
    scope: &mut Scope<'_>,
) -> Handled {
    let (line, _) = bind_line(statement, outcome.word, outcome.forms, args, scope);
    bind::no_else(statement, scope);
    if let Some(first) = step.outcomes.iter().find(|known| same(known, outcome, &line)) {
        let place = scope.location(head_of(statement));
        let first = first.line.head;
        scope.report(
            Report::error(
                codes::DUPLICATE_NAME,
                place,
                format!("this `{}` stands twice", outcome.word),
            )
            .label("the second one")
            .also(first, "the first one")
            .help("take one of them away"),
        );
    }
    if statement.block.is_none() && !outcome.blockless && statement.junk.is_none() {
        let end = scope.location(Span::point(head_of(statement).end));
        scope.report(
            Report::error(
                codes::MISSING_ARGUMENT,
                end,
                format!("`{}` needs a block", outcome.word),
            )
            .label("expected `{` here")
            .help("write what happens then in braces; empty braces go on with the next step"),
        );
    }
    let ordinal = step.outcomes.iter().filter(|known| known.decl.word == outcome.word).count();
    let name = branch_name(outcome, &line, ordinal);
    let block = statement
        .block
        .as_ref()
        .map(|block| bind_block(block, Ids::inside(&step.id, &name), scope));
    Handled { decl: outcome, line, block }
}

/// What the block of an outcome is called in ids: `timeout`, `option_2`, `status_4xx`.
fn branch_name(outcome: &Outcome, line: &Line, ordinal: usize) -> String {
    match line.args.first().map(|arg| &arg.value) {
        Some(ArgValue::Status { code, class }) if outcome.repeats => {
            format!("{}_{code}{}", outcome.word, if *class { "xx" } else { "" })
        }
        Some(_) | None if outcome.repeats => format!("{}_{}", outcome.word, ordinal + 1),
        Some(_) | None => outcome.word.to_owned(),
    }
}

fn same(known: &Handled, outcome: &Outcome, line: &Line) -> bool {
    if known.decl.word != outcome.word {
        return false;
    }
    if !outcome.repeats {
        return true;
    }
    match (known.line.args.first().map(|arg| &arg.value), line.args.first().map(|arg| &arg.value)) {
        (Some(ArgValue::Text(one)), Some(ArgValue::Text(other))) => {
            crate::base::fold(one) == crate::base::fold(other)
        }
        (
            Some(ArgValue::Status { code: one, class }),
            Some(ArgValue::Status { code: other, class: wide }),
        ) => one == other && class == wide,
        _ => false,
    }
}
