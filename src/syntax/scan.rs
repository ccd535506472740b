//! The first look at a text: which comments it has, and whether it needs mending.
//!
//! One pass over the bytes, before the parser. It keeps the parser from texts that are nested
//! beyond the limit, and finds everything that is certain to be a slip whatever stands around it:
//! unclosed texts and brackets, braces that do not match, signs of other languages.

use memchr::{memchr, memchr2, memchr3};

use crate::base::{Bytes, MAX_NESTING, Span};
use crate::vocabulary::RESERVED;

/// What a text is like.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing needs mending; these are its comments.
    Clean(Vec<Span>),
    /// Something needs a closer look.
    Slips,
    /// Nested beyond the limit, at this byte.
    Deep(u32),
}

/// Whether signs of other languages are slips, or taken as they are because they were looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    Looked,
    Taken,
}

/// What the scan stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    File,
    Brace,
    Round,
    Square,
    Interpolation,
    Text,
    Block,
}

/// The scan's place and what it has gone into.
struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    stack: [Inside; MAX_NESTING + 1],
    depth: usize,
    comments: Vec<Span>,
    /// Whether only blanks stand before `at` on its line.
    fresh: bool,
    signs: Signs,
}

/// Why a scan ends before its text does.
enum Stop {
    Slip,
    Deep,
}

/// Looks over a text.
pub(super) fn scan(text: &str, signs: Signs) -> Look {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
        stack: [Inside::File; MAX_NESTING + 1],
        depth: 0,
        comments: Vec::new(),
        fresh: true,
        signs,
    };
    if signs == Signs::Looked && text.contains('\0') {
        return Look::Slips;
    }
    match scan.run() {
        Ok(()) => Look::Clean(scan.comments),
        Err(Stop::Slip) => Look::Slips,
        Err(Stop::Deep) => Look::Deep(u32::try_from(scan.at).unwrap_or(u32::MAX)),
    }
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        while self.at < self.bytes.len() {
            match self.inside() {
                Inside::Text => self.text()?,
                Inside::Block => self.block_text()?,
                Inside::File
                | Inside::Brace
                | Inside::Round
                | Inside::Square
                | Inside::Interpolation => self.code()?,
            }
        }
        if self.depth == 0 { Ok(()) } else { Err(Stop::Slip) }
    }

    fn inside(&self) -> Inside {
        self.stack.get(self.depth).copied().unwrap_or(Inside::File)
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, inside: Inside, width: usize) -> Result<(), Stop> {
        let slot = self.stack.get_mut(self.depth + 1).ok_or(Stop::Deep)?;
        *slot = inside;
        self.depth += 1;
        self.at += width;
        Ok(())
    }

    fn pop(&mut self, allowed: &[Inside], width: usize) -> Result<(), Stop> {
        if !allowed.contains(&self.inside()) {
            return Err(Stop::Slip);
        }
        self.depth -= 1;
        self.at += width;
        Ok(())
    }

    /// Code, up to where something else begins or ends.
    fn code(&mut self) -> Result<(), Stop> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                _ if is_plain(byte) => {
                    self.fresh = false;
                    self.skip(is_plain);
                    continue;
                }
                _ if is_blank(byte) => {
                    self.skip(is_blank);
                    continue;
                }
                b'\n' => self.line_end()?,
                b'"' => {
                    self.fresh = false;
                    let block = self.byte(1) == b'"' && self.byte(2) == b'"';
                    let (inside, width) =
                        if block { (Inside::Block, 3) } else { (Inside::Text, 1) };
                    return self.push(inside, width);
                }
                b'{' => {
                    let brackets = !matches!(self.inside(), Inside::File | Inside::Brace);
                    if brackets || (self.fresh && self.at > 0 && self.signs == Signs::Looked) {
                        return Err(Stop::Slip);
                    }
                    return self.push(Inside::Brace, 1);
                }
                b'}' => {
                    self.fresh = false;
                    return self.pop(&[Inside::Brace, Inside::Interpolation], 1);
                }
                b'(' | b'[' => {
                    self.fresh = false;
                    let inside = if byte == b'(' { Inside::Round } else { Inside::Square };
                    return self.push(inside, 1);
                }
                b')' => return self.pop(&[Inside::Round], 1),
                b']' => return self.pop(&[Inside::Square], 1),
                b'#' if self.inside() != Inside::Interpolation => {
                    self.comment();
                    continue;
                }
                _ => self.sign(byte)?,
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Goes to the next byte that is none of these.
    fn skip(&mut self, is_one: impl Fn(u8) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_one(*byte)).unwrap_or(rest.len());
        self.at += length;
    }

    /// Signs that may belong to another language.
    fn sign(&mut self, byte: u8) -> Result<(), Stop> {
        self.fresh = false;
        if self.signs == Signs::Taken {
            return Ok(());
        }
        let next = self.byte(1);
        let slip = match byte {
            b';' | b'\'' | b'&' | b'|' | b'\\' | 0x80.. => true,
            b'!' => next != b'=' || self.byte(2) == b'=',
            b'?' => next == b'?',
            b'=' => next == b'=' && self.byte(2) == b'=',
            b'<' => next == b'>',
            b'/' => matches!(next, b'/' | b'*'),
            b'\r' => next != b'\n',
            _ => false,
        };
        if slip { Err(Stop::Slip) } else { Ok(()) }
    }

    fn comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.comments.push(Span::new(offset(self.at), offset(self.at + length)));
        self.at += length;
    }

    fn line_end(&mut self) -> Result<(), Stop> {
        self.fresh = true;
        match self.inside() {
            Inside::Interpolation => Err(Stop::Slip),
            Inside::Round | Inside::Square => {
                if goes_on(self.text, self.at) {
                    Ok(())
                } else {
                    Err(Stop::Slip)
                }
            }
            Inside::Brace if self.signs == Signs::Looked && begins_item(self.text, self.at + 1) => {
                Err(Stop::Slip)
            }
            Inside::File | Inside::Brace | Inside::Text | Inside::Block => Ok(()),
        }
    }

    fn text(&mut self) -> Result<(), Stop> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(length) = memchr3(b'"', b'\\', b'$', rest) else { return Err(Stop::Slip) };
        if memchr(b'\n', rest.get(..length).unwrap_or_default()).is_some() {
            return Err(Stop::Slip);
        }
        self.at += length;
        match self.byte(0) {
            b'"' => self.pop(&[Inside::Text], 1),
            b'\\' if self.byte(1) != b'\n' && self.byte(1) != b'\r' => {
                self.at += 2;
                Ok(())
            }
            b'$' => self.dollar(),
            _ => Err(Stop::Slip),
        }
    }

    fn block_text(&mut self) -> Result<(), Stop> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(length) = memchr3(b'"', b'\\', b'$', rest) else { return Err(Stop::Slip) };
        self.at += length;
        match self.byte(0) {
            b'"' if self.byte(1) == b'"' && self.byte(2) == b'"' => self.pop(&[Inside::Block], 3),
            b'"' => {
                self.at += 1;
                Ok(())
            }
            b'\\' => {
                self.at += 2;
                Ok(())
            }
            _ => self.dollar(),
        }
    }

    fn dollar(&mut self) -> Result<(), Stop> {
        if self.byte(1) == b'{' {
            return self.push(Inside::Interpolation, 2);
        }
        self.at += 1;
        Ok(())
    }
}

/// Whether a byte belongs to a word or number, or stands between them and means nothing here.
fn is_plain(byte: u8) -> bool {
    static PLAIN: Bytes = Bytes::of_words_and(b"_.,:");
    PLAIN.has(byte)
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a line goes on behind the line end at `at`: it ends in a comma, an operator or an
/// opening bracket, or the next line begins with a closing one.
pub(super) fn goes_on(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let code = without_comment(line).trim_end();
    let word = code.rsplit(|letter: char| !letter.is_ascii_lowercase() && letter != '_').next();
    if code.is_empty()
        || code.ends_with([',', '(', '[', '=', '+', '-', '*', '/', '%', '<', '>', ':'])
        || word.is_some_and(joins)
    {
        return true;
    }
    let mut rest = text.get(at..).unwrap_or_default().trim_start();
    while let Some(comment) = rest.strip_prefix('#') {
        rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    rest.starts_with([')', ']'])
}

/// Whether a reserved word stands between two operands, so that a line which ends in it goes on.
fn joins(word: &str) -> bool {
    RESERVED.contains(&word) && !["is", "true", "false", "none"].contains(&word)
}

/// A line without the comment at its end; a `#` in a text begins none.
pub(super) fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '#' if !quoted => return line.get(..at).unwrap_or(line),
            _ => {}
        }
    }
    line
}

/// Whether the line at `at` begins an item, and its block with it.
pub(super) fn begins_item(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']);
    if !rest.starts_with("work") && !rest.starts_with("scenario") {
        return false;
    }
    let line = rest.split('\n').next().unwrap_or_default();
    let Some((word, rest)) = line.split_once(' ') else { return false };
    let rest = rest.trim_start();
    let named = rest.starts_with(|letter: char| letter.is_ascii_lowercase());
    let (begins, tail) = match word {
        "workflow" | "workspace" => {
            let name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
            (named, rest.trim_start_matches(name).trim_start())
        }
        "scenario" => (rest.starts_with('"'), rest),
        _ => return false,
    };
    let opens = match tail.strip_prefix('"').and_then(|tail| tail.split_once('"')) {
        Some((_, tail)) => tail.trim_start(),
        None => tail,
    };
    begins && if word == "scenario" { opens.starts_with("for ") } else { opens.starts_with('{') }
}
