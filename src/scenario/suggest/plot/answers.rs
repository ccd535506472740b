//! What the contact answers.

use jiff::fmt::strtime;

use super::Plot;
use crate::base::{Name, Type, Value};
use crate::graph::{Going, Way};
use crate::program::{ArgValue, Line, Step};
use crate::scenario::written::quoted;
use crate::solve::{Held, Ranges, Values};

/// `retries` of a question that says nothing of it.
const RETRIES: i64 = 2;

impl Plot<'_, '_> {
    /// The contact chooses what an outcome carries.
    pub(super) fn answer(&mut self, step: &Step, going: &Going<'_, '_>, at: usize) {
        let Way::Outcome { handled: Some(handled), .. } = going.edge.way else {
            return self.answer_freely(step, at);
        };
        if let Some(ArgValue::Text(option)) = handled.line.args.first().map(|arg| &arg.value) {
            self.script.happens(format!("when contact says {}", quoted(option)));
        }
    }

    /// The contact gives an answer of the type that is asked for.
    pub(super) fn answer_freely(&mut self, step: &Step, at: usize) {
        let Some(ArgValue::Type(ty, word)) = step.line.arg("type") else { return };
        if word == "location" {
            self.script.happens("when contact sends location".to_owned());
            return;
        }
        let within = if word == "rating" { rating() } else { self.bounds(&step.line) };
        let wanted = self.answers.get(&at).map_or_else(|| within.clone(), |one| one.and(&within));
        let wanted = if wanted.held.is_empty() { within } else { wanted };
        let options = self.options(step, &ty.base);
        let answer = match wanted.one_of(&options) {
            Some(Value::Text(text)) => text,
            Some(Value::Number(number)) => Name::from(number.normalize().to_string()),
            Some(Value::Date(day)) => {
                let format = step.line.setting("formats").and_then(|line| line.args.first());
                let format = match format.map(|arg| &arg.value) {
                    Some(ArgValue::Texts(texts)) => texts.first().map(|(text, _)| text),
                    Some(ArgValue::Text(text)) => Some(text),
                    _ => None,
                };
                let written = format.and_then(|format| strtime::format(strftime(format), day).ok());
                Name::from(written.unwrap_or_else(|| day.to_string()))
            }
            _ => return,
        };
        self.script.happens(format!("when contact says {}", quoted(&answer)));
    }

    /// The contact sends what is no answer, until nobody asks again.
    pub(super) fn misfits(&mut self, step: &Step) {
        let retries = match step.line.setting("retries").and_then(|line| line.arg("count")) {
            Some(ArgValue::Count(count)) => *count,
            _ => RETRIES,
        };
        for _ in 0..=retries {
            self.script.happens("when contact sends image".to_owned());
        }
    }

    /// The type of an answer; of a choice without options of its own, with those of its place.
    fn options(&self, step: &Step, ty: &Type) -> Type {
        match (ty, step.line.arg("place")) {
            (Type::Choice(choices), Some(ArgValue::Place(_, ty))) if choices.options.is_empty() => {
                ty.clone()
            }
            (ty, _) => ty.clone(),
        }
    }

    /// The numbers and days that a question takes, as far as its bounds are known.
    fn bounds(&self, line: &Line) -> Values {
        let bound = |word: &str| {
            let Some(ArgValue::Expr(expr)) = line.setting(word)?.args.first().map(|arg| &arg.value)
            else {
                return None;
            };
            let value = self.stage.value(expr)?;
            if let Value::Date(day) = value {
                return Some(crate::solve::day_number(day));
            }
            if let Value::Number(number) = value { Some(number) } else { None }
        };
        let (low, high) = (bound("min"), bound("max"));
        if low.is_none() && high.is_none() {
            return Values::set(Held::all());
        }
        let end =
            |bound: Option<_>| bound.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Included);
        Values::set(Held::Numbers(Ranges::between(end(low), end(high))))
    }
}

/// The numbers that a rating is one of.
fn rating() -> Values {
    let each = (1..=5).map(|mark: i64| Held::Numbers(Ranges::only(mark.into())));
    Values::set(each.reduce(|one, other| one.or(&other)).unwrap_or_else(Held::all))
}

/// A pattern for days, in the form that the calendar's library reads.
fn strftime(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(first).len();
        let (part, behind) = rest.split_at(run);
        out.push_str(match (first, run / first.len_utf8()) {
            ('y', 1 | 4..) => "%Y",
            ('y', _) => "%y",
            ('M', 1) => "%-m",
            ('M', 2) => "%m",
            ('M', 3) => "%b",
            ('M', _) => "%B",
            ('d', 1) => "%-d",
            ('d', _) => "%d",
            _ => part,
        });
        rest = behind;
    }
    out
}
