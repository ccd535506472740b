//! The reference of rules as a page of Markdown.

use std::fmt::Write as _;

use super::rule::{Care, Rule};
use super::rules::RULES;
use crate::report::Severity;

const OPENING: &str = "# Rules

What `rondel check` finds. An *error* keeps the program from being compiled; a *warning* fails a check with
`--deny warnings`; a *note* says something and fails nothing. `rondel explain CODE` prints the same pages.
How findings are silenced, weighed, mended and written for other programs says [Checking](check.md).
";

/// The page: what every rule finds, with a program that it reports and one that it does not.
#[must_use]
pub fn reference() -> String {
    let mut page = format!("{OPENING}\n| rule | | finds |\n|---|---|---|\n");
    for rule in RULES {
        let first = rule.about.split_once(". ").map_or(rule.about, |(first, _)| first);
        let first = first.split("\n\n").next().unwrap_or_default().trim_end_matches('.');
        let (code, first) = (rule.code.0, plain(first));
        let _ = writeln!(page, "| [`{code}`](rules.md#{code}) | {} | {first} |", word(rule));
    }
    for rule in RULES {
        let _ = write!(page, "\n## {}\n\n*{}*\n", rule.code.0, word(rule));
        for paragraph in rule.about.split("\n\n") {
            let _ = write!(page, "\n{}\n", plain(paragraph));
        }
        let _ = write!(page, "\nReported:\n\n```rondel reported\n{}```\n", rule.bad);
        let _ = write!(page, "\nNot reported:\n\n```rondel\n{}```\n", rule.good);
    }
    page
}

fn word(rule: &Rule) -> &'static str {
    match rule.severity {
        _ if !Care::Usual.asks(rule.code) => "note, with `--pedantic`",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A paragraph on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
