//! Drawings of a step graph: as an indented outline for the terminal, for mermaid and graphviz,
//! and as data.
//!
//! In: a graph and the texts it came from. Out: text, or a value that serialises. Layout is left
//! to whoever shows it.

mod data;
mod dot;
mod edges;
mod mermaid;
mod outline;
mod rows;
mod text;

pub use data::{DRAWING_VERSION, Drawing, DrawnEnd, DrawnStep, DrawnWay, DrawnWorkflow, data};
pub use dot::dot;
pub use mermaid::{mermaid, quoted as quoted_for_mermaid};
pub use outline::{Paint, Palette, outline};
pub use text::{cut, one_line};
