//! A promise, before and after.

use super::lines::Lines;
use super::sign;
use crate::compare::{Change, PathStep, Place, PromiseChange};
use crate::report::Tint;

/// What became of it on one line, and how it is broken below.
pub(super) fn tell(told: &PromiseChange, lines: &mut Lines) {
    let (sign, tint) = if told.is_broken() { ("✗ ", Tint::Error) } else { sign(told.change) };
    let line = told.new.as_ref().or(told.old.as_ref()).map_or("", String::as_str);
    lines.begin(1).put(tint, sign).put(Tint::Strong, &format!("{}: {line}", told.workflow));
    if let (Some(old), Some(new)) = (&told.old, &told.new)
        && old != new
    {
        lines.plain(" (was ").text(old.strip_prefix("ensure ").unwrap_or(old)).plain(")");
    }
    lines.plain(&format!(": {}", what_became(told)));
    if let (Some(message), Some(false)) = (&told.message, told.holds) {
        lines.plain(&format!("; {message}"));
    }
    lines.end();
    for (index, step) in told.path.iter().enumerate() {
        let PathStep { text, place: Place { file, line } } = step;
        lines.begin(3).plain(&format!("{}. ", index + 1)).text(text).plain("  ");
        lines.put(Tint::Quiet, &format!("{file}:{line}")).end();
    }
    if told.is_unsure {
        lines.begin(3).plain("whether a run can go this way was too much to follow").end();
    }
}

/// What it is now, in one clause behind the promise.
fn what_became(told: &PromiseChange) -> String {
    let holds = match told.holds {
        Some(true) => " and holds",
        Some(false) => " and does not hold",
        None => "",
    };
    match (told.change, told.tighter) {
        (Change::Added, _) => match (told.held, told.holds) {
            (Some(true), Some(true)) => "is new, and held before too".to_owned(),
            (Some(false), Some(true)) => "is new, and holds now".to_owned(),
            (_, Some(false)) => "is new, and does not hold".to_owned(),
            (None, _) | (_, None) => "is new".to_owned(),
        },
        (Change::Removed, _) => match told.holds {
            Some(true) => "was taken out; it would still hold".to_owned(),
            Some(false) => "was taken out, and no longer holds".to_owned(),
            None => "was taken out".to_owned(),
        },
        (Change::Changed, Some(true)) => format!("promises more{holds}"),
        (Change::Changed, Some(false)) => match told.still_holds {
            Some(true) => format!("promises less{holds}; the old one would hold as well"),
            Some(false) => format!("promises less{holds}; the old one would be broken"),
            None => format!("promises less{holds}"),
        },
        (Change::Changed, None) => match (told.held, told.holds) {
            (Some(true), Some(false)) => "no longer holds".to_owned(),
            (Some(false), Some(true)) => "holds now".to_owned(),
            _ if told.old != told.new => format!("is another{holds}"),
            _ => "stands elsewhere".to_owned(),
        },
    }
}
