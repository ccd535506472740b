//! What a declaration of a word says. Everything the language knows is a value of these types.

mod operand;
mod step;
mod word;

pub use operand::*;
pub use step::*;
pub use word::*;
