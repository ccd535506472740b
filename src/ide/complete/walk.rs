//! Blocks and lines, told by the tokens alone.

use super::lexer::{Lexer, Sign, Token};
use crate::base::{At, Name, Span};
use crate::ide::{Meaning, Within};
use crate::syntax::{Expr, ExprKind, Operand, Statement, Word};
use crate::vocabulary::ITEMS;

/// A block that is open.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Frame<'a> {
    /// What its lines may be.
    pub(in crate::ide) within: Within,
    /// The line it belongs to, without its label.
    pub(in crate::ide) head: Vec<Token<'a>>,
    /// The lines that stand in it.
    pub(in crate::ide) lines: Vec<Begun<'a>>,
}

/// The top of a file.
pub(super) static FILE: Frame<'static> =
    Frame { within: Within::File, head: Vec::new(), lines: Vec::new() };

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) struct Begun<'a> {
    /// Where.
    pub(in crate::ide) at: u32,
    /// Its first word, without a label.
    pub(in crate::ide) word: &'a str,
    /// What follows it.
    pub(in crate::ide) next: &'a str,
}

/// A walk over tokens.
#[derive(Clone, Debug)]
pub(super) struct Walk<'a> {
    /// The blocks that are open, outermost first; never empty.
    pub(super) frames: Vec<Frame<'a>>,
    /// The head of the line whose block has just ended: an `else` would belong to it.
    pub(super) ended: Option<Vec<Token<'a>>>,
    /// Whether that was on this line.
    pub(super) behind: bool,
    /// The labels so far.
    pub(super) labels: Vec<Token<'a>>,
    tokens: Vec<Token<'a>>,
    brackets: usize,
    /// Up to where the line is known to go on.
    joined: u32,
}

impl Default for Walk<'_> {
    fn default() -> Self {
        let frames = vec![FILE.clone()];
        Self {
            frames,
            ended: None,
            behind: false,
            labels: Vec::new(),
            tokens: Vec::new(),
            brackets: 0,
            joined: 0,
        }
    }
}

impl<'a> Walk<'a> {
    /// The tokens of the line so far, without its label.
    pub(super) fn line(&self) -> &[Token<'a>] {
        let steps = self.frames.last().is_some_and(|frame| has_labels(frame.within));
        match self.tokens.as_slice() {
            [label, colon, rest @ ..] if steps && is_label(label, colon) => rest,
            all => all,
        }
    }

    /// Where the line begins, if it does.
    pub(super) fn begun_at(&self) -> Option<u32> {
        self.tokens.first().map(|first| first.span.start)
    }

    /// Takes in a token; `rest` reads what stands behind it.
    pub(super) fn feed(&mut self, token: Token<'a>, rest: &Lexer<'a>) {
        match token.sign {
            Sign::Remark => {}
            Sign::LineEnd => {
                self.behind = false;
                if !self.goes_on(token, rest) {
                    self.end_line();
                }
            }
            Sign::Brace => self.open(),
            Sign::EndBrace => self.close(),
            Sign::Word | Sign::Literal | Sign::Text | Sign::Other => self.push(token),
            Sign::Opening => {
                self.brackets += 1;
                self.push(token);
            }
            Sign::Closing => {
                self.brackets = self.brackets.saturating_sub(1);
                self.push(token);
            }
        }
    }

    fn push(&mut self, token: Token<'a>) {
        if !token.is("else") {
            self.ended = None;
        }
        self.tokens.push(token);
        let steps = self.frames.last().is_some_and(|frame| has_labels(frame.within));
        if let [label, colon] = self.tokens.as_slice()
            && steps
            && is_label(label, colon)
        {
            self.labels.push(*label);
        }
    }

    /// Whether the line goes on behind its line end.
    fn goes_on(&mut self, end: Token<'a>, rest: &Lexer<'a>) -> bool {
        let [_, .., last] = self.tokens.as_slice() else { return false };
        if last.joins() || last.is(",") || last.is("=") || last.sign == Sign::Opening {
            return true;
        }
        // A bracket that is not closed would take the rest of the file with it.
        if self.brackets == 0 || end.span.end <= self.joined {
            return self.brackets > 0;
        }
        let blank = |token: &Token<'_>| matches!(token.sign, Sign::LineEnd | Sign::Remark);
        let next = rest.clone().find(|token| !blank(token));
        let closing = next.filter(|next| next.sign == Sign::Closing);
        self.joined = closing.map_or(self.joined, |next| next.span.start);
        closing.is_some()
    }

    fn end_line(&mut self) {
        self.begun();
        self.tokens.clear();
        self.brackets = 0;
    }

    /// Takes down how the line begins.
    fn begun(&mut self) {
        let Some(at) = self.begun_at() else { return };
        let [word, rest @ ..] = self.line() else { return };
        let next = rest.first().map_or("", |next| next.text);
        let begun = Begun { at, word: word.text, next };
        if let Some(frame) = self.frames.last_mut() {
            frame.lines.push(begun);
        }
    }

    fn open(&mut self) {
        let otherwise = self.tokens.last().is_some_and(|last| last.is("else"));
        let around = self.frames.last().map_or(Within::File, |frame| frame.within);
        let head = match self.ended.take() {
            Some(head) if otherwise => head,
            Some(_) | None => self.line().to_vec(),
        };
        let within = match head.as_slice() {
            _ if otherwise => Within::Steps,
            [] => Within::Unknown,
            [word, rest @ ..] => {
                meaning(around, word.text, rest.first().map(|next| next.text)).block()
            }
        };
        self.end_line();
        self.behind = false;
        self.frames.push(Frame { within, head, lines: Vec::new() });
    }

    fn close(&mut self) {
        self.end_line();
        self.behind = true;
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.ended = Some(frame.head);
        }
    }

    /// Walks on to the end of the item. Gives every line of the block that is innermost now.
    pub(super) fn follow(&mut self, text: &'a str, mut rest: Lexer<'a>) -> Vec<Begun<'a>> {
        let depth = self.frames.len();
        let mut lines = None;
        while let Some(token) = rest.next() {
            let start = token.span.start as usize;
            let on_the_left = text.get(..start).is_some_and(|above| above.ends_with('\n'));
            if on_the_left && text.get(start..).is_some_and(begins_item) {
                break;
            }
            let innermost = self.frames.len() == depth;
            if innermost && lines.is_none() && token.sign == Sign::EndBrace {
                self.end_line();
                lines = self.frames.last().map(|frame| frame.lines.clone());
            }
            self.feed(token, &rest);
            if self.frames.len() < 2 && depth > 1 {
                break;
            }
        }
        self.end_line();
        let frame = depth.checked_sub(1).and_then(|at| self.frames.get(at));
        lines.or_else(|| frame.map(|frame| frame.lines.clone())).unwrap_or_default()
    }
}

/// What a line is, by its first word and the one behind it.
pub(in crate::ide) fn meaning(within: Within, word: &str, next: Option<&str>) -> Meaning {
    let at = At(Span::default());
    let next = next.map(|next| Operand::One(Expr { at, kind: ExprKind::Word(Name::from(next)) }));
    within.meaning(&Statement {
        at,
        label: None,
        verb: Word { text: Name::from(word), at },
        operands: next.into_iter().collect(),
        block: None,
        otherwise: None,
        junk: None,
    })
}

impl Begun<'_> {
    /// What the line is.
    pub(in crate::ide) fn meaning(&self, within: Within) -> Meaning {
        meaning(within, self.word, Some(self.next))
    }
}

/// Whether a text begins with an item.
pub(super) fn begins_item(text: &str) -> bool {
    ITEMS
        .iter()
        .any(|item| text.strip_prefix(item.word).is_some_and(|rest| rest.starts_with([' ', '\t'])))
}

fn is_label(label: &Token<'_>, colon: &Token<'_>) -> bool {
    label.sign == Sign::Word && colon.is(":")
}

const fn has_labels(within: Within) -> bool {
    matches!(within, Within::Workflow | Within::Steps)
}
