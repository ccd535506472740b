//! What a rule is, and how all of them are asked.

use std::fmt::Write as _;
use std::num::NonZeroUsize;

use super::facts::{Facts, Flow};
use super::rules::{PEDANTIC, RULES};
use super::terms::ChannelTerms;
use crate::base::{FileId, Source, Sources, share};
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
    /// How it looks at a program; not at all where the finding is made while text is read and
    /// bound, or while findings are silenced.
    pub looks: &'static [Look],
}

/// What a rule looks at, one after the other. All rules are asked about one text or workflow before
/// the next: so it is near at hand, and others can be looked at meanwhile.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// At every text.
    Text(fn(&Facts<'_, '_>, FileId, &Source, &mut Reports)),
    /// At every workflow.
    Flow(for<'g, 'p> fn(&Facts<'g, 'p>, &Flow<'g, 'p>, &mut Reports)),
    /// At every workflow of which nothing was left out as poison.
    Whole(for<'g, 'p> fn(&Facts<'g, 'p>, &Flow<'g, 'p>, &mut Reports)),
    /// At the program as a whole.
    Program(fn(&Facts<'_, '_>, &mut Reports)),
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

/// Asks every rule about a program, with what is said of its channels, on at most so many threads.
/// The order of what is found does not depend on the number.
#[must_use]
pub fn check(
    program: &Program,
    graphs: &[StepGraph<'_>],
    sources: &Sources,
    care: Care,
    channels: &[ChannelTerms],
    threads: NonZeroUsize,
) -> Reports {
    let facts = Facts::new(program, graphs, sources).with(channels);
    let asked = RULES.iter().filter(|rule| care.asks(rule.code));
    let looks: Vec<Look> = asked.flat_map(|rule| rule.looks).copied().collect();
    let texts = sources.iter().map(|(file, source)| Task::Text(file, source));
    let programs = looks.iter().filter_map(|look| match look {
        Look::Program(check) => Some(Task::Program(*check)),
        Look::Text(_) | Look::Flow(_) | Look::Whole(_) => None,
    });
    let tasks: Vec<Task<'_, '_, '_>> =
        programs.chain(texts).chain(graphs.iter().map(Task::Flow)).collect();
    let mut all = Reports::default();
    for reports in share(&tasks, threads, |task| task.done(&facts, &looks)) {
        all.append(reports);
    }
    all
}

/// What is looked at in one go.
enum Task<'a, 'g, 'p> {
    Text(FileId, &'a Source),
    Flow(&'g StepGraph<'p>),
    Program(fn(&Facts<'_, '_>, &mut Reports)),
}

impl<'g, 'p> Task<'_, 'g, 'p> {
    /// What is found there.
    fn done(&self, facts: &Facts<'g, 'p>, looks: &[Look]) -> Reports {
        let mut reports = Reports::default();
        match self {
            Self::Program(check) => check(facts, &mut reports),
            Self::Text(file, source) => {
                for look in looks {
                    if let Look::Text(check) = look {
                        check(facts, *file, source, &mut reports);
                    }
                }
            }
            Self::Flow(graph) => {
                // What the rules of one workflow find out of it is forgotten with the last of them.
                let flow = Flow::new(facts.program, graph);
                for look in looks {
                    match look {
                        Look::Flow(check) => check(facts, &flow, &mut reports),
                        Look::Whole(check) if !flow.is_damaged() => {
                            check(facts, &flow, &mut reports);
                        }
                        Look::Whole(_) | Look::Text(_) | Look::Program(_) => {}
                    }
                }
            }
        }
        reports
    }
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
