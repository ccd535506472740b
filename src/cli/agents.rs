//! `rondel agents`: who is there, and how much they have to do.

use clap::Args;
use serde::Serialize;

use super::Exit;
use super::look::{Format, Look};
use super::output::Output;
use super::run::stored;
use super::table::{json, standing_of, table};
use crate::base::Name;
use crate::store::{AgentStore, wait};

/// Show the agents of a store: who is there, and how much they have to do
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rondel agents --store shop.db\n  rondel agents --store shop.db --format json"
)]
pub(super) struct Agents {
    #[command(flatten)]
    look: Look,
}

#[derive(Serialize)]
struct Row {
    agent: Name,
    name: String,
    status: &'static str,
    open: u32,
    limit: Option<u32>,
    assignable: bool,
    teams: Vec<Name>,
}

impl Agents {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        self.look.at(output, |opened, output| {
            let snapshot = wait(opened.store.snapshot(&opened.here)).map_err(stored)?;
            let teams = |agent: &Name| {
                let of = snapshot
                    .pools
                    .iter()
                    .filter(|pool| pool.members.iter().any(|(member, _)| member == agent));
                of.filter_map(|pool| pool.team.clone()).collect::<Vec<Name>>()
            };
            let row = |agent: &crate::routing::AgentSnapshot| Row {
                name: opened.agent(&agent.name),
                teams: teams(&agent.name),
                agent: agent.name.clone(),
                status: agent.status.word(),
                open: agent.load,
                limit: agent.limit,
                assignable: agent.enabled,
            };
            let rows: Vec<Row> = snapshot.agents.iter().map(row).collect();
            if self.look.format == Format::Json {
                output.answer(&json(&rows));
                return Ok(Exit::Clean);
            }
            let lines = rows.iter().map(|row| {
                let open = row.open.to_string();
                let teams = row.teams.join(", ");
                [
                    row.name.clone(),
                    row.agent.to_string(),
                    row.status.to_owned(),
                    open,
                    standing_of(row.assignable, row.limit),
                    teams,
                ]
            });
            output.answer(&table(
                ["agent", "id", "status", "open", "limit", "teams"],
                lines.collect(),
            ));
            let waiting = snapshot.waiting.len();
            if waiting > 0 {
                let who: Vec<&str> =
                    snapshot.waiting.iter().map(|one| one.contact.as_str()).take(10).collect();
                let more = if waiting > who.len() { ", …" } else { "" };
                output.answer(&format!("\n{waiting} waiting: {}{more}\n", who.join(", ")));
            }
            Ok(Exit::Clean)
        })
    }
}
