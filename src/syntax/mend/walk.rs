//! The walk over a text with slips: as the scan, but it goes on.

use super::lines::{Brace, Line};
use super::{Slip, offset};
use crate::base::{MAX_NESTING, Span};
use crate::report::Report;
use crate::syntax::faults::Faults;
use crate::syntax::origin::Change;
use crate::syntax::scan::goes_on;

/// Bytes within which the end of a text in foreign quotes is looked for: keeps long lines linear.
const FAR: usize = 1_000;

/// What the walk is in, and where that began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    Round(usize),
    Square(usize),
    Text(usize),
    Block(usize),
    Interpolation(usize),
    /// A brace inside of an interpolation.
    Brace,
}

pub(super) struct Walk<'a, 'f, 't> {
    pub(super) text: &'a str,
    pub(super) faults: &'f Faults<'t>,
    pub(super) at: usize,
    pub(super) stack: Vec<Inside>,
    pub(super) slips: Vec<Slip>,
    pub(super) lines: Vec<Line>,
    /// Whether block texts end where their lines go back to the indent of their beginning,
    /// because one of them never ends.
    pub(super) guess: bool,
    pub(super) told_of_ends: bool,
    /// Where texts began on this line, outside of interpolations.
    pub(super) texts: Vec<usize>,
    /// The line for which a quote was put in before its text.
    pub(super) reopened: Option<usize>,
    /// How often this line was walked over again.
    pub(super) again: usize,
    fresh: bool,
    follows: bool,
}

impl<'a, 'f, 't> Walk<'a, 'f, 't> {
    pub(super) fn new(text: &'a str, faults: &'f Faults<'t>) -> Self {
        Self {
            text,
            faults,
            at: 0,
            stack: Vec::new(),
            slips: Vec::new(),
            lines: Vec::new(),
            guess: false,
            told_of_ends: false,
            texts: Vec::new(),
            reopened: None,
            again: 0,
            fresh: true,
            follows: false,
        }
    }

    /// Walks to the end; a second time where a block text has none.
    pub(super) fn run(&mut self) {
        self.pass();
        if self.stack.iter().any(|inside| matches!(inside, Inside::Block(_))) {
            *self = Self { guess: true, ..Self::new(self.text, self.faults) };
            self.pass();
        }
        self.close_brackets(self.text.trim_end().len());
    }

    pub(super) fn finish(self) -> (Vec<Slip>, Vec<Line>) {
        (self.slips, self.lines)
    }

    fn pass(&mut self) {
        if self.text.starts_with('\u{FEFF}') {
            self.at = 3;
        }
        while let Some(letter) = self.letter(0) {
            match self.stack.last() {
                Some(Inside::Text(_)) => self.text_letter(letter),
                Some(Inside::Block(from)) => self.block_letter(*from, letter),
                Some(
                    Inside::Round(_) | Inside::Square(_) | Inside::Interpolation(_) | Inside::Brace,
                )
                | None => self.code_letter(letter),
            }
        }
        if self.in_line_text() {
            self.unclosed_line(self.text.len());
        }
    }

    fn code_letter(&mut self, letter: char) {
        match letter {
            '\n' => self.line_end(),
            '\r' if self.letter(1) == Some('\n') => self.at += 1,
            ' ' | '\t' => self.at += 1,
            '#' if !self.in_interpolation() => self.skip_line(),
            '"' => self.quote(),
            '{' | '}' => self.brace(letter == '{'),
            '(' | '[' => {
                let open =
                    if letter == '(' { Inside::Round(self.at) } else { Inside::Square(self.at) };
                self.code(1);
                // Far beyond the limit there is nothing left to mend.
                if self.stack.len() <= MAX_NESTING * 4 {
                    self.stack.push(open);
                }
            }
            ')' | ']' => self.closing(letter),
            _ => self.sign(letter),
        }
    }

    /// Steps over code of so many bytes.
    pub(super) fn code(&mut self, bytes: usize) {
        let (start, end) = (offset(self.at), offset(self.at + bytes));
        if self.fresh {
            self.fresh = false;
            let before = self.text.get(..self.at).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let indent = line.trim_start_matches('\u{FEFF}').len();
            let follows = std::mem::take(&mut self.follows);
            let next = offset(self.text.len());
            let braces = Vec::new();
            self.lines.push(Line { start, end, next, indent, follows, braces });
        }
        if let Some(line) = self.lines.last_mut() {
            line.end = end;
        }
        self.at += bytes;
    }

    fn line_end(&mut self) {
        if self.in_interpolation() {
            self.unclosed_line(self.at);
            return;
        }
        if !self.stack.is_empty() && !goes_on(self.text, self.at) {
            self.broken_brackets();
        }
        self.end_line();
    }

    /// Steps over a line end.
    pub(super) fn end_line(&mut self) {
        self.at += 1;
        self.texts.clear();
        self.again = 0;
        if !self.fresh {
            let follows = !self.stack.is_empty() || goes_on(self.text, self.at - 1);
            if let Some(line) = self.lines.last_mut() {
                line.next = offset(self.at);
            }
            self.follows = follows;
        }
        self.fresh = true;
    }

    fn brace(&mut self, opens: bool) {
        if self.in_interpolation() {
            self.close_inner_brackets();
            if opens {
                self.stack.push(Inside::Brace);
            } else {
                self.stack.pop();
            }
            self.at += 1;
            return;
        }
        if !self.stack.is_empty() {
            let code = self.text.get(..self.at).unwrap_or_default().trim_end().len();
            self.close_brackets(code);
        }
        if opens && self.fresh && self.lone_brace() {
            return;
        }
        let brace = Brace { at: offset(self.at), opens };
        self.code(1);
        if let Some(line) = self.lines.last_mut() {
            line.braces.push(brace);
        }
    }

    /// `{` on a line of its own goes to the end of the line before.
    fn lone_brace(&mut self) -> bool {
        let at = offset(self.at);
        let report = {
            let Some(line) = self.lines.last_mut() else { return false };
            let code = line.code(self.text);
            if code.ends_with(['{', '}']) {
                return false;
            }
            line.braces.push(Brace { at: line.end, opens: true });
            self.report(Span::new(at, at + 1), "a block begins on the line of its step")
                .help("write `{` at the end of the line before")
        };
        let end = self.lines.last().map_or(at, |line| line.end);
        let changes = vec![
            Change { span: Span::point(end), text: " {".to_owned() },
            Change { span: Span::new(at, at + 1), text: String::new() },
        ];
        self.slips.push(Slip::new(report, changes));
        self.at += 1;
        true
    }

    pub(super) fn in_interpolation(&self) -> bool {
        self.stack.iter().any(|inside| matches!(inside, Inside::Interpolation(_)))
    }

    /// Whether a text that must end on its line is open.
    pub(super) fn in_line_text(&self) -> bool {
        self.stack.iter().any(|inside| matches!(inside, Inside::Text(_) | Inside::Interpolation(_)))
    }

    pub(super) fn letter(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead..).and_then(|rest| rest.chars().next())
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The rest of the line that the walk is on, as far as slips look.
    pub(super) fn rest_of_line(&self) -> &'a str {
        let rest = self.rest();
        let near =
            (0..=rest.len().min(FAR)).rev().find_map(|end| rest.get(..end)).unwrap_or_default();
        near.split(['\n', '\r']).next().unwrap_or_default()
    }

    /// Steps over the rest of the line.
    pub(super) fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
    }

    pub(super) fn report(&self, span: Span, message: impl Into<String>) -> Report {
        self.faults.report(span, message)
    }
}
