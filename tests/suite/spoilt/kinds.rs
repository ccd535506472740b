//! The ways in which a workflow is spoilt.

use std::fmt;

/// A way to spoil a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    DeleteTimeOut,
    SwapTeam,
    DropOption,
    ShortenWait,
    RemoveAssign,
    NegateCondition,
    LengthenWait,
    SwapArms,
    DropSend,
    DropChange,
    ChangeLimit,
    DropOnlyOnline,
    LoosenAssign,
    DropSetting,
    ChangeJump,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub(super) const ALL: [Self; 15] = [
        Self::DeleteTimeOut,
        Self::SwapTeam,
        Self::DropOption,
        Self::ShortenWait,
        Self::RemoveAssign,
        Self::NegateCondition,
        Self::LengthenWait,
        Self::SwapArms,
        Self::DropSend,
        Self::DropChange,
        Self::ChangeLimit,
        Self::DropOnlyOnline,
        Self::LoosenAssign,
        Self::DropSetting,
        Self::ChangeJump,
    ];

    /// Whether it is one of the slips that cost a contact its owner or its answer; they are counted
    /// apart, so that many easy ones of other kinds hide nothing.
    pub(super) const fn is_core(self) -> bool {
        matches!(
            self,
            Self::DeleteTimeOut
                | Self::SwapTeam
                | Self::DropOption
                | Self::ShortenWait
                | Self::RemoveAssign
                | Self::NegateCondition
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::DeleteTimeOut => "delete a time-out",
            Self::SwapTeam => "swap a team",
            Self::DropOption => "drop an option",
            Self::ShortenWait => "shorten a wait",
            Self::RemoveAssign => "remove an assign",
            Self::NegateCondition => "negate a condition",
            Self::LengthenWait => "lengthen a wait",
            Self::SwapArms => "swap two arms",
            Self::DropSend => "drop a send",
            Self::DropChange => "drop a set or a tag",
            Self::ChangeLimit => "change a limit",
            Self::DropOnlyOnline => "drop `only online`",
            Self::LoosenAssign => "loosen an assign",
            Self::DropSetting => "drop a setting",
            Self::ChangeJump => "change a jump",
        })
    }
}
