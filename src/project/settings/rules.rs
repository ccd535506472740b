//! `[rules]`: how much the findings of a rule matter, in all files or in some.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::patterns::Pattern;
use super::reader::Reader;
use crate::report::{Code, Report, Reports, Severity};
use crate::vocabulary::codes;

/// How much the findings of rules matter where that is not as usual.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    everywhere: Vec<Weight>,
    /// In the order in which they are written.
    somewhere: Vec<(Pattern, Vec<Weight>)>,
}

/// How much the findings of a rule matter; none for not at all.
type Weight = (Code, Option<Severity>);

impl Rules {
    /// Takes in the section. A key with a table is a pattern, and the rules of its files.
    pub(super) fn section(&mut self, table: &DeTable<'_>, reader: &mut Reader) {
        let mut patterns: Vec<(&str, Range<usize>, &DeTable<'_>)> = Vec::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            if let DeValue::Table(rules) = value.get_ref()
                && !is_rule(name)
            {
                patterns.push((name, key.span(), rules));
            } else {
                self.everywhere.extend(weight(name, key.span(), value, reader));
            }
        }
        // Where two patterns meet a file, the later one holds, so their order matters.
        patterns.sort_by_key(|(_, span, _)| span.start);
        for (text, span, rules) in patterns {
            let read = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                let name: &std::borrow::Cow<'_, str> = key.get_ref();
                weight(name, key.span(), value, reader)
            };
            let weights = rules.iter().filter_map(read).collect();
            let pattern = Pattern::read(text, span, reader);
            self.somewhere.extend(pattern.map(|pattern| (pattern, weights)));
        }
    }

    /// Whether it matters in which file a finding is.
    pub(in crate::project) const fn asks_for_paths(&self) -> bool {
        !self.somewhere.is_empty()
    }

    /// Gives findings the severities that are written for their rules, with the path of each one's
    /// file from the root.
    pub(in crate::project) fn weigh<'a>(
        &self,
        reports: &mut Reports,
        path: impl Fn(&Report) -> &'a str,
    ) {
        if self.everywhere.is_empty() && self.somewhere.is_empty() {
            return;
        }
        let weight = |report: &Report| self.weight(report.code, path(report));
        reports.retain(|report| weight(report).is_none_or(|severity| severity.is_some()));
        reports.each_mut(|report| {
            if let Some(Some(severity)) = weight(report) {
                report.severity = severity;
            }
        });
    }

    fn weight(&self, code: Code, path: &str) -> Option<Option<Severity>> {
        let of = |weights: &[Weight]| {
            weights.iter().find(|(known, _)| *known == code).map(|(_, severity)| *severity)
        };
        let mut later = self.somewhere.iter().rev();
        let here = later.find_map(|(pattern, weights)| of(weights).filter(|_| pattern.meets(path)));
        here.or_else(|| of(&self.everywhere))
    }

    /// What is said of patterns that meet none of a program's files.
    pub(in crate::project) fn idle(&self, taken: &[String]) -> Reports {
        let idle = |pattern: &&Pattern| !taken.iter().any(|path| pattern.meets(path));
        let patterns = self.somewhere.iter().map(|(pattern, _)| pattern);
        let mut reports = Reports::default();
        reports.extend(patterns.filter(idle).map(Pattern::idle));
        reports
    }
}

fn is_rule(name: &str) -> bool {
    codes::ALL.iter().any(|code| code.0 == name)
}

fn weight(
    name: &str,
    span: Range<usize>,
    value: &Spanned<DeValue<'_>>,
    reader: &mut Reader,
) -> Option<Weight> {
    let Some(code) = codes::ALL.iter().copied().find(|code| code.0 == name) else {
        reader.unknown("rule", span, name, codes::ALL.iter().map(|code| code.0));
        return None;
    };
    if codes::FIRM.contains(&code) {
        let message = format!("`{name}` is always as it is");
        let report = Report::error(codes::WRONG_PLACE, reader.at(span), message);
        let help = "take the line out: without its faults mended, nothing runs";
        reader.reports.push(report.help(help));
        return None;
    }
    let word = if let DeValue::String(word) = value.get_ref() { word.as_ref() } else { "" };
    let severity = match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        "off" => None,
        _ => {
            let message = "a rule is `\"error\"`, `\"warning\"`, `\"note\"` or `\"off\"`";
            let place = reader.at(value.span());
            reader.reports.push(Report::error(codes::WRONG_TYPE, place, message));
            return None;
        }
    };
    Some((code, severity))
}
