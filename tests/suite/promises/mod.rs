//! Promises: what the checker says is broken can be broken, and what can be broken it says.

mod answers;
mod explore;
pub(super) mod random;
mod replay;

use rondel::base::Sources;
use rondel::compile::{Checked, check};
use rondel::graph::StepGraph;
use rondel::lint::{CounterExample, Facts, RULES, counter_examples};
use rondel::plan::{self, Plans};
use rondel::program::{ArgValue, Promise};
use rondel::report::Severity;

use self::replay::Gone;
use super::programs;

/// A program that is sound but for what it promises.
fn plans(checked: &Checked, sources: &Sources) -> Plans {
    plan::plans(&checked.program, &checked.graphs(), sources)
}

/// Whether a run has broken a promise.
fn breaks(promise: &Promise, gone: &Gone) -> bool {
    let within = match promise.line.arg("within") {
        Some(ArgValue::Duration(length)) => length.seconds,
        _ => i64::MAX,
    };
    // Whatever is answered in time is answered a moment before it is over.
    let late = |seconds: i64| seconds >= within;
    match promise.decl.word {
        "owner" => {
            let is_open = gone.contact.conversation.is_open;
            gone.run.ending().is_some() && gone.contact.owner.is_none() && is_open
        }
        "reply" => {
            gone.replied.map_or_else(|| gone.run.ending().is_some() || late(gone.waited), late)
        }
        "at_most" => {
            let Some(ArgValue::Count(most)) = promise.line.arg("count") else { return false };
            gone.unanswered > usize::try_from(*most).expect("a number")
        }
        "ends" => late(gone.waited),
        other => panic!("an unknown promise {other}"),
    }
}

/// Replays every counter-example of a program. Gives how many were gone, how many of them with a
/// branch forced, and why others could not be.
fn replay_all(name: &str, text: &str, tally: &mut Tally) {
    let mut sources = Sources::default();
    sources.add("a.rondel", text);
    let checked = check(&sources);
    let only_promises = checked
        .reports
        .iter()
        .all(|report| report.code.0 == "promise-broken" || report.severity != Severity::Error);
    if !only_promises {
        return;
    }
    let graphs: Vec<StepGraph<'_>> = checked.graphs();
    let facts = Facts::new(&checked.program, &graphs, &sources);
    let plans = plans(&checked, &sources);
    for example in counter_examples(&facts) {
        judge(name, &checked, &plans, &example, tally);
    }
}

#[derive(Debug, Default)]
struct Tally {
    gone: usize,
    forced: usize,
    unsure: usize,
    beyond: Vec<String>,
}

fn judge(
    name: &str,
    checked: &Checked,
    plans: &Plans,
    example: &CounterExample<'_, '_>,
    tally: &mut Tally,
) {
    if example.is_unsure {
        tally.unsure += 1;
        return;
    }
    match replay::replay(name, &checked.program, plans, example) {
        Ok(gone) => {
            tally.gone += 1;
            tally.forced += usize::from(gone.forced);
            assert!(
                breaks(example.promise, &gone),
                "{name}: `ensure {}` of `{}` is kept on {:?}: {:?}",
                example.promise.decl.word,
                example.graph.workflow().name,
                example.route.iter().map(|going| going.edge.to_string()).collect::<Vec<_>>(),
                gone.run
            );
        }
        Err(why) => tally.beyond.push(format!("{name}: {why}")),
    }
}

#[test]
fn every_way_that_breaks_a_promise_is_one_that_a_run_can_go() {
    let mut tally = Tally::default();
    let gallery = programs::below("tests/fixtures/gallery").into_iter();
    let texts = gallery.chain(programs::below("tests/fixtures/promises"));
    for program in texts {
        replay_all(&program.name, &program.text, &mut tally);
    }
    for rule in RULES {
        replay_all(rule.code.0, rule.bad, &mut tally);
    }
    println!("counts: {} ways gone, {} of them with a branch forced", tally.gone, tally.forced);
    println!("{:#?}", tally.beyond);
    assert!(tally.gone >= 8 && tally.forced > 0 && tally.unsure == 0);
    assert!(tally.beyond.is_empty());
}

/// How many random programs are tried: `RONDEL_PROMISES` of them, else enough for every day.
fn count() -> u64 {
    let written = std::env::var("RONDEL_PROMISES").ok();
    written.map_or(600, |count| count.parse().expect("a number"))
}

#[test]
fn what_runs_of_random_programs_can_break_is_found_and_nothing_else() {
    let (mut programs, mut with_broken, mut with_jumps, mut with_times) = (0_u64, 0, 0, 0);
    let (mut refused, mut reached) = (0, 0);
    let mut tally = Tally::default();
    let mut seed = 0;
    while programs < count() {
        seed += 1;
        let made = random::program(seed);
        let mut sources = Sources::default();
        sources.add("w.rondel", &made.text);
        let checked = check(&sources);
        let mut errors = checked.reports.iter().filter(|report| report.severity == Severity::Error);
        if errors.any(|report| report.code.0 != "promise-broken") {
            refused += 1;
            continue;
        }
        programs += 1;
        let graphs = checked.graphs();
        let facts = Facts::new(&checked.program, &graphs, &sources);
        let plans = plans(&checked, &sources);
        let found = counter_examples(&facts);
        let name = format!("seed {seed}\n{}", made.text);
        for example in &found {
            judge(&name, &checked, &plans, example, &mut tally);
        }
        let promises = &checked.program.workflows[0].promises;
        let broken = explore::broken(&plans, promises, made.about);
        for (promise, _) in promises.iter().zip(broken).filter(|(_, broken)| *broken) {
            reached += 1;
            assert!(
                found.iter().any(|example| std::ptr::eq(example.promise, promise)),
                "a run breaks `ensure {}`, and nobody says so: {name}",
                promise.decl.word
            );
        }
        with_broken += u64::from(!found.is_empty());
        with_jumps += u64::from(made.jumps);
        with_times += u64::from(made.times);
    }
    println!(
        "counts: {programs} programs ({refused} refused), {with_broken} with a broken promise, \
         {with_jumps} with a jump, {with_times} with a time-out; {} ways gone, {} with a branch \
         forced, {} beyond events, {} unsure; {reached} promises broken by trying",
        tally.gone,
        tally.forced,
        tally.beyond.len(),
        tally.unsure
    );
    for share in [with_broken, with_jumps, with_times] {
        assert!(share * 100 >= programs * 15);
    }
    assert!(tally.beyond.len() * 20 <= tally.gone, "{:#?}", tally.beyond);
    assert!(tally.forced > 0 && tally.unsure == 0);
}
