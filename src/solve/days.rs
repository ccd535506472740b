//! Days as the numbers that conditions know them by.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The day from which days are counted.
pub(super) const FIRST_DAY: Date = Date::constant(1970, 1, 1);

/// How many days lie between the first of January 1970 and a day.
#[must_use]
pub fn day_number(day: Date) -> Decimal {
    Decimal::from(day.duration_since(FIRST_DAY).as_hours() / 24)
}
