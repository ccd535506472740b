//! Text that becomes part of a document.

use std::borrow::Cow;

/// A text with everything that XML reads as its own told in another way. What no document may hold
/// is left out.
pub(in crate::graph::draw) fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if is_special(letter) => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}

fn is_special(letter: char) -> bool {
    matches!(letter, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_of_a_text_is_read_as_markup() {
        assert_eq!(safe("a <b> & \"c\" 'd'\u{1}"), "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ");
        assert_eq!(safe("plain"), "plain");
    }
}
