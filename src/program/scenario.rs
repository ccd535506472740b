//! A scenario: its lines, bound.

use std::collections::HashMap;

use super::bind::{bind_line, no_else, word};
use super::scope::{Run, Scope};
use super::{ArgValue, Scenario, ScenarioLine};
use crate::base::{Location, Name, Span, nearest};
use crate::report::{Report, Reports};
use crate::syntax::{Entry, Operand, Statement};
use crate::vocabulary::{self, codes};

/// Binds a scenario. `labels` are those of the workflow it tries.
pub(crate) fn bind(
    item: &Statement,
    runs: impl Fn(&Name) -> Option<Run>,
    scope: &mut Scope<'_>,
) -> Scenario {
    let (line, _) = bind_line(item, "scenario", vocabulary::SCENARIO_FORMS, &[], scope);
    no_else(item, scope);
    let title = match line.arg("title") {
        Some(ArgValue::Text(title)) => title.clone(),
        Some(_) | None => Name::default(),
    };
    let workflow = match line.arg("workflow") {
        Some(ArgValue::Name(name)) => name.clone(),
        Some(_) | None => Name::default(),
    };
    let span = line.args.first().map_or(line.head.span, |arg| arg.span);
    let location = scope.location(span);
    let run = runs(&workflow).unwrap_or_default();
    let mut lines = Vec::new();
    match &item.block {
        Some(block) => {
            let mut inner = Scope {
                file: scope.file,
                names: scope.names,
                sketch: scope.sketch,
                run: &run,
                secrets: false,
                reports: scope.reports,
                uses: scope.uses,
            };
            for entry in &block.entries {
                if let Entry::Statement(statement) = entry {
                    lines.extend(bind_scenario_line(statement, &mut inner));
                }
            }
        }
        None if item.junk.is_none() => {
            let end = Location { file: scope.file, span: Span::point(line.head.span.end) };
            scope.report(
                Report::error(codes::MISSING_ARGUMENT, end, "this scenario has no block")
                    .label("expected `{` here")
                    .help("write its `given`, `when` and `expect` lines in braces"),
            );
        }
        None => {}
    }
    Scenario { title, location, workflow, lines }
}

/// The titles of scenarios, by which those of one workflow are told apart.
#[derive(Debug, Default)]
pub(crate) struct Titles(HashMap<(Name, Name), Location>);

impl Titles {
    /// Takes in a title, and reports one that is there already.
    pub(crate) fn add(&mut self, own: &Scenario, reports: &mut Reports) {
        let key = (own.workflow.clone(), own.title.clone());
        let first = *self.0.entry(key).or_insert(own.location);
        if first == own.location || own.title.is_empty() {
            return;
        }
        let message = format!("there are two scenarios called \"{}\"", own.title);
        reports.push(
            Report::error(codes::DUPLICATE_NAME, own.location, message)
                .label("the second one")
                .also(first, "the first one")
                .help("give one of them another title"),
        );
    }
}

/// Whether a scenario says what an assistant collected.
pub(crate) fn tells_collected(item: &Statement) -> bool {
    let entries = item.block.iter().flat_map(|block| &block.entries);
    entries.into_iter().any(|entry| {
        let Entry::Statement(line) = entry else { return false };
        matches!(line.operands.as_slice(), [Operand::One(first), ..] if word(first).is_some_and(|word| word == "ai"))
    })
}

fn bind_scenario_line(statement: &Statement, scope: &mut Scope<'_>) -> Option<ScenarioLine> {
    let word = statement.verb.text.as_str();
    let Some(decl) = vocabulary::SCENARIO_LINES.iter().find(|line| line.word == word) else {
        let report = unknown(statement, scope);
        scope.report(report);
        return None;
    };
    no_else(statement, scope);
    let (line, negated) = bind_line(statement, decl.word, decl.forms, &[], scope);
    if negated && !decl.negates {
        scope.report(
            Report::error(codes::WRONG_PLACE, line.head, format!("`{word}` takes no `not`"))
                .label("only `expect` can be negated")
                .help("take the `not` away"),
        );
    }
    if let Some(block) = &statement.block {
        let place = scope.location(block.at.0);
        scope.report(
            Report::error(codes::WRONG_PLACE, place, format!("`{word}` takes no block"))
                .label("nothing can stand in these braces")
                .help("take the block away"),
        );
    }
    Some(ScenarioLine { decl, negated, line })
}

fn unknown(statement: &Statement, scope: &Scope<'_>) -> Report {
    let word = statement.verb.text.as_str();
    let place = scope.location(statement.verb.at.0);
    let known: Vec<&str> = vocabulary::SCENARIO_LINES.iter().map(|line| line.word).collect();
    if vocabulary::find_step(word).is_some() {
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` is a step and cannot stand in a scenario"),
        )
        .label("expected `given`, `when`, `expect`, `at` or `after`")
        .help("say what happens with `when`, and what should follow with `expect`");
    }
    let report =
        Report::error(codes::UNKNOWN_SETTING, place, format!("a scenario does not know `{word}`"));
    let near = match word {
        "then" | "assert" | "should" => Some("expect"),
        "and" => None,
        "wait" => Some("after"),
        _ => nearest(word, known.iter().copied()),
    };
    match near {
        Some(near) => report
            .label("not a line of a scenario")
            .help(format!("did you mean `{near}`?"))
            .guess(format!("write `{near}`"), place, near),
        None => report
            .label("not a line of a scenario")
            .help("lines begin with `given`, `when`, `expect`, `at` or `after`"),
    }
}
