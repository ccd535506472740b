//! What the drivers share: the workspace, the engine on it, and the contacts who write to it.
//!
//! In: how many workflows there are besides. Out: an engine whose messages have a known fingerprint.

pub mod channel;
pub mod further;
pub mod shop;
