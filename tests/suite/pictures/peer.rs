//! The same graphs, laid out by graphviz: how often do lines cross there?
//!
//! Boxes have the sizes of ours and lines no words, which leaves `dot` all the room there is.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use rondel::graph::layout::{Sketch, lay_out};

use super::geometry::crossings;

type Place = (f64, f64);

/// How many straight stretches stand for a curve.
const PARTS: u32 = 12;
/// Crossings so near to an end of both lines, in inches, are the box that they share.
const NEAR: f64 = 0.02;

#[test]
fn lines_cross_hardly_more_often_than_in_graphviz() {
    if Command::new("dot").arg("-V").output().is_err() {
        // Where everything has to be there, this has to be as well.
        assert!(std::env::var_os("RONDEL_GRAPHVIZ").is_none(), "there is no `dot`");
        println!("counts: skipped: there is no `dot`");
        return;
    }
    let named: Vec<_> = super::written().into_iter().chain(super::made_up()).collect();
    let ours: Vec<usize> = named.iter().map(|one| crossings(&lay_out(&one.sketch))).collect();
    let theirs = draw(named.iter().map(|one| &one.sketch));
    assert_eq!(ours.len(), theirs.len(), "some pictures are missing");
    let theirs: Vec<usize> = theirs.iter().map(|lines| count(lines)).collect();
    let more = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours > theirs).count();
    let (ours, theirs): (usize, usize) = (ours.iter().sum(), theirs.iter().sum());
    let graphs = named.len();
    println!("counts: {graphs} graphs, {ours} crossings, {theirs} in graphviz ({more} have more)");
    assert!(theirs > 100, "lines hardly cross at all: {theirs}");
    assert!(ours * 2 <= theirs * 3, "{ours} crossings, {theirs} in graphviz");
}

/// The lines of each graph, as graphviz draws them.
fn draw<'s>(sketches: impl Iterator<Item = &'s Sketch>) -> Vec<Vec<Vec<Place>>> {
    let mut text = String::new();
    for sketch in sketches {
        text.push_str("digraph {\n node [shape=box, fixedsize=true, label=\"\"];\n");
        for (at, shape) in sketch.shapes.iter().enumerate() {
            let (width, height) =
                (f64::from(shape.size.width) / 72.0, f64::from(shape.size.height) / 72.0);
            writeln!(text, " n{at} [width={width:.3}, height={height:.3}];").unwrap();
        }
        for line in &sketch.lines {
            writeln!(text, " n{} -> n{};", line.from, line.to).unwrap();
        }
        text.push_str("}\n");
    }
    let mut dot = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = dot.stdin.take().unwrap();
    let feed = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let said = dot.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    read(&String::from_utf8(said.stdout).unwrap())
}

fn read(plain: &str) -> Vec<Vec<Vec<Place>>> {
    let mut graphs = Vec::new();
    let mut lines = Vec::new();
    for line in plain.lines() {
        let mut words = line.split(' ');
        match words.next() {
            Some("edge") => lines.push(curve(words)),
            Some("stop") => graphs.push(std::mem::take(&mut lines)),
            _ => {}
        }
    }
    graphs
}

/// `edge tail head n x1 y1 … xn yn …`: a chain of cubic curves.
fn curve<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Place> {
    let mut words = words.skip(2);
    let count: usize = words.next().unwrap().parse().unwrap();
    let mut number = || words.next().unwrap().parse::<f64>().unwrap();
    let points: Vec<Place> = (0..count).map(|_| (number(), number())).collect();
    let mut places = vec![points[0]];
    for curve in points[..].windows(4).step_by(3) {
        for part in 1..=PARTS {
            let t = f64::from(part) / f64::from(PARTS);
            let s = 1.0 - t;
            let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
            let sum = |pick: fn(&Place) -> f64| -> f64 {
                curve.iter().zip(weights).map(|(point, weight)| pick(point) * weight).sum()
            };
            places.push((sum(|point| point.0), sum(|point| point.1)));
        }
    }
    places
}

/// How often lines cross, other than where they meet at a box.
fn count(lines: &[Vec<Place>]) -> usize {
    let mut crossings = 0;
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            if !meet(bounds(one), bounds(other)) {
                continue;
            }
            for (a, b) in one.iter().zip(&one[1..]) {
                for (c, d) in other.iter().zip(&other[1..]) {
                    if let Some(place) = cross((*a, *b), (*c, *d)) {
                        crossings += usize::from(!(at_end(place, one) && at_end(place, other)));
                    }
                }
            }
        }
    }
    crossings
}

fn at_end(place: Place, line: &[Place]) -> bool {
    let near = |end: &Place| (end.0 - place.0).hypot(end.1 - place.1) < NEAR;
    near(&line[0]) || near(&line[line.len() - 1])
}

fn bounds(line: &[Place]) -> (Place, Place) {
    let fold = |pick: fn(f64, f64) -> f64, start: f64| {
        line.iter().fold((start, start), |(x, y), place| (pick(x, place.0), pick(y, place.1)))
    };
    (fold(f64::min, f64::MAX), fold(f64::max, f64::MIN))
}

fn meet(one: (Place, Place), other: (Place, Place)) -> bool {
    one.0.0 <= other.1.0 && other.0.0 <= one.1.0 && one.0.1 <= other.1.1 && other.0.1 <= one.1.1
}

/// Where two stretches cross, if they do.
fn cross(one: (Place, Place), other: (Place, Place)) -> Option<Place> {
    let side =
        |(a, b): (Place, Place), c: Place| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let (a, b) = (side(other, one.0), side(other, one.1));
    let (c, d) = (side(one, other.0), side(one, other.1));
    if a * b >= 0.0 || c * d >= 0.0 {
        return None;
    }
    let t = a / (a - b);
    Some((one.0.0 + t * (one.1.0 - one.0.0), one.0.1 + t * (one.1.1 - one.0.1)))
}
