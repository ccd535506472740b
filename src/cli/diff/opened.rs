//! What stands behind a side: programs, compiled as far as they are understood, or their plans.

use std::path::Path;

use super::asked::{Asked, WORK_TREE};
use crate::base::Sources;
use crate::cli::output::Output;
use crate::cli::program::{look_through, say_errors};
use crate::compile::{Checked, plans_as_understood};
use crate::graph::StepGraph;
use crate::lint::Facts;
use crate::plan::{Plan, WorkflowPlan, WorkspacePlan, is_plan_file, read};
use crate::project::{
    EXTENSION, Problem, Project, SETTINGS_FILE, below, is_of_program, open as open_projects,
    open_revised, read_file, read_folder,
};
use crate::report::{Report, Severity};
use crate::vocabulary::codes;

/// One side.
pub(super) struct Opened {
    /// What it is called.
    pub(super) name: String,
    /// By folder.
    pub(super) programs: Vec<Program>,
    /// Whether it is one plan, so that there is nothing to be said of others.
    is_plan: bool,
}

/// A program, or its plans.
pub(super) struct Program {
    /// Its folder below what was asked for.
    pub(super) folder: String,
    /// None where only plans of workflows are there.
    pub(super) workspace: Option<WorkspacePlan>,
    pub(super) workflows: Vec<WorkflowPlan>,
    /// What the plans were made of, if they were made here.
    source: Option<(Checked, Sources)>,
}

impl Default for Program {
    /// A program that is not there declares nothing.
    fn default() -> Self {
        let workspace = Some(WorkspacePlan::default());
        Self { folder: String::new(), workspace, workflows: Vec::new(), source: None }
    }
}

impl Program {
    pub(super) fn graphs(&self) -> Vec<StepGraph<'_>> {
        self.source.as_ref().map_or_else(Vec::new, |(checked, _)| checked.graphs())
    }

    pub(super) fn facts<'g, 'p>(&'p self, graphs: &'g [StepGraph<'p>]) -> Option<Facts<'g, 'p>>
    where
        'p: 'g,
    {
        self.source.as_ref().map(|(checked, sources)| Facts::new(&checked.program, graphs, sources))
    }
}

/// Opens a side; none where its program is not understood, which is then said.
pub(super) fn open(asked: &Asked, output: &mut Output) -> Result<Option<Opened>, Problem> {
    match asked {
        Asked::Path { path, name } if path.is_dir() => {
            let direct = read_folder(path, is_direct)?;
            if direct.iter().any(|(file, _)| is_plan(file))
                && !direct.iter().any(|(file, _)| is_of_program(file))
            {
                let files = direct.into_iter().map(|(file, text)| (path.join(file), text));
                let files = files.map(|(file, text)| (file.display().to_string(), text));
                return plans(name, files.collect(), false).map(Some);
            }
            let (projects, problems) = open_projects(std::slice::from_ref(path), None);
            if let Some(problem) = problems.into_iter().next() {
                return Err(problem);
            }
            compiled(name, path, projects, output)
        }
        Asked::Path { path, name } => {
            let bytes = read_file(path)?;
            file(name, path.display().to_string(), bytes, output)
        }
        Asked::Revision { revision, place, name } => {
            let mut files =
                revision.files(place, |path| is_of_program(path) || is_plan(name_of(path)))?;
            if let Some(at) = files.iter().position(|(path, _)| path == place) {
                let (path, bytes) = files.swap_remove(at);
                return file(name, path, bytes, output);
            }
            let is_here = |path: &str| {
                let rest = path.strip_prefix(place.as_str()).unwrap_or(path);
                !rest.trim_start_matches('/').contains('/')
            };
            let program = |path: &str| is_of_program(path) && is_here(path);
            let plan = |path: &str| is_plan(name_of(path)) && is_here(path);
            if files.iter().any(|(path, _)| plan(path))
                && !files.iter().any(|(path, _)| program(path))
            {
                let found = files.into_iter().filter(|(path, _)| plan(path));
                let found = found.map(|(path, bytes)| (path, as_text(&bytes)));
                return plans(name, found.collect(), false).map(Some);
            }
            let projects = open_revised(place, files);
            if projects.is_empty() {
                let message = format!("there is no program and no plan in `{name}` at `{place}`");
                return Err(Problem::new(message)
                    .help("name a folder that had one with `--in`, or as `REV:FOLDER`"));
            }
            compiled(name, Path::new(place), projects, output)
        }
    }
}

fn is_direct(file: &str) -> bool {
    is_plan(file) || file == SETTINGS_FILE || file.ends_with(&format!(".{EXTENSION}"))
}

fn is_plan(file: &str) -> bool {
    is_plan_file(file) && file.ends_with(".json")
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A single file: a plan, or a program of its own.
fn file(
    name: &str,
    path: String,
    bytes: Vec<u8>,
    output: &mut Output,
) -> Result<Option<Opened>, Problem> {
    if path.ends_with(&format!(".{EXTENSION}")) {
        return compiled(name, Path::new(""), open_revised("", vec![(path, bytes)]), output);
    }
    plans(name, vec![(path, as_text(&bytes))], true).map(Some)
}

/// Plans that were compiled before.
fn plans(name: &str, files: Vec<(String, String)>, is_plan: bool) -> Result<Opened, Problem> {
    let mut program = Program { workspace: None, ..Program::default() };
    for (path, text) in files {
        match read(&text) {
            Ok(Plan::Workflow(plan)) => program.workflows.push(plan),
            Ok(Plan::Workspace(plan)) => program.workspace = Some(plan),
            Err(error) => {
                let message = error.to_string();
                let (message, help) = message.split_once("; ").unwrap_or((&message, ""));
                let problem = Problem::new(format!("cannot read `{path}`: {message}"));
                return Err(if help.is_empty() { problem } else { problem.help(help) });
            }
        }
    }
    program.workflows.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Opened { name: name.to_owned(), programs: vec![program], is_plan })
}

/// Programs compiled as far as they are understood.
fn compiled(
    name: &str,
    folder: &Path,
    projects: Vec<Project>,
    output: &mut Output,
) -> Result<Option<Opened>, Problem> {
    // What people wrote stands in backticks.
    let called = if name == WORK_TREE { name.to_owned() } else { format!("`{name}`") };
    let mut programs = Vec::with_capacity(projects.len());
    for project in projects {
        let checked = look_through(&project);
        let errors = project.findings(checked.reports.clone());
        let is_firm = |report: &&Report| {
            report.severity == Severity::Error && codes::FIRM.contains(&report.code)
        };
        let plans = if errors.iter().any(|report| is_firm(&report)) {
            None
        } else {
            plans_as_understood(&checked, &project.sources)
        };
        let Some(plans) = plans.filter(|_| !project.settings_findings.0.has_errors()) else {
            say_errors(&project, checked.reports, output);
            output.problem(
                &Problem::new(format!("the program of {called} is not understood"))
                    .help("mend these errors first, or compare with another"),
            );
            return Ok(None);
        };
        let count = errors.count(Severity::Error);
        if count > 0 {
            let errors = if count == 1 { "an error" } else { "errors" };
            output.remark(&format!(
                "{called} has {errors} that `rondel check` tells of; it is compared all the same\n"
            ));
        }
        programs.push(Program {
            folder: below(folder, &project),
            workspace: Some(plans.workspace),
            workflows: plans.workflows,
            source: Some((checked, project.sources)),
        });
    }
    Ok(Some(Opened { name: name.to_owned(), programs, is_plan: false }))
}

/// Where one side is a single plan, the other is only what that is a plan of.
pub(super) fn keep_to_plan(old: &mut Opened, new: &mut Opened) -> Result<(), Problem> {
    match (old.is_plan, new.is_plan) {
        (true, true) => Ok(()),
        (true, false) => keep_to(old, new),
        (false, true) => keep_to(new, old),
        (false, false) => Ok(()),
    }
}

fn keep_to(plan: &Opened, other: &mut Opened) -> Result<(), Problem> {
    let Some(program) = plan.programs.first() else { return Ok(()) };
    if other.programs.len() > 1 {
        let message = format!("`{}` has several programs", other.name);
        return Err(Problem::new(message).help("name the folder of one beside a plan"));
    }
    for kept in &mut other.programs {
        if program.workspace.is_none() {
            kept.workspace = None;
        }
        kept.workflows.retain(|one| program.workflows.iter().any(|plan| plan.name == one.name));
    }
    Ok(())
}
