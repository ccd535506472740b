//! `[channels.NAME]`: what a channel of this workspace can do, where that is not what its kind can.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SETTINGS_FILE;
use super::reader::Reader;
use crate::base::{Duration, Location, nearest};
use crate::lint::{Bound, ChannelTerms};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;

/// What is said of channels, each with the place of its name.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    terms: Vec<ChannelTerms>,
    places: Vec<Location>,
}

/// The keys of a channel.
const KEYS: [&str; 5] = ["message", "option", "options", "window", "connected"];

impl Channels {
    /// What is said of each.
    #[must_use]
    pub fn terms(&self) -> &[ChannelTerms] {
        &self.terms
    }

    /// What is said of channels that a program, which declares these, does not know.
    #[must_use]
    pub fn strangers(&self, declared: &[&str]) -> Reports {
        let mut reports = Reports::default();
        for (one, place) in self.terms.iter().zip(&self.places) {
            if declared.contains(&one.name.as_str()) {
                continue;
            }
            let message = format!("no workspace declares a channel `{}`", one.name);
            let report = Report::error(codes::UNKNOWN_NAME, *place, message);
            reports.push(match nearest(&one.name, declared.iter().copied()) {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                None => report.help("declare it, or take the section out"),
            });
        }
        reports
    }

    /// Takes in the section of all channels.
    pub(super) fn section(&mut self, table: &DeTable<'_>, reader: &mut Reader) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let Some(table) = reader.table(&format!("channels.{name}"), key.span(), value) else {
                continue;
            };
            let mut terms = ChannelTerms::new(name, SETTINGS_FILE);
            for (key, value) in table {
                let word: &str = key.get_ref();
                match word {
                    "message" => number(word, "characters", 1000, value, &mut terms.text, reader),
                    "option" => number(word, "characters", 20, value, &mut terms.option, reader),
                    "options" => number(word, "options", 10, value, &mut terms.options, reader),
                    "window" => window(value, &mut terms.window, reader),
                    "connected" => {
                        terms.connected = reader.flag(word, value).unwrap_or(terms.connected);
                    }
                    _ => reader.unknown("key", key.span(), word, KEYS),
                }
            }
            self.terms.push(terms);
            self.places.push(reader.at(key.span()));
        }
    }
}

fn number(
    name: &str,
    of: &str,
    example: usize,
    value: &Spanned<DeValue<'_>>,
    bound: &mut Bound<usize>,
    reader: &mut Reader,
) {
    let word = if let DeValue::String(word) = value.get_ref() { word.as_ref() } else { "" };
    let written = if let DeValue::Integer(number) = value.get_ref() {
        usize::from_str_radix(number.as_str(), number.radix()).ok()
    } else {
        None
    };
    match (word, written) {
        ("none", _) => *bound = Bound::Unlimited,
        (_, Some(most @ 1..)) => *bound = Bound::At(most),
        (_, Some(0) | None) => {
            let wanted = format!("a number of {of}, such as `{example}`, or `\"none\"`");
            reader.wrong(name, &wanted, value.span());
        }
    }
}

fn window(value: &Spanned<DeValue<'_>>, bound: &mut Bound<Duration>, reader: &mut Reader) {
    let text = if let DeValue::String(text) = value.get_ref() { text.as_ref() } else { "" };
    let length = text.parse::<Duration>().ok().filter(|length| length.seconds > 0);
    match (text, length) {
        ("none", _) => *bound = Bound::Unlimited,
        (_, Some(length)) => *bound = Bound::At(length),
        (_, None) => {
            let wanted = "a length of time, such as `\"24h\"` or `\"7d\"`, or `\"none\"`";
            reader.wrong("window", wanted, value.span());
        }
    }
}
