//! What lies outside: channels and everything else that effects reach.
//!
//! In: effects. Out: how they went. This build has the [`Recorder`], which takes everything down
//! and sends nothing.

mod recorder;

pub use recorder::Recorder;
