//! Workflows in which everything jumps far: laid out in a time that does not grow with how far.

use std::time::Instant;

use rondel::graph::layout::{Line, Shape, Size, Sketch, Tier, lay_out};

use super::{Named, sketches, sound};

/// How many steps there are, each with a jump.
const STEPS: usize = 2_000;
/// What an unoptimised build may take, in seconds. With a cell in every row that a line goes past,
/// some of these take hours.
const MOST: f64 = 20.0;

/// Steps below each other, each with a line to another one.
fn jumping(to: impl Fn(usize) -> usize) -> Sketch {
    let size = Size { width: 240, height: 70 };
    let label = Some(Size { width: 80, height: 24 });
    let mut sketch = Sketch::default();
    for at in 0..STEPS {
        sketch.shapes.push(Shape { size, tier: Tier::Row });
        if at + 1 < STEPS {
            sketch.lines.push(Line { from: at, to: at + 1, label: None, is_main: true });
            sketch.kin.push((at, at + 1));
        }
        sketch.lines.push(Line { from: at, to: to(at).min(STEPS - 1), label, is_main: false });
    }
    sketch
}

fn quick(named: &Named) {
    let start = Instant::now();
    let layout = lay_out(&named.sketch);
    let took = start.elapsed().as_secs_f64();
    println!("counts: {} laid out in {took:.3} s", named.name);
    assert!(took < MOST, "{} took {took} s", named.name);
    assert_eq!(layout, sound(named), "not the same twice");
}

#[test]
fn jumps_that_go_far_are_laid_out_in_no_time() {
    let scattered = |at: usize| (at * 7_919 + 13) % STEPS;
    let all: [(&str, Sketch); 6] = [
        ("2,000 jumps to the end", jumping(|_| STEPS - 1)),
        ("2,000 jumps to the start", jumping(|_| 0)),
        ("2,000 jumps past half of it", jumping(|at| at + STEPS / 2)),
        ("2,000 jumps back past half of it", jumping(|at| at.saturating_sub(STEPS / 2))),
        ("2,000 jumps to where the other half comes from", jumping(|at| STEPS - 1 - at)),
        ("2,000 jumps to anywhere", jumping(scattered)),
    ];
    for (name, sketch) in all {
        quick(&Named { name: name.to_owned(), sketch });
    }
}

#[test]
fn a_text_full_of_jumps_that_go_far_is_laid_out_in_no_time() {
    let mut text = "workflow far \"Far\" {\n  on conversation_opened\n".to_owned();
    for at in 0..STEPS / 2 {
        let to = (at + STEPS / 4).min(STEPS / 2);
        text.push_str(&format!(
            "  s{at}: branch {{ when contact.name == \"{at}\" {{ jump to s{to} }} }}\n"
        ));
    }
    text.push_str(&format!("  s{}: comment \"Done.\"\n}}\n", STEPS / 2));
    let all = sketches("jumps", [text.as_str()]);
    assert!(all[0].sketch.lines.len() > STEPS);
    quick(&all[0]);
}

/// Short ways stay where they are; only the longest go past everything.
#[test]
fn only_the_longest_lines_go_past_everything() {
    let mut sketch = jumping(|at| at + 2);
    let label = Some(Size { width: 80, height: 24 });
    for at in 0..40 {
        sketch.lines.push(Line { from: at, to: STEPS - 1 - at, label, is_main: false });
    }
    sketch.lines.sort_by_key(|line| line.from);
    let layout = sound(&Named { name: "forty of them".to_owned(), sketch: sketch.clone() });
    let right = |at: usize| layout.lines[at].points.iter().map(|point| point.x).max().unwrap();
    let lines = || sketch.lines.iter().enumerate();
    let short = lines().filter(|(_, line)| line.to <= line.from + 2).map(|(at, _)| right(at)).max();
    let beside = lines().filter(|(at, _)| Some(right(*at)) > short).count();
    assert!((36..=40).contains(&beside), "{beside}");
}
