//! What must hold whatever goes wrong.

use std::fmt;

/// Something that must hold after every step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// An acknowledged event is kept once, and in the end it is applied once.
    EventsOnce,
    /// A request gives its contact one owner, once, and everybody agrees who that is.
    OneOwner,
    /// Whoever asked for an owner has one, waits for one, or was told that there is none.
    NobodyLost,
    /// Nobody is given more than their limit or the request allows, and loads are counts.
    Limits,
    /// Whoever was chosen qualified at that moment.
    Eligible,
    /// Whoever was chosen was the one whose turn it was.
    InTurn,
    /// What reaches the outside was committed before, and reaches it once.
    EffectsOnce,
    /// Whoever waits is served as soon as somebody can, and nobody overtakes.
    FirstCome,
    /// A contact is what its events make of it, in their order.
    FoldOfEvents,
    /// A timer fires once, and never early.
    TimersOnce,
}

impl Invariant {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::EventsOnce,
        Self::OneOwner,
        Self::NobodyLost,
        Self::Limits,
        Self::Eligible,
        Self::InTurn,
        Self::EffectsOnce,
        Self::FirstCome,
        Self::FoldOfEvents,
        Self::TimersOnce,
    ];
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EventsOnce => "I1 events once",
            Self::OneOwner => "I2 one owner",
            Self::NobodyLost => "I3 nobody lost",
            Self::Limits => "I4 limits",
            Self::Eligible => "I5 eligible",
            Self::InTurn => "I6 in turn",
            Self::EffectsOnce => "I7 effects once",
            Self::FirstCome => "I8 first come",
            Self::FoldOfEvents => "I9 fold of events",
            Self::TimersOnce => "I10 timers once",
        })
    }
}
