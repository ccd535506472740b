//! Types as words, and how two types become one.

use std::sync::Arc;

use crate::base::{Choices, Name, Ty, Type};
use crate::program::names::Names;
use crate::program::scope::Scope;
use crate::vocabulary::{ScopeValue, Sort};

/// The type that words say: `number`, `text?`, `list of number`; none where they say none.
///
/// A choice comes without its options, which only its surroundings know.
pub(crate) fn parse_type(words: &[&str]) -> Option<Ty> {
    let (last, before) = words.split_last()?;
    let (last, maybe) = match last.strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (*last, false),
    };
    let base = match before {
        [] => single(last)?,
        ["list", "of"] => Type::list(single(last)?),
        [..] => return None,
    };
    Some(Ty { base, maybe })
}

fn single(word: &str) -> Option<Type> {
    Some(match word {
        "text" => Type::Text,
        "number" | "rating" => Type::Number,
        "bool" => Type::Bool,
        "date" => Type::Date,
        "time" => Type::Time,
        "datetime" => Type::DateTime,
        "duration" => Type::Duration,
        "email" => Type::Email,
        "phone" => Type::Phone,
        "url" => Type::Url,
        "choice" => Type::Choice(Arc::new(Choices { of: Name::default(), options: Arc::from([]) })),
        "location" => Type::Location,
        "list" => Type::list(Type::Unknown),
        "record" => Type::Record,
        "agent" => Type::Agent,
        "team" => Type::Team,
        "channel" => Type::Channel,
        "tag" => Type::Tag,
        "any" => Type::Unknown,
        _ => return None,
    })
}

/// A type written in one piece by the vocabulary; unknown where it says none.
pub(super) fn written(text: &str) -> Ty {
    let words: Vec<&str> = text.split(' ').collect();
    parse_type(&words).unwrap_or(Ty::unknown())
}

/// What a trigger brings under a type as its declaration writes it: `field` is the type of what
/// the trigger watches.
pub(crate) fn brought_type(ty: &str, watched: Option<&Type>, names: &Names) -> Ty {
    let (bare, maybe) = match ty.strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (ty, false),
    };
    let base = match bare {
        "field" => watched.cloned().unwrap_or(Type::Unknown),
        "lifecycle" => stages(STAGES, Sort::Lifecycle, names),
        "closing_note" => stages(NOTES, Sort::ClosingNote, names),
        other => written(other).base,
    };
    Ty { base, maybe }
}

/// The type of a value in scope.
pub(crate) fn declared_type(value: &ScopeValue, scope: &Scope<'_>) -> Type {
    value_type(value, scope.names).base
}

/// The type of a value in scope, and whether it may be missing by nature.
pub(super) fn value_type(value: &ScopeValue, names: &Names) -> Ty {
    if value.options.is_empty() {
        return brought_type(value.ty, None, names);
    }
    let options = value.options.iter().map(|option| Name::new_static(option)).collect();
    let of = smol_str::format_smolstr!("{}.{}", value.root, value.name);
    Ty { base: Type::Choice(Arc::new(Choices { of, options })), maybe: value.ty.ends_with('?') }
}

/// What messages call the choice among the stages of the lifecycle.
const STAGES: &str = "contact.lifecycle";

/// What messages call the choice among the closing notes.
const NOTES: &str = "the closing notes";

/// The sort of the declared texts that a choice is made of; none where its options are its own.
pub(super) fn declared_as(choices: &Choices) -> Option<Sort> {
    match choices.of.as_str() {
        STAGES => Some(Sort::Lifecycle),
        NOTES => Some(Sort::ClosingNote),
        _ => None,
    }
}

/// The choice among the declared texts of a sort; any text where none are declared.
fn stages(of: &'static str, sort: Sort, names: &Names) -> Type {
    if !names.has(sort) {
        return Type::Text;
    }
    let options = names.all(sort).cloned().collect();
    Type::Choice(Arc::new(Choices { of: Name::new_static(of), options }))
}

/// The type of a value that is of one type or the other; none where they do not go together.
pub(super) fn join(one: &Type, other: &Type) -> Option<Type> {
    if one == other {
        return Some(one.clone());
    }
    if matches!(one, Type::Unknown) || matches!(other, Type::Unknown) {
        return Some(Type::Unknown);
    }
    if let (Type::List(one), Type::List(other)) = (one, other) {
        return join(one, other).map(Type::list);
    }
    (one.is_textual() && other.is_textual()).then_some(Type::Text)
}

/// Whether values of a type come one before the other.
pub(super) const fn is_ordered(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Number | Type::Date | Type::Time | Type::DateTime | Type::Duration | Type::Unknown
    )
}

/// A type with its article, as messages say it.
pub(super) fn noun(ty: &Type) -> String {
    match ty {
        Type::Agent | Type::Email => format!("an {ty}"),
        Type::Hours => "opening hours".to_owned(),
        Type::Bool => "a yes or no".to_owned(),
        Type::Unknown => "a value".to_owned(),
        Type::List(item) if **item == Type::Unknown => "a list".to_owned(),
        Type::List(item) if matches!(**item, Type::List(_)) => "a list of lists".to_owned(),
        Type::List(item) => format!("a list of {item}s"),
        Type::Text
        | Type::Number
        | Type::Date
        | Type::Time
        | Type::DateTime
        | Type::Duration
        | Type::Phone
        | Type::Url
        | Type::Choice(_)
        | Type::Location
        | Type::Record
        | Type::Team
        | Type::Channel
        | Type::Tag
        | Type::Secret => format!("a {ty}"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_type;

    fn said(words: &[&str]) -> Option<String> {
        parse_type(words).map(|ty| ty.to_string())
    }

    #[test]
    fn words_say_types() {
        assert_eq!(said(&["number?"]).as_deref(), Some("number?"));
        assert_eq!(said(&["list", "of", "text"]).as_deref(), Some("list of text"));
        assert_eq!(said(&["rating"]).as_deref(), Some("number"));
        assert_eq!(said(&["list", "text"]), None);
        assert_eq!(said(&["string"]), None);
        assert_eq!(said(&[]), None);
    }
}
