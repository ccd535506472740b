//! One thing that is said, before and after.

use similar::{ChangeTag, TextDiff};

use super::lines::Lines;
use crate::compare::{Change, Detail};
use crate::report::Tint;

/// A detail on one line where it fits, as a small diff otherwise.
pub(super) fn tell(told: &Detail, of: Change, indent: usize, lines: &mut Lines) {
    let what = told.what.as_str();
    match (&told.old, &told.new) {
        (None, Some(new)) if of == Change::Added => whole(&named(what, new), None, indent, lines),
        (None, Some(new)) => whole(&named(what, new), Some(("+ ", Tint::Added)), indent, lines),
        (Some(old), None) => whole(&named(what, old), Some(("- ", Tint::Removed)), indent, lines),
        (Some(old), Some(new)) => both(what, bare(what, old), bare(what, new), indent, lines),
        (None, None) => {}
    }
}

/// A text with what it is about before it, unless it says so itself.
fn named(what: &str, text: &str) -> String {
    if text.is_empty() || text == what {
        what.to_owned()
    } else if bare(what, text) != text {
        text.to_owned()
    } else {
        format!("{what} {text}")
    }
}

/// A text without what it is about.
fn bare<'t>(what: &str, text: &'t str) -> &'t str {
    let rest = text.strip_prefix(what).and_then(|rest| rest.strip_prefix([' ', '\n']));
    rest.map_or(text, str::trim_start)
}

fn whole(text: &str, sign: Option<(&str, Tint)>, indent: usize, lines: &mut Lines) {
    let (mut before, tint) = sign.unwrap_or(("", Tint::Added));
    for line in text.lines() {
        let blanks = line.len() - line.trim_start().len();
        if sign.is_some() || blanks > 0 {
            let line = format!("{}{}", " ".repeat(blanks), line.trim_start());
            lines.begin(indent).put(tint, &format!("{before}{line}"));
            lines.end();
        } else {
            lines.broken(indent, before, tint, line);
        }
        before = if sign.is_some() { "  " } else { "" };
    }
}

fn both(what: &str, old: &str, new: &str, indent: usize, lines: &mut Lines) {
    if lines.fits(indent, &format!("{what}: {old} → {new}")) && !old.is_empty() && !new.is_empty()
    {
        lines.begin(indent).text(what).plain(": ").put(Tint::Removed, old).plain(" → ");
        lines.put(Tint::Added, new).end();
        return;
    }
    lines.begin(indent).text(what).end();
    if !old.contains('\n') && !new.contains('\n') {
        lines.broken(indent + 1, "- ", Tint::Removed, old);
        lines.broken(indent + 1, "+ ", Tint::Added, new);
        return;
    }
    let differences = TextDiff::from_lines(old, new);
    for group in differences.grouped_ops(1) {
        for change in group.iter().flat_map(|op| differences.iter_changes(op)) {
            let line = change.value().trim_end_matches('\n');
            match change.tag() {
                ChangeTag::Equal => {
                    lines.begin(indent + 1).plain("  ").text(line).end();
                }
                ChangeTag::Delete => {
                    lines.begin(indent + 1).put(Tint::Removed, &format!("- {line}")).end();
                }
                ChangeTag::Insert => {
                    lines.begin(indent + 1).put(Tint::Added, &format!("+ {line}")).end();
                }
            }
        }
    }
}
