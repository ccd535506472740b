//! Texts and values as a scenario writes them.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::{Name, Value, plain_number};

/// A line of a scenario, and the stretches of it that are to stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// What it says.
    pub text: String,
    /// Bytes of it, none overlapping, in order.
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// A line in which nothing stands out.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// A word and a quoted text, of which these bytes are to stand out.
    pub(super) fn quoted(lead: &str, text: &str, marks: &[Range<usize>]) -> Self {
        let mut line = Self::plain(format!("{lead} \""));
        let mut begun = None;
        for (place, letter) in text.char_indices() {
            if begun.is_none() && marks.iter().any(|mark| mark.start == place) {
                begun = Some(line.text.len());
            }
            line.text.push_str(&escaped(letter, text.get(place + letter.len_utf8()..)));
            let end = place + letter.len_utf8();
            if let Some(start) = begun
                && marks.iter().any(|mark| mark.end == end)
            {
                line.marks.push(start..line.text.len());
                begun = None;
            }
        }
        line.text.push('"');
        line
    }
}

/// A text in quotes, so that reading it gives the same text again.
pub(super) fn quoted(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 2);
    line.push('"');
    for (place, letter) in text.char_indices() {
        line.push_str(&escaped(letter, text.get(place + letter.len_utf8()..)));
    }
    line.push('"');
    line
}

fn escaped(letter: char, behind: Option<&str>) -> String {
    let is_bidi = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '$' if behind.is_some_and(|behind| behind.starts_with('{')) => "\\$".to_owned(),
        letter if letter.is_control() || is_bidi => format!("\\u{{{:X}}}", u32::from(letter)),
        letter => letter.to_string(),
    }
}

/// A value as it is written; none for those that no scenario can write.
pub(super) fn literal(value: &Value, zone: &TimeZone) -> Option<String> {
    Some(match value {
        Value::Text(text) => quoted(text),
        Value::Number(number) => plain_number(*number),
        Value::Bool(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) if time.second() == 0 => time.strftime("%H:%M").to_string(),
        Value::DateTime(at) => {
            let at = Timestamp::from_millisecond(at.millis).ok()?;
            let local = zone.to_datetime(at);
            let whole = local.second() == 0 && local.subsec_nanosecond() == 0;
            return whole.then(|| local.strftime("%Y-%m-%dT%H:%M").to_string());
        }
        Value::Duration(length) => length.to_string(),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| literal(item, zone)).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Record(entries) => record(entries, zone)?,
        Value::Agent(name) | Value::Team(name) | Value::Channel(name) | Value::Tag(name) => {
            name.to_string()
        }
        Value::Time(_) => return None,
    })
}

/// Named values in brackets; none where one of them cannot be written.
pub(super) fn record(entries: &[(Name, Value)], zone: &TimeZone) -> Option<String> {
    let entry = |(name, value): &(Name, Value)| Some((name.clone(), literal(value, zone)?));
    let entries: Option<Vec<(Name, String)>> = entries.iter().map(entry).collect();
    Some(listed(&entries?))
}

/// `(name: "Ada", "order.total": 5)`, of values that are written already.
pub(super) fn listed(entries: &[(Name, String)]) -> String {
    let entry = |(name, value): &(Name, String)| {
        if is_word(name) {
            format!("{name}: {value}")
        } else {
            format!("{}: {value}", quoted(name))
        }
    };
    let entries: Vec<String> = entries.iter().map(entry).collect();
    format!("({})", entries.join(", "))
}

fn is_word(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::{Marked, quoted};

    #[test]
    fn marks_follow_their_letters_through_escapes() {
        let line = Marked::quoted("sent", "a\n\"b\"", &[2..4, 4..5]);
        assert_eq!(line.text, r#"sent "a\n\"b\"""#);
        let marked: Vec<&str> =
            line.marks.iter().filter_map(|mark| line.text.get(mark.clone())).collect();
        assert_eq!(marked, [r#"\"b"#, r#"\""#]);
        assert_eq!(quoted("${x} $5 \u{202e}"), r#""\${x} $5 \u{202E}""#);
    }
}
