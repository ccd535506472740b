//! Every trigger, one declaration each.

mod contact;
mod conversation;
mod message;
mod outside;

use super::Trigger;

/// Every trigger, in the order of the reference.
pub const TRIGGERS: &[Trigger] = &[
    conversation::OPENED,
    conversation::CLOSED,
    contact::TAG,
    contact::FIELD,
    contact::LIFECYCLE,
    message::MESSAGE,
    outside::SHORTCUT,
    outside::WEBHOOK,
    outside::AD,
    outside::MANUAL,
];
