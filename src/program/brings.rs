//! What triggers bring into a run, each alone and all together.

use super::names::Names;
use super::scope::{Run, Scope};
use super::starts::each_step;
use super::{ArgValue, Line, Trigger, Workflow};
use crate::base::{Location, Map, Name, Ty, Type};
use crate::program::expression;
use crate::report::{Report, Reports};
use crate::vocabulary::{self, codes};

/// What a trigger brings by itself.
pub(super) fn own_brings(
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
        ty.maybe &= line.setting(one.asked_by).is_none();
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

/// What the assistants of a workflow collect: places, by name.
pub(crate) fn collected(workflow: &Workflow) -> Vec<(Name, Ty)> {
    let mut found = Vec::new();
    each_step(&workflow.body, &mut |step| {
        let lines = step.line.settings.iter().filter(|line| line.word == "collect");
        for arg in lines.flat_map(|line| &line.args) {
            if let ArgValue::Place(place, ty) = &arg.value {
                found.push((place.name.clone(), Ty { base: ty.clone(), maybe: true }));
            }
        }
    });
    found
}

/// What all triggers together bring: sure only where every one brings it.
pub(crate) fn brings(triggers: &[Trigger], run: &mut Run) {
    run.message = triggers
        .iter()
        .any(|trigger| trigger.decl.message)
        .then(|| triggers.iter().all(|trigger| trigger.decl.message));
    if let [only] = triggers {
        run.brings.extend(only.brings.iter().cloned());
        return;
    }
    let mut counts: Map<Name, usize> = Map::default();
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
    for (name, _) in triggers.iter().flat_map(|trigger| &trigger.brings) {
        let everywhere = counts.get(name).is_some_and(|count| *count == triggers.len());
        if let Some(ty) = run.brings.get_mut(name) {
            ty.maybe |= !everywhere;
        }
    }
}

/// A line that is called like something the trigger brings anyway.
pub(super) fn hides(decl: &'static vocabulary::Trigger, line: &Line, scope: &mut Scope<'_>) {
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
    if triggers.len() < 2 {
        return;
    }
    let mut known: Map<Name, (Type, Location)> = Map::default();
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

/// Two workflows that listen to one webhook have to ask for the same: what arrives is checked once,
/// at the door.
pub(crate) fn same_bodies(workflows: &[Workflow], reports: &mut Reports) {
    let mut known: Map<(&str, &Name), (&Trigger, Vec<Asked<'_>>)> = Map::default();
    let triggers = workflows.iter().flat_map(|workflow| &workflow.triggers);
    for trigger in triggers.filter(|trigger| !trigger.decl.identifies.is_empty()) {
        let Some(name) = trigger.line.args.first().and_then(|arg| arg.value.called()) else {
            continue;
        };
        let lines = asked(trigger);
        let (first, same) =
            known.entry((trigger.decl.event, name)).or_insert_with(|| (trigger, lines.clone()));
        if *same != lines {
            let message = format!("the {} `{name}` has another body elsewhere", trigger.decl.event);
            let report = Report::error(codes::WRONG_TYPE, trigger.line.head, message)
                .label("asks for other lines")
                .also(first.line.head, "the first one")
                .help("write the same lines in both, or give one of them another name");
            reports.push(report);
        }
    }
}

/// A line of a trigger: its name, its type, and whether it may be missing.
type Asked<'a> = (&'a Name, &'a Type, bool);

/// What a trigger asks for, sorted by name.
fn asked(trigger: &Trigger) -> Vec<Asked<'_>> {
    let lines = trigger.line.settings.iter().flat_map(|setting| &setting.typed);
    let mut lines: Vec<Asked<'_>> =
        lines.map(|line| (&line.name, &line.ty.base, line.ty.maybe)).collect();
    lines.sort_by_key(|(name, _, _)| *name);
    lines
}
