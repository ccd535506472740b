//! What a replay hears of, for whoever writes it down.

use super::Told;
use crate::base::Name;
use crate::runtime::Change;

/// Something that a replay hears of, for whoever writes it down.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// What an event tells of a contact by the way.
    Known(Name, Vec<Change>),
    /// What happened.
    Told(Told),
}
