//! The door to miette: our findings as its diagnostics, and any of its diagnostics drawn our way.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::human::{Human, Picture};
use super::pane::{Mark, Pane};
use super::show::safe;
use super::{Label, Report, Severity};
use crate::base::{FileId, Source, Sources, Span};

/// A report together with the sources it points into: an error value on its own.
///
/// Its labels are those in the culprit's file; each other file's come as a related diagnostic.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    report: Report,
    listing: Option<Listing>,
    elsewhere: Vec<Elsewhere>,
}

/// A source that miette reads by its line index, so that a late place costs no more than an early.
#[derive(Clone, Debug)]
struct Listing(Source);

/// Labels in another file than the culprit's.
#[derive(Clone, Debug)]
struct Elsewhere {
    listing: Listing,
    labels: Vec<Label>,
}

impl Diagnosis {
    /// A report with its sources.
    #[must_use]
    pub fn new(report: Report, sources: &Sources) -> Self {
        let listing = |file: FileId| sources.get(file).cloned().map(Listing);
        let mut elsewhere: Vec<(FileId, Elsewhere)> = Vec::new();
        for label in &report.secondary {
            let file = label.location.file;
            if file == report.location().file {
                continue;
            }
            if let Some((_, known)) = elsewhere.iter_mut().find(|(known, _)| *known == file) {
                known.labels.push(label.clone());
            } else if let Some(listing) = listing(file) {
                elsewhere.push((file, Elsewhere { listing, labels: vec![label.clone()] }));
            }
        }
        let elsewhere = elsewhere.into_iter().map(|(_, one)| one).collect();
        Self { listing: listing(report.location().file), report, elsewhere }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report.message)
    }
}

impl std::error::Error for Diagnosis {}

impl miette::Diagnostic for Diagnosis {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.report.code.0))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.report.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.report.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.listing.as_ref().map(|listing| listing as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let file = self.report.location().file;
        let here = self.report.secondary.iter().filter(move |label| label.location.file == file);
        let primary = &self.report.primary;
        let first = LabeledSpan::new_primary_with_span(words(primary), range(primary));
        Some(Box::new(std::iter::once(first).chain(here.map(labelled))))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        Some(Box::new(self.elsewhere.iter().map(|one| one as &dyn miette::Diagnostic)))
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.labels.first().map_or("", |label| &label.text))
    }
}

impl std::error::Error for Elsewhere {}

impl miette::Diagnostic for Elsewhere {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.listing)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().map(labelled)))
    }
}

fn words(label: &Label) -> Option<String> {
    Some(label.text.clone()).filter(|text| !text.is_empty())
}

fn range(label: &Label) -> SourceSpan {
    let span = label.location.span;
    (span.start as usize, span.len()).into()
}

fn labelled(label: &Label) -> LabeledSpan {
    LabeledSpan::new_with_span(words(label), range(label))
}

impl SourceCode for Listing {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let source = &self.0;
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let end = span.offset() + span.len();
        if end > source.text().len() {
            return Err(MietteError::OutOfBounds);
        }
        let first = source.line_of(number(span.offset())).saturating_sub(number(before)).max(1);
        let last = source.line_of(number(end)).saturating_add(number(after));
        let last = last.min(source.line_count());
        let start = source.line_start(first);
        let text = source.slice(Span::new(start, source.line_start(last + 1)));
        let shown: SourceSpan = (start as usize, text.len()).into();
        let lines = (last - first + 1) as usize;
        Ok(Box::new(MietteSpanContents::new_named(
            source.name().to_owned(),
            text.as_bytes(),
            shown,
            (first - 1) as usize,
            0,
            lines,
        )))
    }
}

/// Draws every diagnostic of miette's, also foreign ones, as our own findings are drawn.
impl miette::ReportHandler for Human {
    fn debug(&self, error: &dyn miette::Diagnostic, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut panes: Vec<Pane> = pane(error).into_iter().collect();
        panes.extend(error.related().into_iter().flatten().filter_map(pane));
        let severity = match error.severity() {
            Some(miette::Severity::Advice) => Severity::Note,
            Some(miette::Severity::Warning) => Severity::Warning,
            Some(miette::Severity::Error) | None => Severity::Error,
        };
        let text = |text: Box<dyn fmt::Display + '_>| safe(&text.to_string()).into_owned();
        f.write_str(&self.draw_picture(&Picture {
            severity,
            code: error.code().map(text).unwrap_or_default(),
            message: safe(&error.to_string()).into_owned(),
            panes,
            path: Vec::new(),
            help: error.help().map(text),
            fix: None,
        }))
    }
}

/// The lines around a diagnostic's labels, read through its own source.
fn pane(error: &dyn miette::Diagnostic) -> Option<Pane> {
    let labels: Vec<LabeledSpan> = error.labels()?.collect();
    let from = labels.iter().map(LabeledSpan::offset).min()?;
    let to = labels.iter().map(|label| label.offset() + label.len()).max()?;
    let contents = error.source_code()?.read_span(&(from, to - from).into(), 1, 0).ok()?;
    let name = safe(contents.name().unwrap_or("<source>")).into_owned();
    let text = String::from_utf8_lossy(contents.data());
    let source = Source::new(&name, &text);
    let start = contents.span().offset();
    let offset = |at: usize| u32::try_from(at.saturating_sub(start)).unwrap_or(u32::MAX);
    let primary = labels.iter().position(LabeledSpan::primary);
    let mark = |(index, label): (usize, &LabeledSpan)| Mark {
        span: Span::new(offset(label.offset()), offset(label.offset() + label.len())),
        text: safe(label.label().unwrap_or_default()).into_owned(),
        primary: primary == Some(index),
    };
    let marks: Vec<Mark> = labels.iter().enumerate().map(mark).collect();
    let main = marks.get(primary.unwrap_or(0)).map_or(0, |mark| mark.span.start);
    let at = source.position(main);
    let before = u32::try_from(contents.line()).unwrap_or(0);
    let place = format!("{name}:{}:{}", at.line + before, at.column);
    Some(Pane { source, before, place, marks })
}
