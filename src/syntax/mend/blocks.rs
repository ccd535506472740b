//! Braces that do not match, told by the indent of their lines.
//!
//! Each item is looked at by itself. Where its braces match, nothing is touched, however it is
//! indented. Where they do not, the indent says which block lost its end or its beginning.

use super::lines::{Brace, Line};
use super::{Slip, offset, replace};
use crate::base::Span;
use crate::syntax::faults::Faults;
use crate::syntax::scan::begins_item;

/// A block that is open.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    line: usize,
    indent: usize,
    /// Whether code follows the brace on its line.
    inline: bool,
}

/// One item whose braces do not match.
struct Item<'a, 'f, 't> {
    text: &'a str,
    lines: &'a [Line],
    faults: &'f Faults<'t>,
    /// Closing braces to find a place for.
    close: usize,
    /// Closing braces to be rid of, or opening ones to find a place for.
    open: usize,
    stack: Vec<Open>,
    slips: Vec<Slip>,
}

/// Finds the braces that are missing or too many.
pub(super) fn mend(text: &str, lines: &[Line], faults: &Faults<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let begins = |line: &Line| line_begins_item(text, line);
        let length = rest.iter().skip(1).position(begins).map_or(rest.len(), |at| at + 1);
        let Some((item, behind)) = rest.split_at_checked(length) else { break };
        rest = behind;
        let (net, low) = balance(item);
        if net == 0 && low == 0 {
            continue;
        }
        let (stack, item_slips) = (Vec::new(), Vec::new());
        let close = usize::try_from(net - low.min(0)).unwrap_or(0);
        let close = if net >= 0 { close.max(usize::try_from(net).unwrap_or(0)) } else { 0 };
        let open = usize::try_from(-net).unwrap_or(0).max(usize::try_from(-low).unwrap_or(0));
        let lines = item;
        let mut item = Item { text, lines, faults, close, open, stack, slips: item_slips };
        item.walk();
        slips.append(&mut item.slips);
    }
    slips
}

/// Items begin lines of their own; unindented ones also where their brace is missing.
fn line_begins_item(text: &str, line: &Line) -> bool {
    if begins_item(text, line.start as usize) {
        return true;
    }
    let code = line.code(text);
    let mut words = code.split(' ').filter(|word| !word.is_empty());
    let word = words.next();
    line.indent == 0
        && !line.follows
        && matches!(word, Some("workflow" | "workspace" | "scenario"))
        && words.next().is_some()
}

/// How many blocks stay open, and how far below nothing the count falls in between.
fn balance(lines: &[Line]) -> (i64, i64) {
    let (mut net, mut low) = (0, 0);
    for brace in lines.iter().flat_map(|line| &line.braces) {
        net += if brace.opens { 1 } else { -1 };
        low = low.min(net);
    }
    (net, low)
}

impl Item<'_, '_, '_> {
    fn walk(&mut self) {
        let regular = self.lines.iter().any(|line| line.indent > 0);
        let lines = self.lines;
        for (index, line) in lines.iter().enumerate() {
            if regular && !line.follows {
                self.begin(index, line);
            }
            for brace in &line.braces {
                if brace.opens {
                    let inline = line.end > brace.at + 1;
                    self.stack.push(Open {
                        at: brace.at,
                        line: index,
                        indent: line.indent,
                        inline,
                    });
                } else {
                    self.end_block(index, line, *brace, regular);
                }
            }
        }
        self.end_item();
    }

    /// What the indent of a line tells before its braces are looked at.
    fn begin(&mut self, index: usize, line: &Line) {
        let closes = line.braces.first().is_some_and(|brace| line.begins_with(*brace));
        // Where the brace before an `else` is missing, a blank most likely stayed behind.
        let otherwise = usize::from(line.code(self.text).starts_with("else"));
        if !closes {
            while self.close > 0 {
                let Some(top) = self.stack.last().copied() else { break };
                if top.line >= index || line.indent > top.indent + otherwise {
                    break;
                }
                self.stack.pop();
                self.missing_close(top, index);
            }
        }
        let before = index.checked_sub(1).and_then(|index| self.lines.get(index));
        let Some(before) = before.filter(|_| self.open > 0) else { return };
        let code = before.code(self.text);
        let open = self.stack.last().is_some_and(|open| open.line + 1 == index);
        if line.indent > before.indent && !open && !before.follows && !code.ends_with('{') {
            self.missing_open(before, index - 1);
        }
    }

    fn end_block(&mut self, index: usize, line: &Line, brace: Brace, regular: bool) {
        let first = line.begins_with(brace);
        if first && regular && self.close > 0 {
            let fits = self.stack.iter().any(|open| open.indent == line.indent);
            while fits && self.close > 0 {
                let Some(top) = self.stack.last().copied() else { break };
                if top.indent <= line.indent {
                    break;
                }
                self.stack.pop();
                self.missing_close(top, index);
            }
        }
        let Some(top) = self.stack.last().copied() else {
            self.stray(brace, line);
            return;
        };
        let deeper = first && line.indent > top.indent;
        let elsewhere = !first && top.line != index && !top.inline;
        if self.open > 0 && regular && (deeper || elsewhere) {
            self.stray(brace, line);
            return;
        }
        self.stack.pop();
    }

    fn stray(&mut self, brace: Brace, line: &Line) {
        self.open = self.open.saturating_sub(1);
        let here = Span::new(brace.at, brace.at + 1);
        let location = self.faults.location(here);
        let report = self.faults.report(here, "this `}` closes nothing");
        let report = if line.begins_with(brace) {
            report.help("take it away").fix("take it away", location, "")
        } else {
            report.help("write `{` where its block begins, or take it away")
        };
        self.slips.push(Slip::structural(report, vec![replace(here, "")]));
    }

    fn missing_open(&mut self, line: &Line, index: usize) {
        self.open = self.open.saturating_sub(1);
        let end = Span::point(line.end);
        let location = self.faults.location(end);
        let name = self.name(line);
        let report = self
            .faults
            .report(end, format!("the block of `{name}` has no opening brace"))
            .label("`{` is missing here")
            .help("write `{` at the end of the line")
            .fix("write `{`", location, " {");
        self.slips.push(Slip::structural(report, vec![replace(end, " {")]));
        self.stack.push(Open { at: line.end, line: index, indent: line.indent, inline: false });
    }

    /// A block that ends before the line `index`, without a brace to say so.
    fn missing_close(&mut self, open: Open, index: usize) {
        self.close = self.close.saturating_sub(1);
        let Some(last) = index.checked_sub(1).and_then(|index| self.lines.get(index)) else {
            return;
        };
        let same = self.lines.get(open.line).is_some_and(|line| line.start == last.start);
        let place = if same { last.end } else { self.line_behind(last) };
        self.unclosed(open, place, last.end, "\n}");
    }

    fn end_item(&mut self) {
        let Some(last) = self.lines.last() else { return };
        let mut closing = String::new();
        for _ in &self.stack {
            closing.push_str("\n}");
        }
        let Some(inner) = self.stack.last().copied() else { return };
        let same = self.lines.get(inner.line).is_some_and(|line| line.start == last.start);
        let place = if same { last.end } else { self.line_behind(last) };
        self.unclosed(inner, place, last.end, &closing);
    }

    /// Where the line behind `last` has its first letter, or its end if it is blank.
    fn line_behind(&self, last: &Line) -> u32 {
        let rest = self.text.get(last.next as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t', '\r']).len();
        let blanks = if blanks == line.len() { line.trim_end_matches('\r').len() } else { blanks };
        last.next + offset(blanks)
    }

    fn unclosed(&mut self, open: Open, place: u32, end: u32, closing: &str) {
        let name = self.lines.get(open.line).map(|line| self.name_before(line, open.at));
        let name = name.unwrap_or_default();
        let brace = Span::new(open.at, open.at + 1);
        let report = self
            .faults
            .report(Span::point(place), format!("the block of `{name}` is never closed"))
            .label("`}` is missing here")
            .also(self.faults.location(brace), "the block begins here")
            .help(format!("close the block of `{name}` with `}}`"));
        let changes = vec![replace(Span::point(end), closing)];
        self.slips.push(Slip::structural(report, changes));
    }

    /// The word people know a line's block by: the name of an item, else the step.
    fn name(&self, line: &Line) -> String {
        self.name_before(line, line.end)
    }

    fn name_before(&self, line: &Line, at: u32) -> String {
        let code = self.text.get(Span::new(line.start, at).range()).unwrap_or_default();
        let head = code.rsplit(['{', '}']).next().unwrap_or_default().trim();
        let mut words = head.split_whitespace();
        let mut first = words.next().unwrap_or("…");
        if first.ends_with(':') {
            first = words.next().unwrap_or(first);
        }
        let named = ["workflow", "workspace", "agent", "hours", "template", "channel"];
        let second = words.next().filter(|_| named.contains(&first));
        second.unwrap_or(first).to_owned()
    }
}
