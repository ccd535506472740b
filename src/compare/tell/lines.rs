//! Lines in the making: indented, coloured, and safe to print.

use crate::report::{Palette, Tint, safe, width, wrap};

/// Fewer columns than this are not worth breaking a text for.
const LEAST: usize = 40;

/// What was written so far.
pub(super) struct Lines {
    out: String,
    columns: usize,
    palette: Palette,
}

impl Lines {
    pub(super) fn new(columns: usize, palette: Palette) -> Self {
        Self { out: String::new(), columns: columns.max(LEAST), palette }
    }

    /// How many columns there are.
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    /// A heading, behind an empty line.
    pub(super) fn head(&mut self, text: &str) {
        self.gap();
        self.begin(0).put(Tint::Strong, text);
        self.end();
    }

    /// An empty line, except at the top.
    pub(super) fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Begins a line.
    pub(super) fn begin(&mut self, indent: usize) -> &mut Self {
        self.out.extend(std::iter::repeat_n("  ", indent));
        self
    }

    /// Text of our own.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        self.out.push_str(text);
        self
    }

    /// Text of somebody else.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.out.push_str(&safe(text));
        self
    }

    /// Text in a colour.
    pub(super) fn put(&mut self, tint: Tint, text: &str) -> &mut Self {
        self.out.push_str(&self.palette.paint(tint, &safe(text)));
        self
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        self.out.push('\n');
    }

    /// Whether a text fits behind an indent.
    pub(super) fn fits(&self, indent: usize, text: &str) -> bool {
        !text.contains('\n') && indent * 2 + width(&safe(text)) <= self.columns
    }

    /// A text in a colour behind a sign, on as many lines as it needs.
    pub(super) fn broken(&mut self, indent: usize, sign: &str, tint: Tint, text: &str) {
        let room = self.columns.saturating_sub(indent * 2 + 2).max(LEAST);
        let mut sign = sign;
        for line in wrap(&safe(text), room) {
            self.begin(indent).put(tint, &format!("{sign}{line}"));
            self.end();
            sign = "  ";
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
