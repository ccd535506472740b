//! Projects made of the files of a revision: the same roots as on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::load::indexed;
use super::revision::RevisedFile;
use super::settings::{Read, decoded};
use super::{EXTENSION, Project, SETTINGS_FILE};

/// Whether a file of a revision belongs to a program.
#[must_use]
pub fn is_of_program(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_program = name.rsplit_once('.').is_some_and(|(_, end)| end == EXTENSION);
    is_program || name == SETTINGS_FILE
}

/// The projects at and below a folder. Hidden files and folders are passed over, as they are on
/// disk; what git ignores is in no revision.
#[must_use]
pub fn open_revised(folder: &str, files: Vec<RevisedFile>) -> Vec<Project> {
    let below =
        |path: &str| path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/').to_owned();
    let is_hidden = |path: &str| below(path).split('/').any(|part| part.starts_with('.'));
    let files: Vec<RevisedFile> =
        files.into_iter().filter(|(path, _)| is_of_program(path) && !is_hidden(path)).collect();
    let settings = files.iter().filter_map(|(path, _)| path.strip_suffix(SETTINGS_FILE));
    let mut roots: Vec<String> =
        settings.map(|root| root.trim_end_matches('/').to_owned()).collect();
    roots.push(folder.to_owned());
    let root_of = |path: &str| {
        let is_above = |root: &&String| {
            root.is_empty()
                || path.strip_prefix(root.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        roots.iter().filter(is_above).max_by_key(|root| root.len()).cloned()
    };
    let (settings, programs): (Vec<RevisedFile>, Vec<RevisedFile>) =
        files.into_iter().partition(|(path, _)| path.ends_with(SETTINGS_FILE));
    let mut projects: BTreeMap<String, Project> = BTreeMap::new();
    let new = |root: &String| Project { root: PathBuf::from(root), ..Project::default() };
    for (path, bytes) in settings {
        let Some(root) = root_of(&path) else { continue };
        let project = projects.entry(root).or_insert_with_key(new);
        let Read { settings, reports, sources } = decoded(&path, bytes);
        project.settings = settings;
        project.settings_findings = (reports, sources);
    }
    for (path, bytes) in programs {
        let Some(root) = root_of(&path) else { continue };
        let inside = path.strip_prefix(&root).unwrap_or(&path).trim_start_matches('/');
        let project = projects.entry(root.clone()).or_insert_with_key(new);
        if project.settings.files.has(inside) {
            project.add(indexed(&path, bytes), None);
        }
    }
    projects.into_values().collect()
}

/// The path of a project's root below a folder; empty where it is the folder.
#[must_use]
pub fn below(folder: &Path, project: &Project) -> String {
    let tidy = |path: &Path| -> PathBuf {
        path.components().filter(|part| *part != std::path::Component::CurDir).collect()
    };
    let (folder, root) = (tidy(folder), tidy(&project.root));
    let rest = root.strip_prefix(&folder).unwrap_or(&root);
    rest.to_string_lossy().replace('\\', "/")
}
