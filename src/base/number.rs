//! Whole numbers as text.

use std::ops::Deref;

/// Digits of the largest number.
const MOST: usize = 20;

/// The decimal digits of a number, without memory of their own.
#[derive(Clone, Copy, Debug)]
pub struct Digits {
    digits: [u8; MOST],
    /// How many there are, at the end.
    count: usize,
}

impl Digits {
    /// Of a number.
    #[must_use]
    pub fn of(number: impl Into<u64>) -> Self {
        let (mut rest, mut digits, mut count) = (number.into(), [b'0'; MOST], 0);
        for digit in digits.iter_mut().rev() {
            // Below ten it fits.
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            count += 1;
            if rest == 0 {
                break;
            }
        }
        Self { digits, count }
    }
}

impl Deref for Digits {
    type Target = str;

    fn deref(&self) -> &str {
        let digits = self.digits.get(MOST - self.count..).unwrap_or_default();
        str::from_utf8(digits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn numbers_are_written_as_everywhere() {
        for number in [0, 1, 9, 10, 99, 100, 1_234_567_890, u64::MAX - 1, u64::MAX] {
            assert_eq!(&*Digits::of(number), number.to_string());
        }
    }
}
