//! What goes wrong, where, and how often it did.

use std::fmt;

use super::chance::Chance;

/// Something that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A node stops before its call reaches anybody.
    CrashBefore,
    /// A node stops before it hears that its call succeeded.
    CrashAfter,
    /// A store cannot be reached.
    Unavailable,
    /// A store says that somebody else was quicker.
    Conflict,
    /// A call is lost, and nobody knows.
    LostCall,
    /// A reply is lost; the call succeeded.
    LostReply,
    /// A node is slow to hear of what it did.
    SlowReply,
    /// An event is sent again although it was acknowledged.
    Duplicate,
    /// An event overtakes the one before.
    Reorder,
    /// An event is late.
    Delay,
    /// A node's clock goes ahead.
    ClockAhead,
    /// A node's clock goes back.
    ClockBack,
    /// Nobody says for a while what became of a message.
    LateAnswer,
    /// Nobody ever says what became of a message.
    LostAnswer,
    /// A channel refuses a message.
    Refusal,
    /// All nodes stop, and the store is opened again; only where it lasts.
    Reopen,
}

impl Fault {
    /// Every one.
    pub const ALL: [Self; 16] = [
        Self::CrashBefore,
        Self::CrashAfter,
        Self::Unavailable,
        Self::Conflict,
        Self::LostCall,
        Self::LostReply,
        Self::SlowReply,
        Self::Duplicate,
        Self::Reorder,
        Self::Delay,
        Self::ClockAhead,
        Self::ClockBack,
        Self::LateAnswer,
        Self::LostAnswer,
        Self::Refusal,
        Self::Reopen,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::CrashBefore => "crash before",
            Self::CrashAfter => "crash after",
            Self::Unavailable => "store unavailable",
            Self::Conflict => "conflict",
            Self::LostCall => "lost call",
            Self::LostReply => "lost reply",
            Self::SlowReply => "slow reply",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::Delay => "delay",
            Self::ClockAhead => "clock ahead",
            Self::ClockBack => "clock back",
            Self::LateAnswer => "late answer",
            Self::LostAnswer => "lost answer",
            Self::Refusal => "refusal",
            Self::Reopen => "store reopened",
        }
    }

    /// Whether it can happen at a boundary between a node and what it calls.
    #[must_use]
    pub const fn can_be_at(self, boundary: Boundary) -> bool {
        match self {
            Self::CrashBefore | Self::CrashAfter => true,
            Self::Unavailable => !matches!(boundary, Boundary::Perform),
            Self::Conflict => matches!(boundary, Boundary::Apply | Boundary::Commit),
            Self::LostCall | Self::LostReply => {
                !matches!(boundary, Boundary::Perform | Boundary::Snapshot | Boundary::Unfinished)
            }
            Self::SlowReply => true,
            Self::Duplicate
            | Self::Reorder
            | Self::Delay
            | Self::ClockAhead
            | Self::ClockBack
            | Self::LateAnswer
            | Self::LostAnswer
            | Self::Refusal
            | Self::Reopen => false,
        }
    }

    /// In how many chances it happens once, from often to rarely.
    const fn rates(self) -> [u64; 3] {
        match self {
            Self::CrashBefore | Self::CrashAfter => [60, 200, 600],
            Self::Unavailable | Self::Conflict | Self::LostCall | Self::LostReply => [12, 40, 150],
            Self::SlowReply | Self::Reorder | Self::LateAnswer => [2, 4, 12],
            Self::Duplicate | Self::Delay | Self::LostAnswer | Self::Refusal => [3, 8, 20],
            Self::ClockAhead | Self::ClockBack => [4, 8, 16],
            Self::Reopen => [6, 12, 24],
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Where a node calls something outside of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the function of its name")]
pub enum Boundary {
    Apply,
    Snapshot,
    Accept,
    Enter,
    Next,
    Due,
    Commit,
    Release,
    Unfinished,
    Doubt,
    Perform,
}

impl Boundary {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::Apply,
        Self::Snapshot,
        Self::Accept,
        Self::Enter,
        Self::Next,
        Self::Due,
        Self::Commit,
        Self::Release,
        Self::Unfinished,
        Self::Doubt,
        Self::Perform,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Snapshot => "snapshot",
            Self::Accept => "accept",
            Self::Enter => "enter",
            Self::Next => "next",
            Self::Due => "due",
            Self::Commit => "commit",
            Self::Release => "release",
            Self::Unfinished => "unfinished",
            Self::Doubt => "doubt",
            Self::Perform => "perform",
        }
    }
}

impl fmt::Display for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The faults of one play: a few of all, each at a rate of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    chosen: Vec<(Fault, u64)>,
}

impl Faults {
    /// Chooses them.
    pub(super) fn choose(chance: &mut Chance, lasts: bool) -> Self {
        let mut chosen = Vec::new();
        for fault in Fault::ALL {
            let taken = chance.once_in(2);
            let rate = chance.one_of(&fault.rates()).copied().unwrap_or(u64::MAX);
            if taken && (lasts || fault != Fault::Reopen) {
                chosen.push((fault, rate));
            }
        }
        Self { chosen }
    }

    /// Whether a fault happens now.
    pub(super) fn strikes(&self, fault: Fault, chance: &mut Chance) -> bool {
        let rate = self.chosen.iter().find(|(one, _)| *one == fault);
        rate.is_some_and(|(_, rate)| chance.once_in(*rate))
    }

    /// What goes wrong at a boundary, if anything does.
    pub(super) fn at(&self, boundary: Boundary, chance: &mut Chance) -> Option<Fault> {
        let possible = self.chosen.iter().filter(|(fault, _)| fault.can_be_at(boundary));
        // What seldom happens has to fail as well.
        let often = if boundary == Boundary::Doubt { 12 } else { 1 };
        let mut struck = possible.filter(|(_, rate)| chance.once_in(rate.div_ceil(often).max(2)));
        struck.next().map(|(fault, _)| *fault)
    }

    /// Their names.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.chosen.iter().map(|(fault, _)| fault.words()).collect();
        names.join(", ")
    }
}
