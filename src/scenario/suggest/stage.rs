//! The program whose way is gone, and what it computes to.

use jiff::civil::DateTime;

use crate::base::{Literal, Place, Root, Table, Type, Value};
use crate::graph::StepGraph;
use crate::plan::expression;
use crate::program::{Expr, ExprKind, Program};
use crate::runtime::{Brought, Contact, Meter, Scope, Workflow, Workspace, instant};
use crate::scenario::play::CONTACT;

/// A workflow and the program around it.
#[derive(Clone, Copy)]
pub(super) struct Stage<'a, 'p> {
    pub(super) program: &'p Program,
    pub(super) workspace: &'a Workspace,
    pub(super) workflow: &'a Workflow,
    pub(super) graph: &'a StepGraph<'p>,
    /// When the scenario begins.
    pub(super) begins: DateTime,
}

impl Stage<'_, '_> {
    /// What an expression computes to when a scenario begins, of which nothing is known but its
    /// program: `today - 18d` does, `contact.budget` does not.
    pub(super) fn value(&self, expr: &Expr) -> Option<Value> {
        let now = instant(self.workspace.zone(), self.begins)?;
        let (contact, brought, variables) =
            (Contact::new(CONTACT, now), Brought::default(), Table::default());
        let scope = Scope {
            workflow: self.workflow,
            workspace: self.workspace,
            contact: &contact,
            owner_status: None,
            trigger: &brought,
            message: None,
            variables: &variables,
            now,
        };
        scope.value(&mut Meter::default(), &expression(expr))
    }

    /// A comparison with what its sides compute to in place of them, so that it compares one place
    /// with something fixed.
    pub(super) fn fixed(&self, condition: &Expr) -> Expr {
        let mut condition = condition.clone();
        if let ExprKind::Binary(_, left, right) = &mut condition.kind
            && !is_fixed(left)
            && !is_fixed(right)
        {
            self.fix(left);
            self.fix(right);
        }
        if let ExprKind::Between(sides) = &mut condition.kind {
            let [_, low, high] = &mut **sides;
            self.fix(low);
            self.fix(high);
        }
        condition
    }

    fn fix(&self, side: &mut Expr) {
        // The present day is the one place whose value is known.
        let is_clock = |place: &Place| matches!(place.of, Root::Today | Root::Now);
        let is_place = matches!(&side.kind, ExprKind::Read(place, _) if !is_clock(place));
        if is_place || is_fixed(side) || matches!(side.kind, ExprKind::Fallback(..)) {
            return;
        }
        let literal = match self.value(side) {
            Some(Value::Number(number)) => Literal::Number(number),
            Some(Value::Text(text)) => Literal::Text(text),
            Some(Value::Date(day)) => Literal::Date(day),
            Some(Value::Time(time)) => Literal::Time(time),
            Some(Value::Duration(length)) => Literal::Duration(length),
            _ => return,
        };
        if side.ty != Type::DateTime {
            side.kind = ExprKind::Literal(literal);
        }
    }
}

const fn is_fixed(side: &Expr) -> bool {
    matches!(side.kind, ExprKind::Literal(_) | ExprKind::List(_))
}
