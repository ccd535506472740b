//! The scenarios that are suggested: each is a program, goes through what it is for, and stands in
//! the layout of the language.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rondel::base::{FileId, Sources};
use rondel::compile::{check, plans};
use rondel::lint::Facts;
use rondel::scenario::coverage::{Coverage, Tally};
use rondel::scenario::suggest::{MOST_STEPS, Offer, Suggestions, suggest};
use rondel::scenario::{Manner, Outcome, test};

use super::programs::{self, Program};

/// How many scenarios are suggested at least, for all of the programs together.
const AT_LEAST: usize = 700;
/// How many of a hundred goals are covered by them at least.
const SHARE: usize = 92;

const MANNER: Manner = Manner { threads: NonZeroUsize::MIN, fail_fast: false };

/// What came of one program, or of many.
#[derive(Clone, Copy, Default)]
struct Counts {
    programs: usize,
    scenarios: usize,
    gaps: usize,
    goals: usize,
    covered: usize,
}

/// The text without its scenarios.
fn bare(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        inside |= line.starts_with("scenario ");
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        inside &= line != "}";
    }
    kept
}

fn coverage(sources: &Sources, outcomes: &[Outcome]) -> Coverage {
    let checked = check(sources);
    let graphs = checked.graphs();
    let mut tally = Tally::of(&graphs);
    outcomes.iter().for_each(|outcome| tally.take(&graphs, outcome.records()));
    Coverage::of(&Facts::new(&checked.program, &graphs, sources), &tally)
}

/// Takes what is suggested for a program without scenarios, puts it into the program, and plays it.
fn examine(name: &str, files: &[Program]) -> Counts {
    let mut sources = Sources::default();
    for file in files {
        sources.add(&file.name, &bare(&file.text));
    }
    let checked = check(&sources);
    assert!(checked.program.scenarios.is_empty(), "{name}");
    let planned = plans(&checked, &sources).unwrap_or_else(|| panic!("{name} has errors"));
    let graphs = checked.graphs();
    let facts = Facts::new(&checked.program, &graphs, &sources);
    let suggested = suggest(&facts, &planned, &coverage(&sources, &[]), MOST_STEPS);
    let Suggestions { found, left } = suggested.expect("the plans can be run");
    assert_eq!(left, 0, "{name}: something was not looked for");

    let texts: Vec<&str> = found
        .iter()
        .filter_map(|one| if let Offer::Scenario(text) = &one.offer { Some(&**text) } else { None })
        .collect();
    let last = &files[files.len() - 1];
    let program = rondel::format(FileId(0), &bare(&last.text)).text;
    let written = format!("{}\n\n{}", program.trim_end(), texts.join("\n"));
    let formatted = rondel::format(FileId(0), &written);
    assert!(formatted.reports.is_empty(), "{name}:\n{written}");
    stays(name, &written, &formatted.text);

    let mut whole = Sources::default();
    for file in &files[..files.len() - 1] {
        whole.add(&file.name, &bare(&file.text));
    }
    whole.add(&last.name, &written);
    let checked = check(&whole);
    let planned = plans(&checked, &whole).unwrap_or_else(|| {
        let said: Vec<&str> = checked.reports.iter().map(|one| one.message.as_str()).collect();
        panic!("{name}: {said:?}\n{written}")
    });
    let outcomes = test(&checked.program, &planned, &whole, MANNER, |_| true).expect("they run");
    assert_eq!(outcomes.len(), texts.len(), "{name}");
    for outcome in &outcomes {
        assert!(outcome.passed(), "{name}: `{}` fails\n{written}", outcome.title);
    }

    let coverage = coverage(&whole, &outcomes);
    let shares = [coverage.steps(), coverage.outcomes()];
    Counts {
        programs: 1,
        scenarios: texts.len(),
        gaps: found.len() - texts.len(),
        goals: shares.iter().map(|share| share.all).sum(),
        covered: shares.iter().map(|share| share.reached).sum(),
    }
}

fn stays(name: &str, one: &str, other: &str) {
    let pairs = one.lines().zip(other.lines());
    let first = pairs.enumerate().find(|(_, (one, other))| one != other);
    assert!(one == other, "{name}: formatting changes a suggestion: {first:?}");
}

#[test]
fn what_is_suggested_passes_and_stands_as_it_would_be_formatted() {
    let alone = |program: Program| (program.name.clone(), vec![program]);
    let mut all: Vec<(String, Vec<Program>)> = programs::examples();
    all.extend(programs::below("tests/fixtures/fresh").into_iter().map(alone));
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Counts::default());
    let work = || {
        while let Some((name, files)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let counts = examine(name, files);
            let mut sum = sum.lock().expect("no panic");
            sum.programs += counts.programs;
            sum.scenarios += counts.scenarios;
            sum.gaps += counts.gaps;
            sum.goals += counts.goals;
            sum.covered += counts.covered;
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .for_each(|thread| thread.join().expect("every suggestion is as it should be"));
    });
    let Counts { programs, scenarios, gaps, goals, covered } = *sum.lock().expect("no panic");
    println!(
        "counts: {programs} programs, {scenarios} scenarios suggested, {gaps} gaps, \
         {covered} of {goals} goals covered"
    );
    assert!(scenarios >= AT_LEAST, "only {scenarios} scenarios");
    assert!(covered * 100 >= goals * SHARE, "only {covered} of {goals} goals");
}
