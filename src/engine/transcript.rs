//! The transcript that people read.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::strtime};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Entry, What};

/// Columns of the name. Longer names are cut.
const NAME_COLUMNS: usize = 18;
/// Columns of the verb.
const VERB_COLUMNS: usize = 10;

/// A part of a line, for whoever paints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The heading of a day.
    Day,
    /// The time.
    Time,
    /// Who.
    Name,
    /// The verb of something that came from outside.
    Incoming,
    /// The verb of something a workflow did.
    Outgoing,
    /// The verb of something that somebody should look at.
    Problem,
    /// What.
    Text,
    /// Why.
    Why,
}

/// Lays entries out, a heading for each new day.
#[derive(Clone, Debug)]
pub struct Transcript {
    zone: TimeZone,
    day: Option<Date>,
}

impl Transcript {
    /// A transcript in the workspace's zone.
    #[must_use]
    pub const fn new(zone: TimeZone) -> Self {
        Self { zone, day: None }
    }

    /// A transcript in UTC.
    #[must_use]
    pub const fn utc() -> Self {
        Self::new(TimeZone::UTC)
    }

    /// One entry as text without a final line end; two lines more where a new day begins.
    pub fn render(&mut self, entry: &Entry) -> String {
        self.paint(entry, |_, text| text.to_owned())
    }

    /// As [`Transcript::render`], every part painted.
    pub fn paint(&mut self, entry: &Entry, paint: impl Fn(Part, &str) -> String) -> String {
        let local = self.local(entry);
        let mut text = String::new();
        // A line that cannot be read before any that can has no moment.
        let is_dated = entry.at.millis != 0;
        if is_dated && self.day != Some(local.date()) {
            let first = self.day.is_none();
            self.day = Some(local.date());
            let heading = strtime::format("%A %-d %B %Y", local.date()).unwrap_or_default();
            text.push_str(if first { "" } else { "\n" });
            text.push_str(&paint(Part::Day, &heading));
            text.push('\n');
        }
        let what = entry.what;
        let (arrow, part) = if what.is_problem() {
            ('!', Part::Problem)
        } else if matches!(what, What::Status | What::AgentChanged) {
            ('·', Part::Incoming)
        } else if what.is_incoming() {
            ('‹', Part::Incoming)
        } else {
            ('›', Part::Outgoing)
        };
        let time = match is_dated {
            true => format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second()),
            false => "--:--:--".to_owned(),
        };
        text.push_str(&paint(Part::Time, &time));
        text.push_str("  ");
        text.push_str(&paint(Part::Name, &column(&clean(&entry.name), NAME_COLUMNS)));
        text.push_str("  ");
        let verb = format!("{arrow} {}", column(what.verb(), VERB_COLUMNS));
        text.push_str(&paint(part, &verb));
        if !entry.text.is_empty() {
            text.push_str("  ");
            text.push_str(&paint(Part::Text, &clean(&entry.text)));
        }
        if !entry.why.is_empty() {
            let lead = if entry.text.is_empty() { "  " } else { "  · " };
            text.push_str(&paint(Part::Why, &format!("{lead}{}", clean(&entry.why))));
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn local(&self, entry: &Entry) -> DateTime {
        let at = Timestamp::from_millisecond(entry.at.millis).unwrap_or_default();
        self.zone.to_datetime(at)
    }
}

/// A text that cannot disturb a terminal: line ends and other control characters are shown.
fn clean(text: &str) -> String {
    let is_bidi = |letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => clean.push('⏎'),
            '\t' => clean.push(' '),
            '\r' => {}
            letter if letter.is_control() || is_bidi(letter) => clean.push('\u{fffd}'),
            letter => clean.push(letter),
        }
    }
    clean
}

/// A text in exactly so many columns of a terminal.
fn column(text: &str, columns: usize) -> String {
    let width = text.width();
    if width <= columns {
        return format!("{text}{}", " ".repeat(columns - width));
    }
    let mut cut = String::new();
    for letter in text.graphemes(true) {
        if cut.width() + letter.width() + 1 > columns {
            break;
        }
        cut.push_str(letter);
    }
    cut.push('…');
    let rest = columns.saturating_sub(cut.width());
    format!("{cut}{}", " ".repeat(rest))
}

#[cfg(test)]
mod tests {
    use super::{clean, column};

    #[test]
    fn names_of_every_script_fill_the_same_columns() {
        assert_eq!(column("伟 王", 8), "伟 王   ");
        assert_eq!(column("Anneliese Köhler", 8), "Annelie…");
        assert_eq!(column("健太佐藤健太", 8), "健太佐… ");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(clean("a\nb\u{1b}[31mc\u{202e}d"), "a⏎b\u{fffd}[31mc\u{fffd}d");
    }
}
