//! What a workflow means when it runs.
//!
//! In: a compiled [`Workflow`], a [`Run`] of it, one [`Event`] and the [`View`] of the world at
//! that moment. Out of [`turn`]: the run as it is then, the effects it asks for, and a trace of
//! what happened and why. Pure: the same input gives the same bytes. This room must never know a
//! clock, a store, the agents' queue or a channel.

mod act;
mod change;
mod contact;
mod effect;
mod evaluate;
mod event;
mod fit;
mod happening;
mod run;
mod trigger;
mod turn;
mod unsupported;
mod workflow;
mod workspace;

pub use change::Change;
pub use contact::{Contact, Conversation};
pub use effect::{Act, AssignTo, Effect, EffectKey, Message, Outgoing, Pick};
pub use evaluate::{Hours, Meter, Note, Scope, render};
pub use event::{Event, EventKind};
pub use fit::fit;
pub use happening::{Brought, Happening};
pub use run::{Ending, Fault, Run, RunId, State, Wait, WaitFor};
pub use trigger::matches;
pub use turn::{Trace, Traced, Turn, View, turn};
pub use unsupported::{UNSUPPORTED, Unsupported, unsupported};
pub use workflow::Workflow;
pub use workspace::{UnknownZone, Workspace};
