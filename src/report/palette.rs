//! Colours, as a value that the caller hands in: a rendering never asks where it is shown.

/// What a stretch of a rendering is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// An error, its culprit, its words.
    Error,
    /// A warning's.
    Warning,
    /// A note's.
    Note,
    /// What stands out without a meaning of its own.
    Strong,
    /// Line numbers and frames.
    Frame,
    /// A cause.
    Cause,
    /// What should be written instead.
    Added,
    /// What goes away.
    Removed,
    /// What matters least.
    Quiet,
}

/// The escape sequence that begins each tint, and the one that ends any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    error: &'static str,
    warning: &'static str,
    note: &'static str,
    strong: &'static str,
    frame: &'static str,
    cause: &'static str,
    added: &'static str,
    removed: &'static str,
    quiet: &'static str,
    reset: &'static str,
}

impl Palette {
    /// No escapes at all.
    pub const PLAIN: Self = Self {
        error: "",
        warning: "",
        note: "",
        strong: "",
        frame: "",
        cause: "",
        added: "",
        removed: "",
        quiet: "",
        reset: "",
    };

    /// The sixteen colours every terminal has, so that people's own themes hold.
    pub const COLOURED: Self = Self {
        error: "\u{1b}[1;31m",
        warning: "\u{1b}[1;33m",
        note: "\u{1b}[1;36m",
        strong: "\u{1b}[1m",
        frame: "\u{1b}[34m",
        cause: "\u{1b}[34m",
        added: "\u{1b}[32m",
        removed: "\u{1b}[31m",
        quiet: "\u{1b}[2m",
        reset: "\u{1b}[0m",
    };

    /// `text` in a tint.
    #[must_use]
    pub fn paint(&self, tint: Tint, text: &str) -> String {
        let begin = self.begin(tint);
        if begin.is_empty() || text.is_empty() {
            text.to_owned()
        } else {
            format!("{begin}{text}{}", self.reset)
        }
    }

    /// What ends any tint.
    #[must_use]
    pub const fn end(&self) -> &'static str {
        self.reset
    }

    /// What begins a tint.
    #[must_use]
    pub const fn begin(&self, tint: Tint) -> &'static str {
        match tint {
            Tint::Error => self.error,
            Tint::Warning => self.warning,
            Tint::Note => self.note,
            Tint::Strong => self.strong,
            Tint::Frame => self.frame,
            Tint::Cause => self.cause,
            Tint::Added => self.added,
            Tint::Removed => self.removed,
            Tint::Quiet => self.quiet,
        }
    }
}

/// A rendering in the making.
pub(super) struct Ink {
    palette: Palette,
    text: String,
}

impl Ink {
    pub(super) const fn new(palette: Palette) -> Self {
        Self { palette, text: String::new() }
    }

    /// Writes without a tint.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Writes in a tint; blanks at either end stay uncoloured.
    pub(super) fn put(&mut self, tint: Tint, text: &str) -> &mut Self {
        if text.trim().is_empty() {
            return self.plain(text);
        }
        self.text.push_str(self.palette.begin(tint));
        self.text.push_str(text);
        self.text.push_str(self.palette.reset);
        self
    }

    /// Ends the line, without blanks behind its last letter.
    pub(super) fn end(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
        self.text.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
