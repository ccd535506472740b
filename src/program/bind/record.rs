//! Records whose names are known: fields of the contact, lines that a trigger asks for.

use super::args::Head;
use super::declared;
use super::value::{Around, mismatch};
use crate::base::{Literal, Name, Span, Ty, Type, nearest};
use crate::program::names::Names;
use crate::program::scope::{Run, Scope};
use crate::program::{ArgValue, expression};
use crate::report::Report;
use crate::syntax::{Expr, ExprKind, Key};
use crate::vocabulary::{self, Keys, Kind, Sort, Want, codes};

/// `(name: value)`, every value of the type that its name asks for.
pub(crate) fn bind(
    head: Head<'_>,
    keys: Keys,
    found: &Expr,
    around: &Around<'_>,
    scope: &mut Scope<'_>,
) -> Option<ArgValue> {
    let ExprKind::Record(entries) = &found.kind else {
        let report = mismatch(head, Kind::Record(keys), found, scope);
        scope.report(report);
        return None;
    };
    let (names, run) = (scope.names, scope.run);
    let asked = asked(keys, around, names, run);
    let mut values: Vec<(Name, crate::program::Expr)> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let ty = match (keys, asked) {
            (Keys::OfContact, _) => field(key, scope),
            (_, Some(asked)) => line(key, asked, scope),
            (_, None) => None,
        };
        let lowered = match ty {
            Some(ty) => {
                let lowered = expression::lower_as(value, &ty, scope);
                let needed = asked.is_some_and(|asked| needs(asked, &key.text));
                if needed
                    && matches!(lowered.kind, crate::program::ExprKind::Literal(Literal::None))
                {
                    nothing(&key.text, value.at.0, scope);
                }
                lowered
            }
            None => expression::lower(value, Want::Any, scope),
        };
        if values.iter().any(|(known, _)| *known == key.text) {
            let place = scope.location(key.at.0);
            let message = format!("`{}` stands twice in this record", key.text);
            scope.report(
                Report::error(codes::DUPLICATE_NAME, place, message)
                    .label("the second one")
                    .help("keep one of them"),
            );
        }
        values.push((key.text.clone(), lowered));
    }
    if let Some(asked) = asked {
        missing(asked, entries, found.at.0, scope);
    }
    Some(ArgValue::Record(values))
}

/// Reports the lines that a trigger asks for where no record is given at all.
pub(crate) fn absent(keys: Keys, head: Head<'_>, around: &Around<'_>, scope: &mut Scope<'_>) {
    let (names, run) = (scope.names, scope.run);
    if let Some(asked) = asked(keys, around, names, run) {
        missing(asked, &[], head.span, scope);
    }
}

/// The type of a field that a scenario may give or watch; none where there is no such field.
pub(super) fn field_type(name: &Name, scope: &Scope<'_>) -> Option<Type> {
    if let Some(known) = scope.names.get(Sort::Field, name) {
        return Some(known.ty.clone());
    }
    vocabulary::find_value("contact", name).map(|value| expression::declared_type(value, scope))
}

fn field(key: &Key, scope: &mut Scope<'_>) -> Option<Type> {
    declared::check(Sort::Field, &key.text, key.at.0, scope);
    field_type(&key.text, scope)
}

/// The lines that a trigger asks for; none where nothing is known of them.
fn asked<'n>(
    keys: Keys,
    around: &Around<'_>,
    names: &'n Names,
    run: &'n Run,
) -> Option<&'n [(Name, Ty)]> {
    if keys == Keys::Collected {
        return Some(run.collected.as_slice()).filter(|collected| !collected.is_empty());
    }
    let Keys::Asked { event, by } = keys else { return None };
    let name = match by {
        None => &run.workflow,
        Some(by) => {
            let named = around.args.iter().find(|arg| arg.name == by)?;
            named.value.called()?
        }
    };
    names.asked(event, name)
}

fn line(key: &Key, asked: &[(Name, Ty)], scope: &mut Scope<'_>) -> Option<Type> {
    if let Some((_, ty)) = asked.iter().find(|(name, _)| *name == key.text) {
        return Some(ty.base.clone());
    }
    let place = scope.location(key.at.0);
    let message = format!("nothing asks for `{}`", key.text);
    let report = Report::error(codes::UNKNOWN_NAME, place, message).label("not asked for");
    let known: Vec<&str> = asked.iter().map(|(name, _)| name.as_str()).collect();
    scope.report(match nearest(&key.text, known.iter().copied()) {
        Some(near) => {
            let near = if near.contains('.') { format!("\"{near}\"") } else { near.to_owned() };
            let report = report.help(format!("did you mean `{near}`?"));
            report.guess(format!("write `{near}`"), place, near)
        }
        None if known.is_empty() => report.help("nothing at all is asked for: write `()`"),
        None => {
            let each: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            report.help(format!("asked for is {}", each.join(", ")))
        }
    });
    None
}

/// Whether a line has to have a value.
fn needs(asked: &[(Name, Ty)], key: &Name) -> bool {
    asked.iter().any(|(name, ty)| name == key && !ty.maybe)
}

fn nothing(name: &Name, at: Span, scope: &mut Scope<'_>) {
    let place = scope.location(at);
    let message = format!("`{name}` has to have a value");
    scope.report(
        Report::error(codes::WRONG_TYPE, place, message)
            .label("this is none")
            .help("give a value, or let the trigger do without it: a `?` behind its type"),
    );
}

/// Lines that have to be there and are not.
fn missing(asked: &[(Name, Ty)], entries: &[(Key, Expr)], at: Span, scope: &mut Scope<'_>) {
    let there = |name: &Name| entries.iter().any(|(key, _)| key.text == *name);
    let left = asked.iter().filter(|(name, ty)| !ty.maybe && !there(name));
    let left: Vec<String> = left.map(|(name, _)| format!("`{name}`")).collect();
    // A misspelt line was reported, and is not missing besides.
    let strangers =
        entries.iter().filter(|(key, _)| !asked.iter().any(|(name, _)| *name == key.text));
    if left.len() <= strangers.count() {
        return;
    }
    let place = scope.location(Span::point(at.end.saturating_sub(1)));
    let message = format!("the trigger asks for {} as well", left.join(", "));
    scope.report(
        Report::error(codes::MISSING_ARGUMENT, place, message)
            .label("not given here")
            .help("give a value, or let the trigger do without it: a `?` behind its type"),
    );
}
