//! Numbers as people write them in a chat.

use rust_decimal::Decimal;

use super::Answered;
use crate::base::{Name, Value};

/// A number: a sign, groups of three digits, a decimal point or comma, and a currency beside it.
/// A single comma or point before exactly three digits parts groups where it is a comma or a blank,
/// and decimals where it is a point.
pub(in crate::runtime) fn number(text: &str) -> Answered {
    read(text).map(Value::Number).ok_or_else(|| Name::new_static("expected a number"))
}

fn read(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let outer = |letter: char| letter.is_alphabetic() || is_currency(letter) || letter == ' ';
    // A currency stands before or behind, never between the digits.
    let bare = text.trim_matches(outer);
    let (sign, digits) = match bare.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits.trim_start_matches(outer)),
        None => ("", bare.strip_prefix('+').unwrap_or(bare)),
    };
    let is_words = text.trim_matches(|letter: char| !letter.is_alphabetic());
    let is_word = is_words.chars().filter(|letter| letter.is_alphabetic()).count() > 4;
    if digits.is_empty() || is_word {
        return None;
    }
    let plain = plain(digits)?;
    format!("{sign}{plain}").parse().ok()
}

/// Digits with a decimal point only.
fn plain(digits: &str) -> Option<String> {
    let known = |letter: char| {
        letter.is_ascii_digit()
            || matches!(letter, '.' | ',' | ' ' | '\'' | '_' | '\u{a0}' | '\u{202f}')
    };
    let ends = |digits: &str| digits.ends_with(|letter: char| letter.is_ascii_digit());
    if !digits.chars().all(known)
        || !digits.starts_with(|letter: char| letter.is_ascii_digit())
        || !ends(digits)
    {
        return None;
    }
    let spaced: String = digits.chars().filter(|letter| !matches!(letter, '.' | ',')).collect();
    let groups = |part: &str| {
        let mut groups = part.split(|letter: char| !letter.is_ascii_digit());
        let first = groups.next().unwrap_or_default().len();
        let rest: Vec<usize> = groups.map(str::len).collect();
        rest.is_empty() || (first <= 3 && rest.iter().all(|length| *length == 3))
    };
    let only = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let last = digits.rfind(['.', ',']);
    let Some(last) = last else {
        return groups(digits).then_some(only(&spaced));
    };
    let (whole, rest) = (digits.get(..last)?, digits.get(last + 1..)?);
    let mark = digits.get(last..=last)?;
    let both = whole.contains(if mark == "," { '.' } else { ',' });
    let again = whole.contains(mark);
    let is_group = !both && mark == "," && rest.len() == 3 || again;
    if is_group {
        return groups(digits).then(|| only(digits));
    }
    let fits = groups(whole) && rest.chars().all(|letter| letter.is_ascii_digit());
    fits.then(|| format!("{}.{rest}", only(whole)))
}

fn is_currency(letter: char) -> bool {
    matches!(
        letter,
        '$' | '£'
            | '€'
            | '¥'
            | '₹'
            | '₽'
            | '₺'
            | '₦'
            | '₱'
            | '฿'
            | '₫'
            | '₩'
            | '₪'
            | '₴'
            | '¢'
    )
}
