//! `a.b` and `a[b]`: places by their root, members of records, items of lists.

use super::faults::{clash, expected, offer};
use super::name;
use super::types::{noun, value_type};
use super::value::{Hint, made, unknown, value};
use crate::base::{Name, Place, Root, Span, Ty, Type, nearest};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::{Report, Severity};
use crate::syntax::{self, ExprKind as Shape, Word};
use crate::vocabulary::{self, Sort, TRIGGERS, codes};

/// `of.name`.
pub(super) fn member(
    found: &syntax::Expr,
    of: &syntax::Expr,
    name: &Word,
    scope: &mut Scope<'_>,
) -> Expr {
    let span = found.at.0;
    if let Some(path) = behind_trigger(found) {
        return trigger(&path, span, scope);
    }
    if let Shape::Word(word) = &of.kind
        && !scope.run.variables.contains_key(word)
    {
        if let Some(root) = name::root(word) {
            return of_root(root, word, name, span, scope);
        }
        return match name::declared(word, scope) {
            Some(Sort::Hours) => hours(word, of.at.0, name, span, scope),
            Some(sort) => of_declared(sort, word, of.at.0, name, scope),
            None => stranger(word, of.at.0, name, span, scope),
        };
    }
    let of = value(of, Hint::None, scope);
    member_of(of, name, span, scope)
}

fn read(span: Span, of: Root, name: &Name, ty: Ty) -> Expr {
    let place = Place { of, name: name.clone(), which: None };
    made(span, ty.base, ExprKind::Read(place, ty.maybe))
}

fn of_root(root: Root, word: &Name, name: &Word, span: Span, scope: &mut Scope<'_>) -> Expr {
    if root == Root::Contact
        && let Some(known) = scope.names.get(Sort::Field, &name.text)
    {
        let ty = Ty::maybe(known.ty.clone());
        scope.used(Sort::Field, &name.text, name.at.0);
        return read(span, root, &name.text, ty);
    }
    if let Some(known) = vocabulary::find_value(word, &name.text).filter(|one| !one.name.is_empty())
    {
        let mut ty = value_type(known, scope.names);
        // A run may also be resumed by a message, so it is there in some places of any workflow.
        ty.maybe |= root == Root::Message && scope.run.message != Some(true);
        return read(span, root, &name.text, ty);
    }
    unknown_value(root, word, name, scope);
    if root == Root::Contact {
        scope.used(Sort::Field, &name.text, name.at.0);
        return read(span, root, &name.text, Ty::unknown());
    }
    unknown(span)
}

/// A name that a root does not have.
fn unknown_value(root: Root, word: &Name, name: &Word, scope: &mut Scope<'_>) {
    let place = scope.location(name.at.0);
    let own = &name.text;
    let known = vocabulary::names_of(word);
    let sketched = root == Root::Contact && scope.sketch;
    let severity = if sketched { Severity::Warning } else { Severity::Error };
    let message = if root == Root::Contact {
        format!("unknown field `{own}`")
    } else {
        format!("`{word}` has no `{own}`")
    };
    let report = Report::new(codes::UNKNOWN_NAME, severity, place, message);
    let report = if matches!(root, Root::Now | Root::Today) {
        let format = "format(now, \"d MMM HH:mm\")";
        report.label("has no parts").help(format!("write a part of it by a pattern: `{format}`"))
    } else {
        let fields = if root == Root::Contact { Some(Sort::Field) } else { None };
        let fields = fields.into_iter().flat_map(|sort| scope.names.all(sort)).map(Name::as_str);
        let near = nearest(own, fields.chain(known.iter().copied())).map(Name::from);
        let help = if root == Root::Contact {
            format!("declare it in the workspace: `field {own} text`")
        } else {
            format!("it has {}", words(&known))
        };
        let label = if root == Root::Contact { "nothing declares this field" } else { "unknown" };
        offer(report.label(label).help(help), place, near.as_deref())
    };
    scope.report(report);
}

fn words(known: &[&str]) -> String {
    let known: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
    known.join(", ")
}

/// The names behind `trigger.`, if that is where a chain begins.
fn behind_trigger(found: &syntax::Expr) -> Option<Vec<&Word>> {
    let mut path: Vec<&Word> = Vec::new();
    let mut here = found;
    loop {
        if let Shape::Member(of, name) = &here.kind {
            path.push(name);
            here = of;
            continue;
        }
        let Shape::Word(word) = &here.kind else { return None };
        path.reverse();
        return (word == "trigger" && !path.is_empty()).then_some(path);
    }
}

/// `trigger.order.total`: the longest brought name, then members of it.
fn trigger(path: &[&Word], span: Span, scope: &mut Scope<'_>) -> Expr {
    let mut joined: Vec<(Name, usize)> = Vec::with_capacity(path.len());
    let mut dotted = String::new();
    for (at, word) in path.iter().enumerate() {
        if at > 0 {
            dotted.push('.');
        }
        dotted.push_str(&word.text);
        joined.push((Name::from(dotted.as_str()), at + 1));
    }
    for (name, used) in joined.iter().rev() {
        let declared = vocabulary::find_value("trigger", name);
        let ty = scope.run.brings.get(name).cloned();
        let Some(ty) = ty.or_else(|| declared.map(|one| value_type(one, scope.names))) else {
            continue;
        };
        let rest = path.get(*used..).unwrap_or_default();
        let first = read(span, Root::Trigger, name, ty);
        return rest.iter().fold(first, |of, word| member_of(of, word, span, scope));
    }
    not_brought(path, &dotted, scope);
    unknown(span)
}

fn not_brought(path: &[&Word], dotted: &str, scope: &mut Scope<'_>) {
    let (Some(first), Some(last)) = (path.first(), path.last()) else { return };
    let place = scope.location(first.at.0.to(last.at.0));
    let mut known = name::sorted(scope.run.brings.keys());
    known.push(Name::new_static("event"));
    let report = Report::error(
        codes::UNKNOWN_NAME,
        place,
        format!("no trigger of this workflow brings `{dotted}`"),
    )
    .label("unknown");
    let inside = format!("{dotted}.");
    let longer = known.iter().find(|name| name.starts_with(&inside)).cloned();
    let near = longer.or_else(|| nearest(dotted, known.iter().map(Name::as_str)).map(Name::from));
    let elsewhere =
        TRIGGERS.iter().find(|trigger| trigger.brings.iter().any(|one| one.name == dotted));
    let help = match elsewhere {
        Some(trigger) => format!("it comes with `on {}`", trigger.event),
        None => {
            let known: Vec<String> = known.iter().map(|one| format!("`trigger.{one}`")).collect();
            format!("they bring {}", known.join(", "))
        }
    };
    scope.report(offer(report.help(help), place, near.as_deref()));
}

/// `office.is_open`, `office.next_opening`.
fn hours(word: &Name, at: Span, name: &Word, span: Span, scope: &mut Scope<'_>) -> Expr {
    scope.used(Sort::Hours, word, at);
    if let Some(known) = vocabulary::find_value("hours", &name.text) {
        let ty = value_type(known, scope.names);
        let maybe = ty.maybe && !scope.names.opens_again(word);
        let place =
            Place { of: Root::Hours, name: name.text.clone(), which: Some(Box::new(word.clone())) };
        return made(span, ty.base, ExprKind::Read(place, maybe));
    }
    let known = vocabulary::names_of("hours");
    let place = scope.location(name.at.0);
    let message = format!("the hours `{word}` have no `{}`", name.text);
    let near = nearest(&name.text, known.iter().copied());
    let report = Report::error(codes::UNKNOWN_NAME, place, message)
        .label("unknown")
        .help(format!("they have {}", words(&known)));
    scope.report(offer(report, place, near));
    unknown(span)
}

/// `amara.name`: declared things have no parts that a program may read.
fn of_declared(sort: Sort, word: &Name, at: Span, name: &Word, scope: &mut Scope<'_>) -> Expr {
    scope.used(sort, word, at);
    let noun = sort.noun();
    let place = scope.location(at.to(name.at.0));
    let message = format!("`{word}` is a declared {noun} and has no `{}`", name.text);
    let report = Report::error(codes::WRONG_TYPE, place, message).label(format!("of the {noun}"));
    scope.report(if sort == Sort::Agent {
        report.help("read the owner by `assignee.name`, or compare `assignee` with an agent")
    } else {
        report.help(format!("compare with the {noun} itself: `… == {word}`"))
    });
    unknown(at)
}

/// A chain whose first word nothing declares.
fn stranger(word: &Name, at: Span, name: &Word, span: Span, scope: &mut Scope<'_>) -> Expr {
    let place = scope.location(at);
    let like_hours = vocabulary::find_value("hours", &name.text).is_some();
    if like_hours {
        crate::program::bind::check_name(Sort::Hours, word, at, scope);
        return unknown(span);
    }
    let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown name `{word}`"))
        .label("nothing here has this name")
        .help(format!("values begin with {}", words(&name::roots())));
    let near = name::synonym(word).filter(|near| *near != "none");
    let near = near.map(Name::new_static).or_else(|| {
        let variables = name::sorted(scope.run.variables.keys());
        let hours = scope.names.all(Sort::Hours).map(Name::as_str);
        let known = variables.iter().map(Name::as_str).chain(hours);
        nearest(word, name::roots().into_iter().chain(known)).map(Name::from)
    });
    scope.report(offer(report, place, near.as_deref()));
    unknown(span)
}

/// A member of a computed value: only records have any.
fn member_of(of: Expr, name: &Word, span: Span, scope: &mut Scope<'_>) -> Expr {
    if matches!(of.ty, Type::Record | Type::Unknown) {
        return made(span, Type::Unknown, ExprKind::Member(Box::new(of), name.text.clone()));
    }
    let own = noun(&of.ty);
    let place = scope.location(name.at.0);
    let report = Report::error(codes::WRONG_TYPE, place, format!("{own} has no `{}`", name.text))
        .label("only records have members");
    let report = if let Type::List(_) = of.ty {
        report.help("take one item first: `[0]`")
    } else if of.ty == Type::Agent {
        report.help("read the owner by `assignee.name` instead")
    } else {
        report.help(format!("take `.{}` away", name.text))
    };
    scope.report(report.also(scope.location(of.span), format!("this is {own}")));
    unknown(span)
}

/// `of[index]`: an item of a list by its number, or a member of a record by its key.
pub(super) fn index(
    of: &syntax::Expr,
    index: &syntax::Expr,
    span: Span,
    scope: &mut Scope<'_>,
) -> Expr {
    let of = value(of, Hint::None, scope);
    let index = value(index, Hint::None, scope);
    let (ty, fits, wanted) = if let Type::List(item) = &of.ty {
        ((**item).clone(), index.ty == Type::Number, "a number")
    } else if of.ty == Type::Record {
        (Type::Unknown, index.ty.is_textual(), "a text")
    } else if of.ty == Type::Unknown {
        (Type::Unknown, true, "a number or a text")
    } else {
        let report = expected("a list or a record", &of, scope);
        let help = format!("take `[…]` away: {} has no items", noun(&of.ty));
        scope.report(report.help(help));
        return unknown(span);
    };
    if !fits && index.ty != Type::Unknown {
        let message = format!("{} takes {wanted} in its brackets", noun(&of.ty));
        let report = clash(message, &index, &of, scope);
        scope.report(report.help(if wanted == "a number" {
            "write the number of the item, from 0: `[0]`"
        } else {
            "write the key in quotes: `[\"key\"]`"
        }));
        return unknown(span);
    }
    made(span, ty, ExprKind::Index(Box::new(of), Box::new(index)))
}
