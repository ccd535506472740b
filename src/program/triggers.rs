//! What starts a workflow.

use super::bind::{
    Owner, bind_behind, bind_settings, condition, first_word, no_else, unknown_line,
};
use super::brings::{hides, own_brings};
use super::scope::{Run, Scope};
use super::{ArgValue, Line, Trigger};
use crate::base::{Location, Span, nearest};
use crate::report::Report;
use crate::syntax::Statement;
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
    let mut line = bind_behind(statement, span, decl.event, decl.forms, scope);
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
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report.help(format!("choose one of {}", events.join(", "))),
    }
}
