//! `rondel runs`: who is in which workflow, and what they wait for.

use clap::Args;
use serde::Serialize;

use super::Exit;
use super::look::{Format, Look, Opened};
use super::output::Output;
use super::run::stored;
use super::table::{json, table, waits_for};
use crate::base::Name;
use crate::runtime::{RunId, Version};
use crate::store::{RunStore, wait};

/// Contacts that are read at once.
const BATCH: usize = 1_000;

/// Show the runs of a store that are not over: who is in which workflow, and waits for what
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rondel runs --store shop.db\n  rondel runs --store shop.db --workflow lead_intake --format json"
)]
pub(super) struct Runs {
    /// Only of this workflow
    #[arg(long, value_name = "NAME")]
    workflow: Option<String>,

    #[command(flatten)]
    look: Look,
}

#[derive(Serialize)]
struct Row {
    run: RunId,
    contact: Name,
    name: Option<Name>,
    step: Name,
    waits: &'static str,
    until: Option<String>,
    version: Version,
}

impl Runs {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        self.look.at(output, |opened, output| {
            let mut rows = Vec::new();
            let mut after = None;
            loop {
                let batch = opened.store.contacts(&opened.here, after.as_ref(), BATCH);
                let batch = wait(batch).map_err(stored)?;
                let Some(last) = batch.last() else { break };
                after = Some(last.contact.id.clone());
                for state in &batch {
                    let meant = |name: &Name| self.workflow.as_ref().is_none_or(|one| name == one);
                    for run in state.runs.iter().filter(|run| meant(&run.id.workflow)) {
                        let wait = run.wait();
                        rows.push(Row {
                            run: run.id.clone(),
                            contact: state.contact.id.clone(),
                            name: state.contact.full_name(),
                            step: wait.map(|wait| wait.step.clone()).unwrap_or_default(),
                            waits: wait.map_or("to go on", |wait| waits_for(&wait.what)),
                            until: wait.and_then(|wait| wait.due).map(|due| opened.moment(due)),
                            version: run.version,
                        });
                    }
                }
            }
            if self.look.format == Format::Json {
                output.answer(&json(&rows));
                return Ok(Exit::Clean);
            }
            if rows.is_empty() {
                output.answer("no run is under way\n");
                return Ok(Exit::Clean);
            }
            let lines = rows.into_iter().map(|row| {
                [
                    Opened::called(row.name.as_ref(), &row.contact),
                    row.run.workflow.to_string(),
                    row.step.to_string(),
                    row.waits.to_owned(),
                    row.until.unwrap_or_default(),
                ]
            });
            let head = ["contact", "workflow", "step", "waits for", "until"];
            output.answer(&table(head, lines.collect()));
            Ok(Exit::Clean)
        })
    }
}
