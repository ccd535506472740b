//! Bare words: variables, roots, and declared things as values.

use super::faults::offer;
use super::value::{Hint, made, unknown};
use crate::base::{Literal, Name, Place, Root, Span, Ty, Type, nearest, same_folded};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::{Report, Severity};
use crate::vocabulary::{self, Sort, VALUES, codes};

/// The sorts whose names are values, in the order they are looked for.
const SORTS: [Sort; 5] = [Sort::Agent, Sort::Team, Sort::Channel, Sort::Tag, Sort::Hours];

/// What a bare word stands for.
pub(super) fn bare(word: &Name, span: Span, hint: Hint<'_>, scope: &mut Scope<'_>) -> Expr {
    if let Some(variable) = variable(word, span, scope) {
        return variable;
    }
    if let Some(of) = root(word) {
        return alone(of, word, span, scope);
    }
    let wanted = hint.like().and_then(sort_of);
    let found = wanted.filter(|sort| scope.names.get(*sort, word).is_some());
    match found.or_else(|| declared(word, scope)) {
        Some(Sort::Hours) if wanted != Some(Sort::Hours) => {
            hours_as_value(word, span, scope);
            unknown(span)
        }
        Some(sort) => {
            if wanted != Some(sort) {
                ambiguous(word, span, scope);
            }
            scope.used(sort, word, span);
            literal(sort, word, span)
        }
        None => stranger(word, span, hint, wanted, scope),
    }
}

/// Reports a name that stands for several things, where nothing tells which is meant.
fn ambiguous(word: &Name, span: Span, scope: &mut Scope<'_>) {
    let all =
        SORTS.into_iter().filter_map(|sort| Some((sort, scope.names.get(sort, word)?.location)));
    let all: Vec<_> = all.collect();
    let [(one, first), (other, second), ..] = all.as_slice() else { return };
    let (one, other) = (one.noun(), other.noun());
    let message = format!("`{word}` is the name of both: {one} and {other}");
    scope.report(
        Report::error(codes::DUPLICATE_NAME, scope.location(span), message)
            .label("either could be meant")
            .also(*first, format!("the {one}"))
            .also(*second, format!("the {other}"))
            .help("give one of them another name"),
    );
}

/// The value of a variable of that name, if there is one.
pub(super) fn variable(word: &Name, span: Span, scope: &Scope<'_>) -> Option<Expr> {
    let (ty, _) = scope.run.variables.get(word)?;
    let place = Place { of: Root::Var, name: word.clone(), which: None };
    Some(made(span, ty.clone(), ExprKind::Read(place, true)))
}

/// Which sort of declared thing bears a name, of those that are values.
pub(super) fn declared(word: &Name, scope: &Scope<'_>) -> Option<Sort> {
    SORTS.into_iter().find(|sort| scope.names.get(*sort, word).is_some())
}

/// The root of a word, if it is one.
pub(super) fn root(word: &str) -> Option<Root> {
    Some(match word {
        "contact" => Root::Contact,
        "assignee" => Root::Assignee,
        "conversation" => Root::Conversation,
        "message" => Root::Message,
        "trigger" => Root::Trigger,
        "workspace" => Root::Workspace,
        "now" => Root::Now,
        "today" => Root::Today,
        _ => return None,
    })
}

/// Every word that is a root, once.
pub(super) fn roots() -> Vec<&'static str> {
    let mut roots: Vec<&str> = VALUES.iter().map(|value| value.root).collect();
    roots.dedup();
    roots.retain(|root| *root != "hours");
    roots
}

/// A root with nothing behind it: a moment, the owner, or no value at all.
fn alone(of: Root, word: &Name, span: Span, scope: &mut Scope<'_>) -> Expr {
    let place = Place { of, name: Name::default(), which: None };
    let ty = match of {
        Root::Assignee => Some(Ty::maybe(Type::Agent)),
        Root::Now | Root::Today => vocabulary::find_value(word, "")
            .map(|value| super::types::value_type(value, scope.names)),
        Root::Contact
        | Root::Conversation
        | Root::Message
        | Root::Trigger
        | Root::Workspace
        | Root::Hours
        | Root::Var
        | Root::Secret => None,
    };
    if let Some(ty) = ty {
        return made(span, ty.base, ExprKind::Read(place, ty.maybe));
    }
    let example = vocabulary::names_of(word).into_iter().nth(1).unwrap_or("event");
    let place = scope.location(span);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, format!("`{word}` is not a value by itself"))
            .label("expected a dot and a name after it")
            .help(format!("write one of its values, like `{word}.{example}`")),
    );
    unknown(span)
}

/// The sort of the declared things of a type, also as items of a list.
fn sort_of(ty: &Type) -> Option<Sort> {
    match ty {
        Type::Agent => Some(Sort::Agent),
        Type::Team => Some(Sort::Team),
        Type::Channel => Some(Sort::Channel),
        Type::Tag => Some(Sort::Tag),
        Type::Hours => Some(Sort::Hours),
        Type::List(item) => sort_of(item),
        Type::Text
        | Type::Number
        | Type::Bool
        | Type::Date
        | Type::Time
        | Type::DateTime
        | Type::Duration
        | Type::Email
        | Type::Phone
        | Type::Url
        | Type::Choice(_)
        | Type::Location
        | Type::Record
        | Type::Secret
        | Type::Unknown => None,
    }
}

fn literal(sort: Sort, word: &Name, span: Span) -> Expr {
    let name = word.clone();
    let (ty, literal) = match sort {
        Sort::Agent => (Type::Agent, Literal::Agent(name)),
        Sort::Team => (Type::Team, Literal::Team(name)),
        Sort::Channel => (Type::Channel, Literal::Channel(name)),
        Sort::Tag => (Type::Tag, Literal::Tag(name)),
        Sort::Hours => (Type::Hours, Literal::Hours(name)),
        Sort::Field
        | Sort::Template
        | Sort::Lifecycle
        | Sort::ClosingNote
        | Sort::Secret
        | Sort::Sheet
        | Sort::Workflow
        | Sort::Label
        | Sort::Webhook
        | Sort::Shortcut => return unknown(span),
    };
    made(span, ty, ExprKind::Literal(literal))
}

fn hours_as_value(word: &Name, span: Span, scope: &mut Scope<'_>) {
    scope.used(Sort::Hours, word, span);
    let place = scope.location(span);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, format!("the hours `{word}` are not a value"))
            .label("opening hours")
            .help(format!(
                "ask `now during {word}`, or read `{word}.is_open` or `{word}.next_opening`"
            )),
    );
}

/// A word that nothing declares.
fn stranger(
    word: &Name,
    span: Span,
    hint: Hint<'_>,
    wanted: Option<Sort>,
    scope: &mut Scope<'_>,
) -> Expr {
    if let Some(sort) = wanted {
        crate::program::bind::check_name(sort, word, span, scope);
        return literal(sort, word, span);
    }
    let place = scope.location(span);
    let outside = hint.like().is_none_or(|ty| *ty == Type::Unknown);
    let severity = if scope.sketch && outside { Severity::Warning } else { Severity::Error };
    let report =
        Report::new(codes::UNKNOWN_NAME, severity, place, format!("unknown name `{word}`"));
    let report = if let Some(Type::Choice(choices)) = hint.like()
        && let Some(option) = choices.options.iter().find(|one| same_folded(one, word))
    {
        report.label("a text has quotes").help(format!("write `\"{option}\"`")).fix(
            "write quotes",
            place,
            format!("\"{option}\""),
        )
    } else if scope.names.get(Sort::Field, word).is_some()
        || vocabulary::find_value("contact", word).is_some()
    {
        let full = format!("contact.{word}");
        offer(report.label("nothing here has this name"), place, Some(&full))
    } else {
        let alone = synonym(word).filter(|near| matches!(*near, "assignee" | "none"));
        let near = near_name(word, scope).or_else(|| alone.map(Name::new_static));
        let report = report.label("nothing here has this name").help(format!(
            "store a value before: `set {word} = …`, or write a text in quotes: `\"{word}\"`"
        ));
        offer(report, place, near.as_deref())
    };
    scope.report(report);
    unknown(span)
}

/// The root that a word of other products stands for.
pub(super) fn synonym(word: &str) -> Option<&'static str> {
    match word {
        "customer" | "user" | "client" | "lead" | "person" | "visitor" => Some("contact"),
        "owner" | "agent" | "operator" => Some("assignee"),
        "chat" | "thread" | "session" => Some("conversation"),
        "msg" | "text" | "answer" | "input" => Some("message"),
        "event" | "payload" | "body" | "webhook" => Some("trigger"),
        "null" | "nil" | "undefined" | "empty" => Some("none"),
        _ => None,
    }
}

/// The nearest name among everything that may stand as a value.
fn near_name(word: &str, scope: &Scope<'_>) -> Option<Name> {
    let variables = sorted(scope.run.variables.keys());
    let known = variables.iter().map(Name::as_str);
    let known = known.chain(SORTS.iter().flat_map(|sort| scope.names.all(*sort)).map(Name::as_str));
    nearest(word, known.chain(roots())).map(Name::from)
}

/// Names in an order that does not depend on where they were kept.
pub(super) fn sorted<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<Name> {
    let mut names: Vec<Name> = names.cloned().collect();
    names.sort();
    names
}
