//! What one place may hold.

use super::{Ranges, Texts};
use crate::base::Type;

/// A set of values of one place, among them perhaps none at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Values {
    /// Whether the place may have no value.
    pub unset: bool,
    /// What it may hold where it has one.
    pub held: Held,
}

/// A set of values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// These texts, folded. Yes and no are the texts `true` and `false`.
    Among(Texts),
    /// Everything but these texts.
    Except(Texts),
    /// These numbers.
    Numbers(Ranges),
}

impl Held {
    /// Everything.
    #[must_use]
    pub const fn all() -> Self {
        Self::Except(Texts::none())
    }

    /// One text alone.
    #[must_use]
    pub fn only(text: &str) -> Self {
        Self::Among(Texts::of([text]))
    }

    /// Every value of a type.
    #[must_use]
    pub fn of(ty: &Type) -> Self {
        match ty {
            Type::Choice(choices) => Self::Among(Texts::of(choices.options.iter())),
            Type::Bool => Self::Among(Texts::of(["true", "false"])),
            Type::Text
            | Type::Number
            | Type::Date
            | Type::Time
            | Type::DateTime
            | Type::Duration
            | Type::Email
            | Type::Phone
            | Type::Url
            | Type::Location
            | Type::List(_)
            | Type::Record
            | Type::Agent
            | Type::Team
            | Type::Channel
            | Type::Tag
            | Type::Hours
            | Type::Secret
            | Type::Unknown => Self::all(),
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Among(texts) => texts.is_empty(),
            Self::Except(_) => false,
            Self::Numbers(ranges) => ranges.is_empty(),
        }
    }

    fn is_all(&self) -> bool {
        matches!(self, Self::Except(texts) if texts.is_empty())
    }

    /// What is in both. Texts and numbers are never asked of one place.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        if self.is_empty() {
            return self.clone();
        }
        if other.is_empty() {
            return other.clone();
        }
        match (self, other) {
            (Self::Among(one), Self::Among(other)) => Self::Among(one.and(other)),
            (Self::Among(one), Self::Except(other)) | (Self::Except(other), Self::Among(one)) => {
                Self::Among(one.without(other))
            }
            (Self::Except(one), Self::Except(other)) => Self::Except(one.or(other)),
            (Self::Numbers(one), Self::Numbers(other)) => Self::Numbers(one.and(other)),
            (Self::Numbers(_), Self::Among(_) | Self::Except(_)) => self.clone(),
            (Self::Among(_) | Self::Except(_), Self::Numbers(_)) => other.clone(),
        }
    }

    /// What is in one or the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        match (self, other) {
            (Self::Among(one), Self::Among(other)) => Self::Among(one.or(other)),
            (Self::Among(one), Self::Except(other)) | (Self::Except(other), Self::Among(one)) => {
                Self::Except(other.without(one))
            }
            (Self::Except(one), Self::Except(other)) => Self::Except(one.and(other)),
            (Self::Numbers(one), Self::Numbers(other)) => Self::Numbers(one.or(other)),
            (Self::Numbers(_), Self::Among(_) | Self::Except(_))
            | (Self::Among(_) | Self::Except(_), Self::Numbers(_)) => Self::all(),
        }
    }

    /// What is not in it.
    #[must_use]
    pub fn not(&self) -> Self {
        match self {
            Self::Among(texts) => Self::Except(texts.clone()),
            Self::Except(texts) => Self::Among(texts.clone()),
            Self::Numbers(ranges) => Self::Numbers(ranges.not()),
        }
    }
}

impl Values {
    /// Anything, or nothing.
    #[must_use]
    pub const fn all() -> Self {
        Self { unset: true, held: Held::all() }
    }

    /// Only that there is no value.
    #[must_use]
    pub const fn unset() -> Self {
        Self { unset: true, held: Held::Among(Texts::none()) }
    }

    /// Some value of a set.
    #[must_use]
    pub const fn set(held: Held) -> Self {
        Self { unset: false, held }
    }

    /// Whether nothing is possible.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.unset && self.held.is_empty()
    }

    /// Whether everything is possible.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.unset && self.held.is_all()
    }

    /// Whether exactly one thing is possible.
    #[must_use]
    pub fn is_single(&self) -> bool {
        let held = match &self.held {
            Held::Among(texts) => texts.len(),
            Held::Except(_) => usize::MAX,
            Held::Numbers(ranges) => {
                usize::from(!ranges.is_empty()) + usize::from(!ranges.is_one())
            }
        };
        held == usize::from(!self.unset)
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { unset: self.unset && other.unset, held: self.held.and(&other.held) }
    }

    /// What is in one or the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self { unset: self.unset || other.unset, held: self.held.or(&other.held) }
    }

    /// What is not in it.
    #[must_use]
    pub fn not(&self) -> Self {
        Self { unset: !self.unset, held: self.held.not() }
    }
}
