//! Findings as commands of a GitHub workflow, which shows them beside the lines of a change.
//!
//! *Source*: GitHub Docs, Workflow commands for GitHub Actions.

use super::Severity;
use super::json::{Document, Finding};

/// `::error file=…,line=…,col=…,title=code::message`, a line each.
#[must_use]
pub fn github(document: &Document) -> String {
    document.reports.iter().map(command).collect()
}

fn command(finding: &Finding) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = &finding.place;
    let mut message = finding.message.clone();
    for (number, step) in (1..).zip(&finding.path) {
        let at = &step.place;
        message.push_str(&format!("\n{number}. {}:{}: {}", at.file, at.start.line, step.text));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!("\n{help}"));
    }
    format!(
        "::{word} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        property(&place.file),
        place.start.line,
        place.start.column,
        place.end.line,
        place.end.column,
        property(&finding.code),
        data(&message),
    )
}

/// A text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
