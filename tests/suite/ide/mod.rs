//! What an editor asks of a program.

mod actions;
mod complete;
mod cursor;
mod names;
mod selections;
mod signature;
