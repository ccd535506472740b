//! Computing expressions.
//!
//! Expressions cannot fail: whatever has no value is unset, and noted. Limits of one step: see
//! [`MAX_OPERATIONS`] and [`MAX_TEXT_BYTES`].

mod arithmetic;
mod compare;
mod format;
mod function;
mod hours;
mod operate;
mod place;
mod render;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(super) use hours::{civil, midnight};

pub use hours::{Hours, instant, is_open, next_opening};
pub use render::render;

use super::{Brought, Contact, Message, Workflow, Workspace};
use crate::base::{Instant, Logic, MAX_OPERATIONS, MAX_TEXT_BYTES, Name, Table, Value};
use crate::plan::{Expr, Literal, Piece, Place};

/// Everything an expression may read.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The workflow it stands in.
    pub workflow: &'a Workflow,
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The contact.
    pub contact: &'a Contact,
    /// The status of the contact's owner.
    pub owner_status: Option<&'a Name>,
    /// What the trigger brought.
    pub trigger: &'a Brought,
    /// The message that started or resumed the run.
    pub message: Option<&'a Message>,
    /// The run's variables.
    pub variables: &'a Table<Value>,
    /// The present moment.
    pub now: Instant,
}

/// Bytes of most texts that are put together.
const TEXT_BYTES: usize = 80;

/// Something that went on while an expression was computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// An interpolation was unset and rendered as nothing.
    RenderedUnset(Name),
    /// The step used up its operations.
    TooManyOperations,
    /// A text came out longer than texts may be.
    TextTooLong,
}

/// Counts the operations of one step and takes its notes.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    used: u32,
    /// What was noted.
    pub notes: Vec<Note>,
    /// Where texts are put together: one piece of memory for all of a turn.
    buffer: String,
}

impl Meter {
    /// Counts `operations` more; none when there are no more to be had.
    fn spend(&mut self, operations: usize) -> Option<()> {
        let more = u32::try_from(operations).unwrap_or(u32::MAX);
        self.used = self.used.saturating_add(more);
        if self.used <= MAX_OPERATIONS {
            return Some(());
        }
        self.note(Note::TooManyOperations);
        None
    }

    /// Whether nothing was noted.
    pub(super) const fn is_silent(&self) -> bool {
        self.notes.is_empty()
    }

    /// Counts from nothing again.
    pub(super) const fn count_anew(&mut self) {
        self.used = 0;
    }

    /// Counts from nothing again, and gives up what was noted.
    pub(super) fn begin_anew(&mut self) -> Vec<Note> {
        self.used = 0;
        std::mem::take(&mut self.notes)
    }

    /// Whether the operations are used up: no result counts any more.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.used > MAX_OPERATIONS
    }

    fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A text, if it is not too long.
    fn text(&mut self, text: &str) -> Option<Value> {
        if text.len() > MAX_TEXT_BYTES {
            self.note(Note::TextTooLong);
            return None;
        }
        Some(Value::Text(text.into()))
    }
}

impl Scope<'_> {
    /// The value of an expression, if it has one.
    pub fn value(&self, meter: &mut Meter, expr: &Expr) -> Option<Value> {
        meter.spend(1)?;
        match expr {
            Expr::Literal(literal) => self.literal(literal),
            Expr::Template(pieces) => self.template(meter, pieces),
            Expr::List(items) => {
                let values = items.iter().filter_map(|item| self.value(meter, item)).collect();
                Some(Value::List(values))
            }
            Expr::Record(entries) => {
                let value =
                    |(key, expr): &(Name, Expr)| Some((key.clone(), self.value(meter, expr)?));
                Some(Value::Record(entries.iter().filter_map(value).collect()))
            }
            Expr::Read(place) => self.place(place),
            Expr::Member(of, name) => member(self.value(meter, of)?, name),
            Expr::Index(of, index) => {
                let of = self.value(meter, of)?;
                operate::index(of, &self.value(meter, index)?)
            }
            Expr::Call(name, arguments) => self.call(meter, name, arguments),
            Expr::Not(of) => Some(Value::Bool(!self.holds(meter, of))),
            Expr::Minus(of) => arithmetic::minus(self.value(meter, of)?),
            Expr::Binary(operator, left, right) => self.binary(meter, *operator, left, right),
            Expr::Logic(Logic::And, sides) => {
                Some(Value::Bool(sides.iter().all(|side| self.holds(meter, side))))
            }
            Expr::Logic(Logic::Or, sides) => {
                Some(Value::Bool(sides.iter().any(|side| self.holds(meter, side))))
            }
            Expr::Between(sides) => {
                let [of, low, high] = &**sides;
                let of = self.value(meter, of);
                let (low, high) = (self.value(meter, low), self.value(meter, high));
                Some(Value::Bool(self.is_between(of, low, high)))
            }
            Expr::IsSet(of) => Some(Value::Bool(self.value(meter, of).is_some())),
            Expr::Fallback(one, other) => {
                self.value(meter, one).or_else(|| self.value(meter, other))
            }
        }
    }

    /// Whether a condition is true; an unset one counts as false.
    pub fn holds(&self, meter: &mut Meter, expr: &Expr) -> bool {
        self.value(meter, expr) == Some(Value::Bool(true))
    }

    /// An expression as text; nothing, and a note, where it is unset.
    pub fn text(&self, meter: &mut Meter, expr: &Expr) -> Name {
        match self.value(meter, expr) {
            Some(Value::Text(text)) => text,
            Some(value) => Name::from(render(self.workspace, &value)),
            None => {
                meter.note(Note::RenderedUnset(describe(expr)));
                Name::default()
            }
        }
    }

    /// The value that a place holds now.
    pub(in crate::runtime) fn place_value(&self, place: &Place) -> Option<Value> {
        self.place(place)
    }

    fn template(&self, meter: &mut Meter, pieces: &[Piece]) -> Option<Value> {
        // A template inside of a template has a text of its own.
        let mut text = std::mem::take(&mut meter.buffer);
        text.clear();
        text.reserve(TEXT_BYTES);
        for piece in pieces {
            match piece {
                Piece::Raw(raw) => text.push_str(raw),
                Piece::Value(expr) => match self.value(meter, expr) {
                    Some(value) => render::write(self.workspace, &value, &mut text),
                    None => meter.note(Note::RenderedUnset(describe(expr))),
                },
            }
        }
        let value = meter.text(&text);
        meter.buffer = text;
        value
    }

    fn literal(&self, literal: &Literal) -> Option<Value> {
        Some(match literal {
            Literal::None | Literal::Hours(_) => return None,
            Literal::Text(text) => Value::Text(text.clone()),
            Literal::Number(number) => Value::Number(*number),
            Literal::Bool(yes) => Value::Bool(*yes),
            Literal::Date(date) => Value::Date(*date),
            Literal::Time(time) => Value::Time(*time),
            Literal::DateTime(moment) => {
                Value::DateTime(hours::instant(self.workspace.zone(), *moment)?)
            }
            Literal::Duration(length) => Value::Duration(*length),
            Literal::Agent(name) => Value::Agent(name.clone()),
            Literal::Team(name) => Value::Team(name.clone()),
            Literal::Channel(name) => Value::Channel(name.clone()),
            Literal::Tag(name) => Value::Tag(name.clone()),
        })
    }
}

fn member(of: Value, name: &str) -> Option<Value> {
    let Value::Record(entries) = of else { return None };
    entries.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// How an expression that rendered as nothing is called in the log.
fn describe(expr: &Expr) -> Name {
    match expr {
        Expr::Read(place) => Name::from(place.to_string()),
        Expr::Member(of, name) => Name::from(format!("{}.{name}", describe(of))),
        Expr::Call(name, _) => Name::from(format!("{name}(…)")),
        Expr::Literal(_)
        | Expr::Template(_)
        | Expr::List(_)
        | Expr::Record(_)
        | Expr::Index(..)
        | Expr::Not(_)
        | Expr::Minus(_)
        | Expr::Binary(..)
        | Expr::Logic(..)
        | Expr::Between(_)
        | Expr::IsSet(_)
        | Expr::Fallback(..) => Name::new_static("a value"),
    }
}
