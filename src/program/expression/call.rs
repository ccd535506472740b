//! Calls of functions, and secrets.

use super::faults::{expected, offer};
use super::spell::spell;
use super::types::{is_ordered, join, noun, parse_type};
use super::value::{Hint, made, unknown, value};
use super::{advice, faults, pattern};
use crate::base::{Place, Root, Span, Type, nearest};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::syntax::{self, ExprKind as Shape, Word};
use crate::vocabulary::{self, FUNCTIONS, Function, Sort, codes};

/// `name(args)`.
pub(super) fn call(name: &Word, args: &[syntax::Expr], span: Span, scope: &mut Scope<'_>) -> Expr {
    if name.text == "secret" {
        return secret(args, span, scope);
    }
    let Some(function) = vocabulary::find_function(&name.text) else {
        stranger(name, scope);
        for arg in args {
            value(arg, Hint::None, scope);
        }
        return unknown(span);
    };
    let mut lowered: Vec<Expr> = Vec::with_capacity(args.len());
    for (at, arg) in args.iter().enumerate() {
        let one = value(arg, Hint::None, scope);
        lowered.push(match function.takes.get(at) {
            Some(takes) => argument(function, takes, arg, one, scope),
            None => one,
        });
    }
    if lowered.len() != function.takes.len() {
        arity(function, name, args, span, scope);
        return unknown(span);
    }
    pattern::check_format(function, &lowered, scope);
    let ty = result(function, args, &lowered, scope);
    made(span, ty, ExprKind::Call(function, lowered))
}

/// An argument where it fits; otherwise it is reported and becomes unknown.
fn argument(
    function: &Function,
    takes: &str,
    source: &syntax::Expr,
    found: Expr,
    scope: &mut Scope<'_>,
) -> Expr {
    if takes.split(" or ").any(|one| fits(one, &found.ty)) {
        return found;
    }
    let wanted = wanted(takes);
    let report = expected(&wanted, &found, scope);
    let report = report.label(format!("`{}` takes {wanted} here", function.name));
    let first = takes.split(" or ").next().unwrap_or(takes);
    let first = if first == "ordered" { "number" } else { first };
    let report = match parse_type(&[first]) {
        Some(ty) => advice::convert(report, &ty.base, source, &found, scope),
        None => report,
    };
    scope.report(report);
    unknown(found.span)
}

fn fits(wanted: &str, ty: &Type) -> bool {
    match wanted {
        _ if *ty == Type::Unknown => true,
        "any" => *ty != Type::Hours,
        "ordered" => is_ordered(ty),
        "text" => ty.is_textual() || matches!(ty, Type::Secret | Type::Tag | Type::Channel),
        "list" => matches!(ty, Type::List(_)),
        other => parse_type(&[other]).is_some_and(|wanted| wanted.base.accepts(ty)),
    }
}

fn wanted(takes: &str) -> String {
    let each = takes.split(" or ").map(|one| match one {
        "any" => "a value".to_owned(),
        "ordered" => "a number, date, time or duration".to_owned(),
        other => parse_type(&[other]).map_or_else(|| other.to_owned(), |ty| noun(&ty.base)),
    });
    each.collect::<Vec<_>>().join(" or ")
}

/// The type of a call; arguments of one type must agree.
fn result(
    function: &Function,
    sources: &[syntax::Expr],
    args: &[Expr],
    scope: &mut Scope<'_>,
) -> Type {
    if function.gives != "same" {
        return super::types::written(function.gives).base;
    }
    let Some((first, rest)) = args.split_first() else { return Type::Unknown };
    let mut ty = first.ty.clone();
    for (at, other) in rest.iter().enumerate() {
        let Some(joined) = join(&ty, &other.ty) else {
            let message = format!("`{}` compares values of one type", function.name);
            let report = faults::clash(message, other, first, scope);
            let report = match sources.get(at + 1) {
                Some(source) => advice::convert(report, &ty, source, other, scope),
                None => report,
            };
            scope.report(report);
            return Type::Unknown;
        };
        ty = joined;
    }
    ty
}

/// Too few arguments, or too many.
fn arity(
    function: &Function,
    name: &Word,
    args: &[syntax::Expr],
    span: Span,
    scope: &mut Scope<'_>,
) {
    let (own, wanted) = (function.name, function.takes.len());
    let values = |count: usize| {
        if count == 1 { "one value".to_owned() } else { format!("{count} values") }
    };
    if args.iter().any(|arg| matches!(arg.kind, Shape::Poison)) {
        return;
    }
    if let Some(surplus) = args.get(wanted) {
        let place = scope.location(surplus.at.0.to(args.last().map_or(span, |last| last.at.0)));
        let message = format!("`{own}` takes {}, not {}", values(wanted), args.len());
        scope.report(
            Report::error(codes::WRONG_TYPE, place, message)
                .label("one too many")
                .help("take it away"),
        );
        return;
    }
    let written = args.last().map_or(name.at.0.end, |last| last.at.0.end);
    let end = Span::new(written, span.end.max(written));
    let message = match args.len() {
        0 => format!("`{own}` needs {}", values(wanted)),
        given => format!("`{own}` needs {}, and has {given}", values(wanted)),
    };
    let label = match function.takes.get(args.len()) {
        Some(takes) => format!("expected {} here", self::wanted(takes)),
        None => "expected more here".to_owned(),
    };
    scope.report(
        Report::error(codes::MISSING_ARGUMENT, scope.location(end), message)
            .label(label)
            .also(scope.location(name.at.0), format!("written `{}`", function.written))
            .help(format!("write it like `{own}({})`", example(function, args))),
    );
}

/// The arguments that stand there, and an example for each that does not.
fn example(function: &Function, args: &[syntax::Expr]) -> String {
    let each = function.takes.iter().enumerate().map(|(at, takes)| {
        let given = args.get(at).and_then(spell);
        let first = takes.split(" or ").next().unwrap_or(takes);
        given.unwrap_or_else(|| {
            match first {
                "text" if function.gives.starts_with("list") || takes.len() > 1 && at > 0 => {
                    "\", \""
                }
                "text" => "\"some text\"",
                "number" => "2",
                "list" => "[\"a\", \"b\"]",
                "ordered" => "10",
                _ => "contact.name",
            }
            .to_owned()
        })
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A function that does not exist.
fn stranger(name: &Word, scope: &mut Scope<'_>) {
    let place = scope.location(name.at.0);
    let own = &name.text;
    let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown function `{own}`"))
        .label("no function has this name");
    let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    let near = vocabulary::synonym_of_function(own);
    let near = near.or_else(|| nearest(own, names.iter().copied().chain(["secret"])));
    let report = match own.as_str() {
        "concat" | "concatenate" => {
            report.help("write one text: `\"${contact.first_name} and more\"`")
        }
        "if" | "iif" => report.help("write `branch { when CONDITION { … } else { … } }`"),
        "coalesce" | "default" | "ifnull" => report.help("write `value else \"something else\"`"),
        _ => report.help(format!("functions are {}", names.join(", "))),
    };
    scope.report(offer(report, place, near));
}

/// `secret(name)`.
fn secret(args: &[syntax::Expr], span: Span, scope: &mut Scope<'_>) -> Expr {
    let place = scope.location(span);
    let [syntax::Expr { kind: Shape::Word(name), at }] = args else {
        scope.report(
            Report::error(codes::WRONG_TYPE, place, "`secret` takes the name of a declared secret")
                .label("expected one name in the brackets")
                .help("write it like `secret(crm_token)`"),
        );
        return unknown(span);
    };
    if !scope.secrets {
        scope.used(Sort::Secret, name, at.0);
        scope.report(
            Report::error(codes::WRONG_TYPE, place, "a secret may not be sent, logged or stored")
                .label("not allowed here")
                .help("use a secret in the url, headers and body of `http` only"),
        );
        return unknown(span);
    }
    crate::program::bind::check_name(Sort::Secret, name, at.0, scope);
    let place = Place { of: Root::Secret, name: name.clone(), which: None };
    made(span, Type::Secret, ExprKind::Read(place, false))
}
