//! Steps: each statement of a block bound to its declaration and shaped down to a core kind.

use super::bind::{
    self, Bound, Owner, bind_line, bind_settings, check_agreements, condition, head_of,
    unknown_line,
};
use super::ids::{Ids, looks_generated};
use super::outcomes::outcome_of;
use super::reduce::{LooseArm, shape};
use super::scope::Scope;
use super::{Block, Kind, Line, Step};
use crate::base::{Location, Span, nearest};
use crate::report::Report;
use crate::syntax::{self, Entry, Statement};
use crate::vocabulary::{self, Body, Effect, codes};

/// Binds the steps of a block, in order.
pub(crate) fn bind_block(block: &syntax::Block, mut ids: Ids, scope: &mut Scope<'_>) -> Block {
    let around = std::mem::replace(&mut scope.secrets, false);
    let mut steps = Vec::with_capacity(block.entries.len());
    for entry in &block.entries {
        if let Entry::Statement(statement) = entry
            && let Some(step) = bind_step(statement, &mut ids, scope)
        {
            steps.push(step);
        }
    }
    scope.secrets = around;
    Block { span: block.at.0, steps }
}

/// Binds one step; none where its verb is unknown (reported).
pub(crate) fn bind_step(
    statement: &Statement,
    ids: &mut Ids,
    scope: &mut Scope<'_>,
) -> Option<Step> {
    let Some(decl) = vocabulary::find_step(&statement.verb.text) else {
        // A line that breaks off behind its first word was told of where it does.
        if statement.junk.is_none() || !statement.operands.is_empty() {
            let report = unknown_step(statement, scope);
            scope.report(report);
        }
        // What stands inside is bound all the same, so that its own faults are found at once.
        let lost = ids.next(None, "unknown");
        for block in statement.block.iter().chain(statement.otherwise.as_deref()) {
            silently(scope, |scope| bind_block(block, Ids::inside(&lost, "block"), scope));
        }
        return None;
    };
    let label = statement.label.as_deref();
    if let Some(label) = label
        && looks_generated(&label.text, |word| vocabulary::find_step(word).is_some())
    {
        let place = scope.location(label.at.0);
        scope.report(
            Report::error(
                codes::WRONG_TYPE,
                place,
                format!("the label `{}` looks like the name of a step without one", label.text),
            )
            .label("a verb and a number")
            .help("choose a label that says what the step is for"),
        );
    }
    let before = scope.reports.len();
    let id = ids.next(label.map(|label| &label.text), decl.verb);
    // Blocks inside take it back: their steps speak for themselves.
    scope.secrets = decl.effects.contains(&Effect::CarriesSecrets);
    let (mut line, _) = bind_line(statement, decl.verb, decl.forms, &[], scope);
    let mut step = Step {
        id,
        label: label.map(|label| label.at.0),
        decl,
        line: Line::default(),
        outcomes: Vec::new(),
        otherwise: None,
        kind: Kind::Act,
    };
    let mut arms = Vec::new();
    if let Some(block) = &statement.block {
        match decl.body {
            Body::Details => details(block, &mut step, &mut line, scope),
            Body::Steps => {
                let inner = bind_block(block, Ids::inside(&step.id, "then"), scope);
                arms.push((statement, None, inner));
            }
            Body::Arms => arms_of(block, &mut step, &mut arms, scope),
            Body::None | Body::TypedLines { .. } => stray_block(statement, block, scope),
        }
    }
    scope.secrets = false;
    otherwise(statement, &mut step, scope);
    if scope.reports.len() == before && statement.junk.is_none() && arms.is_empty() {
        empty_body(&step, &line, scope);
    }
    // Parts that are wrong by themselves are not held against each other besides.
    if scope.reports.len() == before && statement.junk.is_none() {
        let bound = Bound { decl, statement, line: &line, outcomes: &step.outcomes };
        check_agreements(bound, scope);
    }
    step.line = line;
    step.kind = shape(&step, arms, scope);
    Some(step)
}

/// Settings and outcomes of a step.
fn details(block: &syntax::Block, step: &mut Step, line: &mut Line, scope: &mut Scope<'_>) {
    let decl = step.decl;
    let args = std::mem::take(&mut line.args);
    let outcomes: Vec<&'static str> = decl.outcomes.iter().map(|outcome| outcome.word).collect();
    let owner = Owner { word: decl.verb, settings: decl.settings, more: &outcomes, args: &args };
    let others = bind_settings(block, owner, line, scope);
    step.outcomes.reserve_exact(others.len());
    for statement in others {
        let word = statement.verb.text.as_str();
        match decl.outcomes.iter().find(|outcome| outcome.word == word) {
            Some(outcome) => {
                let handled = outcome_of(statement, outcome, step, &args, scope);
                step.outcomes.push(handled);
            }
            None => {
                let report = stranger(statement, owner, scope);
                scope.report(report);
            }
        }
    }
    line.args = args;
}

fn stranger(statement: &Statement, owner: Owner<'_>, scope: &Scope<'_>) -> Report {
    let word = statement.verb.text.as_str();
    if vocabulary::find_step(word).is_some() && vocabulary::owner_of_line(word).is_none() {
        let place = scope.location(statement.verb.at.0);
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` is a step and cannot stand among the settings of `{}`", owner.word),
        )
        .label("a step of its own")
        .help(match owner.more.first() {
            Some(outcome) => format!(
                "put it after the block of `{}`, or in the block of an outcome: `{outcome} {{ {word} … }}`",
                owner.word
            ),
            None => format!("put it after the block of `{}`", owner.word),
        });
    }
    unknown_line(statement, owner, scope)
}

/// The `when` lines of a branch; the `else` of the last is that of the branch.
fn arms_of<'a>(
    block: &'a syntax::Block,
    step: &mut Step,
    arms: &mut Vec<LooseArm<'a>>,
    scope: &mut Scope<'_>,
) {
    let statements: Vec<&Statement> = block
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Statement(statement) => Some(statement),
            Entry::Poison(_) => None,
        })
        .collect();
    let last = statements.len().saturating_sub(1);
    for (index, statement) in statements.iter().enumerate() {
        if statement.verb.text != "when" {
            let report = stray_arm(statement, scope);
            scope.report(report);
            continue;
        }
        let before = scope.reports.len();
        let when = condition(statement, scope);
        let name = format!("when_{}", arms.len() + 1);
        let ids = Ids::inside(&step.id, &name);
        let inner = match &statement.block {
            Some(block) => bind_block(block, ids, scope),
            None => {
                if !scope.reports.has_errors_from(before) {
                    missing_block(statement, scope);
                }
                Block::default()
            }
        };
        arms.push((statement, when, inner));
        if let Some(other) = &statement.otherwise {
            if index == last {
                step.otherwise = Some(bind_block(other, Ids::inside(&step.id, "else"), scope));
            } else {
                let place = scope.location(Span::point(other.at.0.start));
                scope.report(
                    Report::error(codes::WRONG_PLACE, place, "`else` stands before another `when`")
                        .label("nothing after this is looked at")
                        .help("put `else { … }` after the last `when`"),
                );
            }
        }
    }
}

/// A step that chooses among its blocks, and has none.
fn empty_body(step: &Step, line: &Line, scope: &mut Scope<'_>) {
    let (wanted, help) = match step.decl.body {
        Body::Arms => ("a case", "write one: `branch { when CONDITION { … } }`"),
        Body::Steps => ("a block", "write the steps for then in braces"),
        Body::None | Body::Details | Body::TypedLines { .. } => return,
    };
    let end = Location { span: Span::point(line.head.span.end), ..line.head };
    let message = format!("`{}` needs {wanted}", step.decl.verb);
    let report = Report::error(codes::MISSING_ARGUMENT, end, message);
    scope.report(report.label(format!("expected {wanted} here")).help(help));
}

fn missing_block(statement: &Statement, scope: &mut Scope<'_>) {
    if statement.junk.is_none() && !statement.operands.is_empty() {
        let end = scope.location(Span::point(head_of(statement).end));
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, end, "`when` needs a block")
                .label("expected `{` here")
                .help("write the steps of this case in braces"),
        );
    }
}

fn stray_arm(statement: &Statement, scope: &Scope<'_>) -> Report {
    let word = &statement.verb.text;
    let place = scope.location(statement.verb.at.0);
    if vocabulary::find_step(word).is_some() {
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` stands in a branch, outside of its cases"),
        )
        .label("expected `when`")
        .help("put it in the block of a `when`, or of the `else`");
    }
    let report =
        Report::error(codes::UNKNOWN_SETTING, place, format!("a branch does not know `{word}`"));
    match word.as_str() {
        "if" | "case" | "elif" | "elsif" | "elseif" => {
            report.help("write `when` and the condition").fix("write `when`", place, "when")
        }
        "default" | "otherwise" => report.help("write `else { … }` after the last `when`"),
        _ => report.label("expected `when`").help("write `when CONDITION { … }`"),
    }
}

fn stray_block(statement: &Statement, block: &syntax::Block, scope: &mut Scope<'_>) {
    let open = Span::point(block.at.0.start);
    let place = scope.location(open);
    let word = &statement.verb.text;
    let inside = block.entries.iter().find_map(|entry| match entry {
        Entry::Statement(inner) => Some(&inner.verb),
        Entry::Poison(_) => None,
    });
    let report = match inside {
        Some(inner) if vocabulary::is_outcome(&inner.text) => {
            let message = format!("`{word}` has no outcome `{}`", inner.text);
            Report::error(codes::WRONG_PLACE, scope.location(inner.at.0), message)
                .label(format!("`{word}` cannot end like this"))
        }
        Some(_) | None => {
            Report::error(codes::WRONG_PLACE, place, format!("`{word}` takes no block"))
                .label("nothing can stand in these braces")
        }
    };
    scope.report(report.help("take the block away"));
}

/// The block behind `else` of a step with outcomes or a body.
fn otherwise(statement: &Statement, step: &mut Step, scope: &mut Scope<'_>) {
    let Some(block) = &statement.otherwise else { return };
    let fits = match step.decl.body {
        Body::Steps => true,
        Body::Details => !step.decl.outcomes.is_empty(),
        Body::None => !step.decl.outcomes.is_empty(),
        Body::Arms => {
            let place = scope.location(Span::point(block.at.0.start));
            scope.report(
                Report::error(codes::WRONG_PLACE, place, "the `else` of a branch stands inside it")
                    .label("after the braces of the branch")
                    .help("put `else { … }` after the last `when`, before the `}` of the branch"),
            );
            return;
        }
        Body::TypedLines { .. } => false,
    };
    if !fits {
        bind::no_else(statement, scope);
        return;
    }
    step.otherwise = Some(bind_block(block, Ids::inside(&step.id, "else"), scope));
}

/// Runs a walk whose findings of unknown lines would only repeat a fault.
fn silently<T>(scope: &mut Scope<'_>, walk: impl FnOnce(&mut Scope<'_>) -> T) -> T {
    let before = scope.reports.len();
    let result = walk(scope);
    scope.reports.forget_from(before, |report| {
        report.code == codes::UNKNOWN_STEP
            || report.code == codes::UNKNOWN_SETTING
            || report.code == codes::WRONG_PLACE
    });
    result
}

/// The finding about a verb that no step has.
fn unknown_step(statement: &Statement, scope: &Scope<'_>) -> Report {
    let word = statement.verb.text.as_str();
    let place = scope.location(statement.verb.at.0);
    let operand = bind::first_word(statement).map(|(operand, _)| operand);
    if vocabulary::find_trigger(word).is_some() {
        let fix = format!("on {word}");
        return Report::error(codes::WRONG_PLACE, place, "a trigger begins with `on`")
            .label("an event, not a step")
            .help(format!("write `{fix}`"))
            .fix(format!("write `{fix}`"), place, fix);
    }
    if word == "when"
        && let Some(event) = &operand
        && vocabulary::find_trigger(event).is_some()
    {
        return Report::error(codes::WRONG_PLACE, place, "a trigger begins with `on`")
            .label("`when` is for conditions")
            .help(format!("write `on {event}`"))
            .fix("write `on`", place, "on");
    }
    if let Some(owner) = vocabulary::owner_of_line(word) {
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` is not a step but belongs in the block of `{owner}`"),
        )
        .label("stands among the steps here")
        .help(format!(
            "move it into the braces of {} `{owner}`",
            if owner.starts_with(['a', 'o']) { "an" } else { "a" }
        ));
    }
    let report = Report::error(codes::UNKNOWN_STEP, place, format!("unknown step `{word}`"));
    if let Some((instead, help)) = vocabulary::synonym_of_step(word) {
        let help = operand.map_or(help.clone(), |operand| help.replace("LABEL", &operand));
        let report = report.label("Rondel has another word for this").help(help);
        return match instead {
            Some(instead) => report.fix(format!("write `{instead}`"), place, instead),
            None => report,
        };
    }
    match nearest(word, vocabulary::verbs()) {
        Some(near) => report
            .label("no step has this verb")
            .help(format!("did you mean `{near}`?"))
            .guess(format!("write `{near}`"), place, near),
        None => report.label("no step has this verb").help("`rondel explain` lists every step"),
    }
}
