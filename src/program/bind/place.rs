//! Operands that say where a value is stored, and paths into answers.

use super::look;
use crate::base::{Location, Name, PathPart, Place, Root, Span, Type, nearest};
use crate::program::scope::Scope;
use crate::program::{ArgValue, expression};
use crate::report::Report;
use crate::syntax::{Expr, ExprKind, Word};
use crate::vocabulary::{self, Sort, Store, codes};

/// A place to store into, with its type.
pub(crate) fn bind(store: Store, found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    let bound = any(store, found, scope)?;
    if store == Store::Number
        && let ArgValue::Place(_, ty) = &bound
        && !ty.accepts(&Type::Number)
    {
        let place = scope.location(found.at.0);
        scope.report(
            Report::error(codes::WRONG_TYPE, place, format!("this place holds {ty}, not a number"))
                .label("cannot hold a number")
                .help("store into a field of type number, or into a variable"),
        );
        return None;
    }
    Some(bound)
}

fn any(store: Store, found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    if let ExprKind::Member(of, name) = &found.kind
        && look::word(of).is_some_and(|root| root == "contact")
    {
        return field(store, name, scope);
    }
    let Some(name) = look::word(found) else { return not_a_place(store, found, scope) };
    if matches!(store, Store::Any | Store::Number) {
        return variable(name, found.at.0, scope);
    }
    let place = scope.location(found.at.0);
    if let Some(report) = named_alone(store, name, place, scope) {
        scope.report(report);
        return None;
    }
    let report = Report::error(codes::WRONG_TYPE, place, "expected a field of the contact")
        .label("not a field");
    scope.report(if scope.names.get(Sort::Field, name).is_some() {
        report.help(format!("write `contact.{name}`")).fix(
            format!("write `contact.{name}`"),
            place,
            format!("contact.{name}"),
        )
    } else {
        report.help(if store == Store::Owner {
            "write `agent NAME`, `team NAME`, `workspace`, or `contact.` and the name of a field"
        } else {
            "write `contact.` and the name of the field"
        })
    });
    None
}

/// Whoever is assigned by a bare name, without the word that says what the name stands for.
fn named_alone(store: Store, name: &Name, place: Location, scope: &Scope<'_>) -> Option<Report> {
    if store != Store::Owner {
        return None;
    }
    let sorts = [Sort::Agent, Sort::Team];
    let of = sorts.into_iter().find(|sort| scope.names.get(*sort, name).is_some());
    let near = of.is_none().then(|| nearest(name, sorts.map(Sort::noun)));
    if let Some(near) = near.flatten() {
        return Some(
            Report::error(codes::UNKNOWN_NAME, place, format!("`{name}` is no word for an owner"))
                .label("expected `agent`, `team`, `workspace`, or a field")
                .help(format!("did you mean `{near}`?"))
                .guess(format!("write `{near}`"), place, near),
        );
    }
    if of.is_none() {
        let both =
            sorts.into_iter().flat_map(|sort| scope.names.all(sort).map(move |one| (sort, one)));
        let both: Vec<(Sort, &Name)> = both.collect();
        let near = nearest(name, both.iter().map(|(_, one)| one.as_str()))?;
        let noun = both.iter().find(|(_, one)| *one == near)?.0.noun();
        return Some(
            Report::error(codes::UNKNOWN_NAME, place, format!("unknown agent or team `{name}`"))
                .label("nothing declares this name")
                .help(format!("did you mean `{noun} {near}`?"))
                .guess(format!("write `{noun} {near}`"), place, format!("{noun} {near}")),
        );
    }
    let noun = of?.noun();
    Some(
        Report::error(
            codes::MISSING_ARGUMENT,
            place,
            format!("`{name}` is {} {noun}", super::phrase::article(noun)),
        )
        .label(format!("expected `{noun}` before the name"))
        .help(format!("write `{noun} {name}`"))
        .fix(format!("write `{noun} {name}`"), place, format!("{noun} {name}")),
    )
}

/// A field of the contact that may be stored into.
fn field(store: Store, name: &Word, scope: &mut Scope<'_>) -> Option<ArgValue> {
    let place = scope.location(name.at.0);
    let own = Place { of: Root::Contact, name: name.text.clone(), which: None };
    if let Some(known) = scope.names.get(Sort::Field, &name.text) {
        let ty = known.ty.clone();
        scope.used(Sort::Field, &name.text, name.at.0);
        if store == Store::Owner && !matches!(ty, Type::Agent | Type::Team | Type::Unknown) {
            scope.report(
                Report::error(
                    codes::WRONG_TYPE,
                    place,
                    format!("`contact.{}` holds {ty}, not an agent or a team", name.text),
                )
                .label("cannot be assigned to")
                .help(format!("declare it so: `field {} agent`", name.text)),
            );
        }
        return Some(ArgValue::Place(own, ty));
    }
    if let Some(standard) = vocabulary::find_value("contact", &name.text) {
        let ty = expression::declared_type(standard, scope);
        if store != Store::Owner && standard.writable {
            return Some(ArgValue::Place(own, ty));
        }
        let verb = if store == Store::Field { "be watched" } else { "be stored into" };
        let message = format!("`contact.{}` cannot {verb}", name.text);
        let report = Report::error(codes::WRONG_TYPE, place, message).label("read only");
        scope.report(if name.text == "tags" {
            report.help(if store == Store::Field {
                "use `on contact_tag_updated`"
            } else {
                "use `tag NAME` and `untag NAME`"
            })
        } else {
            report.help(if store == Store::Field {
                "watch a field that changes"
            } else {
                "store into a field of your own, or into a variable"
            })
        });
        return None;
    }
    scope.used(Sort::Field, &name.text, name.at.0);
    let report = super::declared::unknown(Sort::Field, &name.text, name.at.0, &[], scope);
    let standard = vocabulary::names_of("contact");
    let near = nearest(&name.text, standard);
    scope.report(match near.filter(|_| report.fix.is_none()) {
        Some(near) => report.help(format!("did you mean `contact.{near}`?")).guess(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report,
    });
    Some(ArgValue::Place(own, Type::Unknown))
}

/// A variable of the run.
fn variable(name: &Name, span: Span, scope: &mut Scope<'_>) -> Option<ArgValue> {
    let place = scope.location(span);
    if let Some(taken) = taken_by(name, scope) {
        scope.report(
            Report::error(codes::DUPLICATE_NAME, place, format!("`{name}` is {taken} already"))
                .label("a variable cannot have this name")
                .help(format!("choose another name, such as `my_{name}`")),
        );
        return None;
    }
    let known = scope.run.variables.get(name);
    if known.is_none() {
        let near = nearest_variable(name, scope);
        let report =
            Report::error(codes::UNKNOWN_NAME, place, format!("unknown variable `{name}`"))
                .label("nothing stores into it");
        scope.report(match near {
            Some(near) => report.help(format!("did you mean `{near}`?")).guess(
                format!("write `{near}`"),
                place,
                near.as_str(),
            ),
            None => report.help("take the step away, or name a field: `contact.FIELD`"),
        });
        return None;
    }
    let ty = known.map_or(Type::Unknown, |(ty, _)| ty.clone());
    let own = Place { of: Root::Var, name: name.clone(), which: None };
    Some(ArgValue::Place(own, ty))
}

fn nearest_variable(name: &Name, scope: &Scope<'_>) -> Option<Name> {
    let mut known: Vec<&Name> = scope.run.variables.keys().collect();
    known.sort_unstable();
    nearest(name, known.into_iter().map(Name::as_str)).map(Name::from)
}

/// What a name stands for already, other than a variable.
pub(crate) fn taken_by(name: &Name, scope: &Scope<'_>) -> Option<String> {
    if vocabulary::is_root(name) {
        return Some("a value of its own".to_owned());
    }
    let sorts = [Sort::Agent, Sort::Team, Sort::Channel, Sort::Tag, Sort::Hours];
    let sort = sorts.into_iter().find(|sort| scope.names.get(*sort, name).is_some())?;
    Some(match sort.noun() {
        "hours" => "the name of opening hours".to_owned(),
        noun => format!("the name of a declared {noun}"),
    })
}

fn not_a_place(store: Store, found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    let place = scope.location(found.at.0);
    let (wanted, help) = match store {
        Store::Any | Store::Number => (
            "a place to store into",
            "write a field like `contact.budget`, or the name of a variable like `answer`",
        ),
        Store::Field => ("a field of the contact", "write it like `contact.budget`"),
        Store::Owner => ("a field of the contact", "write a field of type agent or team"),
    };
    let label = if let ExprKind::Member(..) = found.kind {
        "only fields of the contact and variables are stored into"
    } else {
        "not a place"
    };
    let message = format!("expected {wanted}");
    scope.report(Report::error(codes::WRONG_TYPE, place, message).label(label).help(help));
    None
}

/// A path into an answer, which begins at `body`.
pub(crate) fn path(found: &Expr, scope: &mut Scope<'_>) -> Option<Vec<PathPart>> {
    let mut parts = Vec::new();
    let mut here = found;
    loop {
        here = if let ExprKind::Member(of, name) = &here.kind {
            parts.push(PathPart::Key(name.text.clone()));
            of
        } else if let ExprKind::Every(of) = &here.kind {
            parts.push(PathPart::Every);
            of
        } else if let ExprKind::Index(of, index) = &here.kind {
            let Some(part) = index_part(index) else {
                return not_a_path(index, scope);
            };
            parts.push(part);
            of
        } else if look::word(here).is_some_and(|word| word == "body") {
            parts.push(PathPart::Key(Name::new_static("body")));
            parts.reverse();
            return Some(parts);
        } else {
            return not_a_path(here, scope);
        };
    }
}

fn index_part(index: &Expr) -> Option<PathPart> {
    let position = look::number(index).and_then(|number| u32::try_from(number).ok());
    position.map(PathPart::Index).or_else(|| look::plain_text(index).map(PathPart::Key))
}

fn not_a_path(found: &Expr, scope: &mut Scope<'_>) -> Option<Vec<PathPart>> {
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "expected a path into the answer")
            .label("does not begin at `body`, or has something else than names and numbers in it")
            .help("write it like `body.items[0].name` or `body.items[*].id`"),
    );
    None
}
