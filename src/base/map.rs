//! Tables by name.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// A table whose lookups cost little and go the same way in every run. Nothing goes through one in
/// order.
pub type Map<K, V> = HashMap<K, V, FixedState>;
