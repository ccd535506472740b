//! Programs with one token wrong, as people write them: nothing panics, nothing hangs, and a
//! token left out is reported once, where it is missing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rondel::base::{FileId, Source, Sources};
use rondel::compile::compile;
use rondel::format::format;
use rondel::report::Code;
use rondel::syntax::parse;

use super::lexer::{Kind, Token, tokens};
use super::numbers::Numbers;
use super::programs::{Program, sound};

const FILE: FileId = FileId(0);
const COUNT: u64 = 10_000;
const SYNTAX: Code = Code("syntax");
const BOUND: Duration = Duration::from_secs(2);
/// What is put in, and what takes another token's place.
const STRANGERS: &[&str] = &[
    "{", "}", "(", ")", "[", "]", ",", "=", "==", ":", ".", "..", "-", "+", "not", "and", "or",
    "else", "in", "\"", "\"\"\"", "\"text\"", "12", "1h", "09:00", "word", "when", "workflow",
    "send", "if", ";", "&&", "!", "?", "#", "$", "${", "\\", "é", "\n",
];

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Delete,
    Duplicate,
    Swap,
    Replace,
    Insert,
}

/// A program with one change, and the byte where it was made.
fn mutate(text: &str, tokens: &[Token], numbers: &mut Numbers) -> (Change, String, usize) {
    let at = numbers.below(tokens.len());
    let here = tokens[at].at.clone();
    let stranger = STRANGERS[numbers.below(STRANGERS.len())];
    let (before, word, after) = (&text[..here.start], &text[here.clone()], &text[here.end..]);
    let start = here.start;
    match numbers.below(5) {
        0 => (Change::Delete, format!("{before}{after}"), start),
        1 => (Change::Duplicate, format!("{before}{word} {word}{after}"), start),
        2 => {
            let next = tokens.get(at + 1).map_or(here.clone(), |next| next.at.clone());
            if next == here {
                return (Change::Delete, format!("{before}{after}"), start);
            }
            let (gap, other, rest) =
                (&text[here.end..next.start], &text[next.clone()], &text[next.end..]);
            (Change::Swap, format!("{before}{other}{gap}{word}{rest}"), start)
        }
        3 => (Change::Replace, format!("{before}{stranger}{after}"), start),
        _ => (Change::Insert, format!("{before}{stranger} {word}{after}"), start),
    }
}

/// What one share of the changes led to.
#[derive(Default)]
struct Outcome {
    changes: BTreeMap<Change, u64>,
    /// Deletions that were reported, those with one report only, their reports, and those of
    /// them that stand on the line of the deletion or the next.
    deletions: [u64; 2],
    reports: [u64; 2],
    /// Findings of the whole compiler, in every fourth change.
    findings: usize,
    /// Deletions whose reports were many or far, as lines to read.
    poor: Vec<String>,
    slowest: Duration,
}

fn run(programs: &[(Program, Vec<Token>)], share: u64, shares: u64) -> Outcome {
    let mut outcome = Outcome::default();
    for index in (share..COUNT).step_by(usize::try_from(shares).unwrap()) {
        let mut numbers = Numbers::new(index.wrapping_mul(0x5851_f42d_4c95_7f2d));
        let (program, tokens) = &programs[numbers.below(programs.len())];
        let (change, text, at) = mutate(&program.text, tokens, &mut numbers);
        let before = Instant::now();
        let formatted = format(FILE, &text);
        let took = before.elapsed();
        assert!(took < BOUND, "change {index} of {} took {took:?}:\n{text}", program.name);
        outcome.slowest = outcome.slowest.max(took);
        if index % 4 == 0 {
            let mut sources = Sources::default();
            sources.add(&program.name, &text);
            outcome.findings += compile(&sources).1.len();
        }
        if index % 5 == 0 {
            let again = format(FILE, &formatted.text).text;
            assert_eq!(formatted.text, again, "change {index} of {}:\n{text}", program.name);
        }
        *outcome.changes.entry(change).or_default() += 1;
        if change == Change::Delete {
            judge(&mut outcome, program, &text, at);
        }
    }
    outcome
}

/// Counts the reports of a deletion, and how many stand near it.
fn judge(outcome: &mut Outcome, program: &Program, text: &str, at: usize) {
    let source = Source::new(&program.name, text);
    let (_, reports) = parse(FILE, text);
    let offset = |at: usize| u32::try_from(at).unwrap();
    let line = source.line_of(offset(at));
    let found: Vec<_> = reports.iter().filter(|report| report.code == SYNTAX).collect();
    if found.is_empty() {
        return;
    }
    let near = found.iter().filter(|report| {
        let there = source.line_of(report.location().span.start);
        there == line || there == line + 1
    });
    let near = near.count();
    let count = |number: usize| u64::try_from(number).unwrap();
    outcome.deletions[0] += 1;
    outcome.deletions[1] += u64::from(found.len() == 1);
    outcome.reports[0] += count(found.len());
    outcome.reports[1] += count(near);
    if found.len() > 1 || near < found.len() {
        let gone = &program.text[at..].split_whitespace().next().unwrap_or_default();
        let lines: Vec<_> = found
            .iter()
            .map(|report| {
                let there = source.line_of(report.location().span.start);
                format!("{there}: {}", report.message)
            })
            .collect();
        outcome.poor.push(format!("{}:{line} without {gone:?}: {lines:?}", program.name));
    }
}

#[test]
fn ten_thousand_changes_of_one_token() {
    let sound = sound().into_iter().map(|program| {
        let words = tokens(&program.text).into_iter();
        let words: Vec<Token> = words.filter(|token| token.kind != Kind::Comment).collect();
        (program, words)
    });
    let programs: Vec<_> = sound.filter(|(_, words)| !words.is_empty()).collect();
    let shares = std::thread::available_parallelism().map_or(2, |cores| cores.get() as u64);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let work = |share| {
            scope.spawn({
                let programs = &programs;
                move || run(programs, share, shares)
            })
        };
        let threads: Vec<_> = (0..shares).map(work).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let mut changes: BTreeMap<Change, u64> = BTreeMap::new();
    let (mut deletions, mut reports, mut slowest) = ([0; 2], [0; 2], Duration::ZERO);
    let (mut poor, mut findings) = (Vec::new(), 0);
    for outcome in outcomes {
        findings += outcome.findings;
        for (change, count) in outcome.changes {
            *changes.entry(change).or_default() += count;
        }
        for index in [0, 1] {
            deletions[index] += outcome.deletions[index];
            reports[index] += outcome.reports[index];
        }
        slowest = slowest.max(outcome.slowest);
        poor.extend(outcome.poor);
    }
    let made: u64 = changes.values().sum();
    println!("{made} changes: {changes:?}; the slowest took {slowest:?}");
    println!("{} of {} reported deletions have one report", deletions[1], deletions[0]);
    println!("{} of {} reports stand on the line or the next", reports[1], reports[0]);
    if std::env::var_os("RONDEL_SHOW_POOR").is_some() {
        println!("{}", poor.join("\n"));
    }
    println!("{findings} findings of the whole compiler in every fourth change");
    assert!(findings > 1_000, "only {findings} findings in changed programs");
    assert_eq!(made, COUNT);
    assert!(deletions[0] > 500, "too few deletions were reported to say anything");
    assert!(deletions[1] * 100 >= deletions[0] * 80, "too many deletions have several reports");
    assert!(reports[1] * 100 >= reports[0] * 90, "too many reports stand far from the deletion");
}
