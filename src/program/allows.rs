//! Comments that silence rules: `# allow rule-name: why`, `# allow one, another: why`.

use super::Allow;
use crate::base::{FileId, Location, Name, Source, Span};

/// Every silencing comment among the comments of a file.
///
/// Alone on its line it covers the next line that holds anything but a comment; behind a
/// statement it covers its own line.
pub(crate) fn allows(file: FileId, source: &Source, comments: &[Span]) -> Vec<Allow> {
    comments.iter().flat_map(|comment| of_comment(file, source, *comment)).collect()
}

fn of_comment(file: FileId, source: &Source, comment: Span) -> Vec<Allow> {
    let text = source.slice(comment).trim_start_matches('#').trim();
    let Some(rest) = text.strip_prefix("allow ") else { return Vec::new() };
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rules: Vec<&str> = rules.split(',').map(str::trim).collect();
    // A sentence that begins with the word is a comment like any other.
    if rules.iter().any(|rule| rule.is_empty() || rule.contains(char::is_whitespace)) {
        return Vec::new();
    }
    let line = source.line_of(comment.start);
    let before = Span::new(source.line_start(line), comment.start);
    // A byte order mark at the very beginning is nothing that stands there.
    let alone = source.slice(before).trim_start_matches('\u{feff}').trim().is_empty();
    let covered = if alone { next_code_line(source, line) } else { line };
    let covers = Span::new(source.line_start(covered), source.line_start(covered + 1));
    let allow = |rule: &str| Allow {
        rule: Name::from(rule),
        reason: Name::from(reason.trim()),
        location: Location { file, span: comment },
        covers,
    };
    rules.into_iter().map(allow).collect()
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
