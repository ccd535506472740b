//! Two texts side by side, as `diff -u` shows them.

use similar::TextDiff;

use super::output::Output;
use crate::report::{Tint, safe};

/// The differences between what a file holds and what it should; empty where there are none.
pub(super) fn text_diff(output: &Output, name: &str, old: &str, new: &str) -> String {
    let differences = TextDiff::from_lines(old, new);
    let (before, after) = (format!("a/{name}"), format!("b/{name}"));
    let text = differences.unified_diff().context_radius(3).header(&before, &after).to_string();
    if !output.is_terminal() {
        return text;
    }
    let paint = |line: &str| {
        let shown = safe(line);
        let tint = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Tint::Strong,
            [b'+', ..] => Tint::Added,
            [b'-', ..] => Tint::Removed,
            [b'@', ..] => Tint::Frame,
            _ => return format!("{shown}\n"),
        };
        format!("{}\n", output.palette().paint(tint, &shown))
    };
    text.lines().map(paint).collect()
}
