//! Another name for a thing, everywhere.

use super::names::{Occurrence, Sort, Thing, named, occurrences};
use super::{Spot, View};
use crate::base::Location;
use crate::report::Edit;
use crate::vocabulary::{RESERVED, find_step, find_value, is_root};

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
        && let Some(other) = taken(thing, name, &all)
    {
        let (noun, which) =
            (other.thing.noun(), if other.introduces { "a declared" } else { "another" });
        return Err(format!("`{name}` is the name of {which} {noun} already"));
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
    if !is_known && !is_free(&here.thing) {
        let (noun, name) = (here.thing.noun(), here.thing.name());
        return Err(format!("the {noun} `{name}` is declared nowhere"));
    }
    Ok((here, all))
}

/// Whether such a thing need not be declared.
const fn is_free(thing: &Thing) -> bool {
    matches!(thing, Thing::Declared(Sort::Tag, _))
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
    let noun = thing.noun();
    // Declared things that are values may have such a name, but would then mean the other thing.
    let is_read = match thing {
        Thing::Variable(..) => true,
        Thing::Declared(sort, _) => is_value(*sort),
        Thing::Label(..) => false,
    };
    if is_read && is_root(name) {
        return Err(format!("`{name}` is a value of its own and can be no {noun}"));
    }
    if matches!(thing, Thing::Declared(Sort::Field, _)) && find_value("contact", name).is_some() {
        return Err(format!("every contact has `contact.{name}` already"));
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
fn taken<'a>(thing: &Thing, name: &str, all: &'a [Occurrence]) -> Option<&'a Occurrence> {
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
    let stands = |one: &&Occurrence| (one.introduces || is_free(&one.thing)) && clashes(&one.thing);
    all.iter().filter(stands).max_by_key(|one| one.introduces)
}

/// Whether the names of such things are values, so that one name must not mean two of them.
const fn is_value(sort: Sort) -> bool {
    matches!(sort, Sort::Agent | Sort::Team | Sort::Channel | Sort::Tag | Sort::Hours)
}

/// A text as it stands between quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace("${", "\\${")
}
