//! Talking with a program: lines typed as the contact, and commands for everything else.

mod command;
mod editor;
mod state;

use std::io::{self, BufRead, IsTerminal};

use super::Exit;
use super::output::Output;
use super::owner::explain;
use super::record::Record;
use super::run::{Teller, stored};
use crate::base::{Duration, Instant, Name};
use crate::engine::{Replay, What};
use crate::plan::Plans;
use crate::project::Problem;
use crate::report::Tint;
use crate::runtime::Published;
use crate::store::{MemoryAgents, MemoryRuns, RunStore, WorkspaceId, wait};
use command::{Asked, Command, HELP, read};
use editor::Editor;

/// A talk under way.
pub(super) struct Talk {
    replay: Replay,
    /// Who is talking.
    contact: Name,
    now: Instant,
    count: u64,
    record: Option<Record>,
}

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// Talks until the input ends, or somebody says so.
pub(super) fn talk(
    plans: Plans,
    mut teller: Teller,
    (now, record): (Instant, Option<Record>),
    output: &mut Output,
) -> Result<Exit, Problem> {
    let mut talk = Talk::new(plans, now, record)?;
    talk.go_on(&mut teller, output)?;
    match talk.record {
        Some(record) => record.write(output).map(|()| Exit::Clean),
        None => Ok(Exit::Clean),
    }
}

impl Talk {
    /// Talks until the input ends, or somebody says so.
    fn go_on(&mut self, teller: &mut Teller, output: &mut Output) -> Result<(), Problem> {
        let is_terminal = io::stdin().is_terminal();
        let mut editor = if is_terminal { Editor::new(self.words()) } else { None };
        if is_terminal {
            let palette = output.palette();
            let hint = "Type as the contact. /help shows what else there is; /quit ends it.";
            output.answer(&format!("{}\n", palette.paint(Tint::Quiet, hint)));
        }
        let mut stdin = io::stdin().lock();
        loop {
            output.flush();
            let line = match &mut editor {
                Some(editor) => editor.line(&self.contact),
                None => {
                    let mut line = String::new();
                    let read = stdin.read_line(&mut line);
                    let read =
                        read.map_err(|error| Problem::new(format!("cannot read: {error}")))?;
                    (read > 0).then_some(line)
                }
            };
            let Some(line) = line.filter(|_| !output.is_closed()) else { return Ok(()) };
            match read(line.trim(), &self.contact) {
                Ok(None) => {}
                Ok(Some(Command::Quit)) => return Ok(()),
                Ok(Some(command)) => self.take(command, teller, output)?,
                Err(why) => output.answer(&format!("! {why}\n")),
            }
            let heard = self.replay.take_heard();
            if let Some(record) = &mut self.record {
                record.recording.hear(&heard);
                if !record.recording.is_empty() {
                    record.recording.pass(self.now);
                }
            }
        }
    }

    fn new(plans: Plans, now: Instant, record: Option<Record>) -> Result<Self, Problem> {
        let published = Published::load(plans).map_err(|error| Problem::new(error.to_string()))?;
        let plan = published.workspace().plan();
        let agents = MemoryAgents::default().with(&WorkspaceId(plan.name.clone()), plan);
        let replay = Replay::on(published, agents, MemoryRuns::default());
        let (replay, now) = match record {
            // A scenario begins with a whole minute.
            Some(_) => {
                let millis = now.millis - now.millis.rem_euclid(MINUTE);
                (replay.listening(), Instant { millis })
            }
            None => (replay, now),
        };
        Ok(Self { replay, contact: Name::new_static("you"), now, count: 0, record })
    }

    /// Everything that can be completed.
    fn words(&self) -> Vec<String> {
        let published = self.replay.engine().published();
        let plan = published.workspace().plan();
        let mut words: Vec<String> = command::WORDS.iter().map(|word| (*word).to_owned()).collect();
        words.extend(plan.agents.iter().map(|agent| agent.name.to_string()));
        words.extend(plan.tags.iter().map(|tag| tag.name.to_string()));
        words.extend(plan.fields.iter().map(|field| field.name.to_string()));
        words.extend(plan.channels.iter().map(|channel| channel.name.to_string()));
        words.extend(published.workflows().iter().map(|workflow| workflow.name().to_string()));
        words.sort();
        words.dedup();
        words
    }

    fn take(
        &mut self,
        command: Command,
        teller: &mut Teller,
        output: &mut Output,
    ) -> Result<(), Problem> {
        match command {
            Command::Event(event) => return self.event(event, teller, output),
            Command::After(length) => {
                self.now = self.now.plus(length);
                let entries = self.replay.until(self.now).map_err(stored)?;
                teller.tell(&entries, output);
                if entries.is_empty() {
                    output.answer(&format!("{length} later, nothing has happened\n"));
                }
            }
            Command::Contact(name) => self.contact = name,
            Command::Help => output.answer(HELP),
            Command::Ask(Asked::Why) => self.why(output)?,
            Command::Ask(Asked::State) => {
                output.answer(&state::of_contact(&self.replay, &self.contact)?)
            }
            Command::Ask(Asked::Agents) => output.answer(&state::of_agents(&self.replay)?),
            Command::Quit => {}
        }
        Ok(())
    }

    /// Puts an event into words that an event file would use, and applies it.
    fn event(
        &mut self,
        mut event: serde_json::Map<String, serde_json::Value>,
        teller: &mut Teller,
        output: &mut Output,
    ) -> Result<(), Problem> {
        self.count += 1;
        // Every event takes a moment, so that the transcript keeps them apart; a scenario's take none.
        if self.record.is_none() {
            self.now = self.now.plus(Duration::seconds(1));
        }
        let at = jiff::Timestamp::from_millisecond(self.now.millis).unwrap_or_default();
        let channels = &self.replay.engine().published().workspace().plan().channels;
        if let (Some("message" | "conversation_opened"), Some(channel)) =
            (event.get("type").and_then(|kind| kind.as_str()), channels.first())
            && !event.contains_key("channel")
            && !event.contains_key("agent")
            && !self.is_known()?
        {
            event.insert("channel".to_owned(), channel.name.as_str().into());
        }
        event.insert("id".to_owned(), format!("typed {}", self.count).into());
        event.insert("at".to_owned(), at.to_string().into());
        let line = serde_json::Value::Object(event).to_string();
        let mut entries = self.replay.line(self.count, &line).map_err(stored)?;
        // What waits for an answer that nobody here can give takes its usual course.
        entries.extend(self.replay.settled().map_err(stored)?);
        for entry in entries.extract_if(.., |entry| entry.what == What::Bad) {
            // What was typed is no line of a file.
            let said = entry.text.split_once(": ").map_or("", |(_, said)| said);
            let help = if entry.why.is_empty() { "" } else { "; " };
            output.answer(&format!("! {said}{help}{}\n", entry.why));
        }
        teller.tell(&entries, output);
        Ok(())
    }

    /// Whether the contact is on a channel.
    fn is_known(&self) -> Result<bool, Problem> {
        let engine = self.replay.engine();
        let state = wait(engine.runs().contact(engine.here(), &self.contact)).map_err(stored)?;
        Ok(state.is_some_and(|state| state.contact.conversation.channel.is_some()))
    }

    fn why(&self, output: &mut Output) -> Result<(), Problem> {
        let engine = self.replay.engine();
        let log = wait(engine.runs().log(engine.here(), Some(&self.contact))).map_err(stored)?;
        let told = explain(engine.published().workspace(), &log);
        if told.is_empty() {
            output.answer("no workflow asked for an owner, and no person gave one\n");
        }
        output.answer(&told);
        Ok(())
    }
}
