//! Drawings of a step graph: as an indented outline for the terminal, for mermaid and graphviz,
//! as data, and as a picture.
//!
//! In: a graph and the texts it came from. Out: text, or a value that serialises. Of pictures the
//! layout is our own; of the others it is left to whoever shows them.

mod data;
mod dot;
mod edges;
mod mermaid;
mod outline;
mod page;
mod picture;
mod rows;
mod text;

pub use data::{DRAWING_VERSION, Drawing, DrawnEnd, DrawnStep, DrawnWay, DrawnWorkflow, data};
pub use dot::dot;
pub use mermaid::{mermaid, quoted as quoted_for_mermaid};
pub use outline::{Paint, Palette, outline};
pub use page::{Sheet, page};
pub use picture::{
    FAMILY, FONT, Finding, Fonts, NoFont, Painted, Painting, Passed, Theme, lacking, places,
    plain_svg, sketch, svg,
};
#[cfg(feature = "picture")]
pub use picture::{NoPng, png};
pub use text::{cut, one_line};
