//! Operands of a scenario's lines, computed.

use crate::base::{Duration, Instant, Name, Table, Value};
use crate::plan::expression;
use crate::program::{ArgValue, Expr, Line};
use crate::runtime::{Brought, ContactState, Meter, Published, Scope, Workflow};

/// What expressions of a scenario may read: the contact, and nothing of a run.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) published: &'a Published,
    pub(super) workflow: &'a Workflow,
    pub(super) state: &'a ContactState,
    pub(super) now: Instant,
}

impl Values<'_> {
    /// The value of an expression.
    pub(super) fn value(&self, expr: &Expr) -> Option<Value> {
        let (brought, variables) = (Brought::default(), Table::default());
        let scope = Scope {
            workflow: self.workflow,
            workspace: self.published.workspace(),
            contact: &self.state.contact,
            owner_status: None,
            trigger: &brought,
            message: None,
            variables: &variables,
            now: self.now,
        };
        scope.value(&mut Meter::default(), &expression(expr))
    }

    /// The values of a record.
    pub(super) fn record(&self, line: &Line, operand: &str) -> Vec<(Name, Value)> {
        let Some(ArgValue::Record(entries)) = line.arg(operand) else { return Vec::new() };
        entries.iter().filter_map(|(key, expr)| Some((key.clone(), self.value(expr)?))).collect()
    }

    /// The value of an operand.
    pub(super) fn operand(&self, line: &Line, operand: &str) -> Option<Value> {
        let value = line.arg(operand)?;
        if let ArgValue::Expr(expr) = value {
            return self.value(expr);
        }
        value.called().cloned().map(Value::Text)
    }
}

/// The name or text of an operand.
pub(super) fn name(line: &Line, operand: &str) -> Option<Name> {
    line.arg(operand)?.called().cloned()
}

/// The number of an operand.
pub(super) fn count(line: &Line, operand: &str) -> i64 {
    if let Some(ArgValue::Count(count)) = line.arg(operand) { *count } else { 0 }
}

/// The length of time of an operand.
pub(super) fn duration(line: &Line, operand: &str) -> Duration {
    if let Some(ArgValue::Duration(length)) = line.arg(operand) {
        *length
    } else {
        Duration::default()
    }
}
