//! `rondel check --fix`: mends what one safe change mends.

use crate::base::{FileId, Sources};
use crate::project::{Problem, Project, write};
use crate::report::{Edit, Report, Reports};

use crate::cli::output::Output;
use crate::cli::program::look_through_with;
use crate::cli::text_diff::text_diff;
use crate::lint::Care;

/// Mending one thing may show the next; a program that needs more rounds is left as it is then.
const ROUNDS: usize = 10;

/// What mending did to a program.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// Changes made.
    pub(super) fixes: usize,
    /// What is still found.
    pub(super) left: Reports,
    /// What the program shows to be wrong in its settings.
    pub(super) settings: Reports,
    /// The texts as they are then, by file; those that did not change are left out.
    texts: Vec<(FileId, String)>,
}

/// Mends a program in memory, until nothing is left that a safe change mends.
pub(super) fn mend(project: &mut Project, care: Care) -> Mended {
    let mut mended = Mended::default();
    for _ in 0..ROUNDS {
        mended.look(project, care);
        let mut edits: Vec<&Edit> = Vec::new();
        for report in mended.left.iter() {
            mended.fixes += usize::from(take(report, project, &mut edits));
        }
        if edits.is_empty() {
            return mended;
        }
        let texts = apply(&project.sources, &edits);
        for (file, text) in texts {
            project.sources.replace(file, &text);
            mended.texts.retain(|(known, _)| *known != file);
            mended.texts.push((file, text));
        }
    }
    mended.look(project, care);
    mended
}

/// Takes the edits of a safe fix, unless one of them touches another one's. Whether it did.
fn take<'a>(report: &'a Report, project: &Project, edits: &mut Vec<&'a Edit>) -> bool {
    let Some(fix) = report.fix.as_ref().filter(|fix| fix.safe && !fix.edits.is_empty()) else {
        return false;
    };
    let touches = |one: &Edit, other: &Edit| {
        let (one, other) = (one.location, other.location);
        one.file == other.file
            && one.span.start <= other.span.end
            && other.span.start <= one.span.end
    };
    let is_free = |edit: &Edit| !edits.iter().any(|other| touches(edit, other));
    let has_path = |edit: &Edit| project.path(edit.location.file).is_some();
    if !fix.edits.iter().all(|edit| is_free(edit) && has_path(edit)) {
        return false;
    }
    edits.extend(&fix.edits);
    true
}

/// The texts that edits change, as they are then.
fn apply(sources: &Sources, edits: &[&Edit]) -> Vec<(FileId, String)> {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| (edit.location.file, edit.location.span.start));
    let mut texts = Vec::new();
    for edits in sorted.chunk_by(|one, other| one.location.file == other.location.file) {
        let Some(file) = edits.first().map(|edit| edit.location.file) else { continue };
        let Some(source) = sources.get(file) else { continue };
        let mut text = String::with_capacity(source.text().len());
        let mut done = 0;
        for edit in edits {
            let (start, end) = (edit.location.span.start as usize, edit.location.span.end as usize);
            text.push_str(source.text().get(done..start).unwrap_or_default());
            text.push_str(&edit.text);
            done = end;
        }
        text.push_str(source.text().get(done..).unwrap_or_default());
        texts.push((file, text));
    }
    texts
}

impl Mended {
    fn look(&mut self, project: &Project, care: Care) {
        let checked = look_through_with(project, care);
        self.settings = project.strangers(&checked.program);
        self.left = project.findings(checked.reports);
    }

    /// Shows what would change.
    pub(super) fn show(&self, before: &Sources, output: &mut Output) {
        for (file, text) in &self.texts {
            let Some(source) = before.get(*file) else { continue };
            let text = text_diff(output, source.name(), source.text(), text);
            output.answer(&text);
        }
    }

    /// Writes what changed.
    ///
    /// *Errors*: the first file that could not be written; those before it are.
    pub(super) fn write(&self, project: &Project) -> Result<(), Problem> {
        for (file, text) in &self.texts {
            let Some(path) = project.path(*file) else { continue };
            write(&project.root, path, text)?;
        }
        Ok(())
    }
}
