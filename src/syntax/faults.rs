//! The reports of one file, as they are made: one for a fault, and not too many.

use crate::base::{FileId, Location, MAX_SYNTAX_REPORTS, Span};
use crate::report::{Code, Report, Reports};
use crate::vocabulary::codes;

/// Collects reports. A second fault on a line that has one already is most often its echo, and
/// waits until the first is mended.
pub(super) struct Faults<'a> {
    file: FileId,
    written: &'a str,
    list: Vec<Report>,
    more: Option<(Span, usize)>,
    /// The starts of all lines, once there is a fault, and which of them have one.
    lines: Vec<u32>,
    taken: std::collections::BTreeSet<usize>,
}

impl<'a> Faults<'a> {
    pub(super) const fn new(file: FileId, written: &'a str) -> Self {
        let taken = std::collections::BTreeSet::new();
        Self { file, written, list: Vec::new(), more: None, lines: Vec::new(), taken }
    }

    /// A report about a stretch of the text as it was written; not yet taken in.
    pub(super) fn report(&self, span: Span, message: impl Into<String>) -> Report {
        self.coded(codes::SYNTAX, span, message)
    }

    /// A report of another code than `syntax`.
    pub(super) fn coded(&self, code: Code, span: Span, message: impl Into<String>) -> Report {
        Report::error(code, self.location(span), message)
    }

    /// What the author wrote at a stretch.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.written.get(span.range()).unwrap_or_default()
    }

    pub(super) const fn location(&self, span: Span) -> Location {
        Location { file: self.file, span }
    }

    /// Whether a fault at this place would be left out: its line has one, or there are too many.
    pub(super) fn silent(&mut self, span: Span) -> bool {
        let line = self.line(span.start);
        if self.taken.contains(&line) {
            return true;
        }
        if self.list.len() < MAX_SYNTAX_REPORTS {
            return false;
        }
        self.taken.insert(line);
        let (first, count) = self.more.unwrap_or((span, 0));
        self.more = Some((if span.start < first.start { span } else { first }, count + 1));
        true
    }

    /// Whether there is a fault on the line of an offset.
    pub(super) fn has_one_at(&self, offset: u32) -> bool {
        !self.taken.is_empty()
            && self.taken.contains(&self.lines.partition_point(|end| *end < offset))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes in a report unless its line has one.
    pub(super) fn push(&mut self, report: Report) {
        if !self.silent(report.location().span) {
            self.also(report);
        }
    }

    /// Takes in a report whatever its line has: for slips that are certain, each by itself.
    pub(super) fn also(&mut self, report: Report) {
        let span = report.location().span;
        if self.list.len() >= MAX_SYNTAX_REPORTS {
            self.silent(span);
            return;
        }
        let line = self.line(span.start);
        self.taken.insert(line);
        self.list.push(report);
    }

    /// Everything, in the order of the text; what was left out is counted in a last report.
    pub(super) fn finish(mut self) -> Reports {
        self.list.sort_by_key(Report::location);
        let last = self.more.map(|(span, count)| {
            let (noun, verb) = if count == 1 { ("fault", "is") } else { ("faults", "are") };
            self.report(span, format!("{count} more syntax {noun} {verb} not shown"))
                .label("the first of them")
                .help("mend the ones above first; many of these may go with them")
        });
        let mut reports = Reports::default();
        reports.extend(self.list);
        reports.extend(last);
        reports
    }

    fn line(&mut self, offset: u32) -> usize {
        if self.lines.is_empty() {
            let ends = self.written.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            self.lines = ends.map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
            self.lines.push(u32::MAX);
        }
        self.lines.partition_point(|end| *end < offset)
    }
}
