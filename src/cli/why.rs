//! `rondel why`: why a contact has the owner it has.

use clap::Args;

use super::Exit;
use super::look::{Format, Look, Opened};
use super::output::Output;
use super::owner::{Step, steps, told};
use super::run::stored;
use super::table::json;
use crate::base::nearest;
use crate::project::Problem;
use crate::store::{RunStore, wait};

/// Say why a contact has the owner it has
///
/// Every decision that was taken for the contact, oldest first: who was looked at, who qualified,
/// in which order, and why the others did not.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rondel why c42 --store shop.db\n  rondel why c42 --store shop.db --format json"
)]
pub(super) struct Why {
    /// The id of the contact
    #[arg(value_name = "CONTACT")]
    contact: String,

    #[command(flatten)]
    look: Look,
}

impl Why {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        self.look.at(output, |opened, output| {
            let state = opened.store.contact(&opened.here, &self.contact);
            let Some(state) = wait(state).map_err(stored)? else {
                return Err(self.unknown(opened)?);
            };
            let log = opened.store.log(&opened.here, Some(&self.contact));
            let log = wait(log).map_err(stored)?;
            let steps: Vec<Step> =
                log.iter().flat_map(|one| steps(&opened.workspace, one)).collect();
            if self.look.format == Format::Json {
                output.answer(&json(&steps));
                return Ok(Exit::Clean);
            }
            let name = state.contact.full_name();
            let owner = state.contact.owner.as_ref();
            let owner = owner.map_or("nobody".to_owned(), |owner| opened.agent(owner));
            let called = Opened::called(name.as_ref(), &state.contact.id);
            output.answer(&format!("{called} is owned by {owner}\n"));
            if steps.is_empty() {
                output.answer("\nno workflow asked for an owner, and no person gave it one\n");
            }
            for step in &steps {
                output.answer(&told(step));
            }
            Ok(Exit::Clean)
        })
    }

    fn unknown(&self, opened: &Opened) -> Result<Problem, Problem> {
        let some = wait(opened.store.contacts(&opened.here, None, 10_000)).map_err(stored)?;
        let known = some.iter().map(|state| state.contact.id.as_str());
        let problem = Problem::new(format!("the store knows no contact `{}`", self.contact));
        Ok(match nearest(&self.contact, known) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        })
    }
}
