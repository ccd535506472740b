//! What starts a workflow, what that brings into the run, and what the workflow promises.

use std::collections::{BTreeMap, HashMap};

use super::bind::{Owner, bind_line, bind_settings, condition, first_word, no_else, unknown_line};
use super::names::Names;
use super::scope::{Run, Scope};
use super::{ArgValue, Line, Promise, Trigger, Workflow};
use crate::base::{At, Location, Name, Span, Ty, Type, nearest};
use crate::program::expression;
use crate::report::Report;
use crate::syntax::{Statement, Word};
use crate::vocabulary::{self, codes};

/// Binds a trigger; none where its event is missing or unknown (reported).
pub(crate) fn bind_trigger(statement: &Statement, scope: &mut Scope<'_>) -> Option<Trigger> {
    no_else(statement, scope);
    let event = first_word(statement);
    let Some((event, span)) = event else {
        if statement.junk.is_none() {
            let end = scope.location(Span::point(statement.verb.at.0.end));
            scope.report(
                Report::error(codes::MISSING_ARGUMENT, end, "`on` needs an event")
                    .label("expected the name of an event here")
                    .help("write one like `on conversation_opened`"),
            );
        }
        return None;
    };
    let Some(decl) = vocabulary::find_trigger(&event) else {
        let report = unknown_trigger(&event, scope.location(span));
        scope.report(report);
        return None;
    };
    let rest = Statement {
        at: statement.at,
        label: None,
        verb: Word { text: statement.verb.text.clone(), at: At(statement.verb.at.0.to(span)) },
        operands: statement.operands.iter().skip(1).cloned().collect(),
        block: None,
        otherwise: None,
        junk: statement.junk,
    };
    let (mut line, _) = bind_line(&rest, decl.event, decl.forms, &[], scope);
    let mut when = Vec::new();
    if let Some(block) = &statement.block {
        let args = std::mem::take(&mut line.args);
        let owner =
            Owner { word: decl.event, settings: decl.settings, more: &["when"], args: &args };
        let others = bind_settings(block, owner, &mut line, scope);
        line.args = args;
        let mut run = Run::default();
        for (name, ty) in own_brings(decl, &line, scope) {
            run.brings.insert(name, ty);
        }
        run.message = decl.message.then_some(true);
        for other in others {
            if other.verb.text == "when" {
                let mut inner = Scope {
                    file: scope.file,
                    names: scope.names,
                    sketch: scope.sketch,
                    run: &run,
                    secrets: false,
                    reports: scope.reports,
                    uses: scope.uses,
                };
                when.extend(condition(other, &mut inner));
                continue;
            }
            let owner =
                Owner { word: decl.event, settings: decl.settings, more: &["when"], args: &[] };
            let report = unknown_line(other, owner, scope);
            scope.report(report);
        }
    }
    line.location = scope.location(statement.at.0);
    identifies(decl, &line, statement, scope);
    hides(decl, &line, scope);
    let brings = own_brings(decl, &line, scope);
    Some(Trigger { decl, line, when, brings })
}

/// A line that is called like something the trigger brings anyway.
fn hides(decl: &'static vocabulary::Trigger, line: &Line, scope: &mut Scope<'_>) {
    let typed = line.settings.iter().flat_map(|setting| &setting.typed);
    for line in typed {
        let own = decl.brings.iter().any(|one| one.name == line.name);
        if own || vocabulary::find_value("trigger", &line.name).is_some() {
            let message = format!("there is a `trigger.{}` already", line.name);
            scope.report(
                Report::error(codes::DUPLICATE_NAME, line.location, message)
                    .label("would be read as that")
                    .help(format!("choose another name, such as `{}_2`", line.name)),
            );
        }
    }
}

/// Two triggers that bring values of different types under one name.
pub(crate) fn same_types(triggers: &[Trigger], scope: &mut Scope<'_>) {
    let mut known: HashMap<Name, (Type, Location)> = HashMap::new();
    for trigger in triggers {
        for line in trigger.line.settings.iter().flat_map(|setting| &setting.typed) {
            let ty = &line.ty.base;
            let first = known.entry(line.name.clone()).or_insert((ty.clone(), line.location));
            if !first.0.accepts(ty) && !ty.accepts(&first.0) {
                let message = format!("`trigger.{}` is {} and {ty}", line.name, first.0);
                let report = Report::error(codes::WRONG_TYPE, line.location, message)
                    .label(format!("{ty} here"))
                    .also(first.1, format!("{} here", first.0))
                    .help("give one of them another name, or both the same type");
                scope.report(report);
            }
        }
    }
}

/// An event that does not tell whose it is has to hold what finds the contact.
fn identifies(
    decl: &'static vocabulary::Trigger,
    line: &Line,
    statement: &Statement,
    scope: &mut Scope<'_>,
) {
    if decl.identifies.is_empty() || statement.junk.is_some() {
        return;
    }
    let (word, lines) = (decl.identifies, decl.brings_lines);
    let Some(by) = line.setting(word) else {
        let message = format!("`{}` does not say whose contact is meant", decl.event);
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, line.head, message)
                .label(format!("needs `{word} by`"))
                .help(format!("write `{word} by email`, and `{lines} {{ email email }}`")),
        );
        return;
    };
    let Some(ArgValue::Name(name)) = by.args.first().map(|arg| &arg.value) else { return };
    let typed = line.setting(lines).into_iter().flat_map(|setting| &setting.typed);
    match typed.into_iter().find(|line| line.name == *name) {
        None => scope.report(
            Report::error(
                codes::MISSING_ARGUMENT,
                by.head,
                format!("the `{lines}` has no `{name}`"),
            )
            .label("nothing finds the contact")
            .help(format!("add the line: `{lines} {{ {name} {} }}`", kind_of(name))),
        ),
        Some(found) if found.ty.maybe => scope.report(
            Report::error(codes::WRONG_TYPE, found.location, format!("`{name}` may be missing"))
                .label("without it nothing finds the contact")
                .also(by.head, "finds it by this")
                .help("take the `?` away"),
        ),
        Some(_) => {}
    }
}

/// The type of a line that finds a contact.
fn kind_of(name: &str) -> &str {
    if name == "contact_id" { "text" } else { name }
}

fn unknown_trigger(event: &str, place: Location) -> Report {
    let report = Report::error(codes::UNKNOWN_TRIGGER, place, format!("unknown trigger `{event}`"))
        .label("no trigger has this name");
    let events = vocabulary::events();
    match vocabulary::synonym_of_trigger(event).or_else(|| nearest(event, events.iter().copied())) {
        Some(near) => report.help(format!("did you mean `{near}`?")).fix(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report.help(format!("choose one of {}", events.join(", "))),
    }
}

/// Binds a promise; none where its word is missing or unknown (reported).
pub(crate) fn bind_promise(statement: &Statement, scope: &mut Scope<'_>) -> Option<Promise> {
    no_else(statement, scope);
    let word = first_word(statement);
    let known: Vec<&str> = vocabulary::PROMISES.iter().map(|promise| promise.word).collect();
    let Some((word, span)) = word else {
        let end = scope.location(Span::point(statement.verb.at.0.end));
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, end, "`ensure` needs a promise")
                .label("expected a promise here")
                .help(format!("write {}", quoted(&known))),
        );
        return None;
    };
    let Some(decl) = vocabulary::find_promise(&word) else {
        let place = scope.location(span);
        let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown promise `{word}`"))
            .label("not a promise");
        let near =
            vocabulary::synonym_of_promise(&word).or_else(|| nearest(&word, known.iter().copied()));
        scope.report(match near {
            Some(near) => report.help(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                place,
                near,
            ),
            None => report.help(format!("promises are {}", quoted(&known))),
        });
        return None;
    };
    let mut rest = statement.clone();
    rest.operands.remove(0);
    rest.verb.at = At(statement.verb.at.0.to(span));
    let (line, _) = bind_line(&rest, decl.word, decl.forms, &[], scope);
    Some(Promise { decl, line })
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`ensure {word}`")).collect::<Vec<_>>().join(", ")
}

/// What a trigger brings by itself.
fn own_brings(
    decl: &'static vocabulary::Trigger,
    line: &Line,
    scope: &Scope<'_>,
) -> Vec<(Name, Ty)> {
    let watched = line.args.iter().find_map(|arg| {
        if let ArgValue::Place(_, ty) = &arg.value { Some(ty.clone()) } else { None }
    });
    let mut brought = Vec::new();
    for one in decl.brings {
        let mut ty = expression::brought_type(one.ty, watched.as_ref(), scope.names);
        // What the trigger itself asks for is there: `to "Customer"` brings `trigger.to`.
        ty.maybe &= line.setting(one.name).is_none();
        brought.push((Name::new_static(one.name), ty));
    }
    if let Some(setting) = line.settings.iter().find(|line| line.word == decl.brings_lines) {
        for typed in &setting.typed {
            brought.push((typed.name.clone(), typed.ty.clone()));
        }
    }
    brought
}

/// Takes in the lines that the triggers of a workflow ask for.
pub(crate) fn ask(workflow: &Workflow, names: &mut Names) {
    for trigger in &workflow.triggers {
        let own = trigger.line.args.first().and_then(|arg| arg.value.called());
        let asked =
            trigger.line.settings.iter().find(|line| line.word == trigger.decl.brings_lines);
        let lines = asked.into_iter().flat_map(|line| &line.typed);
        let lines = lines.map(|line| (line.name.clone(), line.ty.clone())).collect();
        names.ask(trigger.decl.event, own.unwrap_or(&workflow.name), lines);
    }
}

/// What all triggers together bring: sure only where every one brings it.
pub(crate) fn brings(triggers: &[Trigger], run: &mut Run) {
    let mut counts: HashMap<Name, usize> = HashMap::new();
    for trigger in triggers {
        for (name, ty) in trigger.brings.iter().cloned() {
            *counts.entry(name.clone()).or_default() += 1;
            match run.brings.get_mut(&name) {
                Some(known) => {
                    known.maybe |= ty.maybe;
                    if known.base != ty.base {
                        known.base = Type::Unknown;
                    }
                }
                None => {
                    run.brings.insert(name, ty);
                }
            }
        }
    }
    let counts: BTreeMap<_, _> = counts.into_iter().collect();
    for (name, count) in &counts {
        if *count < triggers.len()
            && let Some(ty) = run.brings.get_mut(name)
        {
            ty.maybe = true;
        }
    }
    let with_message = triggers.iter().filter(|trigger| trigger.decl.message).count();
    run.message = (with_message > 0).then_some(with_message == triggers.len());
}
