//! Text as chat answers are compared: without case and surrounding blanks.

/// The folded form of a text: surrounding white space gone, full Unicode case folding.
///
/// *Source*: the Unicode Standard, section 3.13, default caseless matching.
#[must_use]
pub fn fold(text: &str) -> String {
    caseless::default_case_fold_str(text.trim())
}
