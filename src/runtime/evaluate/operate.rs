//! The operators with two sides, and indexing.

use std::cmp::Ordering;

use super::compare::textual;
use super::hours::{civil, is_open, midnight};
use super::{Meter, Scope, arithmetic};
use crate::base::{Binary, Value, fold};
use crate::plan::{Expr, Literal};

impl Scope<'_> {
    pub(super) fn binary(
        &self,
        meter: &mut Meter,
        operator: Binary,
        left: &Expr,
        right: &Expr,
    ) -> Option<Value> {
        let one = self.value(meter, left);
        if operator == Binary::During {
            return Some(Value::Bool(one.is_some_and(|at| self.during(meter, &at, right))));
        }
        let other = self.value(meter, right);
        if operator.is_arithmetic() {
            let result = arithmetic::compute(self.workspace.zone(), operator, one?, other?)?;
            if let Value::Text(text) = result {
                return meter.text(&text);
            }
            // A day moved by a length that is not fixed has the type of a moment.
            let fixed = |side: &Expr| matches!(side, Expr::Literal(Literal::Duration(_)));
            if let Value::Date(day) = result
                && !fixed(left)
                && !fixed(right)
            {
                return midnight(self.workspace.zone(), day).map(Value::DateTime);
            }
            return Some(result);
        }
        let (Some(one), Some(other)) = (one, other) else {
            return Some(Value::Bool(matches!(operator, Binary::NotEqual | Binary::HasNone)));
        };
        meter.spend(size(&one).saturating_mul(size(&other)))?;
        Some(Value::Bool(self.test(operator, &one, &other)))
    }

    fn test(&self, operator: Binary, one: &Value, other: &Value) -> bool {
        let order = || self.order(one, other);
        match operator {
            Binary::Equal => self.same(one, other),
            Binary::NotEqual => !self.same(one, other),
            Binary::Less => order().is_some_and(Ordering::is_lt),
            Binary::AtMost => order().is_some_and(Ordering::is_le),
            Binary::Greater => order().is_some_and(Ordering::is_gt),
            Binary::AtLeast => order().is_some_and(Ordering::is_ge),
            Binary::Contains => {
                if let Value::List(items) = one {
                    return self.has(items, other);
                }
                both(one, other).is_some_and(|(text, part)| text.contains(&part))
            }
            Binary::StartsWith => {
                both(one, other).is_some_and(|(text, part)| text.starts_with(&part))
            }
            Binary::EndsWith => both(one, other).is_some_and(|(text, part)| text.ends_with(&part)),
            Binary::Matches => {
                let sides = textual(one).zip(textual(other));
                sides.and_then(|(text, pattern)| self.workflow.finds(pattern, text)) == Some(true)
            }
            Binary::In => list(other).is_some_and(|items| self.has(items, one)),
            Binary::HasAny => self.count(one, other).is_some_and(|(found, _)| found > 0),
            Binary::HasAll => self.count(one, other).is_some_and(|(found, of)| found == of),
            Binary::HasNone => self.count(one, other).is_none_or(|(found, _)| found == 0),
            Binary::During
            | Binary::Add
            | Binary::Subtract
            | Binary::Multiply
            | Binary::Divide
            | Binary::Remainder => false,
        }
    }

    fn has(&self, items: &[Value], item: &Value) -> bool {
        items.iter().any(|one| self.same(one, item))
    }

    /// How many of the wanted items a list has, and how many are wanted.
    fn count(&self, one: &Value, wanted: &Value) -> Option<(usize, usize)> {
        let (items, wanted) = (list(one)?, list(wanted)?);
        Some((wanted.iter().filter(|item| self.has(items, item)).count(), wanted.len()))
    }

    /// Whether a moment lies in opening hours, or a day in a range of two.
    fn during(&self, meter: &mut Meter, at: &Value, range: &Expr) -> bool {
        let zone = self.workspace.zone();
        if let Expr::Literal(Literal::Hours(name)) = range {
            let Value::DateTime(at) = at else { return false };
            let hours = self.workspace.hours(name);
            return hours.is_some_and(|(hours, zone)| is_open(hours, zone, *at));
        }
        let day = if let Value::DateTime(at) = at {
            civil(zone, *at).map(|at| Value::Date(at.date()))
        } else {
            Some(at.clone())
        };
        let Some(Value::List(ends)) = self.value(meter, range) else { return false };
        let mut ends = ends.into_iter();
        self.is_between(day, ends.next(), ends.next())
    }
}

/// `a[0]`, `a["key"]`: none where there is nothing.
pub(super) fn index(of: Value, index: &Value) -> Option<Value> {
    match (of, index) {
        (Value::List(items), Value::Number(at)) => {
            let at = usize::try_from(*at).ok().filter(|_| at.fract().is_zero())?;
            items.into_iter().nth(at)
        }
        (Value::Record(entries), key) => {
            let key = textual(key)?;
            entries.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        (_, _) => None,
    }
}

fn both(one: &Value, other: &Value) -> Option<(String, String)> {
    Some((fold(textual(one)?), fold(textual(other)?)))
}

fn list(value: &Value) -> Option<&[Value]> {
    if let Value::List(items) = value { Some(items) } else { None }
}

/// How much work a test of a value is, in operations.
fn size(value: &Value) -> usize {
    list(value).map_or(1, |items| items.len().max(1))
}
