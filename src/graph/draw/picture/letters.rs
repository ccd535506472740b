//! How wide texts are, by the one font that pictures are drawn with.

use ttf_parser::Face;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::fonts::Fonts;

/// The font: letters of Latin, Greek and Cyrillic, punctuation and arrows.
pub const FONT: &[u8] = include_bytes!("font/Inter-Medium.otf");

/// What style sheets call it.
pub const FAMILY: &str = "Inter";

/// What is cut leaves this.
const CUT: &str = "…";

/// What belongs to the letter before it.
const CLOSING: &str = "。、，．！？：；）」』】〉》ー…!?,.:;)";

/// How much of a line has to be filled for the rest of it to be given up for a word kept whole: at
/// the end of a text that is cut, and before a word that is broken in any case.
const MOST: f64 = 0.6;
const LITTLE: f64 = 0.4;

/// Measures texts.
pub(super) struct Ruler<'f> {
    /// The embedded font, then those for what it lacks.
    faces: Vec<Face<'f>>,
    /// Widths of the letters of ASCII, in the font's units.
    plain: Vec<u16>,
    /// Units of an em.
    units: f64,
}

/// A stretch of text that is drawn on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// In pixels.
    pub(super) width: f64,
}

impl<'f> Ruler<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        let faces: Vec<Face<'f>> =
            Face::parse(FONT, 0).ok().into_iter().chain(fonts.faces()).collect();
        let first = faces.first();
        let units = first.map_or(1.0, |face| f64::from(face.units_per_em()));
        let advance =
            |letter: char| first.and_then(|face| face.glyph_hor_advance(face.glyph_index(letter)?));
        let plain = (0..128_u8).map(|byte| advance(char::from(byte)).unwrap_or_default()).collect();
        Self { faces, plain, units }
    }

    /// The width of a text, in pixels.
    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        let ems = if text.is_ascii() {
            let of = |byte: u8| self.plain.get(usize::from(byte)).copied().unwrap_or_default();
            text.bytes().map(|byte| f64::from(of(byte))).sum::<f64>() / self.units
        } else {
            text.graphemes(true).map(|cluster| self.cluster(cluster)).sum()
        };
        ems * size
    }

    /// The width of what people take for one letter, in ems. What no font has comes from another
    /// one, where letters of two columns are as wide as they are high.
    fn cluster(&self, cluster: &str) -> f64 {
        let known: Option<f64> = cluster.chars().map(|letter| self.letter(letter)).sum();
        known.unwrap_or_else(|| match cluster.width() {
            0 => 0.0,
            1 => 0.62,
            _ => 1.0,
        })
    }

    fn letter(&self, letter: char) -> Option<f64> {
        self.faces.iter().find_map(|face| {
            let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
            Some(f64::from(advance) / f64::from(face.units_per_em()))
        })
    }

    /// What people take for letters, of a text, that no font has.
    pub(super) fn lacking<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        // What joins and varies letters is not drawn itself.
        let is_drawn = |letter: char| !letter.is_control() && letter.width() != Some(0);
        let is_lacking = move |letter: char| is_drawn(letter) && self.letter(letter).is_none();
        text.graphemes(true).filter(move |cluster| cluster.chars().any(is_lacking))
    }

    /// A text on one line; what does not fit is cut.
    pub(super) fn line(&self, text: &str, size: f64, room: f64) -> Line {
        let width = self.width(text, size);
        if width <= room {
            return Line { text: text.to_owned(), width };
        }
        self.cut(text, size, room)
    }

    /// As much of a text as fits, with the sign that something is missing.
    fn cut(&self, text: &str, size: f64, room: f64) -> Line {
        let room = room - self.width(CUT, size);
        let mut end = 0;
        let mut used = 0.0;
        for (at, cluster) in text.grapheme_indices(true) {
            used += self.width(cluster, size);
            if used > room {
                break;
            }
            end = at + cluster.len();
        }
        // A few letters of a word say nothing, but much of a line should not be given up for it.
        let is_whole = tail(text, end).starts_with(' ');
        let gap = head(text, end).rfind(' ').filter(|_| !is_whole);
        let end = gap.filter(|gap| self.width(head(text, *gap), size) > room * MOST).unwrap_or(end);
        let mut kept = head(text, end).trim_end_matches([' ', ',', ':', ';']).to_owned();
        kept.push_str(CUT);
        let width = self.width(&kept, size);
        Line { text: kept, width }
    }

    /// A text on at most so many lines, broken between words where that is possible.
    pub(super) fn wrap(&self, text: &str, size: f64, room: f64, most: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if lines.len() + 1 >= most {
                lines.push(self.line(rest, size, room));
                break;
            }
            let (line, behind) = self.first_line(rest, size, room);
            lines.push(Line { width: self.width(line, size), text: line.to_owned() });
            rest = behind;
        }
        lines
    }

    /// What of a text stands on its first line, and what is left.
    fn first_line<'t>(&self, text: &'t str, size: f64, room: f64) -> (&'t str, &'t str) {
        let mut used = 0.0;
        let mut break_at = None;
        let mut before = 0;
        for (at, cluster) in text.grapheme_indices(true) {
            let is_gap = cluster == " ";
            used += self.width(cluster, size);
            if used > room && at > 0 && !is_gap {
                // Only a word that is too long for a line of its own is broken, and only where much
                // of the line would be left empty.
                let is_kept = |gap: &usize| {
                    let word = tail(text, gap + 1).split(' ').next().unwrap_or_default();
                    self.width(head(text, *gap), size) > room * LITTLE
                        || self.width(word, size) <= room
                };
                // No line begins with what closes the one before.
                let at = if before > 0 && CLOSING.contains(cluster) { before } else { at };
                let end = break_at.filter(is_kept).unwrap_or(at);
                return (head(text, end).trim_end(), tail(text, end).trim_start());
            }
            if is_gap {
                break_at = Some(at);
            }
            before = at;
        }
        (text.trim_end(), "")
    }
}

fn head(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or(text)
}

fn tail(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::{Line, Ruler};

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn lines_break_between_words_and_the_last_one_is_cut() {
        let fonts = Fonts::default();
        let ruler = Ruler::new(&fonts);
        let lines = ruler.wrap("What is your budget, in pounds of today?", 13.0, 120.0, 2);
        assert_eq!(texts(&lines), ["What is your", "budget, in pound…"]);
        assert!(lines.iter().all(|line| line.width <= 120.0));
    }

    #[test]
    fn a_word_that_fits_a_line_stays_whole() {
        let fonts = Fonts::default();
        let ruler = Ruler::new(&fonts);
        let lines = ruler.wrap("Hi {contact.first_name}! Hello.", 13.0, 145.0, 3);
        assert_eq!(texts(&lines), ["Hi", "{contact.first_name}!", "Hello."]);
    }

    #[test]
    fn no_line_begins_with_what_closes_the_one_before() {
        let fonts = Fonts::default();
        let lines = Ruler::new(&fonts).wrap("日本語です。はい", 10.0, 50.0, 3);
        assert_eq!(texts(&lines), ["日本語で", "す。はい"]);
    }

    #[test]
    fn a_word_too_long_for_a_line_is_broken() {
        let fonts = Fonts::default();
        let ruler = Ruler::new(&fonts);
        let lines = ruler.wrap("https://crm.example.com/api/leads", 13.0, 100.0, 3);
        assert_eq!(lines.iter().map(|line| line.text.clone()).collect::<String>().len(), 33);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.width <= 100.0));
    }

    #[test]
    fn wide_letters_take_an_em_and_families_one() {
        let fonts = Fonts::default();
        let ruler = Ruler::new(&fonts);
        assert!((ruler.width("日本", 10.0) - 20.0).abs() < 0.01);
        assert!((ruler.width("👩‍👩‍👧‍👧", 10.0) - 10.0).abs() < 0.01);
        assert!(ruler.width("W", 10.0) > ruler.width("i", 10.0) * 2.0);
    }

    #[test]
    fn letters_that_no_font_has_are_told_as_people_see_them() {
        let fonts = Fonts::default();
        let ruler = Ruler::new(&fonts);
        let lacking: Vec<&str> = ruler.lacking("a é ế Ω Я 日本 👩‍👩‍👧‍👧 → …\u{7}").collect();
        assert_eq!(lacking, ["日", "本", "👩‍👩‍👧‍👧"]);
    }
}
