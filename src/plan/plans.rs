//! The plans of one program, and the files they become.

use super::{PlanHash, WorkflowPlan, WorkspacePlan, show, write};

/// One compiled thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// A workflow.
    Workflow(WorkflowPlan),
    /// The declared world.
    Workspace(WorkspacePlan),
}

impl Plan {
    /// The hash of its content.
    #[must_use]
    pub fn hash(&self) -> PlanHash {
        match self {
            Self::Workflow(plan) => PlanHash::of_workflow(plan),
            Self::Workspace(plan) => PlanHash::of_workspace(plan),
        }
    }
}

/// Everything that one program compiles to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// The declared world.
    pub workspace: WorkspacePlan,
    /// By name.
    pub workflows: Vec<WorkflowPlan>,
}

/// A file of a folder of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    /// Its name, without a folder: `lead_intake.workflow.json`.
    pub name: String,
    /// All of its text.
    pub text: String,
}

/// How the names of machine-readable and of readable files end, behind what they are.
const ENDS: [&str; 2] = [".json", ".txt"];
/// The name of the workspace's files, and the end of the names of the workflows'.
const WHATS: [&str; 2] = ["workspace", ".workflow"];

/// The files of all plans, sorted by name: of each plan one for machines and one for eyes.
#[must_use]
pub fn files(plans: &Plans) -> Vec<PlanFile> {
    let mut files = Vec::with_capacity(2 + plans.workflows.len() * 2);
    let mut add = |base: &str, plan: &Plan| {
        for (end, text) in ENDS.into_iter().zip([write(plan), show(plan)]) {
            files.push(PlanFile { name: format!("{base}{end}"), text });
        }
    };
    add("workspace", &Plan::Workspace(plans.workspace.clone()));
    for workflow in &plans.workflows {
        add(&format!("{}.workflow", workflow.name), &Plan::Workflow(workflow.clone()));
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// Whether a file of that name in a folder of plans is one that compiling writes.
#[must_use]
pub fn is_plan_file(name: &str) -> bool {
    let base = ENDS.into_iter().find_map(|end| name.strip_suffix(end));
    let [workspace, workflow] = WHATS;
    base.is_some_and(|base| {
        base == workspace || base.strip_suffix(workflow).is_some_and(|name| !name.is_empty())
    })
}

/// How a committed file differs from what the program compiles to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staleness {
    /// It is not there.
    Missing,
    /// The program has no such plan any more.
    Left,
    /// It says something else.
    Changed,
    /// It says the same of steps that now stand on other lines.
    Moved,
}

/// A file of plans that is stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub name: String,
    /// How it differs.
    pub how: Staleness,
    /// What is there; empty where nothing is.
    pub found: String,
    /// What should be there; empty where nothing should.
    pub expected: String,
}

/// What has to change for the files that were found to be those that are expected, by name. Line
/// ends are not looked at.
#[must_use]
pub fn differences(expected: &[PlanFile], found: &[PlanFile]) -> Vec<Difference> {
    let text = |files: &[PlanFile], name: &str| {
        let file = files.iter().find(|file| file.name == name);
        file.map(|file| file.text.replace("\r\n", "\n"))
    };
    let mut names: Vec<&str> =
        expected.iter().chain(found).map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let compare = |name: &&str| {
        let (found, expected) = (text(found, name), text(expected, name));
        let how = match (&found, &expected) {
            (Some(found), Some(expected)) if found == expected => return None,
            (Some(found), Some(expected)) if same_content(found, expected) => Staleness::Moved,
            (Some(_), Some(_)) => Staleness::Changed,
            (None, _) => Staleness::Missing,
            (_, None) => Staleness::Left,
        };
        let (found, expected) = (found.unwrap_or_default(), expected.unwrap_or_default());
        Some(Difference { name: (*name).to_owned(), how, found, expected })
    };
    names.iter().filter_map(compare).collect()
}

fn same_content(found: &str, expected: &str) -> bool {
    match (super::read(found), super::read(expected)) {
        (Ok(found), Ok(expected)) => found.hash() == expected.hash(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Plans, Staleness, differences, files, is_plan_file};
    use crate::plan::{Target, WorkflowPlan, tests::workflow};

    fn plans(workflows: &[WorkflowPlan]) -> Plans {
        Plans { workflows: workflows.to_vec(), ..Plans::default() }
    }

    #[test]
    fn every_plan_has_two_files() {
        let files = files(&plans(&[workflow()]));
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let expected =
            ["leads.workflow.json", "leads.workflow.txt", "workspace.json", "workspace.txt"];
        assert_eq!(names, expected);
        assert!(names.iter().all(|name| is_plan_file(name)));
        for name in ["README.md", ".workflow.json", "package.json", "workspace.jsonl"] {
            assert!(!is_plan_file(name), "{name}");
        }
    }

    #[test]
    fn differences_tell_what_changed_from_what_moved() {
        let now = files(&plans(&[workflow()]));
        assert_eq!(differences(&now, &now), []);
        let windows: Vec<_> = now
            .iter()
            .map(|file| super::PlanFile { text: file.text.replace('\n', "\r\n"), ..file.clone() })
            .collect();
        assert_eq!(differences(&now, &windows), []);

        let how = |then: WorkflowPlan| {
            let then = files(&plans(&[then]));
            let found = differences(&now, &then);
            found.into_iter().map(|one| (one.name, one.how)).collect::<Vec<_>>()
        };
        let mut moved = workflow();
        for step in &mut moved.steps {
            step.source = Some(("other.rondel".into(), 99));
        }
        assert_eq!(how(moved), [("leads.workflow.json".to_owned(), Staleness::Moved)]);
        let mut changed = workflow();
        changed.entry = Target::End;
        let both = ["leads.workflow.json", "leads.workflow.txt"].map(str::to_owned);
        assert_eq!(how(changed), both.clone().map(|name| (name, Staleness::Changed)));
        let left = differences(&files(&plans(&[])), &now);
        assert!(left.iter().all(|one| one.how == Staleness::Left && one.expected.is_empty()));
        let missing = differences(&now, &files(&plans(&[])));
        let names: Vec<String> = missing.into_iter().map(|one| one.name).collect();
        assert_eq!(names, both);
    }
}
