//! What a workflow means when it runs.
//!
//! Two pure functions. [`turn`]: a compiled [`Workflow`], a [`Run`] of it, one [`Event`] and the
//! [`View`] of the world at that moment give the run as it is then, and records of what happened,
//! why, and what the world is asked to do. [`react`]: what is published, everything known of a
//! contact, and one event for it give the contact as it is then; it finds the runs that the event
//! concerns and those that it starts, and gives each its turn. The same input gives the same
//! bytes. This room must never know a clock, a store, the agents' queue or a channel.

mod answers;
mod arrival;
mod change;
mod contact;
mod effect;
mod evaluate;
mod event;
mod fit;
mod happening;
mod outgoing;
mod published;
mod react;
mod run;
mod state;
mod steps;
mod trace;
mod trigger;
mod turn;
mod workflow;
mod workspace;

pub use answers::{to_json, typed};
pub use arrival::{Arrival, Incoming, NewOwner, Routed};
pub use change::Change;
pub use contact::{Contact, Conversation};
pub use effect::{
    Act, AssignTo, Assist, Effect, EffectKey, Message, Outbound, Pick, Row, StartOther,
};
pub use evaluate::{Hours, Meter, Note, Scope, instant, is_open, next_opening, render};
pub use event::{Answer, Event, EventKind, Over};
pub use fit::fit;
pub use happening::{Brought, Happening};
pub use outgoing::{Extra, Outgoing, Report};
pub use published::{Published, Unpublishable};
pub use react::{Reaction, react};
pub use run::{Ending, Fault, Run, RunId, State, Wait, WaitFor};
pub use state::{ContactState, Trouble};
pub use steps::{HttpRequest, Misread, Sealed, SealedPart};
pub use trace::{Record, Recorded, Traced};
pub use trigger::{interrupts, matches};
pub use turn::{Turn, View, turn};
pub use workflow::{Version, Workflow};
pub use workspace::{UnknownZone, Workspace};
