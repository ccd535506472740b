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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What was tried.
    pub name: String,
    /// Why it failed, if it did: in a sentence, and at length.
    pub failure: Option<(String, String)>,
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
        suite.cases.push(Case { name: "no findings".to_owned(), failure: None });
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
        failure: Some((finding.message.clone(), text)),
    }
}

/// Suites as one document of XML.
#[must_use]
pub fn suites(name: &str, all: &[Suite]) -> String {
    let failed = |cases: &[Case]| cases.iter().filter(|case| case.failure.is_some()).count();
    let (tests, failures) = all.iter().fold((0, 0), |(tests, failures), suite| {
        (tests + suite.cases.len(), failures + failed(&suite.cases))
    });
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts =
        |tests: usize, failures: usize| format!("tests=\"{tests}\" failures=\"{failures}\"");
    xml.push_str(&format!("<testsuites name=\"{}\" {}>\n", escaped(name), counts(tests, failures)));
    for suite in all {
        let name = escaped(&suite.name);
        let counts = counts(suite.cases.len(), failed(&suite.cases));
        xml.push_str(&format!("  <testsuite name=\"{name}\" {counts}>\n"));
        for case in &suite.cases {
            let head =
                format!("    <testcase classname=\"{name}\" name=\"{}\"", escaped(&case.name));
            match &case.failure {
                None => xml.push_str(&format!("{head}/>\n")),
                Some((message, text)) => xml.push_str(&format!(
                    "{head}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                    escaped(message),
                    escaped(text)
                )),
            }
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
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
