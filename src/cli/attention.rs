//! `rondel attention`: whom nobody looks after although something went wrong.

use clap::Args;

use super::Exit;
use super::look::{Format, Look, Opened};
use super::output::Output;
use super::run::stored;
use super::table::{json, table};
use crate::engine::needs_attention;
use crate::store::{RunStore, wait};

/// Show who needs attention: contacts nobody owns although a run of theirs failed or timed out,
/// and events that could not be applied
///
/// The exit code is 1 when anybody does.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rondel attention --store shop.db\n  rondel attention --store shop.db --format json"
)]
pub(super) struct Attention {
    #[command(flatten)]
    look: Look,
}

impl Attention {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        self.look.at(output, |opened, output| {
            let all = wait(needs_attention(&opened.store, &opened.here)).map_err(stored)?;
            let dead = wait(opened.store.dead(&opened.here)).map_err(stored)?;
            let exit = if all.is_empty() && dead.is_empty() { Exit::Clean } else { Exit::Found };
            if self.look.format == Format::Json {
                output.answer(&json(&all));
                output.answer(&json(&dead));
                return Ok(exit);
            }
            if exit == Exit::Clean {
                output.answer("nobody needs attention\n");
                return Ok(exit);
            }
            let lines = all.iter().map(|one| {
                let fault = &one.fault;
                let source = fault.source.as_ref();
                let place = source.map(|(file, line)| format!("{file}:{line}"));
                let verb = if one.timed_out { "timed out" } else { "failed" };
                [
                    Opened::called(one.name.as_ref(), &one.contact),
                    opened.moment(one.at),
                    format!("{} {verb} at {}", one.workflow, fault.step),
                    place.unwrap_or_default(),
                    fault.why.to_string(),
                ]
            });
            if !all.is_empty() {
                let head = ["contact", "since", "what", "where", "why"];
                output.answer(&table(head, lines.collect()));
            }
            let lines = dead.iter().map(|letter| {
                [letter.id.to_string(), opened.moment(letter.at), letter.why.to_string()]
            });
            if !dead.is_empty() {
                output.answer("\n");
                output.answer(&table(["event not applied", "since", "why"], lines.collect()));
            }
            Ok(exit)
        })
    }
}
