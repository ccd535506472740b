//! The cellar: what every room above stands on.
//!
//! Source text and where things stand in it, names and the nearest known one, values and their
//! types, time as numbers, and the limits. Pure data: nothing here reads a clock, a file or the
//! environment, and nothing here knows the language.

mod address;
mod bytes;
mod choice;
mod date;
mod duration;
mod fold;
mod host;
mod key;
mod limits;
mod map;
mod name;
mod number;
mod operator;
mod place;
#[cfg(feature = "planted")]
pub mod planted;
mod share;
mod source;
mod table;
mod text;
mod together;
mod types;
mod value;

pub use address::{is_email, is_phone, is_url};
pub use bytes::Bytes;
pub use choice::Pick;
pub use date::date_in_format;
pub use duration::{Duration, Instant};
pub use fold::{compare_folded, fold, same_folded};
pub use host::{GAP, Inside, authority, host, inside};
pub use key::Key;
pub use limits::*;
pub use map::Map;
pub use name::{Name, nearest};
pub use number::Digits;
pub use operator::{Binary, Logic, Unary};
pub use place::{Literal, PathPart, Place, Root};
pub use share::{dropping, share};
pub use source::{At, FileId, Location, Position, Source, Sources, Span};
pub use table::Table;
pub(crate) use text::as_text;
pub use types::{Choices, Ty, Type};
pub use value::{Value, plain_number};
