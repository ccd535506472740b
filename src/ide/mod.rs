//! What an editor asks of a program: plain data in and out.
//!
//! In: a [`View`] of a program that was understood, and places in its files, in bytes. Out:
//! places, texts and edits. It knows no protocol, no clock and no disk.

mod line;
mod names;
mod view;

pub use line::{Line, Meaning, Within, lines};
pub use names::{Occurrence, Sort, Thing, occurrences};
pub use view::{Spot, View};
