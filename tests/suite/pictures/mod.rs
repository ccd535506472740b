//! Pictures: where everything stands in them, and what is drawn.

mod drawing;
mod edits;
mod far;
mod geometry;
mod peer;
mod random;
mod wording;

use std::time::Instant;

use rondel::base::Sources;
use rondel::compile::check;
use rondel::graph::draw;
use rondel::graph::layout::{Layout, Sketch, lay_out};

use super::large::program::program;
use super::programs;
use geometry::{crossings, faults, kinks, slips};

/// How many programs are made up.
const PROGRAMS: u64 = 200;

/// A sketch with its name.
struct Named {
    name: String,
    sketch: Sketch,
}

/// The sketches of all workflows of some texts.
fn sketches<'t>(name: &str, texts: impl IntoIterator<Item = &'t str>) -> Vec<Named> {
    let mut sources = Sources::default();
    for (at, text) in texts.into_iter().enumerate() {
        sources.add(&format!("{at}.rondel"), text);
    }
    let checked = check(&sources);
    let graphs = checked.graphs();
    let named = graphs.iter().map(|graph| Named {
        name: format!("{} of {name}", graph.workflow().name),
        sketch: draw::sketch(graph, &sources),
    });
    named.collect()
}

/// The workflows of all examples and sound fixtures.
fn written() -> Vec<Named> {
    let mut all = Vec::new();
    for (name, files) in programs::examples() {
        all.extend(sketches(&name, files.iter().map(|file| file.text.as_str())));
    }
    for file in programs::sound() {
        all.extend(sketches(&file.name, [file.text.as_str()]));
    }
    all
}

/// Programs that are made up, of 12 to 90 steps.
fn made_up() -> Vec<Named> {
    let sizes = (0..PROGRAMS).map(|seed| (usize::try_from(seed).unwrap() * 7 % 79 + 12, seed));
    sizes
        .flat_map(|(steps, seed)| {
            sketches(&format!("{steps} steps, seed {seed}"), [program(steps, seed).as_str()])
        })
        .collect()
}

fn sound(named: &Named) -> Layout {
    let layout = lay_out(&named.sketch);
    let faults = faults(&named.sketch, &layout);
    assert!(faults.is_empty(), "{}: {} faults\n{}", named.name, faults.len(), faults.join("\n"));
    layout
}

#[test]
fn nothing_lies_on_anything_else() {
    let (written, made_up) = (written(), made_up());
    let mut lines = 0;
    for named in written.iter().chain(&made_up) {
        lines += sound(named).lines.len();
    }
    let (written, made_up) = (written.len(), made_up.len());
    println!("counts: {written} workflows and {made_up} made up, {lines} lines, none on another");
    assert!(written > 60 && made_up >= 200);
}

#[test]
fn nothing_lies_on_anything_else_in_what_no_text_would_give() {
    for seed in 0..1_000 {
        let named = Named { name: format!("seed {seed}"), sketch: random::sketch(seed) };
        sound(&named);
    }
}

#[test]
fn hardly_a_line_has_a_kink_and_hardly_a_box_a_slip() {
    let (mut level, mut kinked, mut kin, mut slipped) = (0, 0, 0, 0);
    for named in written().iter().chain(&made_up()) {
        let layout = lay_out(&named.sketch);
        let (all, some) = kinks(&layout);
        (level, kinked) = (level + all, kinked + some);
        let (all, some) = slips(&named.sketch, &layout);
        (kin, slipped) = (kin + all, slipped + some);
    }
    println!("counts: {kinked} kinks of {level} level stretches, {slipped} slips of {kin} pairs");
    assert!(kinked * 1_000 <= level, "{kinked} of {level}");
    assert!(slipped * 100 <= kin, "{slipped} of {kin}");
}

#[test]
fn long_workflows_are_laid_out_in_no_time() {
    for (steps, most) in [(60, 2.0), (1_000, 20.0)] {
        let named = &sketches("a long one", [program(steps, 7).as_str()])[0];
        let start = Instant::now();
        let layout = lay_out(&named.sketch);
        let took = start.elapsed().as_secs_f64();
        let crossings = crossings(&layout);
        println!("counts: {steps} steps laid out in {took:.3} s, {crossings} crossings");
        assert!(took < most, "{steps} steps took {took} s");
        sound(named);
    }
}
