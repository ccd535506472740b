//! Which files belong together, reading them, their settings, and writing back safely.
//!
//! In: paths as people gave them. Out: [`Project`]s with their texts, and [`Problem`]s where the
//! disk said no. It knows nothing of what the texts mean.

mod cache;
mod discover;
mod folder;
mod glance;
mod ignored;
mod load;
mod problem;
mod read;
mod revised;
mod revision;
mod settings;
mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::base::{FileId, Source, Sources};
use crate::program::Program;
use crate::report::Reports;
use crate::vocabulary::Sort;

pub use cache::{CACHE_FOLDER, Cache, Findings};
pub use folder::{read_folder, remove, write_into};
pub use glance::Glance;
pub use load::open;
pub use problem::Problem;
pub use read::read as read_file;
pub use revised::{below, is_of_program, open_revised};
pub use revision::{RevisedFile, Revision};
pub use settings::{Channels, Files, Rules, SETTINGS_FILE, Settings};
pub use write::write;

/// The ending of a program file's name, without its dot.
pub const EXTENSION: &str = "rondel";

/// A text that came in by standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stdin {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The path it is to be treated as, if one was given. The text then stands in for that file.
    pub path: Option<PathBuf>,
}

/// One program on disk: a root and all its files.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The root folder, as it was reached.
    pub root: PathBuf,
    /// What `rondel.toml` says.
    pub settings: Settings,
    /// The texts, in order of path.
    pub sources: Sources,
    /// What `rondel.toml` itself has wrong, with its own source.
    pub settings_findings: (Reports, Sources),
    /// Findings about reading: wrong bytes, too many bytes.
    refused: Reports,
    /// The files with such findings: nothing else is said about them.
    refused_files: BTreeSet<FileId>,
    /// The path of each file, in order of id; none for standard input.
    paths: Vec<Option<PathBuf>>,
    /// The files that were asked for; none means all.
    asked: Option<BTreeSet<FileId>>,
}

impl Project {
    /// The path of a file, unless it came by standard input.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.paths.get(file.0 as usize)?.as_deref()
    }

    /// The files that were asked for, in order.
    pub fn asked(&self) -> impl Iterator<Item = FileId> {
        self.sources.iter().map(|(file, _)| file).filter(|file| self.is_asked(*file))
    }

    /// Whether a file could be read as text at all.
    #[must_use]
    pub fn is_readable(&self, file: FileId) -> bool {
        !self.refused_files.contains(&file)
    }

    /// What is to be said in the end: findings about reading take the place of any others about
    /// the same file, and only files that were asked for are spoken of.
    #[must_use]
    pub fn findings(&self, mut found: Reports) -> Reports {
        found.retain(|report| self.is_readable(report.location().file));
        found.append(self.refused.clone());
        found.retain(|report| self.is_asked(report.location().file));
        found.sort();
        found
    }

    /// The text of its `rondel.toml`, if it has one.
    #[must_use]
    pub fn settings_source(&self) -> Option<&Source> {
        self.settings_findings.1.get(FileId(0))
    }

    /// Gives findings the severities that the settings have for their rules.
    pub fn weigh(&self, reports: &mut Reports) {
        let paths: Vec<String> = match self.settings.rules.asks_for_paths() {
            true => self
                .sources
                .iter()
                .map(|(_, one)| ignored::inside(&self.root, Path::new(one.name())))
                .collect(),
            false => Vec::new(),
        };
        self.settings.rules.weigh(reports, |report| {
            paths.get(report.location().file.0 as usize).map_or("", String::as_str)
        });
    }

    /// Puts a text in the place of a file's, or takes in one more file.
    pub fn put(&mut self, path: &Path, text: &str) -> FileId {
        let known = self.paths.iter().position(|known| known.as_deref() == Some(path));
        let known = known.and_then(|index| u32::try_from(index).ok()).map(FileId);
        let Some(file) = known else {
            let source = Source::new(&path.display().to_string(), text);
            return self.add((source, None), Some(path.to_owned()));
        };
        self.sources.replace(file, text);
        self.refused_files.remove(&file);
        self.refused.retain(|report| report.location().file != file);
        file
    }

    /// What the settings say of channels that the program does not know.
    #[must_use]
    pub fn strangers(&self, program: &Program) -> Reports {
        // What did not parse may have declared them.
        if program.damaged {
            return Reports::default();
        }
        let declared = program.workspace.all(Sort::Channel);
        let names: Vec<&str> = declared.map(|channel| channel.name.as_str()).collect();
        self.settings.channels.strangers(&names)
    }

    fn is_asked(&self, file: FileId) -> bool {
        self.asked.as_ref().is_none_or(|asked| asked.contains(&file))
    }
}
