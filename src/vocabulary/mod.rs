//! The words of the language as data: one declaration for every step, trigger, promise, setting,
//! declaration, function and value.
//!
//! Everything else in the house walks these declarations; none has an arm for a single step.
//! It knows nothing of text or trees.

mod build;
mod channels;
pub mod codes;
mod decl;
mod functions;
mod guide;
mod items;
mod lookup;
mod operators;
mod page;
mod promises;
mod scenario;
mod settings;
mod steps;
mod synonyms;
mod table;
mod triggers;
mod types;
mod values;
mod words;

pub use channels::{CHANNELS, ChannelKind, find_channel};
pub use decl::*;
pub use functions::FUNCTIONS;
pub use guide::guide;
pub use items::{DECLARATIONS, ITEM_FORMS, ITEMS, SCENARIO_FORMS, TYPED, TYPED_WITH_TEXT};
pub use lookup::*;
pub use operators::OPERATORS;
pub use page::{Entry, explained, index, manual, manual_of, page, written};
pub use promises::PROMISES;
pub use scenario::SCENARIO_LINES;
pub use settings::{WHEN, WORKFLOW_SAMPLE, WORKFLOW_SETTINGS};
pub use steps::STEPS;
pub use synonyms::*;
pub use triggers::TRIGGERS;
pub use types::TYPES;
pub use values::VALUES;
pub use words::*;
