//! What Rondel's front end costs.
//!
//! `bench-rondel parse DIR REPS`: text to tree, file by file.
//! `bench-rondel check DIR REPS`: everything `rondel check` does to one program, files and disk aside.
//! `bench-rondel scale DIR REPS`: the growth of `check` with the size of the one file in the folder.
//! `bench-rondel late DIR REPS`: 1,000 findings at that file's end, against as many at its beginning.
//! `bench-rondel large STEPS REPS`: `check` of one workflow of so many steps.
//! `bench-rondel layout STEPS REPS`: where everything stands in the picture of such a workflow.
//! `bench-rondel rules STEPS REPS`: the same, rule by rule.
//!
//! Out: one line of JSON per repetition. *Units*: CPU seconds of all threads.

mod api;
mod cut;
mod large;
mod late;
mod scale;

use bench_measure::{Clock, Corpus, Sample};

/// That of the command `rondel`.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [mode, dir, reps] = words.as_slice() else {
        return Err("usage: parse|check|scale|late DIR REPS, large|layout|rules STEPS REPS".to_owned());
    };
    let reps: u32 = reps.parse().map_err(|_| format!("`{reps}` is not a count"))?;
    if ["large", "layout", "rules"].contains(&mode.as_str()) {
        let steps = dir.parse().map_err(|_| format!("`{dir}` is no number of steps"))?;
        let run = match mode.as_str() {
            "large" => large::check,
            "layout" => large::layout,
            _ => large::rules,
        };
        run(steps, reps);
        return Ok(());
    }
    let corpus = Corpus::read(dir.as_ref(), "rondel")?;
    match mode.as_str() {
        "parse" => repeat("rondel_parse", reps, &corpus, parse),
        "check" => repeat("rondel_check", reps, &corpus, check),
        "scale" => scale::run(&corpus, reps),
        "late" => late::run(&corpus, reps),
        other => return Err(format!("no mode is called `{other}`")),
    }
    Ok(())
}

/// Prints the cost of each repetition of `work`, which gives the number of errors it found.
fn repeat(peer: &str, reps: u32, corpus: &Corpus, work: fn(&Corpus) -> usize) {
    for rep in 0..reps {
        let (cpu_s, errors) = Clock::Process.time(|| ((), work(corpus)));
        println!("{}", Sample { peer, rep, cpu_s, errors }.json(corpus));
    }
}

fn parse(corpus: &Corpus) -> usize {
    corpus.files.iter().map(|file| api::parse(&file.text)).sum()
}

fn check(corpus: &Corpus) -> usize {
    let texts = corpus.files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
    api::Outcome::of(texts).errors()
}
