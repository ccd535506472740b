//! `hidden-character`: a letter that cannot be seen, or looks like another.

use super::super::expressions::operands;
use super::super::facts::{Facts, Flow};
use super::super::letters::{Around, TURNS, Zone, hidden, intruder, is_at_work};
use super::super::rule::{Look, Rule};
use crate::base::{FileId, Location, Source, Span};
use crate::program::Kind;
use crate::report::{Edit, Report, Reports, Severity};
use crate::vocabulary::{Sort, Want, codes};

/// `hidden-character`.
pub(super) const RULE: Rule = Rule {
    code: codes::HIDDEN_CHARACTER,
    severity: Severity::Warning,
    about: "A letter cannot be seen, or looks like one of another alphabet: two names that look the same \
            are then two, an answer never equals the text it is compared with, and what a reviewer sees is not \
            what runs. They come along when text is copied.\n\nReported everywhere: controls that turn \
            the direction of reading around, tag letters outside of flags, and whatever joins or parts \
            letters that nothing joins. In names, addresses and texts that are compared, also every \
            other letter that cannot be seen, and a word with letters of two alphabets that look alike.\n\nTexts that \
            people read and comments keep what their language needs: joiners within emoji and in Arabic, \
            Persian and Indic words, marks and closed isolates on a line with Hebrew or Arabic letters, spaces without \
            width in Thai, Khmer, Chinese and Japanese, soft hyphens between letters. Words wholly of one \
            alphabet are never reported.",
    bad: "workspace shop \"Corner Shop\" {\n  closing_notes \"R\u{435}solved\", \"Spam\"\n}\n\nworkflow after \
          \"After\" {\n  on conversation_closed\n  comment \"Closed.\"\n}\n",
    good: r#"workspace shop "Corner Shop" {
  closing_notes "Resolved", "Spam"
}

workflow after "After" {
  on conversation_closed
  comment "Closed."
}
"#,
    looks: &[Look::Text(check)],
};

fn check(facts: &Facts<'_, '_>, file: FileId, source: &Source, reports: &mut Reports) {
    if source.text().is_ascii() {
        return;
    }
    let mut search = Search { file, source, prose: None, facts, reports };
    search.hidden();
    search.intruders();
}

struct Search<'a, 'g, 'p> {
    file: FileId,
    source: &'a Source,
    /// Where texts stand that people read, sorted; found out when the first letter asks.
    prose: Option<Vec<Span>>,
    facts: &'a Facts<'g, 'p>,
    reports: &'a mut Reports,
}

impl Search<'_, '_, '_> {
    /// Reports every run of hidden letters that do nothing where they stand; those that turn the
    /// direction of reading, which come in pairs, once a line.
    fn hidden(&mut self) {
        let mut open: Vec<Run> = Vec::new();
        for run in self.runs() {
            let joins = |first: &Run| {
                let line = |run: &Run| self.source.line_of(run.span.start);
                first.name == TURNS && run.name == TURNS && line(first) == line(&run)
            };
            if !open.first().is_some_and(joins) {
                self.report_hidden(&open);
                open.clear();
            }
            open.push(run);
        }
        self.report_hidden(&open);
    }

    fn runs(&mut self) -> Vec<Run> {
        let text = self.source.text();
        let mut runs: Vec<Run> = Vec::new();
        for (at, letter) in letters(text) {
            let Some(name) = hidden(letter).filter(|_| at > 0) else { continue };
            let (Some(before), Some(behind), Some(span)) =
                (text.get(..at), text.get(at + letter.len_utf8()..), span(at, letter.len_utf8()))
            else {
                continue;
            };
            let zone = self.zone(span);
            if is_at_work(letter, Around { before, behind, zone }) {
                continue;
            }
            match runs.last_mut().filter(|last| last.span.end == span.start) {
                Some(last) => last.span = last.span.to(span),
                None => runs.push(Run { span, name, letter }),
            }
        }
        runs
    }

    fn report_hidden(&mut self, runs: &[Run]) {
        let Some((first, others)) = runs.split_first() else { return };
        let place = |run: &Run| Location { file: self.file, span: run.span };
        let count: usize = runs.iter().map(|run| self.source.slice(run.span).chars().count()).sum();
        let (message, title) = if count == 1 {
            (format!("{} cannot be seen here", first.name), "take it away")
        } else {
            let message =
                format!("{count} letters cannot be seen here, the first of them {}", first.name);
            (message, "take them away")
        };
        let mut report = Report::warning(codes::HIDDEN_CHARACTER, place(first), message)
            .label(spelled(first.letter))
            .help(title)
            .fix(title, place(first), "");
        for run in others {
            report = report.also(place(run), spelled(run.letter));
            let edit = Edit { location: place(run), text: String::new() };
            report.fix.iter_mut().for_each(|fix| fix.edits.push(edit.clone()));
        }
        self.reports.push(report);
    }

    /// Reports words of names in which a letter of another alphabet stands.
    fn intruders(&mut self) {
        let text = self.source.text();
        if !letters(text).any(|(_, letter)| is_other(letter)) {
            return;
        }
        let mut start = None;
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            if letter.is_alphabetic() {
                start.get_or_insert(at);
            } else if let Some(from) = start.take()
                && let Some(word) = text.get(from..at).filter(|word| !word.is_ascii())
                && let Some((offset, other)) = intruder(word)
                && let Some(span) = span(from + offset, other.len_utf8())
                && self.zone(span) == Zone::Name
            {
                let location = Location { file: self.file, span };
                let message = format!("`{word}` mixes letters of two alphabets that look alike");
                let label = format!("this is {}, {}", spelled(other), alphabet(other));
                let report = Report::warning(codes::HIDDEN_CHARACTER, location, message);
                self.reports.push(report.label(label).help("write the word anew in one alphabet"));
            }
        }
    }

    fn zone(&mut self, span: Span) -> Zone {
        if is_comment(self.source, span.start) {
            return Zone::Prose;
        }
        let (facts, file) = (self.facts, self.file);
        let prose = self.prose.get_or_insert_with(|| prose(facts, file));
        let inside = prose.iter().any(|text| text.holds(span));
        if inside { Zone::Prose } else { Zone::Name }
    }
}

/// Hidden letters side by side.
struct Run {
    span: Span,
    /// What the first of them is called.
    name: &'static str,
    letter: char,
}

/// Bytes that are looked at in one go.
const STRETCH: usize = 64;

/// The letters of a text that are no ASCII, with their places: few, in most texts.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Of most stretches, one look at all of their bytes tells that there are none.
    let stretches = (0..).step_by(STRETCH).zip(text.as_bytes().chunks(STRETCH));
    let begins = |(at, byte): (usize, &u8)| (*byte >= 0xc0).then_some(at);
    let places = stretches
        .filter(|(_, stretch)| !stretch.is_ascii())
        .flat_map(move |(start, stretch)| (start..).zip(stretch).filter_map(begins));
    places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

fn spelled(letter: char) -> String {
    format!("`U+{:04X}`", u32::from(letter))
}

fn span(at: usize, length: usize) -> Option<Span> {
    let (start, end) = (u32::try_from(at).ok()?, u32::try_from(at + length).ok()?);
    Some(Span::new(start, end))
}

/// Whether a letter is of an alphabet that looks like the Latin one in part.
const fn is_other(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}')
}

const fn alphabet(letter: char) -> &'static str {
    match letter {
        '\u{370}'..='\u{3ff}' => "a Greek letter",
        '\u{400}'..='\u{52f}' => "a Cyrillic letter",
        _ => "a Latin letter",
    }
}

/// Whether a place lies behind a `#` that no text on its line holds.
fn is_comment(source: &Source, at: u32) -> bool {
    let start = source.line_start(source.line_of(at));
    let mut inside = false;
    let mut escaped = false;
    for letter in source.slice(Span::new(start, at)).chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            '#' if !inside => return true,
            _ => {}
        }
    }
    false
}

/// Where the texts of a file stand that people read: what steps send, ask, note and store,
/// templates, and everything in scenarios.
fn prose(facts: &Facts<'_, '_>, file: FileId) -> Vec<Span> {
    let mut spans = Vec::new();
    let program = facts.program;
    let flows = facts.flows.iter().filter(|flow| flow.graph.workflow().file == file);
    for (_, step) in flows.flat_map(Flow::steps) {
        let decides = matches!(step.kind, Kind::Branch { .. });
        operands(step, &mut |expr, need| {
            let read = match need.want() {
                Some(Want::Shown | Want::Text | Want::Body | Want::Any | Want::OfPlace(_)) => true,
                None => !decides,
                Some(
                    Want::Bool
                    | Want::Number
                    | Want::Url
                    | Want::Duration
                    | Want::Moment
                    | Want::Bound
                    | Want::LikePlace(_),
                ) => false,
            };
            if read {
                spans.push(expr.span);
            }
        });
    }
    let templates = program.workspace.all(Sort::Template).map(|one| one.line.location);
    let lines = program.scenarios.iter().flat_map(|one| &one.lines).map(|one| one.line.location);
    let titles = program.scenarios.iter().map(|scenario| scenario.location);
    let all = templates.chain(lines).chain(titles);
    spans.extend(all.filter(|place| place.file == file).map(|place| place.span));
    spans
}
