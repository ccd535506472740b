//! Texts that name a place to write to: what counts as one, for both towers.

/// Whether a text looks like an e-mail address: a name, `@`, and a host with a dot in it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !text.contains(char::is_whitespace)
    })
}

/// Whether a text is a phone number as stored: `+` and 6 to 15 digits.
///
/// *Source*: ITU-T E.164.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (6..=15).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Whether a text is like a web address: `http` or `https`, a host, and no blanks.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let blank = text.trim().contains(char::is_whitespace);
    !blank
        && host.is_some_and(|host| {
            host.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
        })
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_phone, is_url};

    #[test]
    fn addresses_are_told_from_other_texts() {
        assert!(is_email(" ada@example.com ") && !is_email("ada@host") && !is_email("a b@c.d"));
        assert!(!is_email("@example.com") && !is_email("a@b@c.d"));
        assert!(is_phone("+447700900123") && !is_phone("07700900123") && !is_phone("+44 7700"));
        assert!(!is_phone("+0123456789") && !is_url("https://example.com/a b"));
        assert!(is_url("https://example.com/x") && !is_url("example.com") && !is_url("https://"));
    }
}
