//! Findings as SARIF 2.1.0, which code hosts and editors show beside the code.
//!
//! *Source*: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.

use serde::Serialize;

use super::json::{Change, Document, Finding, Note, Place};
use super::{Code, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What is said of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleNote {
    /// Its name.
    pub code: Code,
    /// How much its findings matter, as a rule.
    pub severity: Severity,
    /// What it finds and why that matters.
    pub about: &'static str,
}

/// A document as SARIF, with what is said of the rules; with a line end at its end.
#[must_use]
pub fn sarif(document: &Document, rules: &[RuleNote]) -> String {
    let rule = |rule: &RuleNote| Rule {
        id: rule.code.0,
        short_description: Text { text: first_sentence(rule.about) },
        full_description: Text { text: rule.about },
        default_configuration: Configuration { level: level(rule.severity) },
    };
    let driver = Driver {
        name: "rondel",
        version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(rule).collect(),
    };
    let results = document.reports.iter().map(|finding| result(finding, rules)).collect();
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Nothing in it can fail to be written: its keys are fixed and its numbers whole.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn first_sentence(about: &'static str) -> &'static str {
    about.split_once(". ").map_or(about, |(first, _)| first)
}

fn result<'a>(finding: &'a Finding, rules: &[RuleNote]) -> Outcome<'a> {
    let message = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    let flow = |path: &'a [Note]| Flow {
        thread_flows: [Thread {
            locations: path.iter().map(|step| Stop { location: spot(step) }).collect(),
        }],
    };
    Outcome {
        rule_id: &finding.code,
        rule_index: rules.iter().position(|rule| rule.code.0 == finding.code),
        level: level(finding.severity),
        message: Owned { text: message },
        locations: [Spot { physical_location: physical(&finding.place), message: None }],
        related_locations: finding.labels.iter().map(spot).collect(),
        code_flows: Some(flow(&finding.path))
            .filter(|_| !finding.path.is_empty())
            .into_iter()
            .collect(),
        fixes: finding.fix.iter().map(fix).collect(),
    }
}

fn spot(note: &Note) -> Spot<'_> {
    let message = Some(Text { text: note.text.as_str() });
    Spot { physical_location: physical(&note.place), message }
}

fn physical(place: &Place) -> Physical {
    Physical { artifact_location: Artifact { uri: uri(&place.file) }, region: region(place) }
}

const fn region(place: &Place) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

/// A path as the reference of a URI: whatever is not plain is written as bytes.
fn uri(file: &str) -> String {
    let mut uri = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

fn fix(change: &Change) -> Fix<'_> {
    let mut changes: Vec<FileChange<'_>> = Vec::new();
    for edit in &change.edits {
        let replacement = Replacement {
            deleted_region: region(&edit.place),
            inserted_content: Text { text: edit.text.as_str() },
        };
        let uri = uri(&edit.place.file);
        match changes.iter_mut().find(|change| change.artifact_location.uri == uri) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(FileChange {
                artifact_location: Artifact { uri },
                replacements: vec![replacement],
            }),
        }
    }
    Fix { description: Text { text: &change.title }, artifact_changes: changes }
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text<'a>,
    full_description: Text<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Owned {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Owned,
    locations: [Spot<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Spot<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<Flow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spot<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Flow<'a> {
    thread_flows: [Thread<'a>; 1],
}

#[derive(Serialize)]
struct Thread<'a> {
    locations: Vec<Stop<'a>>,
}

#[derive(Serialize)]
struct Stop<'a> {
    location: Spot<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text<'a>,
    artifact_changes: Vec<FileChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileChange<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}
