//! `wait`: for a time, or until a moment.

use super::read::{Misread, Reading, duration};
use super::{Acted, Goto};
use crate::base::{Duration, Instant, MAX_WAIT_DAYS, Value};
use crate::plan::Expr;
use crate::runtime::turn::Walk;
use crate::runtime::{Meter, Traced, WaitFor, evaluate};

/// `wait`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Wait {
    until: Until,
    pub(super) next: Goto,
}

#[derive(Clone, Debug)]
enum Until {
    After(Duration),
    Moment(Expr),
}

impl Wait {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let until = match step.arg("duration").and_then(duration) {
            Some(length) => Until::After(length),
            None => Until::Moment(step.expr("moment")?),
        };
        Ok(Self { until, next: step.next })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let longest = walk.now.plus(Duration::days(MAX_WAIT_DAYS));
        let wanted = match &self.until {
            Until::After(length) => Some(walk.now.plus(*length)),
            Until::Moment(expr) => moment(walk, meter, expr),
        };
        let Some(until) = wanted.filter(|until| *until > walk.now) else {
            return Acted::Goes(self.next);
        };
        let due = until.min(longest);
        walk.note(Traced::Sleeps { until: due, cut: due < until });
        let key = walk.own_key();
        Acted::Waits(walk.wait(key, WaitFor::Moment, Some(due)))
    }
}

/// A moment; a day is its first moment.
fn moment(walk: &Walk<'_>, meter: &mut Meter, expr: &Expr) -> Option<Instant> {
    let value = walk.scope().value(meter, expr)?;
    if let Value::Date(day) = value {
        return evaluate::midnight(walk.view.workspace.zone(), day);
    }
    if let Value::DateTime(at) = value { Some(at) } else { None }
}
