//! A workflow: its triggers, settings and promises, then its steps.

use super::bind::{bind_line, first_word, head_of, no_else, plain_text};
use super::brings::{brings, same_types};
use super::ids::Ids;
use super::names::{Known, Names};
use super::promises::bind_promise;
use super::scope::{Run, Scope};
use super::steps::bind_step;
use super::survey::Survey;
use super::triggers::bind_trigger;
use super::variables;
use super::{ArgValue, Block, Promise, Step, Use, Variable, Workflow};
use crate::base::{FileId, Location, MAX_STEPS, MAX_VARIABLES, Map, Name, Span, Type, nearest};
use crate::report::{Report, Reports};
use crate::syntax::{self, Entry, ExprKind, Operand, Statement};
use crate::vocabulary::{self, Sort, codes};

/// The name of a workflow and its place, as written behind `workflow`.
pub(crate) fn name_of(file: FileId, item: &Statement) -> Option<(Name, Location)> {
    first_word(item).map(|(name, span)| (name, Location { file, span }))
}

/// Takes in what a workflow declares for all: its name, webhooks and shortcuts.
pub(crate) fn names(survey: &Survey<'_>, names: &mut Names, reports: &mut Reports) {
    let (file, item) = (survey.file, survey.item);
    if let Some((name, location)) = name_of(file, item) {
        let known = Known { location, ty: Type::Unknown, gaps: 0, channel: None };
        if let Some(first) = names.declare(Sort::Workflow, &name, known) {
            reports.push(
                Report::error(
                    codes::DUPLICATE_NAME,
                    location,
                    format!("there are two workflows called `{name}`"),
                )
                .label("the second one")
                .also(first, "the first one")
                .help("give one of them another name"),
            );
        }
    }
    if let Some((name, _)) = name_of(file, item) {
        survey.labels.iter().for_each(|label| names.label(&label.text, &name));
    }
    for statement in item.block.iter().flat_map(|block| &block.entries) {
        let Entry::Statement(statement) = statement else { continue };
        if statement.verb.text != "on" {
            continue;
        }
        let [Operand::One(event), Operand::One(name), ..] = statement.operands.as_slice() else {
            continue;
        };
        let ExprKind::Word(event) = &event.kind else { continue };
        let location = Location { file, span: name.at.0 };
        let known = Known { location, ty: Type::Unknown, gaps: 0, channel: None };
        if event == "webhook"
            && let ExprKind::Word(name) = &name.kind
        {
            names.declare(Sort::Webhook, name, known);
        } else if event == "shortcut"
            && let Some(title) = plain_text(name)
        {
            names.declare(Sort::Shortcut, &title, known);
        }
    }
}

/// Binds a workflow; none where it has no name or no block (reported by the reader or here).
pub(crate) fn bind(
    survey: &Survey<'_>,
    names: &Names,
    sketch: bool,
    reports: &mut Reports,
    uses: &mut Vec<Use>,
) -> (Workflow, Map<Name, Location>) {
    let (file, item) = (survey.file, survey.item);
    let empty = Run::default();
    let mut scope = Scope { file, names, sketch, run: &empty, secrets: false, reports, uses };
    let (line, _) = bind_line(item, "workflow", vocabulary::ITEM_FORMS, &[], &mut scope);
    no_else(item, &mut scope);
    let (name, location) = name_of(file, item).unwrap_or_default();
    let title = match line.arg("title") {
        Some(ArgValue::Text(title)) => title.clone(),
        Some(_) | None => Name::default(),
    };
    let mut workflow = Workflow {
        name,
        location,
        title,
        file,
        span: item.at.0,
        settings: Vec::new(),
        triggers: Vec::new(),
        promises: Vec::new(),
        variables: Vec::new(),
        body: Block::default(),
        damaged: survey.damaged,
    };
    let Some(block) = &item.block else {
        if item.junk.is_none() {
            missing_block(line.head, &mut scope);
        }
        return (workflow, Map::default());
    };
    let steps = head(block, &mut workflow, &mut scope);
    no_trigger(&workflow, block, &mut scope);
    same_types(&workflow.triggers, &mut scope);
    let mut run = Run::default();
    brings(&workflow.triggers, &mut run);
    let Scope { reports, uses, .. } = scope;
    collect_labels(survey, &mut run.labels, reports);
    for (name, ty, location) in variables::collect(&survey.stores, names, &mut run) {
        workflow.variables.push(Variable { name, ty, location });
    }
    let mut scope = Scope { file, names, sketch, run: &run, secrets: false, reports, uses };
    too_many_variables(&workflow, &mut scope);
    let mut ids = Ids::top();
    workflow.body.span = block.at.0;
    for statement in steps {
        if let Some(step) = bind_step(statement, &mut ids, &mut scope) {
            workflow.body.steps.push(step);
        }
    }
    too_many_steps(&workflow, &mut scope);
    (workflow, run.labels)
}

fn missing_block(head: Location, scope: &mut Scope<'_>) {
    let end = Location { file: head.file, span: Span::point(head.span.end) };
    scope.report(
        Report::error(codes::MISSING_ARGUMENT, end, "this workflow has no block")
            .label("expected `{` here")
            .help("write its triggers and steps in braces"),
    );
}

/// A workflow that nothing starts.
fn no_trigger(workflow: &Workflow, block: &syntax::Block, scope: &mut Scope<'_>) {
    let tried = block.entries.iter().any(|entry| {
        let Entry::Statement(line) = entry else { return false };
        let verb = line.verb.text.as_str();
        ["on", "when"].contains(&verb) || vocabulary::find_trigger(verb).is_some()
    });
    if workflow.triggers.is_empty() && !tried && !workflow.damaged {
        let message = format!("nothing starts the workflow `{}`", workflow.name);
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, workflow.location, message)
                .label("it has no trigger")
                .help("write one before its first step, like `on conversation_opened`, or `on manual` for people and `start`"),
        );
    }
}

/// Binds triggers, settings and promises; gives back the steps.
fn head<'a>(
    block: &'a syntax::Block,
    workflow: &mut Workflow,
    scope: &mut Scope<'_>,
) -> Vec<&'a Statement> {
    let mut steps: Vec<&Statement> = Vec::new();
    for entry in &block.entries {
        let Entry::Statement(statement) = entry else { continue };
        let word = statement.verb.text.as_str();
        let setting = workflow_setting(statement);
        if word != "on" && word != "ensure" && setting.is_none() {
            steps.push(statement);
            continue;
        }
        let first = steps.iter().find(|step| vocabulary::find_step(&step.verb.text).is_some());
        if let Some(first) = first {
            let report = too_late(statement, first, scope);
            scope.report(report);
        }
        if word == "on" {
            workflow.triggers.extend(bind_trigger(statement, scope));
        } else if word == "ensure" {
            let Some(promise) = bind_promise(statement, scope) else { continue };
            let same = |known: &&Promise| known.decl.word == promise.decl.word;
            if let Some(first) = workflow.promises.iter().find(same) {
                let first = first.line.head;
                let message = format!("`{}` is promised twice", promise.decl.word);
                scope.report(
                    Report::error(codes::DUPLICATE_NAME, promise.line.head, message)
                        .label("the second time")
                        .also(first, "the first time")
                        .help("keep the stricter one"),
                );
            }
            workflow.promises.push(promise);
        } else if let Some(setting) = setting {
            let (line, _) = bind_line(statement, setting.word, setting.forms, &[], scope);
            no_else(statement, scope);
            if let Some(first) = workflow.settings.iter().find(|known| known.word == setting.word) {
                let first = first.head;
                scope.report(
                    Report::error(
                        codes::DUPLICATE_NAME,
                        line.head,
                        format!("`{}` is said twice", setting.word),
                    )
                    .label("the second time")
                    .also(first, "the first time")
                    .help("keep one of them"),
                );
            }
            workflow.settings.push(line);
        }
    }
    steps
}

/// The workflow setting that a statement is. A word that is a step as well is one only where the
/// word of the setting follows, rightly or nearly spelt.
fn workflow_setting(statement: &Statement) -> Option<&'static vocabulary::Setting> {
    let word = statement.verb.text.as_str();
    let setting = vocabulary::WORKFLOW_SETTINGS.iter().find(|setting| setting.word == word)?;
    if vocabulary::find_step(word).is_none() {
        return Some(setting);
    }
    let (follows, _) = first_word(statement)?;
    let words = setting.forms.iter().filter_map(|form| form.first()).map(|first| first.before);
    nearest_or_same(&follows, words).then_some(setting)
}

fn nearest_or_same(word: &str, mut known: impl Iterator<Item = &'static str> + Clone) -> bool {
    nearest(word, known.clone()).is_some() || known.any(|known| known == word)
}

fn too_late(statement: &Statement, first: &Statement, scope: &Scope<'_>) -> Report {
    let word = &statement.verb.text;
    let what = match word.as_str() {
        "on" => "a trigger",
        "ensure" => "a promise",
        _ => "a setting of the workflow",
    };
    let span = head_of(statement);
    let place = scope.location(span);
    Report::error(codes::WRONG_PLACE, place, format!("{what} stands after the first step"))
        .label("too late")
        .also(scope.location(first.verb.at.0), "the first step")
        .help("triggers, settings and promises stand before the first step: move it up")
}

/// Every label of a workflow, in all its blocks.
fn collect_labels(survey: &Survey<'_>, labels: &mut Map<Name, Location>, reports: &mut Reports) {
    for label in &survey.labels {
        let location = Location { file: survey.file, span: label.at.0 };
        match labels.get(&label.text) {
            Some(first) => reports.push(
                Report::error(
                    codes::DUPLICATE_NAME,
                    location,
                    format!("two steps are labelled `{}`", label.text),
                )
                .label("the second one")
                .also(*first, "the first one")
                .help("give one of them another label"),
            ),
            None => {
                labels.insert(label.text.clone(), location);
            }
        }
    }
}

fn count_steps(block: &Block) -> usize {
    let inner = block.steps.iter().flat_map(Step::blocks).map(count_steps);
    block.steps.len() + inner.sum::<usize>()
}

fn too_many_steps(workflow: &Workflow, scope: &mut Scope<'_>) {
    let count = count_steps(&workflow.body);
    if count > MAX_STEPS {
        scope.report(
            Report::error(
                codes::LIMIT,
                workflow.location,
                format!("this workflow has {count} steps; {MAX_STEPS} are allowed"),
            )
            .label("too long")
            .help("split it, and use `start` to go from one to the other"),
        );
    }
}

fn too_many_variables(workflow: &Workflow, scope: &mut Scope<'_>) {
    if let Some(variable) = workflow.variables.get(MAX_VARIABLES) {
        scope.report(
            Report::error(
                codes::LIMIT,
                variable.location,
                format!("this workflow has more than {MAX_VARIABLES} variables"),
            )
            .label("one too many")
            .help("store into fields of the contact, or split the workflow"),
        );
    }
}
