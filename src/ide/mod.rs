//! What an editor asks of a program: plain data in and out.
//!
//! In: a [`View`] of a program that was understood, and places in its files, in bytes. Out:
//! places, texts and edits. It knows no protocol, no clock and no disk.

mod actions;
mod complete;
mod declare;
mod define;
mod excerpt;
mod fold;
mod hints;
mod hover;
mod line;
mod names;
mod rename;
mod signature;
mod symbols;
mod tokens;
mod values;
mod view;

pub use actions::{Action, actions, fix_all};
pub use complete::{Completions, Insert, Item, ItemKind, complete};
pub use define::{define, highlights, of, references};
pub use fold::{Fold, folds, selections};
pub use hints::{Hint, HintKind, Lens, LensKind, hints, lenses};
pub use hover::{Hover, NextOpening, hover};
pub use line::{Line, Meaning, Within, lines};
pub use names::{Occurrence, Sort, Thing, named, occurrences};
pub use rename::{rename, rename_what};
pub use signature::{Parameter, Signature, Signatures, signature};
pub use symbols::{Found, Symbol, SymbolKind, find_symbols, symbols};
pub use tokens::{Token, TokenKind, tokens};
pub use view::{Spot, View};
