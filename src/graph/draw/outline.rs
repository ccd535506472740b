//! A step graph as an indented outline for the terminal.

use super::rows::{Row, Rows, What};
use super::text::{cut, one_line, width};
use crate::base::Sources;
use crate::graph::StepGraph;

/// What stands before and behind a coloured stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paint {
    /// Before.
    pub on: &'static str,
    /// Behind.
    pub off: &'static str,
}

/// The colours of an outline; by default there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// The workflow's name, labels.
    pub name: Paint,
    /// The first word of a step.
    pub verb: Paint,
    /// Outcomes.
    pub outcome: Paint,
    /// Ends of the run, and where a jump leads.
    pub mark: Paint,
    /// Lines and ids.
    pub quiet: Paint,
}

/// Fewer columns of a step's text than this are not worth an id beside them.
const LEAST: usize = 28;

/// The workflow as an outline, no line wider than `columns` (at least 40).
///
/// `↓` goes on, `↑` goes back, `✗` ends the run though nothing is written for it, `■` ends it as
/// meant. Outcomes that go on without a word are left out.
#[must_use]
pub fn outline(
    graph: &StepGraph<'_>,
    sources: &Sources,
    columns: usize,
    palette: &Palette,
) -> String {
    let columns = columns.max(40);
    let mut out = Lines { out: String::new(), columns, palette };
    let workflow = graph.workflow();
    let title = cut(&workflow.title, columns.saturating_sub(width(&workflow.name) + 2));
    let gap = if title.is_empty() { "" } else { "  " };
    out.paint(palette.name, &workflow.name);
    out.out.push_str(gap);
    out.out.push_str(&title);
    out.out.push('\n');
    for trigger in &workflow.triggers {
        let text = cut(&one_line(sources.slice(trigger.line.head)), columns.saturating_sub(2));
        out.paint(palette.quiet, "│ ");
        out.out.push_str(&text);
        out.out.push('\n');
    }
    out.rows(&Rows { graph, sources }.body(), "");
    out.out
}

struct Lines<'a> {
    out: String,
    columns: usize,
    palette: &'a Palette,
}

impl Lines<'_> {
    fn rows(&mut self, rows: &[Row], indent: &str) {
        for (at, row) in rows.iter().enumerate() {
            let last = at + 1 == rows.len();
            let (branch, further) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.paint(self.palette.quiet, &format!("{indent}{branch}"));
            self.row(&row.what, width(indent) + 3);
            self.out.push('\n');
            self.rows(&row.below, &format!("{indent}{further}"));
        }
    }

    fn row(&mut self, what: &What, used: usize) {
        let room = self.columns.saturating_sub(used).max(12);
        match what {
            What::End { text } => self.paint(self.palette.mark, &format!("■ {text}")),
            What::Outcome { name, mark } => {
                let mark_width = if mark.is_empty() { 0 } else { width(mark) + 1 };
                self.paint(self.palette.outcome, &cut(name, room.saturating_sub(mark_width)));
                if !mark.is_empty() {
                    self.out.push(' ');
                    self.paint(self.palette.mark, mark);
                }
            }
            What::Step { label, text, mark, id } => {
                self.step(label.as_deref(), text, mark, id, room)
            }
        }
    }

    fn step(
        &mut self,
        label: Option<&str>,
        text: &str,
        mark: &str,
        id: &Option<String>,
        room: usize,
    ) {
        let label = label.map(|label| format!("{label}: ")).unwrap_or_default();
        let mark = if mark.is_empty() { String::new() } else { format!(" {mark}") };
        let around = width(&label) + width(&mark);
        let id = id
            .as_deref()
            .filter(|id| room.saturating_sub(width(id) + 2 + around) >= LEAST.min(width(text)));
        let id_room = id.map_or(0, |id| width(id) + 2);
        let text = cut(text, room.saturating_sub(around + id_room).max(8));
        self.paint(self.palette.name, &label);
        let (verb, rest) =
            text.split_once(' ').map_or((text.as_str(), ""), |(verb, rest)| (verb, rest));
        self.paint(self.palette.verb, verb);
        if !rest.is_empty() {
            self.out.push(' ');
            self.out.push_str(rest);
        }
        self.paint(self.palette.mark, &mark);
        if let Some(id) = id {
            let used = around + width(&text) + width(id);
            let gap = room.saturating_sub(used);
            self.out.push_str(&" ".repeat(gap));
            self.paint(self.palette.quiet, id);
        }
    }

    fn paint(&mut self, paint: Paint, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.push_str(paint.on);
        self.out.push_str(text);
        self.out.push_str(paint.off);
    }
}
