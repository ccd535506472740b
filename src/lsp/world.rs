//! The folders and documents that the editor has open, and the programs they belong to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::TextDocumentContentChangeEvent as Change;

use super::snapshot::{Page, Snapshot};
use super::text::{Encoding, Lines};
use super::uri;
use crate::base::FileId;
use crate::lint::Care;
use crate::project::{EXTENSION, Glance, Project, SETTINGS_FILE, open};

/// A text that the editor has open. It counts, whatever the disk says.
#[derive(Debug)]
struct Document {
    /// Its path; for one without, such as a new one, its address.
    path: PathBuf,
    version: i32,
    text: String,
}

/// Everything that is open.
#[derive(Debug, Default)]
pub(super) struct World {
    folders: Vec<PathBuf>,
    documents: BTreeMap<String, Document>,
    programs: Vec<Arc<Snapshot>>,
    encoding: Encoding,
    care: Care,
}

impl World {
    pub(super) fn new(folders: Vec<PathBuf>, encoding: Encoding, care: Care) -> Self {
        let mut world = Self { folders, encoding, care, ..Self::default() };
        world.load();
        world
    }

    /// The programs as they are now.
    pub(super) fn programs(&self) -> &[Arc<Snapshot>] {
        &self.programs
    }

    pub(super) fn is_open(&self, uri: &str) -> bool {
        self.documents.contains_key(uri)
    }

    /// Takes a document in. Gives whether anything but its text is another now.
    pub(super) fn open(&mut self, uri: &str, version: i32, text: String) -> bool {
        let path = uri::to_path(uri).unwrap_or_else(|| PathBuf::from(uri));
        self.documents.insert(uri.to_owned(), Document { path, version, text });
        if self.renew(uri) {
            return false;
        }
        self.load();
        true
    }

    /// Changes a document's text, one change after the other.
    pub(super) fn change(&mut self, uri: &str, version: i32, changes: Vec<Change>) {
        let encoding = self.encoding;
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.version = version;
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => document.text = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::of(&document.text);
                    let span = lines.span(&document.text, part.range, encoding);
                    document.text.replace_range(span.range(), &part.text);
                }
            }
        }
        self.renew(uri);
    }

    /// Gives a document back to the disk.
    pub(super) fn close(&mut self, uri: &str) {
        if self.documents.remove(uri).is_some() {
            self.load();
        }
    }

    pub(super) fn change_folders(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
        self.load();
    }

    pub(super) fn set_care(&mut self, care: Care) {
        self.care = care;
        self.load();
    }

    /// What lies on the disk of all this, at a glance.
    pub(super) fn places(&self) -> Vec<PathBuf> {
        let loose = self.documents.values().map(|one| one.path.clone()).filter(|one| one.exists());
        self.folders.iter().cloned().chain(loose).collect()
    }

    /// Puts the text of a document into the program that it belongs to; whether there is one.
    fn renew(&mut self, uri: &str) -> bool {
        let Some(document) = self.documents.get(uri) else { return false };
        for program in &mut self.programs {
            let known = program.file(uri).or_else(|| file_of(&program.project, &document.path));
            let Some(file) = known else { continue };
            let Some(source) = program.project.sources.get(file) else { continue };
            let source = crate::base::Source::new(source.name(), &document.text);
            let page = Page::new(uri.to_owned(), Some(document.version), source);
            *program = Arc::new(program.with(file, page));
            return true;
        }
        false
    }

    /// Reads everything again. What has not changed is not understood anew.
    pub(super) fn load(&mut self) {
        let mut projects =
            if self.folders.is_empty() { Vec::new() } else { open(&self.folders, None).0 };
        for document in self.documents.values().filter(|one| !is_settings(&one.path)) {
            let known = projects.iter_mut().find(|one| file_of(one, &document.path).is_some());
            let project = match known {
                Some(project) => project,
                None => match adopt(&mut projects, &document.path) {
                    Some(project) => project,
                    None => continue,
                },
            };
            let path = file_of(project, &document.path).and_then(|file| project.path(file));
            let path = path.map_or_else(|| document.path.clone(), Path::to_owned);
            project.put(&path, &document.text);
        }
        let before = std::mem::take(&mut self.programs);
        for project in projects {
            let old = before.iter().find(|old| old.project.root == project.root);
            let pages = self.pages(&project, old.map(Arc::as_ref));
            self.programs.push(Arc::new(Snapshot::new(project, pages, self.care)));
        }
    }

    fn pages(&self, project: &Project, before: Option<&Snapshot>) -> Vec<Arc<Page>> {
        let by_path: BTreeMap<&Path, (&String, &Document)> =
            self.documents.iter().map(|(uri, one)| (one.path.as_path(), (uri, one))).collect();
        let page = |(file, source): (FileId, &crate::base::Source)| {
            let path = project.path(file).unwrap_or(Path::new(source.name()));
            let document = by_path.get(path).copied();
            let document = document
                .or_else(|| self.documents.iter().find(|(_, one)| is_same(&one.path, path)));
            let uri = document.map_or_else(|| uri::of_path(path), |(uri, _)| uri.clone());
            let version = document.map(|(_, one)| one.version);
            let kept = before.and_then(|before| before.page(file));
            match kept.filter(|kept| kept.is(&uri, version, source.text())) {
                Some(kept) => Arc::clone(kept),
                None => Arc::new(Page::new(uri, version, source.clone())),
            }
        };
        project.sources.iter().map(page).collect()
    }
}

/// The project that a file outside of all open ones goes into.
fn adopt<'a>(projects: &'a mut Vec<Project>, path: &Path) -> Option<&'a mut Project> {
    let is_program = path.extension().is_some_and(|end| end == EXTENSION);
    if path.is_file() {
        let (found, _) = open(&[path.to_owned()], None);
        let mut found = found.into_iter().next()?;
        if found.settings_source().is_some() || found.root.join(SETTINGS_FILE).is_file() {
            let root = found.root.clone();
            if let Some(index) = projects.iter().position(|one| one.root == root) {
                return projects.get_mut(index);
            }
            let (whole, _) = open(std::slice::from_ref(&root), None);
            found = whole.into_iter().find(|one| one.root == root)?;
        }
        projects.push(found);
        return projects.last_mut();
    }
    // A file that is not saved yet goes where it would lie.
    let above = |one: &Project| is_program && path.starts_with(&one.root);
    let near = projects.iter().enumerate().filter(|(_, one)| above(one));
    if let Some((index, _)) = near.max_by_key(|(_, one)| one.root.components().count()) {
        return projects.get_mut(index);
    }
    let mut alone = Project::default();
    path.clone_into(&mut alone.root);
    projects.push(alone);
    projects.last_mut()
}

fn file_of(project: &Project, path: &Path) -> Option<FileId> {
    let mut files = project.sources.iter().map(|(file, _)| file);
    files.find(|file| project.path(*file).is_some_and(|known| is_same(known, path)))
}

/// Whether a document is what a root says of itself, and no program. The disk's text of it counts.
fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == SETTINGS_FILE)
}

/// Whether two paths are one file, perhaps by another spelling.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || one.file_name() == other.file_name()
            && one
                .canonicalize()
                .is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// What lies at some places.
pub(super) fn glance(places: &[PathBuf]) -> Glance {
    Glance::at(places, &[])
}
