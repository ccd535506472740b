//! Plays seeds of the fault simulator.
//!
//! `cargo run --release --example faults -- --seeds 20000` plays them in memory, `--sqlite FOLDER` in
//! files there, and `--seed 7` plays one seed and tells everything that happens.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rondel::simulate::{InFile, Memory, Played, Simulator, Tally};

/// Every so many seeds one is played twice, and must go the same way.
const TWICE: u64 = 50;

/// What is asked for.
#[derive(Default)]
struct Asked {
    seed: Option<u64>,
    from: u64,
    seeds: u64,
    folder: Option<PathBuf>,
}

impl Asked {
    fn read() -> Result<Self, String> {
        let mut asked = Self { seeds: 1_000, ..Self::default() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let next = words.next().ok_or_else(|| format!("`{word}` needs a value"))?;
            let number = || next.parse().map_err(|_| format!("`{next}` is no number"));
            match word.as_str() {
                "--seed" => asked.seed = Some(number()?),
                "--from" => asked.from = number()?,
                "--seeds" => asked.seeds = number()?,
                "--sqlite" => asked.folder = Some(PathBuf::from(next)),
                _ => return Err(format!("`{word}` is unknown: --seeds, --from, --seed, --sqlite")),
            }
        }
        Ok(asked)
    }

    fn play(&self, simulator: &Simulator, seed: u64, in_words: bool) -> Result<Played, String> {
        match &self.folder {
            None => simulator.play(seed, &mut Memory, in_words),
            Some(folder) => in_file(simulator, folder, seed, in_words),
        }
    }

    /// How one seed is played again.
    fn again(&self, seed: u64) -> String {
        let sqlite = self.folder.as_ref().map(|folder| format!(" --sqlite {}", folder.display()));
        let sqlite = sqlite.unwrap_or_default();
        format!("cargo run --release --example faults -- --seed {seed}{sqlite}")
    }
}

fn in_file(
    simulator: &Simulator,
    folder: &Path,
    seed: u64,
    in_words: bool,
) -> Result<Played, String> {
    let place = tempfile::tempdir_in(folder).map_err(|why| why.to_string())?;
    simulator.play(seed, &mut InFile::new(&place.path().join("play.db")), in_words)
}

fn main() -> ExitCode {
    match Asked::read().and_then(|asked| run(&asked)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: &Asked) -> Result<bool, String> {
    let simulator = Simulator::new()?;
    if let Some(seed) = asked.seed {
        let played = asked.play(&simulator, seed, true)?;
        played.trace.iter().for_each(|line| println!("{line}"));
        println!("\nseed {seed}, program {}, faults: {}", played.program, played.faults);
        println!("{}hash {:016x}", played.tally, played.hash);
        report(asked, seed, &played);
        return Ok(played.failure.is_none());
    }
    let (mut tally, mut twice) = (Tally::default(), 0_u64);
    for seed in asked.from..asked.from.saturating_add(asked.seeds) {
        let played = asked.play(&simulator, seed, false)?;
        if played.failure.is_some() {
            report(asked, seed, &played);
            return Ok(false);
        }
        if seed % TWICE == 0 {
            let again = asked.play(&simulator, seed, false)?;
            if again.hash != played.hash {
                println!("seed {seed} went another way the second time");
                println!("{}", asked.again(seed));
                return Ok(false);
            }
            twice += 1;
        }
        tally.add(&played.tally);
    }
    print!("{tally}");
    println!("{twice} seeds played twice, with equal hashes");
    let missing = tally.missing(asked.folder.is_some());
    if !missing.is_empty() {
        println!("never happened: {}", missing.join(", "));
    }
    Ok(missing.is_empty() && twice > 0)
}

/// What failed, and the one command that shows it.
fn report(asked: &Asked, seed: u64, played: &Played) {
    let Some(failure) = &played.failure else { return };
    println!("seed {seed}, program {}, faults: {}", played.program, played.faults);
    println!("broken: {}\n        {}", failure.invariant, failure.why);
    if let Some(commit) = commit() {
        println!("commit: {commit}");
    }
    println!("again:  {}", asked.again(seed));
}

/// The commit that is checked out, where there is one.
fn commit() -> Option<String> {
    let git = std::process::Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    let text = String::from_utf8(git.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
