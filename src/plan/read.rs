//! Plan files read back. A file that is foreign, newer or damaged is refused.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use thiserror::Error;

use super::check::check;
use super::file::FORMAT;
use super::{PLAN_VERSION, Plan, PlanHash};
use crate::base::MAX_NESTING;

/// Levels of nested brackets of the deepest plan that a program can have, with room to spare: an
/// expression's level takes at most three, and what stands around it less than sixteen.
const MAX_DEPTH: usize = MAX_NESTING * 3 + 16;

/// Why a text is not taken for a plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// It is something else.
    #[error("this is not a plan: {0}; give a `.json` file that `rondel compile` wrote")]
    Foreign(String),
    /// It comes from a later build.
    #[error(
        "this plan has version {found}, and this build reads versions up to {PLAN_VERSION}; use a \
         newer build, or compile the program again with this one"
    )]
    Newer {
        /// Its version.
        found: u64,
    },
    /// It was a plan.
    #[error(
        "this plan is damaged: {0}; compile the program again, or take the file from where it is \
         whole"
    )]
    Damaged(String),
}

/// Reads a plan from the text of its file.
///
/// # Errors
///
/// When the text is no plan, one of a later version, or one that was changed or cut since it was
/// written.
pub fn read(text: &str) -> Result<Plan, PlanError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut file = object(text)?;
    match file.remove("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(Value::String(format)) => {
            return Err(PlanError::Foreign(format!("its `format` is `{format}`")));
        }
        Some(_) | None => {
            return Err(PlanError::Foreign(format!("it has no `format` of `{FORMAT}`")));
        }
    }
    let version = file.remove("version").and_then(|version| version.as_u64());
    match version {
        Some(found) if found > u64::from(PLAN_VERSION) => return Err(PlanError::Newer { found }),
        Some(found) if found == u64::from(PLAN_VERSION) => {}
        Some(_) | None => return Err(damaged("it has no version that was ever written")),
    }
    let hash: Option<PlanHash> =
        file.remove("hash").and_then(|hash| hash.as_str().and_then(|hash| hash.parse().ok()));
    let hash = hash.ok_or_else(|| damaged("it has no `hash`"))?;
    let plan = match (file.remove("workflow"), file.remove("workspace")) {
        (Some(workflow), None) => Plan::Workflow(typed(workflow)?),
        (None, Some(workspace)) => Plan::Workspace(typed(workspace)?),
        _ => return Err(damaged("it has not one workflow or one workspace")),
    };
    if let Some((key, _)) = file.into_iter().next() {
        return Err(damaged(format!("nothing is known of its key `{key}`")));
    }
    check(&plan).map_err(PlanError::Damaged)?;
    if plan.hash() != hash {
        return Err(damaged("its content is not the one its `hash` was made of"));
    }
    Ok(plan)
}

fn damaged(why: impl Into<String>) -> PlanError {
    PlanError::Damaged(why.into())
}

fn object(text: &str) -> Result<Map<String, Value>, PlanError> {
    if depth(text) > MAX_DEPTH {
        return Err(PlanError::Foreign(format!("it is nested more than {MAX_DEPTH} levels deep")));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    // The depth was looked at above; the reader's own limit is too low for the deepest programs.
    reader.disable_recursion_limit();
    let value = <Value as serde::Deserialize>::deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    match value {
        Ok(Value::Object(file)) => Ok(file),
        Ok(_) => Err(PlanError::Foreign("it is no JSON object".to_owned())),
        Err(fault) => {
            let line = fault.line();
            let was_plan = text.contains(&format!("\"format\": \"{FORMAT}\""));
            let what = match (fault.is_eof(), was_plan) {
                (_, false) => return Err(PlanError::Foreign("it is no JSON".to_owned())),
                (true, true) => format!("it breaks off in line {line}"),
                (false, true) => format!("line {line} is no JSON"),
            };
            Err(PlanError::Damaged(what))
        }
    }
}

/// The deepest nesting of brackets outside of texts.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn typed<T: DeserializeOwned>(value: Value) -> Result<T, PlanError> {
    serde_json::from_value(value)
        .map_err(|fault| damaged(format!("it says something wrong: {fault}")))
}
