//! Text as chat answers are compared: without case and surrounding blanks.

use std::cmp::Ordering;

/// The folded form of a text: surrounding white space gone, full Unicode case folding.
///
/// *Source*: the Unicode Standard, section 3.13, default caseless matching.
#[must_use]
pub fn fold(text: &str) -> String {
    let text = trim(text);
    // Of plain letters, folding makes small ones.
    if text.is_ascii() { text.to_ascii_lowercase() } else { caseless::default_case_fold_str(text) }
}

/// Whether two texts are the same, both folded.
#[must_use]
pub fn same_folded(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (trim(one), trim(other));
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    !(one.is_ascii() && other.is_ascii()) && fold(one) == fold(other)
}

/// A text without white space around it.
fn trim(text: &str) -> &str {
    // Most texts begin and end with a plain letter, as one look at two bytes tells.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim() }
}

/// Which of two texts comes first, both folded.
#[must_use]
pub fn compare_folded(one: &str, other: &str) -> Ordering {
    let (one, other) = (trim(one), trim(other));
    if one.is_ascii() && other.is_ascii() {
        let small = |byte: u8| byte.to_ascii_lowercase();
        return one.bytes().map(small).cmp(other.bytes().map(small));
    }
    fold(one).cmp(&fold(other))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare_folded, fold, same_folded};

    #[test]
    fn plain_and_other_letters_fold_alike() {
        assert_eq!(fold("  HeLLo "), "hello");
        assert_eq!(fold("Straße"), "strasse");
        let texts = ["a", "B", "b ", "ä", "Ä", "straße", "STRASSE", "", "zz", "Z"];
        for one in texts {
            for other in texts {
                assert_eq!(
                    compare_folded(one, other),
                    fold(one).cmp(&fold(other)),
                    "{one} {other}"
                );
                assert_eq!(same_folded(one, other), fold(one) == fold(other), "{one} {other}");
            }
        }
        assert_eq!(compare_folded(" Sales", "sALES"), Ordering::Equal);
    }
}
