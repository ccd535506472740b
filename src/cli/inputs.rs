//! What a command looks at: paths, or a text from standard input.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::base::MAX_SOURCE_BYTES;
use crate::project::{Problem, Project, Stdin, open};

use super::output::Output;

/// Where the program text comes from.
#[derive(Args, Debug)]
pub(super) struct Inputs {
    /// Files and folders, or `-` for standard input
    ///
    /// A folder stands for every `.rondel` file below it; hidden and git-ignored ones are passed
    /// over. Each folder with a `rondel.toml` is a program of its own. A file is looked at within
    /// the program it belongs to, and only the named files are spoken of.
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Treat standard input as the file of this name
    ///
    /// The text takes the place of that file in its program.
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
}

/// What was opened, and whether anything could not be.
pub(super) struct Opened {
    pub(super) projects: Vec<Project>,
    pub(super) failed: bool,
}

impl Inputs {
    /// Whether the text comes from standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }

    /// The files and folders.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Whether all of them are there.
    pub(super) fn are_there(&self) -> bool {
        self.paths.iter().all(|path| path.exists())
    }

    /// Reads everything, and says what could not be read.
    pub(super) fn open(&self, output: &mut Output) -> Opened {
        let mut paths = self.paths.clone();
        paths.retain(|path| path != Path::new("-"));
        let stdin = match self.stdin() {
            Ok(stdin) => stdin,
            Err(problem) => {
                output.problem(&problem);
                return Opened { projects: Vec::new(), failed: true };
            }
        };
        let (projects, problems) = open(&paths, stdin.as_ref());
        for problem in &problems {
            output.problem(problem);
        }
        Opened { projects, failed: !problems.is_empty() }
    }

    fn stdin(&self) -> Result<Option<Stdin>, Problem> {
        if !self.is_stdin() {
            let Some(name) = &self.stdin_filename else { return Ok(None) };
            let message = format!("`--stdin-filename {}` needs the path `-`", name.display());
            return Err(Problem::new(message).help("write `-` for standard input"));
        }
        let bytes = read_stdin(MAX_SOURCE_BYTES as u64 + 1)?;
        Ok(Some(Stdin { bytes, path: self.stdin_filename.clone() }))
    }
}

/// Standard input, up to so many bytes.
fn read_stdin(most: u64) -> Result<Vec<u8>, Problem> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::new(format!("cannot read standard input: {error}")))?;
    Ok(bytes)
}
