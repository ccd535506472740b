//! A small edit moves little: who looks at a picture while they write finds everything again.

use rondel::base::Sources;
use rondel::compile::check;
use rondel::graph::StepGraph;
use rondel::graph::draw;
use rondel::graph::layout::lay_out;

use super::super::large::program::program;

/// How far a box may stand from where it stood, across the page.
const NEAR: i32 = 40;
/// The height of a row with one line of text, and a little more for a level stretch.
const ROW: i32 = 78 + 24;

/// Where the boxes of steps stand, by what the steps say.
fn boxes(text: &str) -> Vec<(String, i32, i32)> {
    let mut sources = Sources::default();
    sources.add("workflow.rondel", text);
    let checked = check(&sources);
    let graphs = checked.graphs();
    let graph: &StepGraph<'_> = &graphs[0];
    let layout = lay_out(&draw::sketch(graph, &sources));
    // Boxes of steps stand in the order of the text among those of triggers and ends.
    let places = draw::places(graph, &sources);
    let boxes = graph.steps().zip(places).map(|((_, step), at)| {
        let place = layout.shapes[at].at;
        (sources.slice(step.line.head).to_owned(), place.x, place.y)
    });
    boxes.collect()
}

#[test]
fn a_small_edit_moves_little() {
    let (mut near, mut level, mut all) = (0, 0, 0);
    for seed in 0..40 {
        let text = program(60, seed);
        let before = boxes(&text);
        // Behind each of the first three messages there is one more step.
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].starts_with("  send \"")).take(3) {
            let mut more = lines.clone();
            more.insert(at + 1, "  comment \"One more.\"");
            let after = boxes(&more.join("\n"));
            let kept: Vec<_> = after.iter().filter(|one| !one.0.contains("One more")).collect();
            assert_eq!(kept.len(), before.len());
            for (one, other) in before.iter().zip(&kept) {
                assert_eq!(one.0, other.0);
                all += 1;
                near += u32::from((one.1 - other.1).abs() <= NEAR);
                level += u32::from((0..=ROW).contains(&(other.2 - one.2)));
            }
        }
    }
    let percent = |part: u32| f64::from(part) * 100.0 / f64::from(all);
    let (near, level) = (percent(near), percent(level));
    println!(
        "counts: {all} boxes after an edit, {near:.1} % within {NEAR} across of where they stood, \
         {level:.1} % at most a row lower"
    );
    assert!(near >= 80.0, "only {near} % stay");
    assert!(level >= 95.0, "only {level} % stay");
}
