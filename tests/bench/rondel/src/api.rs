//! Every use of Rondel's library by the benchmarks. When the library changes, only this file does.

use rondel::base::{FileId, Sources};
use rondel::compile::{Checked, check};
use rondel::graph::draw;
use rondel::graph::layout::lay_out;
use rondel::lint::{Facts, Look, RULES};
use rondel::report::{Reports, Severity};
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

    /// Calls `each` for the picture of every workflow, with how many boxes and lines it has, and the
    /// work of laying it out, which gives its height.
    pub fn each_picture(&self, mut each: impl FnMut(usize, usize, &dyn Fn() -> i32)) {
        for graph in &self.checked.graphs() {
            let sketch = draw::sketch(graph, &self.sources);
            let work = || lay_out(&sketch).size.height;
            each(sketch.shapes.len(), sketch.lines.len(), &work);
        }
    }

    /// Asks every rule alone about the program, as if there were no other. Calls `each` with its
    /// name and the work.
    pub fn each_rule(&self, mut each: impl FnMut(&'static str, &dyn Fn() -> usize)) {
        let graphs = self.checked.graphs();
        for rule in RULES.iter().filter(|rule| !rule.looks.is_empty()) {
            each(rule.code.0, &|| {
                let facts = Facts::new(&self.checked.program, &graphs, &self.sources);
                let mut reports = Reports::default();
                for look in rule.looks {
                    match look {
                        Look::Program(check) => check(&facts, &mut reports),
                        Look::Flow(check) | Look::Whole(check) => {
                            facts.flows.iter().for_each(|flow| check(&facts, flow, &mut reports));
                        }
                        Look::Text(check) => {
                            for (file, source) in self.sources.iter() {
                                check(&facts, file, source, &mut reports);
                            }
                        }
                    }
                }
                reports.iter().count()
            });
        }
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
