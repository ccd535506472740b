//! Comparing values.

use std::cmp::Ordering;

use super::Scope;
use super::hours::civil;
use crate::base::{Name, Value, compare_folded, same_folded};

impl Scope<'_> {
    /// Whether two values are the same, as `==` sees it: texts without case and blanks around.
    pub(in crate::runtime) fn same(&self, one: &Value, other: &Value) -> bool {
        if let (Value::List(one), Value::List(other)) = (one, other) {
            let mut pairs = one.iter().zip(other);
            return one.len() == other.len() && pairs.all(|(one, other)| self.same(one, other));
        }
        if let (Value::Record(one), Value::Record(other)) = (one, other) {
            return one.len() == other.len()
                && one.iter().all(|(key, value)| {
                    let twin = other.iter().find(|(name, _)| name == key);
                    twin.is_some_and(|(_, twin)| self.same(value, twin))
                });
        }
        if let (Value::Bool(one), Value::Bool(other)) = (one, other) {
            return one == other;
        }
        if let (Some(one), Some(other)) = (textual(one), textual(other)) {
            return same_folded(one, other);
        }
        self.order(one, other) == Some(Ordering::Equal)
    }

    /// Which of two values comes first; none where they cannot be compared.
    pub(in crate::runtime) fn order(&self, one: &Value, other: &Value) -> Option<Ordering> {
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => Some(one.cmp(other)),
            (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
            (Value::Time(one), Value::Time(other)) => Some(one.cmp(other)),
            (Value::DateTime(one), Value::DateTime(other)) => Some(one.cmp(other)),
            (Value::Duration(one), Value::Duration(other)) => Some(one.cmp(other)),
            (Value::Date(day), Value::DateTime(at)) => {
                civil(self.workspace.zone(), *at).map(|at| day.cmp(&at.date()))
            }
            (Value::DateTime(at), Value::Date(day)) => {
                civil(self.workspace.zone(), *at).map(|at| at.date().cmp(day))
            }
            (one, other) => {
                let (one, other) = (textual(one)?, textual(other)?);
                Some(compare_folded(one, other))
            }
        }
    }

    /// Whether a value lies between two others, both in.
    pub(super) fn is_between(
        &self,
        of: Option<Value>,
        low: Option<Value>,
        high: Option<Value>,
    ) -> bool {
        let (Some(of), Some(low), Some(high)) = (of, low, high) else { return false };
        let above = self.order(&of, &low).is_some_and(Ordering::is_ge);
        above && self.order(&of, &high).is_some_and(Ordering::is_le)
    }
}

/// The text of a value that compares as texts do.
pub(super) fn textual(value: &Value) -> Option<&Name> {
    match value {
        Value::Text(text)
        | Value::Agent(text)
        | Value::Team(text)
        | Value::Channel(text)
        | Value::Tag(text) => Some(text),
        Value::Number(_)
        | Value::Bool(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::List(_)
        | Value::Record(_) => None,
    }
}
