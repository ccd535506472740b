//! How things are, for whoever asks.

use crate::base::{Name, Value};
use crate::cli::run::stored;
use crate::cli::table::{standing_of, table, waits_for};
use crate::engine::Replay;
use crate::project::Problem;
use crate::runtime::render;
use crate::store::{AgentStore, RunStore, wait};

/// Everything known of a contact.
pub(super) fn of_contact(replay: &Replay, id: &Name) -> Result<String, Problem> {
    let engine = replay.engine();
    let workspace = engine.published().workspace();
    let state = wait(engine.runs().contact(engine.here(), id)).map_err(stored)?;
    let Some(state) = state else { return Ok(format!("nobody has heard of {id} yet\n")) };
    let contact = &state.contact;
    let owner = contact.owner.as_ref().map_or("nobody", |owner| {
        workspace.agent(owner).map_or(owner.as_str(), |agent| agent.title.as_str())
    });
    let open = if contact.conversation.is_open { "open" } else { "closed" };
    let on = contact.conversation.channel.as_ref().map(|channel| format!(" on {channel}"));
    let mut text = format!("conversation  {open}{}\n", on.unwrap_or_default());
    text.push_str(&format!("owner         {owner}\n"));
    if !contact.tags.is_empty() {
        text.push_str(&format!("tags          {}\n", contact.tags.join(", ")));
    }
    for (field, value) in contact.fields.iter() {
        text.push_str(&format!("{field:<13} {}\n", render(workspace, value)));
    }
    let rows = state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
    let rows = rows.map(|(run, wait)| {
        let until = wait.due.map(|due| render(workspace, &Value::DateTime(due)));
        [
            run.id.workflow.to_string(),
            wait.step.to_string(),
            waits_for(&wait.what).to_owned(),
            until.unwrap_or_default(),
        ]
    });
    let rows: Vec<[String; 4]> = rows.collect();
    if !rows.is_empty() {
        text.push_str(&table(["workflow", "step", "waits for", "until"], rows));
    }
    Ok(text)
}

/// Who is there.
pub(super) fn of_agents(replay: &Replay) -> Result<String, Problem> {
    let engine = replay.engine();
    let snapshot = wait(engine.agents().snapshot(engine.here())).map_err(stored)?;
    let workspace = engine.published().workspace();
    let rows = snapshot.agents.iter().map(|agent| {
        let title = workspace.agent(&agent.name).map_or(agent.name.as_str(), |one| &one.title);
        let (open, limit) = (agent.load.to_string(), standing_of(agent.enabled, agent.limit));
        [title.to_owned(), agent.name.to_string(), agent.status.word().to_owned(), open, limit]
    });
    Ok(table(["agent", "id", "status", "open", "limit"], rows.collect()))
}
