//! Source texts, and where things stand in them.

use std::sync::Arc;

/// A stretch of one source text, in bytes: `start` is in, `end` is out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// From `start` up to, without, `end`, both in bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The zero-width span at `offset`.
    #[must_use]
    pub const fn point(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// As a range of bytes, for slicing with `str::get`.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// Where a node of the tree stands. Two trees that differ only in places are equal: every `At`
/// equals every other, so that the formatter can compare what it printed with what it read.
#[derive(Clone, Copy, Debug, Default)]
pub struct At(pub Span);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

/// Which of the [`Sources`] is meant: its ordinal, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of a certain file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The stretch.
    pub span: Span,
}

/// A place as people count: both from 1, columns in Unicode scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalars.
    pub column: u32,
}

/// Bytes that a line has at least, as a rule: room is made for as many.
const USUAL_LINE: usize = 32;

/// One source text with its name and the start of each of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    lines: Arc<[u32]>,
}

impl Source {
    /// Indexes the lines of `text`. Lines end at `\n`; a `\r` before it belongs to the line end.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let mut lines = Vec::with_capacity(text.len() / USUAL_LINE + 1);
        lines.push(0);
        lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| to_u32(end + 1)));
        Self { name: name.into(), text: text.into(), lines: lines.into() }
    }

    /// The name people know it by: a path as they gave it, or `<stdin>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are; a final line end begins one more, empty line.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        to_u32(self.lines.len())
    }

    /// The text of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset; an offset past the end is the end. A byte order mark at
    /// the very start takes no column, as editors count.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(to_u32(self.text.len()));
        let line = self.line_of(offset);
        let start = self.line_start(line);
        let before = self.text.get(start as usize..offset as usize).unwrap_or_default();
        let before =
            if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        Position { line, column: to_u32(before.chars().count()) + 1 }
    }

    /// The line, from 1, that a byte offset stands on.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        to_u32(self.lines.partition_point(|start| *start <= offset)).max(1)
    }

    /// The first byte of a line (from 1); of a line past the end, the end.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let index = line.saturating_sub(1) as usize;
        self.lines.get(index).copied().unwrap_or_else(|| to_u32(self.text.len()))
    }

    /// A line's text without its line end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let range = self.line_start(line) as usize..self.line_start(line + 1) as usize;
        let text = self.text.get(range).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.strip_suffix('\r').unwrap_or(text)
    }
}

/// All source texts of one program, in a stable order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Takes in one more text and gives its id.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        self.push(Source::new(name, text))
    }

    /// Takes in one that is indexed already.
    pub fn push(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(to_u32(self.files.len() - 1))
    }

    /// The text of an id, if it was given out here.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// Puts another text in the place of one.
    pub fn replace(&mut self, file: FileId, text: &str) {
        if let Some(source) = self.files.get_mut(file.0 as usize) {
            *source = Source::new(&source.name, text);
        }
    }

    /// What stands at a location; empty where there is nothing.
    #[must_use]
    pub fn slice(&self, location: Location) -> &str {
        self.get(location.file).map_or("", |source| source.slice(location.span))
    }

    /// The whole lines of a location.
    #[must_use]
    pub fn lines(&self, location: Location) -> Location {
        let Some(source) = self.get(location.file) else { return location };
        let first = source.line_of(location.span.start);
        let last = source.line_of(location.span.end);
        let span = Span::new(source.line_start(first), source.line_start(last + 1));
        Location { span, ..location }
    }

    /// Every file with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, source)| (FileId(to_u32(index)), source))
    }
}

/// Offsets fit in 32 bits because the size limit of a source is far below.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
