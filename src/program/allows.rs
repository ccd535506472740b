//! Comments that silence a rule: `# allow rule-name: why`.

use super::Allow;
use crate::base::{FileId, Location, Name, Source, Span};

/// Every silencing comment among the comments of a file.
///
/// Alone on its line it covers the next line that holds anything but a comment; behind a
/// statement it covers its own line.
pub(crate) fn allows(file: FileId, source: &Source, comments: &[Span]) -> Vec<Allow> {
    comments.iter().filter_map(|comment| allow(file, source, *comment)).collect()
}

fn allow(file: FileId, source: &Source, comment: Span) -> Option<Allow> {
    let text = source.slice(comment).trim_start_matches('#').trim();
    let rest = text.strip_prefix("allow ")?.trim_start();
    let (rule, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rule = rule.trim();
    if rule.is_empty() || rule.contains(char::is_whitespace) {
        return None;
    }
    let line = source.line_of(comment.start);
    let before = Span::new(source.line_start(line), comment.start);
    let alone = source.slice(before).trim().is_empty();
    let covered = if alone { next_code_line(source, line) } else { line };
    Some(Allow {
        rule: Name::from(rule),
        reason: Name::from(reason.trim()),
        location: Location { file, span: comment },
        covers: Span::new(source.line_start(covered), source.line_start(covered + 1)),
    })
}

/// The first line behind `line` that holds more than blanks and a comment.
fn next_code_line(source: &Source, line: u32) -> u32 {
    (line + 1..=source.line_count())
        .find(|line| {
            let text = source.line(*line).trim();
            !text.is_empty() && !text.starts_with('#')
        })
        .unwrap_or(line + 1)
}
