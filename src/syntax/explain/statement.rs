//! Faults of whole statements.

use super::name::{BEFORE_NAMES, is_reserved};
use crate::base::{Binary, Span};
use crate::syntax::lower::Lower;
use crate::syntax::{Entry, Expr, ExprKind, Operand, Statement};
use crate::vocabulary;

/// A last look at a statement, which may make another entry of it.
pub(in crate::syntax) fn statement(
    lower: &mut Lower<'_, '_>,
    mut statement: Statement,
    whole: Span,
    after_damage: bool,
) -> Entry {
    let verb = statement.verb.text.as_str();
    if is_reserved(verb) && !matches!(verb, "contains" | "matches" | "during") {
        // Behind a damaged step it is most likely the damaged step's own.
        if verb != "else" || !after_damage {
            operator_first(lower, &statement);
        }
        lower.poison.push(whole);
        return Entry::Poison(statement.at);
    }
    if verb == "set" {
        statement.operands = two_equals(lower, statement.operands);
    }
    hyphens(lower, &statement);
    if statement.operands.is_empty() && statement.block.is_none() && label_alone(lower, &statement)
    {
        lower.poison.push(whole);
        return Entry::Poison(statement.at);
    }
    Entry::Statement(statement)
}

fn label_alone(lower: &Lower<'_, '_>, statement: &Statement) -> bool {
    statement.junk.is_some_and(|junk| lower.written(junk.0) == ":")
}

/// A line that begins with `else`, `and` or another operator.
fn operator_first(lower: &mut Lower<'_, '_>, statement: &Statement) {
    let word = statement.verb.text.clone();
    let span = statement.verb.at.0;
    let report = if word == "else" {
        lower
            .faults
            .report(span, "this `else` belongs to no step")
            .help("write `else` on the line of the step, or right after its `}`")
    } else {
        lower
            .faults
            .report(span, format!("a line begins with `{word}`"))
            .help(format!("write `{word}` at the end of the line before"))
    };
    lower.faults.push(report);
}

/// `set x == 1`.
fn two_equals(lower: &mut Lower<'_, '_>, operands: Vec<Operand>) -> Vec<Operand> {
    let mut list = Vec::with_capacity(operands.len());
    for operand in operands {
        list.push(match operand {
            Operand::One(Expr { kind: ExprKind::Binary(Binary::Equal, left, right), .. }) => {
                sign_between(lower, &left, &right);
                Operand::Equation(*left, right)
            }
            Operand::One(_) | Operand::List(_) | Operand::Equation(_, _) => operand,
        });
    }
    list
}

fn sign_between(lower: &mut Lower<'_, '_>, left: &Expr, right: &Expr) {
    let between = Span::new(left.at.0.end, right.at.0.start);
    let offset = lower.written(between).find("==").unwrap_or(0);
    let start = between.start + u32::try_from(offset).unwrap_or(0);
    let span = Span::new(start, start + 2);
    let location = lower.faults.location(span);
    let report = lower
        .faults
        .report(span, "`==` compares two values and sets nothing")
        .help("write `=`")
        .fix("write `=`", location, "=");
    lower.faults.push(report);
}

/// `team after-sales`: a difference where a name belongs.
fn hyphens(lower: &mut Lower<'_, '_>, statement: &Statement) {
    let mut before = &statement.verb.text;
    for operand in &statement.operands {
        let Operand::One(expr) = operand else { return };
        if let ExprKind::Word(word) = &expr.kind {
            before = word;
            continue;
        }
        if !is_difference(expr) {
            return;
        }
        let written = lower.written(expr.at.0);
        let hyphenated = written.contains('-')
            && written
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if hyphenated && BEFORE_NAMES.contains(&before.as_str()) && before != "set" {
            let name = written.replace('-', "_").to_lowercase();
            let location = lower.faults.location(expr.at.0);
            let report = lower
                .faults
                .report(expr.at.0, format!("the name `{written}` has a hyphen"))
                .label("`-` is always minus")
                .help(format!("write `{name}`"))
                .fix(format!("write `{name}`"), location, name);
            lower.faults.push(report);
        }
        return;
    }
}

fn is_difference(expr: &Expr) -> bool {
    let ExprKind::Binary(Binary::Subtract, left, right) = &expr.kind else { return false };
    (matches!(left.kind, ExprKind::Word(_)) || is_difference(left))
        && matches!(right.kind, ExprKind::Word(_) | ExprKind::Number(_))
}

/// A block or step that begins on the line on which another ended.
pub(in crate::syntax) fn same_line(lower: &mut Lower<'_, '_>, here: Span) {
    let found = super::strict::found(lower.slice(here)).to_owned();
    let span =
        lower.at(Span::new(here.start, here.start + u32::try_from(found.len()).unwrap_or(0))).0;
    let report = lower
        .faults
        .report(span, format!("`{found}` stands on the line of another step"))
        .help("begin a new line before it");
    lower.faults.push(report);
}

/// `else` with a condition, without a block, or a second time.
pub(in crate::syntax) fn otherwise(
    lower: &mut Lower<'_, '_>,
    here: Span,
    junk: Option<Span>,
    has_block: bool,
    second: bool,
    damaged: bool,
) {
    let word = lower.at(Span::new(here.start, here.start + 4)).0;
    if let Some(junk) = junk {
        let text = lower.slice(junk);
        let condition = text.strip_prefix("if ").or_else(|| text.strip_prefix("when "));
        let span = word.to(lower.at(junk).0);
        let report = if let Some(condition) = condition {
            lower
                .faults
                .report(span, "`else` takes no condition")
                .help(format!("write a second `when` instead: `when {condition} {{ … }}`"))
        } else {
            lower
                .faults
                .report(span, "`else` is followed by its block")
                .help(format!("write the steps in `{{` and `}}`: `else {{ {text} }}`"))
        };
        lower.faults.push(report);
    } else if second && !damaged {
        let report = lower.faults.report(word, "a second `else` for the same step");
        lower.faults.push(report.help("take one of them away, or write a `when` with a condition"));
    } else if !has_block {
        let report = lower.faults.report(word, "`else` has no block");
        lower.faults.push(report.help("write its steps in `{` and `}`"));
    }
}

/// A line that ends in a comma or an operator and is followed by a line that is one of its own:
/// the value was never written.
pub(in crate::syntax) fn broken_line(lower: &mut Lower<'_, '_>, sign: Span, next: Span) {
    let deeper = indent(lower, next.start) > indent(lower, lower.statement_span().start);
    if deeper || !begins_statement(lower, next.start) {
        return;
    }
    let span = lower.at(sign).0;
    let text = lower.written(span).to_owned();
    if text.is_empty() {
        // The sign was put in, and reported.
        return;
    }
    let report = lower
        .faults
        .report(span, format!("the value after `{text}` is missing"))
        .help(format!("write a value after `{text}`, or take it away"));
    lower.faults.push(report);
    lower.damage(next);
}

/// Whether a line of its own begins at an offset: a label, or a word of the language with more
/// behind it.
fn begins_statement(lower: &Lower<'_, '_>, offset: u32) -> bool {
    let rest = lower.text.get(offset as usize..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let (word, behind) = line.split_at_checked(end.unwrap_or(line.len())).unwrap_or_default();
    let behind = behind.trim_start();
    if behind.starts_with(':') {
        return !word.is_empty();
    }
    let more = !behind.is_empty() && !behind.starts_with([',', '.', '#', ')', ']', '}']);
    more && vocabulary::begins_line(word)
}

/// How many blanks begin the line of an offset.
fn indent(lower: &Lower<'_, '_>, offset: u32) -> usize {
    let before = lower.text.get(..offset as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
