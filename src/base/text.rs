//! Types that are written as a text wherever they are serialised.

/// Serialises a type as what it prints, and reads it back with its `FromStr`; what cannot be read is
/// refused with what was expected.
macro_rules! as_text {
    ($type:ty, $expected:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <$crate::base::Name as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(|()| serde::de::Error::custom(concat!("expected ", $expected)))
            }
        }
    };
}

pub(crate) use as_text;
