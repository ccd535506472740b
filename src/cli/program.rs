//! From an opened project to what the compiler says of it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::output::Output;
use crate::compile::{Checked, Trees, check_with, check_with_trees};
use crate::lint::Care;
use crate::project::{Problem, Project, open};
use crate::report::{Batch, Reports, Severity};

/// Looks through a project's program. What is found stands ready for [`Project::findings`].
pub(super) fn look_through(project: &Project) -> Checked {
    look_through_with(project, Care::Usual)
}

/// The same, with as much care as is wanted.
pub(super) fn look_through_with(project: &Project, care: Care) -> Checked {
    let channels = project.settings.channels.terms();
    let mut checked = check_with(&project.sources, threads(project), care, channels);
    project.weigh(&mut checked.reports);
    checked
}

/// The same, and the trees of the program.
pub(super) fn look_through_with_trees(project: &Project, care: Care) -> (Checked, Trees) {
    let channels = project.settings.channels.terms();
    let (mut checked, trees) = check_with_trees(&project.sources, threads(project), care, channels);
    project.weigh(&mut checked.reports);
    (checked, trees)
}

/// On how many threads a project's program is looked through.
fn threads(project: &Project) -> NonZeroUsize {
    let files = project.sources.iter().count();
    // Asking for the number of processors costs more than a single file takes.
    let threads = if files > 1 { std::thread::available_parallelism().ok() } else { None };
    threads.unwrap_or(NonZeroUsize::MIN)
}

/// Opens the programs at some paths for a command that needs them whole, and says what could not
/// be read. None where anything could not.
pub(super) fn open_whole(paths: &[PathBuf], output: &mut Output) -> Option<Vec<Project>> {
    let (projects, problems) = open(paths, None);
    for problem in &problems {
        output.problem(problem);
    }
    problems.is_empty().then_some(projects)
}

/// The one program of a folder: its own, where there are others below it.
pub(super) fn only(folder: &Path, mut projects: Vec<Project>) -> Result<Project, Problem> {
    if projects.len() > 1 {
        projects.retain(|project| folder.components().eq(project.root.components()));
    }
    match <[Project; 1]>::try_from(projects) {
        Ok([project]) => Ok(project),
        Err(_) => {
            let message = format!("there are several programs in `{}`", folder.display());
            Err(Problem::new(message).help("name the folder of one"))
        }
    }
}

/// Says which errors were found in a program. What else was found is for `rondel check` to tell.
///
/// Gives whether there were any.
pub(super) fn say_errors(project: &Project, found: Reports, output: &mut Output) -> bool {
    let mut found = project.findings(found);
    let (mut settings, settings_sources) = project.settings_findings.clone();
    if !found.has_errors() && !settings.has_errors() {
        return false;
    }
    found.retain(|report| report.severity == Severity::Error);
    settings.retain(|report| report.severity == Severity::Error);
    let batches = [
        Batch { reports: &settings, sources: &settings_sources },
        Batch { reports: &found, sources: &project.sources },
    ];
    let text = output.human_remarks().draw_all(&batches);
    output.remark(&text);
    output.remark("\n");
    true
}
