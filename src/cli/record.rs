//! `--record`: what happens in a run, written down as a scenario.

use std::fs;
use std::path::{Path, PathBuf};

use super::output::Output;
use crate::base::Sources;
use crate::project::{EXTENSION, Problem, Project, write};
use crate::scenario::{Recording, prove};

/// A run that is written down.
pub(super) struct Record {
    pub(super) recording: Recording,
    path: PathBuf,
    root: PathBuf,
    /// The program, with the file if that is there already.
    sources: Sources,
    /// The name of the file among them.
    name: String,
}

impl Record {
    /// Looks whether a scenario can be put into a file, before anything happens.
    pub(super) fn into(
        path: &Path,
        project: &Project,
        recording: Recording,
    ) -> Result<Self, Problem> {
        let name = path.display().to_string();
        if path.extension().is_none_or(|extension| extension != EXTENSION) {
            let message = format!("`{name}` is no name for a file of scenarios");
            return Err(Problem::new(message).help(format!("let it end in `.{EXTENSION}`")));
        }
        let root = if project.root.as_os_str().is_empty() { Path::new(".") } else { &project.root };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| Problem::io("write", path, &error);
        let inside = fs::canonicalize(folder).map_err(failed)?;
        if !inside.starts_with(fs::canonicalize(root).map_err(failed)?) {
            let message = format!("`{name}` lies outside of the program");
            let help =
                format!("name a file in `{}`, so that `rondel test` finds it", root.display());
            return Err(Problem::new(message).help(help));
        }
        let mut sources = project.sources.clone();
        let real = fs::canonicalize(path).ok();
        let known = sources.iter().find(|(file, _)| {
            real.is_some() && project.path(*file).and_then(|one| fs::canonicalize(one).ok()) == real
        });
        let known = known.map(|(_, source)| source.name().to_owned());
        if known.is_none() && real.is_some() {
            let text = fs::read_to_string(path);
            let text = text.map_err(|error| Problem::io("read", path, &error))?;
            sources.add(&name, &text);
        }
        let (path, root) = (path.to_owned(), root.to_owned());
        Ok(Self { recording, path, root, sources, name: known.unwrap_or(name) })
    }

    /// Writes the scenario, and says so.
    pub(super) fn write(self, output: &mut Output) -> Result<(), Problem> {
        let path = self.path.display();
        if self.recording.is_empty() {
            output.remark(&format!("nothing has happened, and `{path}` is as it was\n"));
            return Ok(());
        }
        let proof = prove(&self.recording, self.sources, &self.name);
        let proof = proof.map_err(|why| Problem::new(why.to_string()))?;
        write(&self.root, &self.path, &proof.text)?;
        let mut line = format!("recorded as \"{}\" in `{path}`", proof.title);
        if proof.left_out > 0 {
            let lines = if proof.left_out == 1 { "line" } else { "lines" };
            line.push_str(&format!("; {} {lines} left out, each with its reason", proof.left_out));
        }
        output.remark(&format!("{line}\n"));
        Ok(())
    }
}
