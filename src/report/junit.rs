//! Findings and results as JUnit XML, which every build server reads.
//!
//! *Source*: the form that Apache Ant's task `junitreport` writes, as Jenkins and GitLab read it.

use super::json::{Document, Finding};

/// Cases that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    /// What they belong to: a file.
    pub name: String,
    /// In order.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// What was tried.
    pub name: String,
    /// What it is listed under: a workflow; the name of its suite where it is empty.
    pub class: String,
    /// The line of the suite's file where it stands, from 1.
    pub line: Option<u32>,
    /// Why it failed, if it did: in a sentence, and at length.
    pub failure: Option<(String, String)>,
    /// Whether it could not even be tried.
    pub is_broken: bool,
}

/// A document as JUnit XML: a suite for each of `files`, with a failed case for each finding and one
/// that passed where there is none.
#[must_use]
pub fn junit(document: &Document, files: &[&str]) -> String {
    let mut all: Vec<Suite> = Vec::new();
    for file in files {
        all.push(Suite { name: (*file).to_owned(), cases: Vec::new() });
    }
    for finding in &document.reports {
        let file = &finding.place.file;
        let case = case(finding);
        match all.iter_mut().find(|suite| suite.name == *file) {
            Some(suite) => suite.cases.push(case),
            None => all.push(Suite { name: file.clone(), cases: vec![case] }),
        }
    }
    for suite in all.iter_mut().filter(|suite| suite.cases.is_empty()) {
        suite.cases.push(Case { name: "no findings".to_owned(), ..Case::default() });
    }
    suites("rondel check", &all)
}

fn case(finding: &Finding) -> Case {
    let start = finding.place.start;
    let mut text = format!("{}:{}:{}", finding.place.file, start.line, start.column);
    for (number, step) in (1..).zip(&finding.path) {
        let at = &step.place;
        text.push_str(&format!("\n{number}. {}:{}: {}", at.file, at.start.line, step.text));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n{help}"));
    }
    Case {
        name: format!("{} at line {}", finding.code, start.line),
        line: Some(start.line),
        failure: Some((finding.message.clone(), text)),
        ..Case::default()
    }
}

/// Suites as one document of XML.
#[must_use]
pub fn suites(name: &str, all: &[Suite]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let every: Vec<&Case> = all.iter().flat_map(|suite| &suite.cases).collect();
    xml.push_str(&format!("<testsuites name=\"{}\" {}>\n", escaped(name), counts(&every)));
    for suite in all {
        let name = escaped(&suite.name);
        let cases: Vec<&Case> = suite.cases.iter().collect();
        let counts = counts(&cases);
        xml.push_str(&format!("  <testsuite name=\"{name}\" file=\"{name}\" {counts}>\n"));
        for case in cases {
            xml.push_str(&element(case, &name));
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn counts(cases: &[&Case]) -> String {
    let count = |meant: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| meant(case)).count();
    let failures = count(&|case| case.failure.is_some() && !case.is_broken);
    let errors = count(&|case| case.is_broken);
    format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\"", cases.len())
}

/// A case of the suite of a file, whose name is escaped.
fn element(case: &Case, file: &str) -> String {
    let class = if case.class.is_empty() { file.to_owned() } else { escaped(&case.class) };
    let line = case.line.map(|line| format!(" line=\"{line}\"")).unwrap_or_default();
    let name = escaped(&case.name);
    let head = format!("    <testcase classname=\"{class}\" name=\"{name}\" file=\"{file}\"{line}");
    let Some((message, text)) = &case.failure else { return format!("{head}/>\n") };
    let kind = if case.is_broken { "error" } else { "failure" };
    // Within an element, lines may stay lines.
    let (message, text) = (escaped(message), escaped(text).replace("&#10;", "\n"));
    format!("{head}>\n      <{kind} message=\"{message}\">{text}</{kind}>\n    </testcase>\n")
}

/// A text inside of XML. What XML cannot hold at all is replaced.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' => xml.push_str("&#10;"),
            '\t' => xml.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
            letter => xml.push(letter),
        }
    }
    xml
}
