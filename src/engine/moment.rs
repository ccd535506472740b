//! Moments as events write them: RFC 3339.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serializer};

use crate::base::Instant;

/// `2026-03-02T09:00:00Z`.
#[must_use]
pub(super) fn write(at: Instant) -> String {
    Timestamp::from_millisecond(at.millis).map(|at| at.to_string()).unwrap_or_default()
}

pub(super) fn serialize<S: Serializer>(at: &Instant, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&write(*at))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Instant, D::Error> {
    let text = String::deserialize(from)?;
    let at: Timestamp = text.parse().map_err(|_| {
        serde::de::Error::custom(format!(
            "`{text}` is not a moment, expected one with its zone like `2026-03-02T09:00:00Z`"
        ))
    })?;
    Ok(Instant { millis: at.as_millisecond() })
}
