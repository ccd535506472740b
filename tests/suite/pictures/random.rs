//! Sketches that no text would give: boxes of any size, lines from anywhere to anywhere.

use rondel::graph::layout::{Line, Shape, Size, Sketch, Tier};

/// A number below `limit`. *Source*: Knuth's linear congruential generator.
fn below(chance: &mut u64, limit: u64) -> u64 {
    *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    (*chance >> 33) % limit
}

/// A sketch of a seed, of at most 40 shapes.
pub(super) fn sketch(seed: u64) -> Sketch {
    let mut chance = seed;
    let mut below = |limit: usize| {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(below(&mut chance, limit)).unwrap()
    };
    let count = below(39) + 1;
    let mut sketch = Sketch::default();
    for at in 0..count {
        let size = Size {
            width: i32::try_from(below(200)).unwrap() + 9,
            height: i32::try_from(below(60)).unwrap() + 9,
        };
        let tier = match below(8) {
            0 if at < 3 => Tier::Entry,
            1 if at > 0 => Tier::Between,
            _ => Tier::Row,
        };
        sketch.shapes.push(Shape { size, tier });
    }
    for _ in 0..below(count * 2 + 1) {
        let from = below(count);
        // Mostly near and forwards, as in texts; anything else happens too.
        let to = match below(4) {
            0 => below(count),
            _ => (from + below(5)).min(count - 1),
        };
        let label = (below(3) == 0)
            .then(|| Size { width: i32::try_from(below(90)).unwrap() + 5, height: 22 });
        sketch.lines.push(Line { from, to, label, is_main: below(3) == 0 });
    }
    sketch.lines.sort_by_key(|line| line.from);
    for at in 1..count {
        if below(3) == 0 {
            sketch.kin.push((at - 1, at));
        }
    }
    sketch
}
