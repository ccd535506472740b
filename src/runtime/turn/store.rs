//! Storing values: in the contact's fields, and in the run's variables.

use super::Walk;
use crate::base::{MAX_RUN_BYTES, MAX_VARIABLE_BYTES, MAX_VARIABLES, Name, Place, Root, Value};
use crate::plan::Expr;
use crate::runtime::steps::{Acted, Goto};
use crate::runtime::{Change, Meter, Traced, fit};

impl Walk<'_> {
    pub(in crate::runtime) fn set(
        &mut self,
        meter: &mut Meter,
        place: &Place,
        value: Option<&Expr>,
        failed: Goto,
        next: Goto,
    ) -> Acted {
        let stored = match value {
            None => self.store(place, None),
            Some(expr) => match self.scope().value(meter, expr) {
                Some(value) => self.store(place, Some(value)),
                None => Err("the value is unset".to_owned()),
            },
        };
        match stored {
            Ok(()) => Acted::Goes(next),
            Err(why) => {
                self.note(Traced::NotStored { why: why.into() });
                Acted::Goes(failed)
            }
        }
    }

    /// Stores a value, or clears its place.
    pub(in crate::runtime) fn store(
        &mut self,
        place: &Place,
        value: Option<Value>,
    ) -> Result<(), String> {
        match place.of {
            Root::Var => self.store_variable(&place.name, value),
            Root::Contact => {
                let field = place.name.clone();
                let fitting = |value: &Value| fit(self.view.workspace, &field, value);
                let value = value.as_ref().map(fitting).transpose()?;
                let change = match (field.as_str(), value) {
                    ("lifecycle", Some(Value::Text(stage))) => {
                        Change::Lifecycle { stage: Some(stage) }
                    }
                    ("lifecycle", _) => Change::Lifecycle { stage: None },
                    (_, value) => Change::Field { field, value },
                };
                self.change(change);
                Ok(())
            }
            Root::Assignee
            | Root::Conversation
            | Root::Message
            | Root::Trigger
            | Root::Workspace
            | Root::Now
            | Root::Today
            | Root::Hours
            | Root::Secret => Err("nothing can be stored there".to_owned()),
        }
    }

    fn store_variable(&mut self, name: &Name, value: Option<Value>) -> Result<(), String> {
        let variables = &self.run.variables;
        if let Some(value) = &value {
            if variables.len() >= MAX_VARIABLES && variables.get(name).is_none() {
                return Err(format!("a run holds at most {MAX_VARIABLES} variables"));
            }
            let bytes = value.bytes();
            if bytes > MAX_VARIABLE_BYTES {
                return Err(format!("a variable holds at most {MAX_VARIABLE_BYTES} bytes"));
            }
            let others = variables.iter().filter(|(key, _)| *key != name);
            let all = others.map(|(_, value)| value.bytes()).sum::<usize>() + bytes;
            if all > MAX_RUN_BYTES {
                return Err(format!("the variables of a run hold at most {MAX_RUN_BYTES} bytes"));
            }
        }
        match &value {
            Some(value) => self.run.variables.insert(name.clone(), value.clone()),
            None => self.run.variables.remove(name),
        };
        self.note(Traced::Stored(name.clone(), value));
        Ok(())
    }
}
