//! The day of the whole shop, on the real disk, in a process that is killed again and again: it
//! ends as the day of a process that nobody disturbed.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rondel::engine::needs_attention;
use rondel::store::{AgentStore, RunStore, Sqlite, wait};

use super::Folder;
use crate::suite::numbers::Numbers;

/// How often the process is killed; without it, a few times on the first part of the day.
const KILLS: &str = "RONDEL_KILLS";
/// The number from which the moments of the kills follow.
const SEED: &str = "RONDEL_SEED";
/// The program that is killed, where it is not the one that is under test.
const PROGRAM: &str = "RONDEL_PROGRAM";

/// Kills, and lines of the day, where nothing else is said.
const FEW: (usize, usize) = (12, 2_000);
/// Of so many kills, one comes while the process still takes up what was left.
const EARLY: usize = 5;
/// Longest that a killed process has gone on after the moment that was drawn for it.
const LINGER: Duration = Duration::from_millis(8);

/// The day, and where it is played.
struct Campaign {
    folder: Folder,
    program: PathBuf,
    /// The moment of each line.
    moments: Vec<i64>,
    numbers: Numbers,
}

/// What became of the kills.
#[derive(Debug, Default)]
struct Kills {
    /// Those that met a living process.
    hit: usize,
    /// Of these, those before it had done anything new.
    early: usize,
    /// Lines of the day that were applied when it was killed.
    lines: Vec<usize>,
    /// Days that were over before there were kills enough; each is followed by another.
    days: usize,
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}

#[test]
fn a_day_in_a_process_that_is_killed_again_and_again_ends_as_one_that_is_not() {
    let (asked, seed) = (number(KILLS), number(SEED).unwrap_or(1));
    let (kills, lines) = asked.map_or(FEW, |kills| (kills as usize, usize::MAX));
    let whole_day = asked.map(|kills| format!("{KILLS}={kills} ")).unwrap_or_default();
    println!("again: {SEED}={seed} {whole_day}cargo test --test suite cli::kill -- --nocapture");
    let mut campaign = Campaign::new(lines, seed);
    let began = Instant::now();
    let plain = campaign.told(&["--format", "json"]);
    let whole = campaign.told(&["--format", "json", "--store", "whole.db"]);
    assert!(plain == whole, "a store tells another day than memory");
    let took = began.elapsed();
    let done = campaign.kill(kills);
    assert!(campaign.start("cut.db").wait().unwrap().success());
    println!(
        "counts: killed {} times ({} early) on {} days, at lines {:?}; undisturbed {:.1} s, all {:.1} s",
        done.hit,
        done.early,
        done.days + 1,
        done.lines,
        took.as_secs_f64(),
        began.elapsed().as_secs_f64(),
    );
    campaign.compare();
}

impl Campaign {
    fn new(lines: usize, seed: u64) -> Self {
        let root = env!("CARGO_MANIFEST_DIR");
        let day = std::fs::read_to_string(format!("{root}/examples/whole_shop/day.jsonl")).unwrap();
        let day: Vec<&str> = day.lines().take(lines).collect();
        let moment = |line: &&str| {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            rondel::base::Instant::parse(json["at"].as_str().unwrap()).unwrap().millis
        };
        let moments = day.iter().map(moment).collect();
        // Where the build is, which is on a disk; other places for a while may be in memory.
        let folder = Folder { dir: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() };
        folder.write("day.jsonl", day.join("\n").as_bytes());
        let tested = PathBuf::from(env!("CARGO_BIN_EXE_rondel"));
        let program = std::env::var_os(PROGRAM).map_or(tested, PathBuf::from);
        Self { folder, program, moments, numbers: Numbers::new(seed) }
    }

    fn command(&self, words: &[&str]) -> Command {
        let shop = format!("{}/examples/whole_shop", env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(&self.program);
        command.args(["run", &shop, "--events", "day.jsonl"]).args(words);
        command.current_dir(self.folder.dir.path()).stdin(Stdio::null());
        command
    }

    /// What an undisturbed day tells.
    fn told(&self, words: &[&str]) -> Vec<u8> {
        let output = self.command(words).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn start(&self, store: &str) -> Child {
        self.command(&["--store", store]).stdout(Stdio::null()).spawn().unwrap()
    }

    /// How many lines of the day are in the store.
    fn line(&self) -> usize {
        let Ok(store) = Sqlite::view(&self.folder.path("cut.db")) else { return 0 };
        let Some((here, _)) = wait(store.workspaces()).unwrap_or_default().pop() else { return 0 };
        let latest = wait(store.counts(&here)).ok().and_then(|counts| counts.latest);
        latest.map_or(0, |latest| self.moments.partition_point(|at| *at <= latest.millis))
    }

    /// Kills the process as often as that, at moments all along the day; where it was quicker than whoever
    /// kills it, also on further days.
    fn kill(&mut self, kills: usize) -> Kills {
        let (mut done, mut first, mut before) = (Kills::default(), 0, 0);
        // The process needs a while to begin; nobody looks at the store before that.
        let wake = self.wake();
        while done.hit < kills {
            let early = self.numbers.below(EARLY) == 0;
            // What is left of the day is shared out among the kills that are left. The end is for
            // nobody: a process that comes there is over before it can be killed.
            let end = self.moments.len() - self.moments.len() / 20;
            let part = end.saturating_sub(first) / (kills - done.hit + 1);
            let target = first + self.numbers.below(2 * part.max(1));
            let mut child = self.start("cut.db");
            if early {
                sleep(self.moment(2 * wake));
            } else {
                sleep(wake);
                while child.try_wait().unwrap().is_none() && self.line() < target {
                    sleep(Duration::from_millis(2));
                }
                sleep(self.moment(LINGER));
            }
            // It may be over at this very moment: what counts is of what it died.
            child.kill().unwrap();
            let status = child.wait().unwrap();
            if status.signal() != Some(9) {
                assert!(status.success(), "it ended by itself: {status}");
                assert!(done.hit > before, "a day was over before it was killed once");
                self.compare();
                self.forget("cut.db");
                done.days += 1;
                (first, before) = (0, done.hit);
                continue;
            }
            let line = self.line();
            done.hit += 1;
            done.early += usize::from(line == first);
            done.lines.push(line);
            first = line;
        }
        done
    }

    /// The next day begins with nothing.
    fn forget(&self, store: &str) {
        for end in ["", "-wal", "-shm", "-redo", "-lock"] {
            let _ = std::fs::remove_file(self.folder.path(&format!("{store}{end}")));
        }
    }

    /// Any moment in a span of time.
    fn moment(&mut self, span: Duration) -> Duration {
        let most = usize::try_from(span.as_micros()).unwrap();
        Duration::from_micros(self.numbers.below(most) as u64)
    }

    /// How long the process needs to begin, by one that has nothing to do.
    fn wake(&self) -> Duration {
        let began = Instant::now();
        let mut command = self.command(&["--until", "2000-01-01T00:00:00Z"]);
        assert!(command.stdout(Stdio::null()).status().unwrap().success());
        began.elapsed()
    }

    /// Fails where the store of the killed processes is another than that of the undisturbed one.
    fn compare(&self) {
        let (whole, cut) = (self.everything("whole.db"), self.everything("cut.db"));
        for ((what, whole), (_, cut)) in whole.iter().zip(&cut) {
            let differs = whole.lines().zip(cut.lines()).position(|(one, other)| one != other);
            let around = |text: &str| {
                let from = differs.unwrap_or_default().saturating_sub(12);
                text.lines().skip(from).take(30).collect::<Vec<_>>().join("\n")
            };
            assert!(whole == cut, "{what} differ:\n{}\n--- and\n{}", around(whole), around(cut));
        }
    }

    /// Everything a store holds that counts.
    fn everything(&self, name: &str) -> Vec<(&'static str, String)> {
        let store = Sqlite::view(&self.folder.path(name)).unwrap();
        let (here, _) = wait(store.workspaces()).unwrap().pop().unwrap();
        let contacts = wait(store.contacts(&here, None, usize::MAX)).unwrap();
        let owners = contacts.iter().map(|one| (&one.contact.id, &one.contact.owner));
        let owners: Vec<_> = owners.collect();
        vec![
            ("owners", format!("{owners:#?}")),
            ("rosters", format!("{:#?}", wait(store.snapshot(&here)).unwrap())),
            ("attention lists", format!("{:#?}", wait(needs_attention(&store, &here)).unwrap())),
            ("contacts", format!("{contacts:#?}")),
            ("logs", format!("{:#?}", wait(store.log(&here, None)).unwrap())),
            ("dead letters", format!("{:#?}", wait(store.dead(&here)).unwrap())),
            ("counts", format!("{:#?}", wait(store.counts(&here)).unwrap())),
        ]
    }
}
