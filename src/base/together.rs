//! Short texts put together.

use std::io::Write as _;

/// Bytes of a short text.
const SHORT: usize = 128;

/// Uses texts, one behind the other, as one. Short ones take no memory of their own.
pub(crate) fn together<T>(texts: &[&str], take: impl FnOnce(&str) -> T) -> T {
    let mut all = [0; SHORT];
    let mut free = all.as_mut_slice();
    let fits = texts.iter().all(|text| free.write_all(text.as_bytes()).is_ok());
    let left = free.len();
    let short = all.get(..SHORT - left).and_then(|text| str::from_utf8(text).ok());
    match short.filter(|_| fits) {
        Some(text) => take(text),
        None => take(&texts.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn texts_of_every_length_are_put_together() {
        for length in [0, 1, 60, 127, 128, 129, 500] {
            let text = "é".repeat(length / 2) + "a".repeat(length % 2).as_str();
            assert_eq!(together(&[&text], str::to_owned), text);
            assert_eq!(together(&["x", &text, "", "y"], str::to_owned), format!("x{text}y"));
        }
    }
}
