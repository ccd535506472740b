//! Another name for a thing, everywhere.

use super::names::{Occurrence, Sort, Thing, named, occurrences};
use super::{Spot, View};
use crate::base::Location;
use crate::report::Edit;
use crate::vocabulary::{RESERVED, find_step, is_root};

/// The name at a place that can be changed, and what people call such a thing.
///
/// # Errors
/// A sentence that says why it cannot be.
pub fn rename_what(view: &View<'_>, at: Spot) -> Result<(Location, String), String> {
    let here = renamed(view, at)?.0;
    Ok((here.location, here.thing.name().to_string()))
}

/// The edits that give a thing another name, in order of file and place.
///
/// # Errors
/// A sentence that says why it cannot have it.
pub fn rename(view: &View<'_>, at: Spot, name: &str) -> Result<Vec<Edit>, String> {
    let (here, all) = renamed(view, at)?;
    let name = name.trim();
    let thing = &here.thing;
    fits(thing, name)?;
    if name != thing.name().as_str()
        && let Some(noun) = taken(thing, name, &all)
    {
        return Err(format!("`{name}` is the name of a declared {noun} already"));
    }
    let own = all.iter().filter(|one| one.thing == *thing);
    let text = if thing.is_text() { escaped(name) } else { name.to_owned() };
    Ok(own.map(|one| Edit { location: one.location, text: text.clone() }).collect())
}

fn renamed(view: &View<'_>, at: Spot) -> Result<(Occurrence, Vec<Occurrence>), String> {
    let Some(here) = named(view, at) else {
        return Err("there is no name here that could be changed".to_owned());
    };
    let all = occurrences(view);
    let is_known = all.iter().any(|one| one.introduces && one.thing == here.thing);
    let free = matches!(here.thing, Thing::Declared(Sort::Tag, _));
    if !is_known && !free {
        let (noun, name) = (here.thing.noun(), here.thing.name());
        return Err(format!("the {noun} `{name}` is declared nowhere"));
    }
    Ok((here, all))
}

/// Whether a text can be the name of such a thing.
fn fits(thing: &Thing, name: &str) -> Result<(), String> {
    if thing.is_text() {
        let fits = !name.is_empty() && !name.contains(['\n', '\r']);
        return if fits { Ok(()) } else { Err("write a text of one line".to_owned()) };
    }
    let mut signs = name.chars();
    let begins = signs.next().is_some_and(|sign| sign.is_ascii_lowercase());
    let goes_on =
        signs.all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
    if !begins || !goes_on {
        return Err(format!(
            "`{name}` is no name: write small letters, digits and `_`, a letter first"
        ));
    }
    if RESERVED.contains(&name) {
        return Err(format!("`{name}` is a word of the language and can be no name"));
    }
    if matches!(thing, Thing::Variable(..)) && is_root(name) {
        return Err(format!("`{name}` is a value of its own and can be no variable"));
    }
    let ordinal = name.rsplit_once('_').filter(|(verb, ordinal)| {
        find_step(verb).is_some() && ordinal.bytes().all(|byte| byte.is_ascii_digit())
    });
    if matches!(thing, Thing::Label(..)) && ordinal.is_some() {
        return Err(format!("`{name}` looks like the id of a step without a label"));
    }
    Ok(())
}

/// What has the name already where two may not have it.
fn taken(thing: &Thing, name: &str, all: &[Occurrence]) -> Option<&'static str> {
    let clashes = |other: &Thing| {
        if other.name() != name {
            return false;
        }
        match (thing, other) {
            (Thing::Declared(own, _), Thing::Declared(sort, _)) => {
                own == sort || is_value(*own) && is_value(*sort)
            }
            (Thing::Label(_, own), Thing::Label(_, of))
            | (Thing::Variable(_, own), Thing::Variable(_, of)) => own == of,
            // A variable may not have the name of a declared thing that is a value.
            (Thing::Variable(..), Thing::Declared(sort, _))
            | (Thing::Declared(sort, _), Thing::Variable(..)) => is_value(*sort),
            (Thing::Declared(..) | Thing::Variable(..), Thing::Label(..))
            | (Thing::Label(..), Thing::Declared(..) | Thing::Variable(..)) => false,
        }
    };
    all.iter().find(|one| one.introduces && clashes(&one.thing)).map(|one| one.thing.noun())
}

/// Whether the names of such things are values, so that one name must not mean two of them.
const fn is_value(sort: Sort) -> bool {
    matches!(sort, Sort::Agent | Sort::Team | Sort::Channel | Sort::Tag | Sort::Hours)
}

/// A text as it stands between quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace("${", "\\${")
}
