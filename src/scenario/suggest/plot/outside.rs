//! Other systems and assistants: what they answer.

use super::Plot;
use crate::base::{Name, PathPart, Place, Type, Value};
use crate::graph::{Going, Way};
use crate::program::{ArgValue, Expr, ExprKind, Piece, Step};
use crate::scenario::written::{listed, quoted, record};
use crate::solve::{Held, Values};

/// A status of an answer that is meant.
const OK: u16 = 200;

impl Plot<'_, '_> {
    /// Another system answers with the status that an outcome carries.
    pub(super) fn answer_with(&mut self, step: &Step, going: &Going<'_, '_>) -> Option<()> {
        let Way::Outcome { handled: Some(handled), .. } = going.edge.way else { return None };
        let ArgValue::Status { code, class } = &handled.line.args.first()?.value else {
            return None;
        };
        // The exact number wins over its class.
        let is_taken = |status: u16| {
            step.outcomes.iter().any(|other| {
                let carried = other.line.args.first().map(|arg| &arg.value);
                matches!(carried, Some(ArgValue::Status { code, class: false }) if *code == status)
            })
        };
        let status = if *class {
            (code * 100..code * 100 + 100).find(|status| !is_taken(*status))?
        } else {
            *code
        };
        let request = request(step)?;
        self.script.before(format!("given http {request} returns {status}"));
        Some(())
    }

    /// Another system does not answer.
    pub(super) fn fail(&mut self, step: &Step) -> Option<()> {
        let request = request(step)?;
        self.script.before(format!("given http {request} fails"));
        Some(())
    }

    /// Another system answers, with everything that is looked for in the answer.
    pub(super) fn answer_well(&mut self, step: &Step) {
        let Some(request) = request(step) else { return };
        let mut body = Vec::new();
        for line in step.line.settings.iter().filter(|line| line.word == "save") {
            let (Some(ArgValue::Path(path)), Some(ArgValue::Place(place, ty))) =
                (line.arg("path"), line.arg("place"))
            else {
                continue;
            };
            if let [PathPart::Key(_), path @ ..] = path.as_slice()
                && let Some(value) = self.wanted(place, ty)
            {
                // The list that is stored is that of its items.
                let every = path.contains(&PathPart::Every);
                let first = if let Value::List(items) = &value { items.first() } else { None };
                let value = first.filter(|_| every).cloned().unwrap_or(value);
                put(&mut body, path, value);
            }
        }
        let zone = self.stage.workspace.zone();
        let body = match body.is_empty() {
            true => None,
            false => record(&body, zone),
        };
        let body = body.map(|body| format!(" {body}")).unwrap_or_default();
        self.script.before(format!("given http {request} returns {OK}{body}"));
    }

    /// The assistant ends with an outcome, and with everything that it should find out.
    pub(super) fn assist(&mut self, step: &Step, outcome: &str) {
        if outcome != "done" {
            self.script.before(format!("given ai {outcome}"));
            return;
        }
        let mut found = Vec::new();
        for line in step.line.settings.iter().filter(|line| line.word == "collect") {
            let Some(ArgValue::Place(place, ty)) = line.arg("place") else { continue };
            let values = self.stored.get(place).cloned();
            let values = values.unwrap_or_else(|| Values::set(Held::all()));
            found.extend(self.written(ty, &values).map(|value| (place.name.clone(), value)));
        }
        self.script.before(format!("given ai done {}", listed(&found)));
    }

    fn wanted(&self, place: &Place, ty: &Type) -> Option<Value> {
        let any = Values::set(Held::all());
        self.stored.get(place).unwrap_or(&any).one_of(ty)
    }
}

/// The method and the address of a request, with `*` for what is computed.
fn request(step: &Step) -> Option<String> {
    let method = step.line.arg("method")?.called()?;
    let url = step.line.arg("url")?;
    let address =
        if let ArgValue::Expr(expr) = url { pattern(expr) } else { url.called()?.to_string() };
    Some(format!("{method} {}", quoted(&address)))
}

fn pattern(expr: &Expr) -> String {
    if let ExprKind::Literal(literal) = &expr.kind {
        return literal.text().map_or("*", Name::as_str).to_owned();
    }
    let ExprKind::Template(pieces) = &expr.kind else { return "*".to_owned() };
    let piece = |piece: &Piece| match piece {
        Piece::Raw(text) => text.to_string(),
        Piece::Value(_) => "*".to_owned(),
    };
    pieces.iter().map(piece).collect()
}

/// Puts a value into a record at a path; a list on it has one item.
fn put(record: &mut Vec<(Name, Value)>, path: &[PathPart], value: Value) {
    let [PathPart::Key(key), rest @ ..] = path else { return };
    let place = match record.iter().position(|(name, _)| name == key) {
        Some(place) => place,
        None => {
            record.push((key.clone(), Value::Record(Vec::new())));
            record.len() - 1
        }
    };
    let Some((_, held)) = record.get_mut(place) else { return };
    fill(held, rest, value);
}

fn fill(held: &mut Value, path: &[PathPart], value: Value) {
    match path {
        [] => *held = value,
        [PathPart::Key(_), ..] => {
            if !matches!(held, Value::Record(_)) {
                *held = Value::Record(Vec::new());
            }
            if let Value::Record(inner) = held {
                put(inner, path, value);
            }
        }
        [PathPart::Index(_) | PathPart::Every, rest @ ..] => {
            if !matches!(held, Value::List(_)) {
                *held = Value::List(vec![Value::Record(Vec::new())]);
            }
            if let Value::List(items) = held
                && let Some(first) = items.first_mut()
            {
                fill(first, rest, value);
            }
        }
    }
}
