//! Every use of Rondel's library by the benchmarks. When the library changes, only this file does.

use rondel::base::{FileId, Sources};
use rondel::compile::{Checked, check};
use rondel::report::Severity;
use rondel::syntax::parse as parse_text;

/// Parses one text, drops the tree, and gives the number of errors.
pub fn parse(text: &str) -> usize {
    let (tree, reports) = parse_text(FileId(0), text);
    drop(std::hint::black_box(tree));
    reports.count(Severity::Error)
}

/// A program that was checked.
pub struct Outcome {
    sources: Sources,
    checked: Checked,
}

impl Outcome {
    /// Checks the program that the named texts are.
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut sources = Sources::default();
        for (name, text) in texts {
            sources.add(name, text);
        }
        let checked = check(&sources);
        Self { sources, checked }
    }

    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.checked.reports.count(Severity::Error)
    }

    /// Every finding in the way that costs most: with its place as people count it and its line.
    ///
    /// Gives the length of what was written, in bytes.
    pub fn render(&self) -> usize {
        let lines = self.checked.reports.iter().map(|report| {
            let location = report.primary.location;
            let source = self.sources.get(location.file);
            source.map_or(0, |source| {
                let place = source.position(location.span.start);
                let line = source.line(place.line);
                format!("{}:{}:{line}\n{}", place.line, place.column, report.message).len()
            })
        });
        lines.sum()
    }
}
