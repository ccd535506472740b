//! Dates as people write them in a chat.

use jiff::civil::Date;

use super::Answered;
use crate::base::{Name, Value, date_in_format};

/// A date: `2026-12-25`, or in one of the formats a question names, such as `dd.MM.yyyy`.
pub(in crate::runtime) fn date(text: &str, formats: &[Name], today: Date) -> Answered {
    let text = text.trim();
    let plain = || text.parse::<Date>().ok().filter(|_| formats.is_empty());
    let found =
        formats.iter().find_map(|format| date_in_format(text, format, today)).or_else(plain);
    found.map(Value::Date).ok_or_else(|| {
        let wanted = match formats {
            [] => "2026-12-25".to_owned(),
            formats => formats.join(" or "),
        };
        Name::from(format!("expected a date like {wanted}"))
    })
}
