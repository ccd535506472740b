//! Ways by the names people write: `timeout 1h`, `option "Yes"`, `status 4xx`, `when 2`.

use std::fmt::{self, Display, Formatter};

use super::model::{Edge, Way};
use crate::program::{ArgValue, Handled};
use crate::vocabulary as decl;

impl Display for Edge<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.way.fmt(f)
    }
}

impl Display for Way<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin => f.write_str("begin"),
            Self::BeginAt => f.write_str("begin at"),
            Self::Next(name) => f.write_str(name),
            Self::Outcome { decl, handled } => outcome(f, decl, *handled),
            Self::Arm { word: Some(word), .. } => f.write_str(word),
            Self::Arm { ordinal, .. } => write!(f, "when {ordinal}"),
            Self::NoArm => f.write_str("else"),
            Self::Jump => f.write_str("jump"),
            Self::Stop => f.write_str("stop"),
        }
    }
}

fn outcome(f: &mut Formatter<'_>, decl: &decl::Outcome, handled: Option<&Handled>) -> fmt::Result {
    f.write_str(decl.word)?;
    let carried = handled.and_then(|handled| handled.line.args.first()).map(|arg| &arg.value);
    match (carried, decl.after) {
        (Some(value), _) => carry(f, value),
        (None, Some(after)) => write!(f, " {after}"),
        (None, None) => Ok(()),
    }
}

/// What an outcome carries: a time, the text of an answer, a status.
fn carry(f: &mut Formatter<'_>, value: &ArgValue) -> fmt::Result {
    match value {
        ArgValue::Duration(length) => write!(f, " {length}"),
        ArgValue::Text(text) => write!(f, " \"{}\"", escaped(text)),
        ArgValue::Status { code, class: false } => write!(f, " {code}"),
        ArgValue::Status { code, class: true } => write!(f, " {code}xx"),
        ArgValue::Name(name) => write!(f, " {name}"),
        ArgValue::Count(count) => write!(f, " {count}"),
        ArgValue::Expr(_)
        | ArgValue::Exprs(_)
        | ArgValue::Names(_)
        | ArgValue::Texts(_)
        | ArgValue::Place(..)
        | ArgValue::Type(..)
        | ArgValue::Path(_)
        | ArgValue::Record(_)
        | ArgValue::Days(_)
        | ArgValue::Times(_)
        | ArgValue::Dates(..)
        | ArgValue::Moment(_) => Ok(()),
    }
}

/// A text as it is written between quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
    }
    out
}
