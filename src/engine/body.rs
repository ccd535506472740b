//! What the lines of a trigger ask for, read from the JSON of an event.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::misfit::Misfit;
use crate::base::{Name, Value};
use crate::plan::{Arg, Setting, Trigger};
use crate::runtime::typed;

/// Whether the operand of that name is the name or text that is wanted.
pub(super) fn is_arg(trigger: &Trigger, name: &str, wanted: &Name) -> bool {
    trigger.args.iter().any(|(key, arg)| {
        matches!(arg, Arg::Name(text) | Arg::Text(text) if key == name && text == wanted)
    })
}

/// The typed lines of a setting.
pub(super) fn lines<'a>(trigger: &'a Trigger, word: &str) -> Option<&'a [Setting]> {
    let setting = trigger.settings.iter().find(|setting| setting.name == word)?;
    Some(&setting.lines)
}

/// The declared lines of what people fill in, each of its type; no other keys.
pub(super) fn whole_body(
    what: &str,
    lines: Option<&[Setting]>,
    filled: BTreeMap<Name, Json>,
) -> Result<Vec<(Name, Value)>, Misfit> {
    let known = || lines.unwrap_or_default().iter().map(|line| line.name.as_str());
    if let Some(stranger) = filled.keys().find(|key| !known().any(|known| known == key.as_str())) {
        let misfit = Misfit::new(format!("nothing asks for `{stranger}` of the {what}"));
        return Err(misfit.near(stranger, known()));
    }
    body(what, lines, &Json::Object(filled.into_iter().map(|(k, v)| (k.into(), v)).collect()))
}

/// The declared lines of a body, each of its type; other keys are left out.
pub(super) fn body(
    what: &str,
    lines: Option<&[Setting]>,
    json: &Json,
) -> Result<Vec<(Name, Value)>, Misfit> {
    let mut values = Vec::new();
    for line in lines.unwrap_or_default() {
        let Some((_, Arg::Type(kind))) = line.args.first() else { continue };
        let found = line.name.split('.').try_fold(json, |at, key| at.get(key));
        if found.is_none() && !kind.ends_with('?') {
            return Err(Misfit::new(format!("`{}` of the {what} is missing", line.name)));
        }
        let value = typed(kind, found.unwrap_or(&Json::Null))
            .map_err(|why| Misfit::new(format!("`{}` of the {what}: {why}", line.name)))?;
        values.extend(value.map(|value| (line.name.clone(), value)));
    }
    Ok(values)
}
