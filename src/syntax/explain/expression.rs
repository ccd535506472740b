//! Faults inside of expressions that can be read but mean nothing, or two things.

use super::strict;
use crate::base::{Logic, MAX_NESTING, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::lower::Lower;
use crate::syntax::{Expr, ExprKind, Operand};
use crate::vocabulary::codes;

/// What the text as it was written says at a stretch.
fn quoted(lower: &Lower<'_, '_>, span: Span) -> String {
    lower.written(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `=` where two values are compared.
pub(in crate::syntax) fn single_equals(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let location = lower.faults.location(span);
    let report = lower
        .faults
        .report(span, "a single `=` compares nothing")
        .label("two values are compared with `==`")
        .help("write `==`")
        .fix("write `==`", location, "==");
    lower.faults.push(report);
}

/// `a < b < c`; `left` is the first comparison.
pub(in crate::syntax) fn chain(lower: &mut Lower<'_, '_>, left: &Expr, here: Span) {
    let span = lower.at(here).0;
    if lower.faults.silent(span) {
        return;
    }
    let sign = lower.written(span).to_owned();
    let mut help = "write two comparisons joined by `and`".to_owned();
    if let ExprKind::Binary(_, low, middle) = &left.kind {
        let (low, middle) = (quoted(lower, low.at.0), quoted(lower, middle.at.0));
        let rest = lower.text.get(here.end as usize..).unwrap_or_default();
        let high = rest.split(['{', '\n', '\r', ')']).next().unwrap_or_default();
        let high = high.split(" and ").next().unwrap_or_default();
        let high = high.split(" or ").next().unwrap_or_default().trim();
        if sign.starts_with('<') && !high.is_empty() {
            help = format!(
                "write `{middle} between {low} and {high}`, or two comparisons joined by `and`"
            );
        } else if sign.starts_with('>') && !high.is_empty() {
            help = format!(
                "write `{middle} between {high} and {low}`, or two comparisons joined by `and`"
            );
        }
    }
    let report = lower
        .faults
        .report(span, "comparisons do not chain")
        .label("a second comparison")
        .also(lower.faults.location(left.at.0), "the first comparison")
        .help(help);
    lower.faults.push(report);
}

/// `a or b and c` without brackets.
pub(in crate::syntax) fn mixed(lower: &mut Lower<'_, '_>, left: &Expr, logic: Logic, right: &Expr) {
    let whole = left.at.0.to(right.at.0);
    if lower.faults.silent(whole) {
        return;
    }
    let mut sides: Vec<(String, Option<Logic>)> = Vec::new();
    spread(lower, left, &mut sides, Some(logic));
    spread(lower, right, &mut sides, None);
    let readings = [Logic::And, Logic::Or].map(|tight| reading(&sides, tight));
    let [one, other] = readings;
    let report = lower
        .faults
        .report(whole, "`and` is mixed with `or`, which can be read in two ways")
        .label(format!("`{one}`, or `{other}`?"))
        .help("put brackets around the part that belongs together");
    lower.faults.push(report);
}

/// The sides of a mixed condition in order, each with the word behind it.
fn spread(
    lower: &Lower<'_, '_>,
    expr: &Expr,
    sides: &mut Vec<(String, Option<Logic>)>,
    behind: Option<Logic>,
) {
    if let ExprKind::Logic(logic, list) = &expr.kind {
        for (index, side) in list.iter().enumerate() {
            let last = index + 1 == list.len();
            spread(lower, side, sides, if last { behind } else { Some(*logic) });
        }
    } else {
        sides.push((quoted(lower, expr.at.0), behind));
    }
}

/// How a mixed condition reads when `tight` binds more tightly than the other word.
fn reading(sides: &[(String, Option<Logic>)], tight: Logic) -> String {
    let mut text = String::new();
    let mut open = false;
    for (side, behind) in sides {
        if !open && *behind == Some(tight) {
            text.push('(');
            open = true;
        }
        text.push_str(side);
        if open && *behind != Some(tight) {
            text.push(')');
            open = false;
        }
        if let Some(logic) = behind {
            text.push(' ');
            text.push_str(logic.symbol());
            text.push(' ');
        }
    }
    text
}

/// `a between b` without its `and`.
pub(in crate::syntax) fn between_without_and(lower: &mut Lower<'_, '_>, here: Span, low: &Expr) {
    let span = lower.at(here).0;
    let low = quoted(lower, low.at.0);
    let report = lower
        .faults
        .report(span, "`between` has one end only")
        .help(format!("write both ends: `between {low} and …`"));
    lower.faults.push(report);
    lower.damage(here);
}

/// An expression beyond the limit.
pub(in crate::syntax) fn too_deep(lower: &mut Lower<'_, '_>, span: Span) {
    let report = lower
        .faults
        .coded(
            codes::LIMIT,
            Span::new(span.start, span.start.max(span.end.min(span.start + 1))),
            format!("this expression is nested more than {MAX_NESTING} levels deep"),
        )
        .help("give parts of it a name of their own with `set`");
    lower.faults.push(report);
}

/// `a.b(c)`.
pub(in crate::syntax) fn not_a_function(lower: &mut Lower<'_, '_>, span: Span) {
    let text = quoted(lower, span);
    let report = lower
        .faults
        .report(span, format!("`{text}` is not a function"))
        .help("write a blank before `(` if a record follows, or call one of the functions, like `length(list)`");
    lower.faults.push(report);
}

/// `a[1, 2]`.
pub(in crate::syntax) fn one_index(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let report = lower.faults.report(span, "an index is one number or one text");
    lower.faults.push(report.help("write one value between `[` and `]`"));
}

/// `a[]`.
pub(in crate::syntax) fn no_index(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let report = lower.faults.report(span, "nothing stands between `[` and `]`");
    lower.faults.push(report.help("write an index, like `[0]`"));
    lower.damage(here);
}

/// `(a, b)`, or keys for some values only.
pub(in crate::syntax) fn round_list(lower: &mut Lower<'_, '_>, here: Span, some_keys: bool) {
    let span = lower.at(here).0;
    let report = if some_keys {
        let report = lower.faults.report(span, "some values of this record have no name");
        report.help("write a name and a colon before each value, like `(name: contact.name)`")
    } else {
        let report = lower.faults.report(span, "a list stands in square brackets");
        report.help("write `[` and `]` around a list, or a name before each value of a record")
    };
    lower.faults.push(report);
    lower.damage(here);
}

/// `[a: 1]`, `f(a: 1)`.
pub(in crate::syntax) fn key_in_list(lower: &mut Lower<'_, '_>, span: Span) {
    let report = lower.faults.report(span, "values have names in records only");
    lower
        .faults
        .push(report.help("take the name and its colon away, or write a record in `(` and `)`"));
}

/// A key that is neither a name nor a text.
pub(in crate::syntax) fn bad_key(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let report = lower.faults.report(span, "the name of a value is a word or a plain text");
    let text = lower.written(span).to_owned();
    lower.faults.push(if text.contains('.') && !text.contains('"') {
        let location = lower.faults.location(span);
        let quoted = format!("\"{text}\"");
        report.help(format!("write it in quotes: `{quoted}: …`")).fix(
            "write quotes",
            location,
            quoted,
        )
    } else {
        report.help("write it like `name:` or `\"Any key\":`")
    });
}

/// `[a, , b]`.
pub(in crate::syntax) fn double_comma(lower: &mut Lower<'_, '_>, here: Span) {
    let span = lower.at(here).0;
    let location = lower.faults.location(span);
    let report = lower
        .faults
        .report(span, "a value is missing before this comma")
        .help("write a value, or take the comma away")
        .fix("take the comma away", location, "");
    lower.faults.push(report);
    lower.damage(here);
}

/// An operator that has no place inside of brackets or interpolations.
pub(in crate::syntax) fn misplaced(lower: &mut Lower<'_, '_>, here: Span, range: bool) {
    let span = lower.at(here).0;
    let text = lower.written(span).to_owned();
    let report = lower.faults.report(span, format!("`{text}` has no place here"));
    let help = if range && text == ".." {
        "write a range without brackets, as in `open mon..fri`, or compare with `between … and …`"
    } else {
        "take it away, or separate the values with commas"
    };
    lower.faults.push(report.help(help));
    lower.damage(here);
}

/// Text inside of brackets that could not be read.
pub(in crate::syntax) fn gunk(lower: &mut Lower<'_, '_>, here: Span) {
    lower.damage(here);
    let text = lower.slice(here);
    let bytes = lower.text.as_bytes();
    let begins = (0..here.start)
        .rev()
        .find(|at| bytes.get(*at as usize).is_some_and(|byte| matches!(byte, b'(' | b'[' | b',')));
    let from = begins.map_or(here.start, |at| at + 1);
    let before = lower.slice(Span::new(from, here.start));
    if before.contains('\n') && text.starts_with('"') && !before.trim().is_empty() {
        let verb = before.trim().to_owned();
        let start = from + u32::try_from(before.len() - before.trim_start().len()).unwrap_or(0);
        let bracket = from.saturating_sub(1);
        let opens = bytes.get(bracket as usize) == Some(&b'(');
        let culprit = if opens { Span::new(bracket, from) } else { Span::new(start, here.end) };
        let span = lower.at(culprit).0;
        let report =
            lower.faults.report(span, format!("the step `{verb}` stands in round brackets"));
        let report = if opens { report.label("a block begins with `{`") } else { report };
        let report = report.help("write the block in `{` and `}`");
        lower.faults.push(report);
        return;
    }
    if super::junk::habit(lower, from, here) {
        return;
    }
    strict::unexpected(lower, Rule::items_only, from, here);
}

/// Tokens behind a whole operand: a second `=`, a range of a range.
pub(in crate::syntax) fn left_over(lower: &mut Lower<'_, '_>, here: Span, operand: &Operand) {
    let span = lower.at(here).0;
    let sign = lower.written(span).to_owned();
    let report = match (operand, sign.as_str()) {
        (Operand::Equation(_, _), ",") => {
            let report = lower.faults.report(span, "one value stands after `=`");
            report.help("write a list in `[` and `]`")
        }
        (_, "..") => {
            let report = lower.faults.report(span, "a range is no value to compute with");
            report
                .label("only days and dates have ranges, and only in lines of their own")
                .help("write the two ends apart; in conditions: `x between 1 and 5`")
        }
        (Operand::Equation(_, _), _) => {
            let report = lower.faults.report(span, "a second `=` in one equation");
            report.help("set one thing a line; write `==` to compare")
        }
        (_, "=") => {
            let report = lower.faults.report(span, "a value cannot be given to a list");
            report.help("set one thing a line")
        }
        (Operand::One(_) | Operand::List(_), _) => {
            let report = lower.faults.report(span, format!("`{sign}` has no place here"));
            report.help("take it away")
        }
    };
    lower.faults.push(report);
    lower.damage(here);
}
