//! Workflows with one thing wrong, as people get them wrong: a time-out gone, another team, a wait too
//! short. Whether rules, promises and the scenarios of the examples notice.

mod changes;
mod judge;
mod kinds;
mod spoiler;
mod world;

use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rondel::base::Source;

use self::changes::changes;
use self::judge::{Example, Tally, Verdict};
use self::kinds::Kind;
use self::spoiler::Change;
use self::world::World;
use super::programs::{Program, examples};

/// How many changes there are at least.
const AT_LEAST: usize = 500;
/// How many of a hundred are noticed at least, of all and of the worst kinds alone.
const SHARE: f64 = 85.0;

/// One change of one file of an example.
struct Spoilt<'a> {
    example: &'a Example,
    file: usize,
    change: Change,
}

impl Spoilt<'_> {
    /// `examples/menu/menu.rondel:12: …`.
    fn told(&self) -> String {
        let file = &self.example.files[self.file];
        let source = Source::new(&file.name, &file.text);
        let at = u32::try_from(self.change.at).expect("a file is not that long");
        format!("{}:{}: {}: {}", file.name, source.line_of(at), self.change.kind, self.change.what)
    }
}

fn all(examples: &[Example]) -> Vec<Spoilt<'_>> {
    let mut made = Vec::new();
    for example in examples {
        let world = World::of(&example.files);
        for (file, Program { text, .. }) in example.files.iter().enumerate() {
            let mut seen = HashSet::from([text.clone()]);
            for change in changes(text, &world) {
                if seen.insert(change.text.clone()) {
                    made.push(Spoilt { example, file, change });
                }
            }
        }
    }
    made
}

/// The verdict on each, in order.
fn judged(made: &[Spoilt<'_>]) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((place, spoilt)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            made.get(place).map(|spoilt| (place, spoilt))
        } {
            let verdict = spoilt.example.judge(spoilt.file, &spoilt.change);
            done.lock().expect("no panic").insert(place, verdict);
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
    });
    done.into_inner().expect("no panic").into_values().collect()
}

fn line(name: &str, tally: &Tally) -> String {
    format!(
        "{name:<22}{:>6}{:>8}{:>9}{:>11}{:>10}{:>8.1} %",
        tally.made(),
        tally.by_rules(),
        tally.promises,
        tally.scenarios,
        tally.survived,
        tally.percent()
    )
}

#[test]
fn what_spoils_a_workflow_is_noticed() {
    let examples: Vec<Example> =
        examples().into_iter().map(|(_, files)| Example::new(files)).collect();
    let made = all(&examples);
    let verdicts = judged(&made);

    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let (mut whole, mut core) = (Tally::default(), Tally::default());
    let mut survivors = Vec::new();
    for (spoilt, verdict) in made.iter().zip(verdicts) {
        tallies.entry(spoilt.change.kind).or_default().take(&verdict);
        if verdict == Verdict::Survived {
            survivors.push(spoilt.told());
        }
    }

    println!(
        "{:<22}{:>6}{:>8}{:>9}{:>11}{:>10}",
        "", "made", "rules", "promises", "scenarios", "survived"
    );
    for kind in Kind::ALL {
        let tally = tallies.remove(&kind).unwrap_or_default();
        println!("{}", line(&kind.to_string(), &tally));
        assert!(tally.made() > 0, "nothing can be changed to {kind}");
        whole.add(&tally);
        if kind.is_core() {
            core.add(&tally);
        }
    }
    println!("{}\n{}", line("the first six", &core), line("all", &whole));
    println!("{} of those that rules found are not even compiled", whole.refused);
    println!("{} changed nothing that is compiled", whole.same);
    println!("{:?}", whole.rules.iter().map(|(code, count)| (code.0, count)).collect::<Vec<_>>());
    println!("counts: {} changes, {} noticed", whole.made(), whole.caught());
    if std::env::var_os("RONDEL_SURVIVORS").is_some() {
        println!("{}", survivors.join("\n"));
    }
    assert!(whole.made() >= AT_LEAST, "only {} changes", whole.made());
    for (which, tally) in [("all", &whole), ("the first six kinds", &core)] {
        let share = tally.percent();
        assert!(share >= SHARE, "of {which} only {share:.1} % were noticed");
    }
}
