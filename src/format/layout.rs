//! Where lines end.
//!
//! In: tokens in the order of the text, with groups that are laid flat where they fit and broken
//! where they do not. Out: text. One pass measures, one writes; both are linear.

/// Columns of a line, in Unicode scalars.
const WIDTH: usize = 100;

/// A piece of the canonical text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'a> {
    /// Text without a line end.
    Text(&'a str),
    /// Source text as it stands, with its line ends and the indent of its further lines.
    Raw(&'a str),
    /// A blank; a line end only behind a comment.
    Space,
    /// A blank in a flat group, a line end in a broken one.
    Break,
    /// Nothing in a flat group, a line end in a broken one.
    Edge,
    /// A blank, or a line end where what follows up to the next chance does not fit.
    Fill,
    /// A comma in a broken group, nothing in a flat one.
    Comma,
    /// A line end, with one empty line if asked for.
    Line {
        /// Whether an empty line follows.
        blank: bool,
    },
    /// What parts `}` from `else`: a line end if the author put one and the block is flat.
    Else {
        /// Whether the author put `else` on a line of its own.
        below: bool,
    },
    /// A comment, behind what stands on the line. Nothing but a line end may follow.
    Comment(&'a str),
    /// Further lines stand this much further in.
    Indent(usize),
    /// Further lines stand this much less far in.
    Dedent(usize),
    /// Begins a group.
    Open {
        /// The place of its end among the tokens.
        close: usize,
        /// Whether it must be broken.
        broken: bool,
    },
    /// Ends a group.
    Close,
}

impl<'a> Token<'a> {
    /// What it says for certain.
    pub(super) const fn characters(&self) -> &'a str {
        match self {
            Token::Text(text) | Token::Raw(text) | Token::Comment(text) => text,
            Token::Space
            | Token::Break
            | Token::Edge
            | Token::Fill
            | Token::Comma
            | Token::Line { .. }
            | Token::Else { .. }
            | Token::Indent(_)
            | Token::Dedent(_)
            | Token::Open { .. }
            | Token::Close => "",
        }
    }
}

/// What a token and those around it take up.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    /// Columns of everything before, if flat.
    flat: usize,
    /// How many tokens before cannot be flat.
    forced: usize,
    /// Columns from here to the next chance for a line end.
    tail: usize,
}

/// The text that is being written.
#[derive(Debug)]
pub(super) struct Layout {
    out: String,
    end_of_line: &'static str,
    column: usize,
    indent: usize,
    /// Whether nothing stands on the line yet.
    fresh: bool,
    /// Whether the line ends in a comment.
    commented: bool,
    /// Whether the group that ended last was flat.
    was_flat: bool,
    /// Whether the groups that are open are flat.
    flat: Vec<bool>,
}

impl Layout {
    /// An empty text with a certain line end, and room for about `size` bytes.
    pub(super) fn new(end_of_line: &'static str, size: usize) -> Self {
        Self {
            out: String::with_capacity(size),
            end_of_line,
            column: 0,
            indent: 0,
            fresh: true,
            commented: false,
            was_flat: false,
            flat: Vec::new(),
        }
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> String {
        if !self.fresh {
            self.out.push_str(self.end_of_line);
        }
        self.out
    }

    /// Writes tokens behind what is there.
    pub(super) fn write(&mut self, tokens: &[Token<'_>]) {
        let measures = measure(tokens);
        let at = |index: usize| measures.get(index).copied().unwrap_or_default();
        for (index, token) in tokens.iter().enumerate() {
            match *token {
                Token::Text(text) => self.text(text),
                Token::Raw(text) => self.raw(text),
                Token::Space => self.space(),
                Token::Break if self.is_flat() => self.space(),
                Token::Edge if self.is_flat() => {}
                Token::Break | Token::Edge => self.line(),
                Token::Fill if self.column + 1 + at(index + 1).tail > WIDTH => self.line(),
                Token::Fill => self.space(),
                Token::Comma if self.is_flat() => {}
                Token::Comma => self.text(","),
                Token::Line { blank } => self.lines(blank),
                Token::Else { below } if below && self.was_flat => self.line(),
                Token::Else { .. } => self.space(),
                Token::Comment(text) => self.comment(text),
                Token::Indent(by) => self.indent += by,
                Token::Dedent(by) => self.indent = self.indent.saturating_sub(by),
                Token::Open { close, .. } => {
                    let (begin, end) = (at(index), at(close));
                    let width = end.flat - begin.flat + at(close + 1).tail;
                    let room = self.start() + width <= WIDTH;
                    let flat = self.is_flat() && !self.flat.is_empty();
                    self.flat.push(flat || (begin.forced == end.forced && room));
                }
                Token::Close => self.was_flat = self.flat.pop().unwrap_or_default(),
            }
        }
    }

    /// Whether the innermost open group is flat; outside of all, breaks are not flat.
    fn is_flat(&self) -> bool {
        self.flat.last().copied().unwrap_or_default() && !self.commented
    }

    /// The column that the next text begins at.
    const fn start(&self) -> usize {
        if self.fresh || self.commented { self.indent } else { self.column }
    }

    fn text(&mut self, text: &str) {
        if self.commented {
            self.line();
        }
        if self.fresh {
            self.out.extend(std::iter::repeat_n(' ', self.indent));
            self.column = self.indent;
            self.fresh = false;
        }
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn raw(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            let line = line.trim_end_matches('\r');
            if index == 0 {
                self.text(line);
            } else {
                self.out.push_str(self.end_of_line);
                self.out.push_str(line);
                self.column = line.chars().count();
            }
        }
    }

    fn space(&mut self) {
        if self.commented {
            self.line();
        } else if !self.fresh {
            self.out.push(' ');
            self.column += 1;
        }
    }

    fn line(&mut self) {
        if !self.fresh {
            self.out.push_str(self.end_of_line);
        }
        self.fresh = true;
        self.commented = false;
    }

    /// Ends the line also where it is empty, unless it is the first of the text.
    fn lines(&mut self, blank: bool) {
        if self.out.is_empty() {
            return;
        }
        self.out.push_str(self.end_of_line);
        if blank {
            self.out.push_str(self.end_of_line);
        }
        self.fresh = true;
        self.commented = false;
    }

    fn comment(&mut self, text: &str) {
        if !self.fresh && !self.commented {
            self.space();
        }
        self.text(text);
        self.commented = true;
    }
}

/// Measures every token, and the end.
fn measure(tokens: &[Token<'_>]) -> Vec<Measure> {
    let mut measures = Vec::with_capacity(tokens.len() + 1);
    let (mut flat, mut forced) = (0, 0);
    for token in tokens {
        measures.push(Measure { flat, forced, tail: 0 });
        let (columns, free) = flat_width(token);
        flat += columns;
        forced += usize::from(!free);
    }
    measures.push(Measure { flat, forced, tail: 0 });
    let mut tail = 0;
    for (token, measure) in tokens.iter().zip(&mut measures).rev() {
        tail = match token {
            Token::Text(text) => text.chars().count() + tail,
            Token::Raw(text) => match text.split_once('\n') {
                Some((first, _)) => first.chars().count(),
                None => text.chars().count() + tail,
            },
            Token::Space | Token::Comma | Token::Else { below: false } => 1 + tail,
            Token::Break
            | Token::Edge
            | Token::Fill
            | Token::Line { .. }
            | Token::Else { below: true }
            | Token::Comment(_) => 0,
            Token::Indent(_) | Token::Dedent(_) | Token::Open { .. } | Token::Close => tail,
        };
        measure.tail = tail;
    }
    measures
}

/// Columns of a token in a flat group, and whether it can be flat at all.
fn flat_width(token: &Token<'_>) -> (usize, bool) {
    match token {
        Token::Text(text) => (text.chars().count(), true),
        Token::Raw(text) => (text.chars().count(), !text.contains('\n')),
        Token::Space | Token::Break | Token::Fill | Token::Else { .. } => (1, true),
        Token::Edge | Token::Comma | Token::Indent(_) | Token::Dedent(_) | Token::Close => {
            (0, true)
        }
        Token::Line { .. } | Token::Comment(_) => (0, false),
        Token::Open { broken, .. } => (0, !broken),
    }
}
