//! What was found in a program, kept for the next time that nothing has changed.
//!
//! It lies in the root, in a folder that git passes over, a file for each state of the program and
//! named by the hash of everything that findings follow from. A file that is damaged or foreign is
//! no file, and where nothing can be written, nothing is kept: a cache never fails a check.

mod form;
mod key;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use self::form::{read, written};
use super::Project;
use crate::lint::Care;
use crate::report::Reports;

/// The folder, in a root.
pub const CACHE_FOLDER: &str = ".rondel_cache";

/// States of a program that are kept, of which the oldest go first.
const MOST_STATES: usize = 16;
/// Bytes of all of them together.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// What lies in the folder besides, for programs that look into it.
const SIGNS: [(&str, &str); 2] = [
    (".gitignore", "# What `rondel check` has found, so that it need not look again.\n*\n"),
    // *Source*: Cache Directory Tagging Specification. Backups pass over a folder with this in it.
    ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
];

/// What was found in a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// In its own files, those that nobody asked about too.
    pub program: Reports,
    /// In its settings, where the program shows that.
    pub settings: Reports,
}

/// The place where the findings of a program are kept, in the state that it is in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
    key: String,
}

impl Cache {
    /// That of a program looked through with so much care; none for a folder without a
    /// `rondel.toml`, into which nothing is written unasked, where the settings want none, and where
    /// there is nothing to look through.
    #[must_use]
    pub fn of(project: &Project, care: Care) -> Option<Self> {
        project.settings_source()?;
        project.sources.iter().next()?;
        let folder = project.root.join(CACHE_FOLDER);
        project.settings.cache.then(|| Self { folder, key: key::key(project, care) })
    }

    /// What was found the last time, if it was kept.
    #[must_use]
    pub fn find(&self) -> Option<Findings> {
        // A link may lead anywhere.
        if !is_folder(&self.folder) {
            return None;
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(self.folder.join(&self.key)).ok()?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
        read(&bytes)
    }

    /// Keeps what was found.
    pub fn keep(&self, findings: &Findings) {
        // Whoever cannot write here has to look anew each time, and need not be told each time.
        let _ = self.try_to_keep(findings);
    }

    fn try_to_keep(&self, findings: &Findings) -> std::io::Result<()> {
        let bytes = written(findings);
        if bytes.len() as u64 > MOST_BYTES {
            return Ok(());
        }
        if fs::create_dir(&self.folder).is_ok() {
            for (name, text) in SIGNS {
                fs::write(self.folder.join(name), text)?;
            }
        }
        if !is_folder(&self.folder) {
            return Ok(());
        }
        // Renamed when whole, so that others who look at the same time see all of it or nothing.
        // What the power takes before it is on the disk is found to be damaged.
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        file.write_all(&bytes)?;
        file.persist(self.folder.join(&self.key)).map_err(|error| error.error)?;
        self.tidy()
    }

    /// Takes away what was kept longest ago, and what others left half written.
    fn tidy(&self) -> std::io::Result<()> {
        let mut kept: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let is_sign = SIGNS.iter().any(|(name, _)| entry.file_name() == *name);
            let meta = entry.metadata()?;
            if meta.is_file() && !is_sign {
                kept.push((meta.modified()?, meta.len(), entry.path()));
            }
        }
        kept.sort_by(|one, other| other.cmp(one));
        let mut bytes = 0;
        for (at, (_, size, path)) in kept.into_iter().enumerate() {
            bytes += size;
            if at >= MOST_STATES || bytes > MOST_BYTES {
                // Somebody else may have been faster.
                let _ = fs::remove_file(path);
            }
        }
        Ok(())
    }
}

/// Whether a path is a folder itself, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}
