//! A declaration of what is named and declared nowhere.

use super::View;
use super::actions::{Action, indent_of};
use super::names::{Occurrence, Sort, Thing, occurrences};
use super::rename::escaped;
use crate::base::{FileId, Location, Span};
use crate::program::Workspace;
use crate::report::{Edit, Report};
use crate::vocabulary::{DECLARATIONS, Form, Kind, codes};

/// A declaration of a name that nobody knows.
pub(super) fn declare(view: &View<'_>, report: &Report) -> Option<Action> {
    if report.code != codes::UNKNOWN_NAME {
        return None;
    }
    let place = report.location();
    let all = occurrences(view);
    let is_here =
        |one: &&Occurrence| one.location.file == place.file && place.span.holds(one.location.span);
    let Thing::Declared(sort, name) = &all.iter().find(is_here)?.thing else { return None };
    if *sort == Sort::Workflow {
        return new_workflow(view, report, place.file, name);
    }
    let workspace = &view.program.workspace;
    let declaration = DECLARATIONS.iter().find(|one| one.sort == Some(*sort))?;
    let form = declaration.forms.first()?;
    if !workspace.declared {
        let line = filled(declaration.word, form, name, workspace)?;
        return new_workspace(view, report, &line, &format!("the {} `{name}`", sort.noun()));
    }
    let last = workspace.all(*sort).last().map(|last| &last.line);
    let listed = form.first().is_some_and(|one| one.kind == Kind::NewTexts);
    let edit = match last {
        // One line says all of them.
        Some(last) if listed => Edit {
            location: Location { span: Span::point(last.head.span.end), ..last.head },
            text: format!(", \"{}\"", escaped(name)),
        },
        last => {
            let line = filled(declaration.word, form, name, workspace)?;
            into_workspace(view, workspace, last.map(|last| last.location), &line)?
        }
    };
    Some(Action {
        title: format!("declare the {} `{name}`", sort.noun()),
        about: report.clone(),
        preferred: false,
        edits: vec![edit],
    })
}

/// A line below the last of its kind, or at the end of the workspace.
fn into_workspace(
    view: &View<'_>,
    workspace: &Workspace,
    last: Option<Location>,
    line: &str,
) -> Option<Edit> {
    let whole = workspace.line.location;
    let source = view.source(whole.file)?;
    let at = |offset| Location { file: whole.file, span: Span::point(offset) };
    let begins = |offset: u32| {
        let start = source.line_start(source.line_of(offset));
        source.slice(Span::new(start, offset)).trim().is_empty()
    };
    if let Some(last) = last {
        let (number, end) = (source.line_of(last.span.end), last.span.end);
        let next = source.line_start(number + 1);
        let rest = source.slice(Span::new(end, next.max(end))).trim();
        let indent = match source.line(source.line_of(last.span.start)) {
            text if begins(last.span.start) => indent_of(text),
            _ => "  ".to_owned(),
        };
        return Some(if rest.is_empty() || rest.starts_with('#') {
            Edit { location: at(next), text: format!("{indent}{line}\n") }
        } else {
            Edit { location: at(end), text: format!("\n{indent}{line}") }
        });
    }
    let brace = whole.span.end.checked_sub(1)?;
    if view.slice(Location { span: Span::new(brace, whole.span.end), ..whole }) != "}" {
        return None;
    }
    if begins(brace) {
        let start = source.line_start(source.line_of(brace));
        return Some(Edit { location: at(start), text: format!("  {line}\n") });
    }
    // The braces stand on one line.
    let before = source.slice(Span::new(whole.span.start, brace));
    let blanks = u32::try_from(before.len() - before.trim_end().len()).ok()?;
    let location = Location { span: Span::new(brace - blanks, brace), ..whole };
    Some(Edit { location, text: format!("\n  {line}\n") })
}

/// A declaration with something in every place that must be filled.
fn filled(word: &str, form: Form, name: &str, workspace: &Workspace) -> Option<String> {
    let mut line = word.to_owned();
    for operand in form.iter().filter(|one| !one.optional) {
        let value = match operand.kind {
            Kind::NewName => name.to_owned(),
            Kind::Text => format!("\"{}\"", title_of(name)),
            Kind::NewTexts => format!("\"{}\"", escaped(name)),
            Kind::Type(words) | Kind::Word(words) => (*words.first()?).to_owned(),
            Kind::DeclaredList(_) => continue,
            Kind::Declared(sort) => workspace.all(sort).next()?.name.to_string(),
            Kind::Value(_)
            | Kind::Values(_)
            | Kind::Words(_)
            | Kind::Implied(_)
            | Kind::Texts
            | Kind::DeclaredTexts(_)
            | Kind::DeclaredText(_)
            | Kind::Email
            | Kind::Pattern
            | Kind::Count { .. }
            | Kind::Duration { .. }
            | Kind::Place(_)
            | Kind::LineType
            | Kind::Path
            | Kind::Record(_)
            | Kind::Status
            | Kind::Days
            | Kind::Times
            | Kind::DateRange
            | Kind::Moment => return None,
        };
        for part in [operand.before, value.as_str()].into_iter().filter(|part| !part.is_empty()) {
            line.push(' ');
            line.push_str(part);
        }
    }
    Some(line)
}

/// `night_shift` becomes `Night shift`.
fn title_of(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// A workspace with one declaration, above everything else: what was a sketch is none any more.
fn new_workspace(view: &View<'_>, report: &Report, line: &str, what: &str) -> Option<Action> {
    let file = report.location().file;
    let text = view.source(file)?.text();
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let location = Location { file, span: Span::point(u32::try_from(mark).ok()?) };
    let text = format!("workspace main \"Main\" {{\n  {line}\n}}\n\n");
    Some(Action {
        title: format!("write a workspace that declares {what}"),
        about: report.clone(),
        preferred: false,
        edits: vec![Edit { location, text }],
    })
}

/// A workflow that only others start, below everything else.
fn new_workflow(view: &View<'_>, report: &Report, file: FileId, name: &str) -> Option<Action> {
    let source = view.source(file)?;
    let end = u32::try_from(source.text().len()).ok()?;
    let gap = if source.text().ends_with('\n') { "\n" } else { "\n\n" };
    let title = title_of(name);
    let text = format!("{gap}workflow {name} \"{title}\" {{\n  on manual\n  stop\n}}\n");
    Some(Action {
        title: format!("write a workflow `{name}`"),
        about: report.clone(),
        preferred: false,
        edits: vec![Edit { location: Location { file, span: Span::point(end) }, text }],
    })
}
