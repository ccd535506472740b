//! What is found in the programs, from the cache where nothing has changed.

use super::Check;
use super::baseline::Baseline;
use crate::cli::inputs::Opened;
use crate::cli::output::Output;
use crate::cli::program::{look_through_with, look_through_with_trees};
use crate::compile::Checked;
use crate::program::Program;
use crate::project::{Cache, Findings, Problem, Project};

impl Check {
    /// What is found, without what is known; none where it was only to be taken down.
    pub(super) fn look(
        &self,
        opened: &Opened,
        output: &mut Output,
    ) -> Result<Option<Vec<Findings>>, Problem> {
        if self.baseline.is_some() || self.write_baseline.is_some() {
            return self.look_with_baseline(opened, output);
        }
        let found = |project: &Project| {
            let found = self.findings(project);
            Findings { program: project.findings(found.program), ..found }
        };
        Ok(Some(opened.projects.iter().map(found).collect()))
    }

    /// Everything about a program, kept for the next time.
    fn findings(&self, project: &Project) -> Findings {
        // What is typed changes with every letter, and nobody comes back to it.
        let wanted = !self.no_cache && !self.inputs.is_stdin();
        let Some(cache) = wanted.then(|| Cache::of(project, self.care())).flatten() else {
            return self.found_anew(project);
        };
        cache.find().unwrap_or_else(|| {
            let found = self.found_anew(project);
            cache.keep(&found);
            found
        })
    }

    fn found_anew(&self, project: &Project) -> Findings {
        if self.watch {
            return self.look_through(project).0;
        }
        // Taking a large program apart takes longer than all that is left to do, and the process
        // ends soon; one that watches goes on and needs the room.
        let (checked, trees) = look_through_with_trees(project, self.care());
        let (found, program) = findings(project, checked);
        std::mem::forget((program, trees));
        found
    }

    fn look_through(&self, project: &Project) -> (Findings, Program) {
        findings(project, look_through_with(project, self.care()))
    }

    fn look_with_baseline(
        &self,
        opened: &Opened,
        output: &mut Output,
    ) -> Result<Option<Vec<Findings>>, Problem> {
        let mut programs = Vec::new();
        let mut all = Vec::new();
        for project in &opened.projects {
            let (found, program) = self.look_through(project);
            all.push(Findings { program: project.findings(found.program), ..found });
            programs.push(program);
        }
        if let Some(path) = &self.write_baseline {
            let reports = all.iter().map(|found| &found.program);
            let baseline = Baseline::of(programs.iter().zip(reports));
            baseline.write(path)?;
            let (count, path) = (counted(baseline.len()), path.display());
            output.remark(&format!("{count} known now in `{path}`\n"));
            return Ok(None);
        }
        if let Some(path) = &self.baseline {
            let mut baseline = Baseline::read(path)?;
            for (program, found) in programs.iter().zip(&mut all) {
                baseline.take_out(program, &mut found.program);
            }
            // Of files that nobody asked about it is not known.
            let is_whole =
                |project: &Project| project.asked().count() == project.sources.iter().count();
            if baseline.len() > 0 && opened.projects.iter().all(is_whole) {
                let (count, path) = (counted(baseline.len()), path.display());
                let line = format!("{count} gone from `{path}`; write it anew\n");
                output.remark(&line);
            }
        }
        Ok(Some(all))
    }
}

/// What was found in a program, and the program.
fn findings(project: &Project, checked: Checked) -> (Findings, Program) {
    let settings = project.strangers(&checked.program);
    (Findings { program: checked.reports, settings }, checked.program)
}

/// `1 finding`, `2 findings`.
pub(super) fn counted(count: usize) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}
