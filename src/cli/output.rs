//! The one place that writes to the terminal, and ends quietly when nobody listens any more.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use super::Exit;
use crate::project::Problem;
use crate::report::{Human, Palette, Tint, safe};

/// Columns of a screen that has no width, like a file.
const WIDTH: usize = 100;
/// Columns that lines are still easy to read in.
const WIDEST: usize = 120;

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// Standard output for what was asked for, and standard error for remarks about it.
pub(super) struct Output {
    answers: BufWriter<Stdout>,
    answer_palette: Palette,
    remark_palette: Palette,
    failure: Option<io::Error>,
}

impl Output {
    pub(super) fn new(colour: Colour) -> Self {
        let palette = |automatic: ColorChoice| match colour {
            Colour::Always => Palette::COLOURED,
            Colour::Never => Palette::PLAIN,
            Colour::Auto if automatic == ColorChoice::Never => Palette::PLAIN,
            Colour::Auto => Palette::COLOURED,
        };
        let (out, err) = (io::stdout(), io::stderr());
        let answer_palette = palette(AutoStream::choice(&out));
        let remark_palette = palette(AutoStream::choice(&err));
        if answer_palette != Palette::PLAIN || remark_palette != Palette::PLAIN {
            // Some consoles have to be told that escapes will come.
            let _ = AutoStream::always_ansi(io::stdout());
        }
        let answers = BufWriter::with_capacity(64 * 1024, out);
        Self { answers, answer_palette, remark_palette, failure: None }
    }

    pub(super) fn colours_answers(&self) -> bool {
        self.answer_palette != Palette::PLAIN
    }

    pub(super) fn colours_remarks(&self) -> bool {
        self.remark_palette != Palette::PLAIN
    }

    /// The colours of what was asked for.
    pub(super) const fn palette(&self) -> Palette {
        self.answer_palette
    }

    /// How findings are drawn here.
    pub(super) fn human(&self) -> Human {
        let columns = terminal_size::terminal_size_of(io::stdout())
            .map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST));
        Human { palette: self.answer_palette, width: columns }
    }

    /// How findings are drawn among remarks.
    pub(super) fn human_remarks(&self) -> Human {
        let columns = terminal_size::terminal_size_of(io::stderr())
            .map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST));
        Human { palette: self.remark_palette, width: columns }
    }

    /// Whether what was asked for goes to people's eyes at once.
    pub(super) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Writes what was asked for.
    pub(super) fn answer(&mut self, text: &str) {
        self.answer_bytes(text.as_bytes());
    }

    /// Writes what was asked for, which need not be text.
    pub(super) fn answer_bytes(&mut self, bytes: &[u8]) {
        if self.failure.is_none()
            && let Err(error) = self.answers.write_all(bytes)
        {
            self.failure = Some(error);
        }
    }

    /// Whether nobody takes what is written, so that a long command may stop.
    pub(super) const fn is_closed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether whoever read what is written has gone, also while nothing is.
    pub(super) fn is_gone(&self) -> bool {
        // A terminal that goes takes its programs with it, and not every system answers for one.
        self.is_closed() || (!self.is_terminal() && has_no_reader())
    }

    /// Writes a remark, behind everything that was answered so far.
    pub(super) fn remark(&mut self, text: &str) {
        self.flush();
        // There is nobody left to tell when this fails.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says what went wrong.
    pub(super) fn problem(&mut self, problem: &Problem) {
        self.say((Tint::Error, "error"), problem);
    }

    /// Says what is not as it could be, where the command has done its work all the same.
    pub(super) fn warning(&mut self, problem: &Problem) {
        self.say((Tint::Warning, "warning"), problem);
    }

    fn say(&mut self, (tint, word): (Tint, &str), problem: &Problem) {
        let palette = self.remark_palette;
        let mut text = palette.paint(tint, word);
        text.push_str(&palette.paint(Tint::Strong, ": "));
        text.push_str(&palette.paint(Tint::Strong, &safe(&problem.message)));
        text.push('\n');
        if let Some(help) = &problem.help {
            text.push_str(&format!("  {} {}\n", palette.paint(Tint::Strong, "help:"), safe(help)));
        }
        self.remark(&text);
    }

    /// How a command ended; what went wrong is said.
    pub(super) fn end(&mut self, ended: Result<Exit, Problem>) -> Exit {
        ended.unwrap_or_else(|problem| {
            self.problem(&problem);
            Exit::Failed
        })
    }

    /// Writes the rest and turns the end into the program's exit code.
    pub(super) fn finish(mut self, exit: Exit) -> ExitCode {
        self.flush();
        match self.failure.take() {
            None => ExitCode::from(exit as u8),
            // The reader has seen enough, as `head` does: that is no failure.
            Some(error) if error.kind() == ErrorKind::BrokenPipe => {
                ExitCode::from(Exit::Clean as u8)
            }
            Some(error) => {
                self.problem(&Problem::new(format!("cannot write the output: {error}")));
                ExitCode::from(Exit::Failed as u8)
            }
        }
    }

    /// Passes on what was written so far.
    pub(super) fn flush(&mut self) {
        if self.failure.is_none()
            && let Err(error) = self.answers.flush()
        {
            self.failure = Some(error);
        }
    }
}

#[cfg(unix)]
fn has_no_reader() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let out = io::stdout();
    let mut asked = [PollFd::new(&out, PollFlags::empty())];
    let gone = PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL;
    poll(&mut asked, Some(&Timespec::default())).is_ok_and(|_| {
        let [out] = asked;
        out.revents().intersects(gone)
    })
}

#[cfg(not(unix))]
const fn has_no_reader() -> bool {
    false
}
