//! What the disk or the caller did that cannot be worked around.

use std::io;
use std::path::Path;

/// What the commonest failures of a disk are called.
const PLAIN: [(io::ErrorKind, &str); 6] = [
    (io::ErrorKind::NotFound, "it does not exist"),
    (io::ErrorKind::PermissionDenied, "permission was denied"),
    (io::ErrorKind::IsADirectory, "it is a folder"),
    (io::ErrorKind::NotADirectory, "a part of the path is not a folder"),
    (io::ErrorKind::StorageFull, "the disk is full"),
    (io::ErrorKind::ReadOnlyFilesystem, "the disk is read-only"),
];

/// A failure outside of any program text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What went wrong, in one sentence.
    pub message: String,
    /// What to do, in the imperative.
    pub help: Option<String>,
}

impl Problem {
    /// A failure with nothing more to say.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What the system said about a path, in plain words where there are any.
    #[must_use]
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let known = PLAIN.iter().find(|(kind, _)| *kind == error.kind());
        let why = match known {
            // What is written need not be there before, but what it is written into does.
            Some((io::ErrorKind::NotFound, _)) if doing == "write" => {
                "its folder does not exist".into()
            }
            Some((_, why)) => (*why).to_owned(),
            None => error.to_string().to_lowercase(),
        };
        Self::new(format!("cannot {doing} `{}`: {why}", path.display()))
    }
}
