//! Round and square brackets that do not match, and lines broken inside of them.

use super::lines::{Brace, indent};
use super::walk::{Inside, Walk};
use super::{Slip, offset, replace};
use crate::base::Span;

/// Lines within which the end of a block in round brackets is looked for.
const FAR: usize = 100;

impl Walk<'_, '_, '_> {
    /// A closing bracket.
    pub(super) fn closing(&mut self, letter: char) {
        let round = letter == ')';
        let matches = |inside: &Inside| match inside {
            Inside::Round(_) => round,
            Inside::Square(_) => !round,
            Inside::Text(_) | Inside::Block(_) | Inside::Interpolation(_) | Inside::Brace => false,
        };
        if self.stack.last().is_some_and(matches) {
            self.stack.pop();
            self.code(1);
            return;
        }
        let inner = self.stack.iter().rev().take_while(|inside| is_bracket(inside));
        let open = inner.clone().any(matches);
        let here = Span::new(offset(self.at), offset(self.at + 1));
        if open {
            while self.stack.last().is_some_and(|inside| !matches(inside)) {
                self.unclosed(self.at);
            }
            self.stack.pop();
        } else if let Some(inside) = self.stack.last().filter(|inside| is_bracket(inside)).copied()
        {
            let (from, opening, close) = signs(inside);
            let report = self
                .report(here, format!("`{opening}` is closed by `{letter}`"))
                .label(format!("`{close}` belongs here"))
                .also(
                    self.faults.location(Span::new(offset(from), offset(from + 1))),
                    "opened here",
                )
                .help(format!("write `{close}`"))
                .fix(format!("write `{close}`"), self.faults.location(here), close);
            self.slips.push(Slip::structural(report, vec![replace(here, close)]));
            self.stack.pop();
        } else {
            let opening = if round { '(' } else { '[' };
            let report = self.report(here, format!("this `{letter}` closes nothing")).help(
                format!("write `{opening}` where the brackets begin, or take `{letter}` away"),
            );
            self.slips.push(Slip::structural(report, vec![replace(here, "")]));
        }
        self.code(1);
    }

    /// Closes every bracket that is open, as if its end stood at `at`.
    pub(super) fn close_brackets(&mut self, at: usize) {
        while self.stack.last().is_some_and(is_bracket) {
            self.unclosed(at);
        }
    }

    /// Closes the brackets of an interpolation that is about to end.
    pub(super) fn close_inner_brackets(&mut self) {
        self.close_brackets(self.at);
    }

    /// A line that ends inside of brackets without a comma or an operator.
    pub(super) fn broken_brackets(&mut self) {
        let next = self.next_code();
        let operator =
            ["and ", "or ", "==", "!=", "+", "-", "*", "/", ",", "<", ">", "else ", "in "]
                .into_iter()
                .find(|sign| self.text.get(next..).is_some_and(|rest| rest.starts_with(sign)));
        if let Some(sign) = operator {
            let sign = sign.trim_end();
            let here = Span::new(offset(next), offset(next + sign.len()));
            let report = self
                .report(here, format!("a line begins with `{sign}`"))
                .help(format!("write `{sign}` at the end of the line before"));
            let end = self.lines.last().map_or(offset(self.at), |line| line.end);
            let changes = vec![replace(Span::point(end), format!(" {sign}")), replace(here, "")];
            self.slips.push(Slip::structural(report, changes));
            return;
        }
        if self.missing_comma(next) || self.round_block() {
            return;
        }
        let end = self.lines.last().map_or(self.at, |line| line.end as usize);
        self.close_brackets(end);
    }

    /// A line of a record or a list that ends without its comma; the closing bracket follows.
    fn missing_comma(&mut self, next: usize) -> bool {
        let square = matches!(self.stack.last(), Some(Inside::Square(_)));
        let close = if square { ']' } else { ')' };
        let here = indent(self.text, self.at);
        let line = self.text.get(next..).unwrap_or_default().split('\n').next().unwrap_or_default();
        let key = line.split_once(':').is_some_and(|(key, _)| {
            let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            key.chars().all(word) || (key.starts_with('"') && key.ends_with('"'))
        });
        let closes = self.rest().split('\n').skip(1).take(FAR).any(|line| {
            let code = line.trim_start_matches([' ', '\t']);
            code.starts_with(close) && line.len() - code.len() < here
        });
        if !closes || !(square || key) {
            return false;
        }
        let end = Span::point(self.lines.last().map_or(offset(self.at), |line| line.end));
        let report = self
            .report(end, "a comma is missing between two values")
            .label("`,` belongs here")
            .help("write a comma at the end of the line")
            .fix("write `,`", self.faults.location(end), ",");
        self.slips.push(Slip::structural(report, vec![replace(end, ",")]));
        true
    }

    /// `(` and `)` around steps, each at its line's end or beginning.
    fn round_block(&mut self) -> bool {
        let Some(Inside::Round(from)) = self.stack.last().copied() else { return false };
        let margin = indent(self.text, from);
        let after = self.text.get(from + 1..).unwrap_or_default();
        if !after.split('\n').next().unwrap_or_default().trim().is_empty() {
            return false;
        }
        let mut start = from + 1;
        for line in after.split_inclusive('\n').take(FAR) {
            let code = line.trim_start_matches([' ', '\t']);
            if code.starts_with(')') && line.len() - code.len() == margin {
                let close = start + line.len() - code.len();
                self.as_block(from, close);
                return true;
            }
            start += line.len();
        }
        false
    }

    fn as_block(&mut self, from: usize, close: usize) {
        let open = Span::new(offset(from), offset(from + 1));
        let end = Span::new(offset(close), offset(close + 1));
        let report = self
            .report(open, "a block does not stand in round brackets")
            .also(self.faults.location(end), "it ends here")
            .help("write the block in `{` and `}`");
        self.slips.push(Slip::structural(report, vec![replace(open, "{"), replace(end, "}")]));
        self.stack.pop();
        let line = self.lines.iter_mut().rev().find(|line| line.start <= open.start);
        if let Some(line) = line {
            line.braces.push(Brace { at: open.start, opens: true });
        }
    }

    fn unclosed(&mut self, at: usize) {
        let Some(inside) = self.stack.pop() else { return };
        let (from, open, close) = signs(inside);
        let here = Span::new(offset(from), offset(from + 1));
        let end = Span::point(offset(at));
        let report = self
            .report(here, format!("this `{open}` is never closed"))
            .also(self.faults.location(end), format!("`{close}` belongs here at the latest"))
            .help(format!("close the bracket with `{close}`"))
            .fix(format!("write `{close}`"), self.faults.location(end), close);
        self.slips.push(Slip::structural(report, vec![replace(end, close)]));
    }

    /// The first byte of code behind the line end that the walk stands at.
    fn next_code(&self) -> usize {
        let mut rest = self.rest().trim_start();
        while rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
        self.text.len() - rest.len()
    }
}

const fn is_bracket(inside: &Inside) -> bool {
    matches!(inside, Inside::Round(_) | Inside::Square(_))
}

const fn signs(inside: Inside) -> (usize, &'static str, &'static str) {
    match inside {
        Inside::Square(from) => (from, "[", "]"),
        Inside::Round(from)
        | Inside::Text(from)
        | Inside::Block(from)
        | Inside::Interpolation(from) => (from, "(", ")"),
        Inside::Brace => (0, "(", ")"),
    }
}
