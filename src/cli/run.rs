//! `rondel run`: a program at work on a stream of events.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Exit;
use super::interactive::talk;
use super::output::Output;
use super::program::{look_through, only, open_whole, say_errors};
use super::progress::Watched;
use super::record::Record;
use crate::base::Instant;
use crate::compile::plans;
#[cfg(feature = "sqlite")]
use crate::engine::publish;
use crate::engine::{Entry, Part, Replay, Transcript, What};
use crate::plan::Plans;
use crate::project::{Problem, Project};
use crate::report::Palette;
use crate::runtime::Workspace;
use crate::scenario::{Recording, tint};
use crate::store::{AgentStore, RunStore, StoreError};
#[cfg(feature = "sqlite")]
use crate::store::{Missing, Sqlite, wait};

/// Bytes of the longest event, as of the longest HTTP body.
const MAX_LINE: u64 = 1024 * 1024;

/// Run workflows on a stream of events
///
/// Events are JSON, one a line; time is the events' time. What happens is told as it happens, and
/// a summary at the end accounts for every line. A bad line is told and skipped. Without `--events`
/// you talk with the program: type as the contact, and `/help` for everything else.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Run {
    /// The folder of the program
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,

    /// The file of events, or `-` for standard input; without it, talk with the program
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,

    /// How it is told
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,

    /// Let a bad line end the run before anything after it is applied
    #[arg(long)]
    strict: bool,

    /// Keep everything in this file, and go on where it was left
    ///
    /// The file is made when it is not there. Events that were applied before are recognised. Runs
    /// that have begun keep the workflows they began with; new ones follow the folder.
    #[cfg(feature = "sqlite")]
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,

    /// Write what happens down as a scenario, at the end of this file of the program
    ///
    /// The file is made when it is not there; nothing that stands in it is changed. What the contact
    /// and the agents do becomes `when`, what came of it `expect`, and the scenario passes at once.
    /// It is about one contact, the first. What no scenario can say becomes a comment. While you
    /// talk, the clock stands still but for `/after`.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    /// Stop before the first event later than this moment
    ///
    /// Written like `2026-03-02T09:00:00Z`. What is due by then still happens.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    until: Option<Instant>,
}

const EXAMPLES: &str = "\
Examples:
  rondel run examples/round_robin --events examples/round_robin/leads.jsonl
  rondel run examples/menu             talk with it
  rondel run shop --record shop/talk.rondel   keep the talk as a scenario
  tail -f leads.jsonl | rondel run --events -
  rondel run --events leads.jsonl --format json --strict
  rondel run --events leads.jsonl --store shop.db --until 2026-03-02T12:00:00Z";

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A transcript for people
    Text,
    /// One object a line, for programs
    Json,
}

impl Run {
    /// Whether there may be something to go on with.
    #[cfg(feature = "sqlite")]
    const fn goes_on(&self) -> bool {
        self.store.is_some()
    }

    #[cfg(not(feature = "sqlite"))]
    const fn goes_on(&self) -> bool {
        false
    }

    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let ended = self.try_run(output);
        output.end(ended)
    }

    fn try_run(&self, output: &mut Output) -> Result<Exit, Problem> {
        let folder = std::slice::from_ref(&self.folder);
        let Some(projects) = open_whole(folder, output) else { return Ok(Exit::Failed) };
        let project = only(&self.folder, projects)?;
        let checked = look_through(&project);
        if say_errors(&project, checked.reports.clone(), output) {
            return Ok(Exit::Found);
        }
        let Some(plans) = plans(&checked, &project.sources) else { return Ok(Exit::Found) };
        // Opened before anything happens, so that a wrong name costs nothing.
        let record = self.record(&project, &plans)?;
        let Some(path) = &self.events else { return self.talk(plans, record, output) };
        let events = open_events(path)?;
        let events = BufReader::with_capacity(64 * 1024, events);
        #[cfg(feature = "sqlite")]
        if let Some(path) = &self.store {
            let store = Sqlite::open(path, Missing::Create)
                .map_err(|error| Problem::new(error.to_string()))?;
            let published = wait(publish(&store, plans));
            let published = published.map_err(|error| Problem::new(error.to_string()))?;
            let replay = Replay::on(published, store.clone(), store);
            return self.replay(replay, events, None, output);
        }
        let replay = Replay::new(plans).map_err(|error| Problem::new(error.to_string()))?;
        let replay = if record.is_some() { replay.listening() } else { replay };
        self.replay(replay, events, record, output)
    }

    /// What writes the run down, if anything does.
    fn record(&self, project: &Project, plans: &Plans) -> Result<Option<Record>, Problem> {
        let Some(path) = &self.record else { return Ok(None) };
        if self.goes_on() {
            let problem = Problem::new("`--record` needs a run that begins with nothing");
            return Err(problem.help("leave `--store` away"));
        }
        let workspace = Workspace::load(plans.workspace.clone());
        let workspace = workspace.map_err(|error| Problem::new(error.to_string()))?;
        Record::into(path, project, Recording::new(workspace.zone().clone())).map(Some)
    }

    fn talk(
        &self,
        plans: Plans,
        record: Option<Record>,
        output: &mut Output,
    ) -> Result<Exit, Problem> {
        if self.goes_on() || self.until.is_some() {
            let problem = Problem::new("`--store` and `--until` need `--events`");
            return Err(problem.help("a talk is kept nowhere"));
        }
        let workspace = Workspace::load(plans.workspace.clone());
        let workspace = workspace.map_err(|error| Problem::new(error.to_string()))?;
        let transcript = Transcript::new(workspace.zone().clone());
        let teller = Teller { format: self.format, transcript, hides_known: false };
        let now = Instant { millis: jiff::Timestamp::now().as_millisecond() };
        talk(plans, teller, (now, record), output)
    }

    fn replay<A: AgentStore, R: RunStore>(
        &self,
        replay: Replay<A, R>,
        mut events: BufReader<Box<dyn Read>>,
        mut record: Option<Record>,
        output: &mut Output,
    ) -> Result<Exit, Problem> {
        let mut replay = replay.strict(self.strict);
        if let Some(until) = self.until {
            replay = replay.up_to(until);
        }
        let hides_known = self.goes_on();
        let mut teller =
            Teller { format: self.format, transcript: replay.transcript(), hides_known };
        if hides_known {
            teller.tell(&replay.resume().map_err(stored)?, output);
            teller.hides_known = true;
        }
        let mut bytes = Vec::new();
        let mut number = 0;
        while !output.is_closed() {
            if events.buffer().is_empty() {
                // Nothing more is there yet: who watches sees what has happened so far.
                output.flush();
            }
            let read = next_line(&mut events, &mut bytes);
            let read =
                read.map_err(|error| Problem::new(format!("cannot read events: {error}")))?;
            let Some(length) = read else { break };
            number += 1;
            let entries = if length > MAX_LINE {
                replay.unreadable(number, "the line is longer than 1 MiB")
            } else {
                match std::str::from_utf8(&bytes) {
                    Ok(text) => replay.line(number, text).map_err(stored)?,
                    Err(_) => replay.unreadable(number, "the line is not UTF-8"),
                }
            };
            teller.tell(&entries, output);
            if let Some(record) = &mut record {
                record.recording.hear(&replay.take_heard());
            }
        }
        if let Some(until) = self.until.filter(|_| !replay.is_over()) {
            teller.tell(&replay.until(until).map_err(stored)?, output);
        }
        if let Some(mut record) = record {
            teller.tell(&replay.settled().map_err(stored)?, output);
            record.recording.hear(&replay.take_heard());
            record.write(output)?;
        }
        let (entries, summary) = replay.finish().map_err(stored)?;
        teller.tell(&entries, output);
        match self.format {
            Format::Text if number == 0 => output.answer(&format!("{summary}\n")),
            Format::Text => output.answer(&format!("\n{summary}\n")),
            Format::Json => output.answer(&format!("{{\"summary\":{}}}\n", summary.to_json())),
        }
        let skipped = self.strict && summary.lines.bad > 0;
        Ok(if skipped { Exit::Found } else { Exit::Clean })
    }
}

/// Reads `2026-03-02T09:00:00Z`.
fn moment(text: &str) -> Result<Instant, String> {
    Instant::parse(text)
        .ok_or_else(|| "expected a moment with its zone, like `2026-03-02T09:00:00Z`".to_owned())
}

/// What a store said.
pub(super) fn stored(error: StoreError) -> Problem {
    Problem::new(error.to_string())
}

/// Writes entries as they come.
pub(super) struct Teller {
    format: Format,
    transcript: Transcript,
    /// Whether lines that an earlier run applied go without saying, until the first new one.
    hides_known: bool,
}

impl Teller {
    pub(super) fn tell(&mut self, entries: &[Entry], output: &mut Output) {
        let palette = output.palette();
        for entry in entries {
            if self.hides_known && entry.what == What::Duplicate {
                continue;
            }
            // What is seen again later is seen again within this run.
            self.hides_known = false;
            let mut line = match self.format {
                Format::Json => entry.to_json(),
                Format::Text if palette == Palette::PLAIN => self.transcript.render(entry),
                Format::Text => {
                    self.transcript.paint(entry, |part, text| paint(palette, part, text))
                }
            };
            line.push('\n');
            output.answer(&line);
        }
    }
}

fn paint(palette: Palette, part: Part, text: &str) -> String {
    tint(part).map_or_else(|| text.to_owned(), |tint| palette.paint(tint, text))
}

fn open_events(path: &Path) -> Result<Box<dyn Read>, Problem> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let failed = |error: io::Error| Problem::io("read", path, &error);
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(Problem::new(format!("cannot read `{}`: it is a folder", path.display())));
    }
    Ok(Box::new(Watched::new(file, about.len())))
}

/// Reads a line without its line end into `bytes`, and gives its length; none at the end. Of a
/// line beyond the limit, only the length is kept.
fn next_line(from: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<Option<u64>> {
    bytes.clear();
    let mut length = from.by_ref().take(MAX_LINE + 1).read_until(b'\n', bytes)? as u64;
    if length == 0 {
        return Ok(None);
    }
    if length > MAX_LINE && bytes.last() != Some(&b'\n') {
        bytes.clear();
        length += from.skip_until(b'\n')? as u64;
    }
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(length))
}

#[cfg(test)]
mod tests {
    use super::{MAX_LINE, next_line};

    #[test]
    fn lines_beyond_the_limit_are_passed_over() {
        let long = "x".repeat(usize::try_from(MAX_LINE).unwrap_or(0) + 10);
        let text = format!("one\r\n{long}\n\nlast");
        let mut from = text.as_bytes();
        let mut bytes = Vec::new();
        let mut seen = Vec::new();
        while let Ok(Some(length)) = next_line(&mut from, &mut bytes) {
            seen.push((length > MAX_LINE, String::from_utf8_lossy(&bytes).into_owned()));
        }
        let short = |text: &str| (false, text.to_owned());
        assert_eq!(seen, [short("one"), (true, String::new()), short(""), short("last")]);
    }
}
