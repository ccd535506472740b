//! Where a cursor stands: in which blocks, behind which words of its line, and in what.

use super::lexer::{Lexer, Sign, Token};
use super::quoted::{self, Inside};
use super::walk::{FILE, Frame, Walk, begins_item};
use crate::base::Span;

/// What a cursor stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) enum Stands {
    /// Among words and signs.
    Code,
    /// In the words of a text on one line.
    Quoted {
        /// Whether the text has its other quote.
        closed: bool,
    },
    /// In the words of a text of several lines.
    Block,
    /// In a comment that begins there.
    Remark(u32),
}

/// A cursor and what is known of its surroundings, however broken they are.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Standing<'a> {
    /// The blocks around it, outermost first; the first is the file.
    pub(in crate::ide) frames: Vec<Frame<'a>>,
    /// The line up to the word at the cursor, without its label.
    pub(in crate::ide) before: Vec<Token<'a>>,
    /// The expression up to that word, where it stands in an interpolation.
    pub(in crate::ide) hole: Option<Vec<Token<'a>>>,
    /// The word at the cursor, empty where none is begun.
    pub(in crate::ide) word: Span,
    /// What it stands in.
    pub(in crate::ide) stands: Stands,
    /// Whether nothing else follows on the line.
    pub(in crate::ide) alone: bool,
    /// The head of the line whose block ended right before it.
    pub(in crate::ide) ended: Option<Vec<Token<'a>>>,
    /// Whether it ended on the line of the cursor: no other line begins there.
    pub(in crate::ide) behind: bool,
    /// The labels of the item around it, with their lines.
    pub(in crate::ide) labels: Vec<Token<'a>>,
}

impl<'a> Standing<'a> {
    /// Where the byte `offset` of a text stands.
    ///
    /// *Limits*: reads the item around it once, and nothing of the others.
    pub(in crate::ide) fn of(text: &'a str, offset: u32) -> Self {
        let offset = floor(text, offset);
        let mut lexer = Lexer::new(text, start_of_item(text, offset));
        let mut walk = Walk::default();
        let at = u32::try_from(offset).unwrap_or(u32::MAX);
        let mut here = Here { word: Span::point(at), stands: Stands::Code, hole: None };
        let mut rest = lexer.clone();
        let mut touched = None;
        while let Some(token) = lexer.next().filter(|token| token.span.start < at) {
            rest = lexer.clone();
            if here.is_at(text, token, at) {
                touched = Some(token);
                break;
            }
            walk.feed(token, &rest);
        }
        let before = walk.line().to_vec();
        let ended = if before.is_empty() { walk.ended.clone() } else { None };
        let behind = walk.behind;
        let mut frames = walk.frames.clone();
        let begun = walk.begun_at().unwrap_or(here.word.start);
        touched.into_iter().for_each(|token| walk.feed(token, &rest));
        let mut lines = walk.follow(text, rest);
        lines.retain(|line| line.at != begun);
        if let Some(frame) = frames.last_mut() {
            frame.lines = lines;
        }
        Self {
            frames,
            before,
            hole: here.hole,
            word: here.word,
            stands: here.stands,
            alone: is_alone(text, here.word),
            ended,
            behind,
            labels: walk.labels,
        }
    }

    /// The innermost block.
    pub(in crate::ide) fn frame(&self) -> &Frame<'a> {
        self.frames.last().unwrap_or(&FILE)
    }

    /// The block around the innermost one.
    pub(in crate::ide) fn outer(&self) -> Option<&Frame<'a>> {
        self.frames.len().checked_sub(2).and_then(|at| self.frames.get(at))
    }

    /// The head of the item around the cursor.
    pub(in crate::ide) fn item(&self) -> &[Token<'a>] {
        self.frames.get(1).map_or(&[], |frame| frame.head.as_slice())
    }
}

/// What is found out where the walk meets the cursor.
struct Here<'a> {
    word: Span,
    stands: Stands,
    hole: Option<Vec<Token<'a>>>,
}

impl<'a> Here<'a> {
    /// Whether the cursor stands in a token that begins before it.
    fn is_at(&mut self, text: &'a str, token: Token<'a>, at: u32) -> bool {
        let reaches = token.span.end >= at;
        match token.sign {
            Sign::Word | Sign::Literal if reaches => {
                self.word = token.span;
                true
            }
            Sign::Remark if reaches => {
                self.stands = Stands::Remark(token.span.start);
                true
            }
            Sign::Text if reaches => {
                let within = quoted::inside(token.text, (at - token.span.start) as usize);
                within.is_some_and(|inside| self.in_text(text, token, inside, at))
            }
            Sign::Word
            | Sign::Literal
            | Sign::Text
            | Sign::Opening
            | Sign::Closing
            | Sign::Brace
            | Sign::EndBrace
            | Sign::Remark
            | Sign::LineEnd
            | Sign::Other => false,
        }
    }

    fn in_text(&mut self, text: &'a str, token: Token<'a>, inside: Inside, at: u32) -> bool {
        let begin = token.span.start as usize;
        match inside {
            Inside::Hole(hole) => self.hole = Some(self.expression(text, begin + hole, at)),
            Inside::Words(words) => {
                let quote = words.saturating_sub(1);
                let whole = token.text.get(quote..).unwrap_or_default();
                let length = quoted::length(whole);
                let is_block = words >= 3 && token.text.get(words - 3..words) == Some("\"\"\"");
                let closed = quoted::inside(whole, length).is_none() && length > 1;
                self.stands = if is_block { Stands::Block } else { Stands::Quoted { closed } };
                let start = u32::try_from(begin + words).unwrap_or(at);
                let end = u32::try_from(begin + quote + length).unwrap_or(at);
                let end = if closed { end.saturating_sub(1).max(at) } else { at };
                self.word = if is_block { Span::point(at) } else { Span::new(start, end) };
                // The text of an expression inside of another text.
                if let Some(Inside::Hole(hole)) = quoted::inside(token.text, quote) {
                    let until = u32::try_from(begin + quote).unwrap_or(at);
                    self.hole = Some(Lexer::new(text, begin + hole).until(until));
                }
            }
        }
        true
    }

    /// The tokens of an interpolation before the word at the cursor.
    fn expression(&mut self, text: &'a str, from: usize, at: u32) -> Vec<Token<'a>> {
        let mut tokens = Vec::new();
        for token in Lexer::new(text, from).take_while(|token| token.span.start < at) {
            if token.span.end >= at && matches!(token.sign, Sign::Word | Sign::Literal) {
                self.word = token.span;
                break;
            }
            tokens.push(token);
        }
        tokens
    }
}

impl<'a> Lexer<'a> {
    /// The tokens that end at a place at the latest.
    fn until(self, end: u32) -> Vec<Token<'a>> {
        self.take_while(|token| token.span.end <= end).collect()
    }
}

/// The last place between two characters that is not behind `offset`.
fn floor(text: &str, offset: u32) -> usize {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the item around a place begins. An item begins on the left, whatever its neighbours lack:
/// so a missing brace above does not tell on what is below.
fn start_of_item(text: &str, offset: usize) -> usize {
    let mut end = offset;
    loop {
        let above = text.get(..end).unwrap_or_default();
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        if text.get(start..).is_some_and(begins_item) {
            return start;
        }
        if start == 0 {
            return if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        }
        end = start - 1;
    }
}

/// Whether nothing but a comment or the end of a block follows a place on its line.
fn is_alone(text: &str, word: Span) -> bool {
    let rest = text.get(word.end as usize..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_start();
    line.is_empty() || line.starts_with(['#', '}'])
}
