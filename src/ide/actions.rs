//! What can be done about a finding.

use super::View;
use super::line::{Line, Meaning, lines};
use super::names::{Occurrence, Sort, Thing, occurrences};
use super::rename::escaped;
use crate::base::{FileId, Location, Span};
use crate::program::Workspace;
use crate::report::{Edit, Report, Reports, Severity};
use crate::syntax::Statement;
use crate::vocabulary::{DECLARATIONS, Kind, codes};

/// A change that an editor offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, in the imperative.
    pub title: String,
    /// The finding it mends or silences.
    pub about: Report,
    /// Whether it is the one that is most likely wanted.
    pub preferred: bool,
    /// The replacements, none overlapping.
    pub edits: Vec<Edit>,
}

/// What can be done about the findings that touch a stretch of a file, the likeliest first.
#[must_use]
pub fn actions(view: &View<'_>, findings: &Reports, file: FileId, span: Span) -> Vec<Action> {
    let touches = |one: &&Report| {
        let at = one.location();
        at.file == file && at.span.start <= span.end && span.start <= at.span.end
    };
    let here: Vec<&Report> = findings.iter().filter(touches).collect();
    let mut found = Vec::new();
    for report in &here {
        if let Some(fix) = &report.fix {
            found.push(Action {
                title: fix.title.clone(),
                about: (*report).clone(),
                preferred: fix.safe,
                edits: fix.edits.clone(),
            });
        }
    }
    found.extend(here.iter().filter_map(|report| add_timeout(view, report)));
    found.extend(here.iter().filter_map(|report| declare(view, report)));
    found.extend(here.iter().filter_map(|report| allow(view, report)));
    found
}

/// Every safe change of a file at once; none where there is none.
#[must_use]
pub fn fix_all(findings: &Reports, file: FileId) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for report in findings.iter().filter(|one| one.location().file == file) {
        let Some(fix) = report.fix.as_ref().filter(|fix| fix.safe) else { continue };
        let overlaps = |edit: &Edit| {
            edits.iter().any(|known| {
                let (one, other) = (known.location, edit.location);
                one.file == other.file
                    && (one == other
                        || one.span.start < other.span.end && other.span.start < one.span.end)
            })
        };
        if fix.edits.iter().all(|edit| edit.location.file == file && !overlaps(edit)) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|edit| edit.location);
    edits
}

/// The line above, with a reason to be filled in.
fn allow(view: &View<'_>, report: &Report) -> Option<Action> {
    let firm = report.severity == Severity::Error && codes::FIRM.contains(&report.code);
    let comments = [codes::UNUSED_ALLOW, codes::ALLOW_WITHOUT_REASON];
    if firm || comments.contains(&report.code) {
        return None;
    }
    let place = report.location();
    let source = view.source(place.file)?;
    // A finding may begin further down in a statement of several lines.
    let line = statement_at(view, place)?;
    let start = source.line_start(source.line_of(line.statement.at.0.start));
    let text = source.line(source.line_of(line.statement.at.0.start));
    let indent = text.get(..text.len() - text.trim_start().len())?;
    let location = Location { file: place.file, span: Span::point(start) };
    let code = report.code.0;
    Some(Action {
        title: format!("allow `{code}` here, with a reason"),
        about: report.clone(),
        preferred: false,
        edits: vec![Edit { location, text: format!("{indent}# allow {code}: TODO say why\n") }],
    })
}

/// An outcome for the time that nothing handles.
fn add_timeout(view: &View<'_>, report: &Report) -> Option<Action> {
    if ![codes::UNHANDLED_TIMEOUT, codes::QUEUE_MAY_STARVE].contains(&report.code) {
        return None;
    }
    let place = report.location();
    let line = statement_at(view, place)?;
    let Meaning::Step(step) = line.meaning else { return None };
    let outcome = step.outcomes.iter().find(|one| one.after.is_some())?;
    let missing = format!("{} 1h {{ stop }}", outcome.word);
    Some(Action {
        title: format!("add `{missing}`"),
        about: report.clone(),
        preferred: false,
        edits: vec![into_block(view, place.file, line.statement, &missing)?],
    })
}

/// A line at the end of a statement's block, which is made where there is none.
fn into_block(view: &View<'_>, file: FileId, statement: &Statement, line: &str) -> Option<Edit> {
    let source = view.source(file)?;
    let first = source.line(source.line_of(statement.at.0.start));
    let indent = first.get(..first.len() - first.trim_start().len())?;
    let Some(block) = &statement.block else {
        // Where `else` follows, the block goes before it.
        let head = Location { file, span: statement.at.0 };
        let end = match statement.otherwise.as_deref() {
            Some(otherwise) => {
                let span = Span::new(head.span.start, otherwise.at.0.start);
                let before = view.slice(Location { file, span }).trim_end();
                let before = before.strip_suffix("else").unwrap_or(before).trim_end();
                head.span.start + u32::try_from(before.len()).ok()?
            }
            None => head.span.end,
        };
        let location = Location { file, span: Span::point(end) };
        return Some(Edit { location, text: format!(" {{\n{indent}  {line}\n{indent}}}") });
    };
    if !block.closed {
        return None;
    }
    let brace = block.at.0.end.checked_sub(1)?;
    let one_line = source.line_of(block.at.0.start) == source.line_of(brace);
    if one_line {
        let span = Span::new(block.at.0.start + 1, brace);
        let inside = view.slice(Location { file, span }).trim();
        let kept = if inside.is_empty() { String::new() } else { format!("{indent}  {inside}\n") };
        let text = format!("\n{kept}{indent}  {line}\n{indent}");
        return Some(Edit { location: Location { file, span }, text });
    }
    let start = source.line_start(source.line_of(brace));
    let location = Location { file, span: Span::point(start) };
    Some(Edit { location, text: format!("{indent}  {line}\n") })
}

/// A declaration of a name that nobody knows.
fn declare(view: &View<'_>, report: &Report) -> Option<Action> {
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
    let workspace = view.program.workspace.declared.then_some(&view.program.workspace)?;
    let declaration = DECLARATIONS.iter().find(|one| one.sort == Some(*sort))?;
    let form = declaration.forms.first()?;
    let last = workspace.all(*sort).last().map(|last| &last.line);
    let listed = form.first().is_some_and(|one| one.kind == Kind::NewTexts);
    let edit = match last {
        // One line says all of them.
        Some(last) if listed => Edit {
            location: Location { span: Span::point(last.head.span.end), ..last.head },
            text: format!(", \"{}\"", escaped(name)),
        },
        last => {
            let line = filled(declaration.word, form, name)?;
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

fn indent_of(line: &str) -> String {
    line.chars().take_while(|sign| sign.is_whitespace()).collect()
}

/// A declaration with something in every place that must be filled.
fn filled(word: &str, form: &[crate::vocabulary::Operand], name: &str) -> Option<String> {
    let mut line = word.to_owned();
    for operand in form.iter().filter(|one| !one.optional) {
        let value = match operand.kind {
            Kind::NewName => name.to_owned(),
            Kind::Text => format!("\"{}\"", title_of(name)),
            Kind::NewTexts => format!("\"{}\"", escaped(name)),
            Kind::Type(words) | Kind::Word(words) => (*words.first()?).to_owned(),
            Kind::DeclaredList(_) => continue,
            Kind::Value(_)
            | Kind::Values(_)
            | Kind::Declared(_)
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

/// The innermost line at a place that is a statement of its own.
fn statement_at<'a>(view: &View<'a>, place: Location) -> Option<Line<'a>> {
    let ast = view.ast(place.file)?;
    let mut best = None;
    lines(ast, &mut |line| {
        if line.statement.at.0.start <= place.span.start
            && place.span.start < line.statement.at.0.end
        {
            best = Some(line);
        }
    });
    best
}
