//! The program as people call it.

mod cache;
mod ci;
mod coverage;
mod diff;
mod files;
mod findings;
mod fonts;
mod inputs;
#[cfg(unix)]
mod kill;
mod pictures;
mod record;
mod scenarios;
mod settings;
mod store;
mod terminal;
mod watch;
mod work;

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(super) const GOOD: &str = "workflow hello \"Hello\" {\n  on manual\n  send \"Hi\"\n}\n";
const BAD: &str = "workflow hello \"Hello\" {\n  on manual\n  send: \"Hi\"\n}\n";

/// A folder with files in it, and the program called inside.
pub(super) struct Folder {
    dir: TempDir,
}

/// What a call gave.
pub(super) struct Answer {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = self.code.map_or("signal".to_owned(), |code| code.to_string());
        write!(f, "exit {code}\n--- out\n{}--- err\n{}", self.out, self.err)
    }
}

impl Folder {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { dir: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rondel"));
        command.args(arguments).current_dir(self.dir.path());
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM", "CI"] {
            command.env_remove(variable);
        }
        command
    }

    pub(super) fn rondel(&self, arguments: &[&str]) -> Answer {
        answer(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    fn rondel_with(&self, arguments: &[&str], input: &[u8]) -> Answer {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        answer(child.wait_with_output().unwrap())
    }
}

fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The names of the files that `check --format concise` speaks of.
fn spoken_of(answer: &Answer) -> Vec<String> {
    let mut names: Vec<String> =
        answer.out.lines().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect();
    names.dedup();
    names
}
