//! Bound lines: operands by name, settings, and the lines of their blocks.

use super::expression::{expression, expressions, record};
use crate::base::Name;
use crate::plan::{Arg, Setting};
use crate::program::{self, ArgValue, Line, TypedLine};
use crate::vocabulary::DAYS;

/// The operands of a line by name, in the order of the declared form.
pub(super) fn args(line: &Line) -> Vec<(Name, Arg)> {
    line.args.iter().map(|one| (Name::new_static(one.name), arg(&one.value))).collect()
}

/// The settings of a line's block, in order of the source.
pub(super) fn settings(line: &Line) -> Vec<Setting> {
    line.settings.iter().map(setting).collect()
}

/// One line with its operands and its block.
pub(super) fn setting(line: &Line) -> Setting {
    let mut lines = settings(line);
    lines.extend(line.typed.iter().map(typed));
    Setting { name: Name::new_static(line.word), args: args(line), lines }
}

fn typed(line: &TypedLine) -> Setting {
    let ty = (Name::new_static("type"), Arg::Type(Name::from(line.ty.to_string())));
    let text = line.text.clone().map(|text| (Name::new_static("text"), Arg::Text(text)));
    let args = std::iter::once(ty).chain(text).collect();
    Setting { name: line.name.clone(), args, lines: Vec::new() }
}

/// One operand.
pub(super) fn arg(value: &ArgValue) -> Arg {
    let plain = |texts: &[(Name, crate::base::Span)]| {
        texts.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>()
    };
    match value {
        ArgValue::Expr(value) => Arg::Expr(expression(value)),
        ArgValue::Exprs(values) => Arg::Exprs(expressions(values)),
        ArgValue::Name(name) => Arg::Name(name.clone()),
        ArgValue::Names(names) => Arg::Names(plain(names)),
        ArgValue::Text(text) => Arg::Text(text.clone()),
        ArgValue::Texts(texts) => Arg::Texts(plain(texts)),
        ArgValue::Count(count) => Arg::Count(*count),
        ArgValue::Duration(length) => Arg::Duration(*length),
        ArgValue::Place(place, _) => Arg::Place(place.clone()),
        ArgValue::Type(_, written) => Arg::Type(written.clone()),
        ArgValue::Path(parts) => Arg::Path(parts.clone()),
        ArgValue::Record(entries) => Arg::Record(record(entries)),
        ArgValue::Status { code, class } => Arg::Status { code: *code, class: *class },
        // The rest stands in the workspace and in scenarios, which have forms of their own.
        ArgValue::Days(days) => Arg::Names(days.iter().filter_map(|day| day_name(*day)).collect()),
        ArgValue::Times(ranges) => Arg::Texts(ranges.iter().map(time_range).collect()),
        ArgValue::Dates(from, to) => {
            Arg::Texts([from, to].map(|day| Name::from(day.to_string())).into())
        }
        ArgValue::Moment(moment) => Arg::Text(Name::from(moment.to_string())),
    }
}

fn day_name(day: u8) -> Option<Name> {
    DAYS.get(usize::from(day).checked_sub(1)?).map(|name| Name::new_static(name))
}

fn time_range((from, to): &(u16, u16)) -> Name {
    Name::from(crate::plan::show::minutes(*from) + "-" + &crate::plan::show::minutes(*to))
}

/// The text, name or number of an operand, if it is of that kind.
pub(super) fn text(line: &Line, operand: &str) -> Option<Name> {
    match line.arg(operand) {
        Some(ArgValue::Text(text) | ArgValue::Name(text)) => Some(text.clone()),
        _ => None,
    }
}

/// The texts or names of an operand.
pub(super) fn texts(line: &Line, operand: &str) -> Vec<Name> {
    match line.arg(operand) {
        Some(ArgValue::Texts(texts) | ArgValue::Names(texts)) => {
            texts.iter().map(|(text, _)| text.clone()).collect()
        }
        Some(ArgValue::Text(text) | ArgValue::Name(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// The values that a `with (…)` setting carries.
pub(super) fn named_values(line: &Line, operand: &str) -> Vec<(Name, crate::plan::Expr)> {
    match line.arg(operand) {
        Some(ArgValue::Record(entries)) => record(entries),
        Some(ArgValue::Expr(program::Expr {
            kind: program::ExprKind::Record(entries), ..
        })) => record(entries),
        _ => Vec::new(),
    }
}
