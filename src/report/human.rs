//! A finding for eyes: its source with the culprit underlined, its causes, the way it can happen,
//! and what to do.

use super::Batch;
use super::palette::{Ink, Palette, Tint};
use super::pane::{Look, Mark, Pane, begin};
use super::ruler::Ruler;
use super::show::{safe, wrap};
use super::suggest::{Suggestion, suggest};
use super::{Report, Reports, Severity};
use crate::base::{Location, MAX_SHOWN, Sources};

/// How findings are drawn for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Human {
    /// The colours.
    pub palette: Palette,
    /// Columns of the screen.
    pub width: usize,
}

/// Everything that is drawn of one finding, already safe to print.
pub(super) struct Picture {
    pub(super) severity: Severity,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) panes: Vec<Pane>,
    pub(super) path: Vec<(String, String)>,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Suggestion>,
}

impl Picture {
    /// Whether anything stands under the frames.
    const fn has_advice(&self) -> bool {
        self.help.is_some() || self.fix.is_some() || !self.path.is_empty()
    }
}

impl Default for Human {
    /// Without colours, 100 columns wide.
    fn default() -> Self {
        Self { palette: Palette::PLAIN, width: 100 }
    }
}

impl Human {
    /// One finding.
    #[must_use]
    pub fn draw(&self, report: &Report, sources: &Sources) -> String {
        self.draw_picture(&picture(report, sources, &mut Ruler::default()))
    }

    /// Findings, with an empty line between them.
    ///
    /// *Limits*: the first 200 are drawn and the others counted; where there are more, errors go
    /// before warnings and warnings before notes.
    #[must_use]
    pub fn draw_all(&self, batches: &[Batch<'_>]) -> String {
        let mut ruler = Ruler::default();
        let (shown, left) = first(batches, MAX_SHOWN);
        let mut drawn: Vec<String> = shown
            .into_iter()
            .map(|(report, sources)| self.draw_picture(&picture(report, sources, &mut ruler)))
            .collect();
        if left > 0 {
            let more = format!("and {left} more; `--format json` lists them all\n");
            drawn.push(self.palette.paint(Tint::Strong, &more));
        }
        drawn.join("\n")
    }

    pub(super) fn draw_picture(&self, picture: &Picture) -> String {
        let mut ink = Ink::new(self.palette);
        let accent = accent(picture.severity);
        let last = picture.panes.iter().map(Pane::last_line).max().unwrap_or(1);
        let last = last.max(picture.fix.as_ref().map_or(0, Suggestion::last_line));
        let gutter = last.to_string().len();
        let room = self.width.saturating_sub(gutter + 4).max(40);
        let look = Look { gutter, room, accent };
        self.head(&mut ink, picture, accent);
        for (index, pane) in picture.panes.iter().enumerate() {
            let corner = if index == 0 { "╭─" } else { "├─" };
            ink.plain(&" ".repeat(gutter + 2)).put(Tint::Frame, corner);
            ink.plain(" ").put(Tint::Strong, &pane.place).end();
            begin(&mut ink, look, "", "│");
            ink.end();
            pane.draw(&mut ink, look);
            if index + 1 < picture.panes.len() || picture.has_advice() {
                begin(&mut ink, look, "", "│");
                ink.end();
            }
        }
        path(&mut ink, look, &picture.path);
        let repeats = |help: &str| picture.fix.as_ref().is_some_and(|fix| fix.title == help);
        if let Some(help) = picture.help.as_ref().filter(|help| !repeats(help)) {
            note(&mut ink, look, "help", help);
        }
        if let Some(fix) = &picture.fix {
            note(&mut ink, look, "fix", &fix.title);
            fix.draw(&mut ink, look);
        }
        ink.finish()
    }

    /// Severity, code and message; a long message goes on under its beginning.
    fn head(&self, ink: &mut Ink, picture: &Picture, accent: Tint) {
        let code =
            if picture.code.is_empty() { String::new() } else { format!("[{}]", picture.code) };
        let lead = format!("{}{code}", picture.severity);
        let begin = lead.len() + 2;
        ink.put(accent, &lead);
        ink.put(Tint::Strong, ": ");
        let space = self.width.saturating_sub(begin).max(40);
        for (index, line) in wrap(&picture.message, space).iter().enumerate() {
            if index > 0 {
                ink.plain(&" ".repeat(begin));
            }
            ink.put(Tint::Strong, line).end();
        }
    }
}

/// The findings that are shown, in their order, and how many are not.
pub(super) fn first<'a>(
    batches: &[Batch<'a>],
    limit: usize,
) -> (Vec<(&'a Report, &'a Sources)>, usize) {
    let pairs = |batch: &Batch<'a>| {
        let sources = batch.sources;
        Reports::iter(batch.reports).map(move |report| (report, sources))
    };
    let all: Vec<(&'a Report, &'a Sources)> = batches.iter().flat_map(pairs).collect();
    let left = all.len().saturating_sub(limit);
    if left == 0 {
        return (all, 0);
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| all.get(*index).map(|(report, _)| report.severity));
    order.truncate(limit);
    order.sort_unstable();
    (order.into_iter().filter_map(|index| all.get(index).copied()).collect(), left)
}

/// What is drawn of a report.
fn picture<'a>(report: &Report, sources: &'a Sources, ruler: &mut Ruler<'a>) -> Picture {
    let mut panes: Vec<(Location, Pane)> = Vec::new();
    let labels = std::iter::once((&report.primary, true));
    for (label, primary) in labels.chain(report.secondary.iter().map(|label| (label, false))) {
        let Some(source) = sources.get(label.location.file) else { continue };
        let text = safe(&label.text).into_owned();
        let mark = Mark { span: label.location.span, text, primary };
        let known = panes.iter_mut().find(|(place, _)| place.file == label.location.file);
        if let Some((_, pane)) = known {
            pane.marks.push(mark);
            continue;
        }
        let place = place(sources, label.location, ruler);
        let pane = Pane { source: source.clone(), before: 0, place, marks: vec![mark] };
        panes.push((label.location, pane));
    }
    let step = |step: &super::Step| {
        (place(sources, step.location, &mut Ruler::default()), safe(&step.text).into_owned())
    };
    Picture {
        severity: report.severity,
        code: report.code.0.to_owned(),
        message: safe(&report.message).into_owned(),
        panes: panes.into_iter().map(|(_, pane)| pane).collect(),
        path: report.path.iter().map(step).collect(),
        help: report.help.as_deref().map(|help| safe(help).into_owned()),
        fix: report.fix.as_ref().map(|fix| suggest(fix, sources)),
    }
}

/// A place as people write it: `file:line:column`.
pub(super) fn place<'a>(sources: &'a Sources, location: Location, ruler: &mut Ruler<'a>) -> String {
    let name = sources.get(location.file).map_or("", |source| source.name());
    let at = ruler.start(sources, location);
    format!("{}:{}:{}", safe(name), at.line, at.column)
}

/// The numbered steps of a path, their words in one column.
fn path(ink: &mut Ink, look: Look, steps: &[(String, String)]) {
    if steps.is_empty() {
        return;
    }
    note(ink, look, "how it happens", "");
    let digits = steps.len().to_string().len();
    let places = steps.iter().map(|(place, _)| super::show::width(place)).max().unwrap_or(0);
    let indent = look.gutter + 5;
    let space = (look.room + look.gutter + 4).saturating_sub(indent + digits + places + 4).max(30);
    for (index, (place, text)) in steps.iter().enumerate() {
        let number = (index + 1).to_string();
        ink.plain(&" ".repeat(indent + digits - number.len())).put(Tint::Frame, &number);
        ink.plain("  ").plain(place);
        ink.plain(&" ".repeat(places - super::show::width(place)));
        for (index, line) in wrap(text, space).iter().enumerate() {
            if index > 0 {
                ink.end();
                ink.plain(&" ".repeat(indent + digits + 2 + places));
            }
            ink.plain("  ").plain(line);
        }
        ink.end();
    }
}

/// A line of advice under the frame.
fn note(ink: &mut Ink, look: Look, word: &str, text: &str) {
    let lead = look.gutter + 4 + word.len() + 2;
    let space = (look.room + look.gutter + 4).saturating_sub(lead).max(40);
    ink.plain(&" ".repeat(look.gutter + 2)).put(Tint::Frame, "=").plain(" ");
    ink.put(Tint::Strong, &format!("{word}:"));
    for (index, line) in wrap(text, space).iter().enumerate() {
        if index > 0 {
            ink.end();
            ink.plain(&" ".repeat(lead - 1));
        }
        ink.plain(" ").plain(line);
    }
    ink.end();
}

const fn accent(severity: Severity) -> Tint {
    match severity {
        Severity::Error => Tint::Error,
        Severity::Warning => Tint::Warning,
        Severity::Note => Tint::Note,
    }
}
