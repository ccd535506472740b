//! What a rule is, and how all of them are asked.

use std::fmt::Write as _;

use super::facts::Facts;
use super::rules::{PEDANTIC, RULES};
use super::terms::ChannelTerms;
use crate::base::Sources;
use crate::graph::StepGraph;
use crate::program::Program;
use crate::report::{Code, Reports, Severity};

/// A rule: what it finds, and a program that it reports and one that it does not.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name.
    pub code: Code,
    /// How much its findings matter, as a rule.
    pub severity: Severity,
    /// What it finds and why that matters.
    pub about: &'static str,
    /// A program that it reports.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// How it looks at a program; none where the finding is made while text is read and bound, or
    /// while findings are silenced.
    pub check: Option<fn(&Facts<'_, '_>, &mut Reports)>,
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Care {
    /// What is wrong or most likely not meant.
    #[default]
    Usual,
    /// And what a careful author would do besides.
    Pedantic,
}

impl Care {
    /// Whether a rule is asked.
    #[must_use]
    pub fn asks(self, code: Code) -> bool {
        self == Self::Pedantic || !PEDANTIC.contains(&code)
    }
}

/// Asks every rule about a program, with what is said of its channels.
#[must_use]
pub fn check(
    program: &Program,
    graphs: &[StepGraph<'_>],
    sources: &Sources,
    care: Care,
    channels: &[ChannelTerms],
) -> Reports {
    let facts = Facts::new(program, graphs, sources).with(channels);
    let mut reports = Reports::default();
    let asked = RULES.iter().filter(|rule| care.asks(rule.code));
    for check in asked.filter_map(|rule| rule.check) {
        check(&facts, &mut reports);
    }
    reports
}

/// The page of a code, or none where there is no such code.
#[must_use]
pub fn explain(code: &str) -> Option<String> {
    let rule = RULES.iter().find(|rule| rule.code.0 == code)?;
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let only = if Care::Usual.asks(rule.code) { "" } else { ", with `--pedantic`" };
    let mut page = format!("{} ({severity}{only})\n\n", rule.code.0);
    for paragraph in rule.about.split("\n\n") {
        wrap(paragraph, &mut page);
        page.push('\n');
    }
    page.push_str("Reported:\n\n");
    indent(rule.bad, &mut page);
    page.push_str("\nNot reported:\n\n");
    indent(rule.good, &mut page);
    Some(page)
}

fn wrap(text: &str, page: &mut String) {
    let mut used = 0;
    for word in text.split_whitespace() {
        let columns = word.chars().count();
        if used > 0 && used + 1 + columns > 80 {
            page.push('\n');
            used = 0;
        }
        if used > 0 {
            page.push(' ');
            used += 1;
        }
        page.push_str(word);
        used += columns;
    }
    page.push('\n');
}

fn indent(program: &str, page: &mut String) {
    for line in program.lines() {
        if line.is_empty() {
            page.push('\n');
        } else {
            let _ = writeln!(page, "    {line}");
        }
    }
}
