//! What an editor asks of a program.

mod complete;
mod cursor;
mod names;
mod signature;
