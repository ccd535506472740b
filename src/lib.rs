//! Rondel: conversation workflows as code.
//!
//! Two towers on one cellar, joined by one bridge. The *compiler tower* turns text into a plan;
//! the *runtime tower* turns a plan and an event into what happens. They share the cellar
//! ([`base`]) and the bridge ([`plan`]), nothing else. Every room imports only from lower floors.
//!
//! | floor | rooms |
//! |---|---|
//! | 0 – 2 | [`base`], [`report`], [`vocabulary`] |
//! | 3 – 5 | [`syntax`], [`format`](mod@format), [`program`], [`graph`] |
//! | 6 – 7 | [`lint`], [`plan`], [`compare`], [`compile`](mod@compile), [`runtime`], [`routing`] |
//! | 8 – 9 | `project`, [`ide`], [`store`], [`world`], [`engine`] |
//! | 10 – 12 | [`scenario`], [`simulate`], `lsp`, `cli` |
//!
//! ```
//! use rondel::base::Sources;
//!
//! let mut sources = Sources::default();
//! sources.add("leads.rondel", "workflow leads \"Leads\" {\n  on manual\n  comment \"Hello.\"\n}\n");
//! let (plans, reports) = rondel::compile(&sources);
//! assert!(reports.is_empty());
//! let plans = plans.unwrap_or_default();
//! assert_eq!(plans.workflows.len(), 1);
//!
//! let mut replay = rondel::Replay::new(plans)?;
//! let event = r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"started","workflow":"leads","contact":"c1"}"#;
//! assert!(!replay.line(1, event)?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What pest derives without `std` names it: its `std` guards the stack at every rule, which the
// bounded nesting of `syntax` makes needless.
extern crate alloc;

pub mod base;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod compile;
pub mod engine;
pub mod format;
pub mod graph;
pub mod ide;
pub mod lint;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod plan;
pub mod program;
#[cfg(feature = "project")]
pub mod project;
pub mod report;
pub mod routing;
pub mod runtime;
pub mod scenario;
pub mod simulate;
pub mod solve;
pub mod store;
pub mod syntax;
pub mod vocabulary;
pub mod world;

pub use compile::{Checked, check, compile};
pub use engine::{Engine, Replay};
pub use format::{Formatted, format};
pub use plan::{Plan, Plans};
pub use routing::{Roster, roster_step};
pub use runtime::{Event, Turn, turn};
pub use store::{AgentStore, RunStore};
