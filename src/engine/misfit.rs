//! Why a line of an event file was not taken, in words for people.

use serde_json::Value as Json;

use super::line::Line;
use crate::base::nearest;

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong: one lower-case sentence.
    pub message: String,
    /// What to do, where that is clear.
    pub help: Option<String>,
}

impl Misfit {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// With the nearest of the known words, if one is near.
    pub(super) fn near<'a>(mut self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.help = nearest(word, known).map(|known| format!("did you mean `{known}`?"));
        self
    }

    fn or_list<'a>(mut self, known: impl Iterator<Item = &'a str>) -> Self {
        self.help = self.help.or_else(|| {
            let all: Vec<String> = known.map(|known| format!("`{known}`")).collect();
            (!all.is_empty()).then(|| format!("use one of {}", all.join(", ")))
        });
        self
    }
}

/// What is wrong with a text that is no line, as the parser said it.
pub(super) fn explain(text: &str, error: &serde_json::Error) -> Misfit {
    let json: Json = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(_) if error.is_eof() => {
            return Misfit::new("the line ends before its JSON object does");
        }
        Err(broken) => {
            let message =
                format!("the line is not JSON: column {} cannot be read", broken.column());
            return Misfit { help: Some("write one object a line".to_owned()), message };
        }
    };
    let Some(object) = json.as_object() else {
        return Misfit::new(format!("the line is {}, not an object", noun(&json)));
    };
    if let Some(kind) = object.get("type").filter(|kind| !kind.is_string()) {
        return Misfit::new(format!("`type` is {}, expected a text", noun(kind)));
    }
    let said = error.to_string();
    let plain = said.split(" at line ").next().unwrap_or(&said);
    let quoted: Vec<&str> = plain.split('`').skip(1).step_by(2).collect();
    let known = || quoted.iter().skip(1).copied();
    let word = quoted.first().copied().unwrap_or_default();
    if plain.starts_with("unknown variant") {
        let kind = if known().any(|known| known == "online") { "status" } else { "event type" };
        let misfit = Misfit::new(format!("unknown {kind} `{word}`")).near(word, known());
        return misfit.or_list(known());
    }
    if plain.starts_with("unknown field") {
        return Misfit::new(format!("unknown key `{word}`")).near(word, known()).or_list(known());
    }
    if plain.starts_with("missing field") {
        return Misfit::new(format!("the key `{word}` is missing"));
    }
    if plain.starts_with("duplicate field") {
        return Misfit::new(format!("the key `{word}` is there twice"));
    }
    if plain.starts_with('`') {
        return Misfit::new(plain);
    }
    let Some((key, value)) = culprit(object, plain) else {
        return Misfit::new("the line holds a value of the wrong kind");
    };
    let wanted = plain.rsplit("expected ").next().map_or("another value", expected);
    Misfit::new(format!("`{key}` is {}, expected {wanted}", noun(value)))
}

/// The key whose value is meant, `contact.first_name` for one inside of another: the one without
/// which something else is said.
fn culprit<'j>(
    object: &'j serde_json::Map<String, Json>,
    said: &str,
) -> Option<(String, &'j Json)> {
    let cures = |changed: Json| {
        let again = serde_json::from_value::<Line>(changed);
        again.map_or_else(|error| error.to_string() != said, |_| true)
    };
    let without = |key: &str| {
        let mut changed = object.clone();
        changed.remove(key);
        changed
    };
    let mut keys = object.iter().filter(|(key, _)| *key != "type");
    let (key, value) = keys.find(|(key, _)| cures(Json::Object(without(key))))?;
    let inside = value.as_object().and_then(|inner| {
        inner.iter().find(|(name, _)| {
            let mut shorter = inner.clone();
            shorter.remove(*name);
            let mut changed = object.clone();
            changed.insert(key.clone(), Json::Object(shorter));
            cures(Json::Object(changed))
        })
    });
    Some(match inside {
        Some((name, value)) => (format!("{key}.{name}"), value),
        None => (key.clone(), value),
    })
}

/// A value as people would call it.
fn noun(json: &Json) -> String {
    match json {
        Json::Null => "`null`".to_owned(),
        Json::Bool(yes) => format!("`{yes}`"),
        Json::Number(number) => format!("`{number}`"),
        Json::String(_) => "a text".to_owned(),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// What the parser expected, as people would call it.
fn expected(said: &str) -> &str {
    match said {
        "u32" | "u64" => "a whole number from 0 on",
        "a string" => "a text",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "an object",
        other => other,
    }
}
