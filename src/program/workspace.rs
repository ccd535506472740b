//! The declared world: every declaration of the workspace, bound.

use std::sync::Arc;

use super::bind::{Owner, bind_line, bind_settings, no_else, plain_text, unknown_line, word};
use super::names::{Known, Names};
use super::scope::{Run, Scope};
use super::{Arg, ArgValue, Declared, Line, Use, Workspace, templates};
use crate::base::{Choices, FileId, Location, Name, Type, nearest};
use crate::program::expression;
use crate::report::{Report, Reports};
use crate::syntax::{Entry, Operand, Statement};
use crate::vocabulary::{self, Sort, codes};

/// Takes in the names that a workspace declares, before anything is bound.
pub(crate) fn names(file: FileId, item: &Statement, names: &mut Names, reports: &mut Reports) {
    for statement in declarations(item) {
        let Some(decl) = vocabulary::find_declaration(&statement.verb.text) else { continue };
        let Some(sort) = decl.sort else { continue };
        for (name, location) in introduced(file, statement) {
            if sort == Sort::Field && vocabulary::find_value("contact", &name).is_some() {
                reports.push(built_in(&name, location));
            }
            let ty = field_type(statement, sort, &name);
            let gaps = templates::count(statement, sort);
            let channel = templates::channel(statement, sort);
            let known = Known { location, ty, gaps, channel };
            // A text that stands twice in one list is said where the list is bound.
            let here = |first: &Location| first.file == file && statement.at.0.holds(first.span);
            if let Some(first) = names.declare(sort, &name, known).filter(|first| !here(first)) {
                let noun = sort.noun();
                reports.push(
                    Report::error(
                        codes::DUPLICATE_NAME,
                        location,
                        format!("there are two {noun}s called `{name}`").replace("hourss", "hours"),
                    )
                    .label("the second one")
                    .also(first, "the first one")
                    .help("give one of them another name"),
                );
            }
        }
    }
}

/// A field that every contact has anyway.
fn built_in(name: &Name, location: Location) -> Report {
    let message = format!("every contact has `contact.{name}` already");
    Report::error(codes::DUPLICATE_NAME, location, message)
        .label("a field of its own would hide it")
        .help(format!("take the line away, or choose another name, such as `{name}_2`"))
}

fn declarations(item: &Statement) -> impl Iterator<Item = &Statement> {
    let entries = item.block.iter().flat_map(|block| &block.entries);
    entries.filter_map(|entry| match entry {
        Entry::Statement(statement) => Some(statement),
        Entry::Poison(_) => None,
    })
}

/// The names, or the texts, that a declaration introduces: its first word, or all its texts.
fn introduced(file: FileId, statement: &Statement) -> Vec<(Name, Location)> {
    let mut found = Vec::new();
    for operand in &statement.operands {
        let values = match operand {
            Operand::One(one) => std::slice::from_ref(one),
            Operand::List(list) => list.as_slice(),
            Operand::Equation(..) => &[],
        };
        for value in values {
            let location = Location { file, span: value.at.0 };
            if found.is_empty()
                && let Some(name) = word(value)
            {
                return vec![(name.clone(), location)];
            }
            if let Some(text) = plain_text(value) {
                found.push((text, location));
            }
        }
    }
    found
}

/// The type of a declared field; unknown for everything else.
fn field_type(statement: &Statement, sort: Sort, name: &Name) -> Type {
    if sort != Sort::Field {
        return Type::Unknown;
    }
    let Some(Operand::One(second)) = statement.operands.get(1) else { return Type::Unknown };
    let Some(named) = word(second) else { return Type::Unknown };
    match expression::parse_type(&[named.as_str()]).map(|ty| ty.base) {
        Some(Type::Choice(_)) => Type::Choice(Arc::new(Choices {
            of: smol_str::format_smolstr!("contact.{name}"),
            options: options(statement).into(),
        })),
        Some(ty) => ty,
        None => Type::Unknown,
    }
}

fn options(statement: &Statement) -> Vec<Name> {
    let operands = statement.operands.iter().skip(2);
    operands
        .flat_map(|operand| match operand {
            Operand::One(one) => std::slice::from_ref(one),
            Operand::List(list) => list.as_slice(),
            Operand::Equation(..) => &[],
        })
        .filter_map(plain_text)
        .collect()
}

/// Binds the workspace.
pub(crate) fn bind(
    file: FileId,
    item: &Statement,
    names: &Names,
    reports: &mut Reports,
    uses: &mut Vec<Use>,
) -> Workspace {
    let run = Run::default();
    let mut scope = Scope { file, names, sketch: false, run: &run, secrets: false, reports, uses };
    let (line, _) = bind_line(item, "workspace", vocabulary::ITEM_FORMS, &[], &mut scope);
    let mut workspace =
        Workspace { declared: true, line, timezone: Name::new_static("UTC"), declarations: vec![] };
    let mut zone: Option<Location> = None;
    for statement in declarations(item) {
        let Some(decl) = vocabulary::find_declaration(&statement.verb.text) else {
            let report = unknown_declaration(statement, &scope);
            scope.report(report);
            continue;
        };
        let line = bind_declaration(statement, decl, &mut scope);
        let same = |one: &&Declared| one.decl.word == decl.word;
        if !decl.repeats
            && let Some(first) = workspace.declarations.iter().find(same)
        {
            let message = format!("`{}` is said twice", decl.word);
            scope.report(
                Report::error(codes::DUPLICATE_NAME, line.head, message)
                    .label("the second time")
                    .also(first.line.head, "the first time")
                    .help("write everything in one of them"),
            );
        }
        let Some(sort) = decl.sort else {
            timezone(&line, &mut workspace, &mut zone, &mut scope);
            continue;
        };
        for (name, location) in introduced(file, statement) {
            let ty = names.get(sort, &name).map_or(Type::Unknown, |known| known.ty.clone());
            let line = line.clone();
            workspace.declarations.push(Declared { decl, sort, name, location, line, ty });
        }
    }
    workspace
}

fn bind_declaration(
    statement: &Statement,
    decl: &'static vocabulary::Declaration,
    scope: &mut Scope<'_>,
) -> Line {
    let (mut line, _) = bind_line(statement, decl.word, decl.forms, &[], scope);
    let args = std::mem::take(&mut line.args);
    let owner = Owner { word: decl.word, settings: decl.settings, more: &[], args: &args };
    if let Some(block) = &statement.block {
        for stray in bind_settings(block, owner, &mut line, scope) {
            let report = unknown_line(stray, owner, scope);
            scope.report(report);
        }
    }
    line.args = args;
    for setting in &line.settings {
        if let Some(ArgValue::Text(zone)) = setting.arg("zone") {
            check_zone(zone, setting, scope);
        }
    }
    no_else(statement, scope);
    templates::check(&line, decl.sort, scope);
    choices_of_a_field(statement, &line, scope);
    line
}

/// A choice needs its options, and nothing else has any.
fn choices_of_a_field(statement: &Statement, line: &Line, scope: &mut Scope<'_>) {
    let ty = line
        .args
        .iter()
        .find_map(|arg| if let ArgValue::Type(ty, _) = &arg.value { Some(ty) } else { None });
    let Some(ty) = ty else { return };
    let listed = line.args.iter().any(|arg| matches!(arg.value, ArgValue::Texts(_)));
    let is_choice = matches!(ty.base, Type::Choice(_));
    if is_choice && !listed && statement.junk.is_none() {
        let end = scope.location(crate::base::Span::point(line.head.span.end));
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, end, "a choice needs its options")
                .label("expected texts here")
                .help("write them after the type: `choice \"Free\", \"Pro\"`"),
        );
    }
    if listed && !is_choice {
        let arg: Option<&Arg> =
            line.args.iter().find(|arg| matches!(arg.value, ArgValue::Texts(_)));
        let place = scope.location(arg.map_or(line.head.span, |arg| arg.span));
        scope.report(
            Report::error(codes::WRONG_PLACE, place, format!("a {} has no options", ty.base))
                .label("only a choice has options")
                .help("write `choice` for the type, or take the texts away"),
        );
    }
}

fn timezone(
    line: &Line,
    workspace: &mut Workspace,
    first: &mut Option<Location>,
    scope: &mut Scope<'_>,
) {
    if let Some(first) = *first {
        scope.report(
            Report::error(codes::DUPLICATE_NAME, line.head, "the time zone is said twice")
                .label("the second time")
                .also(first, "the first time")
                .help("keep one of them"),
        );
    }
    *first = Some(line.head);
    let Some(ArgValue::Text(zone)) = line.arg("zone") else { return };
    if check_zone(zone, line, scope) {
        workspace.timezone = zone.clone();
    }
}

/// Whether a zone's name is known; says so if not.
fn check_zone(zone: &Name, line: &Line, scope: &mut Scope<'_>) -> bool {
    if jiff::tz::TimeZone::get(zone).is_ok() {
        return true;
    }
    let span = line.args.first().map_or(line.head.span, |arg| arg.span);
    let place = scope.location(span);
    let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown time zone `{zone}`"))
        .label("not a zone of the IANA list");
    let near = nearest(zone, names.iter().map(String::as_str));
    scope.report(match near {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            format!("\"{near}\""),
        ),
        None => report.help("write a zone like `Europe/London` or `UTC`"),
    });
    false
}

fn unknown_declaration(statement: &Statement, scope: &Scope<'_>) -> Report {
    let word = statement.verb.text.as_str();
    let place = scope.location(statement.verb.at.0);
    if vocabulary::find_step(word).is_some() && vocabulary::find_declaration(word).is_none() {
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` is a step and belongs in a workflow"),
        )
        .label("in the workspace here")
        .help("write it between the braces of a `workflow NAME \"Title\" { … }`");
    }
    let known = vocabulary::declaration_words();
    let report = Report::error(
        codes::UNKNOWN_SETTING,
        place,
        format!("a workspace does not declare `{word}`"),
    );
    let near =
        vocabulary::synonym_of_declaration(word).or_else(|| nearest(word, known.iter().copied()));
    match near {
        Some(near) => report
            .label("unknown declaration")
            .help(format!("did you mean `{near}`?"))
            .guess(format!("write `{near}`"), place, near),
        None => report
            .label("unknown declaration")
            .help(format!("a workspace declares {}", known.join(", "))),
    }
}
