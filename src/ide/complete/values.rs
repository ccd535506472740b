//! The values behind a root, and the types of values, as far as words alone tell them.

use std::sync::Arc;

use super::around::Around;
use super::lexer::{Sign, Token};
use crate::base::{Choices, Location, Name, Ty, Type};
use crate::program::parse_type;
use crate::vocabulary::{self, ScopeValue, Sort, VALUES};

/// A value that can be read by a name behind a dot.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The name behind the dot.
    pub(super) name: Name,
    /// Its type.
    pub(super) ty: Ty,
    /// One sentence; empty where there is none.
    pub(super) about: &'static str,
    /// Where a program declares it.
    pub(super) line: Option<Location>,
    /// Whether `set` may store into it.
    pub(super) writable: bool,
}

impl Around<'_> {
    /// What stands behind a dotted path; nothing where that is not known.
    pub(super) fn members(&self, path: &[&str]) -> Vec<Member> {
        match path {
            ["contact"] => {
                let fields = self.view.program.workspace.all(Sort::Field).map(|field| Member {
                    name: field.name.clone(),
                    ty: Ty::maybe(field.ty.clone()),
                    about: "",
                    line: Some(field.line.head),
                    writable: true,
                });
                // A field that is called like a value of every contact stands for both.
                let fields: Vec<Member> = fields.collect();
                let own = self.of_root("contact");
                let own = own.into_iter().filter(|one| fields.iter().all(|f| f.name != one.name));
                let own: Vec<Member> = own.collect();
                fields.into_iter().chain(own).collect()
            }
            ["trigger", inner @ ..] => self.brought(inner),
            [root] if vocabulary::is_root(root) => self.of_root(root),
            [hours] if self.view.program.workspace.find(Sort::Hours, hours).is_some() => {
                self.of_root("hours")
            }
            _ => Vec::new(),
        }
    }

    fn of_root(&self, root: &str) -> Vec<Member> {
        let own = VALUES.iter().filter(|one| one.root == root && !one.name.is_empty());
        own.map(|one| Member {
            name: Name::new_static(one.name),
            ty: self.value(one),
            about: one.about,
            line: None,
            writable: one.writable,
        })
        .collect()
    }

    /// What the triggers of the workflow bring behind `trigger.` and further names.
    fn brought(&self, inner: &[&str]) -> Vec<Member> {
        let mut before = inner.join(".");
        if !before.is_empty() {
            before.push('.');
        }
        let mut found: Vec<Member> = Vec::new();
        let triggers = self.workflow.map_or(&[][..], |workflow| workflow.triggers.as_slice());
        for trigger in triggers {
            for (name, ty) in &trigger.brings {
                let Some(rest) = name.strip_prefix(before.as_str()) else { continue };
                let (first, ty) = match rest.split_once('.') {
                    Some((first, _)) => (first, Ty::sure(Type::Record)),
                    None => (rest, ty.clone()),
                };
                if found.iter().any(|known| known.name == first) {
                    continue;
                }
                let own = trigger.decl.brings.iter().find(|one| one.name == *name);
                found.push(Member {
                    name: Name::from(first),
                    ty,
                    about: own.map_or("", |one| one.about),
                    line: Some(trigger.line.head),
                    writable: false,
                });
            }
        }
        if inner.is_empty() {
            found.extend(self.of_root("trigger"));
        }
        found
    }

    /// The type of a declared value.
    pub(super) fn value(&self, value: &ScopeValue) -> Ty {
        let maybe = value.ty.ends_with('?');
        if !value.options.is_empty() {
            let options = value.options.iter().map(|option| Name::new_static(option)).collect();
            return Ty { base: choice(options), maybe };
        }
        match value.ty.trim_end_matches('?') {
            "lifecycle" => Ty { base: self.stages(Sort::Lifecycle), maybe },
            _ => written(value.ty),
        }
    }

    /// The choice among the declared texts of a sort.
    pub(super) fn stages(&self, sort: Sort) -> Type {
        let options = self.names(sort, usize::MAX);
        if options.is_empty() { Type::Text } else { choice(options) }
    }

    /// The type of the value of a dotted path.
    pub(super) fn type_of(&self, path: &[&str]) -> Option<Type> {
        match path {
            [] => None,
            ["assignee"] => Some(Type::Agent),
            [one] => {
                let variable = self.workflow?.variables.iter().find(|known| known.name == *one);
                variable
                    .map(|known| known.ty.clone())
                    .or_else(|| vocabulary::find_value(one, "").map(|value| self.value(value).base))
            }
            [before @ .., last] => {
                let members = self.members(before);
                members.into_iter().find(|one| one.name == *last).map(|one| one.ty.base)
            }
        }
    }

    /// The type of the term that tokens end in.
    pub(super) fn type_at_end(&self, tokens: &[Token<'_>]) -> Option<Type> {
        let last = tokens.last()?;
        match last.sign {
            Sign::Word => self.type_of(&path(tokens)),
            Sign::Text => Some(Type::Text),
            Sign::Closing if last.is(")") => {
                let name = tokens.get(opening(tokens)?.checked_sub(1)?)?;
                vocabulary::find_function(name.text).map(|known| written(known.gives).base)
            }
            Sign::Literal => Some(literal(last.text)),
            Sign::Closing
            | Sign::Opening
            | Sign::Brace
            | Sign::EndBrace
            | Sign::Remark
            | Sign::LineEnd
            | Sign::Other => None,
        }
    }
}

/// The words of the dotted path that tokens end in, or that is begun there.
pub(super) fn path<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let mut words = Vec::new();
    let mut rest = match tokens {
        [before @ .., dot] if dot.is(".") => before,
        all => all,
    };
    while let [before @ .., word] = rest {
        if word.sign != Sign::Word {
            return Vec::new();
        }
        words.push(word.text);
        match before {
            [before @ .., dot] if dot.is(".") => rest = before,
            _ => break,
        }
    }
    words.reverse();
    words
}

/// The place of the bracket that the last token closes.
fn opening(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        if token.sign == Sign::Closing {
            depth += 1;
        } else if token.sign == Sign::Opening {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A type as the vocabulary writes it.
pub(super) fn written(ty: &str) -> Ty {
    let words: Vec<&str> = ty.split(' ').collect();
    parse_type(&words).unwrap_or(Ty::unknown())
}

fn literal(text: &str) -> Type {
    if text.contains(':') {
        if text.contains('T') { Type::DateTime } else { Type::Time }
    } else if text.contains('-') {
        Type::Date
    } else if text.ends_with(|sign: char| sign.is_ascii_alphabetic()) {
        Type::Duration
    } else {
        Type::Number
    }
}

fn choice(options: Vec<Name>) -> Type {
    Type::Choice(Arc::new(Choices { of: Name::default(), options: options.into() }))
}
