//! Text as chat answers are compared: without case and surrounding blanks.

use std::cmp::Ordering;

/// The folded form of a text: surrounding white space gone, full Unicode case folding.
///
/// *Source*: the Unicode Standard, section 3.13, default caseless matching.
#[must_use]
pub fn fold(text: &str) -> String {
    let text = text.trim();
    // Of plain letters, folding makes small ones.
    if text.is_ascii() { text.to_ascii_lowercase() } else { caseless::default_case_fold_str(text) }
}

/// Which of two texts comes first, both folded.
#[must_use]
pub fn compare_folded(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.trim(), other.trim());
    if one.is_ascii() && other.is_ascii() {
        let small = |byte: u8| byte.to_ascii_lowercase();
        return one.bytes().map(small).cmp(other.bytes().map(small));
    }
    fold(one).cmp(&fold(other))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare_folded, fold};

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
            }
        }
        assert_eq!(compare_folded(" Sales", "sALES"), Ordering::Equal);
    }
}
