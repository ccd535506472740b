//! How far a long input has been read, for whoever waits at a terminal while the answer goes to a
//! file.

use std::io::{self, IsTerminal, Read};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Bytes of an input that is worth a bar.
const LONG: u64 = 1024 * 1024;

/// An input whose reading is shown.
pub(super) struct Watched<R> {
    inner: R,
    bar: ProgressBar,
}

impl<R: Read> Watched<R> {
    /// Shows the reading of an input of so many bytes, where anybody would see it.
    pub(super) fn new(inner: R, bytes: u64) -> Self {
        let seen = bytes >= LONG && io::stderr().is_terminal() && !io::stdout().is_terminal();
        let bar = match seen {
            true => ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr()),
            false => ProgressBar::hidden(),
        };
        let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes}, {eta} left");
        Self { inner, bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())) }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        if read == 0 {
            self.bar.finish_and_clear();
        }
        self.bar.inc(u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
}
