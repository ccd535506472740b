//! Lines and columns for many places in a row, without counting a long line again and again.

use crate::base::{Location, Position, Source, Sources, Span};

/// Remembers the last place it measured. Places that come in order cost what lies between them.
///
/// It knows a text by where that lies in memory: programs that are reported together each have a
/// first file.
#[derive(Default)]
pub(super) struct Ruler<'a> {
    last: Option<(&'a Source, Position, u32)>,
}

impl<'a> Ruler<'a> {
    /// Where a location begins.
    pub(super) fn start(&mut self, sources: &'a Sources, location: Location) -> Position {
        self.measure(sources.get(location.file), location.span.start)
    }

    /// Where a location ends: behind its last letter.
    pub(super) fn end(&mut self, sources: &'a Sources, location: Location) -> Position {
        self.measure(sources.get(location.file), location.span.end.max(location.span.start))
    }

    fn measure(&mut self, source: Option<&'a Source>, offset: u32) -> Position {
        let Some(source) = source else { return Position { line: 1, column: 1 } };
        let line = source.line_of(offset);
        let position = match self.last {
            Some((known, position, from))
                if std::ptr::eq(known, source) && position.line == line =>
            {
                Position { line, column: step(source, position.column, from, offset) }
            }
            _ => source.position(offset),
        };
        self.last = Some((source, position, offset));
        position
    }
}

/// The column of `offset`, counted from a place on the same line.
fn step(source: &Source, column: u32, from: u32, offset: u32) -> u32 {
    let first = from.min(offset);
    let between = source.slice(Span::new(first, from.max(offset)));
    let between = if first == 0 { between.trim_start_matches('\u{feff}') } else { between };
    let count = u32::try_from(between.chars().count()).unwrap_or(u32::MAX);
    if offset >= from { column.saturating_add(count) } else { column.saturating_sub(count) }
}

#[cfg(test)]
mod tests {
    use super::Ruler;
    use crate::base::{Location, Sources, Span};

    #[test]
    fn it_agrees_with_counting_from_the_start() {
        let mut sources = Sources::default();
        let file = sources.add("a.rondel", "\u{feff}añ文b\r\nc👋d\n");
        let mut ruler = Ruler::default();
        for offset in [0_u32, 3, 4, 6, 9, 6, 4, 12, 13, 17, 18, 12, 19] {
            let location = Location { file, span: Span::point(offset) };
            let plain = sources.get(file).map(|source| source.position(offset));
            assert_eq!(Some(ruler.start(&sources, location)), plain, "at {offset}");
        }
    }

    #[test]
    fn the_first_files_of_two_programs_are_two_files() {
        let (mut one, mut other) = (Sources::default(), Sources::default());
        let file = one.add("a.rondel", "文文文文文文文");
        other.add("b.rondel", "abcdefg");
        let location = Location { file, span: Span::point(6) };
        let mut ruler = Ruler::default();
        assert_eq!(ruler.start(&one, location).column, 3);
        assert_eq!(ruler.start(&other, location).column, 7);
    }
}
