//! How a line or a call goes on, while it is written.

use super::complete::{Around, Inner, Next, Sign, Stands, fits, parameters};
use super::{Spot, View};
use crate::vocabulary::{Form, Function, explained, find_function, written};

/// The ways to write what the cursor stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatures {
    /// Every way, in the order of the reference; one at least.
    pub ways: Vec<Signature>,
    /// The first way that fits what is written, by its place.
    pub active: usize,
}

/// One way to write a line or a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// As the reference writes it.
    pub label: String,
    /// What it is for, in Markdown.
    pub documentation: String,
    /// What is filled in.
    pub parameters: Vec<Parameter>,
    /// The one that is to be written at the cursor, by its place; none where all stand, or what
    /// stands does not fit.
    pub active: Option<usize>,
}

/// One thing to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Where it begins in the label, in characters.
    pub start: u32,
    /// Where it ends in the label, in characters.
    pub end: u32,
    /// What it may be, in Markdown; empty where the label says it all.
    pub documentation: String,
}

/// How the call around a place goes on, or else the line.
#[must_use]
pub fn signature(view: &View<'_>, at: Spot) -> Option<Signatures> {
    let around = Around::of(view, at)?;
    if let Stands::Remark(_) = around.standing.stands {
        return None;
    }
    call(&around).or_else(|| line(&around))
}

/// The innermost call of a function that is not closed.
fn call(around: &Around<'_>) -> Option<Signatures> {
    let standing = &around.standing;
    let mut tokens = standing.hole.as_deref().unwrap_or(&standing.before);
    loop {
        let inner = Inner::of(tokens)?;
        let opening = tokens.get(inner.at).filter(|one| one.touches && one.is("("));
        tokens = tokens.get(..inner.at)?;
        let name = tokens.last().filter(|one| one.sign == Sign::Word);
        if let (Some(_), Some(name)) = (opening, name)
            && let Some(function) = find_function(name.text)
        {
            return Some(Signatures { ways: vec![of_function(function, inner.nth)], active: 0 });
        }
    }
}

fn of_function(function: &Function, nth: usize) -> Signature {
    let mut from = function.name.len() + 1;
    let takes = function.takes.iter();
    let parameters = parameters(function).into_iter().zip(takes).map(|(name, takes)| {
        let start = from;
        // A comma and a blank stand before the next.
        from += name.len() + 2;
        let documentation = if name == *takes { String::new() } else { (*takes).to_owned() };
        Parameter { start: to_u32(start), end: to_u32(start + name.len()), documentation }
    });
    let parameters: Vec<Parameter> = parameters.collect();
    let label = match function.gives {
        "same" => function.written.to_owned(),
        gives => format!("{}: {gives}", function.written),
    };
    let active = (nth < parameters.len()).then_some(nth);
    Signature { label, documentation: function.about.to_owned(), parameters, active }
}

/// The forms of the line, by all that its first words may mean.
fn line(around: &Around<'_>) -> Option<Signatures> {
    let standing = &around.standing;
    let mut ways = Vec::new();
    let mut active = None;
    for declared in standing.declared() {
        let tokens = standing.before.get(declared.skip..).unwrap_or_default();
        for (place, form) in declared.forms.iter().enumerate() {
            let read = fits(std::slice::from_ref(form), tokens);
            if !read.is_empty() && active.is_none() {
                active = Some(ways.len());
            }
            // Where a value may go on or be followed by the next, the next is what is looked for.
            let open = read.iter().filter(|fit| fit.next != Next::Nothing);
            let about = declared.meanings.get(place).copied().unwrap_or(declared.about);
            ways.push(of_form(&declared.head, form, about, open.map(|fit| fit.at).max()));
        }
    }
    ways.iter()
        .any(|way| !way.parameters.is_empty())
        .then_some(Signatures { ways, active: active.unwrap_or_default() })
}

fn of_form(head: &str, form: Form, about: &str, at: Option<usize>) -> Signature {
    let mut parameters = Vec::with_capacity(form.len());
    let mut active = None;
    let mut end = head.chars().count();
    for place in 0..form.len() {
        let label = written(head, form.get(..=place).unwrap_or_default());
        let start = end + 1;
        end = label.chars().count();
        // An operand that only tells forms apart may have no words of its own.
        if start >= end {
            end = start - 1;
            continue;
        }
        if at == Some(place) {
            active = Some(parameters.len());
        }
        let documentation = explained(form.get(place)).join(" ");
        parameters.push(Parameter { start: to_u32(start), end: to_u32(end), documentation });
    }
    let documentation = about.to_owned();
    Signature { label: written(head, form), documentation, parameters, active }
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
