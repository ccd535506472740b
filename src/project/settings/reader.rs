//! Reading the sections of a `rondel.toml`, and saying what is wrong with them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SETTINGS_FILE;
use crate::base::{FileId, Location, Span, nearest};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;

/// What is wrong with a file, while it is read.
pub(super) struct Reader {
    file: FileId,
    pub(super) reports: Reports,
}

impl Reader {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, reports: Reports::default() }
    }

    /// A stretch of the file.
    pub(super) fn at(&self, range: Range<usize>) -> Location {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Location { file: self.file, span: Span::new(number(range.start), number(range.end)) }
    }

    /// The table that a name stands for.
    pub(super) fn table<'v, 'i>(
        &mut self,
        name: &str,
        span: Range<usize>,
        value: &'v Spanned<DeValue<'i>>,
    ) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let message = format!("`{name}` is a section");
        let help = format!("write `[{name}]` on a line of its own, and its keys below");
        let report = Report::error(codes::WRONG_TYPE, self.at(span), message);
        self.reports.push(report.help(help));
        None
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong(name, "`true` or `false`", value.span());
        None
    }

    /// Says that a value is not what its key wants.
    pub(super) fn wrong(&mut self, name: &str, wanted: &str, span: Range<usize>) {
        let message = format!("`{name}` is {wanted}");
        self.reports.push(Report::error(codes::WRONG_TYPE, self.at(span), message));
    }

    /// Says that a name is none of those that are known.
    pub(super) fn unknown<'a>(
        &mut self,
        what: &str,
        span: Range<usize>,
        name: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let place = self.at(span);
        let message = format!("`{SETTINGS_FILE}` has no {what} `{name}`");
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known: Vec<String> =
                    known.into_iter().map(|known| format!("`{known}`")).collect();
                format!("write one of {}", known.join(", "))
            }
        };
        self.reports.push(Report::error(codes::UNKNOWN_SETTING, place, message).help(help));
    }
}
