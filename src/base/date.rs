//! Dates as people write them.

use jiff::civil::Date;

/// Reads by a pattern of `y`, `M`, `d` and letters in between. A year that the pattern leaves out
/// is this one, or the next where the day is past; one of two digits is of this century.
#[must_use]
pub fn date_in_format(text: &str, format: &str, today: Date) -> Option<Date> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut width = 1;
        while letters.next_if_eq(&letter).is_some() {
            width += 1;
        }
        match letter {
            'y' => {
                let (number, behind) = digits(rest, 4)?;
                year = Some(if number < 100 { number + 2000 } else { number });
                rest = behind;
            }
            'M' if width >= 3 => {
                let (number, behind) = month_name(rest)?;
                month = Some(number);
                rest = behind;
            }
            'M' => (month, rest) = digits(rest, 2).map(|(number, rest)| (Some(number), rest))?,
            'd' => (day, rest) = digits(rest, 2).map(|(number, rest)| (Some(number), rest))?,
            ' ' => rest = rest.trim_start(),
            other => rest = (0..width).try_fold(rest, |rest, _| rest.strip_prefix(other))?,
        }
    }
    if !rest.is_empty() {
        return None;
    }
    let made =
        |year: i16| Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok();
    match year {
        Some(year) => made(year),
        None => made(today.year()).filter(|date| *date >= today).or_else(|| made(today.year() + 1)),
    }
}

/// A number of at most so many digits, and what stands behind it.
fn digits(text: &str, most: usize) -> Option<(i16, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(length)?;
    Some((number.parse().ok()?, rest))
}

/// An English month, whole or by its first three letters.
fn month_name(text: &str) -> Option<(i16, &str)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let length = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(length)?;
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    Some((i16::try_from(place).ok()? + 1, rest))
}
