//! Texts and interpolations without their end, and texts without their beginning.

use super::lines::{before_braces, indent};
use super::walk::{Inside, Walk};
use super::{Slip, offset, replace};
use crate::base::Span;
use crate::syntax::scan::without_comment;

/// How often a line is walked over again: each time one of its texts has got its quote.
const AGAIN: usize = 4;

impl Walk<'_, '_, '_> {
    /// A quote in code.
    pub(super) fn quote(&mut self) {
        let from = self.at;
        if self.rest().starts_with("\"\"\"") {
            self.code(3);
            self.stack.push(Inside::Block(from));
        } else {
            self.code(1);
            if !self.in_interpolation() {
                self.texts.push(from);
            }
            self.stack.push(Inside::Text(from));
        }
    }

    pub(super) fn text_letter(&mut self, letter: char) {
        match letter {
            '"' => {
                self.stack.pop();
                self.code(1);
            }
            '\\' if !matches!(self.letter(1), Some('\n' | '\r') | None) => {
                self.code(1 + self.letter(1).map_or(0, char::len_utf8));
            }
            '$' if self.letter(1) == Some('{') => self.open(),
            '\n' => self.unclosed_line(self.at),
            _ => self.code(letter.len_utf8()),
        }
    }

    pub(super) fn block_letter(&mut self, from: usize, letter: char) {
        match letter {
            '"' if self.rest().starts_with("\"\"\"") => {
                self.stack.pop();
                self.code(3);
            }
            '\\' => self.code(1 + self.letter(1).map_or(0, char::len_utf8)),
            '$' if self.letter(1) == Some('{') => self.open(),
            '\n' if self.guess && self.goes_back(from) => self.unclosed_block(from),
            _ => self.code(letter.len_utf8()),
        }
    }

    fn open(&mut self) {
        let from = self.at;
        self.code(2);
        self.stack.push(Inside::Interpolation(from));
    }

    /// Whether the next line of a block text stands no further in than the line it began on.
    fn goes_back(&self, from: usize) -> bool {
        let next = self.text.get(self.at + 1..).unwrap_or_default();
        let line = next.split('\n').next().unwrap_or_default();
        if line.trim().is_empty() {
            return next.trim().is_empty();
        }
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        blanks <= indent(self.text, from) && !line.trim_start().starts_with("\"\"\"")
    }

    fn unclosed_block(&mut self, from: usize) {
        let here = Span::new(offset(from), offset(from + 3));
        let end =
            Span::point(offset(self.text.get(..self.at).unwrap_or_default().trim_end().len()));
        let report = self
            .report(here, "this text is never closed")
            .also(self.faults.location(end), "it most likely ends here")
            .help("close the text with `\"\"\"`");
        self.slips.push(Slip::structural(report, vec![replace(end, "\"\"\"")]));
        self.stack.pop();
        self.end_line();
    }

    /// The line ends, at `end`, inside of a text or an interpolation.
    pub(super) fn unclosed_line(&mut self, end: usize) {
        let base = self.stack.iter().rposition(|inside| matches!(inside, Inside::Block(_)));
        let base = base.map_or(0, |at| at + 1);
        let inner: Vec<Inside> = self.stack.split_off(base.min(self.stack.len()));
        let outer: Vec<Inside> = inner
            .iter()
            .take_while(|inside| matches!(inside, Inside::Round(_) | Inside::Square(_)))
            .copied()
            .collect();
        self.stack.extend(&outer);
        let mut frames = inner.into_iter().skip(outer.len());
        let first = frames.next();
        let hole =
            std::iter::once(first).flatten().chain(frames.clone()).find_map(|frame| match frame {
                Inside::Interpolation(from) => Some(from),
                Inside::Round(_)
                | Inside::Square(_)
                | Inside::Text(_)
                | Inside::Block(_)
                | Inside::Brace => None,
            });
        let last = frames.next_back();
        match (first, hole, last) {
            (first, Some(hole), last) => self.unclosed_hole(first, hole, last, end),
            (Some(Inside::Text(from)), None, _) => self.unclosed_text(from, end),
            (_, None, _) => self.at = end.max(self.at + 1),
        }
    }

    fn unclosed_hole(
        &mut self,
        first: Option<Inside>,
        hole: usize,
        last: Option<Inside>,
        end: usize,
    ) {
        let here = Span::new(offset(hole), offset(hole + 2));
        let report = self.report(here, "this interpolation is never closed");
        let help = "close the interpolation with `}`";
        let in_text = matches!(first, Some(Inside::Text(_)));
        let (at, closing, resume) = match last {
            // The last quote of the line is most likely the end of the whole text.
            Some(Inside::Text(quote)) if in_text => (quote, "}", quote + 1),
            Some(Inside::Text(_)) => (end, "\"}", end),
            Some(
                Inside::Round(_)
                | Inside::Square(_)
                | Inside::Block(_)
                | Inside::Interpolation(_)
                | Inside::Brace,
            )
            | None => {
                let line = self.text.get(hole..end).unwrap_or_default();
                let at = hole + before_braces(line).max(2);
                (at, if in_text { "}\"" } else { "}" }, at)
            }
        };
        let closing = self.closers(hole, at) + closing;
        let place = Span::point(offset(at));
        let report = report.also(self.faults.location(place), "at the latest here").help(help);
        self.forget(hole);
        self.slips.push(Slip::structural(report, vec![replace(place, closing)]));
        self.resume(resume);
    }

    /// The closing brackets that an interpolation cut off at `end` still needs.
    fn closers(&self, hole: usize, end: usize) -> String {
        let mut open = Vec::new();
        let mut quoted = false;
        for letter in self.text.get(hole + 2..end).unwrap_or_default().chars() {
            match letter {
                '"' => quoted = !quoted,
                '(' if !quoted => open.push(')'),
                '[' if !quoted => open.push(']'),
                '{' if !quoted => open.push('}'),
                ')' | ']' | '}' if !quoted && open.last() == Some(&letter) => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.into_iter().rev().collect()
    }

    fn unclosed_text(&mut self, from: usize, end: usize) {
        let content = self.text.get(from + 1..end).unwrap_or_default();
        if self.earlier_text(from) {
            return;
        }
        let bare = without_comment(content).trim().trim_matches([' ', '{', '}', ')', ']', ',']);
        if bare.is_empty() && self.missing_opening(from) {
            return;
        }
        if let Some((at, curly)) =
            content.char_indices().find(|(_, letter)| matches!(letter, '“' | '”'))
        {
            let here = Span::new(offset(from + 1 + at), offset(from + 1 + at + curly.len_utf8()));
            let location = self.faults.location(here);
            let report = self
                .report(here, "this text ends with a curly quote")
                .help("write straight quotes: `\"`")
                .fix("write a straight quote", location, "\"");
            self.slips.push(Slip::structural(report, vec![replace(here, "\"")]));
            self.resume(here.end as usize);
            return;
        }
        let at = from + 1 + before_braces(content);
        let place = Span::point(offset(at));
        let location = self.faults.location(place);
        let report = self
            .report(Span::new(offset(from), offset(at)), "this text is never closed")
            .label("the text begins here and the line ends in it")
            .help("close the text with `\"`; a text of several lines stands between `\"\"\"`")
            .fix("write `\"`", location, "\"");
        let mut changes = vec![replace(place, "\"")];
        if self.text.get(..at).is_some_and(|text| text.ends_with('\\')) {
            changes = vec![replace(place, "\\\"")];
        }
        self.slips.push(Slip::structural(report, changes));
        self.resume(at);
    }

    /// Whether an earlier text of the line is the one that lost a quote: code stands in it.
    fn earlier_text(&mut self, last: usize) -> bool {
        self.again += 1;
        if self.again > AGAIN {
            return false;
        }
        for from in self.texts.clone() {
            if from >= last {
                break;
            }
            let rest = self.text.get(from + 1..last).unwrap_or_default();
            let content = rest.split('"').next().unwrap_or_default();
            let begins = content.trim_start();
            if begins.starts_with(['{', '}', ']']) || begins == ", " || begins == ": " {
                return self.missing_opening(from);
            }
            let cut =
                content.find(" { ").or_else(|| content.ends_with(", ").then(|| content.len() - 2));
            let Some(cut) = cut.filter(|cut| *cut > 0) else { continue };
            let at = from + 1 + cut;
            self.closed_at(from, at);
            return true;
        }
        false
    }

    /// Closes the text that begins at `from` before `at`.
    fn closed_at(&mut self, from: usize, at: usize) {
        let place = Span::point(offset(at));
        let report = self
            .report(Span::new(offset(from), offset(at)), "this text is never closed")
            .help("close the text with `\"`")
            .fix("write `\"`", self.faults.location(place), "\"");
        self.forget(from + 1);
        self.slips.push(Slip::structural(report, vec![replace(place, "\"")]));
        self.resume(at);
    }

    /// A quote with nothing behind it ends a text whose beginning has none.
    fn missing_opening(&mut self, quote: usize) -> bool {
        let before = self.text.get(..quote).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        if self.reopened.replace(start) == Some(start) {
            return false;
        }
        let line = before.get(start..).unwrap_or_default();
        // An interpolation outside of a text belongs to the text that lost its beginning.
        let hole = self
            .texts
            .iter()
            .find(|from| (start..quote).contains(from))
            .map_or(line.len(), |from| from - start);
        let hole = line.get(..hole).and_then(|line| line.find("${")).unwrap_or(line.len());
        let line = line.get(..hole).unwrap_or(line);
        let begin = line.rfind(['"', '{', '}', '(', '[', ',', '=']).map_or(0, |at| at + 1);
        let first_word_is_step =
            line.get(..begin).is_none_or(|line| line.is_empty() || line.ends_with(['{', '}']));
        let loose = line.get(begin..).unwrap_or_default();
        let mut words = Vec::new();
        let mut place = begin;
        for word in loose.split_inclusive([' ', '\t']) {
            if !word.trim().is_empty() {
                words.push((place, word.trim_end()));
            }
            place += word.len();
        }
        let capital = |word: &str| {
            !word.starts_with(|letter: char| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
            })
        };
        let found = words.iter().find(|(_, word)| capital(word));
        let skipped = words.get(usize::from(first_word_is_step));
        let Some((place, word)) = found.or(skipped) else { return false };
        let at = start + place;
        let here = Span::new(offset(at), offset(quote + 1));
        let point = Span::point(offset(at));
        let touching = line.get(..*place).is_some_and(|line| line.ends_with('"'));
        let word = word.trim_end_matches(['!', '?', '.', ',', '"']);
        let report = if touching {
            self.report(
                Span::new(offset(at - 1), offset(at)),
                "this quote ends the text, and more follows",
            )
            .label("the text ends here")
            .help("write `\\\"` for a quote inside a text")
        } else {
            let location = self.faults.location(point);
            self.report(here, "this text has no opening quote")
                .help(format!("write `\"` before `{word}`"))
                .fix("write `\"`", location, "\"")
        };
        self.forget(at);
        self.slips.push(Slip::structural(report, vec![replace(point, "\"")]));
        self.stack.push(Inside::Text(at));
        self.resume(at);
        true
    }

    /// Forgets what was seen behind `at`, where it was taken for something else.
    fn forget(&mut self, at: usize) {
        while self.slips.last().is_some_and(|slip| slip.at >= offset(at)) {
            self.slips.pop();
        }
        let began = |inside: &Inside| match inside {
            Inside::Round(from)
            | Inside::Square(from)
            | Inside::Text(from)
            | Inside::Block(from)
            | Inside::Interpolation(from) => *from,
            Inside::Brace => usize::MAX,
        };
        while self.stack.last().is_some_and(|inside| began(inside) >= at) {
            self.stack.pop();
        }
        if let Some(line) = self.lines.last_mut() {
            line.braces.retain(|brace| (brace.at as usize) < at);
        }
        self.texts.retain(|from| *from < at);
    }

    /// Goes on with code at `at`, which may lie behind or before the walk.
    fn resume(&mut self, at: usize) {
        self.at = at;
        if let Some(line) = self.lines.last_mut() {
            line.end = line.end.max(line.start).min(offset(at));
        }
    }
}
