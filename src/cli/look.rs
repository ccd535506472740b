//! What the commands that look into a store have in common.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use super::output::Output;
use super::run::stored;
use crate::base::{Instant, Name, Value};
use crate::project::Problem;
use crate::runtime::{Workspace, render};
use crate::store::{Sqlite, WorkspaceId, wait};

/// Which store, and how it is told.
#[derive(Args, Debug)]
pub(super) struct Look {
    /// The file that `rondel run --store` keeps
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// The workspace, where the file holds several
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,

    /// How it is told
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table for people
    Text,
    /// One object a line, for programs
    Json,
}

/// A store that is open to be looked at.
pub(super) struct Opened {
    pub(super) store: Sqlite,
    pub(super) here: WorkspaceId,
    pub(super) workspace: Workspace,
}

impl Look {
    /// Opens the store, and has something look at it.
    pub(super) fn at(
        &self,
        output: &mut Output,
        look: impl FnOnce(&Opened, &mut Output) -> Result<Exit, Problem>,
    ) -> Exit {
        let ended = self.open().and_then(|opened| look(&opened, output));
        output.end(ended)
    }

    fn open(&self) -> Result<Opened, Problem> {
        let store = Sqlite::view(&self.store).map_err(|error| Problem::new(error.to_string()))?;
        let mut known = wait(store.workspaces()).map_err(stored)?;
        if let Some(name) = &self.workspace {
            known.retain(|(id, _)| id.0 == *name);
        }
        let names: Vec<&str> = known.iter().map(|(id, _)| id.0.as_str()).collect();
        let names = names.join("`, `");
        let Ok([(here, plan)]) = <[_; 1]>::try_from(known) else {
            let problem = match names.is_empty() {
                true => Problem::new("the store holds no such workspace"),
                false => Problem::new("the store holds several workspaces")
                    .help(format!("name one with `--workspace`: `{names}`")),
            };
            return Err(problem);
        };
        let workspace = Workspace::load(plan).map_err(|error| Problem::new(error.to_string()))?;
        Ok(Opened { store, here, workspace })
    }
}

impl Opened {
    /// A moment as people of the workspace read it.
    pub(super) fn moment(&self, at: Instant) -> String {
        render(&self.workspace, &Value::DateTime(at))
    }

    /// A contact's name and id, for people.
    pub(super) fn called(name: Option<&Name>, id: &Name) -> String {
        name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
    }

    /// An agent's full name.
    pub(super) fn agent(&self, id: &str) -> String {
        self.workspace.agent(id).map_or(id, |agent| agent.title.as_str()).to_owned()
    }
}
