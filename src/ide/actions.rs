//! What can be done about a finding.

use super::View;
use super::declare::declare;
use super::line::{Line, Meaning, lines};
use crate::base::{FileId, Location, Span};
use crate::report::{Edit, Report, Reports, Severity};
use crate::syntax::{ExprKind, Operand, Statement};
use crate::vocabulary::codes;

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

/// The line above, with a reason to be filled in; where that would be in a text, behind the line.
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
    let number = source.line_of(line.statement.at.0.start);
    let (start, text) = (source.line_start(number), source.line(number));
    let end = start + u32::try_from(text.trim_end().len()).ok()?;
    let at = |offset| Location { file: place.file, span: Span::point(offset) };
    let code = report.code.0;
    let comment = format!("# allow {code}: TODO say why");
    let edit = if !in_text(view, at(start)) {
        Edit { location: at(start), text: format!("{}{comment}\n", indent_of(text)) }
    } else if !in_text(view, at(end)) {
        Edit { location: at(end), text: format!(" {comment}") }
    } else {
        return None;
    };
    Some(Action {
        title: format!("allow `{code}` here, with a reason"),
        about: report.clone(),
        preferred: false,
        edits: vec![edit],
    })
}

/// Whether a place lies in a text.
fn in_text(view: &View<'_>, place: Location) -> bool {
    let offset = place.span.start;
    let mut found = false;
    let Some(ast) = view.ast(place.file) else { return false };
    lines(ast, &mut |line| {
        let exprs = line.statement.operands.iter().flat_map(Operand::exprs);
        let mut texts = exprs.filter(|expr| matches!(expr.kind, ExprKind::Text(_)));
        found |= texts.any(|text| text.at.0.start < offset && offset < text.at.0.end);
    });
    found
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

/// The blanks that a line begins with.
pub(super) fn indent_of(line: &str) -> String {
    line.chars().take_while(|sign| sign.is_whitespace()).collect()
}
