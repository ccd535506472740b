//! Parts of an answer.

use serde_json::Value as Json;

use crate::base::{PathPart, Value};
use crate::runtime::typed;

/// The part of an answer at a path, as a value of a type.
pub(super) fn found(path: &[PathPart], kind: &str, body: Option<&Json>) -> Result<Value, String> {
    let shown = || {
        let part = |part: &PathPart| match part {
            PathPart::Key(key) => format!(".{key}"),
            PathPart::Index(index) => format!("[{index}]"),
            PathPart::Every => "[*]".to_owned(),
        };
        path.iter().map(part).collect::<String>().trim_start_matches('.').to_owned()
    };
    let missing = || format!("the answer has no `{}`", shown());
    // The first part names what the path begins at.
    let inner = path.get(1..).unwrap_or_default();
    let json = walk_path(body.ok_or_else(missing)?, inner).ok_or_else(missing)?;
    let value = typed(kind, &json).map_err(|why| format!("`{}` of the answer: {why}", shown()))?;
    value.ok_or_else(missing)
}

fn walk_path(json: &Json, path: &[PathPart]) -> Option<Json> {
    let Some((part, rest)) = path.split_first() else { return Some(json.clone()) };
    match part {
        PathPart::Key(key) => walk_path(json.get(key.as_str())?, rest),
        PathPart::Index(index) => walk_path(json.get(usize::try_from(*index).ok()?)?, rest),
        PathPart::Every => {
            let items = json.as_array()?.iter();
            Some(Json::Array(items.filter_map(|item| walk_path(item, rest)).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde_json::json;

    use super::found;
    use crate::base::{PathPart, Value};

    #[test]
    fn parts_of_an_answer_are_found_by_their_path() {
        let body = json!({"items": [{"id": 7}, {"id": 9}, {}]});
        let key = |key: &str| PathPart::Key(key.into());
        let path = [key("body"), key("items"), PathPart::Index(1), key("id")];
        assert_eq!(found(&path, "number", Some(&body)), Ok(Value::Number(Decimal::from(9))));
        let every = [key("body"), key("items"), PathPart::Every, key("id")];
        let ids = [7, 9].map(|id| Value::Number(Decimal::from(id))).to_vec();
        assert_eq!(found(&every, "list of number", Some(&body)), Ok(Value::List(ids)));
        let why = "`body.items[1].id` of the answer: expected a text, found `9`";
        assert_eq!(found(&path, "text", Some(&body)), Err(why.to_owned()));
        let gone = [key("body"), key("total")];
        let why = "the answer has no `body.total`";
        assert_eq!(found(&gone, "number", Some(&body)), Err(why.to_owned()));
    }
}
