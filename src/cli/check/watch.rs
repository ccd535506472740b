//! `rondel check --watch`: checks again whenever something has changed, until it is ended.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Check, Format};
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::project::{Glance, Problem};

/// Between two glances at least: a change is seen before a hand has left the key.
const PAUSE: Duration = Duration::from_millis(200);
/// How long nothing more may change until what did is taken for whole: editors write a file in
/// several steps, and other programs many files.
const CALM: Duration = Duration::from_millis(50);
/// Who never stops writing is not waited for any longer.
const LONGEST: Duration = Duration::from_secs(2);
/// So many times as long as a glance takes is waited until the next, so that it costs little.
const SHARE: u32 = 25;

/// Wipes the screen and what has gone off it, and begins at its top.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

impl Check {
    /// Checks, waits for a change, and begins anew; ends when nobody listens any more.
    pub(super) fn watch(&self, output: &mut Output) -> Exit {
        if let Some(problem) = self.refusal() {
            output.problem(&problem);
            return Exit::Failed;
        }
        let mut changed = String::new();
        loop {
            // Taken before anything is read: what changes meanwhile is a change.
            let before = self.glance();
            let begun = Instant::now();
            if output.is_terminal() {
                output.answer(CLEAR);
            }
            let exit = self.once(output);
            if exit == Exit::Failed && changed.is_empty() && !self.inputs.are_there() {
                return exit;
            }
            let (now, took) =
                (jiff::Zoned::now().strftime("%H:%M:%S"), begun.elapsed().as_millis());
            output.remark(&format!(
                "{now}  {changed}checked in {took} ms; waiting for changes, Ctrl-C ends\n"
            ));
            match self.wait(&before, output) {
                Some(what) => changed = what,
                None => return Exit::Clean,
            }
        }
    }

    /// Why this cannot be watched.
    fn refusal(&self) -> Option<Problem> {
        if self.inputs.is_stdin() {
            let problem = Problem::new("`--watch` needs files, and standard input is none");
            return Some(problem.help("name the folder of the program instead of `-`"));
        }
        let name = match self.format {
            Format::Human | Format::Concise => return None,
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Junit => "junit",
        };
        let message =
            format!("`--watch` goes on without end, and `--format {name}` is one document");
        Some(Problem::new(message).help("write `--format concise`, or leave `--watch` out"))
    }

    /// What changed, in words, as soon as it has come to rest. None where nobody listens any more.
    fn wait(&self, before: &Glance, output: &Output) -> Option<String> {
        let mut took = Duration::ZERO;
        loop {
            sleep(PAUSE.max(took * SHARE));
            if output.is_gone() {
                return None;
            }
            let begun = Instant::now();
            let mut now = self.glance();
            took = begun.elapsed();
            if now == *before {
                continue;
            }
            while begun.elapsed() < LONGEST {
                sleep(CALM);
                let again = self.glance();
                if again == now {
                    break;
                }
                now = again;
            }
            return Some(named(now.changed(before)));
        }
    }

    fn glance(&self) -> Glance {
        let further: Vec<&Path> = self.baseline.as_deref().into_iter().collect();
        Glance::at(self.inputs.paths(), &further)
    }
}

/// `` `leads.rondel` changed, ``, as a sentence begins.
fn named<'a>(mut files: impl Iterator<Item = &'a Path>) -> String {
    let first = files.next();
    match (first, files.count()) {
        (None, _) => "something changed, ".to_owned(),
        (Some(first), 0) => format!("`{}` changed, ", first.display()),
        (Some(first), more) => format!("`{}` and {more} more changed, ", first.display()),
    }
}
